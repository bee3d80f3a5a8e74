package org.jacobilang.array.kernel;

import java.util.List;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.netlib.lapack.Dgeqp3;
import org.netlib.lapack.Dgeqrf;
import org.netlib.lapack.Dgesdd;
import org.netlib.lapack.Dorgqr;
import org.netlib.lapack.Dsyevd;
import org.netlib.util.intW;

/** Orthogonal factors, by LAPACK for real matrices and by rotations for complex ones. */
public final class Orthogonal {
    private static final double TINY = 1e-300;

    private Orthogonal() {
    }

    /** Q and R; Q has all columns where {@code full}. With a third result, the columns' order that makes R's diagonal fall. */
    public static ArrayValue[] qr(List<AbstractValue> out, ArrayValue a, boolean full) {
        int rank = a.shape().rank();
        int m = a.shape().dim(rank - 2);
        int n = a.shape().dim(rank - 1);
        int k = full ? m : Math.min(m, n);
        boolean pivoting = out.size() > 2;
        boolean complex = a.dtype().isComplex();
        return Stack.each(new ArrayValue[] {a}, new int[] {2}, out, pivoting ? new int[] {2, 2, 1} : new int[] {2, 2}, (in, z) -> {
            if (complex) {
                complexQr(in[0], z[0], z[1], m, n, k);
            } else {
                realQr(in[0], z[0], z[1], pivoting ? z[2] : null, m, n, k);
            }
        });
    }

    private static void realQr(double[] a, double[] q, double[] r, double[] pivots, int m, int n, int k) {
        int steps = Math.min(m, n);
        double[] c = Stack.transposed(a, m, n);
        double[] tau = new double[Math.max(1, steps)];
        double[] work = new double[Math.max(1, 64 * (Math.max(m, n) + 3))];
        intW info = new intW(0);
        if (m == 0 || n == 0) {
            for (int i = 0; i < Math.min(m, k); i++) {
                q[i * k + i] = 1;
            }
            return;
        }
        if (pivots != null) {
            int[] order = new int[n];
            Dgeqp3.dgeqp3(m, n, c, 0, m, order, 0, tau, 0, work, 0, work.length, info);
            for (int j = 0; j < n; j++) {
                pivots[j] = order[j] - 1;
            }
        } else {
            Dgeqrf.dgeqrf(m, n, c, 0, m, tau, 0, work, 0, work.length, info);
        }
        for (int i = 0; i < k; i++) {
            for (int j = i; j < n; j++) {
                r[i * n + j] = i < m ? c[j * m + i] : 0;
            }
        }
        double[] columns = new double[m * k];
        System.arraycopy(c, 0, columns, 0, m * Math.min(k, n));
        Dorgqr.dorgqr(m, k, steps, columns, 0, m, tau, 0, work, 0, work.length, info);
        System.arraycopy(Stack.transposed(columns, k, m), 0, q, 0, m * k);
    }

    /** Householder reflections as LAPACK chooses them: the diagonal of R is real. */
    private static void complexQr(double[] a, double[] q, double[] r, int m, int n, int k) {
        double[] x = a.clone();
        double[] u = new double[2 * m * m];
        for (int i = 0; i < m; i++) {
            u[2 * (i * m + i)] = 1;
        }
        for (int j = 0; j < Math.min(m, n); j++) {
            double norm = 0;
            for (int i = j + 1; i < m; i++) {
                norm += square(x, i * n + j);
            }
            double re = x[2 * (j * n + j)];
            double im = x[2 * (j * n + j) + 1];
            if (norm == 0 && im == 0) {
                continue;
            }
            double beta = -Math.copySign(Math.sqrt(norm + re * re + im * im), re);
            double[] v = new double[2 * m];
            v[2 * j] = 1;
            double dr = re - beta;
            double scale = dr * dr + im * im;
            for (int i = j + 1; i < m; i++) {
                int p = 2 * (i * n + j);
                v[2 * i] = (x[p] * dr + x[p + 1] * im) / scale;
                v[2 * i + 1] = (x[p + 1] * dr - x[p] * im) / scale;
            }
            double tr = (beta - re) / beta;
            double ti = -im / beta;
            // The reflection's conjugate transpose annihilates the column; Q gathers the reflections themselves.
            reflect(x, v, tr, -ti, m, n);
            gather(u, v, tr, ti, m);
        }
        for (int i = 0; i < k; i++) {
            for (int j = i; j < n; j++) {
                r[2 * (i * n + j)] = x[2 * (i * n + j)];
                r[2 * (i * n + j) + 1] = i == j ? 0 : x[2 * (i * n + j) + 1];
            }
        }
        for (int i = 0; i < m; i++) {
            System.arraycopy(u, 2 * i * m, q, 2 * i * k, 2 * k);
        }
    }

