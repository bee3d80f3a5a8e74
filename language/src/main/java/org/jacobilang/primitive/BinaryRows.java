package org.jacobilang.primitive;

import java.util.List;
import java.util.function.LongBinaryOperator;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Shape;
import org.jacobilang.array.kernel.ComplexFunctions;
import org.jacobilang.array.kernel.Elements;
import org.jacobilang.array.kernel.Elementwise;
import org.jacobilang.array.kernel.Special;
import org.jacobilang.primitive.ElementwiseRow.Accepts;
import org.jacobilang.program.Atom;
import org.jacobilang.program.Equation;
import org.jacobilang.program.Lowering;
import org.jacobilang.program.Params;
import org.jacobilang.program.Primitive;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.program.Sample;
import org.jacobilang.program.ScalarKernel;
import org.jacobilang.runtime.ComplexValue;
import org.jacobilang.runtime.Errors;

/** Functions of two and more operands. */
final class BinaryRows {
    static final Primitive[] ALL = {
        new Linear2("add", "stablehlo.add", (x, y) -> x + y, false).whole(Long::sum).basic(Elementwise.Basic.ADD)
                .complex((a, b, c, d, r) -> {
                    r[0] = a + c;
                    r[1] = b + d;
                }),
        new Linear2("sub", "stablehlo.subtract", (x, y) -> x - y, true).whole((x, y) -> x - y).basic(Elementwise.Basic.SUB)
                .complex((a, b, c, d, r) -> {
                    r[0] = a - c;
                    r[1] = b - d;
                }),
        new Mul(),
        new Div(),
        new Binary("rem", Accepts.REAL, "stablehlo.remainder", (x, y) -> x % y, (o, x, y, z) -> o.scalar(x, 1),
                (o, x, y, z) -> {
                    Atom q = o.div(x, y);
                    return o.neg(o.select(o.one("gt", q, o.scalar(q, 0)), o.one("floor", q), o.one("ceil", q)));
                }, "the remainder of x / y with the sign of x") {
            @Override
            LongBinaryOperator wholeFor(DType d) {
                return d == DType.UINT64 ? (x, y) -> y == 0 ? x : Long.remainderUnsigned(x, y) : (x, y) -> y == 0 ? x : y == -1 ? 0 : x % y;
            }
        }.whole((x, y) -> y == 0 ? x : x % y).domain(0.5, 2),
        new Pow(),
        extreme("max", "stablehlo.maximum", true),
        extreme("min", "stablehlo.minimum", false),
        new Binary("atan2", Accepts.INEXACT, "stablehlo.atan2", Math::atan2,
                (o, x, y, z) -> o.div(y, o.add(o.mul(x, x), o.mul(y, y))),
                (o, x, y, z) -> o.neg(o.div(x, o.add(o.mul(x, x), o.mul(y, y)))), "the angle of the point (y, x)") {
            @Override
            public String[] lower(Lowering l, Equation eq, String[] operands) {
                String[] in = widened(l, eq, operands);
                AbstractValue a = eq.output(0).aval();
                return new String[] {a.dtype().isComplex() ? l.op("stablehlo.atan2", a, "", in) : angle(l, a, in[0], in[1])};
            }
        }.complex(ComplexFunctions::atan2),
        new Binary("nextafter", Accepts.FLOATING, "chlo.next_after", Math::nextAfter, Binary.NONE, Binary.NONE,
                "the next number after x towards y") {
            @Override
            ArrayValue kernel(Params p, AbstractValue out, ArrayValue[] in) {
                DType d = in[0].dtype();
                return d == DType.FLOAT64 ? super.kernel(p, out, in) : Elementwise.exact(out, in[0], in[1], (x, y) -> Special.nextAfter(d, x, y));
            }

            @Override
            public ScalarKernel scalarKernel(Params p, List<AbstractValue> in) {
                return null;
            }
        },
        bits("and", "stablehlo.and", (x, y) -> x & y, "the bitwise, or logical, and"),
        bits("or", "stablehlo.or", (x, y) -> x | y, "the bitwise, or logical, or"),
        bits("xor", "stablehlo.xor", (x, y) -> x ^ y, "the bitwise, or logical, exclusive or"),
        new Shift("shift_left", "stablehlo.shift_left", "x with its bits moved left"),
        new Shift("shift_right_arithmetic", "stablehlo.shift_right_arithmetic", "x with its bits moved right, the sign repeated"),
        new Shift("shift_right_logical", "stablehlo.shift_right_logical", "x with its bits moved right, zeros coming in"),
        new Complex(),
        special("igamma", "the regularized lower incomplete gamma function of a and x", Special::igamma, (o, a, x, z) -> gammaDensity(o, a, x)),
        special("igammac", "the regularized upper incomplete gamma function of a and x", Special::igammac,
                (o, a, x, z) -> o.neg(gammaDensity(o, a, x))),
        new Compare("eq", "EQ"), new Compare("ne", "NE"), new Compare("lt", "LT"), new Compare("le", "LE"),
        new Compare("gt", "GT"), new Compare("ge", "GE"),
        new SelectN(),
        new Clamp(),
    };

