package org.jacobilang.array;

import java.lang.reflect.Array;

/** An array over one Java array, contiguous and in row-major order. */
public final class DenseArray extends ArrayValue {
    private final AbstractValue aval;
    private final Object data;
    private Object mirror;

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

    /** What an engine outside the JVM remembers of this array, its own copy say; it lives as long as the array. */
    public Object mirror() {
        return mirror;
    }

    public void mirror(Object newMirror) {
        mirror = newMirror;
    }
}
