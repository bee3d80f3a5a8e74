package org.jacobilang.primitive;

import java.util.Arrays;
import java.util.List;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Shape;
import org.jacobilang.array.kernel.Elements;
import org.jacobilang.array.kernel.Reduce;
import org.jacobilang.array.kernel.Window;
import org.jacobilang.program.Atom;
import org.jacobilang.program.Equation;
import org.jacobilang.program.Lowering;
import org.jacobilang.program.Params;
import org.jacobilang.program.Primitive;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.program.Sample;
import org.jacobilang.runtime.Errors;

/** Reductions of windows that move over an array, and what their derivatives need. */
final class Windows {
    static final Primitive[] ALL = {new Reduced("reduce_window_sum", Reduce.Op.SUM, "stablehlo.add"),
        new Reduced("reduce_window_max", Reduce.Op.MAX, "stablehlo.maximum"),
        new Reduced("reduce_window_min", Reduce.Op.MIN, "stablehlo.minimum"), new SelectAndScatter(), new SelectAndGather()};

    private Windows() {
    }

    static Params params(int[] sizes, int[] strides, WindowPadding padding, int[] baseDilation, int[] windowDilation) {
        return Params.of("base_dilation", baseDilation, "padding", padding, "window_dilation", windowDilation, "window_dimensions",
                sizes, "window_strides", strides);
    }

    private static WindowPadding padding(Params p) {
        return p.get("padding", WindowPadding.class);
    }

    private static int[] ones(int n) {
        int[] a = new int[n];
        Arrays.fill(a, 1);
        return a;
    }

    /** The same windows of an operand with a batch axis in front. */
    private static Params behind(Params p) {
        Params q = p.with("padding", padding(p).behind());
        for (String key : new String[] {"base_dilation", "window_dilation", "window_dimensions", "window_strides"}) {
            if (p.has(key)) {
                q = q.with(key, LinearRow.prepend(1, p.ints(key)));
            }
        }
        return q;
    }

    private static int[] dilation(Params p, String key) {
        return p.has(key) ? p.ints(key) : ones(p.ints("window_dimensions").length);
    }

    private static Shape windows(String name, Params p, Shape s) {
        int[] sizes = p.ints("window_dimensions");
        if (sizes.length != s.rank()) {
            throw Errors.typeError("%s got the wrong number of window_dimensions for operand: got operand shape %s with window_dimensions "
                    + "%s.", name, s, Shape.of(sizes));
        }
        int[] dims = new int[s.rank()];
        for (int i = 0; i < dims.length; i++) {
            int size = Convolution.dilated(s.dim(i), dilation(p, "base_dilation")[i]) + padding(p).low()[i] + padding(p).high()[i];
            int covered = Convolution.dilated(sizes[i], dilation(p, "window_dilation")[i]);
            dims[i] = size < covered ? 0 : (size - covered) / p.ints("window_strides")[i] + 1;
        }
        return Shape.of(dims);
    }

    private static int[] selected(Params p, ArrayValue operand) {
        return Window.selected(p.string("select_prim").equals("ge"), operand, windows("select", p, operand.shape()),
                p.ints("window_dimensions"), p.ints("window_strides"), padding(p).low(), dilation(p, "base_dilation"),
                dilation(p, "window_dilation"));
    }

    private static String attributes(Params p) {
        return "base_dilations = " + Row.array(dilation(p, "base_dilation")) + ", padding = " + padding(p).attribute()
                + ", window_dilations = " + Row.array(dilation(p, "window_dilation")) + ", window_dimensions = "
                + Row.array(p.ints("window_dimensions")) + ", window_strides = " + Row.array(p.ints("window_strides"));
    }

    private static final class Reduced extends Row {
        private final Reduce.Op op;
        private final String hlo;

        Reduced(String name, Reduce.Op op, String hlo) {
            super(name);
            this.op = op;
            this.hlo = hlo;
        }

        @Override
        public List<Sample> samples() {
            int[] ones = {1, 1};
            return List.of(Sample.of(params(new int[] {2, 2}, new int[] {1, 2}, new WindowPadding(new int[2], new int[2]), ones, ones),
                    Sample.any(DType.FLOAT32, 4, 6)),
                    Sample.of(params(new int[] {3, 2}, ones, new WindowPadding(new int[] {1, 0}, new int[] {1, 1}), ones, ones),
                    Sample.any(DType.INT32, 3, 4)));
        }

