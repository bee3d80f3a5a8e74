package org.jacobilang.array;

import com.oracle.truffle.api.CompilerDirectives;

/** A rank-0 int32 array: a pure value, which escape analysis removes. */
@CompilerDirectives.ValueType
public final class Int32Scalar extends ArrayValue {
    private static final AbstractValue STRONG = new AbstractValue(DType.INT32, Shape.SCALAR, false);
    private static final AbstractValue WEAK = new AbstractValue(DType.INT32, Shape.SCALAR, true);
    private final int value;
    private final boolean weak;

    public Int32Scalar(int value, boolean weak) {
        this.value = value;
        this.weak = weak;
    }

    public int value() {
        return value;
    }

    @Override
    public boolean weak() {
        return weak;
    }

    @Override
    public AbstractValue aval() {
        return weak ? WEAK : STRONG;
    }

    @Override
    public Object data() {
        return new int[]{value};
    }
}
