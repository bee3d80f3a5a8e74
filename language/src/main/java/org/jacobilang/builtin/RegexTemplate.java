package org.jacobilang.builtin;

import java.util.ArrayList;
import java.util.List;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.ExceptionObject;
import org.jacobilang.runtime.PythonException;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.Types;

/** What a match is replaced by: literal texts and numbers of groups ({@link Integer}) in turn. */
final class RegexTemplate {
    private static final String ESCAPED = "abfnrtv\\";
    private static final String ESCAPES = "\007\b\f\n\r\t\013\\";

    private final List<Object> parts = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private final RegexEngine engine;
    private final String text;
    private final Object shown;

    private RegexTemplate(RegexEngine engine, String text, Object shown) {
        this.engine = engine;
        this.text = text;
        this.shown = shown;
    }

    /** Literal strings and group numbers. */
    static List<Object> parse(RegexEngine engine, String text, Object shown) {
        RegexTemplate t = new RegexTemplate(engine, text, shown);
        if (text.indexOf('\\') < 0) {
            return List.of(text);
        }
        t.run();
        return t.parts;
    }

    private void flush() {
        if (!literal.isEmpty()) {
            parts.add(literal.toString());
            literal.setLength(0);
        }
    }

    private PythonException error(String message, int at) {
        return RegexModule.error(message, shown, at);
    }

    private void group(int number, int at) {
        if (number > engine.groups) {
            throw error("invalid group reference " + number, at);
        }
        flush();
        parts.add(number);
    }

    private void run() {
        int i = 0;
        int n = text.length();
        while (i < n) {
            char c = text.charAt(i);
            if (c != '\\') {
                literal.append(c);
                i++;
                continue;
            }
            if (i + 1 >= n) {
                throw error("bad escape (end of pattern)", i);
            }
            char d = text.charAt(i + 1);
            if (d == 'g') {
                i = named(i + 2);
            } else if (d == '0') {
                int end = i + 2;
                while (end < n && end < i + 4 && isOctal(text.charAt(end))) {
                    end++;
                }
                literal.append((char) (Integer.parseInt(text.substring(i + 1, end), 8) & 0xFF));
                i = end;
            } else if (d >= '1' && d <= '9') {
                i = numbered(i, d);
            } else {
                int known = ESCAPED.indexOf(d);
                if (known >= 0) {
                    literal.append(ESCAPES.charAt(known));
                } else if (d < 128 && Character.isLetter(d)) {
                    throw error("bad escape \\" + d, i);
                } else {
                    literal.append('\\').append(d);
                }
                i += 2;
            }
        }
        flush();
    }

    private static boolean isOctal(char c) {
        return c >= '0' && c <= '7';
    }

    private int numbered(int i, char first) {
        int n = text.length();
        if (i + 2 < n && Character.isDigit(text.charAt(i + 2))) {
            if (isOctal(first) && isOctal(text.charAt(i + 2)) && i + 3 < n && isOctal(text.charAt(i + 3))) {
                int value = Integer.parseInt(text.substring(i + 1, i + 4), 8);
                if (value > 0xFF) {
                    throw error("octal escape value \\" + text.substring(i + 1, i + 4) + " outside of range 0-0o377", i);
                }
                literal.append((char) value);
                return i + 4;
            }
            group(Integer.parseInt(text.substring(i + 1, i + 3)), i + 1);
            return i + 3;
        }
        group(first - '0', i + 1);
        return i + 2;
    }

    private int named(int at) {
        if (at >= text.length() || text.charAt(at) != '<') {
            throw error("missing <", at);
        }
        int close = text.indexOf('>', at);
        if (close < 0) {
            throw error(at + 1 >= text.length() ? "missing group name" : "missing >, unterminated name", at + 1);
        }
        String name = text.substring(at + 1, close);
        if (name.isEmpty()) {
            throw error("missing group name", at + 1);
        }
        if (name.chars().allMatch(c -> c >= '0' && c <= '9')) {
            group(name.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(name), at + 1);
        } else {
            if (!Character.isUnicodeIdentifierStart(name.charAt(0)) && name.charAt(0) != '_'
                    || !name.chars().allMatch(c -> c == '_' || Character.isUnicodeIdentifierPart(c))) {
                throw error("bad character in group name " + Strings.java(org.jacobilang.runtime.Operations.repr(Strings.of(name))),
                        at + 1);
            }
            Integer number = engine.names.get(name);
            if (number == null) {
                throw new PythonException(new ExceptionObject(Types.INDEX_ERROR, "unknown group name '" + name + "'"));
            }
            group(number, at + 1);
        }
        return close + 1;
    }

    /** Raises the error that a wrong kind of template has. */
    static PythonException wrongKind(boolean bytes) {
        return bytes ? Errors.typeError("a bytes-like object is required, not 'str'")
                : Errors.typeError("expected str instance, bytes found");
    }
}
