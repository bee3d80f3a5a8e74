package org.jacobilang.array.kernel;

import java.util.Arrays;
import java.util.List;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;

/** Triangular factors of matrices and triangular systems. Single precision is rounded at each step, as a library of it would. */
public final class Factor {
    private Factor() {
    }

    private static double round(boolean single, double v) {
        return single ? (float) v : v;
    }

    private static boolean single(DType d) {
        return d == DType.FLOAT32 || d == DType.COMPLEX64;
    }

    /** L with A = L L*, of which only the lower triangle of A is read; NaN where A is not positive definite. */
    public static ArrayValue cholesky(AbstractValue out, ArrayValue a) {
        int n = out.shape().dim(out.shape().rank() - 1);
        boolean single = single(out.dtype());
        return Stack.each(new ArrayValue[] {a}, new int[] {2}, List.of(out), new int[] {2}, out.dtype().isComplex()
                ? (in, z) -> complexCholesky(in[0], z[0], n, single) : (in, z) -> realCholesky(in[0], z[0], n, single))[0];
    }

    private static void realCholesky(double[] a, double[] l, int n, boolean single) {
        for (int j = 0; j < n; j++) {
            for (int i = j; i < n; i++) {
                double s = a[i * n + j];
                for (int k = 0; k < j; k++) {
                    s = round(single, s - l[i * n + k] * l[j * n + k]);
                }
                if (i == j) {
                    if (!(s > 0)) {
                        undefined(l, n, 1);
                        return;
                    }
                    l[j * n + j] = round(single, Math.sqrt(s));
                } else {
                    l[i * n + j] = round(single, s / l[j * n + j]);
                }
            }
        }
    }

    private static void undefined(double[] l, int n, int width) {
        for (int i = 0; i < n; i++) {
            Arrays.fill(l, width * i * n, width * (i * n + i + 1), Double.NaN);
        }
    }

    private static void complexCholesky(double[] a, double[] l, int n, boolean single) {
        for (int j = 0; j < n; j++) {
            for (int i = j; i < n; i++) {
                double re = a[2 * (i * n + j)];
                double im = i == j ? 0 : a[2 * (i * n + j) + 1];
                for (int k = 0; k < j; k++) {
                    int p = 2 * (i * n + k);
                    int q = 2 * (j * n + k);
                    re = round(single, re - (l[p] * l[q] + l[p + 1] * l[q + 1]));
                    im = round(single, im - (l[p + 1] * l[q] - l[p] * l[q + 1]));
                }
                if (i == j) {
                    if (!(re > 0)) {
                        undefined(l, n, 2);
                        return;
                    }
                    l[2 * (j * n + j)] = round(single, Math.sqrt(re));
                } else {
                    double d = l[2 * (j * n + j)];
                    l[2 * (i * n + j)] = round(single, re / d);
                    l[2 * (i * n + j) + 1] = round(single, im / d);
                }
            }
        }
    }

    /** L and U in one matrix, the row that each row was changed with, and the rows' order. */
    public static ArrayValue[] lu(List<AbstractValue> out, ArrayValue a) {
        int rank = a.shape().rank();
        int m = a.shape().dim(rank - 2);
        int n = a.shape().dim(rank - 1);
        boolean single = single(a.dtype());
        boolean complex = a.dtype().isComplex();
        return Stack.each(new ArrayValue[] {a}, new int[] {2}, out, new int[] {2, 1, 1}, (in, z) -> {
            System.arraycopy(in[0], 0, z[0], 0, z[0].length);
            if (complex) {
                complexLu(z[0], z[1], z[2], m, n, single);
            } else {
                realLu(z[0], z[1], z[2], m, n, single);
            }
        });
    }

    private static void realLu(double[] a, double[] pivots, double[] order, int m, int n, boolean single) {
        for (int i = 0; i < m; i++) {
            order[i] = i;
        }
        for (int k = 0; k < Math.min(m, n); k++) {
            int best = k;
            for (int i = k + 1; i < m; i++) {
                if (Math.abs(a[i * n + k]) > Math.abs(a[best * n + k])) {
                    best = i;
                }
            }
            pivots[k] = best;
            swap(a, order, k, best, n);
            double d = a[k * n + k];
            if (d == 0) {
                continue;
            }
            for (int i = k + 1; i < m; i++) {
                double f = round(single, a[i * n + k] / d);
                a[i * n + k] = f;
                if (f != 0) {
                    subtract(a, i * n + k + 1, a, k * n + k + 1, f, n - k - 1, single);
                }
            }
        }
    }

    /** x - f y, of parts of two rows. */
    private static void subtract(double[] x, int at, double[] y, int from, double f, int n, boolean single) {
        if (single) {
            for (int j = 0; j < n; j++) {
                x[at + j] = (float) (x[at + j] - f * y[from + j]);
            }
        } else {
            for (int j = 0; j < n; j++) {
                x[at + j] -= f * y[from + j];
            }
        }
    }

    private static void swap(double[] a, double[] order, int i, int j, int width) {
        if (i == j) {
            return;
        }
        for (int k = 0; k < width; k++) {
            double t = a[i * width + k];
            a[i * width + k] = a[j * width + k];
            a[j * width + k] = t;
        }
        double t = order[i];
        order[i] = order[j];
        order[j] = t;
    }

