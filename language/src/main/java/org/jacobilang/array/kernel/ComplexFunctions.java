package org.jacobilang.array.kernel;

/** Functions of complex numbers, in the form that {@link Elementwise.Complex} asks for; c and d are no operands of theirs. */
public final class ComplexFunctions {
    private ComplexFunctions() {
    }

    private static void set(double[] r, double re, double im) {
        r[0] = re;
        r[1] = im;
    }

    public static void exp2(double a, double b, double c, double d, double[] r) {
        double size = Math.pow(2, a);
        double angle = b * Math.log(2);
        set(r, size * Math.cos(angle), size * Math.sin(angle));
    }

    public static void expm1(double a, double b, double c, double d, double[] r) {
        double half = Math.sin(b / 2);
        set(r, Math.expm1(a) * Math.cos(b) - 2 * half * half, Math.exp(a) * Math.sin(b));
    }

    public static void log1p(double a, double b, double c, double d, double[] r) {
        set(r, a == -1 && b == 0 ? Double.NEGATIVE_INFINITY : 0.5 * Math.log1p(a * (2 + a) + b * b), Math.atan2(b, 1 + a));
    }

    public static void sinh(double a, double b, double c, double d, double[] r) {
        set(r, Math.sinh(a) * Math.cos(b), Math.cosh(a) * Math.sin(b));
    }

    public static void cosh(double a, double b, double c, double d, double[] r) {
        set(r, Math.cosh(a) * Math.cos(b), Math.sinh(a) * Math.sin(b));
    }

    public static void tan(double a, double b, double c, double d, double[] r) {
        double n = Math.cos(2 * a) + Math.cosh(2 * b);
        set(r, Math.sin(2 * a) / n, Double.isInfinite(n) ? Math.signum(b) : Math.sinh(2 * b) / n);
    }

    /** The square root of a + bi with a real part that is not negative. */
    public static void sqrt(double a, double b, double c, double d, double[] r) {
        double n = Math.sqrt((Math.hypot(a, b) + Math.abs(a)) / 2);
        if (n == 0) {
            set(r, 0, b);
        } else if (a >= 0) {
            set(r, n, b / (2 * n));
        } else {
            set(r, Math.abs(b) / (2 * n), Math.copySign(n, b));
        }
    }

    public static void asinh(double a, double b, double c, double d, double[] r) {
        // asinh is odd; in the right half plane log(z + sqrt(z^2 + 1)) loses no digits.
        double s = a < 0 || a == 0 && 1 / a < 0 ? -1 : 1;
        double x = s * a;
        double y = s * b;
        sqrt(x * x - y * y + 1, 2 * x * y, 0, 0, r);
        double re = x + r[0];
        double im = y + r[1];
        double size = Math.log(Math.hypot(re, im));
        double small = Math.hypot(x, y);
        // Near 0 the logarithm of a number near 1 is taken by its distance from 1.
        double value = small < 0.1 ? 0.5 * Math.log1p((re - 1) * (re + 1) + im * im) : size;
        set(r, s * value, s * Math.atan2(im, re));
    }

    public static void acosh(double a, double b, double c, double d, double[] r) {
        sqrt(a + 1, b, 0, 0, r);
        double pr = r[0];
        double pi = r[1];
        sqrt(a - 1, b, 0, 0, r);
        double re = a + pr * r[0] - pi * r[1];
        double im = b + pr * r[1] + pi * r[0];
        set(r, Math.log(Math.hypot(re, im)), Math.atan2(im, re));
    }

    public static void atanh(double a, double b, double c, double d, double[] r) {
        log1p(a, b, 0, 0, r);
        double re = r[0];
        double im = r[1];
        log1p(-a, -b, 0, 0, r);
        set(r, 0.5 * (re - r[0]), 0.5 * (im - r[1]));
    }

    public static void asin(double a, double b, double c, double d, double[] r) {
        asinh(-b, a, 0, 0, r);
        set(r, r[1], -r[0]);
    }

    public static void acos(double a, double b, double c, double d, double[] r) {
        asin(a, b, 0, 0, r);
        set(r, Math.PI / 2 - r[0], -r[1]);
    }

    public static void atan(double a, double b, double c, double d, double[] r) {
        atanh(-b, a, 0, 0, r);
        set(r, r[1], -r[0]);
    }

    /** The angle of x over y for complex numbers: -i log((y + i x) / sqrt(x^2 + y^2)). */
    public static void atan2(double a, double b, double c, double d, double[] r) {
        double re = c - b;
        double im = d + a;
        sqrt(a * a - b * b + c * c - d * d, 2 * (a * b + c * d), 0, 0, r);
        double size = r[0] * r[0] + r[1] * r[1];
        double qr = (re * r[0] + im * r[1]) / size;
        double qi = (im * r[0] - re * r[1]) / size;
        set(r, Math.atan2(qi, qr), -Math.log(Math.hypot(qr, qi)));
    }

    public static void pow(double a, double b, double c, double d, double[] r) {
        if (a == 0 && b == 0) {
            double zero = d != 0 ? Double.NaN : c == 0 ? 1 : c > 0 ? 0 : Double.POSITIVE_INFINITY;
            set(r, zero, d != 0 ? Double.NaN : 0);
            return;
        }
        double log = Math.log(Math.hypot(a, b));
        double angle = Math.atan2(b, a);
        double size = Math.exp(c * log - d * angle);
        double phase = d * log + c * angle;
        set(r, size * Math.cos(phase), size * Math.sin(phase));
    }

    /** By real part, then by imaginary part. */
    public static void max(double a, double b, double c, double d, double[] r) {
        boolean first = a > c || a == c && b >= d || a != a || b != b;
        set(r, first ? a : c, first ? b : d);
    }

    public static void min(double a, double b, double c, double d, double[] r) {
        boolean first = a < c || a == c && b <= d || a != a || b != b;
        set(r, first ? a : c, first ? b : d);
    }
}