        @Override
        AbstractValue type(Params p, List<AbstractValue> in) {
            return in.get(0).withShape(windows(name(), p, in.get(0).shape()));
        }

        @Override
        ArrayValue kernel(Params p, AbstractValue out, ArrayValue[] in) {
            if (in[0].dtype().isComplex()) {
                throw Errors.notImplemented("%s of complex numbers", name());
            }
            return Window.reduce(op, out, in[0], p.ints("window_dimensions"), p.ints("window_strides"), padding(p).low(),
                    p.ints("base_dilation"), p.ints("window_dilation"));
        }

        @Override
        public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
            Atom y = b.emit1(this, eq.params(), primals);
            if (tangents[0] == null) {
                return JvpResult.of(y, null);
            }
            if (op == Reduce.Op.SUM) {
                return JvpResult.of(y, b.emit1(this, eq.params(), tangents[0]));
            }
            Params p = eq.params().with("select_prim", op == Reduce.Op.MAX ? "ge" : "le");
            return JvpResult.of(y, new Ops(b).one("select_and_gather_add", p, tangents[0], primals[0]));
        }

        @Override
        public Atom[] transpose(ProgramBuilder b, Equation eq, Atom[] inputs, Atom[] cotangents) {
            if (op != Reduce.Op.SUM) {
                return super.transpose(b, eq, inputs, cotangents);
            }
            Atom ct = cotangents[0];
            if (ct == null) {
                return new Atom[1];
            }
            Ops o = new Ops(b);
            Params p = eq.params();
            int n = ct.aval().shape().rank();
            int[][] pads = Convolution.operandPadding(eq.input(0).aval().shape().dims(), p.ints("window_dimensions"),
                    p.ints("window_strides"), ct.aval().shape().dims(), padding(p).low(), p.ints("base_dilation"),
                    p.ints("window_dilation"));
            int[] interior = Arrays.stream(p.ints("window_strides")).map(s -> s - 1).toArray();
            Atom padded = o.pad(ct, o.scalar(ct, 0), pads[0], pads[1], interior);
            return new Atom[] {o.one(name(), params(p.ints("window_dimensions"), p.ints("base_dilation"),
                    new WindowPadding(new int[n], new int[n]), ones(n), p.ints("window_dilation")), padded)};
        }

