package org.jacobilang.parser;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jacobilang.parser.Token.Field;
import org.jacobilang.parser.Token.FString;
import org.jacobilang.parser.Token.Kind;

/** String, bytes and f-string literals. */
final class StringScanner {
    private final Lexer lexer;
    private final String text;
    private int at;

    StringScanner(Lexer lexer) {
        this.lexer = lexer;
        this.text = lexer.text;
    }

    int end() {
        return at;
    }

    static boolean isPrefix(String text, int from, int to) {
        String prefix = text.substring(from, to).toLowerCase(java.util.Locale.ROOT);
        return switch (prefix) {
            case "r", "b", "u", "f", "br", "rb", "fr", "rf" -> true;
            default -> false;
        };
    }

    /** Scans the literal whose prefix begins at {@code begin} and whose quote stands at {@code quote}. */
    Token scan(int begin, int quote) {
        boolean raw = false;
        boolean bytes = false;
        boolean formatted = false;
        for (int i = begin; i < quote; i++) {
            switch (text.charAt(i)) {
                case 'r', 'R' -> raw = true;
                case 'b', 'B' -> bytes = true;
                case 'f', 'F' -> formatted = true;
                default -> {
                }
            }
        }
        char q = text.charAt(quote);
        boolean triple = text.startsWith(String.valueOf(q).repeat(3), quote);
        at = quote + (triple ? 3 : 1);
        if (formatted) {
            List<Object> parts = formatted(begin, q, triple, raw, 0);
            return new Token(Kind.FSTRING, begin, at, new FString(parts));
        }
        int from = at;
        boolean escapes = false;
        while (true) {
            if (at >= text.length() || !triple && isNewline(text.charAt(at))) {
                throw unterminated(begin, triple, false);
            }
            char c = text.charAt(at);
            if (c == '\\') {
                escapes = true;
                at += at + 2 < text.length() && text.charAt(at + 1) == '\r' && text.charAt(at + 2) == '\n' ? 3 : 2;
            } else if (closes(q, triple)) {
                break;
            } else {
                at++;
            }
        }
        String body = text.substring(from, at);
        at += triple ? 3 : 1;
        if (bytes) {
            return new Token(Kind.BYTES, begin, at, bytes(body, raw, from));
        }
        body = newlines(body);
        return new Token(Kind.STRING, begin, at, raw || !escapes ? body : unescape(body, from));
    }

    private static boolean isNewline(char c) {
        return c == '\n' || c == '\r';
    }

    private static String newlines(String body) {
        return body.indexOf('\r') < 0 ? body : body.replace("\r\n", "\n").replace('\r', '\n');
    }

    private boolean closes(char q, boolean triple) {
        if (text.charAt(at) != q) {
            return false;
        }
        return !triple || text.startsWith(String.valueOf(q).repeat(3), at);
    }

    private SyntaxError unterminated(int begin, boolean triple, boolean formatted) {
        long line = 1 + text.substring(0, Math.min(at, text.length())).chars().filter(c -> c == '\n').count();
        return new SyntaxError(SyntaxError.Kind.SYNTAX, "unterminated " + (triple ? "triple-quoted " : "")
                + (formatted ? "f-string" : "string") + " literal (detected at line " + line + ")", begin, 1, triple);
    }

    // ---------------------------------------------------------------- f-strings

