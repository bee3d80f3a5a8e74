package org.jacobilang.array;

import com.oracle.truffle.api.CompilerDirectives;

/** A rank-0 int64 array: a pure value, which escape analysis removes. */
@CompilerDirectives.ValueType
public final class Int64Scalar extends ArrayValue {
    private static final AbstractValue STRONG = new AbstractValue(DType.INT64, Shape.SCALAR, false);
    private static final AbstractValue WEAK = new AbstractValue(DType.INT64, Shape.SCALAR, true);
    private final long value;
    private final boolean weak;

    public Int64Scalar(long value, boolean weak) {
        this.value = value;
        this.weak = weak;
    }

    public long value() {
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
        return new long[]{value};
    }
}
