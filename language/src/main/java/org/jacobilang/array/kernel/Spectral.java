package org.jacobilang.array.kernel;

import java.util.List;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.netlib.lapack.Dgees;
import org.netlib.lapack.Dgeev;
import org.netlib.lapack.Dgehrd;
import org.netlib.util.intW;

/** Eigenvalues of general matrices, their Schur form, and the Hessenberg form on the way. */
public final class Spectral {
    private Spectral() {
    }

    /** Eigenvalues, and as many of left and right eigenvectors as there is room for; all complex. */
    public static ArrayValue[] eig(List<AbstractValue> out, ArrayValue a, boolean left, boolean right) {
        int n = a.shape().dim(a.shape().rank() - 1);
        boolean complex = a.dtype().isComplex();
        int[] ranks = new int[out.size()];
        java.util.Arrays.fill(ranks, 2);
        ranks[0] = 1;
        return Stack.each(new ArrayValue[] {a}, new int[] {2}, out, ranks, (in, z) -> {
            for (double v : in[0]) {
                if (Double.isNaN(v) || Double.isInfinite(v)) {
                    for (double[] r : z) {
                        java.util.Arrays.fill(r, Double.NaN);
                    }
                    return;
                }
            }
            double[] l = left ? z[1] : null;
            double[] r = right ? z[left ? 2 : 1] : null;
            if (complex) {
                complexEig(in[0], z[0], l, r, n);
            } else {
                realEig(in[0], z[0], l, r, n);
            }
        });
    }

    private static void realEig(double[] a, double[] w, double[] l, double[] r, int n) {
        if (n == 0) {
            return;
        }
        double[] c = Stack.transposed(a, n, n);
        double[] re = new double[n];
        double[] im = new double[n];
        double[] vl = new double[n * n];
        double[] vr = new double[n * n];
        int size = 70 * n;
        Dgeev.dgeev(l == null ? "N" : "V", r == null ? "N" : "V", n, c, 0, n, re, 0, im, 0, vl, 0, n, vr, 0, n, new double[size], 0, size,
                new intW(0));
        for (int i = 0; i < n; i++) {
            w[2 * i] = re[i];
            w[2 * i + 1] = im[i];
        }
        unpack(vl, im, l, n);
        unpack(vr, im, r, n);
    }

    /** LAPACK keeps a complex pair of vectors as one column of real parts and one of imaginary parts. */
    private static void unpack(double[] v, double[] im, double[] out, int n) {
        if (out == null) {
            return;
        }
        for (int j = 0; j < n; j++) {
            boolean pair = im[j] != 0 && j + 1 < n;
            for (int i = 0; i < n; i++) {
                out[2 * (i * n + j)] = v[j * n + i];
                if (pair) {
                    out[2 * (i * n + j) + 1] = v[(j + 1) * n + i];
                    out[2 * (i * n + j + 1)] = v[j * n + i];
                    out[2 * (i * n + j + 1) + 1] = -v[(j + 1) * n + i];
                }
            }
            j += pair ? 1 : 0;
        }
    }

    private static void complexEig(double[] a, double[] w, double[] l, double[] r, int n) {
        double[] t = a.clone();
        double[] z = new double[2 * n * n];
        complexSchur(t, z, n);
        for (int i = 0; i < n; i++) {
            w[2 * i] = t[2 * (i * n + i)];
            w[2 * i + 1] = t[2 * (i * n + i) + 1];
        }
        if (r != null) {
            vectors(t, z, r, n, false);
        }
        if (l != null) {
            vectors(t, z, l, n, true);
        }
    }

