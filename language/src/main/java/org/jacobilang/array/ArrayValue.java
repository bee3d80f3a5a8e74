package org.jacobilang.array;

import com.oracle.truffle.api.interop.TruffleObject;

/** A concrete array. */
public abstract class ArrayValue implements ArrayLike, TruffleObject {
    @Override
    public abstract AbstractValue aval();

    /**
     * The elements in row-major order: byte[] for bool and 8-bit, short[] for 16-bit (float16 and bfloat16 as bits),
     * int[], long[], float[], double[]; complex as interleaved float[] or double[]. Not to be written to.
     */
    public abstract Object data();
}
