package org.jacobilang.builtin;

import java.math.BigInteger;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.numbers.gamma.Erf;
import org.apache.commons.numbers.gamma.Erfc;
import org.jacobilang.runtime.BinaryOp;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Numbers;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.PythonException;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;

/** The module {@code math}. */
final class MathModule {
    private MathModule() {
    }

    private static PythonException domain() {
        return Errors.valueError("math domain error");
    }

    /** A function of one float: a NaN from a number is a domain error, an infinity from a finite number a range error. */
    private static void unary(ModuleObject m, String name, String doc, DoubleUnaryOperator f) {
        m.function(name + "(x, /)", doc, a -> {
            Object traced = Operations.arrays().tracedMath(name, a[0]);
            if (traced != null) {
                return traced;
            }
            double x = Operations.real(a[0]);
            double y = f.applyAsDouble(x);
            if (Double.isNaN(y) && !Double.isNaN(x)) {
                throw domain();
            }
            if (Double.isInfinite(y) && !Double.isInfinite(x)) {
                if (name.startsWith("log") || name.equals("gamma") || name.equals("atanh") || name.equals("lgamma")) {
                    throw domain();
                }
                throw Errors.overflow("math range error");
            }
            return y;
        });
    }

    private static void binary(ModuleObject m, String name, String doc, DoubleBinaryOperator f) {
        m.function(name + "(x, y, /)", doc, a -> {
            Object traced = Operations.arrays().tracedMath(name, a[0], a[1]);
            if (traced != null) {
                return traced;
            }
            double x = Operations.real(a[0]);
            double y = Operations.real(a[1]);
            double z = f.applyAsDouble(x, y);
            if (Double.isNaN(z) && !Double.isNaN(x) && !Double.isNaN(y)) {
                throw domain();
            }
            if (Double.isInfinite(z) && !Double.isInfinite(x) && !Double.isInfinite(y)) {
                if (name.equals("pow") && x == 0) {
                    throw domain();
                }
                throw Errors.overflow("math range error");
            }
            return z;
        });
    }

