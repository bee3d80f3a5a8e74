package org.jacobilang.array;

import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.library.DynamicDispatchLibrary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/** A concrete array. */
@ExportLibrary(DynamicDispatchLibrary.class)
public abstract class ArrayValue implements ArrayLike, TruffleObject {
    private static volatile Class<?> exports;

    /** Says which class holds what other languages may do with arrays: it needs more than this package knows. */
    public static void exports(Class<?> holder) {
        exports = holder;
    }

    @ExportMessage
    Class<?> dispatch() {
        return exports;
    }

    @Override
    public abstract AbstractValue aval();

    /**
     * The elements in row-major order: byte[] for bool and 8-bit, short[] for 16-bit (float16 and bfloat16 as bits),
     * int[], long[], float[], double[]; complex as interleaved float[] or double[]. Not to be written to.
     */
    public abstract Object data();

    /** An array over this data, which it owns from now on; rank 0 has classes of its own. */
    public static ArrayValue of(AbstractValue aval, Object data) {
        if (aval.shape().rank() > 0) {
            return new DenseArray(aval, data);
        }
        return switch (aval.dtype()) {
            case FLOAT32 -> new Float32Scalar(((float[]) data)[0], aval.weak());
            case FLOAT64 -> new Float64Scalar(((double[]) data)[0], aval.weak());
            case INT32 -> new Int32Scalar(((int[]) data)[0], aval.weak());
            case INT64 -> new Int64Scalar(((long[]) data)[0], aval.weak());
            case BOOL -> BoolScalar.of(((byte[]) data)[0] != 0, aval.weak());
            default -> new DenseArray(aval, data);
        };
    }
}
