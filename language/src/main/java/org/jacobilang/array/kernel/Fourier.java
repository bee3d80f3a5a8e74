package org.jacobilang.array.kernel;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Shape;
import org.jtransforms.fft.DoubleFFT_1D;
import org.jtransforms.utils.CommonUtils;

/** Discrete Fourier transforms over the last axes, in double precision. */
public final class Fourier {
    static {
        // One transform is one thread's work: the library's own pool would outlive the program.
        CommonUtils.setThreadsBeginN_1D_FFT_2Threads(Long.MAX_VALUE);
        CommonUtils.setThreadsBeginN_1D_FFT_4Threads(Long.MAX_VALUE);
    }

    /** Kinds in the order of XLA's numbers. */
    public enum Kind { FFT, IFFT, RFFT, IRFFT }

    private static final int MOST_PLANS = 64;
    /** What the transforms of a length have in common: their tables of sines and cosines. */
    private static final Map<Integer, DoubleFFT_1D> PLANS = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, DoubleFFT_1D> eldest) {
            return size() > MOST_PLANS;
        }
    };

    private Fourier() {
    }

    private static DoubleFFT_1D plan(int n) {
        synchronized (PLANS) {
            return PLANS.computeIfAbsent(n, DoubleFFT_1D::new);
        }
    }

    public static ArrayValue transform(AbstractValue out, ArrayValue a, Kind kind, int[] lengths) {
        int rank = a.shape().rank();
        int axes = lengths.length;
        int[] dims = a.shape().dims();
        double[] x = complex(a);
        boolean inverse = kind == Kind.IFFT || kind == Kind.IRFFT;
        if (kind == Kind.IRFFT) {
            for (int i = 0; i < axes - 1; i++) {
                along(x, dims, rank - axes + i, true);
            }
            return real(out, x, dims, lengths[axes - 1]);
        }
        for (int i = 0; i < axes; i++) {
            along(x, dims, rank - axes + i, inverse);
        }
        int n = dims.length == 0 ? 1 : dims[rank - 1];
        int kept = kind == Kind.RFFT ? n / 2 + 1 : n;
        Object z = Elements.allocate(out.dtype(), out.shape().length());
        int rows = n == 0 ? 0 : x.length / 2 / n;
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < 2 * kept; i++) {
                Elements.setReal(out.dtype(), z, 2 * r * kept + i, x[2 * r * n + i]);
            }
        }
        return ArrayValue.of(out, z);
    }

    private static double[] complex(ArrayValue a) {
        DType d = a.dtype();
        int n = a.shape().length();
        double[] x = new double[2 * n];
        if (d.isComplex()) {
            for (int i = 0; i < 2 * n; i++) {
                x[i] = Elements.real(d, a.data(), i);
            }
        } else {
            for (int i = 0; i < n; i++) {
                x[2 * i] = Elements.real(d, a.data(), i);
            }
        }
        return x;
    }

    /** The last axis of half a spectrum as real numbers; what the symmetry makes redundant is not looked at. */
    private static ArrayValue real(AbstractValue out, double[] x, int[] dims, int n) {
        int half = dims[dims.length - 1];
        int rows = half == 0 ? 0 : x.length / 2 / half;
        Object z = Elements.allocate(out.dtype(), out.shape().length());
        if (n == 0) {
            return ArrayValue.of(out, z);
        }
        DoubleFFT_1D plan = plan(n);
        double[] line = new double[2 * n];
        for (int r = 0; r < rows; r++) {
            Arrays.fill(line, 0);
            for (int k = 0; k <= n / 2 && k < half; k++) {
                double re = x[2 * (r * half + k)];
                double im = k == 0 || 2 * k == n ? 0 : x[2 * (r * half + k) + 1];
                line[2 * k] = re;
                line[2 * k + 1] = im;
                if (k > 0 && 2 * k != n) {
                    line[2 * (n - k)] = re;
                    line[2 * (n - k) + 1] = -im;
                }
            }
            plan.complexInverse(line, true);
            for (int i = 0; i < n; i++) {
                Elements.setReal(out.dtype(), z, r * n + i, line[2 * i]);
            }
        }
        return ArrayValue.of(out, z);
    }

    private static void along(double[] x, int[] dims, int axis, boolean inverse) {
        int n = dims[axis];
        if (n <= 1) {
            return;
        }
        int[] strides = Elements.strides(Shape.of(dims));
        int step = strides[axis];
        DoubleFFT_1D plan = plan(n);
        double[] line = new double[2 * n];
        int lines = x.length / 2 / n;
        for (int l = 0; l < lines; l++) {
            int base = l / step * step * n + l % step;
            for (int i = 0; i < n; i++) {
                line[2 * i] = x[2 * (base + i * step)];
                line[2 * i + 1] = x[2 * (base + i * step) + 1];
            }
            if (inverse) {
                plan.complexInverse(line, true);
            } else {
                plan.complexForward(line);
            }
            for (int i = 0; i < n; i++) {
                x[2 * (base + i * step)] = line[2 * i];
                x[2 * (base + i * step) + 1] = line[2 * i + 1];
            }
        }
    }
}