    static ModuleObject make() {
        ModuleObject m = new ModuleObject("math");
        m.set("pi", Math.PI).set("e", Math.E).set("tau", 2 * Math.PI).set("inf", Double.POSITIVE_INFINITY)
                .set("nan", Double.NaN);
        unary(m, "sin", "The sine of x (radians).", Math::sin);
        unary(m, "cos", "The cosine of x (radians).", Math::cos);
        unary(m, "tan", "The tangent of x (radians).", Math::tan);
        unary(m, "asin", "The arc sine of x, in radians.", Math::asin);
        unary(m, "acos", "The arc cosine of x, in radians.", Math::acos);
        unary(m, "atan", "The arc tangent of x, in radians.", Math::atan);
        unary(m, "sinh", "The hyperbolic sine of x.", Math::sinh);
        unary(m, "cosh", "The hyperbolic cosine of x.", Math::cosh);
        unary(m, "tanh", "The hyperbolic tangent of x.", Math::tanh);
        unary(m, "asinh", "The inverse hyperbolic sine of x.", x -> Math.abs(x) < 1e-5 ? x - x * x * x / 6
                : Double.isInfinite(x) ? x : Math.copySign(Math.log(Math.abs(x) + Math.sqrt(x * x + 1)), x));
        unary(m, "acosh", "The inverse hyperbolic cosine of x.", x -> Double.isInfinite(x) && x > 0 ? x
                : Math.log(x + Math.sqrt(x * x - 1)));
        unary(m, "atanh", "The inverse hyperbolic tangent of x.", x -> 0.5 * Math.log1p(2 * x / (1 - x)));
        unary(m, "exp", "e raised to the power of x.", Math::exp);
        unary(m, "exp2", "2 raised to the power of x.", x -> Math.pow(2, x));
        unary(m, "expm1", "exp(x)-1, precise for small x.", Math::expm1);
        unary(m, "log1p", "The natural logarithm of 1+x, precise for small x.", Math::log1p);
        unary(m, "sqrt", "The square root of x.", Math::sqrt);
        unary(m, "cbrt", "The cube root of x.", Math::cbrt);
        unary(m, "degrees", "From radians to degrees.", x -> x * (180 / Math.PI));
        unary(m, "radians", "From degrees to radians.", x -> x * (Math.PI / 180));
        unary(m, "fabs", "The absolute value of x.", Math::abs);
        unary(m, "erf", "The error function at x.", Erf::value);
        unary(m, "erfc", "The complementary error function at x.", Erfc::value);
        unary(m, "gamma", "The gamma function at x.", Lanczos::gamma);
        unary(m, "lgamma", "The natural logarithm of the absolute value of the gamma function at x.", Lanczos::logGamma);
        binary(m, "atan2", "The arc tangent of y/x, in the right quadrant.", Math::atan2);
        binary(m, "pow", "x**y as floats.", Math::pow);
        m.function("fma(x, y, z, /)", "x*y + z, rounded once.", a -> {
            double x = Operations.real(a[0]);
            double y = Operations.real(a[1]);
            double z = Operations.real(a[2]);
            double r = Math.fma(x, y, z);
            if (Double.isNaN(r) && !Double.isNaN(x) && !Double.isNaN(y) && !Double.isNaN(z)) {
                throw Errors.valueError("invalid operation in fma");
            }
            if (Double.isInfinite(r) && Double.isFinite(x) && Double.isFinite(y) && Double.isFinite(z)) {
                throw Errors.overflow("overflow in fma");
            }
            return r;
        });
        binary(m, "fmod", "The remainder of C's fmod.", (x, y) -> x % y);
        binary(m, "remainder", "The IEEE remainder.", Math::IEEEremainder);
        binary(m, "copysign", "x with the sign of y.", Math::copySign);
        m.function("log(x, base=, /)", "The logarithm of x to a base, which is e if none is given.", a -> {
            Object traced = a[1] == null ? Operations.arrays().tracedMath("log", a[0]) : null;
            if (traced != null) {
                return traced;
            }
            double y = logarithm(a[0]);
            if (a[1] == null) {
                return y;
            }
            double b = logarithm(a[1]);
            if (b == 0) {
                throw Errors.zeroDivision("division by zero");
            }
            return y / b;
        });
        m.function("log2(x, /)", "The base 2 logarithm of x.", a -> logarithm(a[0], MathModule::log2));
        m.function("log10(x, /)", "The base 10 logarithm of x.", a -> logarithm(a[0], Math::log10));
        rounding(m);
        integers(m);
        sums(m);
        for (com.oracle.truffle.api.strings.TruffleString name : m.names()) {
            if (m.get(name) instanceof org.jacobilang.runtime.BuiltinFunction f) {
                // They ask for the value themselves.
                f.takesTraced = true;
            }
        }
        return m;
    }

    private static double positive(Object value) {
        double x = value instanceof BigInteger b ? b.signum() : Operations.real(value);
        if (x <= 0) {
            throw Errors.valueError("math domain error");
        }
        return value instanceof BigInteger ? Double.MAX_VALUE : x;
    }

    private static double logarithm(Object value) {
        return logarithm(value, Math::log);
    }

    /** A logarithm; an int too large for a float is taken apart into a fraction and a power of 2. */
    private static double logarithm(Object value, DoubleUnaryOperator log) {
        if (value instanceof BigInteger b && b.signum() > 0 && Double.isInfinite(b.doubleValue())) {
            int exponent = b.bitLength();
            double fraction = Math.scalb(b.shiftRight(exponent - 64).doubleValue(), -64);
            return log.applyAsDouble(fraction) + log.applyAsDouble(2) * exponent;
        }
        return log.applyAsDouble(positive(value));
    }

    private static double log2(double x) {
        int exponent = Math.getExponent(x);
        return x == Math.scalb(1.0, exponent) ? exponent : Math.log(x) / Math.log(2);
    }

