package org.jacobilang.array.kernel;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;

/** One element at a time. An operand of rank 0 goes with every element of the others. */
public final class Elementwise {
    private Elementwise() {
    }

    /** A complex function: reads re and im of its operands and writes the result's to {@code out}. */
    @FunctionalInterface
    public interface Complex {
        void apply(double aRe, double aIm, double bRe, double bIm, double[] out);
    }

    public static ArrayValue real(AbstractValue out, ArrayValue a, DoubleUnaryOperator f) {
        int n = out.shape().length();
        Object x = a.data();
        DType d = a.dtype();
        Object y = Elements.allocate(out.dtype(), n);
        if (x instanceof float[] u && y instanceof float[] v) {
            for (int i = 0; i < n; i++) {
                v[i] = flushed((float) f.applyAsDouble(u[i]));
            }
        } else if (x instanceof double[] u && y instanceof double[] v) {
            for (int i = 0; i < n; i++) {
                v[i] = f.applyAsDouble(u[i]);
            }
        } else {
            for (int i = 0; i < n; i++) {
                Elements.setReal(out.dtype(), y, i, f.applyAsDouble(Elements.real(d, x, i)));
            }
        }
        return ArrayValue.of(out, y);
    }

    public static ArrayValue whole(AbstractValue out, ArrayValue a, LongUnaryOperator f) {
        int n = out.shape().length();
        Object x = a.data();
        Object y = Elements.allocate(out.dtype(), n);
        for (int i = 0; i < n; i++) {
            Elements.setWhole(out.dtype(), y, i, f.applyAsLong(Elements.whole(a.dtype(), x, i)));
        }
        return ArrayValue.of(out, y);
    }

    private static int step(ArrayValue a, AbstractValue out) {
        return a.shape().rank() == 0 && out.shape().rank() > 0 ? 0 : 1;
    }

    /** A comparison of two float32 or int32 arrays, or null for other dtypes. */
    public static ArrayValue compare(CompareOp op, AbstractValue out, ArrayValue a, ArrayValue b) {
        int n = out.shape().length();
        int sa = step(a, out);
        int sb = step(b, out);
        byte[] z = new byte[n];
        if (a.dtype() == DType.FLOAT32) {
            float[] x = (float[]) a.data();
            float[] y = (float[]) b.data();
            switch (op) {
                case LT -> {
                    for (int i = 0; i < n; i++) {
                        z[i] = (byte) (x[i * sa] < y[i * sb] ? 1 : 0);
                    }
                }
                case LE -> {
                    for (int i = 0; i < n; i++) {
                        z[i] = (byte) (x[i * sa] <= y[i * sb] ? 1 : 0);
                    }
                }
                case GT -> {
                    for (int i = 0; i < n; i++) {
                        z[i] = (byte) (x[i * sa] > y[i * sb] ? 1 : 0);
                    }
                }
                case GE -> {
                    for (int i = 0; i < n; i++) {
                        z[i] = (byte) (x[i * sa] >= y[i * sb] ? 1 : 0);
                    }
                }
                case EQ -> {
                    for (int i = 0; i < n; i++) {
                        z[i] = (byte) (x[i * sa] == y[i * sb] ? 1 : 0);
                    }
                }
                case NE -> {
                    for (int i = 0; i < n; i++) {
                        z[i] = (byte) (x[i * sa] != y[i * sb] ? 1 : 0);
                    }
                }
            }
            return ArrayValue.of(out, z);
        }
        if (a.dtype() != DType.INT32) {
            return null;
        }
        int[] x = (int[]) a.data();
        int[] y = (int[]) b.data();
        for (int i = 0; i < n; i++) {
            int u = x[i * sa];
            int v = y[i * sb];
            z[i] = (byte) (switch (op) {
                case LT -> u < v;
                case LE -> u <= v;
                case GT -> u > v;
                case GE -> u >= v;
                case EQ -> u == v;
                case NE -> u != v;
            } ? 1 : 0);
        }
        return ArrayValue.of(out, z);
    }

    /** The six comparisons. */
    public enum CompareOp { LT, LE, GT, GE, EQ, NE }

    /** The greater or the lesser of each two float32 numbers; not a number where one is not. */
    public static ArrayValue extreme(boolean greatest, AbstractValue out, ArrayValue a, ArrayValue b) {
        int n = out.shape().length();
        int sa = step(a, out);
        int sb = step(b, out);
        float[] x = (float[]) a.data();
        float[] y = (float[]) b.data();
        float[] z = new float[n];
        if (greatest) {
            for (int i = 0; i < n; i++) {
                z[i] = Math.max(x[i * sa], y[i * sb]);
            }
        } else {
            for (int i = 0; i < n; i++) {
                z[i] = Math.min(x[i * sa], y[i * sb]);
            }
        }
        return ArrayValue.of(out, z);
    }

    /** The four operations that programs use most, in loops that vectorize. */
    public enum Basic { ADD, SUB, MUL, DIV }

