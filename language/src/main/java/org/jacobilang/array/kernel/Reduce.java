package org.jacobilang.array.kernel;

import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Shape;

/** Reductions over axes, and running reductions along one. */
public final class Reduce {
    private Reduce() {
    }

    /** What a reduction combines with. */
    public enum Op {
        SUM, PROD, MAX, MIN, AND, OR, XOR;

        /** The value that changes nothing. */
        double neutral(DType d) {
            return switch (this) {
                case SUM, OR, XOR -> 0;
                case PROD -> 1;
                case AND -> d == DType.BOOL ? 1 : -1;
                case MAX -> least(d);
                case MIN -> most(d);
            };
        }

        double apply(double a, double b) {
            return switch (this) {
                case SUM -> a + b;
                case PROD -> a * b;
                case MAX -> Math.max(a, b);
                case MIN -> Math.min(a, b);
                default -> throw new IllegalStateException(name());
            };
        }

        long apply(long a, long b, boolean unsigned) {
            return switch (this) {
                case SUM -> a + b;
                case PROD -> a * b;
                case MAX -> unsigned ? Long.compareUnsigned(a, b) >= 0 ? a : b : Math.max(a, b);
                case MIN -> unsigned ? Long.compareUnsigned(a, b) <= 0 ? a : b : Math.min(a, b);
                case AND -> a & b;
                case OR -> a | b;
                case XOR -> a ^ b;
            };
        }

        long neutralWhole(DType d) {
            return switch (this) {
                case SUM, OR, XOR -> 0;
                case PROD -> 1;
                case AND -> d == DType.BOOL ? 1 : -1;
                case MAX -> d == DType.INT64 ? Long.MIN_VALUE : (long) least(d);
                case MIN -> d == DType.INT64 ? Long.MAX_VALUE : d == DType.UINT64 ? -1 : (long) most(d);
            };
        }
    }

    /** The least value of a dtype, minus infinity where there is one. */
    public static double least(DType d) {
        return d.isInexact() ? Double.NEGATIVE_INFINITY : switch (d) {
            case INT8 -> Byte.MIN_VALUE;
            case INT16 -> Short.MIN_VALUE;
            case INT32 -> Integer.MIN_VALUE;
            case INT64 -> Long.MIN_VALUE;
            default -> 0;
        };
    }

    public static double most(DType d) {
        return d.isInexact() ? Double.POSITIVE_INFINITY : switch (d) {
            case BOOL -> 1;
            case INT8 -> Byte.MAX_VALUE;
            case INT16 -> Short.MAX_VALUE;
            case INT32 -> Integer.MAX_VALUE;
            case INT64 -> Long.MAX_VALUE;
            case UINT8 -> 0xff;
            case UINT16 -> 0xffff;
            case UINT32 -> 0xffffffffL;
            default -> 0x1p64;
        };
    }

    private static boolean contains(int[] axes, int axis) {
        for (int a : axes) {
            if (a == axis) {
                return true;
            }
        }
        return false;
    }

    /** For each kept index its base, and the offsets of the elements that are reduced into it. */
    private static int[][] plan(Shape shape, int[] axes) {
        int[] strides = Elements.strides(shape);
        int reduced = axes.length;
        int[] keptDims = new int[shape.rank() - reduced];
        int[] keptStrides = new int[keptDims.length];
        int[] dims = new int[reduced];
        int[] steps = new int[reduced];
        int k = 0;
        int r = 0;
        for (int i = 0; i < shape.rank(); i++) {
            if (contains(axes, i)) {
                dims[r] = shape.dim(i);
                steps[r++] = strides[i];
            } else {
                keptDims[k] = shape.dim(i);
                keptStrides[k++] = strides[i];
            }
        }
        return new int[][] {Elements.walk(keptDims, keptStrides, 0), Elements.walk(dims, steps, 0)};
    }

    public static ArrayValue reduce(Op op, AbstractValue out, ArrayValue a, int[] axes) {
        ArrayValue quick = rows(op, out, a, axes);
        if (quick != null) {
            return quick;
        }
        int[][] plan = plan(a.shape(), axes);
        DType d = a.dtype();
        Object x = a.data();
        int n = plan[0].length;
        Object z = Elements.allocate(out.dtype(), n);
        int[] offsets = plan[1];
        boolean contiguous = offsets.length > 0 && offsets[offsets.length - 1] == offsets.length - 1;
        if (op == Op.SUM && d == DType.FLOAT32) {
            float[] f = (float[]) x;
            float[] y = (float[]) z;
            for (int i = 0; i < n; i++) {
                y[i] = (float) (contiguous ? sum(f, plan[0][i], offsets.length) : sum(f, plan[0][i], offsets));
            }
            return ArrayValue.of(out, z);
        }
        for (int i = 0; i < n; i++) {
            int base = plan[0][i];
            if (d.isComplex()) {
                complex(op, d, x, base, offsets, z, i);
            } else if (Elements.isWhole(d)) {
                long acc = op.neutralWhole(d);
                for (int o : offsets) {
                    acc = op.apply(acc, Elements.whole(d, x, base + o), d == DType.UINT64);
                }
                Elements.setWhole(out.dtype(), z, i, acc);
            } else {
                double acc = op.neutral(d);
                for (int o : offsets) {
                    acc = op.apply(acc, Elements.real(d, x, base + o));
                }
                Elements.setReal(out.dtype(), z, i, acc);
            }
        }
        return ArrayValue.of(out, z);
    }

