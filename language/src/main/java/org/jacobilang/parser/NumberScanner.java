package org.jacobilang.parser;

import java.math.BigInteger;

/** Numeric literals: integers of four bases, floats and imaginary numbers, with underscores between digits. */
final class NumberScanner {
    private static final int LONG_DIGITS = 18;

    private final String text;
    private final int begin;
    private int at;

    NumberScanner(String text, int begin) {
        this.text = text;
        this.begin = begin;
        this.at = begin;
    }

    int end() {
        return at;
    }

    Token scan() {
        Object value = peek(0) == '0' ? zeroPrefixed() : decimal();
        int cp = at < text.length() ? text.codePointAt(at) : 0;
        if (cp == '_' || Character.isUnicodeIdentifierStart(cp) && !followsKeyword()) {
            throw new SyntaxError("invalid " + kind(value) + " literal", begin, at - begin);
        }
        return new Token(Token.Kind.NUMBER, begin, at, value);
    }

    private String kind(Object value) {
        if (value instanceof Token.Imaginary) {
            return "imaginary";
        }
        return switch (Character.toLowerCase(begin + 1 < text.length() ? text.charAt(begin + 1) : ' ')) {
            case 'x' -> "hexadecimal";
            case 'o' -> "octal";
            case 'b' -> "binary";
            default -> "decimal";
        };
    }

    /** {@code 1if x else y} is legal: a number may stand right before one of these. */
    private boolean followsKeyword() {
        for (String word : new String[] {"and", "else", "for", "if", "in", "is", "not", "or"}) {
            if (text.startsWith(word, at)) {
                return true;
            }
        }
        return false;
    }

    private Object zeroPrefixed() {
        int radix = switch (peek(1)) {
            case 'x', 'X' -> 16;
            case 'o', 'O' -> 8;
            case 'b', 'B' -> 2;
            default -> 10;
        };
        if (radix == 10) {
            return decimal();
        }
        at += 2;
        int from = at;
        if (peek(0) == '_') {
            at++;
        }
        String digits = digits(radix);
        if (digits.isEmpty()) {
            throw new SyntaxError("invalid " + kind(0L) + " literal", begin, Math.max(1, from - begin));
        }
        if (radix < 10 && Character.isDigit(peek(0))) {
            throw new SyntaxError("invalid digit '" + peek(0) + "' in " + kind(0L) + " literal", at, 1);
        }
        return integer(digits, radix);
    }

    private static Object integer(String digits, int radix) {
        if (digits.length() <= LONG_DIGITS && radix <= 10 || digits.length() < 16) {
            return Long.parseLong(digits, radix);
        }
        BigInteger big = new BigInteger(digits, radix);
        return big.bitLength() < Long.SIZE ? (Object) big.longValue() : big;
    }

    private Object decimal() {
        String whole = peek(0) == '.' ? "" : digits(10);
        boolean isFloat = false;
        StringBuilder literal = new StringBuilder(whole);
        if (peek(0) == '.') {
            isFloat = true;
            at++;
            literal.append('.');
            if (isDigit(peek(0))) {
                literal.append(digits(10));
            }
        }
        char e = peek(0);
        if (e == 'e' || e == 'E') {
            char sign = peek(1);
            boolean signed = sign == '+' || sign == '-';
            if (isDigit(signed ? peek(2) : sign)) {
                isFloat = true;
                at += signed ? 2 : 1;
                literal.append('e').append(signed ? String.valueOf(sign) : "").append(digits(10));
            } else if (signed) {
                throw new SyntaxError("invalid decimal literal", begin, at - begin);
            }
        }
        char suffix = peek(0);
        if (suffix == 'j' || suffix == 'J') {
            at++;
            return new Token.Imaginary(Double.parseDouble(literal.toString()));
        }
        if (isFloat) {
            return Double.parseDouble(literal.toString());
        }
        if (whole.length() > 1 && whole.charAt(0) == '0' && !whole.chars().allMatch(c -> c == '0')) {
            throw new SyntaxError("leading zeros in decimal integer literals are not permitted; "
                    + "use an 0o prefix for octal integers", begin, at - begin);
        }
        return integer(whole, 10);
    }

    private String digits(int radix) {
        int from = at;
        boolean underscores = false;
        while (true) {
            char c = peek(0);
            if (Character.digit(c, radix) >= 0 && c < 128) {
                at++;
            } else if (c == '_' && Character.digit(peek(1), radix) >= 0 && at > from) {
                underscores = true;
                at++;
            } else {
                break;
            }
        }
        String digits = text.substring(from, at);
        return underscores ? digits.replace("_", "") : digits;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
    }
}