    private static double square(double[] a, int i) {
        return a[2 * i] * a[2 * i] + a[2 * i + 1] * a[2 * i + 1];
    }

    /** x - tau v (v* x). */
    private static void reflect(double[] x, double[] v, double tr, double ti, int m, int n) {
        for (int j = 0; j < n; j++) {
            double re = 0;
            double im = 0;
            for (int i = 0; i < m; i++) {
                int p = 2 * (i * n + j);
                re += v[2 * i] * x[p] + v[2 * i + 1] * x[p + 1];
                im += v[2 * i] * x[p + 1] - v[2 * i + 1] * x[p];
            }
            double sr = tr * re - ti * im;
            double si = tr * im + ti * re;
            for (int i = 0; i < m; i++) {
                int p = 2 * (i * n + j);
                x[p] -= v[2 * i] * sr - v[2 * i + 1] * si;
                x[p + 1] -= v[2 * i] * si + v[2 * i + 1] * sr;
            }
        }
    }

    /** u - tau (u v) v*. */
    private static void gather(double[] u, double[] v, double tr, double ti, int m) {
        for (int i = 0; i < m; i++) {
            double re = 0;
            double im = 0;
            for (int j = 0; j < m; j++) {
                int p = 2 * (i * m + j);
                re += u[p] * v[2 * j] - u[p + 1] * v[2 * j + 1];
                im += u[p] * v[2 * j + 1] + u[p + 1] * v[2 * j];
            }
            double sr = tr * re - ti * im;
            double si = tr * im + ti * re;
            for (int j = 0; j < m; j++) {
                int p = 2 * (i * m + j);
                u[p] -= sr * v[2 * j] + si * v[2 * j + 1];
                u[p + 1] -= si * v[2 * j] - sr * v[2 * j + 1];
            }
        }
    }

    /** Singular values, and U and V* where there is room for them. */
    public static ArrayValue[] svd(List<AbstractValue> out, ArrayValue a, boolean full) {
        int rank = a.shape().rank();
        int m = a.shape().dim(rank - 2);
        int n = a.shape().dim(rank - 1);
        boolean vectors = out.size() > 1;
        boolean complex = a.dtype().isComplex();
        return Stack.each(new ArrayValue[] {a}, new int[] {2}, out, vectors ? new int[] {1, 2, 2} : new int[] {1}, (in, z) -> {
            if (complex) {
                complexSvd(in[0], z[0], vectors ? z[1] : null, vectors ? z[2] : null, m, n, full);
            } else {
                realSvd(in[0], z[0], vectors ? z[1] : null, vectors ? z[2] : null, m, n, full);
            }
        });
    }

    private static boolean finite(double[] a) {
        for (double v : a) {
            if (Double.isNaN(v) || Double.isInfinite(v)) {
                return false;
            }
        }
        return true;
    }

    private static void nan(double[]... all) {
        for (double[] a : all) {
            if (a != null) {
                java.util.Arrays.fill(a, Double.NaN);
            }
        }
    }

    private static void realSvd(double[] a, double[] s, double[] u, double[] vt, int m, int n, boolean full) {
        int k = Math.min(m, n);
        if (k == 0) {
            identity(u, m, full ? m : 0);
            identity(vt, full ? n : 0, n);
            return;
        }
        if (!finite(a)) {
            nan(s, u, vt);
            return;
        }
        double[] c = Stack.transposed(a, m, n);
        String job = u == null ? "N" : full ? "A" : "S";
        int uc = u == null ? 1 : full ? m : k;
        int vr = u == null ? 1 : full ? n : k;
        double[] uu = new double[u == null ? 1 : m * uc];
        double[] vv = new double[u == null ? 1 : vr * n];
        int size = 3 * k * k + Math.max(Math.max(m, n), 4 * k * k + 4 * k) + 64 * (m + n) + 7 * k;
        double[] work = new double[size];
        intW info = new intW(0);
        Dgesdd.dgesdd(job, m, n, c, 0, m, s, 0, uu, 0, m, vv, 0, vr, work, 0, size, new int[8 * k], 0, info);
        if (u != null) {
            System.arraycopy(Stack.transposed(uu, uc, m), 0, u, 0, u.length);
            System.arraycopy(Stack.transposed(vv, n, vr), 0, vt, 0, vt.length);
        }
    }

    private static void identity(double[] a, int rows, int columns) {
        if (a != null) {
            for (int i = 0; i < Math.min(rows, columns) && i * columns + i < a.length; i++) {
                a[i * columns + i] = 1;
            }
        }
    }

