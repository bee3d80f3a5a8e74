package org.jacobilang.parser;

/** Text that is not a program: what is wrong, and where, in characters of the source. */
public final class SyntaxError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Which of Python's classes the error is. */
    public enum Kind {
        SYNTAX("SyntaxError"), INDENTATION("IndentationError"), TAB("TabError");

        /** The name of the exception's class. */
        public final String className;

        Kind(String className) {
            this.className = className;
        }
    }

    private final Kind kind;
    private final int start;
    private final int length;
    private final boolean incomplete;

    public SyntaxError(Kind kind, String message, int start, int length, boolean incomplete) {
        super(message, null, false, false);
        this.kind = kind;
        this.start = start;
        this.length = length;
        this.incomplete = incomplete;
    }

    public SyntaxError(String message, int start, int length) {
        this(Kind.SYNTAX, message, start, length, false);
    }

    public Kind kind() {
        return kind;
    }

    public int start() {
        return start;
    }

    public int length() {
        return length;
    }

    /** Whether more input could complete the text: an open bracket or string, a block without its body. */
    public boolean incomplete() {
        return incomplete;
    }
}