    public static ArrayValue basic(Basic op, AbstractValue out, ArrayValue a, ArrayValue b) {
        int n = out.shape().length();
        int sa = step(a, out);
        int sb = step(b, out);
        if (out.dtype() == DType.FLOAT32) {
            return ArrayValue.of(out, floats(op, (float[]) a.data(), (float[]) b.data(), sa, sb, n));
        }
        if (out.dtype() == DType.FLOAT64) {
            return ArrayValue.of(out, doubles(op, (double[]) a.data(), (double[]) b.data(), sa, sb, n));
        }
        return null;
    }

    private static float[] floats(Basic op, float[] x, float[] y, int sa, int sb, int n) {
        float[] z = new float[n];
        if (sa == 0 || sb == 0) {
            float c = n == 0 ? 0 : sa == 0 ? x[0] : y[0];
            float[] v = sa == 0 ? y : x;
            boolean left = sa == 0;
            switch (op) {
                case ADD -> {
                    for (int i = 0; i < n; i++) {
                        z[i] = c + v[i * (sa | sb)];
                    }
                }
                case MUL -> {
                    for (int i = 0; i < n; i++) {
                        z[i] = c * v[i * (sa | sb)];
                    }
                }
                case SUB -> {
                    for (int i = 0; i < n; i++) {
                        z[i] = left ? c - v[i * (sa | sb)] : v[i * (sa | sb)] - c;
                    }
                }
                case DIV -> {
                    for (int i = 0; i < n; i++) {
                        z[i] = left ? c / v[i * (sa | sb)] : v[i * (sa | sb)] / c;
                    }
                }
            }
            return z;
        }
        switch (op) {
            case ADD -> {
                for (int i = 0; i < n; i++) {
                    z[i] = x[i] + y[i];
                }
            }
            case SUB -> {
                for (int i = 0; i < n; i++) {
                    z[i] = x[i] - y[i];
                }
            }
            case MUL -> {
                for (int i = 0; i < n; i++) {
                    z[i] = x[i] * y[i];
                }
            }
            case DIV -> {
                for (int i = 0; i < n; i++) {
                    z[i] = x[i] / y[i];
                }
            }
        }
        return z;
    }

    private static double[] doubles(Basic op, double[] x, double[] y, int sa, int sb, int n) {
        double[] z = new double[n];
        switch (op) {
            case ADD -> {
                for (int i = 0; i < n; i++) {
                    z[i] = x[i * sa] + y[i * sb];
                }
            }
            case SUB -> {
                for (int i = 0; i < n; i++) {
                    z[i] = x[i * sa] - y[i * sb];
                }
            }
            case MUL -> {
                for (int i = 0; i < n; i++) {
                    z[i] = x[i * sa] * y[i * sb];
                }
            }
            case DIV -> {
                for (int i = 0; i < n; i++) {
                    z[i] = x[i * sa] / y[i * sb];
                }
            }
        }
        return z;
    }

    public static ArrayValue real(AbstractValue out, ArrayValue a, ArrayValue b, DoubleBinaryOperator f) {
        int n = out.shape().length();
        Object x = a.data();
        Object y = b.data();
        int sa = step(a, out);
        int sb = step(b, out);
        Object z = Elements.allocate(out.dtype(), n);
        if (x instanceof float[] u && y instanceof float[] v && z instanceof float[] w) {
            for (int i = 0; i < n; i++) {
                w[i] = flushed((float) f.applyAsDouble(u[i * sa], v[i * sb]));
            }
            return ArrayValue.of(out, z);
        }
        return exact(out, a, b, f);
    }

    /** XLA computes with subnormal numbers flushed to zero, and so do programs that JAX runs. */
    private static float flushed(float x) {
        return Math.abs(x) < Float.MIN_NORMAL ? 0 * x : x;
    }

    /** As {@link #real}, but subnormal results stay. */
    public static ArrayValue exact(AbstractValue out, ArrayValue a, ArrayValue b, DoubleBinaryOperator f) {
        int n = out.shape().length();
        int sa = step(a, out);
        int sb = step(b, out);
        Object z = Elements.allocate(out.dtype(), n);
        for (int i = 0; i < n; i++) {
            Elements.setReal(out.dtype(), z, i,
                    f.applyAsDouble(Elements.real(a.dtype(), a.data(), i * sa), Elements.real(b.dtype(), b.data(), i * sb)));
        }
        return ArrayValue.of(out, z);
    }

    public static ArrayValue whole(AbstractValue out, ArrayValue a, ArrayValue b, LongBinaryOperator f) {
        int n = out.shape().length();
        Object x = a.data();
        Object y = b.data();
        int sa = step(a, out);
        int sb = step(b, out);
        Object z = Elements.allocate(out.dtype(), n);
        if (x instanceof int[] u && y instanceof int[] v && z instanceof int[] w && a.dtype() == DType.INT32) {
            for (int i = 0; i < n; i++) {
                w[i] = (int) f.applyAsLong(u[i * sa], v[i * sb]);
            }
        } else {
            for (int i = 0; i < n; i++) {
                Elements.setWhole(out.dtype(), z, i,
                        f.applyAsLong(Elements.whole(a.dtype(), x, i * sa), Elements.whole(b.dtype(), y, i * sb)));
            }
        }
        return ArrayValue.of(out, z);
    }

