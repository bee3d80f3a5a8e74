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
    /** Columns whose sums and factors stay in the nearest cache. */
    private static final int COLUMNS = 1024;
    /** Fewer columns than this make no vectors. */
    private static final int NARROW = 8;

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
        boolean parallel = (long) batch * m * n * k >= PARALLEL;
        if (n < NARROW) {
            IntStream work = IntStream.range(0, batch);
            (parallel && batch > 1 ? work.parallel() : work).forEach(s -> narrow(x, y, z, s * m * k, s * k * n, s * m * n, m, n, k));
            return;
        }
        int blocks = (m + ROWS - 1) / ROWS;
        IntStream work = IntStream.range(0, batch * blocks);
        (parallel ? work.parallel() : work).forEach(i -> {
            int s = i / blocks;
            int from = i % blocks * ROWS;
            block(x, y, z, s * m * k, s * k * n, s * m * n, from, Math.min(m, from + ROWS), n, k);
        });
    }

    /** Few columns: each is taken out once, and every element is a dot product of two runs of numbers. */
    private static void narrow(float[] x, float[] y, float[] z, int ox, int oy, int oz, int m, int n, int k) {
        float[] column = new float[k];
        for (int j = 0; j < n; j++) {
            for (int p = 0; p < k; p++) {
                column[p] = y[oy + p * n + j];
            }
            for (int i = 0; i < m; i++) {
                z[oz + i * n + j] = dot(x, ox + i * k, column, k);
            }
        }
    }

    private static float dot(float[] x, int ox, float[] y, int k) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int p = 0;
        for (; p + 3 < k; p += 4) {
            a = Math.fma(x[ox + p], y[p], a);
            b = Math.fma(x[ox + p + 1], y[p + 1], b);
            c = Math.fma(x[ox + p + 2], y[p + 2], c);
            d = Math.fma(x[ox + p + 3], y[p + 3], d);
        }
        for (; p < k; p++) {
            a = Math.fma(x[ox + p], y[p], a);
        }
        return a + b + (c + d);
    }

    /**
     * Rows of z from rows of x. Two rows at a time share four rows of y. Everything that the inner loop touches lies in arrays of
     * its own, from index 0 on: the JVM's compiler turns a loop into vectors only where it sees that no store can meet a load.
     */
    private static void block(float[] x, float[] y, float[] z, int ox, int oy, int oz, int from, int to, int n, int k) {
        int most = Math.min(n, COLUMNS);
        float[][] sums = new float[to - from][most];
        float[] y0 = new float[most];
        float[] y1 = new float[most];
        float[] y2 = new float[most];
        float[] y3 = new float[most];
        for (int j = 0; j < n; j += COLUMNS) {
            int w = Math.min(COLUMNS, n - j);
            if (j > 0) {
                for (float[] row : sums) {
                    java.util.Arrays.fill(row, 0);
                }
            }
            int p = 0;
            for (; p + 3 < k; p += 4) {
                int at = oy + p * n + j;
                System.arraycopy(y, at, y0, 0, w);
                System.arraycopy(y, at + n, y1, 0, w);
                System.arraycopy(y, at + 2 * n, y2, 0, w);
                System.arraycopy(y, at + 3 * n, y3, 0, w);
                int i = 0;
                for (; i + 1 < sums.length; i += 2) {
                    int u = ox + (from + i) * k + p;
                    int v = u + k;
                    two(sums[i], sums[i + 1], y0, y1, y2, y3, w, x[u], x[u + 1], x[u + 2], x[u + 3], x[v], x[v + 1], x[v + 2], x[v + 3]);
                }
                if (i < sums.length) {
                    int u = ox + (from + i) * k + p;
                    one(sums[i], y0, y1, y2, y3, w, x[u], x[u + 1], x[u + 2], x[u + 3]);
                }
            }
            for (; p < k; p++) {
                System.arraycopy(y, oy + p * n + j, y0, 0, w);
                for (int i = 0; i < sums.length; i++) {
                    add(sums[i], y0, w, x[ox + (from + i) * k + p]);
                }
            }
            for (int i = 0; i < sums.length; i++) {
                System.arraycopy(sums[i], 0, z, oz + (from + i) * n + j, w);
            }
        }
    }

    private static void two(float[] s, float[] t, float[] y0, float[] y1, float[] y2, float[] y3, int w, float a0, float a1, float a2,
            float a3, float b0, float b1, float b2, float b3) {
        for (int j = 0; j < w; j++) {
            float u0 = y0[j];
            float u1 = y1[j];
            float u2 = y2[j];
            float u3 = y3[j];
            s[j] = Math.fma(a3, u3, Math.fma(a2, u2, Math.fma(a1, u1, Math.fma(a0, u0, s[j]))));
            t[j] = Math.fma(b3, u3, Math.fma(b2, u2, Math.fma(b1, u1, Math.fma(b0, u0, t[j]))));
        }
    }

    private static void one(float[] s, float[] y0, float[] y1, float[] y2, float[] y3, int w, float a0, float a1, float a2, float a3) {
        for (int j = 0; j < w; j++) {
            s[j] = Math.fma(a3, y3[j], Math.fma(a2, y2[j], Math.fma(a1, y1[j], Math.fma(a0, y0[j], s[j]))));
        }
    }

    private static void add(float[] s, float[] y, int w, float a) {
        for (int j = 0; j < w; j++) {
            s[j] = Math.fma(a, y[j], s[j]);
        }
    }

    private static void doubles(double[] x, double[] y, double[] z, int batch, int m, int n, int k) {
        IntStream work = IntStream.range(0, batch * m);
        boolean parallel = (long) batch * m * n * k >= PARALLEL;
        (parallel ? work.parallel() : work).forEach(r -> {
            int s = r / m;
            double[] sums = new double[n];
            double[] row = new double[n];
            for (int p = 0; p < k; p++) {
                System.arraycopy(y, (s * k + p) * n, row, 0, n);
                add(sums, row, n, x[r * k + p]);
            }
            System.arraycopy(sums, 0, z, r * n, n);
        });
    }

    private static void add(double[] s, double[] y, int w, double a) {
        for (int j = 0; j < w; j++) {
            s[j] += a * y[j];
        }
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