    private BinaryRows() {
    }

    /**
     * The angle of the point (x, y). XLA's CPU compiler gets atan2 wrong where the second operand is a constant that it can see,
     * so here it is one only as long as the other operand is not NaN.
     */
    static String angle(Lowering l, AbstractValue a, String y, String x) {
        String number = l.op("stablehlo.compare", a.withDType(DType.BOOL), "comparison_direction = "
                + "#stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>", y, y);
        return l.op("stablehlo.atan2", a, "", y, l.op("stablehlo.select", a, "", number, x, y));
    }

    private static Atom gammaDensity(Ops o, Atom a, Atom x) {
        Atom log = o.one("sub", o.one("sub", o.mul(o.add(a, -1), o.one("log", x)), x), o.one("lgamma", a));
        return o.one("exp", log);
    }

    private static Binary special(String name, String doc, java.util.function.DoubleBinaryOperator f, Binary.Partial byX) {
        return new Binary(name, Accepts.FLOATING, "", f, Binary.NONE, byX, doc) {
            @Override
            public String[] lower(Lowering l, Equation eq, String[] operands) {
                AbstractValue out = eq.output(0).aval();
                String[] in = widened(l, eq, operands);
                if (out.dtype() == DType.FLOAT32 || out.dtype() == DType.FLOAT64) {
                    return l.inline(SpecialPrograms.incompleteGamma(out, name.equals("igammac")), in);
                }
                AbstractValue single = out.withDType(DType.FLOAT32);
                String y = l.inline(SpecialPrograms.incompleteGamma(single, name.equals("igammac")),
                        l.op("stablehlo.convert", single, "", in[0]), l.op("stablehlo.convert", single, "", in[1]))[0];
                return lowered(l, eq, "stablehlo.convert", "", y);
            }
        }.domain(0.5, 3);
    }

    private static Binary bits(String name, String hlo, LongBinaryOperator f, String doc) {
        return new Binary(name, Accepts.WHOLE, hlo, (x, y) -> x, Binary.NONE, Binary.NONE, doc).whole(f);
    }

    private static Atom share(Ops o, Atom mine, Atom other, Atom result) {
        Atom one = o.scalar(result, 1);
        Atom tie = o.select(o.one("eq", mine, other), o.broadcast(o.scalar(result, 0.5), result.aval().shape()),
                o.broadcast(one, result.aval().shape()));
        Atom here = o.broadcast(o.one("eq", mine, result), result.aval().shape());
        return o.select(here, tie, o.broadcast(o.scalar(result, 0), result.aval().shape()));
    }

