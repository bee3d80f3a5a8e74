package org.jacobilang.array.kernel;

import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Shape;

/** Single elements of storage, wide: reals as double, integers and bools as long, whatever the dtype keeps. */
public final class Elements {
    private Elements() {
    }

    /** Java numbers per element: two for complex dtypes. */
    public static int width(DType d) {
        return d.isComplex() ? 2 : 1;
    }

    /** Storage for {@code n} elements, zero. */
    public static Object allocate(DType d, int n) {
        return switch (d) {
            case BOOL, INT8, UINT8 -> new byte[n];
            case INT16, UINT16, FLOAT16, BFLOAT16 -> new short[n];
            case INT32, UINT32 -> new int[n];
            case INT64, UINT64 -> new long[n];
            case FLOAT32 -> new float[n];
            case FLOAT64 -> new double[n];
            case COMPLEX64 -> new float[2 * n];
            case COMPLEX128 -> new double[2 * n];
        };
    }

    public static double bfloat(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }

    /** Rounds to the nearest bfloat16, half to even. */
    public static short toBfloat(double v) {
        float f = (float) v;
        int bits = Float.floatToRawIntBits(f);
        if (Float.isNaN(f)) {
            return (short) (bits >>> 16 | 0x40);
        }
        return (short) (bits + 0x7fff + (bits >>> 16 & 1) >>> 16);
    }

    /** Element {@code i} of a bool, integer or real array as a double; for complex arrays the {@code i}-th component. */
    public static double real(DType d, Object data, int i) {
        return switch (d) {
            case FLOAT32, COMPLEX64 -> ((float[]) data)[i];
            case FLOAT64, COMPLEX128 -> ((double[]) data)[i];
            case FLOAT16 -> Float.float16ToFloat(((short[]) data)[i]);
            case BFLOAT16 -> bfloat(((short[]) data)[i]);
            case UINT64 -> {
                long v = ((long[]) data)[i];
                yield v >= 0 ? v : (v >>> 1 | v & 1) * 2.0;
            }
            default -> whole(d, data, i);
        };
    }

    /** Element {@code i} of a bool or integer array; unsigned 64-bit numbers as their bits. */
    public static long whole(DType d, Object data, int i) {
        return switch (d) {
            case BOOL, INT8 -> ((byte[]) data)[i];
            case UINT8 -> ((byte[]) data)[i] & 0xff;
            case INT16 -> ((short[]) data)[i];
            case UINT16 -> ((short[]) data)[i] & 0xffff;
            case INT32 -> ((int[]) data)[i];
            case UINT32 -> ((int[]) data)[i] & 0xffffffffL;
            case INT64, UINT64 -> ((long[]) data)[i];
            default -> throw new IllegalArgumentException("not whole: " + d);
        };
    }

    public static void setReal(DType d, Object data, int i, double v) {
        switch (d) {
            case FLOAT32, COMPLEX64 -> ((float[]) data)[i] = (float) v;
            case FLOAT64, COMPLEX128 -> ((double[]) data)[i] = v;
            case FLOAT16 -> ((short[]) data)[i] = Float.floatToFloat16((float) v);
            case BFLOAT16 -> ((short[]) data)[i] = toBfloat(v);
            default -> setWhole(d, data, i, toWhole(d, v));
        }
    }

    /** Wraps to the width of the dtype. */
    public static void setWhole(DType d, Object data, int i, long v) {
        switch (d) {
            case BOOL -> ((byte[]) data)[i] = (byte) (v != 0 ? 1 : 0);
            case INT8, UINT8 -> ((byte[]) data)[i] = (byte) v;
            case INT16, UINT16 -> ((short[]) data)[i] = (short) v;
            case INT32, UINT32 -> ((int[]) data)[i] = (int) v;
            case INT64, UINT64 -> ((long[]) data)[i] = v;
            default -> throw new IllegalArgumentException("not whole: " + d);
        }
    }

