package org.jacobilang.array.kernel;

import java.util.Arrays;
import java.util.Comparator;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;

/** Sorting along an axis by the first operands, the others going along. NaN comes last, -0 counts as 0. */
public final class Sort {
    private Sort() {
    }

    static int compare(DType d, Object data, int i, int j) {
        if (d.isComplex()) {
            int c = order(Elements.real(d, data, 2 * i), Elements.real(d, data, 2 * j));
            return c != 0 ? c : order(Elements.real(d, data, 2 * i + 1), Elements.real(d, data, 2 * j + 1));
        }
        if (Elements.isWhole(d)) {
            long a = Elements.whole(d, data, i);
            long b = Elements.whole(d, data, j);
            return d == DType.UINT64 ? Long.compareUnsigned(a, b) : Long.compare(a, b);
        }
        return order(Elements.real(d, data, i), Elements.real(d, data, j));
    }

    private static int order(double a, double b) {
        if (a < b) {
            return -1;
        }
        if (a > b) {
            return 1;
        }
        return a == b ? 0 : Boolean.compare(Double.isNaN(a), Double.isNaN(b));
    }

    public static ArrayValue[] sort(ArrayValue[] operands, int axis, int keys) {
        ArrayValue first = operands[0];
        int n = first.shape().dim(axis);
        int[] strides = Elements.strides(first.shape());
        int step = strides[axis];
        int total = first.shape().length();
        int[] positions = new int[total];
        int[] dims = first.shape().dims();
        dims[axis] = 1;
        int[] bases = n == 0 ? new int[0] : Elements.walk(dims, strides, 0);
        Object[] data = new Object[keys];
        for (int k = 0; k < keys; k++) {
            data[k] = operands[k].data();
        }
        Integer[] order = new Integer[n];
        for (int base : bases) {
            for (int i = 0; i < n; i++) {
                order[i] = base + i * step;
            }
            Comparator<Integer> by = (i, j) -> {
                for (int k = 0; k < keys; k++) {
                    int c = compare(operands[k].dtype(), data[k], i, j);
                    if (c != 0) {
                        return c;
                    }
                }
                return 0;
            };
            Arrays.sort(order, by);
            for (int i = 0; i < n; i++) {
                positions[base + i * step] = order[i];
            }
        }
        ArrayValue[] out = new ArrayValue[operands.length];
        for (int k = 0; k < out.length; k++) {
            out[k] = ArrayValue.of(operands[k].aval(), Elements.take(operands[k].dtype(), operands[k].data(), positions));
        }
        return out;
    }

    /** The greatest {@code k} of the last axis, with their positions. */
    public static ArrayValue[] top(AbstractValue values, AbstractValue indices, ArrayValue a, int k) {
        int n = a.shape().dim(a.shape().rank() - 1);
        int rows = n == 0 ? 0 : a.shape().length() / n;
        int[] positions = new int[rows * k];
        int[] found = new int[rows * k];
        Object x = a.data();
        for (int r = 0; r < rows; r++) {
            int base = r * n;
            Integer[] order = new Integer[n];
            for (int i = 0; i < n; i++) {
                order[i] = i;
            }
            Arrays.sort(order, (i, j) -> compare(a.dtype(), x, base + j, base + i));
            for (int i = 0; i < k; i++) {
                positions[r * k + i] = base + order[i];
                found[r * k + i] = order[i];
            }
        }
        return new ArrayValue[] {ArrayValue.of(values, Elements.take(a.dtype(), x, positions)), ArrayValue.of(indices, found)};
    }
}