    /** The greater or lesser of two; equal operands share the derivative. */
    private static Binary extreme(String name, String hlo, boolean max) {
        return new Binary(name, Accepts.ANY, hlo, max ? Math::max : Math::min, (o, x, y, z) -> share(o, x, y, z),
                (o, x, y, z) -> share(o, y, x, z), (max ? "the greater" : "the lesser") + " of x and y; NaN if either is") {
            @Override
            LongBinaryOperator wholeFor(DType d) {
                return d == DType.UINT64 ? (x, y) -> Long.compareUnsigned(x, y) >= 0 == max ? x : y : super.wholeFor(d);
            }

            @Override
            ArrayValue kernel(Params p, AbstractValue out, ArrayValue[] in) {
                return out.dtype() == DType.FLOAT32 ? Elementwise.extreme(max, out, in[0], in[1]) : super.kernel(p, out, in);
            }
        }.whole(max ? Math::max : Math::min).complex(max ? ComplexFunctions::max : ComplexFunctions::min);
    }

    /** Addition and subtraction. */
    private static final class Linear2 extends Binary {
        private final boolean negative;

        Linear2(String name, String hlo, java.util.function.DoubleBinaryOperator f, boolean negative) {
            super(name, Accepts.NUMBER, hlo, f, NONE, NONE, negative ? "x - y" : "x + y");
            this.negative = negative;
        }

        @Override
        public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
            Ops o = new Ops(b);
            Atom z = b.emit1(this, eq.params(), primals);
            Atom t = negative ? o.sub(tangents[0], tangents[1]) : o.add(tangents[0], tangents[1]);
            return JvpResult.of(z, o.broadcast(t, z.aval().shape()));
        }

        @Override
        public Atom[] transpose(ProgramBuilder b, Equation eq, Atom[] inputs, Atom[] cotangents) {
            Ops o = new Ops(b);
            Atom ct = cotangents[0];
            Atom x = inputs[0] == null ? o.unbroadcast(ct, eq.input(0).aval()) : null;
            Atom y = inputs[1] == null ? o.unbroadcast(negative ? o.neg(ct) : ct, eq.input(1).aval()) : null;
            return new Atom[] {x, y};
        }

