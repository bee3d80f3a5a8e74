package org.jacobilang.array;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.IntFunction;
import org.jacobilang.array.kernel.Elements;

/**
 * Arrays as text, exactly as NumPy and JAX print them: one notation for all elements, padded to one width, long arrays
 * abbreviated, lines broken.
 */
public final class ArrayFormat {
    /** What {@code set_printoptions} sets; {@code suppress} keeps small numbers out of exponent notation. */
    public record Options(int precision, int threshold, int edge, int line, boolean suppress) {
    }

    private static volatile Options options = new Options(8, 1000, 3, 75, false);

    private ArrayFormat() {
    }

    public static Options options() {
        return options;
    }

    public static void options(Options now) {
        options = now;
    }

    /** As NumPy prints an array of its own: {@code array([1., 2.])}, with the dtype where the elements don't tell. */
    public static String host(ArrayValue a, boolean repr) {
        if (!repr) {
            return str(a);
        }
        String prefix = "array(";
        boolean told = (a.dtype() == DType.FLOAT64 || a.dtype() == DType.INT64 || a.dtype() == DType.BOOL
                || a.dtype() == DType.COMPLEX128) && a.shape().size() > 0;
        boolean summary = a.shape().size() > options.threshold;
        String s = a.shape().size() == 0 ? "[]" : a.shape().rank() == 0 ? formatted(a, new int[] {0}).apply(0).strip()
                : format(a, prefix, ")", ", ");
        StringBuilder extra = new StringBuilder();
        if (a.shape().size() == 0 && !(a.shape().rank() == 1) || summary) {
            extra.append("shape=").append(a.shape());
        }
        if (!told) {
            extra.append(extra.isEmpty() ? "" : ", ").append("dtype=").append(a.dtype().jaxName());
        }
        if (extra.isEmpty()) {
            return prefix + s + ")";
        }
        String all = prefix + s + ",";
        int last = all.length() - (all.lastIndexOf('\n') + 1);
        String sep = last + extra.length() + 2 > options.line ? "\n" + " ".repeat(prefix.length()) : " ";
        return all + sep + extra + ")";
    }

    /** As {@code str(array)}. */
    public static String str(ArrayValue a) {
        if (a.shape().rank() == 0) {
            return scalar(a);
        }
        if (a.shape().size() == 0) {
            return "[]";
        }
        return format(a, "", "", " ");
    }

    /** As {@code repr(array)}. */
    public static String repr(ArrayValue a) {
        String dtype = "dtype=" + a.dtype().jaxName() + (a.weak() ? ", weak_type=True" : "") + ")";
        String prefix = "Array(";
        if (a.shape().size() == 0) {
            return prefix + "[], " + "shape=" + a.shape() + ", " + dtype;
        }
        String s = a.shape().rank() == 0 ? formatted(a, new int[] {0}).apply(0).strip() : format(a, prefix, ",", ", ");
        int last = s.length() - (s.lastIndexOf('\n') + 1) + 1;
        String sep = last + dtype.length() + 1 >= options.line ? " ".repeat(prefix.length()) : " ";
        return prefix + s + "," + sep + dtype;
    }

    // ---------------------------------------------------------------- single numbers

    /** A rank-0 array as {@code str} gives it: like the number itself. */
    private static String scalar(ArrayValue a) {
        DType d = a.dtype();
        Object data = a.data();
        return switch (d.kind()) {
            case BOOL -> Elements.whole(d, data, 0) != 0 ? "True" : "False";
            case INT -> Long.toString(Elements.whole(d, data, 0));
            case UINT -> Long.toUnsignedString(Elements.whole(d, data, 0));
            case FLOAT -> number(d, Elements.real(d, data, 0));
            case COMPLEX -> complex(d, Elements.real(d, data, 0), Elements.real(d, data, 1));
        };
    }

    private static String complex(DType d, double re, double im) {
        String i = part(d, im);
        if (re == 0 && 1 / re > 0) {
            return i + "j";
        }
        return "(" + part(d, re) + (im < 0 || 1 / im < 0 ? "" : "+") + i + "j)";
    }

    private static String part(DType d, double v) {
        String s = number(d, v);
        return s.endsWith(".0") ? s.substring(0, s.length() - 2) : s;
    }

