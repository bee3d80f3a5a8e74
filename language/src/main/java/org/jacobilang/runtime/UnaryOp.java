package org.jacobilang.runtime;

import com.oracle.truffle.api.strings.TruffleString;

/** The unary operators; {@code not} is {@link Operations#truth} negated. */
public enum UnaryOp {
    NEG("-", "__neg__"), POS("+", "__pos__"), INVERT("~", "__invert__"), ABS("abs()", "__abs__");

    public final String symbol;
    public final TruffleString method;

    UnaryOp(String symbol, String method) {
        this.symbol = symbol;
        this.method = Strings.name(method);
    }
}
