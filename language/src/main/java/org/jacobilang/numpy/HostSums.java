package org.jacobilang.numpy;

import java.util.ArrayList;
import java.util.List;
import org.jacobilang.array.DType;
import org.jacobilang.array.kernel.Elements;

/**
 * Sums of floating numbers in the order in which NumPy adds: along the axis with the smallest stride pairwise in blocks
 * of 128, eight partial sums side by side; along other axes one after the other. The last digits depend on it.
 */
final class HostSums {
    private static final int BLOCK = 128;

    private HostSums() {
    }

    private record Axis(int n, int in, int out, boolean reduced) {
    }

    /** The sums over the marked axes, in row-major order of the others; real and complex floats only. */
    static Object sum(HostArray a, boolean[] reduced) {
        int rank = a.rank();
        int total = 1;
        int[] outStride = new int[rank];
        for (int i = rank - 1; i >= 0; i--) {
            if (!reduced[i]) {
                outStride[i] = total;
                total *= a.dims[i];
            }
        }
        DType d = a.dtype;
        Object result = Elements.allocate(d, total);
        if (a.size() == 0) {
            return result;
        }
        a.read();
        List<Axis> axes = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            if (a.dims[i] > 1) {
                axes.add(new Axis(a.dims[i], a.strides[i], outStride[i], reduced[i]));
            }
        }
        axes.sort((x, y) -> Integer.compare(Math.abs(y.in), Math.abs(x.in)));
        coalesce(axes);
        if (axes.isEmpty() || !axes.getLast().reduced) {
            axes.add(new Axis(1, 0, 0, true));
        }
        int w = Elements.width(d);
        for (int part = 0; part < w; part++) {
            walk(a, axes, 0, a.offset, 0, result, w, part);
        }
        return result;
    }

    private static void coalesce(List<Axis> axes) {
        for (int i = axes.size() - 2; i >= 0; i--) {
            Axis x = axes.get(i);
            Axis y = axes.get(i + 1);
            if (x.reduced == y.reduced && x.in == y.in * y.n && (x.reduced || x.out == y.out * y.n)) {
                axes.set(i, new Axis(x.n * y.n, y.in, y.out, x.reduced));
                axes.remove(i + 1);
            }
        }
    }

    private static void walk(HostArray a, List<Axis> axes, int depth, int in, int out, Object result, int w, int part) {
        Axis x = axes.get(depth);
        if (depth < axes.size() - 1) {
            for (int i = 0; i < x.n; i++) {
                walk(a, axes, depth + 1, in + i * x.in, out + i * x.out, result, w, part);
            }
            return;
        }
        switch (a.buffer.data) {
            case double[] data -> ((double[]) result)[out * w + part] += pairwise(data, in * w + part, x.n, x.in * w);
            case float[] data -> ((float[]) result)[out * w + part] += pairwise(data, in * w + part, x.n, x.in * w);
            default -> throw new IllegalArgumentException("not a float or double array");
        }
    }

    private static double pairwise(double[] a, int at, int n, int step) {
        if (n < 8) {
            double s = -0.0;
            for (int i = 0; i < n; i++) {
                s += a[at + i * step];
            }
            return s;
        }
        if (n <= BLOCK) {
            double[] r = new double[8];
            for (int j = 0; j < 8; j++) {
                r[j] = a[at + j * step];
            }
            int i = 8;
            for (; i < n - n % 8; i += 8) {
                for (int j = 0; j < 8; j++) {
                    r[j] += a[at + (i + j) * step];
                }
            }
            double s = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
            for (; i < n; i++) {
                s += a[at + i * step];
            }
            return s;
        }
        int half = n / 2;
        half -= half % 8;
        return pairwise(a, at, half, step) + pairwise(a, at + half * step, n - half, step);
    }

    private static float pairwise(float[] a, int at, int n, int step) {
        if (n < 8) {
            float s = -0.0f;
            for (int i = 0; i < n; i++) {
                s += a[at + i * step];
            }
            return s;
        }
        if (n <= BLOCK) {
            float[] r = new float[8];
            for (int j = 0; j < 8; j++) {
                r[j] = a[at + j * step];
            }
            int i = 8;
            for (; i < n - n % 8; i += 8) {
                for (int j = 0; j < 8; j++) {
                    r[j] += a[at + (i + j) * step];
                }
            }
            float s = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
            for (; i < n; i++) {
                s += a[at + i * step];
            }
            return s;
        }
        int half = n / 2;
        half -= half % 8;
        return pairwise(a, at, half, step) + pairwise(a, at + half * step, n - half, step);
    }
}
