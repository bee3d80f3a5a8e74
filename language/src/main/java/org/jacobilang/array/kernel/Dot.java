package org.jacobilang.array.kernel;

import java.util.stream.IntStream;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;

/** {@code dot_general}: sums of products over contracted axes, for every index of the batch axes. */
public final class Dot {
    /** Work below which a second thread costs more than it saves. */
    private static final long PARALLEL = 1L << 20;
    private static final int ROWS = 64;
    private static final int DEPTH = 256;

    private Dot() {
    }

    /** The operand with its axes in the order batch, free, contracted (or batch, contracted, free), as a matrix stack. */
    private static Object ordered(ArrayValue a, int[] first, int[] second, int[] third) {
        int[] order = IntStream.concat(IntStream.concat(IntStream.of(first), IntStream.of(second)), IntStream.of(third)).toArray();
        boolean identity = true;
        int[] dims = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            identity &= order[i] == i;
            dims[i] = a.shape().dim(order[i]);
        }
        if (identity) {
            return a.data();
        }
        AbstractValue out = a.aval().withShape(org.jacobilang.array.Shape.of(dims));
        return Rearrange.transpose(out, a, order).data();
    }

    private static int size(ArrayValue a, int[] axes) {
        int n = 1;
        for (int axis : axes) {
            n *= a.shape().dim(axis);
        }
        return n;
    }

    private static int[] free(ArrayValue a, int[] batch, int[] contracted) {
        return IntStream.range(0, a.shape().rank()).filter(i -> IntStream.of(batch).noneMatch(k -> k == i)
                && IntStream.of(contracted).noneMatch(k -> k == i)).toArray();
    }

    public static ArrayValue general(AbstractValue out, ArrayValue a, ArrayValue b, int[] ca, int[] cb, int[] ba, int[] bb) {
        int[] fa = free(a, ba, ca);
        int[] fb = free(b, bb, cb);
        int batch = size(a, ba);
        int m = size(a, fa);
        int n = size(b, fb);
        int k = size(a, ca);
        Object x = ordered(a, ba, fa, ca);
        Object y = ordered(b, bb, cb, fb);
        Object z = Elements.allocate(out.dtype(), batch * m * n);
        DType d = a.dtype();
        if (d == DType.FLOAT32 && b.dtype() == DType.FLOAT32 && out.dtype() == DType.FLOAT32) {
            floats((float[]) x, (float[]) y, (float[]) z, batch, m, n, k);
        } else if (d == DType.FLOAT64 && b.dtype() == DType.FLOAT64 && out.dtype() == DType.FLOAT64) {
            doubles((double[]) x, (double[]) y, (double[]) z, batch, m, n, k);
        } else {
            others(out.dtype(), d, b.dtype(), x, y, z, batch, m, n, k);
        }
        return ArrayValue.of(out, z);
    }

    private static void floats(float[] x, float[] y, float[] z, int batch, int m, int n, int k) {
        int blocks = (m + ROWS - 1) / ROWS;
        IntStream work = IntStream.range(0, batch * blocks);
        boolean parallel = (long) batch * m * n * k >= PARALLEL;
        (parallel ? work.parallel() : work).forEach(i -> {
            int s = i / blocks;
            int from = i % blocks * ROWS;
            block(x, y, z, s * m * k, s * k * n, s * m * n, from, Math.min(m, from + ROWS), n, k);
        });
    }

    /** Rows of z from rows of x: four rows at a time share each row of y, whose inner loop vectorizes. */
    private static void block(float[] x, float[] y, float[] z, int ox, int oy, int oz, int from, int to, int n, int k) {
        for (int p0 = 0; p0 < k; p0 += DEPTH) {
            int p1 = Math.min(k, p0 + DEPTH);
            int i = from;
            for (; i + 3 < to; i += 4) {
                for (int p = p0; p + 1 < p1; p += 2) {
                    rows4(z, oz + i * n, n, y, oy + p * n, x, ox + i * k + p, k);
                }
                if ((p1 - p0 & 1) != 0) {
                    for (int r = 0; r < 4; r++) {
                        row(z, oz + (i + r) * n, n, y, oy + (p1 - 1) * n, x[ox + (i + r) * k + p1 - 1]);
                    }
                }
            }
            for (; i < to; i++) {
                for (int p = p0; p < p1; p++) {
                    row(z, oz + i * n, n, y, oy + p * n, x[ox + i * k + p]);
                }
            }
        }
    }

    private static void rows4(float[] z, int oz, int n, float[] y, int oy, float[] x, int ox, int k) {
        float a0 = x[ox];
        float a1 = x[ox + k];
        float a2 = x[ox + 2 * k];
        float a3 = x[ox + 3 * k];
        float b0 = x[ox + 1];
        float b1 = x[ox + k + 1];
        float b2 = x[ox + 2 * k + 1];
        float b3 = x[ox + 3 * k + 1];
        for (int j = 0; j < n; j++) {
            float u = y[oy + j];
            float v = y[oy + n + j];
            z[oz + j] += a0 * u + b0 * v;
            z[oz + n + j] += a1 * u + b1 * v;
            z[oz + 2 * n + j] += a2 * u + b2 * v;
            z[oz + 3 * n + j] += a3 * u + b3 * v;
        }
    }

    private static void row(float[] z, int oz, int n, float[] y, int oy, float a) {
        for (int j = 0; j < n; j++) {
            z[oz + j] += a * y[oy + j];
        }
    }

    private static void doubles(double[] x, double[] y, double[] z, int batch, int m, int n, int k) {
        IntStream work = IntStream.range(0, batch * m);
        boolean parallel = (long) batch * m * n * k >= PARALLEL;
        (parallel ? work.parallel() : work).forEach(r -> {
            int s = r / m;
            int oz = r * n;
            for (int p = 0; p < k; p++) {
                double a = x[r * k + p];
                int oy = (s * k + p) * n;
                for (int j = 0; j < n; j++) {
                    z[oz + j] += a * y[oy + j];
                }
            }
        });
    }

    private static void others(DType out, DType dx, DType dy, Object x, Object y, Object z, int batch, int m, int n, int k) {
        for (int s = 0; s < batch; s++) {
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    int at = (s * m + i) * n + j;
                    if (dx.isComplex() || dy.isComplex()) {
                        double re = 0;
                        double im = 0;
                        for (int p = 0; p < k; p++) {
                            int u = (s * m + i) * k + p;
                            int v = (s * k + p) * n + j;
                            double ar = Elements.real(dx, x, dx.isComplex() ? 2 * u : u);
                            double ai = dx.isComplex() ? Elements.real(dx, x, 2 * u + 1) : 0;
                            double br = Elements.real(dy, y, dy.isComplex() ? 2 * v : v);
                            double bi = dy.isComplex() ? Elements.real(dy, y, 2 * v + 1) : 0;
                            re += ar * br - ai * bi;
                            im += ar * bi + ai * br;
                        }
                        Elements.setReal(out, z, 2 * at, re);
                        Elements.setReal(out, z, 2 * at + 1, im);
                    } else if (Elements.isWhole(dx) && Elements.isWhole(dy)) {
                        long acc = 0;
                        for (int p = 0; p < k; p++) {
                            acc += Elements.whole(dx, x, (s * m + i) * k + p) * Elements.whole(dy, y, (s * k + p) * n + j);
                        }
                        if (out.isInexact()) {
                            Elements.setReal(out, z, at, acc);
                        } else {
                            Elements.setWhole(out, z, at, acc);
                        }
                    } else {
                        double acc = 0;
                        for (int p = 0; p < k; p++) {
                            acc += Elements.real(dx, x, (s * m + i) * k + p) * Elements.real(dy, y, (s * k + p) * n + j);
                        }
                        Elements.setReal(out, z, at, acc);
                    }
                }
            }
        }
    }
}
