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
        for (int i = 0; i < n; i++) {
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
        for (int i = 0; i < n; i++) {
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
}