    /** Parts up to the closing quote; at a nesting above 0, the parts of a format specification up to its brace. */
    private List<Object> formatted(int begin, char q, boolean triple, boolean raw, int nesting) {
        List<Object> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        while (true) {
            if (at >= text.length() || !triple && isNewline(text.charAt(at))) {
                throw unterminated(begin, triple, true);
            }
            char c = text.charAt(at);
            if (nesting > 0 && c == '}') {
                break;
            }
            if (closes(q, triple)) {
                if (nesting > 0) {
                    throw new SyntaxError("f-string: expecting '}'", at, 1);
                }
                at += triple ? 3 : 1;
                break;
            }
            if (c == '{') {
                if (nesting == 0 && text.startsWith("{{", at)) {
                    literal.append('{');
                    at += 2;
                    continue;
                }
                if (nesting > 1) {
                    throw new SyntaxError("f-string: expressions nested too deeply", at, 1);
                }
                flush(parts, literal);
                parts.add(field(begin, q, triple, raw, nesting));
            } else if (c == '}') {
                if (!text.startsWith("}}", at)) {
                    throw new SyntaxError("f-string: single '}' is not allowed", at, 1);
                }
                literal.append('}');
                at += 2;
            } else if (c == '\\' && !raw) {
                int from = at;
                at += text.startsWith("\\N{", at) ? Math.max(2, text.indexOf('}', at) + 1 - at) : 2;
                if (text.startsWith("{", from + 1) || text.startsWith("}", from + 1)) {
                    literal.append('\\');
                    at = from + 1;
                } else {
                    while (at < text.length() && isEscapeDigit(from, at)) {
                        at++;
                    }
                    literal.append(unescape(text.substring(from, at), from));
                }
            } else {
                literal.append(c);
                at++;
            }
        }
        flush(parts, literal);
        return parts;
    }

    /** Whether the character at {@code i} is still a digit of the escape that begins at {@code from}. */
    private boolean isEscapeDigit(int from, int i) {
        int digits = i - from - 2;
        return switch (text.charAt(from + 1)) {
            case 'x' -> digits < 2 && Character.digit(text.charAt(i), 16) >= 0;
            case 'u' -> digits < 4 && Character.digit(text.charAt(i), 16) >= 0;
            case 'U' -> digits < 8 && Character.digit(text.charAt(i), 16) >= 0;
            case '0', '1', '2', '3', '4', '5', '6', '7' -> digits < 2 && Character.digit(text.charAt(i), 8) >= 0;
            default -> false;
        };
    }

    private static void flush(List<Object> parts, StringBuilder literal) {
        if (!literal.isEmpty()) {
            parts.add(newlines(literal.toString()));
            literal.setLength(0);
        }
    }