    private static void rounding(ModuleObject m) {
        for (String name : new String[] {"floor", "ceil", "trunc"}) {
            m.function(name + "(x, /)", "The integer that " + name + " gives for x.", a -> {
                Object traced = Operations.arrays().tracedMath(name, a[0]);
                if (traced != null) {
                    return traced;
                }
                Object plain = TypeTables.base(a[0]);
                if (plain instanceof Double d) {
                    return NumberMethods.parseInt(name.equals("floor") ? Math.floor(d) : name.equals("ceil") ? Math.ceil(d) : d, null);
                }
                Object method = Operations.specialMethod(a[0], Strings.name("__" + name + "__"));
                if (method != null) {
                    return Operations.call(method);
                }
                double x = Operations.real(a[0]);
                return NumberMethods.parseInt(name.equals("floor") ? Math.floor(x) : name.equals("ceil") ? Math.ceil(x) : x, null);
            });
        }
        m.function("isnan(x, /)", "Whether x is not a number.", a -> {
            Object traced = Operations.arrays().tracedMath("isnan", a[0]);
            return traced != null ? traced : (Object) Double.isNaN(Operations.real(a[0]));
        });
        m.function("isinf(x, /)", "Whether x is an infinity.", a -> Double.isInfinite(Operations.real(a[0])));
        m.function("isfinite(x, /)", "Whether x is neither infinite nor NaN.", a -> {
            Object traced = Operations.arrays().tracedMath("isfinite", a[0]);
            return traced != null ? traced : (Object) Double.isFinite(Operations.real(a[0]));
        });
        m.function("isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)", "Whether two numbers are close.", a -> {
            double x = Operations.real(a[0]);
            double y = Operations.real(a[1]);
            if (x == y) {
                return true;
            }
            double d = Math.abs(x - y);
            return !Double.isInfinite(d) && !Double.isNaN(d)
                    && d <= Math.max(Operations.real(a[2]) * Math.max(Math.abs(x), Math.abs(y)), Operations.real(a[3]));
        });
        m.function("modf(x, /)", "The fractional and integer parts of x.", a -> {
            double x = Operations.real(a[0]);
            double whole = x < 0 ? Math.ceil(x) : Math.floor(x);
            return new TupleObject(Math.copySign(Double.isInfinite(x) ? 0 : x - whole, x), whole);
        });
        m.function("frexp(x, /)", "The mantissa and exponent of x.", a -> {
            double x = Operations.real(a[0]);
            if (x == 0 || !Double.isFinite(x)) {
                return new TupleObject(x, 0L);
            }
            int e = Math.getExponent(x) + 1;
            if (e < Double.MIN_EXPONENT) {
                e = Math.getExponent(x * 0x1p54) + 1 - 54;
            }
            return new TupleObject(x / Math.pow(2, e), (long) e);
        });
        m.function("ldexp(x, i, /)", "x * (2**i).", a -> {
            double y = Math.scalb(Operations.real(a[0]), (int) Math.max(-5000, Math.min(5000, Operations.index(a[1]))));
            if (Double.isInfinite(y) && !Double.isInfinite(Operations.real(a[0]))) {
                throw Errors.overflow("math range error");
            }
            return y;
        });
        m.function("nextafter(x, y, /)", "The next float after x towards y.",
                a -> Math.nextAfter(Operations.real(a[0]), Operations.real(a[1])));
        m.function("ulp(x, /)", "The value of the least significant bit of x.", a -> Math.ulp(Operations.real(a[0])));
    }

    private static BigInteger big(Object value) {
        return Numbers.big(Operations.integer(value));
    }