        @Override
        public BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size) {
            return BatchResult.of(b.emit1(this, behind(eq.params()), new Ops(b).moveAxis(inputs[0], axes[0], 0)), 0);
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            AbstractValue scalar = eq.input(0).aval().withShape(Shape.SCALAR);
            Lowering.Region region = new Lowering.Region(List.of(scalar, scalar), x -> new String[] {l.op(hlo, scalar, "", x)});
            return l.op("stablehlo.reduce_window", eq.outputAvals(), attributes(eq.params()), List.of(region), operands[0],
                    Reductions.constant(l, op, scalar));
        }
    }

    /** {@code select_and_scatter_add source operand}: each source element goes where its window's extreme is. */
    private static final class SelectAndScatter extends LinearRow {
        SelectAndScatter() {
            super("select_and_scatter_add");
        }

        @Override
        public List<Sample> samples() {
            int[] ones = {1, 1};
            Params p = params(new int[] {2, 2}, new int[] {2, 2}, new WindowPadding(new int[2], new int[2]), ones, ones);
            return List.of(Sample.of(p.with("select_prim", "ge"), Sample.any(DType.FLOAT32, 2, 3), Sample.any(DType.FLOAT32, 4, 6)),
                    Sample.of(p.with("select_prim", "le"), Sample.any(DType.FLOAT32, 2, 3), Sample.any(DType.FLOAT32, 4, 6)));
        }

        @Override
        AbstractValue type(Params p, List<AbstractValue> in) {
            return in.get(1);
        }

        @Override
        ArrayValue kernel(Params p, AbstractValue out, ArrayValue[] in) {
            return Window.scatterAdd(in[0], in[1].aval(), selected(p, in[1]));
        }

        @Override
        Atom transposed(Ops o, Equation eq, Atom[] inputs, Atom ct) {
            return o.one("select_and_gather_add", eq.params(), ct, inputs[1]);
        }

        @Override
        public BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size) {
            Ops o = new Ops(b);
            return BatchResult.of(b.emit1(this, behind(eq.params()), o.front(inputs[0], axes[0], size), o.front(inputs[1], axes[1], size)), 0);
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            Params p = eq.params();
            AbstractValue scalar = eq.input(1).aval().withShape(Shape.SCALAR);
            AbstractValue bool = AbstractValue.scalar(DType.BOOL);
            String direction = p.string("select_prim").equals("ge") ? "GE" : "LE";
            Lowering.Region select = new Lowering.Region(List.of(scalar, scalar), x -> new String[] {l.op("stablehlo.compare", bool,
                    "comparison_direction = #stablehlo<comparison_direction " + direction + ">", x)});
            Lowering.Region add = new Lowering.Region(List.of(scalar, scalar), x -> new String[] {l.op("stablehlo.add", scalar, "", x)});
            return l.op("stablehlo.select_and_scatter", eq.outputAvals(), "padding = " + padding(p).attribute() + ", window_dimensions = "
                    + array(p.ints("window_dimensions")) + ", window_strides = " + array(p.ints("window_strides")), List.of(select, add),
                    operands[1], operands[0], l.constant(scalar, 0.0));
        }
    }

    /** {@code select_and_gather_add tangents operand}: the tangent at the extreme of each window. */
    private static final class SelectAndGather extends LinearRow {
        SelectAndGather() {
            super("select_and_gather_add");
        }

        @Override
        public List<Sample> samples() {
            int[] ones = {1, 1};
            Params p = params(new int[] {2, 2}, new int[] {2, 2}, new WindowPadding(new int[2], new int[2]), ones, ones);
            return List.of(Sample.of(p.with("select_prim", "ge"), Sample.any(DType.FLOAT32, 4, 6), Sample.any(DType.FLOAT32, 4, 6)),
                    Sample.of(p.with("select_prim", "le"), Sample.any(DType.FLOAT32, 4, 6), Sample.any(DType.FLOAT32, 4, 6)));
        }

        @Override
        AbstractValue type(Params p, List<AbstractValue> in) {
            return in.get(0).withShape(windows(name(), p, in.get(1).shape()));
        }

        @Override
        ArrayValue kernel(Params p, AbstractValue out, ArrayValue[] in) {
            return ArrayValue.of(out, Elements.take(in[0].dtype(), in[0].data(), selected(p, in[1])));
        }

        @Override
        Atom transposed(Ops o, Equation eq, Atom[] inputs, Atom ct) {
            return o.one("select_and_scatter_add", eq.params(), ct, inputs[1]);
        }

        @Override
        public BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size) {
            Ops o = new Ops(b);
            return BatchResult.of(b.emit1(this, behind(eq.params()), o.front(inputs[0], axes[0], size), o.front(inputs[1], axes[1], size)), 0);
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            Params p = eq.params();
            AbstractValue key = eq.input(1).aval().withShape(Shape.SCALAR);
            AbstractValue value = eq.input(0).aval().withShape(Shape.SCALAR);
            AbstractValue bool = AbstractValue.scalar(DType.BOOL);
            boolean max = p.string("select_prim").equals("ge");
            Lowering.Region region = new Lowering.Region(List.of(key, value, key, value), x -> {
                String first = l.op("stablehlo.compare", bool, "comparison_direction = #stablehlo<comparison_direction "
                        + (max ? "GE" : "LE") + ">", x[0], x[2]);
                return new String[] {l.op("stablehlo.select", key, "", first, x[0], x[2]), l.op("stablehlo.select", value, "", first, x[1], x[3])};
            });
            return new String[] {l.op("stablehlo.reduce_window", List.of(eq.input(1).aval().withShape(eq.output(0).aval().shape()),
                    eq.output(0).aval()), attributes(p), List.of(region), operands[1], operands[0],
                    Reductions.constant(l, max ? Reduce.Op.MAX : Reduce.Op.MIN, key), l.constant(value, 0.0))[1]};
        }
    }
}
