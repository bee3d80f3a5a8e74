package org.jacobilang.primitive;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Shape;
import org.jacobilang.array.kernel.Reduce;
import org.jacobilang.program.Atom;
import org.jacobilang.program.Equation;
import org.jacobilang.program.Lowering;
import org.jacobilang.program.Params;
import org.jacobilang.program.Primitive;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.program.Sample;
import org.jacobilang.runtime.Errors;

/** Reductions over axes, positions of extremes, and running reductions. */
final class Reductions {
    static final Primitive[] ALL = {
        new Reduction("reduce_sum", Reduce.Op.SUM, "stablehlo.add"), new Reduction("reduce_prod", Reduce.Op.PROD, "stablehlo.multiply"),
        new Reduction("reduce_max", Reduce.Op.MAX, "stablehlo.maximum"),
        new Reduction("reduce_min", Reduce.Op.MIN, "stablehlo.minimum"), new Reduction("reduce_and", Reduce.Op.AND, "stablehlo.and"),
        new Reduction("reduce_or", Reduce.Op.OR, "stablehlo.or"), new Reduction("reduce_xor", Reduce.Op.XOR, "stablehlo.xor"),
        new Argument("argmax", true), new Argument("argmin", false), new Running("cumsum", Reduce.Running.SUM),
        new Running("cumprod", Reduce.Running.PROD), new Running("cummax", Reduce.Running.MAX),
        new Running("cummin", Reduce.Running.MIN), new Running("cumlogsumexp", Reduce.Running.LOGSUMEXP)};

    private Reductions() {
    }

    static int[] others(int rank, int[] axes) {
        return IntStream.range(0, rank).filter(i -> IntStream.of(axes).noneMatch(a -> a == i)).toArray();
    }

    /** A constant of a dtype's neutral or extreme value. */
    static String constant(Lowering l, Reduce.Op op, AbstractValue scalar) {
        DType d = scalar.dtype();
        if (d.isInteger()) {
            long v = switch (op) {
                case SUM, OR, XOR -> 0;
                case PROD -> 1;
                case AND -> -1;
                case MAX -> d.isUnsigned() ? 0 : -1L << 8 * d.bytes() - 1;
                case MIN -> d.isUnsigned() ? d == DType.UINT64 ? -1 : (1L << 8 * d.bytes()) - 1
                        : ~(-1L << 8 * d.bytes() - 1);
            };
            return l.constant(scalar, v);
        }
        double v = switch (op) {
            case SUM, OR, XOR -> 0;
            case PROD, AND -> 1;
            case MAX -> d == DType.BOOL ? 0 : Double.NEGATIVE_INFINITY;
            case MIN -> d == DType.BOOL ? 1 : Double.POSITIVE_INFINITY;
        };
        return l.constant(scalar, v);
    }

    private static final class Reduction extends Row {
        private final Reduce.Op op;
        private final String hlo;

        Reduction(String name, Reduce.Op op, String hlo) {
            super(name);
            this.op = op;
            this.hlo = hlo;
        }

        @Override
        public Params shown(Params p) {
            return switch (op) {
                case SUM, MAX, MIN -> p.with("out_sharding", null);
                default -> p;
            };
        }

        @Override
        public List<Sample> samples() {
            return List.of(Sample.of(Params.of("axes", new int[] {0}), Sample.any(4, 5)),
                    Sample.of(Params.of("axes", new int[] {1}), Sample.any(3, 40)),
                    Sample.of(Params.of("axes", new int[] {0, 2}), Sample.any(2, 3, 4)),
                    Sample.of(Params.of("axes", new int[] {0}), Sample.any(0, 3)),
                    Sample.of(Params.of("axes", new int[0]), Sample.any(3)));
        }