    /** A function of one or two complex operands; the result is complex, or real where the dtype says so. */
    public static ArrayValue complex(AbstractValue out, ArrayValue a, ArrayValue b, Complex f) {
        int n = out.shape().length();
        Object x = a.data();
        Object y = b == null ? null : b.data();
        int sa = step(a, out);
        int sb = b == null ? 0 : step(b, out);
        Object z = Elements.allocate(out.dtype(), n);
        double[] r = new double[2];
        boolean complexOut = out.dtype().isComplex();
        for (int i = 0; i < n; i++) {
            f.apply(re(a, x, i * sa), im(a, x, i * sa), b == null ? 0 : re(b, y, i * sb), b == null ? 0 : im(b, y, i * sb), r);
            if (complexOut) {
                Elements.setReal(out.dtype(), z, 2 * i, r[0]);
                Elements.setReal(out.dtype(), z, 2 * i + 1, r[1]);
            } else {
                Elements.setReal(out.dtype(), z, i, r[0]);
            }
        }
        return ArrayValue.of(out, z);
    }

    private static double re(ArrayValue a, Object data, int i) {
        return Elements.real(a.dtype(), data, a.dtype().isComplex() ? 2 * i : i);
    }

    private static double im(ArrayValue a, Object data, int i) {
        return a.dtype().isComplex() ? Elements.real(a.dtype(), data, 2 * i + 1) : 0;
    }

    /** {@code select_n}: for each element the case that the selector names. */
    public static ArrayValue select(AbstractValue out, ArrayValue which, ArrayValue[] cases) {
        int n = out.shape().length();
        int w = Elements.width(out.dtype());
        Object z = Elements.allocate(out.dtype(), n);
        Object s = which.data();
        int step = which.shape().rank() == 0 && out.shape().rank() > 0 ? 0 : 1;
        Object[] data = new Object[cases.length];
        for (int k = 0; k < data.length; k++) {
            data[k] = cases[k].data();
        }
        if (z instanceof float[] f && w == 1 && which.dtype() == DType.BOOL && step == 1 && cases.length == 2) {
            byte[] mask = (byte[]) s;
            float[] no = (float[]) data[0];
            float[] yes = (float[]) data[1];
            for (int i = 0; i < n; i++) {
                // By bits: a branch on data is guessed wrong half of the time.
                int all = -mask[i];
                f[i] = Float.intBitsToFloat(Float.floatToRawIntBits(yes[i]) & all | Float.floatToRawIntBits(no[i]) & ~all);
            }
            return ArrayValue.of(out, z);
        }
        for (int i = 0; i < n; i++) {
            int k = (int) Math.clamp(Elements.whole(which.dtype(), s, i * step), 0, cases.length - 1);
            System.arraycopy(data[k], i * w, z, i * w, w);
        }
        return ArrayValue.of(out, z);
    }

    /** {@code convert_element_type} between any two dtypes. */
    public static ArrayValue convert(AbstractValue out, ArrayValue a) {
        DType from = a.dtype();
        DType to = out.dtype();
        if (from == to) {
            return ArrayValue.of(out, a.data());
        }
        int n = out.shape().length();
        Object x = a.data();
        Object z = Elements.allocate(to, n);
        if (x instanceof int[] u && z instanceof float[] v && from == DType.INT32 && to == DType.FLOAT32) {
            for (int i = 0; i < n; i++) {
                v[i] = u[i];
            }
            return ArrayValue.of(out, z);
        }
        if (x instanceof byte[] u && from == DType.BOOL && z instanceof float[] v && to == DType.FLOAT32) {
            for (int i = 0; i < n; i++) {
                v[i] = u[i];
            }
            return ArrayValue.of(out, z);
        }
        if (x instanceof byte[] u && from == DType.BOOL && z instanceof int[] v && to == DType.INT32) {
            for (int i = 0; i < n; i++) {
                v[i] = u[i];
            }
            return ArrayValue.of(out, z);
        }
        if (x instanceof float[] u && from == DType.FLOAT32 && z instanceof int[] v && to == DType.INT32) {
            for (int i = 0; i < n; i++) {
                v[i] = (int) u[i];
            }
            return ArrayValue.of(out, z);
        }
        int wf = Elements.width(from);
        int wt = Elements.width(to);
        for (int i = 0; i < n; i++) {
            if (Elements.isWhole(from) && Elements.isWhole(to)) {
                Elements.setWhole(to, z, i, Elements.whole(from, x, i));
            } else if (to == DType.BOOL && from.isComplex()) {
                // XLA looks at the real part alone.
                Elements.setWhole(to, z, i, Elements.real(from, x, 2 * i) != 0 ? 1 : 0);
            } else if (from == DType.INT64 && to == DType.FLOAT32) {
                ((float[]) z)[i] = (float) ((long[]) x)[i];
            } else {
                Elements.setReal(to, z, i * wt, Elements.real(from, x, i * wf));
                if (wf == 2 && wt == 2) {
                    Elements.setReal(to, z, 2 * i + 1, Elements.real(from, x, 2 * i + 1));
                }
            }
        }
        return ArrayValue.of(out, z);
    }
}
