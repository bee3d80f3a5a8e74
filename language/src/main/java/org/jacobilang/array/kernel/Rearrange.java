package org.jacobilang.array.kernel;

import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Shape;

/** Operations that move elements without looking at them. */
public final class Rearrange {
    private Rearrange() {
    }

    private static ArrayValue gathered(AbstractValue out, ArrayValue a, int[] positions) {
        return ArrayValue.of(out, Elements.take(out.dtype(), a.data(), positions));
    }

    private static ArrayValue strided(AbstractValue out, ArrayValue a, int[] strides, int base) {
        return ArrayValue.of(out, Elements.strided(out.dtype(), a.data(), out.shape().dims(), strides, base));
    }

    /** Axis {@code i} of the operand becomes axis {@code axes[i]} of the result; axes of one repeat. */
    public static ArrayValue broadcast(AbstractValue out, ArrayValue a, int[] axes) {
        int[] own = Elements.strides(a.shape());
        int[] strides = new int[out.shape().rank()];
        for (int i = 0; i < axes.length; i++) {
            strides[axes[i]] = a.shape().dim(i) == 1 ? 0 : own[i];
        }
        if (a.shape().size() == 1 && out.dtype() == DType.FLOAT32) {
            float[] f = new float[out.shape().length()];
            java.util.Arrays.fill(f, ((float[]) a.data())[0]);
            return ArrayValue.of(out, f);
        }
        return strided(out, a, strides, 0);
    }

    public static ArrayValue reshape(AbstractValue out, ArrayValue a) {
        return ArrayValue.of(out, a.data());
    }

    public static ArrayValue transpose(AbstractValue out, ArrayValue a, int[] permutation) {
        int[] own = Elements.strides(a.shape());
        int[] strides = new int[permutation.length];
        for (int i = 0; i < strides.length; i++) {
            strides[i] = own[permutation[i]];
        }
        if (permutation.length == 2 && permutation[0] == 1 && a.data() instanceof float[] x && !a.dtype().isComplex()) {
            return ArrayValue.of(out, transposed(x, a.shape().dim(0), a.shape().dim(1)));
        }
        return strided(out, a, strides, 0);
    }

    /** Tile by tile, so that reads and writes both stay in cache. */
    private static float[] transposed(float[] x, int rows, int columns) {
        final int tile = 32;
        float[] y = new float[x.length];
        for (int i0 = 0; i0 < rows; i0 += tile) {
            for (int j0 = 0; j0 < columns; j0 += tile) {
                int i1 = Math.min(rows, i0 + tile);
                int j1 = Math.min(columns, j0 + tile);
                for (int i = i0; i < i1; i++) {
                    for (int j = j0; j < j1; j++) {
                        y[j * rows + i] = x[i * columns + j];
                    }
                }
            }
        }
        return y;
    }

    public static ArrayValue slice(AbstractValue out, ArrayValue a, int[] start, int[] step) {
        int[] own = Elements.strides(a.shape());
        int base = 0;
        int[] strides = new int[own.length];
        for (int i = 0; i < own.length; i++) {
            base += start[i] * own[i];
            strides[i] = own[i] * (step == null ? 1 : step[i]);
        }
        return strided(out, a, strides, base);
    }

    public static ArrayValue reverse(AbstractValue out, ArrayValue a, int[] axes) {
        int[] strides = Elements.strides(a.shape());
        int base = 0;
        for (int axis : axes) {
            base += strides[axis] * Math.max(0, a.shape().dim(axis) - 1);
            strides[axis] = -strides[axis];
        }
        return strided(out, a, strides, base);
    }

