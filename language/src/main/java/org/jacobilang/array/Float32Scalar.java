package org.jacobilang.array;

import com.oracle.truffle.api.CompilerDirectives;

/** A rank-0 float32 array: a pure value, which escape analysis removes. */
@CompilerDirectives.ValueType
public final class Float32Scalar extends ArrayValue {
    private static final AbstractValue STRONG = new AbstractValue(DType.FLOAT32, Shape.SCALAR, false);
    private static final AbstractValue WEAK = new AbstractValue(DType.FLOAT32, Shape.SCALAR, true);
    private final float value;
    private final boolean weak;

    public Float32Scalar(float value, boolean weak) {
        this.value = value;
        this.weak = weak;
    }

    public float value() {
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
        return new float[]{value};
    }
}