        @Override
        public boolean differentiable() {
            return true;
        }
    }

    private static final class Mul extends Binary {
        Mul() {
            super("mul", Accepts.NUMBER, "stablehlo.multiply", (x, y) -> x * y, (o, x, y, z) -> y, (o, x, y, z) -> x, "x * y");
            whole((x, y) -> x * y);
            basic(Elementwise.Basic.MUL);
            complex((a, b, c, d, r) -> {
                r[0] = a * c - b * d;
                r[1] = a * d + b * c;
            });
        }

        @Override
        public Atom[] transpose(ProgramBuilder b, Equation eq, Atom[] inputs, Atom[] cotangents) {
            Ops o = new Ops(b);
            int i = inputs[0] == null ? 0 : 1;
            Atom[] out = new Atom[2];
            out[i] = o.unbroadcast(o.mul(cotangents[0], inputs[1 - i]), eq.input(i).aval());
            return out;
        }
    }

    private static final class Div extends Binary {
        Div() {
            super("div", Accepts.NUMBER, "stablehlo.divide", (x, y) -> x / y, (o, x, y, z) -> o.div(o.scalar(y, 1), y),
                    (o, x, y, z) -> o.neg(o.div(z, y)), "x / y; integers round towards zero");
            basic(Elementwise.Basic.DIV);
            domain(0.5, 2);
            complex((a, b, c, d, r) -> {
                if (c == 0 && d == 0) {
                    r[0] = a / 0.0;
                    r[1] = b / 0.0;
                } else {
                    ComplexValue q = new ComplexValue(a, b).over(new ComplexValue(c, d));
                    r[0] = q.re();
                    r[1] = q.im();
                }
            });
        }

        @Override
        LongBinaryOperator wholeFor(DType d) {
            return d == DType.UINT64 ? (x, y) -> y == 0 ? -1 : Long.divideUnsigned(x, y) : (x, y) -> y == 0 ? -1 : x / y;
        }

        @Override
        public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
            Ops o = new Ops(b);
            Atom z = b.emit1(this, eq.params(), primals);
            Atom t = o.div(tangents[0], primals[1]);
            if (tangents[1] != null) {
                t = o.sub(t, o.mul(tangents[1], o.div(z, primals[1])));
            }
            return JvpResult.of(z, o.broadcast(t, z.aval().shape()));
        }

        @Override
        public Atom[] transpose(ProgramBuilder b, Equation eq, Atom[] inputs, Atom[] cotangents) {
            Ops o = new Ops(b);
            return new Atom[] {o.unbroadcast(o.div(cotangents[0], inputs[1]), eq.input(0).aval()), null};
        }
    }

    private static final class Pow extends Binary {
        Pow() {
            super("pow", Accepts.INEXACT, "stablehlo.power", Special::pow, NONE, NONE, "x to the power of y");
            domain(0.5, 2);
            complex(ComplexFunctions::pow);
        }

        @Override
        AbstractValue type(Params p, List<AbstractValue> in) {
            if (in.get(1).dtype().isInteger() && in.get(0).dtype().isInexact()) {
                return new AbstractValue(in.get(0).dtype(), shape(name(), in), allWeak(in));
            }
            return super.type(p, in);
        }

        @Override
        ArrayValue kernel(Params p, AbstractValue out, ArrayValue[] in) {
            if (in[1].dtype().isInteger()) {
                AbstractValue same = in[1].aval().withDType(in[0].dtype());
                return super.kernel(p, out, new ArrayValue[] {in[0], Elementwise.convert(same, in[1])});
            }
            return super.kernel(p, out, in);
        }

        @Override
        public ScalarKernel scalarKernel(Params p, List<AbstractValue> in) {
            return in.get(1).dtype().isInteger() ? null : super.scalarKernel(p, in);
        }

        @Override
        public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
            Ops o = new Ops(b);
            Atom x = primals[0];
            Atom y = primals[1];
            Atom z = b.emit1(this, eq.params(), primals);
            Atom t = null;
            if (tangents[0] != null) {
                Atom yr = o.convert(y, x.aval().dtype());
                Atom isZero = o.one("eq", y, o.scalar(y, 0));
                Atom safe = o.select(isZero, o.broadcast(o.scalar(y, 1), y.aval().shape()), y);
                Atom slope = o.mul(yr, b.emit1(this, eq.params(), x, o.add(safe, -1)));
                slope = o.select(o.broadcast(isZero, z.aval().shape()), o.zeros(z.aval()), o.broadcast(slope, z.aval().shape()));
                t = o.mul(tangents[0], slope);
            }
            if (tangents[1] != null && y.aval().dtype().isInexact()) {
                Atom zeroBase = o.one("eq", x, o.scalar(x, 0));
                Atom base = o.select(zeroBase, o.broadcast(o.scalar(x, 1), x.aval().shape()), x);
                t = o.add(t, o.mul(tangents[1], o.mul(o.one("log", base), z)));
            }
            return JvpResult.of(z, o.broadcast(t, z.aval().shape()));
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            String[] wide = widened(l, eq, operands);
            if (eq.input(1).aval().dtype().isInteger()) {
                wide[1] = l.op("stablehlo.convert", eq.output(0).aval(), "", wide[1]);
            }
            return lowered(l, eq, "stablehlo.power", "", wide);
        }

        @Override
        public boolean differentiable() {
            return true;
        }
    }

    /** Shifts by at least the width give zero, or the sign. */
    private static final class Shift extends Binary {
        Shift(String name, String hlo, String doc) {
            super(name, Accepts.INTEGER, hlo, (x, y) -> x, NONE, NONE, doc);
        }

        @Override
        LongBinaryOperator wholeFor(DType d) {
            int bits = 8 * d.bytes();
            long mask = bits == 64 ? -1 : (1L << bits) - 1;
            return switch (name()) {
                case "shift_left" -> (x, y) -> y < 0 || y >= bits ? 0 : x << y;
                case "shift_right_logical" -> (x, y) -> y < 0 || y >= bits ? 0 : (x & mask) >>> y;
                default -> (x, y) -> {
                    long s = bits == 64 ? x : x << 64 - bits >> 64 - bits;
                    return s >> (y < 0 || y >= bits ? bits - 1 : y);
                };
            };
        }
    }

    private static final class Complex extends Binary {
        Complex() {
            super("complex", Accepts.FLOATING, "stablehlo.complex", (x, y) -> x, NONE, NONE, "the number x + i y");
        }

        @Override
        AbstractValue type(Params p, List<AbstractValue> in) {
            DType d = in.get(0).dtype();
            if (d != DType.FLOAT32 && d != DType.FLOAT64) {
                throw Errors.typeError("complex does not accept dtype %s at position 0. Accepted dtypes at position 0 are subtypes of "
                        + "float32, float64.", d.jaxName());
            }
            return super.type(p, in);
        }

        @Override
        DType resultType(DType in) {
            return in == DType.FLOAT64 ? DType.COMPLEX128 : DType.COMPLEX64;
        }

        @Override
        ArrayValue kernel(Params p, AbstractValue out, ArrayValue[] in) {
            return Elementwise.complex(out, in[0], in[1], (a, b, c, d, r) -> {
                r[0] = a;
                r[1] = c;
            });
        }

        @Override
        public ScalarKernel scalarKernel(Params p, List<AbstractValue> in) {
            return null;
        }

        @Override
        public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
            Ops o = new Ops(b);
            Atom z = b.emit1(this, eq.params(), primals);
            return JvpResult.of(z, b.emit1(this, eq.params(), o.materialize(tangents[0], primals[0].aval()),
                    o.materialize(tangents[1], primals[1].aval())));
        }

        @Override
        public Atom[] transpose(ProgramBuilder b, Equation eq, Atom[] inputs, Atom[] cotangents) {
            Ops o = new Ops(b);
            Atom ct = cotangents[0];
            if (ct == null) {
                return new Atom[2];
            }
            return new Atom[] {inputs[0] == null ? o.unbroadcast(o.one("real", ct), eq.input(0).aval()) : null,
                inputs[1] == null ? o.unbroadcast(o.neg(o.one("imag", ct)), eq.input(1).aval()) : null};
        }
    }

    private static final class Compare extends Binary {
        private final String direction;

        Compare(String name, String direction) {
            super(name, Accepts.ANY, "stablehlo.compare", (x, y) -> 0, NONE, NONE, "whether x " + name + " y");
            this.direction = direction;
        }

        private static ScalarKernel.Test real(String name) {
            return switch (name) {
                case "eq" -> (x, y) -> x == y;
                case "ne" -> (x, y) -> x != y;
                case "lt" -> (x, y) -> x < y;
                case "le" -> (x, y) -> x <= y;
                case "gt" -> (x, y) -> x > y;
                default -> (x, y) -> x >= y;
            };
        }

        @Override
        LongBinaryOperator wholeFor(DType d) {
            if (d == DType.UINT64) {
                ScalarKernel.Test t = real(name());
                return (x, y) -> t.test(Long.compareUnsigned(x, y), 0) ? 1 : 0;
            }
            return switch (name()) {
                case "eq" -> (x, y) -> x == y ? 1 : 0;
                case "ne" -> (x, y) -> x != y ? 1 : 0;
                case "lt" -> (x, y) -> x < y ? 1 : 0;
                case "le" -> (x, y) -> x <= y ? 1 : 0;
                case "gt" -> (x, y) -> x > y ? 1 : 0;
                default -> (x, y) -> x >= y ? 1 : 0;
            };
        }

        @Override
        DType resultType(DType in) {
            return DType.BOOL;
        }

        @Override
        ArrayValue kernel(Params p, AbstractValue out, ArrayValue[] in) {
            DType d = in[0].dtype();
            if (d == DType.FLOAT32 || d == DType.INT32) {
                return Elementwise.compare(Elementwise.CompareOp.valueOf(name().toUpperCase(java.util.Locale.ROOT)), out, in[0], in[1]);
            }
            if (Elements.isWhole(d)) {
                return Elementwise.whole(out, in[0], in[1], wholeFor(d));
            }
            ScalarKernel.Test t = real(name());
            if (d.isComplex()) {
                boolean equality = name().equals("eq") || name().equals("ne");
                return Elementwise.complex(out, in[0], in[1], (a, b, c, e, r) -> {
                    boolean same = a == c && b == e;
                    r[0] = equality ? same == name().equals("eq") ? 1 : 0 : t.test(a == c ? b : a, a == c ? e : c) ? 1 : 0;
                });
            }
            return Elementwise.real(out, in[0], in[1], (x, y) -> t.test(x, y) ? 1 : 0);
        }

        @Override
        public ScalarKernel scalarKernel(Params p, List<AbstractValue> in) {
            DType d = in.get(0).dtype();
            return Elements.isWhole(d) ? new ScalarKernel.Whole2(wholeFor(d))
                    : d.isComplex() ? null : new ScalarKernel.RealTest(real(name()));
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            DType d = eq.input(0).aval().dtype();
            String kind = d.isInexact() ? "FLOAT" : d.isUnsigned() || d == DType.BOOL ? "UNSIGNED" : "SIGNED";
            return lowered(l, eq, "stablehlo.compare", "comparison_direction = #stablehlo<comparison_direction " + direction
                    + ">, compare_type = #stablehlo<comparison_type " + kind + ">", widened(l, eq, operands));
        }
    }

    /** {@code select_n which *cases}: the selector is a bool or an int32, of rank 0 or the cases' shape. */
    private static final class SelectN extends ElementwiseRow {
        SelectN() {
            super("select_n", Accepts.ANY, "for each element the case that the selector names");
        }

        @Override
        public List<Sample> samples() {
            return List.of(Sample.of(Params.NONE, Sample.any(DType.BOOL, 3, 4), Sample.any(3, 4), Sample.any(3, 4)),
                    Sample.of(Params.NONE, Sample.any(DType.BOOL), Sample.any(3, 4), Sample.any(3, 4)),
                    Sample.of(Params.NONE, Sample.any(DType.BOOL), Sample.any(), Sample.any()),
                    Sample.of(Params.NONE, Sample.indices(Shape.of(4), 0, 1, 2, 1), Sample.any(4), Sample.any(4), Sample.any(4)),
                    Sample.of(Params.NONE, Sample.index(1), Sample.any(4), Sample.any(4), Sample.any(4)));
        }

        @Override
        AbstractValue type(Params p, List<AbstractValue> in) {
            List<AbstractValue> cases = in.subList(1, in.size());
            sameDType("select", cases, 0);
            for (AbstractValue c : cases) {
                if (!c.shape().equals(cases.get(0).shape())) {
                    throw Errors.typeError("select cases must have the same shapes, got [%s, %s].", cases.get(0).shape(), c.shape());
                }
            }
            Shape s = in.get(0).shape();
            if (s.rank() > 0 && !s.equals(cases.get(0).shape())) {
                throw Errors.typeError("select `which` must be scalar or have the same shape as cases, got `which` shape %s but "
                        + "case shape %s.", s, cases.get(0).shape());
            }
            return new AbstractValue(cases.get(0).dtype(), cases.get(0).shape(), allWeak(cases));
        }

        @Override
        ArrayValue kernel(Params p, AbstractValue out, ArrayValue[] in) {
            return Elementwise.select(out, in[0], java.util.Arrays.copyOfRange(in, 1, in.length));
        }

        @Override
        public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
            Atom z = b.emit1(this, eq.params(), primals);
            boolean any = false;
            Atom[] t = primals.clone();
            Ops o = new Ops(b);
            for (int i = 1; i < t.length; i++) {
                any |= tangents[i] != null;
                t[i] = o.materialize(tangents[i], primals[i].aval());
            }
            return JvpResult.of(z, any ? b.emit1(this, eq.params(), t) : null);
        }

        @Override
        public Atom[] transpose(ProgramBuilder b, Equation eq, Atom[] inputs, Atom[] cotangents) {
            Ops o = new Ops(b);
            Atom[] out = new Atom[inputs.length];
            if (cotangents[0] == null) {
                return out;
            }
            Atom zero = o.zeros(cotangents[0].aval());
            for (int i = 1; i < out.length; i++) {
                if (inputs[i] == null) {
                    Atom[] cases = new Atom[inputs.length];
                    cases[0] = inputs[0];
                    for (int k = 1; k < cases.length; k++) {
                        cases[k] = k == i ? cotangents[0] : zero;
                    }
                    out[i] = b.emit1(this, eq.params(), cases);
                }
            }
            return out;
        }

        @Override
        public BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size) {
            Ops o = new Ops(b);
            Atom[] in = new Atom[inputs.length];
            for (int i = 1; i < in.length; i++) {
                in[i] = o.front(inputs[i], axes[i], size);
            }
            Atom which = inputs[0];
            boolean scalar = which.aval().shape().rank() - (axes[0] >= 0 ? 1 : 0) == 0;
            Shape full = in[1].aval().shape();
            if (axes[0] < 0) {
                in[0] = scalar ? which : o.expand(which, size);
            } else {
                in[0] = scalar ? o.broadcast(which, full, 0) : o.moveAxis(which, axes[0], 0);
            }
            return BatchResult.of(b.emit1(this, eq.params(), in), 0);
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            AbstractValue out = eq.output(0).aval();
            if (eq.input(0).aval().dtype() == DType.BOOL) {
                return lowered(l, eq, "stablehlo.select", "", operands[0], operands[2], operands[1]);
            }
            AbstractValue which = eq.input(0).aval();
            String result = operands[operands.length - 1];
            for (int i = operands.length - 2; i >= 1; i--) {
                String here = l.op("stablehlo.compare", which.withDType(DType.BOOL),
                        "comparison_direction = #stablehlo<comparison_direction LE>, "
                                + "compare_type = #stablehlo<comparison_type SIGNED>", operands[0], l.constant(which, (double) (i - 1)));
                result = l.op("stablehlo.select", out, "", here, operands[i], result);
            }
            return new String[] {result};
        }

        @Override
        public ScalarKernel scalarKernel(Params p, List<AbstractValue> in) {
            return in.size() == 3 && in.get(0).dtype() == DType.BOOL && !in.get(1).dtype().isComplex() ? new ScalarKernel.Select() : null;
        }
    }

    /** {@code clamp min x max}: the bounds are of rank 0 or of x's shape. */
    private static final class Clamp extends ElementwiseRow {
        Clamp() {
            super("clamp", Accepts.ORDERED, "x moved between the bounds");
        }

        @Override
        public List<Sample> samples() {
            return List.of(Sample.of(Params.NONE, Sample.any(3, 4), Sample.any(3, 4), Sample.any(3, 4)),
                    Sample.of(Params.NONE, Sample.any(), Sample.any(3, 4), Sample.any()),
                    Sample.of(Params.NONE, Sample.any(), Sample.any(), Sample.any()));
        }

        @Override
        ArrayValue kernel(Params p, AbstractValue out, ArrayValue[] in) {
            Binary max = (Binary) Primitives.get("max");
            Binary min = (Binary) Primitives.get("min");
            return min.kernel(p, out, new ArrayValue[] {max.kernel(p, out, new ArrayValue[] {in[1], in[0]}), in[2]});
        }

        @Override
        public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
            Ops o = new Ops(b);
            Atom z = b.emit1(this, eq.params(), primals);
            Shape s = z.aval().shape();
            Atom zero = o.zeros(z.aval());
            Atom low = o.broadcast(primals[0], s);
            Atom high = o.broadcast(primals[2], s);
            Atom x = primals[1];
            Atom t = null;
            if (tangents[1] != null) {
                t = o.select(o.one("and", o.one("gt", x, low), o.one("lt", x, high)), tangents[1], zero);
            }
            if (tangents[0] != null) {
                t = o.add(t, o.select(o.one("lt", x, low), o.broadcast(tangents[0], s), zero));
            }
            if (tangents[2] != null) {
                t = o.add(t, o.select(o.one("gt", x, high), o.broadcast(tangents[2], s), zero));
            }
            return JvpResult.of(z, t);
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            return lowered(l, eq, "stablehlo.clamp", "", operands);
        }
    }
}