    /** Pads each axis by low and high (which may cut) and puts {@code interior} elements between any two. */
    public static ArrayValue pad(AbstractValue out, ArrayValue a, ArrayValue padding, int[] low, int[] interior) {
        int rank = a.shape().rank();
        int n = out.shape().length();
        int w = Elements.width(out.dtype());
        Object z = Elements.allocate(out.dtype(), n);
        Object p = padding.data();
        for (int i = 0; i < n; i++) {
            System.arraycopy(p, 0, z, i * w, w);
        }
        int[] outStrides = Elements.strides(out.shape());
        int[] index = new int[rank];
        int count = a.shape().length();
        Object x = a.data();
        for (int i = 0; i < count; i++) {
            int at = 0;
            boolean inside = true;
            for (int k = 0; k < rank; k++) {
                int o = low[k] + index[k] * (interior[k] + 1);
                inside &= o >= 0 && o < out.shape().dim(k);
                at += o * outStrides[k];
            }
            if (inside) {
                System.arraycopy(x, i * w, z, at * w, w);
            }
            advance(index, a.shape());
        }
        return ArrayValue.of(out, z);
    }

    static void advance(int[] index, Shape shape) {
        for (int k = index.length - 1; k >= 0; k--) {
            if (++index[k] < shape.dim(k)) {
                return;
            }
            index[k] = 0;
        }
    }

    public static ArrayValue concatenate(AbstractValue out, ArrayValue[] parts, int axis) {
        int inner = Elements.width(out.dtype());
        for (int k = axis + 1; k < out.shape().rank(); k++) {
            inner *= out.shape().dim(k);
        }
        int outer = 1;
        for (int k = 0; k < axis; k++) {
            outer *= out.shape().dim(k);
        }
        Object z = Elements.allocate(out.dtype(), out.shape().length());
        int row = out.shape().dim(axis) * inner;
        int offset = 0;
        for (ArrayValue part : parts) {
            int block = part.shape().dim(axis) * inner;
            Object x = part.data();
            for (int i = 0; i < outer; i++) {
                System.arraycopy(x, i * block, z, i * row + offset, block);
            }
            offset += block;
        }
        return ArrayValue.of(out, z);
    }

    public static ArrayValue iota(AbstractValue out, int axis) {
        int[] strides = new int[out.shape().rank()];
        strides[axis] = 1;
        int[] values = Elements.walk(out.shape().dims(), strides, 0);
        int n = values.length;
        int w = Elements.width(out.dtype());
        Object z = Elements.allocate(out.dtype(), n);
        for (int i = 0; i < n; i++) {
            Elements.setReal(out.dtype(), z, i * w, values[i]);
        }
        return ArrayValue.of(out, z);
    }

    /** The start of a dynamic slice, moved so that the slice lies within the array. */
    static int[] clamp(Shape operand, int[] sizes, ArrayValue[] start) {
        int[] s = new int[sizes.length];
        for (int i = 0; i < s.length; i++) {
            s[i] = (int) Math.clamp(Elements.whole(start[i].dtype(), start[i].data(), 0), 0, operand.dim(i) - sizes[i]);
        }
        return s;
    }

    public static ArrayValue dynamicSlice(AbstractValue out, ArrayValue a, ArrayValue[] start) {
        return slice(out, a, clamp(a.shape(), out.shape().dims(), start), null);
    }

    public static ArrayValue dynamicUpdateSlice(AbstractValue out, ArrayValue a, ArrayValue update, ArrayValue[] start) {
        int w = Elements.width(out.dtype());
        int n = out.shape().length();
        Object z = Elements.allocate(out.dtype(), n);
        System.arraycopy(a.data(), 0, z, 0, n * w);
        int[] strides = Elements.strides(a.shape());
        int[] s = clamp(a.shape(), update.shape().dims(), start);
        int base = 0;
        for (int i = 0; i < s.length; i++) {
            base += s[i] * strides[i];
        }
        int[] positions = Elements.walk(update.shape().dims(), strides, base);
        Object x = update.data();
        for (int i = 0; i < positions.length; i++) {
            System.arraycopy(x, i * w, z, positions[i] * w, w);
        }
        return ArrayValue.of(out, z);
    }
}
