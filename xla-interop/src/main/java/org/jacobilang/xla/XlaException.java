package org.jacobilang.xla;

/** A failure that XLA or its PJRT plugin reported, with XLA's own message. */
public class XlaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public XlaException(String message) {
        super(message);
    }
}
