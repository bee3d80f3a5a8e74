package org.jacobilang.array.kernel;

import java.util.List;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Shape;

/** {@code gather} and {@code scatter} with XLA's dimension numbers; the last axis of the indices holds the components. */
public final class Indexed {
    private Indexed() {
    }

    /** How an update joins what is there. */
    public enum Combine { SET, ADD, MUL, MIN, MAX }

    private static int[] ints(List<Integer> l) {
        return l.stream().mapToInt(i -> i).toArray();
    }

    private static boolean contains(int[] a, int v) {
        for (int x : a) {
            if (x == v) {
                return true;
            }
        }
        return false;
    }

    /** Axes of {@code rank} that are not among {@code some}. */
    private static int[] others(int rank, int[] some) {
        return java.util.stream.IntStream.range(0, rank).filter(i -> !contains(some, i)).toArray();
    }

    /**
     * @param fill what an index out of bounds reads, or null to clamp the index instead
     */
    public static ArrayValue gather(AbstractValue out, ArrayValue a, ArrayValue indices, List<Integer> offsetDims,
            List<Integer> collapsed, List<Integer> map, List<Integer> operandBatching, List<Integer> indexBatching, int[] sizes,
            Double fill) {
        int[] offset = ints(offsetDims);
        int[] batchAxes = others(out.shape().rank(), offset);
        int[] strides = Elements.strides(a.shape());
        int rank = a.shape().rank();
        int[] dropped = java.util.stream.IntStream.concat(collapsed.stream().mapToInt(i -> i),
                operandBatching.stream().mapToInt(i -> i)).toArray();
        int[] windowAxes = others(rank, dropped);
        int components = indices.shape().dim(indices.shape().rank() - 1);
        int[] indexStrides = Elements.strides(indices.shape());
        Object ix = indices.data();
        int n = out.shape().length();
        int windowSize = 1;
        boolean windowsLast = operandBatching.isEmpty();
        for (int k = 0; k < offset.length; k++) {
            windowSize *= out.shape().dim(offset[k]);
            windowsLast &= offset[k] == batchAxes.length + k;
        }
        if (windowsLast && n > 0) {
            int[] windowDims = new int[windowAxes.length];
            int[] windowStrides = new int[windowAxes.length];
            for (int k = 0; k < windowAxes.length; k++) {
                windowDims[k] = out.shape().dim(offset[k]);
                windowStrides[k] = strides[windowAxes[k]];
            }
            return windows(out, a, indices, n / windowSize, Elements.walk(windowDims, windowStrides, 0), map, sizes, strides, fill);
        }
        int[] positions = new int[n];
        boolean[] outside = new boolean[n];
        int[] index = new int[out.shape().rank()];
        for (int i = 0; i < n; i++) {
            int at = 0;
            for (int k = 0; k < batchAxes.length; k++) {
                at += index[batchAxes[k]] * indexStrides[k];
            }
            int position = 0;
            boolean ok = true;
            for (int c = 0; c < components; c++) {
                int axis = map.get(c);
                long v = Elements.whole(indices.dtype(), ix, at + c);
                long limit = a.shape().dim(axis) - sizes[axis];
                ok &= v >= 0 && v <= limit;
                position += (int) Math.clamp(v, 0, Math.max(0, limit)) * strides[axis];
            }
            for (int k = 0; k < operandBatching.size(); k++) {
                position += index[batchAxes[indexBatching.get(k)]] * strides[operandBatching.get(k)];
            }
            for (int k = 0; k < windowAxes.length; k++) {
                position += index[offset[k]] * strides[windowAxes[k]];
            }
            positions[i] = position;
            outside[i] = !ok;
            Rearrange.advance(index, out.shape());
        }
        Object z = Elements.take(out.dtype(), a.data(), positions);
        if (fill != null) {
            int w = Elements.width(out.dtype());
            for (int i = 0; i < n; i++) {
                if (outside[i]) {
                    for (int k = 0; k < w; k++) {
                        Elements.setReal(out.dtype(), z, i * w + k, k == 0 ? fill : 0);
                    }
                }
            }
        }
        return ArrayValue.of(out, z);
    }