        @Override
        AbstractValue type(Params p, List<AbstractValue> in) {
            int[] axes = p.ints("axes");
            Shape s = in.get(0).shape();
            DType d = in.get(0).dtype();
            if (logical() && d.isInexact()) {
                throw Errors.typeError("logical reduction requires operand dtype bool or int, got %s.", d.jaxName());
            }
            if ((op == Reduce.Op.MAX || op == Reduce.Op.MIN) && d.isComplex()) {
                throw Errors.typeError("%s does not accept dtype %s.", name(), d.jaxName());
            }
            if (IntStream.of(axes).distinct().count() != axes.length) {
                throw Errors.valueError("duplicate value in 'axes' of reduction: %s", Arrays.toString(axes));
            }
            for (int a : axes) {
                if (a < 0 || a >= s.rank()) {
                    throw Errors.valueError("reduction axes %s contains out-of-bounds indices for %s.", Arrays.toString(axes),
                            in.get(0));
                }
            }
            return in.get(0).withShape(Shape.of(IntStream.of(others(s.rank(), axes)).map(s::dim).toArray()));
        }

        private boolean logical() {
            return op == Reduce.Op.AND || op == Reduce.Op.OR || op == Reduce.Op.XOR;
        }

        @Override
        ArrayValue kernel(Params p, AbstractValue out, ArrayValue[] in) {
            return Reduce.reduce(op, out, in[0], p.ints("axes"));
        }

        @Override
        public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
            Ops o = new Ops(b);
            Atom x = primals[0];
            Atom t = tangents[0];
            Atom y = b.emit1(this, eq.params(), primals);
            int[] axes = eq.params().ints("axes");
            if (t == null) {
                return JvpResult.of(y, null);
            }
            Shape s = x.aval().shape();
            int[] kept = others(s.rank(), axes);
            return JvpResult.of(y, switch (op) {
                case SUM -> b.emit1(this, eq.params(), t);
                case MAX, MIN -> {
                    // The places that attain the extreme share the derivative.
                    Atom here = o.convert(o.one("eq", x, o.broadcast(y, s, kept)), t.aval().dtype());
                    yield o.div(o.sum(o.mul(t, here), axes), o.sum(here, axes));
                }
                case PROD -> product(o, x, t, axes, y);
                default -> null;
            });
        }

        /** The sum over each factor of its tangent times the product of the other factors, also where factors are zero. */
        private static Atom product(Ops o, Atom x, Atom t, int[] axes, Atom y) {
            int[] kept = others(x.aval().shape().rank(), axes);
            int[] order = IntStream.concat(IntStream.of(kept), IntStream.of(axes)).toArray();
            Shape s = x.aval().shape();
            int n = IntStream.of(axes).map(s::dim).reduce(1, (a, c) -> a * c);
            Shape flat = Shape.of(IntStream.concat(IntStream.of(kept).map(s::dim), IntStream.of(n)).toArray());
            Atom f = o.reshape(o.transpose(x, order), flat);
            Atom ft = o.reshape(o.transpose(t, order), flat);
            int last = flat.rank() - 1;
            Atom before = exclusive(o, f, last, false);
            Atom after = exclusive(o, f, last, true);
            return o.sum(o.mul(ft, o.mul(before, after)), last);
        }

        /** The running product of what comes before each element. */
        private static Atom exclusive(Ops o, Atom f, int axis, boolean reverse) {
            int n = f.aval().shape().dim(axis);
            int rank = f.aval().shape().rank();
            Atom running = o.one("cumprod", Params.of("axis", axis, "reverse", reverse), f);
            int[] low = new int[rank];
            int[] high = new int[rank];
            low[axis] = reverse ? -1 : 1;
            high[axis] = reverse ? 1 : -1;
            return n == 0 ? running : o.pad(running, o.scalar(f, 1), low, high, new int[rank]);
        }

        @Override
        public Atom[] transpose(ProgramBuilder b, Equation eq, Atom[] inputs, Atom[] cotangents) {
            Shape s = eq.input(0).aval().shape();
            return new Atom[] {cotangents[0] == null ? null
                    : new Ops(b).broadcast(cotangents[0], s, others(s.rank(), eq.params().ints("axes")))};
        }

