package org.jacobilang.primitive;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.LongUnaryOperator;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.kernel.ComplexFunctions;
import org.jacobilang.array.kernel.Elements;
import org.jacobilang.array.kernel.Elementwise;
import org.jacobilang.array.kernel.Single;
import org.jacobilang.array.kernel.Special;
import org.jacobilang.primitive.ElementwiseRow.Accepts;
import org.jacobilang.program.Atom;
import org.jacobilang.program.Equation;
import org.jacobilang.program.Lowering;
import org.jacobilang.program.Params;
import org.jacobilang.program.Primitive;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.program.ScalarKernel;
import org.jacobilang.runtime.ComplexValue;
import org.jacobilang.runtime.Errors;

/** Functions of one operand. */
final class UnaryRows {
    private static final double LN2 = Math.log(2);

    private static final Elementwise.Complex SAME = (a, b, c, d, r) -> {
        r[0] = a;
        r[1] = b;
    };

    static final Primitive[] ALL = {
        linear("neg", Accepts.NUMBER, "stablehlo.negate", x -> -x, "-x").whole(x -> -x).complex((a, b, c, d, r) -> {
            r[0] = -a;
            r[1] = -b;
        }),
        new Unary("sign", Accepts.NUMBER, "stablehlo.sign", Math::signum, Unary.NONE, "-1, 0 or 1 by the sign of x") {
            @Override
            public String[] lower(Lowering l, Equation eq, String[] operands) {
                AbstractValue a = eq.output(0).aval();
                return a.dtype().isUnsigned() ? lowered(l, eq, "stablehlo.minimum", "", operands[0], l.constant(a, 1L))
                        : super.lower(l, eq, operands);
            }
        
            @Override
            LongUnaryOperator wholeFor(DType d) {
                return d == DType.UINT64 ? x -> x == 0 ? 0 : 1 : super.wholeFor(d);
            }
        }.whole(Long::signum)
                .complex((a, b, c, d, r) -> {
                    double n = Math.hypot(a, b);
                    r[0] = n == 0 ? 0 : a / n;
                    r[1] = n == 0 ? 0 : b / n;
                }),
        new Unary("floor", Accepts.FLOATING, "stablehlo.floor", Math::floor, Unary.NONE, "the greatest integer not above x"),
        new Unary("ceil", Accepts.FLOATING, "stablehlo.ceil", Math::ceil, Unary.NONE, "the least integer not below x"),
        new Round(),
        new IsFinite(),
        new Unary("exp", Accepts.INEXACT, "stablehlo.exponential", Math::exp, (o, x, y) -> y, "e to the power of x")
                .complex((a, b, c, d, r) -> {
                    r[0] = Math.exp(a) * Math.cos(b);
                    r[1] = Math.exp(a) * Math.sin(b);
                })
                .single(x -> Single.exp((float) x)),
        new Unary("exp2", Accepts.INEXACT, "", x -> Math.pow(2, x), (o, x, y) -> o.mul(y, LN2), "2 to the power of x") {
            @Override
            public String[] lower(Lowering l, Equation eq, String[] operands) {
                return wide(l, eq, operands[0], (a, x) -> l.op("stablehlo.exponential", a, "",
                        l.op("stablehlo.multiply", a, "", x, l.constant(a, LN2))));
            }
        }.single(x -> Single.exp2((float) x)).complex(ComplexFunctions::exp2),
        new Unary("log", Accepts.INEXACT, "stablehlo.log", Math::log, (o, x, y) -> reciprocal(o, x), "the natural logarithm")
                .domain(0.1, 3).complex((a, b, c, d, r) -> {
                    r[0] = Math.log(Math.hypot(a, b));
                    r[1] = Math.atan2(b, a);
                })
                .single(x -> Single.log((float) x)),
        new Unary("expm1", Accepts.INEXACT, "stablehlo.exponential_minus_one", Math::expm1, (o, x, y) -> o.add(y, 1), "exp(x) - 1")
                .complex(ComplexFunctions::expm1),
        new Unary("log1p", Accepts.INEXACT, "stablehlo.log_plus_one", Math::log1p, (o, x, y) -> reciprocal(o, o.add(x, 1)),
                "log(1 + x)").domain(-0.9, 3)
                .complex(ComplexFunctions::log1p)
                .single(x -> Single.log1p((float) x)),
        new Unary("sin", Accepts.INEXACT, "stablehlo.sine", Math::sin, (o, x, y) -> o.one("cos", x), "the sine")
                .complex((a, b, c, d, r) -> {
                    r[0] = Math.sin(a) * Math.cosh(b);
                    r[1] = Math.cos(a) * Math.sinh(b);
                }),
        new Unary("cos", Accepts.INEXACT, "stablehlo.cosine", Math::cos, (o, x, y) -> o.neg(o.one("sin", x)), "the cosine")
                .complex((a, b, c, d, r) -> {
                    r[0] = Math.cos(a) * Math.cosh(b);
                    r[1] = -Math.sin(a) * Math.sinh(b);
                }),
        new Unary("tan", Accepts.INEXACT, "stablehlo.tan", Math::tan, (o, x, y) -> o.add(o.mul(y, y), 1), "the tangent")
                .domain(-1.2, 1.2)
                .complex(ComplexFunctions::tan),
        new Unary("asin", Accepts.INEXACT, "chlo.asin", Math::asin, (o, x, y) -> o.one("rsqrt", oneMinusSquare(o, x)),
                "the arc sine").domain(-0.9, 0.9)
                .complex(ComplexFunctions::asin),
        new Unary("acos", Accepts.INEXACT, "chlo.acos", Math::acos, (o, x, y) -> o.neg(o.one("rsqrt", oneMinusSquare(o, x))),
                "the arc cosine").domain(-0.9, 0.9)
                .complex(ComplexFunctions::acos),
        new Unary("atan", Accepts.INEXACT, "chlo.atan", Math::atan, (o, x, y) -> reciprocal(o, o.add(o.mul(x, x), 1)),
                "the arc tangent") {
            @Override
            public String[] lower(Lowering l, Equation eq, String[] operands) {
                DType d = eq.output(0).aval().dtype();
                return d.isComplex() ? super.lower(l, eq, operands)
                        : wide(l, eq, operands[0], (a, x) -> BinaryRows.angle(l, a, x, l.constant(a, 1.0)));
            }
        }.complex(ComplexFunctions::atan),
        new Unary("sinh", Accepts.INEXACT, "chlo.sinh", Math::sinh, (o, x, y) -> o.one("cosh", x), "the hyperbolic sine")
                .single(x -> Single.sinh((float) x)).complex(ComplexFunctions::sinh),
        new Unary("cosh", Accepts.INEXACT, "chlo.cosh", Math::cosh, (o, x, y) -> o.one("sinh", x), "the hyperbolic cosine")
                .single(x -> Single.cosh((float) x)).complex(ComplexFunctions::cosh),
        new Unary("tanh", Accepts.INEXACT, "stablehlo.tanh", Math::tanh, (o, x, y) -> oneMinusSquare(o, y), "the hyperbolic tangent")
                .complex((a, b, c, d, r) -> {
                    double n = Math.cosh(2 * a) + Math.cos(2 * b);
                    r[0] = Math.abs(a) > 300 ? Math.signum(a) : Math.sinh(2 * a) / n;
                    r[1] = Math.sin(2 * b) / n;
                })
                .single(x -> Single.tanh((float) x)),
        new Unary("asinh", Accepts.INEXACT, "chlo.asinh", Special::asinh, (o, x, y) -> o.one("rsqrt", o.add(o.mul(x, x), 1)),
                "the inverse hyperbolic sine")
                .single(x -> Single.asinh((float) x)).complex(ComplexFunctions::asinh),
        new Unary("acosh", Accepts.INEXACT, "chlo.acosh", Special::acosh,
                (o, x, y) -> o.one("rsqrt", o.mul(o.add(x, -1), o.add(x, 1))), "the inverse hyperbolic cosine").domain(1.2, 3)
                .complex(ComplexFunctions::acosh),
        new Unary("atanh", Accepts.INEXACT, "chlo.atanh", Special::atanh, (o, x, y) -> reciprocal(o, oneMinusSquare(o, x)),
                "the inverse hyperbolic tangent").domain(-0.9, 0.9)
                .single(x -> Single.atanh((float) x)).complex(ComplexFunctions::atanh),
        new Unary("sqrt", Accepts.INEXACT, "stablehlo.sqrt", Math::sqrt, (o, x, y) -> o.div(o.scalar(y, 0.5), y), "the square root")
                .domain(0.1, 3).complex((a, b, c, d, r) -> {
                    double n = Math.sqrt((Math.hypot(a, b) + Math.abs(a)) / 2);
                    if (n == 0) {
                        r[0] = 0;
                        r[1] = b;
                    } else if (a >= 0) {
                        r[0] = n;
                        r[1] = b / (2 * n);
                    } else {
                        r[0] = Math.abs(b) / (2 * n);
                        r[1] = Math.copySign(n, b);
                    }
                }),
        new Unary("rsqrt", Accepts.INEXACT, "stablehlo.rsqrt", x -> 1 / Math.sqrt(x),
                (o, x, y) -> o.mul(o.div(y, x), -0.5), "1 / sqrt(x)").domain(0.2, 3),
        new Unary("cbrt", Accepts.FLOATING, "stablehlo.cbrt", Math::cbrt, (o, x, y) -> o.div(y, o.mul(x, 3)), "the cube root")
                .domain(0.2, 3),
        new Unary("logistic", Accepts.INEXACT, "stablehlo.logistic", Special::logistic,
                (o, x, y) -> o.mul(y, o.one("sub", o.scalar(y, 1), y)), "1 / (1 + exp(-x))")
                .single(x -> Single.logistic((float) x)),
        new Unary("erf", Accepts.FLOATING, "chlo.erf", Special::erf, (o, x, y) -> gauss(o, x, 2 / Math.sqrt(Math.PI)),
                "the error function")
                .single(x -> Single.erf((float) x)),
        new Unary("erfc", Accepts.FLOATING, "chlo.erfc", Special::erfc, (o, x, y) -> gauss(o, x, -2 / Math.sqrt(Math.PI)),
                "the complementary error function"),
        new Unary("erf_inv", Accepts.FLOATING, "chlo.erf_inv", Special::erfInv,
                (o, x, y) -> o.mul(o.one("exp", o.mul(y, y)), Math.sqrt(Math.PI) / 2), "the inverse of the error function")
                .domain(-0.9, 0.9)
                .single(x -> Single.erfInv((float) x)),
        new Unary("lgamma", Accepts.FLOATING, "chlo.lgamma", Special::lgamma, (o, x, y) -> o.one("digamma", x),
                "the logarithm of the absolute value of the gamma function").domain(0.3, 4),
        new Unary("digamma", Accepts.FLOATING, "chlo.digamma", Special::digamma, (o, x, y) -> o.one("trigamma", x),
                "the derivative of lgamma").domain(0.3, 4),
        new Unary("trigamma", Accepts.FLOATING, "", Special::trigamma, Unary.NONE, "the derivative of digamma") {
            @Override
            public String[] lower(Lowering l, Equation eq, String[] operands) {
                return wide(l, eq, operands[0], (a, x) -> {
                    String infinite = l.op("stablehlo.compare", a.withDType(DType.BOOL),
                            "comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = "
                                    + "#stablehlo<comparison_type FLOAT>", x, l.constant(a, Double.POSITIVE_INFINITY));
                    return l.op("stablehlo.select", a, "", infinite, l.constant(a, 0.0),
                            l.op("chlo.polygamma", a, "", l.constant(a, 1.0), x));
                });
            }
        }.domain(0.3, 4),
        new Unary("bessel_i0e", Accepts.FLOATING, "", Special::i0e,
                (o, x, y) -> o.sub(o.one("bessel_i1e", x), o.mul(o.one("sign", x), y)),
                "the modified Bessel function of order 0, times exp(-|x|)") {
            @Override
            public String[] lower(Lowering l, Equation eq, String[] operands) {
                return wide(l, eq, operands[0], (a, x) -> l.inline(SpecialPrograms.besselI0e(a), x)[0]);
            }
        }.domain(0.2, 3),
        new Unary("bessel_i1e", Accepts.FLOATING, "chlo.bessel_i1e", Special::i1e,
                (o, x, y) -> o.sub(o.one("bessel_i0e", x), o.mul(y, o.add(o.one("sign", x), reciprocal(o, x)))),
                "the modified Bessel function of order 1, times exp(-|x|)").domain(0.2, 3),
        new Abs(),
        new Unary("square", Accepts.NUMBER, "", x -> x * x, (o, x, y) -> o.mul(x, 2), "x * x") {
            @Override
            public String[] lower(Lowering l, Equation eq, String[] operands) {
                return lowered(l, eq, "stablehlo.multiply", "", operands[0], operands[0]);
            }
        }.whole(x -> x * x).complex((a, b, c, d, r) -> {
            r[0] = a * a - b * b;
            r[1] = 2 * a * b;
        }),
        new IntegerPow(),
        new Unary("not", Accepts.WHOLE, "stablehlo.not", x -> x, Unary.NONE, "the bitwise complement, or logical not") {
            @Override
            ArrayValue kernel(Params p, AbstractValue out, ArrayValue[] in) {
                return in[0].dtype() == DType.BOOL ? Elementwise.whole(out, in[0], x -> 1 - x) : super.kernel(p, out, in);
            }

            @Override
            public ScalarKernel scalarKernel(Params p, List<AbstractValue> in) {
                return in.get(0).dtype() == DType.BOOL ? new ScalarKernel.Whole1(x -> 1 - x) : super.scalarKernel(p, in);
            }
        }.whole(x -> ~x),
        new Bits("population_count", "stablehlo.popcnt", "the number of ones among the bits"),
        new Bits("clz", "stablehlo.count_leading_zeros", "the number of leading zeros"),
        new Part("real", "stablehlo.real", 0, "the real part"),
        new Part("imag", "stablehlo.imag", 1, "the imaginary part"),
        new Conj(),
        linear("copy", Accepts.ANY, "", x -> x, "x itself").whole(x -> x).complex(SAME),
        new Unary("stop_gradient", Accepts.ANY, "", x -> x, Unary.NONE, "x itself, which derivatives take for a constant") {
            @Override
            public String[] lower(Lowering l, Equation eq, String[] operands) {
                return operands;
            }
        }.whole(x -> x).complex(SAME),
        new Convert(),
        new ReducePrecision(),
    };

