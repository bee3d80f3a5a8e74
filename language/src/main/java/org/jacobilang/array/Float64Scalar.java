package org.jacobilang.array;

import com.oracle.truffle.api.CompilerDirectives;

/** A rank-0 float64 array: a pure value, which escape analysis removes. */
@CompilerDirectives.ValueType
public final class Float64Scalar extends ArrayValue {
    private static final AbstractValue STRONG = new AbstractValue(DType.FLOAT64, Shape.SCALAR, false);
    private static final AbstractValue WEAK = new AbstractValue(DType.FLOAT64, Shape.SCALAR, true);
    private final double value;
    private final boolean weak;

    public Float64Scalar(double value, boolean weak) {
        this.value = value;
        this.weak = weak;
    }

    public double value() {
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
        return new double[]{value};
    }
}