        @Override
        public BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size) {
            Atom x = new Ops(b).moveAxis(inputs[0], axes[0], 0);
            return BatchResult.of(b.emit1(this, eq.params().with("axes", LinearRow.shifted(eq.params().ints("axes"))), x), 0);
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            AbstractValue scalar = eq.input(0).aval().withShape(Shape.SCALAR);
            Lowering.Region region = new Lowering.Region(List.of(scalar, scalar),
                    a -> new String[] {l.op(hlo, scalar, "", a[0], a[1])});
            return l.op("stablehlo.reduce", List.of(eq.output(0).aval()), "dimensions = " + array(eq.params().ints("axes")),
                    List.of(region), operands[0], constant(l, op, scalar));
        }
    }

    /** {@code argmax[axes index_dtype]}. */
    private static final class Argument extends Row {
        private final boolean max;

        Argument(String name, boolean max) {
            super(name);
            this.max = max;
        }

        @Override
        public List<Sample> samples() {
            return List.of(Sample.of(Params.of("axes", new int[] {0}, "index_dtype", DType.INT32), Sample.any(5, 3)),
                    Sample.of(Params.of("axes", new int[] {1}, "index_dtype", DType.INT64), Sample.any(5, 30)));
        }

        @Override
        AbstractValue type(Params p, List<AbstractValue> in) {
            Shape s = in.get(0).shape();
            int[] axes = p.ints("axes");
            if (in.get(0).dtype().isComplex()) {
                throw Errors.typeError("%s does not accept dtype %s at position 0. Accepted dtypes at position 0 are subtypes of "
                        + "integer, bool, floating.", max ? "gt" : "lt", in.get(0).dtype().jaxName());
            }
            if (axes.length != 1 || axes[0] < 0 || axes[0] >= s.rank()) {
                throw Errors.valueError("Invalid axis %s for operand shape %s.", Arrays.toString(axes), s);
            }
            if (s.dim(axes[0]) < 1) {
                throw Errors.valueError("attempt to get %s of an empty sequence", name());
            }
            return new AbstractValue(p.dtype("index_dtype"), Shape.of(IntStream.of(others(s.rank(), axes)).map(s::dim).toArray()),
                    false);
        }

        @Override
        ArrayValue kernel(Params p, AbstractValue out, ArrayValue[] in) {
            return Reduce.argument(max, out, in[0], p.ints("axes")[0]);
        }

        @Override
        public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
            return zero(b, this, eq, primals);
        }

        @Override
        public BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size) {
            Atom x = new Ops(b).moveAxis(inputs[0], axes[0], 0);
            return BatchResult.of(b.emit1(this, eq.params().with("axes", LinearRow.shifted(eq.params().ints("axes"))), x), 0);
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            AbstractValue a = eq.input(0).aval();
            DType index = eq.params().dtype("index_dtype");
            int axis = eq.params().ints("axes")[0];
            AbstractValue scalar = a.withShape(Shape.SCALAR);
            AbstractValue position = new AbstractValue(index, Shape.SCALAR, false);
            String iota = l.op("stablehlo.iota", new AbstractValue(index, a.shape(), false), "iota_dimension = " + axis + " : i64");
            String kind = a.dtype().isInexact() ? "FLOAT" : a.dtype().isUnsigned() || a.dtype() == DType.BOOL ? "UNSIGNED" : "SIGNED";
            AbstractValue bool = scalar.withDType(DType.BOOL);
            Lowering.Region region = new Lowering.Region(List.of(scalar, position, scalar, position), x -> {
                String better = compare(l, bool, max ? "GT" : "LT", kind, x[0], x[2]);
                if (a.dtype().isFloating()) {
                    better = l.op("stablehlo.or", bool, "", better, compare(l, bool, "NE", kind, x[0], x[0]));
                }
                String same = compare(l, bool, "EQ", kind, x[0], x[2]);
                String first = l.op("stablehlo.and", bool, "", same,
                        compare(l, bool, "LT", index.isUnsigned() ? "UNSIGNED" : "SIGNED", x[1], x[3]));
                String take = l.op("stablehlo.or", bool, "", better, first);
                return new String[] {l.op("stablehlo.select", scalar, "", better, x[0], x[2]),
                    l.op("stablehlo.select", position, "", take, x[1], x[3])};
            });
            List<AbstractValue> results = List.of(a.withShape(eq.output(0).aval().shape()), eq.output(0).aval());
            String[] out = l.op("stablehlo.reduce", results, "dimensions = " + array(new int[] {axis}), List.of(region), operands[0],
                    iota, constant(l, max ? Reduce.Op.MAX : Reduce.Op.MIN, scalar), l.constant(position, 0L));
            return new String[] {out[1]};
        }

        private static String compare(Lowering l, AbstractValue bool, String direction, String kind, String x, String y) {
            return l.op("stablehlo.compare", bool, "comparison_direction = #stablehlo<comparison_direction " + direction
                    + ">, compare_type = #stablehlo<comparison_type " + kind + ">", x, y);
        }
    }

    /** {@code cumsum[axis reverse]} and its kin. */
    private static final class Running extends Row {
        private final Reduce.Running op;

        Running(String name, Reduce.Running op) {
            super(name);
            this.op = op;
        }

        @Override
        public List<Sample> samples() {
            return List.of(Sample.of(Params.of("axis", 0, "reverse", false), Sample.any(5, 3)),
                    Sample.of(Params.of("axis", 1, "reverse", true), Sample.any(2, 17)),
                    Sample.of(Params.of("axis", 0, "reverse", false), Sample.any(0)));
        }

        @Override
        AbstractValue type(Params p, List<AbstractValue> in) {
            int axis = p.integer("axis");
            DType d = in.get(0).dtype();
            boolean taken = switch (op) {
                case SUM, PROD -> d != DType.BOOL;
                case MAX, MIN -> !d.isComplex();
                case LOGSUMEXP -> d.isFloating();
            };
            if (!taken) {
                throw Errors.typeError("%s does not accept dtype %s. Accepted dtypes are subtypes of %s.", name(), d.jaxName(),
                        op == Reduce.Running.LOGSUMEXP ? "floating" : "number");
            }
            if (axis < 0 || axis >= in.get(0).shape().rank()) {
                throw Errors.valueError("axis %d is out of bounds for array of shape %s", axis, in.get(0).shape());
            }
            return in.get(0);
        }

        @Override
        ArrayValue kernel(Params p, AbstractValue out, ArrayValue[] in) {
            return Reduce.running(op, out, in[0], p.integer("axis"), p.flag("reverse"));
        }

        @Override
        public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
            Ops o = new Ops(b);
            if (op == Reduce.Running.SUM || tangents[0] == null) {
                return JvpResult.of(b.emit1(this, eq.params(), primals),
                        tangents[0] == null ? null : b.emit1(this, eq.params(), tangents));
            }
            // The others differentiate as what they are: log2(n) steps that join each element with one further away.
            Atom[] out = doubling(o, primals[0], tangents[0], eq.params().integer("axis"), eq.params().flag("reverse"));
            return JvpResult.of(b.emit1(this, eq.params(), primals), out[1]);
        }

        private Atom[] doubling(Ops o, Atom x0, Atom t0, int axis, boolean reverse) {
            Atom x = x0;
            Atom t = t0;
            int n = x.aval().shape().dim(axis);
            for (int step = 1; step < n; step *= 2) {
                Atom far = shift(o, x, axis, step, reverse, neutral());
                Atom farT = shift(o, t, axis, step, reverse, 0);
                switch (op) {
                    case PROD -> {
                        t = o.add(o.mul(t, far), o.mul(farT, x));
                        x = o.mul(x, far);
                    }
                    case MAX, MIN -> {
                        Atom z = o.one(op == Reduce.Running.MAX ? "max" : "min", x, far);
                        Atom tie = o.one("eq", x, far);
                        Atom own = o.one("eq", x, z);
                        Atom one = o.select(own, t, farT);
                        t = o.select(tie, o.mul(o.add(t, farT), 0.5), one);
                        x = z;
                    }
                    default -> {
                        Atom z = logaddexp(o, x, far);
                        t = o.add(o.mul(t, o.one("exp", o.one("sub", x, z))), o.mul(farT, o.one("exp", o.one("sub", far, z))));
                        x = z;
                    }
                }
            }
            return new Atom[] {x, t};
        }

        private static Atom logaddexp(Ops o, Atom x, Atom y) {
            Atom top = o.one("max", x, y);
            return o.add(top, o.one("log", o.add(o.one("exp", o.one("sub", x, top)), o.one("exp", o.one("sub", y, top)))));
        }

        private double neutral() {
            return switch (op) {
                case PROD -> 1;
                case MAX, LOGSUMEXP -> Double.NEGATIVE_INFINITY;
                case MIN -> Double.POSITIVE_INFINITY;
                default -> 0;
            };
        }

        private static Atom shift(Ops o, Atom x, int axis, int step, boolean reverse, double fill) {
            int rank = x.aval().shape().rank();
            int[] low = new int[rank];
            int[] high = new int[rank];
            low[axis] = reverse ? -step : step;
            high[axis] = reverse ? step : -step;
            return o.pad(x, o.scalar(x, fill), low, high, new int[rank]);
        }

        @Override
        public Atom[] transpose(ProgramBuilder b, Equation eq, Atom[] inputs, Atom[] cotangents) {
            return new Atom[] {cotangents[0] == null ? null
                    : b.emit1(this, eq.params().with("reverse", !eq.params().flag("reverse")), cotangents[0])};
        }

        @Override
        public BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size) {
            Atom x = new Ops(b).moveAxis(inputs[0], axes[0], 0);
            return BatchResult.of(b.emit1(this, eq.params().with("axis", eq.params().integer("axis") + 1), x), 0);
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            AbstractValue a = eq.output(0).aval();
            int axis = eq.params().integer("axis");
            int rank = a.shape().rank();
            int n = a.shape().dim(axis);
            AbstractValue scalar = a.withShape(Shape.SCALAR);
            Reduce.Op with = switch (op) {
                case SUM, LOGSUMEXP -> Reduce.Op.SUM;
                case PROD -> Reduce.Op.PROD;
                case MAX -> Reduce.Op.MAX;
                case MIN -> Reduce.Op.MIN;
            };
            if (a.shape().size() == 0) {
                return operands;
            }
            if (op == Reduce.Running.LOGSUMEXP) {
                return logSumExp(l, eq, operands[0]);
            }
            int[] ones = new int[rank];
            Arrays.fill(ones, 1);
            int[] window = ones.clone();
            window[axis] = n;
            StringBuilder pad = new StringBuilder("dense<[");
            for (int i = 0; i < rank; i++) {
                int before = i == axis && !eq.params().flag("reverse") ? n - 1 : 0;
                int after = i == axis && eq.params().flag("reverse") ? n - 1 : 0;
                pad.append(i > 0 ? ", " : "").append('[').append(before).append(", ").append(after).append(']');
            }
            pad.append("]> : tensor<").append(rank).append("x2xi64>");
            Lowering.Region region = new Lowering.Region(List.of(scalar, scalar),
                    x -> new String[] {l.op(hlo(with), scalar, "", x[0], x[1])});
            return l.op("stablehlo.reduce_window", List.of(a), "window_dimensions = " + array(window) + ", window_strides = "
                    + array(ones) + ", base_dilations = " + array(ones) + ", window_dilations = " + array(ones) + ", padding = "
                    + pad, List.of(region), operands[0], constant(l, with, scalar));
        }

        private static String hlo(Reduce.Op op) {
            return switch (op) {
                case PROD -> "stablehlo.multiply";
                case MAX -> "stablehlo.maximum";
                case MIN -> "stablehlo.minimum";
                default -> "stablehlo.add";
            };
        }

        /** As a program of primitives, which lowers in their way. */
        private String[] logSumExp(Lowering l, Equation eq, String operand) {
            ProgramBuilder b = new ProgramBuilder();
            Atom x = b.input(eq.input(0).aval());
            Ops o = new Ops(b);
            int axis = eq.params().integer("axis");
            boolean reverse = eq.params().flag("reverse");
            Atom y = x;
            for (int step = 1; step < x.aval().shape().dim(axis); step *= 2) {
                y = logaddexp(o, y, shift(o, y, axis, step, reverse, neutral()));
            }
            return l.inline(b.build(y), operand);
        }
    }
}