    private static void integers(ModuleObject m) {
        m.function("factorial(n, /)", "n!", a -> {
            long n = Operations.index(a[0]);
            if (n < 0) {
                throw Errors.valueError("factorial() not defined for negative values");
            }
            return Numbers.normal(product(2, n));
        });
        m.function("gcd(*integers)", "The greatest common divisor.", a -> {
            BigInteger g = BigInteger.ZERO;
            for (Object x : ((TupleObject) a[0]).items) {
                g = g.gcd(big(x));
            }
            return Numbers.normal(g);
        });
        m.function("lcm(*integers)", "The least common multiple.", a -> {
            BigInteger l = BigInteger.ONE;
            for (Object x : ((TupleObject) a[0]).items) {
                BigInteger n = big(x).abs();
                l = n.signum() == 0 || l.signum() == 0 ? BigInteger.ZERO : l.divide(l.gcd(n)).multiply(n);
            }
            return Numbers.normal(l);
        });
        m.function("comb(n, k, /)", "The number of ways to choose k of n items.", a -> {
            long n = Operations.index(a[0]);
            long k = Operations.index(a[1]);
            if (n < 0 || k < 0) {
                throw Errors.valueError("%s must be a non-negative integer", n < 0 ? "n" : "k");
            }
            return k > n ? (Object) 0L
                    : Numbers.normal(product(n - Math.min(k, n - k) + 1, n).divide(product(2, Math.min(k, n - k))));
        });
        m.function("perm(n, k=None, /)", "The number of ways to choose k of n items in order.", a -> {
            long n = Operations.index(a[0]);
            long k = a[1] == None.NONE ? n : Operations.index(a[1]);
            if (n < 0 || k < 0) {
                throw Errors.valueError("%s must be a non-negative integer", n < 0 ? "n" : "k");
            }
            return k > n ? (Object) 0L : Numbers.normal(product(n - k + 1, n));
        });
        m.function("isqrt(n, /)", "The integer part of the square root.", a -> {
            BigInteger n = big(a[0]);
            if (n.signum() < 0) {
                throw Errors.valueError("isqrt() argument must be nonnegative");
            }
            return Numbers.normal(n.sqrt());
        });
    }

    private static BigInteger product(long from, long to) {
        if (from > to) {
            return BigInteger.ONE;
        }
        if (to - from < 8) {
            BigInteger p = BigInteger.valueOf(from);
            for (long i = from + 1; i <= to; i++) {
                p = p.multiply(BigInteger.valueOf(i));
            }
            return p;
        }
        long middle = (from + to) / 2;
        return product(from, middle).multiply(product(middle + 1, to));
    }

    private static void sums(ModuleObject m) {
        m.function("fsum(seq, /)", "An accurate floating point sum.", a -> {
            java.math.BigDecimal total = java.math.BigDecimal.ZERO;
            double special = 0;
            for (Object x : Operations.items(a[0])) {
                double d = Operations.real(x);
                if (Double.isFinite(d)) {
                    total = total.add(new java.math.BigDecimal(d));
                } else {
                    special += d;
                }
            }
            return special != 0 ? special : total.doubleValue();
        });
        m.function("prod(iterable, /, *, start=1)", "The product of the items and the start value.", a -> {
            Object p = a[1];
            for (Object x : Operations.items(a[0])) {
                p = Operations.binary(BinaryOp.MUL, p, x);
            }
            return p;
        });
        m.function("sumprod(p, q, /)", "The sum of products of pairs.", a -> {
            Object[] p = Operations.items(a[0]);
            Object[] q = Operations.items(a[1]);
            if (p.length != q.length) {
                throw Errors.valueError("Inputs are not the same length");
            }
            Object total = 0L;
            for (int i = 0; i < p.length; i++) {
                total = Operations.binary(BinaryOp.ADD, total, Operations.binary(BinaryOp.MUL, p[i], q[i]));
            }
            return total;
        });
        m.function("hypot(*coordinates)", "The Euclidean norm.", a -> {
            double total = 0;
            for (Object x : ((TupleObject) a[0]).items) {
                total = Math.hypot(total, Operations.real(x));
            }
            return total;
        });
        m.function("dist(p, q, /)", "The Euclidean distance.", a -> {
            Object[] p = Operations.items(a[0]);
            Object[] q = Operations.items(a[1]);
            if (p.length != q.length) {
                throw Errors.valueError("both points must have the same number of dimensions");
            }
            double total = 0;
            for (int i = 0; i < p.length; i++) {
                total = Math.hypot(total, Operations.real(p[i]) - Operations.real(q[i]));
            }
            return total;
        });
    }
}