    /**
     * Reduces neighbouring axes of a float32 or int32 array, which then is a stack of matrices whose rows are combined; null for
     * anything else.
     */
    private static ArrayValue rows(Op op, AbstractValue out, ArrayValue a, int[] axes) {
        boolean known = op == Op.SUM || op == Op.MAX || op == Op.MIN || op == Op.PROD;
        if (!known || axes.length == 0 || a.shape().length() == 0 || a.dtype() != out.dtype()
                || a.dtype() != DType.FLOAT32 && a.dtype() != DType.INT32) {
            return null;
        }
        int first = axes[0];
        int count = 1;
        for (int i = 0; i < axes.length; i++) {
            if (axes[i] != first + i) {
                return null;
            }
            count *= a.shape().dim(axes[i]);
        }
        int inner = 1;
        for (int i = first + axes.length; i < a.shape().rank(); i++) {
            inner *= a.shape().dim(i);
        }
        int outer = out.shape().length() / inner;
        if (a.dtype() == DType.FLOAT32) {
            float[] z = new float[outer * inner];
            floats(op, (float[]) a.data(), z, outer, count, inner);
            return ArrayValue.of(out, z);
        }
        int[] z = new int[outer * inner];
        ints(op, (int[]) a.data(), z, outer, count, inner);
        return ArrayValue.of(out, z);
    }

    private static void floats(Op op, float[] x, float[] z, int outer, int count, int inner) {
        if (inner == 1) {
            for (int i = 0; i < outer; i++) {
                z[i] = (float) switch (op) {
                    case SUM -> sum(x, i * count, count);
                    case MAX -> max(x, i * count, count);
                    case MIN -> min(x, i * count, count);
                    default -> product(x, i * count, count);
                };
            }
            return;
        }
        double[] total = new double[inner];
        for (int i = 0; i < outer; i++) {
            java.util.Arrays.fill(total, op.neutral(DType.FLOAT32));
            for (int r = 0; r < count; r++) {
                int at = (i * count + r) * inner;
                switch (op) {
                    case SUM -> {
                        for (int j = 0; j < inner; j++) {
                            total[j] += x[at + j];
                        }
                    }
                    case PROD -> {
                        for (int j = 0; j < inner; j++) {
                            total[j] *= x[at + j];
                        }
                    }
                    case MAX -> {
                        for (int j = 0; j < inner; j++) {
                            total[j] = Math.max(total[j], x[at + j]);
                        }
                    }
                    default -> {
                        for (int j = 0; j < inner; j++) {
                            total[j] = Math.min(total[j], x[at + j]);
                        }
                    }
                }
            }
            for (int j = 0; j < inner; j++) {
                z[i * inner + j] = (float) total[j];
            }
        }
    }

    private static float max(float[] x, int base, int n) {
        float a = Float.NEGATIVE_INFINITY;
        float b = a;
        int i = 0;
        for (; i + 1 < n; i += 2) {
            a = Math.max(a, x[base + i]);
            b = Math.max(b, x[base + i + 1]);
        }
        return Math.max(i < n ? Math.max(a, x[base + i]) : a, b);
    }

    private static float min(float[] x, int base, int n) {
        float a = Float.POSITIVE_INFINITY;
        float b = a;
        int i = 0;
        for (; i + 1 < n; i += 2) {
            a = Math.min(a, x[base + i]);
            b = Math.min(b, x[base + i + 1]);
        }
        return Math.min(i < n ? Math.min(a, x[base + i]) : a, b);
    }

    private static double product(float[] x, int base, int n) {
        double a = 1;
        for (int i = 0; i < n; i++) {
            a *= x[base + i];
        }
        return a;
    }

    private static void ints(Op op, int[] x, int[] z, int outer, int count, int inner) {
        java.util.Arrays.fill(z, (int) op.neutralWhole(DType.INT32));
        for (int i = 0; i < outer; i++) {
            for (int r = 0; r < count; r++) {
                int at = (i * count + r) * inner;
                for (int j = 0; j < inner; j++) {
                    int old = z[i * inner + j];
                    int v = x[at + j];
                    z[i * inner + j] = switch (op) {
                        case SUM -> old + v;
                        case PROD -> old * v;
                        case MAX -> Math.max(old, v);
                        default -> Math.min(old, v);
                    };
                }
            }
        }
    }

