package org.jacobilang.launcher;

import java.util.List;
import java.util.TreeSet;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes names of the session and attributes of what a dotted name stands for. */
final class NameCompleter implements Completer {
    private static final List<String> KEYWORDS = List.of("and", "as", "assert", "break", "class", "continue", "def", "del",
            "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
            "not", "or", "pass", "raise", "return", "try", "while", "with", "yield");

    private final Context context;

    NameCompleter(Context context) {
        this.context = context;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> out) {
        String before = line.line().substring(0, line.cursor());
        int from = before.length();
        while (from > 0 && (Character.isJavaIdentifierPart(before.charAt(from - 1)) || before.charAt(from - 1) == '.')) {
            from--;
        }
        String dotted = before.substring(from);
        // JLine completes words that blanks separate: what stands before the name in its word is part of the candidate.
        String word = line.word().substring(0, line.wordCursor());
        String lead = word.substring(0, word.length() - Math.min(word.length(), dotted.length()));
        int dot = dotted.lastIndexOf('.');
        TreeSet<String> names = new TreeSet<>();
        try {
            if (dot > 0) {
                Value object = Repl.resolve(context, dotted.substring(0, dot));
                if (object != null) {
                    names.addAll(object.getMemberKeys());
                }
            } else {
                names.addAll(context.getBindings("jacobi").getMemberKeys());
                names.addAll(KEYWORDS);
            }
        } catch (PolyglotException e) {
            return;
        }
        String typed = dotted.substring(dot + 1);
        String base = lead + dotted.substring(0, dot + 1);
        for (String name : names) {
            if (name.startsWith(typed) && (typed.startsWith("_") || !name.startsWith("_"))) {
                out.add(new Candidate(base + name, name, null, null, null, null, false));
            }
        }
    }
}