    /** The shortest text that reads back as the same number of its dtype. */
    public static String number(DType d, double v) {
        if (Double.isNaN(v)) {
            return "nan";
        }
        if (Double.isInfinite(v)) {
            return v > 0 ? "inf" : "-inf";
        }
        if (v == 0) {
            String zero = d == DType.BFLOAT16 ? "0" : "0.0";
            return 1 / v < 0 ? "-" + zero : zero;
        }
        // A bfloat16 is printed with six digits, as C does by %g; all others by their shortest digits.
        boolean six = d == DType.BFLOAT16;
        BigDecimal s = six ? new BigDecimal(Math.abs(v)).round(new java.math.MathContext(6, RoundingMode.HALF_EVEN))
                .stripTrailingZeros() : shortest(d, Math.abs(v));
        int exponent = s.precision() - s.scale() - 1;
        String sign = v < 0 ? "-" : "";
        int cutoff = d == DType.FLOAT64 || d == DType.COMPLEX128 ? 16 : d == DType.FLOAT32 || d == DType.COMPLEX64 || six ? 6 : 3;
        if (Math.abs(v) < 1e-4 || exponent >= cutoff) {
            String digits = s.unscaledValue().toString();
            String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
            int e = Math.abs(exponent);
            return sign + mantissa + "e" + (exponent < 0 ? "-" : "+") + (e < 10 ? "0" + e : e);
        }
        String plain = s.toPlainString();
        return sign + (plain.indexOf('.') < 0 && !six ? plain + ".0" : plain);
    }

    /** The shortest decimal that rounds to {@code v}, without trailing zeros. */
    static BigDecimal shortest(DType d, double v) {
        return switch (d) {
            case FLOAT64, COMPLEX128 -> v < 1e-320 ? narrow(d, v) : new BigDecimal(Double.toString(v)).stripTrailingZeros();
            // Java gives two digits where one tells a subnormal number from its neighbours.
            case FLOAT32, COMPLEX64 -> v < 1e-43 ? narrow(d, v) : new BigDecimal(Float.toString((float) v)).stripTrailingZeros();
            default -> narrow(d, v);
        };
    }

    private static BigDecimal narrow(DType d, double v) {
        BigDecimal exact = new BigDecimal(v);
        for (int digits = 1; digits < 12; digits++) {
            BigDecimal r = exact.round(new java.math.MathContext(digits, RoundingMode.HALF_EVEN));
            double back = switch (d) {
                case FLOAT16 -> Float.float16ToFloat(Float.floatToFloat16(r.floatValue()));
                case FLOAT32, COMPLEX64 -> r.floatValue();
                case FLOAT64, COMPLEX128 -> r.doubleValue();
                default -> Elements.bfloat(Elements.toBfloat(r.doubleValue()));
            };
            if (back == v) {
                return r.stripTrailingZeros();
            }
        }
        return exact;
    }

    // ---------------------------------------------------------------- arrays

    private static String format(ArrayValue a, String prefix, String suffix, String separator) {
        boolean summary = a.shape().size() > options.threshold;
        int[] shown = summary ? edges(a.shape()) : all(a.shape().length());
        IntFunction<String> element = formatted(a, shown);
        return new Lines(a.shape(), element, separator, summary).nested(0, 0, " ".repeat(prefix.length() + 1), options.line - suffix.length());
    }

    private static int[] all(int n) {
        int[] out = new int[n];
        for (int i = 0; i < n; i++) {
            out[i] = i;
        }
        return out;
    }

    /** The positions of the elements that an abbreviated array shows: the notation depends on these only. */
    private static int[] edges(Shape s) {
        int[] positions = {0};
        int[] strides = Elements.strides(s);
        for (int axis = 0; axis < s.rank(); axis++) {
            int n = s.dim(axis);
            int count = Math.min(n, 2 * options.edge);
            int[] next = new int[positions.length * count];
            int k = 0;
            for (int p : positions) {
                for (int i = 0; i < count; i++) {
                    int index = n <= 2 * options.edge || i < options.edge ? i : n - 2 * options.edge + i;
                    next[k++] = p + index * strides[axis];
                }
            }
            positions = next;
        }
        return positions;
    }

