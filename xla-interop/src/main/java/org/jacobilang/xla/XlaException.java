package org.jacobilang.xla;

/** A failure that XLA or its PJRT plugin reported, with XLA's own message, or of loading a plugin. */
public class XlaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** PJRT's error codes, by number. */
    public enum Code {
        OK, CANCELLED, UNKNOWN, INVALID_ARGUMENT, DEADLINE_EXCEEDED, NOT_FOUND, ALREADY_EXISTS, PERMISSION_DENIED,
        RESOURCE_EXHAUSTED, FAILED_PRECONDITION, ABORTED, OUT_OF_RANGE, UNIMPLEMENTED, INTERNAL, UNAVAILABLE, DATA_LOSS,
        UNAUTHENTICATED;

        static Code of(long value) {
            Code[] all = values();
            return value >= 0 && value < all.length ? all[(int) value] : UNKNOWN;
        }
    }

    private final Code code;

    public XlaException(Code code, String message) {
        super(message);
        this.code = code;
    }

    public XlaException(Code code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public Code code() {
        return code;
    }
}