    /** One window after the other, each found by one row of the indices; {@code walk} holds the places of its elements. */
    private static ArrayValue windows(AbstractValue out, ArrayValue a, ArrayValue indices, int count, int[] walk, List<Integer> map,
            int[] sizes, int[] strides, Double fill) {
        DType d = out.dtype();
        int w = Elements.width(d);
        int components = indices.shape().dim(indices.shape().rank() - 1);
        boolean whole = walk[walk.length - 1] == walk.length - 1;
        Object ix = indices.data();
        Object x = a.data();
        Object z = Elements.allocate(d, count * walk.length);
        int[] axes = ints(map);
        for (int b = 0; b < count; b++) {
            int position = 0;
            boolean ok = true;
            for (int c = 0; c < components; c++) {
                int axis = axes[c];
                long v = Elements.whole(indices.dtype(), ix, b * components + c);
                long limit = a.shape().dim(axis) - sizes[axis];
                ok &= v >= 0 && v <= limit;
                position += (int) Math.clamp(v, 0, Math.max(0, limit)) * strides[axis];
            }
            int at = b * walk.length;
            if (!ok && fill != null) {
                for (int i = at * w; i < (at + walk.length) * w; i++) {
                    Elements.setReal(d, z, i, i % w == 0 ? fill : 0);
                }
            } else if (whole) {
                System.arraycopy(x, position * w, z, at * w, walk.length * w);
            } else {
                for (int i = 0; i < walk.length; i++) {
                    System.arraycopy(x, (position + walk[i]) * w, z, (at + i) * w, w);
                }
            }
        }
        return ArrayValue.of(out, z);
    }

    /**
     * @param clip whether an index out of bounds moves to the nearest valid one; else its update is dropped
     */
    public static ArrayValue scatter(AbstractValue out, Combine combine, ArrayValue a, ArrayValue indices, ArrayValue updates,
            List<Integer> updateWindow, List<Integer> inserted, List<Integer> map, List<Integer> operandBatching,
            List<Integer> indexBatching, boolean clip) {
        DType d = out.dtype();
        int w = Elements.width(d);
        Object z = Elements.allocate(d, out.shape().length());
        System.arraycopy(a.data(), 0, z, 0, out.shape().length() * w);
        int[] window = ints(updateWindow);
        int[] batchAxes = others(updates.shape().rank(), window);
        int[] strides = Elements.strides(a.shape());
        int[] dropped = java.util.stream.IntStream.concat(inserted.stream().mapToInt(i -> i),
                operandBatching.stream().mapToInt(i -> i)).toArray();
        int[] windowAxes = others(a.shape().rank(), dropped);
        int[] sizes = new int[a.shape().rank()];
        java.util.Arrays.fill(sizes, 1);
        for (int k = 0; k < windowAxes.length; k++) {
            sizes[windowAxes[k]] = updates.shape().dim(window[k]);
        }
        int components = indices.shape().dim(indices.shape().rank() - 1);
        int[] indexStrides = Elements.strides(indices.shape());
        Object ix = indices.data();
        Object u = updates.data();
        int n = updates.shape().length();
        Shape us = updates.shape();
        int[] index = new int[us.rank()];
        for (int i = 0; i < n; i++) {
            int at = 0;
            for (int k = 0; k < batchAxes.length; k++) {
                at += index[batchAxes[k]] * indexStrides[k];
            }
            int position = 0;
            boolean ok = true;
            for (int c = 0; c < components; c++) {
                int axis = map.get(c);
                long v = Elements.whole(indices.dtype(), ix, at + c);
                long limit = a.shape().dim(axis) - sizes[axis];
                ok &= clip || v >= 0 && v <= limit;
                position += (int) Math.clamp(v, 0, Math.max(0, limit)) * strides[axis];
            }
            for (int k = 0; k < operandBatching.size(); k++) {
                position += index[batchAxes[indexBatching.get(k)]] * strides[operandBatching.get(k)];
            }
            for (int k = 0; k < windowAxes.length; k++) {
                position += index[window[k]] * strides[windowAxes[k]];
            }
            if (ok) {
                combine(combine, d, z, position, u, i, w);
            }
            Rearrange.advance(index, us);
        }
        return ArrayValue.of(out, z);
    }

    private static void combine(Combine combine, DType d, Object z, int p, Object u, int i, int w) {
        if (combine == Combine.SET) {
            System.arraycopy(u, i * w, z, p * w, w);
        } else if (w == 2) {
            double a = Elements.real(d, z, 2 * p);
            double b = Elements.real(d, z, 2 * p + 1);
            double c = Elements.real(d, u, 2 * i);
            double e = Elements.real(d, u, 2 * i + 1);
            Elements.setReal(d, z, 2 * p, combine == Combine.ADD ? a + c : a * c - b * e);
            Elements.setReal(d, z, 2 * p + 1, combine == Combine.ADD ? b + e : a * e + b * c);
        } else if (Elements.isWhole(d)) {
            long a = Elements.whole(d, z, p);
            long b = Elements.whole(d, u, i);
            Elements.setWhole(d, z, p, switch (combine) {
                case ADD -> a + b;
                case MUL -> a * b;
                case MIN -> Math.min(a, b);
                default -> Math.max(a, b);
            });
        } else {
            double a = Elements.real(d, z, p);
            double b = Elements.real(d, u, i);
            Elements.setReal(d, z, p, switch (combine) {
                case ADD -> a + b;
                case MUL -> a * b;
                case MIN -> Math.min(a, b);
                default -> Math.max(a, b);
            });
        }
    }
}
