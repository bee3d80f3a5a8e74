package org.jacobilang.runtime;

import com.oracle.truffle.api.strings.TruffleString;

/** The binary operators with their special method names. */
public enum BinaryOp {
    ADD("+", "add"), SUB("-", "sub"), MUL("*", "mul"), MATMUL("@", "matmul"), DIV("/", "truediv"),
    FLOORDIV("//", "floordiv"), MOD("%", "mod"), POW("**", "pow"), LSHIFT("<<", "lshift"), RSHIFT(">>", "rshift"),
    AND("&", "and"), XOR("^", "xor"), OR("|", "or");

    public final String symbol;
    public final TruffleString method;
    public final TruffleString reflected;
    public final TruffleString inPlace;

    BinaryOp(String symbol, String name) {
        this.symbol = symbol;
        this.method = Strings.name("__" + name + "__");
        this.reflected = Strings.name("__r" + name + "__");
        this.inPlace = Strings.name("__i" + name + "__");
    }
}
