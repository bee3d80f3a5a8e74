package org.jacobilang.execute.jvm;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.BoolScalar;
import org.jacobilang.array.DType;
import org.jacobilang.array.Float32Scalar;
import org.jacobilang.array.Float64Scalar;
import org.jacobilang.array.Int32Scalar;
import org.jacobilang.array.Int64Scalar;

/** Rank-0 arrays to Java numbers and back. */
final class Scalars {
    private Scalars() {
    }

    static double real(ArrayValue v) {
        if (v instanceof Float32Scalar f) {
            return f.value();
        }
        if (v instanceof Float64Scalar f) {
            return f.value();
        }
        return realElement(v.data(), 0);
    }

    static long whole(ArrayValue v) {
        if (v instanceof Int32Scalar i) {
            return i.value();
        }
        if (v instanceof BoolScalar b) {
            return b.value() ? 1 : 0;
        }
        if (v instanceof Int64Scalar i) {
            return i.value();
        }
        return wholeElement(v.dtype(), v.data(), 0);
    }

    static double realElement(Object data, int i) {
        return data instanceof float[] f ? f[i] : ((double[]) data)[i];
    }

    @TruffleBoundary
    static long wholeElement(DType dtype, Object data, int i) {
        long raw = switch (data) {
            case byte[] b -> b[i];
            case short[] s -> s[i];
            case int[] n -> n[i];
            case long[] l -> l[i];
            default -> throw new IllegalArgumentException("not an integer array: " + dtype);
        };
        return wrap(dtype, raw);
    }

    /** The value that a number has in an integer dtype; unsigned 64-bit numbers stay as their bits. */
    static long wrap(DType dtype, long v) {
        return switch (dtype) {
            case BOOL -> v != 0 ? 1 : 0;
            case INT8 -> (byte) v;
            case INT16 -> (short) v;
            case INT32 -> (int) v;
            case UINT8 -> v & 0xffL;
            case UINT16 -> v & 0xffffL;
            case UINT32 -> v & 0xffffffffL;
            default -> v;
        };
    }

    static ArrayValue box(AbstractValue aval, double v) {
        return aval.dtype() == DType.FLOAT32 ? new Float32Scalar((float) v, aval.weak())
                : new Float64Scalar(v, aval.weak());
    }

    static ArrayValue box(AbstractValue aval, long v) {
        return switch (aval.dtype()) {
            case INT32 -> new Int32Scalar((int) v, aval.weak());
            case INT64 -> new Int64Scalar(v, aval.weak());
            case BOOL -> BoolScalar.of(v != 0, aval.weak());
            default -> boxOther(aval, v);
        };
    }

    @TruffleBoundary
    private static ArrayValue boxOther(AbstractValue aval, long v) {
        Object data = switch (aval.dtype().bytes()) {
            case 1 -> new byte[]{(byte) v};
            case 2 -> new short[]{(short) v};
            case 4 -> new int[]{(int) v};
            default -> new long[]{v};
        };
        return ArrayValue.of(aval, data);
    }

    /** A real number as JAX converts it to an integer dtype: truncated, saturated. */
    static long toWhole(DType dtype, double v) {
        return switch (dtype) {
            case BOOL -> v != 0 ? 1 : 0;
            case INT8 -> Math.clamp((long) v, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case INT16 -> Math.clamp((long) v, Short.MIN_VALUE, Short.MAX_VALUE);
            case INT32 -> (int) v;
            case UINT8 -> Math.clamp((long) v, 0, 0xff);
            case UINT16 -> Math.clamp((long) v, 0, 0xffff);
            case UINT32 -> Math.clamp((long) v, 0L, 0xffffffffL);
            case UINT64 -> v >= 0x1p63 ? v >= 0x1p64 ? -1L : (long) (v - 0x1p63) + Long.MIN_VALUE : v <= 0 ? 0 : (long) v;
            default -> (long) v;
        };
    }

    static double toReal(DType from, long v) {
        double d = v;
        return from == DType.UINT64 && v < 0 ? d + 0x1p64 : d;
    }
}