    private UnaryRows() {
    }

    /** Computes in float32 what XLA has not, or not well, in 16 bits. */
    private static String[] wide(Lowering l, Equation eq, String operand, BiFunction<AbstractValue, String, String> body) {
        AbstractValue a = eq.output(0).aval();
        if (a.dtype() != DType.FLOAT16 && a.dtype() != DType.BFLOAT16) {
            return new String[] {body.apply(a, operand)};
        }
        AbstractValue single = a.withDType(DType.FLOAT32);
        return new String[] {l.op("stablehlo.convert", a, "", body.apply(single, l.op("stablehlo.convert", single, "", operand)))};
    }

    private static Atom reciprocal(Ops o, Atom x) {
        return o.div(o.scalar(x, 1), x);
    }

    private static Atom oneMinusSquare(Ops o, Atom x) {
        return o.one("sub", o.scalar(x, 1), o.mul(x, x));
    }

    private static Atom gauss(Ops o, Atom x, double factor) {
        return o.mul(o.one("exp", o.neg(o.mul(x, x))), factor);
    }

    /** A function that is linear: its derivative is itself, and so is its transpose. */
    private static Unary linear(String name, ElementwiseRow.Accepts accepts, String hlo, java.util.function.DoubleUnaryOperator f,
            String doc) {
        return new Unary(name, accepts, hlo, f, Unary.NONE, doc) {
            @Override
            public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
                return JvpResult.of(b.emit1(this, eq.params(), primals),
                        tangents[0] == null ? null : b.emit1(this, eq.params(), tangents));
            }

            @Override
            public Atom[] transpose(ProgramBuilder b, Equation eq, Atom[] inputs, Atom[] cotangents) {
                return new Atom[] {cotangents[0] == null ? null : b.emit1(this, eq.params(), cotangents[0])};
            }

            @Override
            public String[] lower(Lowering l, Equation eq, String[] operands) {
                return hlo.isEmpty() ? operands : super.lower(l, eq, operands);
            }

            @Override
            public boolean differentiable() {
                return true;
            }
        };
    }

    /** {@code round[rounding_method]}: 0 rounds halves away from zero, 1 to even. */
    private static final class Round extends Unary {
        Round() {
            super("round", Accepts.FLOATING, "", Math::rint, Unary.NONE, "the nearest integer");
        }

        @Override
        List<Params> trials() {
            return List.of(Params.of("rounding_method", 0), Params.of("rounding_method", 1));
        }

        @Override
        ArrayValue kernel(Params p, AbstractValue out, ArrayValue[] in) {
            return Elementwise.real(out, in[0], even(p) ? Math::rint : Special::roundAway);
        }

        private static boolean even(Params p) {
            return p.has("rounding_method") && p.integer("rounding_method") == 1;
        }

        @Override
        public ScalarKernel scalarKernel(Params p, List<AbstractValue> in) {
            return even(p) ? super.scalarKernel(p, in) : null;
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            return lowered(l, eq, even(eq.params()) ? "stablehlo.round_nearest_even" : "stablehlo.round_nearest_afz", "", operands);
        }
    }

    private static final class IsFinite extends Unary {
        IsFinite() {
            super("is_finite", Accepts.FLOATING, "stablehlo.is_finite", x -> Double.isFinite(x) ? 1 : 0, Unary.NONE,
                    "whether x is neither infinite nor NaN");
        }

        @Override
        DType resultType(DType in) {
            return DType.BOOL;
        }

        @Override
        public ScalarKernel scalarKernel(Params p, List<AbstractValue> in) {
            return null;
        }
    }

    private static final class Abs extends Unary {
        Abs() {
            super("abs", Accepts.NUMBER, "stablehlo.abs", Math::abs, (o, x, y) -> x.aval().dtype().isComplex() ? null
                    : o.select(o.one("ge", x, o.scalar(x, 0)), o.broadcast(o.scalar(x, 1), x.aval().shape()),
                            o.broadcast(o.scalar(x, -1), x.aval().shape())), "the absolute value");
            whole(Math::abs);
            complex((a, b, c, d, r) -> r[0] = Math.hypot(a, b));
        }

        @Override
        LongUnaryOperator wholeFor(DType d) {
            return d.isUnsigned() ? x -> x : super.wholeFor(d);
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            return eq.input(0).aval().dtype().isUnsigned() ? operands : super.lower(l, eq, operands);
        }

        @Override
        DType resultType(DType in) {
            return part(in);
        }

        @Override
        public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
            if (!primals[0].aval().dtype().isComplex()) {
                return super.jvp(b, eq, primals, tangents);
            }
            Atom y = b.emit1(this, eq.params(), primals);
            Ops o = new Ops(b);
            Atom t = o.one("real", o.mul(tangents[0], o.one("conj", o.one("sign", primals[0]))));
            return JvpResult.of(y, t);
        }
    }

    /** The real dtype of a complex one's parts; other dtypes as they are. */
    static DType part(DType d) {
        return d == DType.COMPLEX64 ? DType.FLOAT32 : d == DType.COMPLEX128 ? DType.FLOAT64 : d;
    }

    private static final class IntegerPow extends Unary {
        IntegerPow() {
            super("integer_pow", Accepts.NUMBER, "", x -> x, Unary.NONE, "x to the power of the integer y");
        }

        @Override
        List<Params> trials() {
            return List.of(Params.of("y", 2), Params.of("y", 3), Params.of("y", 7), Params.of("y", -2));
        }

        @Override
        ArrayValue kernel(Params p, AbstractValue out, ArrayValue[] in) {
            int n = p.integer("y");
            if (in[0].dtype() == DType.FLOAT32) {
                // Each product is rounded, as XLA rounds it.
                return Elementwise.real(out, in[0], x -> Special.power((float) x, n));
            }
            if (Elements.isWhole(in[0].dtype())) {
                return Elementwise.whole(out, in[0], x -> wholePower(x, n));
            }
            if (in[0].dtype().isComplex()) {
                return Elementwise.complex(out, in[0], null, (a, b, c, d, r) -> power(new ComplexValue(a, b), n, r));
            }
            return Elementwise.real(out, in[0], x -> Special.power(x, n));
        }

        private static void power(ComplexValue x, int n, double[] r) {
            double re = 1;
            double im = 0;
            double a = x.re();
            double b = x.im();
            for (int k = Math.abs(n); k > 0; k >>= 1) {
                if ((k & 1) != 0) {
                    double t = re * a - im * b;
                    im = re * b + im * a;
                    re = t;
                }
                double t = a * a - b * b;
                b = 2 * a * b;
                a = t;
            }
            ComplexValue y = n < 0 ? new ComplexValue(1, 0).over(new ComplexValue(re, im)) : new ComplexValue(re, im);
            r[0] = y.re();
            r[1] = y.im();
        }

        @Override
        AbstractValue type(Params p, List<AbstractValue> in) {
            if (p.integer("y") < 0 && in.get(0).dtype().isInteger()) {
                throw Errors.typeError("Integers cannot be raised to negative powers, got integer_pow(%s, %d)", in.get(0),
                        p.integer("y"));
            }
            return super.type(p, in);
        }

        private static long wholePower(long x, int n) {
            long result = 1;
            for (int k = 0; k < n; k++) {
                result *= x;
            }
            return result;
        }

        @Override
        public ScalarKernel scalarKernel(Params p, List<AbstractValue> in) {
            int n = p.integer("y");
            return switch (in.get(0).dtype()) {
                case FLOAT32 -> new ScalarKernel.Real1(n == 2 ? x -> x * x : x -> Special.power((float) x, n));
                case FLOAT64 -> new ScalarKernel.Real1(n == 2 ? x -> x * x : x -> Special.power(x, n));
                case INT32 -> new ScalarKernel.Whole1(x -> wholePower(x, n));
                default -> null;
            };
        }

        @Override
        public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
            Ops o = new Ops(b);
            int n = eq.params().integer("y");
            Atom y = b.emit1(this, eq.params(), primals);
            if (tangents[0] == null || n == 0) {
                return JvpResult.of(y, null);
            }
            Atom x = primals[0];
            Atom d = n == 1 ? o.scalar(x, 1) : n == 2 ? o.mul(x, 2)
                    : o.mul(b.emit1(this, Params.of("y", n - 1), x), n);
            return JvpResult.of(y, o.mul(tangents[0], d));
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            AbstractValue a = eq.output(0).aval();
            int n = eq.params().integer("y");
            String base = operands[0];
            String result = null;
            for (int k = Math.abs(n); k > 0; k >>= 1) {
                if ((k & 1) != 0) {
                    result = result == null ? base : l.op("stablehlo.multiply", a, "", result, base);
                }
                if (k > 1) {
                    base = l.op("stablehlo.multiply", a, "", base, base);
                }
            }
            if (result == null) {
                return new String[] {l.constant(a, 1.0)};
            }
            return new String[] {n < 0 ? l.op("stablehlo.divide", a, "", l.constant(a, 1.0), result) : result};
        }

        @Override
        public boolean differentiable() {
            return true;
        }
    }

    /** Counts bits within the width of the dtype. */
    private static final class Bits extends Unary {
        Bits(String name, String hlo, String doc) {
            super(name, Accepts.INTEGER, hlo, x -> x, Unary.NONE, doc);
        }

        @Override
        ArrayValue kernel(Params p, AbstractValue out, ArrayValue[] in) {
            int bits = 8 * in[0].dtype().bytes();
            long mask = bits == 64 ? -1 : (1L << bits) - 1;
            return Elementwise.whole(out, in[0], name().equals("clz") ? x -> Long.numberOfLeadingZeros(x & mask) - (64 - bits)
                    : x -> Long.bitCount(x & mask));
        }

        @Override
        public ScalarKernel scalarKernel(Params p, List<AbstractValue> in) {
            return null;
        }
    }

    /** The real or imaginary part of complex numbers. */
    private static final class Part extends Unary {
        private final int which;

        Part(String name, String hlo, int which, String doc) {
            super(name, Accepts.COMPLEX, hlo, x -> x, Unary.NONE, doc);
            this.which = which;
            complex((a, b, c, d, r) -> r[0] = which == 0 ? a : b);
        }

        @Override
        DType resultType(DType in) {
            return part(in);
        }

        @Override
        public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
            return JvpResult.of(b.emit1(this, eq.params(), primals),
                    tangents[0] == null ? null : b.emit1(this, eq.params(), tangents));
        }

        @Override
        public Atom[] transpose(ProgramBuilder b, Equation eq, Atom[] inputs, Atom[] cotangents) {
            if (cotangents[0] == null) {
                return new Atom[1];
            }
            Ops o = new Ops(b);
            Atom ct = cotangents[0];
            Atom zero = o.zeros(ct.aval());
            return new Atom[] {which == 0 ? o.one("complex", ct, zero) : o.one("complex", zero, o.neg(ct))};
        }
    }

    private static final class Conj extends Unary {
        Conj() {
            super("conj", Accepts.COMPLEX, "", x -> x, Unary.NONE, "the complex conjugate");
            complex((a, b, c, d, r) -> {
                r[0] = a;
                r[1] = -b;
            });
        }

        @Override
        public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
            return JvpResult.of(b.emit1(this, eq.params(), primals),
                    tangents[0] == null ? null : b.emit1(this, eq.params(), tangents));
        }

        @Override
        public Atom[] transpose(ProgramBuilder b, Equation eq, Atom[] inputs, Atom[] cotangents) {
            return new Atom[] {cotangents[0] == null ? null : b.emit1(this, eq.params(), cotangents[0])};
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            AbstractValue a = eq.output(0).aval();
            AbstractValue half = a.withDType(part(a.dtype()));
            String re = l.op("stablehlo.real", half, "", operands[0]);
            String im = l.op("stablehlo.negate", half, "", l.op("stablehlo.imag", half, "", operands[0]));
            return lowered(l, eq, "stablehlo.complex", "", re, im);
        }
    }

    /** {@code convert_element_type[new_dtype weak_type]}. */
    private static final class Convert extends ElementwiseRow {
        Convert() {
            super("convert_element_type", Accepts.ANY, "x with another dtype");
        }

        @Override
        List<Params> trials() {
            return java.util.Arrays.stream(DType.values()).map(d -> Params.of("new_dtype", d, "weak_type", false)).toList();
        }

        @Override
        AbstractValue type(Params p, List<AbstractValue> in) {
            return new AbstractValue(p.dtype("new_dtype"), in.get(0).shape(), p.has("weak_type") && p.flag("weak_type"));
        }

        @Override
        ArrayValue kernel(Params p, AbstractValue out, ArrayValue[] in) {
            return Elementwise.convert(out, in[0]);
        }

        @Override
        public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
            Atom y = b.emit1(this, eq.params(), primals);
            boolean smooth = tangents[0] != null && y.aval().dtype().isInexact() && primals[0].aval().dtype().isInexact();
            return JvpResult.of(y, smooth ? b.emit1(this, eq.params(), tangents) : null);
        }

        @Override
        public Atom[] transpose(ProgramBuilder b, Equation eq, Atom[] inputs, Atom[] cotangents) {
            AbstractValue a = eq.input(0).aval();
            return new Atom[] {cotangents[0] == null ? null
                    : b.emit1(this, Params.of("new_dtype", a.dtype(), "weak_type", a.weak()), cotangents[0])};
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            AbstractValue from = eq.input(0).aval();
            AbstractValue to = eq.output(0).aval();
            if (from.dtype() == to.dtype()) {
                return operands;
            }
            if (to.dtype() == DType.BOOL && from.dtype().isComplex()) {
                AbstractValue half = from.withDType(part(from.dtype()));
                return lowered(l, eq, "stablehlo.compare", "comparison_direction = #stablehlo<comparison_direction NE>, "
                        + "compare_type = #stablehlo<comparison_type FLOAT>", l.op("stablehlo.real", half, "", operands[0]), l.constant(half, 0.0));
            }
            if (to.dtype() == DType.BOOL) {
                String kind = from.dtype().isInexact() ? "FLOAT" : from.dtype().isUnsigned() ? "UNSIGNED" : "SIGNED";
                return lowered(l, eq, "stablehlo.compare", "comparison_direction = #stablehlo<comparison_direction NE>, "
                        + "compare_type = #stablehlo<comparison_type " + kind + ">", operands[0], l.constant(from, 0.0));
            }
            if (from.dtype().isComplex() && !to.dtype().isComplex()) {
                String re = l.op("stablehlo.real", from.withDType(part(from.dtype())), "", operands[0]);
                return lowered(l, eq, "stablehlo.convert", "", re);
            }
            return lowered(l, eq, "stablehlo.convert", "", operands);
        }

        @Override
        public Atom forward(Equation eq) {
            return eq.input(0).aval().equals(eq.output(0).aval()) ? eq.input(0) : null;
        }

        @Override
        public ScalarKernel scalarKernel(Params p, List<AbstractValue> in) {
            return in.get(0).dtype().isComplex() || p.dtype("new_dtype").isComplex() ? null : new ScalarKernel.Convert();
        }
    }

    /** {@code reduce_precision[exponent_bits mantissa_bits]}. */
    private static final class ReducePrecision extends ElementwiseRow {
        ReducePrecision() {
            super("reduce_precision", Accepts.FLOATING, "x rounded to fewer bits");
        }

        @Override
        List<Params> trials() {
            return List.of(Params.of("exponent_bits", 5, "mantissa_bits", 4), Params.of("exponent_bits", 8, "mantissa_bits", 7));
        }

        @Override
        ArrayValue kernel(Params p, AbstractValue out, ArrayValue[] in) {
            int drop = 52 - p.integer("mantissa_bits");
            double largest = Math.scalb(2 - Math.pow(2, -p.integer("mantissa_bits")), (1 << p.integer("exponent_bits") - 1) - 1);
            return Elementwise.real(out, in[0], x -> {
                long bits = Double.doubleToRawLongBits(x);
                if (drop <= 0 || !Double.isFinite(x)) {
                    return x;
                }
                long half = (1L << drop - 1) - 1 + (bits >>> drop & 1);
                double y = Double.longBitsToDouble(bits + half & -1L << drop);
                return Math.abs(y) > largest ? Math.copySign(Double.POSITIVE_INFINITY, y) : y;
            });
        }

        @Override
        public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
            return JvpResult.of(b.emit1(this, eq.params(), primals),
                    tangents[0] == null ? null : b.emit1(this, eq.params(), tangents));
        }

        @Override
        public Atom[] transpose(ProgramBuilder b, Equation eq, Atom[] inputs, Atom[] cotangents) {
            return new Atom[] {cotangents[0] == null ? null : b.emit1(this, eq.params(), cotangents[0])};
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            return lowered(l, eq, "stablehlo.reduce_precision", "exponent_bits = " + eq.params().integer("exponent_bits")
                    + " : i32, mantissa_bits = " + eq.params().integer("mantissa_bits") + " : i32", operands);
        }
    }
}