    /** One-sided rotations of the columns until they are orthogonal. */
    private static void complexSvd(double[] a, double[] s, double[] u, double[] vt, int m, int n, boolean full) {
        if (m < n) {
            double[] t = Factor.flipped(a, m, n, true);
            conjugate(t);
            double[] ut = u == null ? null : new double[vt.length];
            double[] v = u == null ? null : new double[u.length];
            complexSvd(t, s, ut, v, n, m, full);
            if (u != null) {
                int k = full ? m : Math.min(m, n);
                int kk = full ? n : Math.min(m, n);
                double[] x = Factor.flipped(v, k, m, true);
                double[] y = Factor.flipped(ut, n, kk, true);
                conjugate(x);
                conjugate(y);
                System.arraycopy(x, 0, u, 0, u.length);
                System.arraycopy(y, 0, vt, 0, vt.length);
            }
            return;
        }
        double[] x = a.clone();
        double[] v = new double[2 * n * n];
        for (int i = 0; i < n; i++) {
            v[2 * (i * n + i)] = 1;
        }
        boolean turned = true;
        for (int sweep = 0; turned && sweep < 60; sweep++) {
            turned = false;
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    turned |= rotate(x, v, p, q, m, n);
                }
            }
        }
        Integer[] order = new Integer[n];
        double[] norms = new double[n];
        for (int j = 0; j < n; j++) {
            order[j] = j;
            for (int i = 0; i < m; i++) {
                norms[j] += square(x, i * n + j);
            }
            norms[j] = Math.sqrt(norms[j]);
        }
        java.util.Arrays.sort(order, (i, j) -> Double.compare(norms[j], norms[i]));
        int columns = full ? m : n;
        double[] basis = new double[2 * m * n];
        for (int j = 0; j < n; j++) {
            int c = order[j];
            s[j] = norms[c];
            for (int i = 0; i < m; i++) {
                basis[2 * (i * n + j)] = norms[c] > TINY ? x[2 * (i * n + c)] / norms[c] : 0;
                basis[2 * (i * n + j) + 1] = norms[c] > TINY ? x[2 * (i * n + c) + 1] / norms[c] : 0;
            }
            if (vt != null) {
                for (int i = 0; i < n; i++) {
                    vt[2 * (j * n + i)] = v[2 * (i * n + c)];
                    vt[2 * (j * n + i) + 1] = -v[2 * (i * n + c) + 1];
                }
            }
        }
        if (u != null) {
            complete(basis, u, m, n, columns);
        }
    }

    /** Makes two columns orthogonal; the answer says whether they had not been. */
    private static boolean rotate(double[] x, double[] v, int p, int q, int m, int n) {
        double alpha = 0;
        double beta = 0;
        double re = 0;
        double im = 0;
        for (int i = 0; i < m; i++) {
            int a = 2 * (i * n + p);
            int b = 2 * (i * n + q);
            alpha += x[a] * x[a] + x[a + 1] * x[a + 1];
            beta += x[b] * x[b] + x[b + 1] * x[b + 1];
            re += x[a] * x[b] + x[a + 1] * x[b + 1];
            im += x[a] * x[b + 1] - x[a + 1] * x[b];
        }
        double size = Math.hypot(re, im);
        if (size <= 1e-15 * Math.sqrt(alpha * beta) || size < TINY) {
            return false;
        }
        double zeta = (beta - alpha) / (2 * size);
        double t = Math.copySign(1, zeta) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
        double c = 1 / Math.sqrt(1 + t * t);
        double sn = c * t;
        turn(x, p, q, c, sn, re / size, im / size, m, n);
        turn(v, p, q, c, sn, re / size, im / size, n, n);
        return true;
    }

    private static void turn(double[] x, int p, int q, double c, double s, double er, double ei, int rows, int n) {
        for (int i = 0; i < rows; i++) {
            int a = 2 * (i * n + p);
            int b = 2 * (i * n + q);
            // The second column loses its phase against the first.
            double br = x[b] * er + x[b + 1] * ei;
            double bi = x[b + 1] * er - x[b] * ei;
            double ar = x[a];
            double ai = x[a + 1];
            x[a] = c * ar - s * br;
            x[a + 1] = c * ai - s * bi;
            x[b] = s * ar + c * br;
            x[b + 1] = s * ai + c * bi;
        }
    }

    /** Columns that are orthonormal or zero, with others that make a basis. */
    private static void complete(double[] basis, double[] u, int m, int n, int columns) {
        int next = 0;
        for (int j = 0; j < columns; j++) {
            double norm = 0;
            for (int i = 0; i < m && j < n; i++) {
                u[2 * (i * columns + j)] = basis[2 * (i * n + j)];
                u[2 * (i * columns + j) + 1] = basis[2 * (i * n + j) + 1];
                norm += square(basis, i * n + j);
            }
            while (norm < 0.25) {
                for (int i = 0; i < m; i++) {
                    u[2 * (i * columns + j)] = i == next ? 1 : 0;
                    u[2 * (i * columns + j) + 1] = 0;
                }
                next++;
                for (int k = 0; k < j; k++) {
                    project(u, j, k, m, columns);
                }
                norm = 0;
                for (int i = 0; i < m; i++) {
                    norm += square(u, i * columns + j);
                }
                for (int i = 0; i < m && norm > 1e-12; i++) {
                    u[2 * (i * columns + j)] /= Math.sqrt(norm);
                    u[2 * (i * columns + j) + 1] /= Math.sqrt(norm);
                }
                norm = norm > 1e-12 ? 1 : 0;
            }
        }
    }

    private static void project(double[] u, int j, int k, int m, int columns) {
        double re = 0;
        double im = 0;
        for (int i = 0; i < m; i++) {
            int a = 2 * (i * columns + k);
            int b = 2 * (i * columns + j);
            re += u[a] * u[b] + u[a + 1] * u[b + 1];
            im += u[a] * u[b + 1] - u[a + 1] * u[b];
        }
        for (int i = 0; i < m; i++) {
            int a = 2 * (i * columns + k);
            int b = 2 * (i * columns + j);
            u[b] -= re * u[a] - im * u[a + 1];
            u[b + 1] -= re * u[a + 1] + im * u[a];
        }
    }

    private static void conjugate(double[] a) {
        for (int i = 1; i < a.length; i += 2) {
            a[i] = -a[i];
        }
    }

    /** Eigenvectors and eigenvalues, rising, of a symmetric or Hermitian matrix, of which one triangle is read. */
    public static ArrayValue[] eigh(List<AbstractValue> out, ArrayValue a, boolean lower) {
        int n = a.shape().dim(a.shape().rank() - 1);
        boolean complex = a.dtype().isComplex();
        return Stack.each(new ArrayValue[] {a}, new int[] {2}, out, new int[] {2, 1}, (in, z) -> {
            if (n == 0) {
                return;
            }
            if (!finite(in[0])) {
                nan(z[0], z[1]);
            } else if (complex) {
                hermitian(in[0], z[0], z[1], n, lower);
            } else {
                double[] c = in[0].clone();
                int size = 1 + 6 * n + 2 * n * n + 64 * n;
                intW info = new intW(0);
                // Row-major is the transpose, so the triangles change.
                Dsyevd.dsyevd("V", lower ? "U" : "L", n, c, 0, n, z[1], 0, new double[size], 0, size, new int[3 + 5 * n], 0, 3 + 5 * n, info);
                System.arraycopy(Stack.transposed(c, n, n), 0, z[0], 0, c.length);
            }
        });
    }

    /** By the real symmetric matrix of twice the size, in which each eigenvalue appears twice. */
    private static void hermitian(double[] a, double[] v, double[] w, int n, boolean lower) {
        double[] x = new double[4 * n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                boolean own = lower ? i >= j : i <= j;
                int p = own ? 2 * (i * n + j) : 2 * (j * n + i);
                double re = a[p];
                double im = i == j ? 0 : own ? a[p + 1] : -a[p + 1];
                x[i * 2 * n + j] = re;
                x[(n + i) * 2 * n + n + j] = re;
                x[i * 2 * n + n + j] = -im;
                x[(n + i) * 2 * n + j] = im;
            }
        }
        int m = 2 * n;
        double[] values = new double[m];
        int size = 1 + 6 * m + 2 * m * m + 64 * m;
        Dsyevd.dsyevd("V", "L", m, x, 0, m, values, 0, new double[size], 0, size, new int[3 + 5 * m], 0, 3 + 5 * m, new intW(0));
        // Of the two vectors of each pair one is independent of those chosen before.
        double[] u = new double[2 * n * n];
        int found = 0;
        for (int k = 0; k < m && found < n; k++) {
            for (int i = 0; i < n; i++) {
                u[2 * (i * n + found)] = x[k * m + i];
                u[2 * (i * n + found) + 1] = x[k * m + n + i];
            }
            for (int c = 0; c < found; c++) {
                project(u, found, c, n, n);
            }
            double norm = 0;
            for (int i = 0; i < n; i++) {
                norm += square(u, i * n + found);
            }
            if (norm > 0.25) {
                for (int i = 0; i < n; i++) {
                    u[2 * (i * n + found)] /= Math.sqrt(norm);
                    u[2 * (i * n + found) + 1] /= Math.sqrt(norm);
                }
                w[found++] = values[k];
            }
        }
        System.arraycopy(u, 0, v, 0, u.length);
    }
}
