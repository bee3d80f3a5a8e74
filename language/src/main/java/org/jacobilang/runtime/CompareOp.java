package org.jacobilang.runtime;

import com.oracle.truffle.api.strings.TruffleString;

/** The rich comparisons; {@code is}, {@code in} and their negations have methods of their own in {@link Operations}. */
public enum CompareOp {
    LT("<", "__lt__"), LE("<=", "__le__"), EQ("==", "__eq__"), NE("!=", "__ne__"), GT(">", "__gt__"), GE(">=", "__ge__");

    public final String symbol;
    public final TruffleString method;

    CompareOp(String symbol, String method) {
        this.symbol = symbol;
        this.method = Strings.name(method);
    }

    /** The comparison with its operands exchanged. */
    public CompareOp swapped() {
        return switch (this) {
            case LT -> GT;
            case LE -> GE;
            case GT -> LT;
            case GE -> LE;
            default -> this;
        };
    }

    public boolean holds(int order) {
        return switch (this) {
            case LT -> order < 0;
            case LE -> order <= 0;
            case EQ -> order == 0;
            case NE -> order != 0;
            case GT -> order > 0;
            case GE -> order >= 0;
        };
    }
}