    /** How each element prints, given those that are shown. */
    private static IntFunction<String> formatted(ArrayValue a, int[] shown) {
        DType d = a.dtype();
        Object data = a.data();
        return switch (d.kind()) {
            case BOOL -> {
                boolean scalar = a.shape().rank() == 0;
                yield i -> Elements.whole(d, data, i) != 0 ? scalar ? "True" : " True" : "False";
            }
            case INT, UINT -> {
                int width = 0;
                for (int i : shown) {
                    width = Math.max(width, whole(d, data, i).length());
                }
                int w = width;
                yield i -> pad(whole(d, data, i), w);
            }
            case FLOAT -> d == DType.BFLOAT16 ? i -> number(d, Elements.real(d, data, i)) : new Reals(d, i -> Elements.real(d, data, i), shown)::format;
            case COMPLEX -> {
                Reals re = new Reals(d, i -> Elements.real(d, data, 2 * i), shown);
                Reals im = new Reals(d, i -> Elements.real(d, data, 2 * i + 1), shown, true);
                yield i -> {
                    String r = re.format(i);
                    String m = im.format(i);
                    // The j stands right behind the digits, the padding behind it.
                    String digits = m.stripTrailing();
                    return r + digits + "j" + " ".repeat(m.length() - digits.length());
                };
            }
        };
    }

    private static String whole(DType d, Object data, int i) {
        long v = Elements.whole(d, data, i);
        return d == DType.UINT64 ? Long.toUnsignedString(v) : Long.toString(v);
    }

    private static String pad(String s, int width) {
        return " ".repeat(Math.max(0, width - s.length())) + s;
    }

    /** One notation for many real numbers. */
    private static final class Reals {
        private final DType dtype;
        private final Source source;
        private final boolean signed;
        private boolean exponential;
        private int left;
        private int right;
        private int exponentDigits;

        @FunctionalInterface
        interface Source {
            double at(int i);
        }

        Reals(DType dtype, Source source, int[] shown) {
            this(dtype, source, shown, false);
        }

        /**
         * @param signed whether positive numbers have a sign too
         */
        Reals(DType dtype, Source source, int[] shown, boolean signed) {
            this.dtype = dtype;
            this.source = source;
            this.signed = signed;
            double most = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int i : shown) {
                double v = Math.abs(source.at(i));
                if (v != 0 && Double.isFinite(v)) {
                    most = Math.max(most, v);
                    least = Math.min(least, v);
                }
            }
            exponential = most > 0 && (most >= cutoff() || !options.suppress && (least < smallest() || most / least > 1000));
            measure(shown);
        }

        /** 1e-4 as a number of the dtype, which NumPy compares with. */
        private double smallest() {
            return switch (dtype) {
                case FLOAT32, COMPLEX64 -> 1e-4f;
                case FLOAT16 -> Float.float16ToFloat(Float.floatToFloat16(1e-4f));
                default -> 1e-4;
            };
        }

        private double cutoff() {
            return switch (dtype) {
                case FLOAT16, BFLOAT16 -> 1e3;
                case FLOAT32, COMPLEX64 -> 1e6;
                default -> 1e8;
            };
        }

        private void measure(int[] shown) {
            boolean special = false;
            boolean negative = false;
            for (int i : shown) {
                double v = source.at(i);
                if (!Double.isFinite(v)) {
                    special = true;
                    negative |= v < 0 || signed;
                    continue;
                }
                String s = exponential ? scientific(v, -1, 0) : positional(v);
                int dot = s.indexOf('.');
                left = Math.max(left, dot);
                if (exponential) {
                    int e = s.indexOf('e');
                    right = Math.max(right, e - dot - 1);
                    exponentDigits = Math.max(exponentDigits, s.length() - e - 2);
                } else {
                    right = Math.max(right, s.length() - dot - 1);
                }
            }
            if (special) {
                int after = exponential ? right + exponentDigits + 2 : right;
                left = Math.max(left, 3 + (negative ? 1 : 0) - after - 1);
            }
        }

        String format(int i) {
            double v = source.at(i);
            int after = exponential ? right + exponentDigits + 2 : right;
            if (!Double.isFinite(v)) {
                String s = Double.isNaN(v) ? (signed ? "+nan" : "nan") : v < 0 ? "-inf" : signed ? "+inf" : "inf";
                return pad(s, left + after + 1);
            }
            String s = exponential ? scientific(v, right, exponentDigits) : positional(v);
            int dot = s.indexOf('.');
            String head = " ".repeat(Math.max(0, left - dot)) + s;
            return exponential ? head : head + " ".repeat(Math.max(0, right - (s.length() - dot - 1)));
        }

