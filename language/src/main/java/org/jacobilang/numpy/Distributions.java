package org.jacobilang.numpy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Numbers of the common distributions, drawn in the order in which NumPy draws them, so that a seed gives the same ones.
 * RandomState and Generator differ in how they make normal and exponential numbers, and in what stands on those.
 */
final class Distributions {
    private static final double RIGHT = 3.6541528853610087963519472518;
    private static final double RIGHT_INVERSE = 0.27366123732975827203338247596;
    private static final double EXPONENTIAL_RIGHT = 7.6971174701310497140446280481;

    private final Bits bits;
    private final boolean legacy;
    private boolean kept;
    private double spare;

    Distributions(Bits bits, boolean legacy) {
        this.bits = bits;
        this.legacy = legacy;
    }

    /** The tables of the ziggurats, read at the first use. */
    private static final class Tables {
        static final long[][] ALL = new long[6][256];
        static final double[] WN = new double[256];
        static final double[] FN = new double[256];
        static final double[] WE = new double[256];
        static final double[] FE = new double[256];

        static {
            try (InputStream in = Distributions.class.getResourceAsStream("ziggurat.txt");
                    BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
                int k = 0;
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    if (!line.startsWith("#")) {
                        for (String word : line.split(" ")) {
                            ALL[k / 256][k % 256] = Long.parseUnsignedLong(word, 16);
                            k++;
                        }
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            double[][] real = {WN, FN, WE, FE};
            int[] from = {1, 2, 4, 5};
            for (int t = 0; t < 4; t++) {
                for (int i = 0; i < 256; i++) {
                    real[t][i] = Double.longBitsToDouble(ALL[from[t]][i]);
                }
            }
        }
    }

    double uniform() {
        return bits.real();
    }

    double normal() {
        if (legacy) {
            if (kept) {
                kept = false;
                return spare;
            }
            double x;
            double y;
            double r;
            do {
                x = 2.0 * bits.real() - 1.0;
                y = 2.0 * bits.real() - 1.0;
                r = x * x + y * y;
            } while (r >= 1.0 || r == 0.0);
            double f = Math.sqrt(-2.0 * Math.log(r) / r);
            spare = f * x;
            kept = true;
            return f * y;
        }
        while (true) {
            long r = bits.next64();
            int i = (int) (r & 0xff);
            r >>>= 8;
            long size = r >>> 1 & 0x000fffffffffffffL;
            double x = size * Tables.WN[i];
            if ((r & 1) != 0) {
                x = -x;
            }
            if (size < Tables.ALL[0][i]) {
                return x;
            }
            if (i == 0) {
                while (true) {
                    double u = -RIGHT_INVERSE * Math.log1p(-bits.real());
                    double v = -Math.log1p(-bits.real());
                    if (v + v > u * u) {
                        return (size >>> 8 & 1) != 0 ? -(RIGHT + u) : RIGHT + u;
                    }
                }
            }
            if ((Tables.FN[i - 1] - Tables.FN[i]) * bits.real() + Tables.FN[i] < Math.exp(-0.5 * x * x)) {
                return x;
            }
        }
    }

    double exponential() {
        if (legacy) {
            return -Math.log(1.0 - bits.real());
        }
        while (true) {
            long r = bits.next64() >>> 3;
            int i = (int) (r & 0xff);
            r >>>= 8;
            double x = r * Tables.WE[i];
            if (r < Tables.ALL[3][i]) {
                return x;
            }
            if (i == 0) {
                return EXPONENTIAL_RIGHT - Math.log1p(-bits.real());
            }
            if ((Tables.FE[i - 1] - Tables.FE[i]) * bits.real() + Tables.FE[i] < Math.exp(-x)) {
                return x;
            }
        }
    }

    double gamma(double shape) {
        if (shape == 1.0) {
            return exponential();
        }
        if (shape == 0.0) {
            return 0.0;
        }
        if (shape < 1.0) {
            while (true) {
                double u = bits.real();
                double v = exponential();
                if (u <= 1.0 - shape) {
                    double x = Math.pow(u, 1.0 / shape);
                    if (x <= v) {
                        return x;
                    }
                } else {
                    double y = -Math.log((1 - u) / shape);
                    double x = Math.pow(1.0 - shape + shape * y, 1.0 / shape);
                    if (x <= v + y) {
                        return x;
                    }
                }
            }
        }
        double b = shape - 1.0 / 3.0;
        double c = 1.0 / Math.sqrt(9 * b);
        while (true) {
            double x;
            double v;
            do {
                x = normal();
                v = 1.0 + c * x;
            } while (v <= 0.0);
            v = v * v * v;
            double u = bits.real();
            if (u < 1.0 - 0.0331 * (x * x) * (x * x) || Math.log(u) < 0.5 * x * x + b * (1.0 - v + Math.log(v))) {
                return b * v;
            }
        }
    }

    private double beta(double a, double b) {
        if (a <= 1.0 && b <= 1.0) {
            while (true) {
                double x = Math.pow(bits.real(), 1.0 / a);
                double y = Math.pow(bits.real(), 1.0 / b);
                double sum = x + y;
                if (sum <= 1.0 && sum > 0.0) {
                    return x / sum;
                }
            }
        }
        double x = gamma(a);
        double y = gamma(b);
        return x / (x + y);
    }

    private static double logGamma(double x) {
        return org.apache.commons.numbers.gamma.LogGamma.value(x);
    }

    long poisson(double mean) {
        if (mean == 0) {
            return 0;
        }
        if (mean < 10) {
            double least = Math.exp(-mean);
            long x = 0;
            double product = 1.0;
            while (true) {
                product *= bits.real();
                if (product <= least) {
                    return x;
                }
                x++;
            }
        }
        // Transformed rejection (Hörmann, 1993).
        double log = Math.log(mean);
        double b = 0.931 + 2.53 * Math.sqrt(mean);
        double a = -0.059 + 0.02483 * b;
        double inverse = 1.1239 + 1.1328 / (b - 3.4);
        double limit = 0.9277 - 3.6224 / (b - 2);
        while (true) {
            double u = bits.real() - 0.5;
            double v = bits.real();
            double us = 0.5 - Math.abs(u);
            long k = (long) Math.floor((2 * a / us + b) * u + mean + 0.43);
            if (us >= 0.07 && v <= limit) {
                return k;
            }
            if (k < 0 || us < 0.013 && v > us) {
                continue;
            }
            if (Math.log(v) + Math.log(inverse) - Math.log(a / (us * us) + b) <= -mean + k * log - logGamma(k + 1)) {
                return k;
            }
        }
    }

    long binomial(long n, double p) {
        if (n == 0 || p == 0) {
            return 0;
        }
        return p <= 0.5 ? smaller(n, p) : n - smaller(n, 1.0 - p);
    }

    private long smaller(long n, double p) {
        return p * n <= 30.0 ? inversion(n, p) : btpe(n, p);
    }

    private long inversion(long n, double p) {
        double q = 1.0 - p;
        double first = Math.exp(n * Math.log(q));
        double mean = n * p;
        long bound = (long) Math.min(n, mean + 10.0 * Math.sqrt(mean * q + 1));
        long x = 0;
        double px = first;
        double u = bits.real();
        while (u > px) {
            x++;
            if (x > bound) {
                x = 0;
                px = first;
                u = bits.real();
            } else {
                u -= px;
                px = (n - x + 1) * p * px / (x * q);
            }
        }
        return x;
    }

    /** Kachitvichyanukul and Schmeiser's algorithm BTPE (CACM 31, 1988): triangle, parallelogram and exponential tails. */
    private long btpe(long n, double p) {
        double r = p;
        double q = 1.0 - r;
        double fm = n * r + r;
        long m = (long) Math.floor(fm);
        double p1 = Math.floor(2.195 * Math.sqrt(n * r * q) - 4.6 * q) + 0.5;
        double xm = m + 0.5;
        double xl = xm - p1;
        double xr = xm + p1;
        double c = 0.134 + 20.5 / (15.3 + m);
        double a = (fm - xl) / (fm - xl * r);
        double left = a * (1.0 + a / 2.0);
        a = (xr - fm) / (xr * q);
        double right = a * (1.0 + a / 2.0);
        double p2 = p1 * (1.0 + 2.0 * c);
        double p3 = p2 + c / left;
        double p4 = p3 + c / right;
        double nrq = n * r * q;
        while (true) {
            double u = bits.real() * p4;
            double v = bits.real();
            long y;
            if (u <= p1) {
                return (long) Math.floor(xm - p1 * v + u);
            }
            if (u <= p2) {
                double x = xl + (u - p1) / c;
                v = v * c + 1.0 - Math.abs(m - x + 0.5) / p1;
                if (v > 1.0) {
                    continue;
                }
                y = (long) Math.floor(x);
            } else if (u <= p3) {
                y = (long) Math.floor(xl + Math.log(v) / left);
                if (y < 0 || v == 0.0) {
                    continue;
                }
                v = v * (u - p2) * left;
            } else {
                y = (long) Math.floor(xr - Math.log(v) / right);
                if (y > n || v == 0.0) {
                    continue;
                }
                v = v * (u - p3) * right;
            }
            long k = Math.abs(y - m);
            if (k <= 20 || k >= nrq / 2.0 - 1) {
                double s = r / q;
                double factor = s * (n + 1);
                double f = 1.0;
                for (long i = m + 1; i <= y; i++) {
                    f *= factor / i - s;
                }
                for (long i = y + 1; i <= m; i++) {
                    f /= factor / i - s;
                }
                if (v > f) {
                    continue;
                }
                return y;
            }
            double rho = k / nrq * ((k * (k / 3.0 + 0.625) + 0.16666666666666666) / nrq + 0.5);
            double t = -k * (double) k / (2 * nrq);
            double log = Math.log(v);
            if (log < t - rho) {
                return y;
            }
            if (log > t + rho) {
                continue;
            }
            double x1 = y + 1;
            double f1 = m + 1;
            double z = n + 1 - m;
            double w = n - y + 1;
            double bound = xm * Math.log(f1 / x1) + (n - m + 0.5) * Math.log(z / w) + (y - m) * Math.log(w * r / (x1 * q))
                    + stirling(f1) + stirling(z) + stirling(x1) + stirling(w);
            if (log <= bound) {
                return y;
            }
        }
    }

    private static double stirling(double x) {
        double x2 = x * x;
        return (13680. - (462. - (132. - (99. - 140. / x2) / x2) / x2) / x2) / x / 166320.;
    }

    private long geometric(double p) {
        if (p >= 0.333333333333333333333333) {
            long x = 1;
            double sum = p;
            double product = p;
            double q = 1.0 - p;
            double u = bits.real();
            while (u > sum) {
                product *= q;
                sum += product;
                x++;
            }
            return x;
        }
        return legacy ? (long) Math.ceil(Math.log(1.0 - bits.real()) / Math.log(1.0 - p))
                : (long) Math.ceil(-exponential() / Math.log1p(-p));
    }

    private double triangular(double left, double mode, double right) {
        double base = right - left;
        double leftBase = mode - left;
        double ratio = leftBase / base;
        double u = bits.real();
        return u <= ratio ? left + Math.sqrt(u * leftBase * base) : right - Math.sqrt((1.0 - u) * (right - mode) * base);
    }

    private double laplace(double loc, double scale) {
        while (true) {
            double u = bits.real();
            if (u >= 0.5) {
                return loc - scale * Math.log(2.0 - u - u);
            }
            if (u > 0.0) {
                return loc + scale * Math.log(u + u);
            }
        }
    }

    private double gumbel(double loc, double scale) {
        while (true) {
            double u = 1.0 - bits.real();
            if (u < 1.0) {
                return loc - scale * Math.log(-Math.log(u));
            }
        }
    }

    private double logistic(double loc, double scale) {
        while (true) {
            double u = bits.real();
            if (u > 0.0) {
                return loc + scale * Math.log(u / (1.0 - u));
            }
        }
    }

    private double studentT(double df) {
        double n = normal();
        double g = gamma(df / 2);
        return Math.sqrt(df / 2) * n / Math.sqrt(g);
    }

    private double wald(double mean, double scale) {
        double mu = mean / (2 * scale);
        double y = normal();
        y = mean * y * y;
        double x = mean + mu * (y - Math.sqrt(4 * scale * y + y * y));
        double u = bits.real();
        return u <= mean / (mean + x) ? x : mean * mean / x;
    }

    /** One number of the named distribution with these parameters. */
    double draw(String name, double a, double b, double c) {
        return switch (name) {
            case "random" -> bits.real();
            case "uniform" -> a + (b - a) * bits.real();
            case "normal" -> a + b * normal();
            case "exponential" -> a * exponential();
            case "gamma" -> b * gamma(a);
            case "beta" -> beta(a, b);
            case "chisquare" -> 2.0 * gamma(a / 2.0);
            case "f" -> {
                double x = 2.0 * gamma(a / 2.0) * b;
                yield x / (2.0 * gamma(b / 2.0) * a);
            }
            case "standard_t" -> studentT(a);
            case "cauchy" -> {
                double x = normal();
                yield x / normal();
            }
            case "lognormal" -> Math.exp(a + b * normal());
            case "laplace" -> laplace(a, b);
            case "gumbel" -> gumbel(a, b);
            case "logistic" -> logistic(a, b);
            case "rayleigh" -> legacy ? a * Math.sqrt(-2.0 * Math.log(1.0 - bits.real())) : a * Math.sqrt(2.0 * exponential());
            case "weibull" -> a == 0 ? 0 : Math.pow(exponential(), 1.0 / a);
            case "pareto" -> legacy ? Math.exp(exponential() / a) - 1 : Math.expm1(exponential() / a);
            case "power" -> legacy ? Math.pow(1 - Math.exp(-exponential()), 1.0 / a) : Math.pow(-Math.expm1(-exponential()), 1.0 / a);
            case "triangular" -> triangular(a, b, c);
            case "wald" -> wald(a, b);
            case "poisson" -> poisson(a);
            case "binomial" -> binomial((long) a, b);
            case "geometric" -> geometric(a);
            case "negative_binomial" -> poisson((1 - b) / b * gamma(a));
            default -> throw new IllegalArgumentException(name);
        };
    }
}
