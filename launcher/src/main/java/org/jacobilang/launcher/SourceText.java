package org.jacobilang.launcher;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.charset.IllegalCharsetNameException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a program's file: UTF-8, unless one of its first two lines names another encoding. */
final class SourceText {
    private static final Pattern COOKIE = Pattern.compile("^[ \\t\\f]*#.*?coding[:=][ \\t]*([-\\w.]+)");
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private SourceText() {
    }

    /** What is wrong with the bytes of a program: a message in the manner of a syntax error. */
    static final class Undecodable extends Exception {
        private static final long serialVersionUID = 1L;

        Undecodable(String message) {
            super(message);
        }
    }

    static String decode(byte[] data, String name) throws Undecodable {
        int from = data.length >= MARK.length && data[0] == MARK[0] && data[1] == MARK[1] && data[2] == MARK[2] ? MARK.length : 0;
        Charset charset = charset(data, name);
        CharsetDecoder decoder = charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(data, from, data.length - from);
        try {
            String text = decoder.decode(in).toString();
            if (text.indexOf('\0') >= 0) {
                throw new Undecodable("SyntaxError: source code cannot contain null bytes");
            }
            return text;
        } catch (CharacterCodingException e) {
            int at = in.position();
            int line = 1;
            int begin = 0;
            for (int i = 0; i < at; i++) {
                if (data[i] == '\n') {
                    line++;
                    begin = i + 1;
                }
            }
            int end = at;
            while (end < data.length && data[end] != '\n') {
                end++;
            }
            String shown = new String(data, begin, end - begin, StandardCharsets.UTF_8);
            String indent = shown.substring(0, shown.length() - shown.stripLeading().length());
            String before = new String(data, begin, at - begin, StandardCharsets.UTF_8);
            throw new Undecodable("  File \"" + name + "\", line " + line + "\n    " + shown.strip() + "\n    "
                    + " ".repeat(Math.max(0, before.length() - indent.length())) + "^\nSyntaxError: (unicode error) '"
                    + charset.name().toLowerCase(java.util.Locale.ROOT) + "' codec can't decode byte "
                    + String.format("0x%02x", data[at] & 0xFF) + " in position " + (at - begin) + ": invalid start byte");
        }
    }

    private static Charset charset(byte[] data, String name) throws Undecodable {
        String head = new String(data, 0, Math.min(data.length, 400), StandardCharsets.ISO_8859_1);
        String[] lines = head.split("\r?\n", 3);
        for (int i = 0; i < Math.min(2, lines.length); i++) {
            Matcher m = COOKIE.matcher(lines[i]);
            if (m.find()) {
                String wanted = m.group(1).toLowerCase(java.util.Locale.ROOT).replace('_', '-');
                try {
                    return switch (wanted) {
                        case "utf-8", "utf8", "utf-8-sig" -> StandardCharsets.UTF_8;
                        case "latin-1", "latin1", "iso-8859-1" -> StandardCharsets.ISO_8859_1;
                        default -> Charset.forName(wanted);
                    };
                } catch (UnsupportedCharsetException | IllegalCharsetNameException e) {
                    throw new Undecodable("  File \"" + name + "\", line " + (i + 1) + "\nSyntaxError: encoding problem: " + m.group(1));
                }
            }
            if (!lines[i].isBlank() && !lines[i].strip().startsWith("#")) {
                break;
            }
        }
        return StandardCharsets.UTF_8;
    }
}