    /** A real number as XLA converts it to an integer dtype: truncated, saturated; NaN becomes 0. */
    public static long toWhole(DType d, double v) {
        return switch (d) {
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

    public static boolean isWhole(DType d) {
        return d.isInteger() || d == DType.BOOL;
    }

    /** The elements at these positions, in order; a position of -1 gives zero. */
    public static Object take(DType d, Object data, int[] positions) {
        int n = positions.length;
        Object out = allocate(d, n);
        switch (data) {
            case float[] x when !d.isComplex() -> {
                float[] y = (float[]) out;
                for (int i = 0; i < n; i++) {
                    int p = positions[i];
                    y[i] = p < 0 ? 0 : x[p];
                }
            }
            case double[] x when !d.isComplex() -> {
                double[] y = (double[]) out;
                for (int i = 0; i < n; i++) {
                    int p = positions[i];
                    y[i] = p < 0 ? 0 : x[p];
                }
            }
            case int[] x -> {
                int[] y = (int[]) out;
                for (int i = 0; i < n; i++) {
                    int p = positions[i];
                    y[i] = p < 0 ? 0 : x[p];
                }
            }
            case byte[] x -> {
                byte[] y = (byte[]) out;
                for (int i = 0; i < n; i++) {
                    int p = positions[i];
                    y[i] = p < 0 ? 0 : x[p];
                }
            }
            default -> {
                int w = width(d);
                for (int i = 0; i < n; i++) {
                    if (positions[i] >= 0) {
                        System.arraycopy(data, positions[i] * w, out, i * w, w);
                    }
                }
            }
        }
        return out;
    }

    /** A splat. */
    public static ArrayValue full(AbstractValue aval, double value) {
        int n = aval.shape().length();
        Object data = allocate(aval.dtype(), n);
        if (value != 0 || 1 / value < 0) {
            int w = width(aval.dtype());
            for (int i = 0; i < n; i++) {
                setReal(aval.dtype(), data, i * w, value);
            }
        }
        return ArrayValue.of(aval, data);
    }

    /** Row-major strides. */
    public static int[] strides(Shape s) {
        int[] strides = new int[s.rank()];
        int step = 1;
        for (int i = s.rank() - 1; i >= 0; i--) {
            strides[i] = step;
            step *= s.dim(i);
        }
        return strides;
    }

    /**
     * For each element of {@code shape} in row-major order, {@code base} plus its index times {@code strides}: how every
     * rearrangement finds its sources.
     */
    public static int[] walk(int[] dims, int[] strides, int base) {
        int n = 1;
        for (int d : dims) {
            n *= d;
        }
        int[] out = new int[n];
        int rank = dims.length;
        if (n == 0) {
            return out;
        }
        if (rank == 0) {
            out[0] = base;
            return out;
        }
        int last = dims[rank - 1];
        int lastStride = strides[rank - 1];
        int[] index = new int[rank];
        int at = base;
        int i = 0;
        while (i < n) {
            int p = at;
            for (int k = 0; k < last; k++) {
                out[i++] = p;
                p += lastStride;
            }
            for (int axis = rank - 2; axis >= 0; axis--) {
                at += strides[axis];
                if (++index[axis] < dims[axis]) {
                    break;
                }
                at -= strides[axis] * dims[axis];
                index[axis] = 0;
            }
        }
        return out;
    }

    /**
     * The elements of data at {@code base} plus an index times {@code strides}, for every index of {@code dims} in row-major order:
     * runs along the last axis are copied or repeated at once.
     */
    public static Object strided(DType d, Object data, int[] dims, int[] strides, int base) {
        int rank = dims.length;
        while (rank > 1 && strides[rank - 2] == strides[rank - 1] * dims[rank - 1]) {
            // Two axes that follow each other are one.
            int[] fewer = java.util.Arrays.copyOf(dims, rank - 1);
            int[] steps = java.util.Arrays.copyOf(strides, rank - 1);
            fewer[rank - 2] = dims[rank - 2] * dims[rank - 1];
            steps[rank - 2] = strides[rank - 1];
            dims = fewer;
            strides = steps;
            rank--;
        }
        int n = 1;
        for (int dim : dims) {
            n *= dim;
        }
        Object out = allocate(d, n);
        if (n == 0) {
            return out;
        }
        int w = width(d);
        int run = rank == 0 ? 1 : dims[rank - 1];
        int step = rank == 0 ? 1 : strides[rank - 1];
        int[] index = new int[rank];
        int at = base;
        for (int i = 0; i < n; i += run) {
            run(data, at, step, out, i, run, w);
            for (int axis = rank - 2; axis >= 0; axis--) {
                at += strides[axis];
                if (++index[axis] < dims[axis]) {
                    break;
                }
                at -= strides[axis] * dims[axis];
                index[axis] = 0;
            }
        }
        return out;
    }

    private static void run(Object from, int at, int step, Object to, int i, int n, int w) {
        if (step == 1) {
            System.arraycopy(from, at * w, to, i * w, n * w);
        } else if (w == 1 && from instanceof float[] x) {
            float[] y = (float[]) to;
            if (step == 0) {
                java.util.Arrays.fill(y, i, i + n, x[at]);
                return;
            }
            for (int k = 0; k < n; k++) {
                y[i + k] = x[at + k * step];
            }
        } else if (w == 1 && from instanceof int[] x) {
            int[] y = (int[]) to;
            for (int k = 0; k < n; k++) {
                y[i + k] = x[at + k * step];
            }
        } else if (w == 1 && from instanceof double[] x) {
            double[] y = (double[]) to;
            for (int k = 0; k < n; k++) {
                y[i + k] = x[at + k * step];
            }
        } else if (from instanceof byte[] x) {
            byte[] y = (byte[]) to;
            for (int k = 0; k < n; k++) {
                y[i + k] = x[at + k * step];
            }
        } else {
            for (int k = 0; k < n; k++) {
                System.arraycopy(from, (at + k * step) * w, to, (i + k) * w, w);
            }
        }
    }
}