    private Field field(int begin, char q, boolean triple, boolean raw, int nesting) {
        int start = at++;
        int from = at;
        List<Token> expression = lexer.fieldExpression(from);
        at = lexer.fieldEnd;
        char c = text.charAt(at);
        if (expression.size() == 1) {
            throw new SyntaxError("f-string: valid expression required before '" + c + "'", at, 1);
        }
        String debugText = null;
        if (c == '=') {
            at++;
            while (Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            debugText = text.substring(from, at);
        }
        char conversion = 0;
        if (text.charAt(at) == '!') {
            conversion = at + 1 < text.length() ? text.charAt(at + 1) : 0;
            if ("sra".indexOf(conversion) < 0 || at + 2 < text.length() && ":} ".indexOf(text.charAt(at + 2)) < 0) {
                throw new SyntaxError("f-string: invalid conversion character: expected 's', 'r', or 'a'", at, 2);
            }
            at += 2;
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
        }
        FString spec = null;
        if (at < text.length() && text.charAt(at) == ':') {
            at++;
            spec = new FString(formatted(begin, q, triple, raw, nesting + 1));
        }
        if (at >= text.length() || text.charAt(at) != '}') {
            throw new SyntaxError("f-string: expecting '}'", start, 1);
        }
        at++;
        return new Field(start, at, expression, debugText, conversion, spec);
    }

    // ---------------------------------------------------------------- escapes

    private static String unescape(String body, int origin) {
        if (body.indexOf('\\') < 0) {
            return body;
        }
        StringBuilder out = new StringBuilder(body.length());
        int i = 0;
        while (i < body.length()) {
            char c = body.charAt(i++);
            if (c != '\\' || i >= body.length()) {
                out.append(c);
                continue;
            }
            char e = body.charAt(i++);
            switch (e) {
                case '\n' -> {
                }
                case '\\', '\'', '"' -> out.append(e);
                case 'a' -> out.append('\u0007');
                case 'b' -> out.append('\b');
                case 'f' -> out.append('\f');
                case 'n' -> out.append('\n');
                case 'r' -> out.append('\r');
                case 't' -> out.append('\t');
                case 'v' -> out.append('\u000B');
                case 'x' -> i = hex(body, i, 2, "\\xXX", out, origin);
                case 'u' -> i = hex(body, i, 4, "\\uXXXX", out, origin);
                case 'U' -> i = hex(body, i, 8, "\\UXXXXXXXX", out, origin);
                case 'N' -> i = named(body, i, out, origin);
                default -> {
                    if (e >= '0' && e <= '7') {
                        int value = e - '0';
                        for (int k = 0; k < 2 && i < body.length() && isOctal(body.charAt(i)); k++) {
                            value = value * 8 + body.charAt(i++) - '0';
                        }
                        out.appendCodePoint(value);
                    } else {
                        out.append('\\').append(e);
                    }
                }
            }
        }
        return out.toString();
    }

    private static boolean isOctal(char c) {
        return c >= '0' && c <= '7';
    }

    private static int hex(String body, int i, int digits, String form, StringBuilder out, int origin) {
        int value = 0;
        for (int k = 0; k < digits; k++) {
            int digit = i + k < body.length() ? Character.digit(body.charAt(i + k), 16) : -1;
            if (digit < 0) {
                throw new SyntaxError("(unicode error) 'unicodeescape' codec can't decode bytes in position " + (i - 2) + "-"
                        + (i + k - 1) + ": truncated " + form + " escape", origin + i - 2, k + 2);
            }
            value = value * 16 + digit;
        }
        if (!Character.isValidCodePoint(value)) {
            throw new SyntaxError("(unicode error) 'unicodeescape' codec can't decode bytes in position " + (i - 2) + "-"
                    + (i + digits - 1) + ": illegal Unicode character", origin + i - 2, digits + 2);
        }
        out.appendCodePoint(value);
        return i + digits;
    }

    private static int named(String body, int i, StringBuilder out, int origin) {
        int close = body.indexOf('}', i);
        if (i >= body.length() || body.charAt(i) != '{' || close < 0) {
            throw new SyntaxError("(unicode error) 'unicodeescape' codec can't decode bytes in position " + (i - 2) + "-"
                    + (i - 1) + ": malformed \\N character escape", origin + i - 2, 2);
        }
        try {
            out.appendCodePoint(Character.codePointOf(body.substring(i + 1, close)));
        } catch (IllegalArgumentException e) {
            throw new SyntaxError("(unicode error) 'unicodeescape' codec can't decode bytes in position " + (i - 2) + "-"
                    + close + ": unknown Unicode character name", origin + i - 2, close - i + 3);
        }
        return close + 1;
    }

    private static byte[] bytes(String body, boolean raw, int origin) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length());
        String s = newlines(body);
        int i = 0;
        while (i < s.length()) {
            char c = s.charAt(i++);
            if (c > 127) {
                throw new SyntaxError("bytes can only contain ASCII literal characters", origin + i - 1, 1);
            }
            if (c != '\\' || raw || i >= s.length()) {
                out.write(c);
                continue;
            }
            char e = s.charAt(i++);
            if (e == 'x') {
                int hi = i < s.length() ? Character.digit(s.charAt(i), 16) : -1;
                int lo = i + 1 < s.length() ? Character.digit(s.charAt(i + 1), 16) : -1;
                if (hi < 0 || lo < 0) {
                    throw new SyntaxError("(value error) invalid \\x escape at position " + (i - 2), origin + i - 2, 2);
                }
                out.write(hi * 16 + lo);
                i += 2;
            } else if (e == 'u' || e == 'U' || e == 'N') {
                out.write('\\');
                out.write(e);
            } else {
                int to = i;
                while (isOctal(e) && to < s.length() && to - i < 2 && isOctal(s.charAt(to))) {
                    to++;
                }
                for (char u : unescape(s.substring(i - 2, to), origin + i - 2).toCharArray()) {
                    out.write(u);
                }
                i = to;
            }
        }
        return out.toByteArray();
    }
}