    /** Several accumulators, so that additions overlap and the error stays small. */
    private static double sum(float[] x, int base, int n) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < n; i += 4) {
            a += x[base + i];
            b += x[base + i + 1];
            c += x[base + i + 2];
            d += x[base + i + 3];
        }
        for (; i < n; i++) {
            a += x[base + i];
        }
        return a + b + (c + d);
    }

    private static double sum(float[] x, int base, int[] offsets) {
        double a = 0;
        for (int o : offsets) {
            a += x[base + o];
        }
        return a;
    }

    private static void complex(Op op, DType d, Object x, int base, int[] offsets, Object z, int i) {
        double re = op == Op.PROD ? 1 : 0;
        double im = 0;
        boolean first = true;
        for (int o : offsets) {
            double r = Elements.real(d, x, 2 * (base + o));
            double m = Elements.real(d, x, 2 * (base + o) + 1);
            switch (op) {
                case SUM -> {
                    re += r;
                    im += m;
                }
                case PROD -> {
                    double t = re * r - im * m;
                    im = re * m + im * r;
                    re = t;
                }
                default -> {
                    boolean greater = r > re || r == re && m > im;
                    if (first || greater == (op == Op.MAX)) {
                        re = r;
                        im = m;
                    }
                    first = false;
                }
            }
        }
        Elements.setReal(d, z, 2 * i, re);
        Elements.setReal(d, z, 2 * i + 1, im);
    }

    /** The index of the first greatest (or least) element along an axis; a NaN wins. */
    public static ArrayValue argument(boolean max, AbstractValue out, ArrayValue a, int axis) {
        int[][] plan = plan(a.shape(), new int[] {axis});
        Object x = a.data();
        DType d = a.dtype();
        Object z = Elements.allocate(out.dtype(), plan[0].length);
        for (int i = 0; i < plan[0].length; i++) {
            int best = 0;
            for (int k = 1; k < plan[1].length; k++) {
                int p = plan[0][i] + plan[1][k];
                int q = plan[0][i] + plan[1][best];
                if (better(max, d, x, p, q)) {
                    best = k;
                }
            }
            Elements.setWhole(out.dtype(), z, i, best);
        }
        return ArrayValue.of(out, z);
    }

    private static boolean better(boolean max, DType d, Object x, int p, int q) {
        if (d == DType.INT64) {
            long a = ((long[]) x)[p];
            long b = ((long[]) x)[q];
            return max ? a > b : a < b;
        }
        double a = Elements.real(d, x, p);
        double b = Elements.real(d, x, q);
        if (Double.isNaN(b)) {
            return false;
        }
        return Double.isNaN(a) || (max ? a > b : a < b);
    }

    /** Running results. */
    public enum Running { SUM, PROD, MAX, MIN, LOGSUMEXP }

    public static ArrayValue running(Running op, AbstractValue out, ArrayValue a, int axis, boolean reverse) {
        int[][] plan = plan(a.shape(), new int[] {axis});
        DType d = a.dtype();
        Object x = a.data();
        int w = Elements.width(d);
        Object z = Elements.allocate(d, a.shape().length());
        int n = plan[1].length;
        for (int base : plan[0]) {
            double acc = 0;
            double im = 0;
            long whole = 0;
            for (int k = 0; k < n; k++) {
                int p = base + plan[1][reverse ? n - 1 - k : k];
                if (Elements.isWhole(d)) {
                    long v = Elements.whole(d, x, p);
                    whole = k == 0 ? v : switch (op) {
                        case SUM -> whole + v;
                        case PROD -> whole * v;
                        case MAX -> Math.max(whole, v);
                        default -> Math.min(whole, v);
                    };
                    Elements.setWhole(d, z, p, whole);
                    continue;
                }
                double v = Elements.real(d, x, p * w);
                double m = w == 2 ? Elements.real(d, x, 2 * p + 1) : 0;
                if (k == 0) {
                    acc = v;
                    im = m;
                } else {
                    switch (op) {
                        case SUM -> {
                            acc += v;
                            im += m;
                        }
                        case PROD -> {
                            double t = w == 1 ? acc * v : acc * v - im * m;
                            im = w == 1 ? 0 : acc * m + im * v;
                            acc = t;
                        }
                        case MAX -> acc = Math.max(acc, v);
                        case MIN -> acc = Math.min(acc, v);
                        case LOGSUMEXP -> {
                            double top = Math.max(acc, v);
                            acc = Double.isInfinite(top) ? top : top + Math.log1p(Math.exp(Math.min(acc, v) - top));
                        }
                    }
                }
                Elements.setReal(d, z, p * w, acc);
                if (w == 2) {
                    Elements.setReal(d, z, 2 * p + 1, im);
                }
            }
        }
        return ArrayValue.of(out, z);
    }
}
