package org.jacobilang.parser;

import java.util.List;

/**
 * One token. For names, keywords and operators {@code value} is the text; for literals it is the value: a Long, BigInteger,
 * Double, {@link Imaginary}, String, byte[] or {@link FString}.
 */
record Token(Kind kind, int start, int end, Object value) {
    enum Kind { NAME, KEYWORD, NUMBER, STRING, BYTES, FSTRING, OP, NEWLINE, INDENT, DEDENT, END }

    /** The value of a literal with the suffix {@code j}. */
    record Imaginary(double value) {
    }

    /** An f-string's parts: String for text, {@link Field} for a replacement field. */
    record FString(List<Object> parts) {
    }

    /**
     * A replacement field: the tokens of its expression, the text of {@code expr=} or null, the conversion or 0, and
     * the format specification or null.
     */
    record Field(int start, int end, List<Token> expression, String debugText, char conversion, FString spec) {
    }

    boolean is(String text) {
        return (kind == Kind.OP || kind == Kind.KEYWORD) && value.equals(text);
    }

    /** Whether this is a name of that text: how the soft keywords are found. */
    boolean isName(String text) {
        return kind == Kind.NAME && value.equals(text);
    }
}