        private String sign(double v) {
            return v < 0 || v == 0 && 1 / v < 0 ? "-" : signed ? "+" : "";
        }

        /** With a point, and as many digits behind it as the number needs. */
        private String positional(double v) {
            if (v == 0) {
                return sign(v) + "0.";
            }
            BigDecimal s = shortest(dtype, Math.abs(v));
            if (s.scale() > options.precision) {
                s = new BigDecimal(Math.abs(v)).setScale(options.precision, RoundingMode.HALF_EVEN).stripTrailingZeros();
            }
            String plain = s.signum() == 0 ? "0" : s.toPlainString();
            return sign(v) + (plain.indexOf('.') < 0 ? plain + "." : plain);
        }

        /** With an exponent; {@code fraction} digits behind the point, or as many as needed where that is negative. */
        private String scientific(double v, int fraction, int exponentWidth) {
            String digits;
            int exponent;
            if (v == 0) {
                digits = "0";
                exponent = 0;
            } else {
                BigDecimal s = shortest(dtype, Math.abs(v));
                if (s.precision() > options.precision + 1) {
                    s = new BigDecimal(Math.abs(v)).round(new java.math.MathContext(options.precision + 1, RoundingMode.HALF_EVEN))
                            .stripTrailingZeros();
                }
                digits = s.unscaledValue().toString();
                exponent = s.precision() - s.scale() - 1;
                if (digits.length() < fraction + 1) {
                    // Digits that only fill up are those of the number itself.
                    s = new BigDecimal(Math.abs(v)).round(new java.math.MathContext(fraction + 1, RoundingMode.HALF_EVEN));
                    digits = s.unscaledValue().toString();
                }
            }
            digits += "0".repeat(Math.max(0, fraction + 1 - digits.length()));
            StringBuilder out = new StringBuilder(sign(v)).append(digits.charAt(0)).append('.').append(digits.substring(1));
            String e = Integer.toString(Math.abs(exponent));
            out.append('e').append(exponent < 0 ? '-' : '+').append("0".repeat(Math.max(0, Math.max(2, exponentWidth) - e.length())))
                    .append(e);
            return out.toString();
        }
    }

    /** Brackets and lines around the elements. */
    private record Lines(Shape shape, IntFunction<String> element, String separator, boolean summary) {
        String nested(int axis, int position, String indent, int width) {
            if (axis == shape.rank()) {
                return element.apply(position);
            }
            int n = shape.dim(axis);
            int stride = Elements.strides(shape)[axis];
            boolean cut = summary && 2 * options.edge < n;
            boolean last = axis == shape.rank() - 1;
            String inner = indent + " ";
            StringBuilder s = new StringBuilder();
            String bare = separator.stripTrailing();
            if (last) {
                int elementWidth = width - Math.max(bare.length(), 1);
                StringBuilder line = new StringBuilder(indent);
                for (int i = 0; i < n; i++) {
                    String word;
                    if (cut && i == options.edge) {
                        word = "...";
                        i = n - options.edge - 1;
                    } else {
                        word = nested(axis + 1, position + i * stride, inner, width - 1);
                    }
                    if (line.length() + word.length() > elementWidth && line.length() > indent.length()) {
                        s.append(line.toString().stripTrailing()).append('\n');
                        line.setLength(0);
                        line.append(indent);
                    }
                    line.append(word);
                    if (i < n - 1) {
                        line.append(separator);
                    }
                }
                s.append(line);
            } else {
                String between = bare + "\n".repeat(shape.rank() - axis - 1);
                for (int i = 0; i < n; i++) {
                    if (cut && i == options.edge) {
                        s.append(indent).append("...").append(between);
                        i = n - options.edge;
                    }
                    s.append(indent).append(nested(axis + 1, position + i * stride, inner, width - 1));
                    if (i < n - 1) {
                        s.append(between);
                    }
                }
            }
            return "[" + s.substring(Math.min(s.length(), indent.length())) + "]";
        }
    }
}
