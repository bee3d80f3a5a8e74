package org.jacobilang.array;

import java.lang.reflect.Array;

/** An array over one Java array, contiguous and in row-major order. */
public final class DenseArray extends ArrayValue {
    private final AbstractValue aval;
    private final Object data;

    public DenseArray(AbstractValue aval, Object data) {
        long expected = aval.shape().size() * (aval.dtype().isComplex() ? 2 : 1);
        if (Array.getLength(data) != expected) {
            throw new IllegalArgumentException(aval + " needs " + expected + " elements, got " + Array.getLength(data));
        }
        this.aval = aval;
        this.data = data;
    }

    @Override
    public AbstractValue aval() {
        return aval;
    }

    @Override
    public Object data() {
        return data;
    }
}
