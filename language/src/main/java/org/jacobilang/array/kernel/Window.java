package org.jacobilang.array.kernel;

import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Shape;

/** Windows that move over an array: pooling and convolution. */
public final class Window {
    private Window() {
    }

    public static ArrayValue reduce(Reduce.Op op, AbstractValue out, ArrayValue a, int[] sizes, int[] strides, int[] low,
            int[] baseDilation, int[] windowDilation) {
        int rank = a.shape().rank();
        DType d = a.dtype();
        Object x = a.data();
        int n = out.shape().length();
        Object z = Elements.allocate(d, n);
        int[] own = Elements.strides(a.shape());
        Shape window = Shape.of(sizes);
        int count = window.length();
        int[] index = new int[rank];
        Taps taps = Taps.of(a.shape(), sizes, strides, low, baseDilation, windowDilation);
        for (int i = 0; i < n; i++) {
            int base = taps == null ? -1 : taps.base(index);
            if (base >= 0 && x instanceof float[] f && !d.isComplex() && op.compareTo(Reduce.Op.AND) < 0) {
                ((float[]) z)[i] = taps.reduce(op, f, base);
                Rearrange.advance(index, out.shape());
                continue;
            }
            double acc = op.neutral(d);
            long whole = Elements.isWhole(d) ? op.neutralWhole(d) : 0;
            int[] w = new int[rank];
            for (int k = 0; k < count; k++) {
                int at = 0;
                boolean inside = true;
                for (int r = 0; r < rank && inside; r++) {
                    int p = index[r] * strides[r] + w[r] * windowDilation[r] - low[r];
                    inside = p >= 0 && p % baseDilation[r] == 0 && p / baseDilation[r] < a.shape().dim(r);
                    at += inside ? p / baseDilation[r] * own[r] : 0;
                }
                if (inside) {
                    if (Elements.isWhole(d)) {
                        whole = op.apply(whole, Elements.whole(d, x, at), d == DType.UINT64);
                    } else {
                        acc = op.apply(acc, Elements.real(d, x, at));
                    }
                }
                Rearrange.advance(w, window);
            }
            if (Elements.isWhole(d)) {
                Elements.setWhole(d, z, i, whole);
            } else {
                Elements.setReal(d, z, i, acc);
            }
            Rearrange.advance(index, out.shape());
        }
        return ArrayValue.of(out, z);
    }

    /** The position in the operand of the greatest (or least) element of each window, the first of equals; -1 for an empty one. */
    public static int[] selected(boolean max, ArrayValue operand, Shape windows, int[] sizes, int[] strides, int[] low,
            int[] baseDilation, int[] windowDilation) {
        int rank = operand.shape().rank();
        DType d = operand.dtype();
        Object x = operand.data();
        int[] own = Elements.strides(operand.shape());
        Shape window = Shape.of(sizes);
        int[] index = new int[rank];
        int n = windows.length();
        int[] found = new int[n];
        Taps taps = Taps.of(operand.shape(), sizes, strides, low, baseDilation, windowDilation);
        for (int i = 0; i < n; i++) {
            int base = taps == null ? -1 : taps.base(index);
            if (base >= 0 && x instanceof float[] f) {
                found[i] = taps.extreme(max, f, base);
                Rearrange.advance(index, windows);
                continue;
            }
            int best = -1;
            int[] w = new int[rank];
            for (int k = 0; k < window.length(); k++) {
                int at = 0;
                boolean inside = true;
                for (int r = 0; r < rank && inside; r++) {
                    int p = index[r] * strides[r] + w[r] * windowDilation[r] - low[r];
                    inside = p >= 0 && p % baseDilation[r] == 0 && p / baseDilation[r] < operand.shape().dim(r);
                    at += inside ? p / baseDilation[r] * own[r] : 0;
                }
                if (inside && (best < 0 || (max ? Elements.real(d, x, at) > Elements.real(d, x, best)
                        : Elements.real(d, x, at) < Elements.real(d, x, best)))) {
                    best = at;
                }
                Rearrange.advance(w, window);
            }
            found[i] = best;
            Rearrange.advance(index, windows);
        }
        return found;
    }

    /** Zeros like the operand, with each source element added where its window's {@link #selected} element is. */
    public static ArrayValue scatterAdd(ArrayValue source, AbstractValue operand, int[] selected) {
        Object z = Elements.allocate(operand.dtype(), operand.shape().length());
        for (int i = 0; i < selected.length; i++) {
            if (selected[i] >= 0) {
                Elements.setReal(operand.dtype(), z, selected[i], Elements.real(operand.dtype(), z, selected[i])
                        + Elements.real(source.dtype(), source.data(), i));
            }
        }
        return ArrayValue.of(operand, z);
    }

    /** The places of a window relative to its first, for the windows that are all within an operand without dilation. */
    private record Taps(int[] dims, int[] own, int[] strides, int[] low, int[] reach, int[] offsets) {
        static Taps of(Shape s, int[] sizes, int[] strides, int[] low, int[] baseDilation, int[] windowDilation) {
            int[] own = Elements.strides(s);
            int[] steps = new int[own.length];
            int[] reach = new int[own.length];
            for (int i = 0; i < own.length; i++) {
                if (baseDilation[i] != 1) {
                    return null;
                }
                steps[i] = own[i] * windowDilation[i];
                reach[i] = (sizes[i] - 1) * windowDilation[i];
            }
            return new Taps(s.dims(), own, strides, low, reach, Elements.walk(sizes, steps, 0));
        }

        /** Where the window of this index begins, or -1 where a part of it is outside. */
        int base(int[] index) {
            int at = 0;
            for (int i = 0; i < index.length; i++) {
                int p = index[i] * strides[i] - low[i];
                if (p < 0 || p + reach[i] >= dims[i]) {
                    return -1;
                }
                at += p * own[i];
            }
            return at;
        }

        float reduce(Reduce.Op op, float[] x, int base) {
            double acc = x[base + offsets[0]];
            for (int k = 1; k < offsets.length; k++) {
                acc = op.apply(acc, x[base + offsets[k]]);
            }
            return (float) acc;
        }

        int extreme(boolean max, float[] x, int base) {
            int best = base + offsets[0];
            for (int k = 1; k < offsets.length; k++) {
                int at = base + offsets[k];
                if (max ? x[at] > x[best] : x[at] < x[best]) {
                    best = at;
                }
            }
            return best;
        }
    }
}