    private static void complexLu(double[] a, double[] pivots, double[] order, int m, int n, boolean single) {
        for (int i = 0; i < m; i++) {
            order[i] = i;
        }
        for (int k = 0; k < Math.min(m, n); k++) {
            int best = k;
            for (int i = k + 1; i < m; i++) {
                if (size(a, i * n + k) > size(a, best * n + k)) {
                    best = i;
                }
            }
            pivots[k] = best;
            swap(a, order, k, best, 2 * n);
            double dr = a[2 * (k * n + k)];
            double di = a[2 * (k * n + k) + 1];
            double norm = dr * dr + di * di;
            if (norm == 0) {
                continue;
            }
            for (int i = k + 1; i < m; i++) {
                int p = 2 * (i * n + k);
                double fr = round(single, (a[p] * dr + a[p + 1] * di) / norm);
                double fi = round(single, (a[p + 1] * dr - a[p] * di) / norm);
                a[p] = fr;
                a[p + 1] = fi;
                for (int j = k + 1; j < n; j++) {
                    int u = 2 * (k * n + j);
                    int x = 2 * (i * n + j);
                    double re = a[x] - (fr * a[u] - fi * a[u + 1]);
                    double im = a[x + 1] - (fr * a[u + 1] + fi * a[u]);
                    a[x] = round(single, re);
                    a[x + 1] = round(single, im);
                }
            }
        }
    }

    /** LAPACK's measure of a complex pivot. */
    private static double size(double[] a, int i) {
        return Math.abs(a[2 * i]) + Math.abs(a[2 * i + 1]);
    }

    /** How a triangular matrix is meant. */
    public record Triangle(boolean left, boolean lower, boolean transpose, boolean conjugate, boolean unit) {
    }

    /** X with op(A) X = B, or X op(A) = B. */
    public static ArrayValue solve(AbstractValue out, ArrayValue a, ArrayValue b, Triangle t) {
        int rank = b.shape().rank();
        int m = b.shape().dim(rank - 2);
        int n = b.shape().dim(rank - 1);
        boolean single = single(out.dtype());
        boolean complex = out.dtype().isComplex();
        int size = t.left ? m : n;
        int others = t.left ? n : m;
        // From the right it is the transposed system from the left.
        boolean transpose = t.transpose == t.left;
        boolean lower = t.lower != transpose;
        return Stack.each(new ArrayValue[] {a, b}, new int[] {2, 2}, List.of(out), new int[] {2}, (in, z) -> {
            double[] x = t.left ? in[1].clone() : flipped(in[1], m, n, complex);
            double[] u = transpose ? flipped(in[0], size, size, complex) : in[0].clone();
            if (t.conjugate && complex) {
                for (int i = 1; i < u.length; i += 2) {
                    u[i] = -u[i];
                }
            }
            for (int step = 0; step < size; step++) {
                int i = lower ? step : size - 1 - step;
                for (int k = lower ? 0 : i + 1; k < (lower ? i : size); k++) {
                    eliminate(u, x, i, k, size, others, complex, single);
                }
                if (!t.unit) {
                    divide(u, x, i, size, others, complex, single);
                }
            }
            double[] r = t.left ? x : flipped(x, n, m, complex);
            System.arraycopy(r, 0, z[0], 0, r.length);
        })[0];
    }

    private static void eliminate(double[] u, double[] x, int i, int k, int size, int n, boolean complex, boolean single) {
        if (!complex) {
            subtract(x, i * n, x, k * n, u[i * size + k], n, single);
            return;
        }
        double fr = u[2 * (i * size + k)];
        double fi = u[2 * (i * size + k) + 1];
        for (int j = 0; j < n; j++) {
            int p = 2 * (i * n + j);
            int q = 2 * (k * n + j);
            x[p] = round(single, x[p] - (fr * x[q] - fi * x[q + 1]));
            x[p + 1] = round(single, x[p + 1] - (fr * x[q + 1] + fi * x[q]));
        }
    }

    private static void divide(double[] u, double[] x, int i, int size, int n, boolean complex, boolean single) {
        if (!complex) {
            for (int j = 0; j < n; j++) {
                x[i * n + j] = round(single, x[i * n + j] / u[i * size + i]);
            }
            return;
        }
        double dr = u[2 * (i * size + i)];
        double di = u[2 * (i * size + i) + 1];
        double norm = dr * dr + di * di;
        for (int j = 0; j < n; j++) {
            int p = 2 * (i * n + j);
            double re = (x[p] * dr + x[p + 1] * di) / norm;
            double im = (x[p + 1] * dr - x[p] * di) / norm;
            x[p] = round(single, re);
            x[p + 1] = round(single, im);
        }
    }

    static double[] flipped(double[] a, int rows, int columns, boolean complex) {
        if (!complex) {
            return Stack.transposed(a, rows, columns);
        }
        double[] t = new double[a.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                t[2 * (j * rows + i)] = a[2 * (i * columns + j)];
                t[2 * (j * rows + i) + 1] = a[2 * (i * columns + j) + 1];
            }
        }
        return t;
    }
}