    /** Eigenvectors of a triangular matrix by substitution, turned back by z, of length one and with the largest element real. */
    private static void vectors(double[] t, double[] z, double[] out, int n, boolean left) {
        for (int k = 0; k < n; k++) {
            double[] x = new double[2 * n];
            x[2 * k] = 1;
            double wr = t[2 * (k * n + k)];
            double wi = t[2 * (k * n + k) + 1];
            for (int step = 1; left ? k + step < n : k - step >= 0; step++) {
                int i = left ? k + step : k - step;
                double sr = 0;
                double si = 0;
                for (int j = left ? k : i + 1; j < (left ? i : k + 1); j++) {
                    int p = left ? 2 * (j * n + i) : 2 * (i * n + j);
                    double br = t[p];
                    double bi = left ? -t[p + 1] : t[p + 1];
                    sr += br * x[2 * j] - bi * x[2 * j + 1];
                    si += br * x[2 * j + 1] + bi * x[2 * j];
                }
                double dr = wr - t[2 * (i * n + i)];
                double di = wi - t[2 * (i * n + i) + 1];
                di = left ? -di : di;
                double norm = dr * dr + di * di;
                if (norm < 1e-300) {
                    dr = 1e-15;
                    di = 0;
                    norm = 1e-30;
                }
                x[2 * i] = (sr * dr + si * di) / norm;
                x[2 * i + 1] = (si * dr - sr * di) / norm;
            }
            double[] y = new double[2 * n];
            double length = 0;
            int largest = 0;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    int p = 2 * (i * n + j);
                    y[2 * i] += z[p] * x[2 * j] - z[p + 1] * x[2 * j + 1];
                    y[2 * i + 1] += z[p] * x[2 * j + 1] + z[p + 1] * x[2 * j];
                }
                double size = y[2 * i] * y[2 * i] + y[2 * i + 1] * y[2 * i + 1];
                length += size;
                if (size > y[2 * largest] * y[2 * largest] + y[2 * largest + 1] * y[2 * largest + 1]) {
                    largest = i;
                }
            }
            length = Math.sqrt(length);
            double size = Math.hypot(y[2 * largest], y[2 * largest + 1]);
            double er = y[2 * largest] / size;
            double ei = -y[2 * largest + 1] / size;
            for (int i = 0; i < n; i++) {
                out[2 * (i * n + k)] = (y[2 * i] * er - y[2 * i + 1] * ei) / length;
                out[2 * (i * n + k) + 1] = i == largest ? 0 : (y[2 * i] * ei + y[2 * i + 1] * er) / length;
            }
        }
    }

    /** T and Z with A = Z T Z*. */
    public static ArrayValue[] schur(List<AbstractValue> out, ArrayValue a) {
        int n = a.shape().dim(a.shape().rank() - 1);
        boolean complex = a.dtype().isComplex();
        return Stack.each(new ArrayValue[] {a}, new int[] {2}, out, new int[] {2, 2}, (in, z) -> {
            if (n == 0) {
                return;
            }
            if (complex) {
                System.arraycopy(in[0], 0, z[0], 0, z[0].length);
                complexSchur(z[0], z[1], n);
                return;
            }
            double[] c = Stack.transposed(in[0], n, n);
            double[] v = new double[n * n];
            int size = 70 * n;
            Dgees.dgees("V", "N", new Object(), n, c, 0, n, new intW(0), new double[n], 0, new double[n], 0, v, 0, n, new double[size], 0, size,
                    new boolean[n], 0, new intW(0));
            System.arraycopy(Stack.transposed(c, n, n), 0, z[0], 0, c.length);
            System.arraycopy(Stack.transposed(v, n, n), 0, z[1], 0, v.length);
        });
    }

    /** Reflectors below the Hessenberg form, as LAPACK packs them, and their factors. */
    public static ArrayValue[] hessenberg(List<AbstractValue> out, ArrayValue a) {
        int n = a.shape().dim(a.shape().rank() - 1);
        return Stack.each(new ArrayValue[] {a}, new int[] {2}, out, new int[] {2, 1}, (in, z) -> {
            double[] c = Stack.transposed(in[0], n, n);
            int size = 70 * Math.max(1, n);
            Dgehrd.dgehrd(n, 1, n, c, 0, n, z[1], 0, new double[size], 0, size, new intW(0));
            System.arraycopy(Stack.transposed(c, n, n), 0, z[0], 0, c.length);
        });
    }

    // ---------------------------------------------------------------- complex Schur form

    /** Turns t into its triangular Schur form by shifted QR steps with plane rotations; z gathers them. */
    static void complexSchur(double[] t, double[] z, int n) {
        for (int i = 0; i < n; i++) {
            z[2 * (i * n + i)] = 1;
        }
        // To Hessenberg form: rotations in the plane of the rows k + 1 and i clear column k.
        for (int k = 0; k + 2 < n; k++) {
            for (int i = k + 2; i < n; i++) {
                annihilate(t, z, k + 1, i, k, n);
            }
        }
        int high = n - 1;
        int turns = 0;
        while (high > 0) {
            int low = high;
            while (low > 0) {
                double s = norm(t, (low - 1) * n + low - 1) + norm(t, low * n + low);
                if (norm(t, low * n + low - 1) <= 1e-16 * (s == 0 ? 1 : s)) {
                    t[2 * (low * n + low - 1)] = 0;
                    t[2 * (low * n + low - 1) + 1] = 0;
                    break;
                }
                low--;
            }
            if (low == high) {
                high--;
                turns = 0;
                continue;
            }
            if (++turns > 300) {
                java.util.Arrays.fill(t, Double.NaN);
                return;
            }
            step(t, z, low, high, n, turns);
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                t[2 * (i * n + j)] = 0;
                t[2 * (i * n + j) + 1] = 0;
            }
        }
    }

    private static double norm(double[] a, int i) {
        return Math.hypot(a[2 * i], a[2 * i + 1]);
    }

    /** A QR step on rows low to high with Wilkinson's shift. */
    private static void step(double[] t, double[] z, int low, int high, int n, int turn) {
        double sr = t[2 * (high * n + high)];
        double si = t[2 * (high * n + high) + 1];
        int a = 2 * ((high - 1) * n + high - 1);
        int b = 2 * ((high - 1) * n + high);
        int c = 2 * (high * n + high - 1);
        if (turn % 11 == 10) {
            sr += Math.abs(t[c]) + Math.abs(t[c + 1]);
        } else {
            // The eigenvalue of the last block of two that is nearer to its corner.
            double dr = (t[a] - sr) / 2;
            double di = (t[a + 1] - si) / 2;
            double pr = t[b] * t[c] - t[b + 1] * t[c + 1];
            double pi = t[b] * t[c + 1] + t[b + 1] * t[c];
            double qr = dr * dr - di * di + pr;
            double qi = 2 * dr * di + pi;
            double size = Math.hypot(qr, qi);
            double rr = Math.sqrt((size + Math.abs(qr)) / 2);
            double ri = rr == 0 ? 0 : qi / (2 * rr);
            if (qr < 0) {
                double x = Math.abs(ri);
                ri = Math.copySign(rr, qi);
                rr = x;
            }
            if (dr * rr + di * ri < 0) {
                rr = -rr;
                ri = -ri;
            }
            double er = dr + rr;
            double ei = di + ri;
            double m = er * er + ei * ei;
            if (m > 0) {
                sr -= (pr * er + pi * ei) / m;
                si -= (pi * er - pr * ei) / m;
            }
        }
        // An implicit step: the first rotation is that of the shifted matrix, the others chase the bulge.
        double xr = t[2 * (low * n + low)] - sr;
        double xi = t[2 * (low * n + low) + 1] - si;
        double yr = t[2 * ((low + 1) * n + low)];
        double yi = t[2 * ((low + 1) * n + low) + 1];
        rotate(t, z, low, low + 1, xr, xi, yr, yi, n);
        for (int k = low; k + 2 <= high; k++) {
            annihilate(t, z, k + 1, k + 2, k, n);
        }
    }

    /** Clears element (i, column) by a rotation with row p, and the same of the columns. */
    private static void annihilate(double[] t, double[] z, int p, int i, int column, int n) {
        int a = 2 * (p * n + column);
        int b = 2 * (i * n + column);
        if (t[b] == 0 && t[b + 1] == 0) {
            return;
        }
        rotate(t, z, p, i, t[a], t[a + 1], t[b], t[b + 1], n);
        t[2 * (i * n + column)] = 0;
        t[2 * (i * n + column) + 1] = 0;
    }

    /** The similarity by the unitary rotation of the plane (p, q) that takes (x, y) to (r, 0). */
    private static void rotate(double[] t, double[] z, int p, int q, double xr, double xi, double yr, double yi, int n) {
        double length = Math.sqrt(xr * xr + xi * xi + yr * yr + yi * yi);
        if (length == 0) {
            return;
        }
        double cr = xr / length;
        double ci = xi / length;
        double sr = yr / length;
        double si = yi / length;
        for (int j = 0; j < n; j++) {
            // Rows: (conj(c) p + conj(s) q, -s p + c q).
            int a = 2 * (p * n + j);
            int b = 2 * (q * n + j);
            double ar = t[a];
            double ai = t[a + 1];
            double br = t[b];
            double bi = t[b + 1];
            t[a] = cr * ar + ci * ai + sr * br + si * bi;
            t[a + 1] = cr * ai - ci * ar + sr * bi - si * br;
            t[b] = -(sr * ar - si * ai) + cr * br - ci * bi;
            t[b + 1] = -(sr * ai + si * ar) + cr * bi + ci * br;
        }
        columns(t, p, q, cr, ci, sr, si, n);
        columns(z, p, q, cr, ci, sr, si, n);
    }

    private static void columns(double[] x, int p, int q, double cr, double ci, double sr, double si, int n) {
        for (int i = 0; i < n; i++) {
            // Columns: (c p + s q, -conj(s) p + conj(c) q).
            int a = 2 * (i * n + p);
            int b = 2 * (i * n + q);
            double ar = x[a];
            double ai = x[a + 1];
            double br = x[b];
            double bi = x[b + 1];
            x[a] = cr * ar - ci * ai + sr * br - si * bi;
            x[a + 1] = cr * ai + ci * ar + sr * bi + si * br;
            x[b] = -(sr * ar + si * ai) + cr * br + ci * bi;
            x[b + 1] = -(sr * ai - si * ar) + cr * bi - ci * br;
        }
    }
}
