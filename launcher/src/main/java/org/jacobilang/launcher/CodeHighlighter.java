package org.jacobilang.launcher;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Colours for what is typed at the prompt: keywords, strings, numbers, comments, and names that are defined or decorated. */
final class CodeHighlighter implements Highlighter {
    private static final Set<String> KEYWORDS = Set.copyOf(NameCompleter.KEYWORDS);
    private static final Set<String> CONSTANTS = Set.of("None", "True", "False");
    private static final Pattern TOKEN = Pattern.compile(
            "(?<comment>#[^\\n]*)"
            + "|(?<string>(?i:[rbuf]{0,2})(?:\"\"\"(?s:.*?)(?:\"\"\"|\\z)|'''(?s:.*?)(?:'''|\\z)|\"(?:\\\\.|[^\"\\\\\\n])*(?:\"|$|(?=\\n))"
            + "|'(?:\\\\.|[^'\\\\\\n])*(?:'|$|(?=\\n))))"
            + "|(?<number>\\b(?:0[xXoObB][\\da-fA-F_]+|\\d[\\d_]*(?:\\.[\\d_]*)?(?:[eE][-+]?\\d+)?[jJ]?))"
            + "|(?<decorator>@[\\w.]+)|(?<magic>^\\s*%\\w+)|(?<word>[\\p{L}_][\\p{L}\\p{N}_]*)");
    private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
    private static final AttributedStyle KEYWORD = PLAIN.foreground(AttributedStyle.MAGENTA).bold();
    private static final AttributedStyle STRING = PLAIN.foreground(AttributedStyle.GREEN);
    private static final AttributedStyle NUMBER = PLAIN.foreground(AttributedStyle.CYAN);
    private static final AttributedStyle COMMENT = PLAIN.foreground(AttributedStyle.BRIGHT);
    private static final AttributedStyle DEFINED = PLAIN.foreground(AttributedStyle.BLUE).bold();

    @Override
    public AttributedString highlight(LineReader reader, String buffer) {
        AttributedStringBuilder out = new AttributedStringBuilder();
        Matcher m = TOKEN.matcher(buffer);
        int from = 0;
        String before = "";
        while (m.find()) {
            out.append(buffer.substring(from, m.start()), PLAIN);
            String text = m.group();
            out.append(text, style(m, text, before));
            before = text;
            from = m.end();
        }
        out.append(buffer.substring(from), PLAIN);
        return out.toAttributedString();
    }

    private static AttributedStyle style(Matcher m, String text, String before) {
        if (m.group("comment") != null) {
            return COMMENT;
        }
        if (m.group("string") != null) {
            return STRING;
        }
        if (m.group("number") != null) {
            return NUMBER;
        }
        if (m.group("decorator") != null || m.group("magic") != null) {
            return DEFINED;
        }
        if (KEYWORDS.contains(text)) {
            return KEYWORD;
        }
        if (CONSTANTS.contains(text)) {
            return NUMBER;
        }
        return before.equals("def") || before.equals("class") ? DEFINED : PLAIN;
    }
}
