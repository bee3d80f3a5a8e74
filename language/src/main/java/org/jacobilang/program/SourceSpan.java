package org.jacobilang.program;

/** Where an equation comes from: file, 1-based line and column, and the characters of the expression. */
public record SourceSpan(String file, int line, int column, int start, int length) {
    /** For equations that no source expression made. */
    public static final SourceSpan NONE = new SourceSpan("<unknown>", 0, 0, 0, 0);

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
