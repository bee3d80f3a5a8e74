package org.jacobilang.array.kernel;

import org.apache.commons.numbers.gamma.Digamma;
import org.apache.commons.numbers.gamma.Erf;
import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.InverseErf;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.numbers.gamma.RegularizedGamma;
import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.jacobilang.array.DType;

/** Functions that the JDK lacks, in double precision. */
public final class Special {
    private Special() {
    }

    public static double erf(double x) {
        return Erf.value(x);
    }

    public static double erfc(double x) {
        return Erfc.value(x);
    }

    public static double erfInv(double x) {
        return InverseErf.value(x);
    }

    public static double lgamma(double x) {
        if (Double.isInfinite(x)) {
            return Double.POSITIVE_INFINITY;
        }
        if (x <= 0) {
            if (x == Math.rint(x)) {
                return Double.POSITIVE_INFINITY;
            }
            return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - LogGamma.value(1 - x);
        }
        return LogGamma.value(x);
    }

    public static double digamma(double x) {
        return x == 0 ? Math.copySign(Double.POSITIVE_INFINITY, -x) : x <= 0 && x == Math.rint(x) ? Double.NaN : x == Double.POSITIVE_INFINITY ? x : Digamma.value(x);
    }

    public static double trigamma(double x) {
        if (x == Double.POSITIVE_INFINITY) {
            return 0;
        }
        if (x <= 0) {
            double s = Math.sin(Math.PI * x);
            return x == Math.rint(x) ? Double.POSITIVE_INFINITY
                    : Math.PI * Math.PI / (s * s) - trigamma(1 - x);
        }
        // Upwards by the recurrence, then the asymptotic series (Abramowitz and Stegun 6.4.6 and 6.4.12).
        double sum = 0;
        double y = x;
        for (; y < 12; y++) {
            sum += 1 / (y * y);
        }
        double q = 1 / (y * y);
        double series = 5.0 / 66 - q * 691 / 2730;
        series = 1.0 / 6 - q * (1.0 / 30 - q * (1.0 / 42 - q * (1.0 / 30 - q * series)));
        return sum + 1 / y + q / 2 + q / y * series;
    }

    /** The regularized lower incomplete gamma function. */
    public static double igamma(double a, double x) {
        return !(a > 0) || !(x >= 0) ? Double.NaN : x == 0 ? 0 : Double.isInfinite(x) ? 1 : Double.isInfinite(a) ? 0 : RegularizedGamma.P.value(a, x);
    }

    public static double igammac(double a, double x) {
        return !(a > 0) || !(x >= 0) ? Double.NaN : x == 0 ? 1 : Double.isInfinite(x) ? 0 : Double.isInfinite(a) ? 1 : RegularizedGamma.Q.value(a, x);
    }

    public static double betainc(double a, double b, double x) {
        return RegularizedBeta.value(x, a, b);
    }

    public static double asinh(double x) {
        double a = Math.abs(x);
        if (a < 1e-4) {
            return x * (1 - x * x / 6);
        }
        return Math.copySign(a > 1e8 ? Math.log(a) + Math.log(2) : Math.log(a + Math.sqrt(a * a + 1)), x);
    }

    public static double acosh(double x) {
        return x > 1e8 ? Math.log(x) + Math.log(2) : Math.log(x + Math.sqrt(x * x - 1));
    }

    public static double atanh(double x) {
        return Math.abs(x) < 1e-4 ? x + x * x * x / 3 : 0.5 * Math.log1p(2 * x / (1 - x));
    }

    public static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** Modified Bessel function of the first kind of order 0, scaled by exp(-|x|): power series or asymptotic series. */
    public static double i0e(double x) {
        return bessel(Math.abs(x), 0);
    }

    /** As {@link #i0e}, of order 1. */
    public static double i1e(double x) {
        return Math.copySign(bessel(Math.abs(x), 1), x);
    }

    private static double bessel(double x, int order) {
        if (x > 30) {
            // Abramowitz and Stegun 9.7.1.
            double mu = 4.0 * order * order;
            double term = 1;
            double sum = 1;
            for (int k = 1; k < 30; k++) {
                double next = term * -(mu - (2.0 * k - 1) * (2.0 * k - 1)) / (k * 8 * x);
                if (Math.abs(next) >= Math.abs(term)) {
                    break;
                }
                term = next;
                sum += term;
            }
            return sum / Math.sqrt(2 * Math.PI * x);
        }
        // Abramowitz and Stegun 9.6.10.
        double term = order == 0 ? 1 : x / 2;
        double sum = term;
        double q = x * x / 4;
        for (int k = 1; k < 200 && Math.abs(term) > 1e-18 * Math.abs(sum); k++) {
            term *= q / (k * (double) (k + order));
            sum += term;
        }
        return sum * Math.exp(-x);
    }

    /** As C has it: one to any power is one, and so is minus one to an infinite one. */
    public static double pow(double x, double y) {
        return x == 1 || x == -1 && Double.isInfinite(y) ? 1 : Math.pow(x, y);
    }

    /** The number of a floating dtype of at most 32 bits that comes after x on the way to y. */
    public static double nextAfter(DType d, double x, double y) {
        if (Double.isNaN(x) || Double.isNaN(y)) {
            return Double.NaN;
        }
        if (x == y) {
            return y;
        }
        if (d == DType.FLOAT32) {
            return Math.nextAfter((float) x, y);
        }
        short[] bits = {(short) (x == 0 ? y > 0 ? 1 : 0x8001 : 0)};
        if (x != 0) {
            Elements.setReal(d, bits, 0, x);
            bits[0] += x < y == x > 0 ? 1 : -1;
        }
        return Elements.real(d, bits, 0);
    }

    /** The integer nearest to x, halves away from zero. */
    public static double roundAway(double x) {
        double r = Math.rint(x);
        return Math.abs(x - Math.floor(x)) == 0.5 ? Math.copySign(Math.floor(Math.abs(x) + 0.5), x) : Math.copySign(r, x);
    }

    /** x to an integer power by repeated squaring, each product rounded as XLA rounds it. */
    public static float power(float x, int n) {
        float result = 1;
        float base = x;
        boolean first = true;
        for (int k = Math.abs(n); k > 0; k >>= 1) {
            if ((k & 1) != 0) {
                result = first ? base : result * base;
                first = false;
            }
            base *= base;
        }
        return n < 0 ? 1 / result : result;
    }

    public static double power(double x, int n) {
        double result = 1;
        double base = x;
        for (int k = Math.abs(n); k > 0; k >>= 1) {
            if ((k & 1) != 0) {
                result *= base;
            }
            base *= base;
        }
        return n < 0 ? 1 / result : result;
    }
}
