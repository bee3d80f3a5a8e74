package org.jacobilang.primitive;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Shape;
import org.jacobilang.array.kernel.Convolve;
import org.jacobilang.program.Atom;
import org.jacobilang.program.ConvDimensions;
import org.jacobilang.program.DotDimensions;
import org.jacobilang.program.Equation;
import org.jacobilang.program.Lowering;
import org.jacobilang.program.Params;
import org.jacobilang.program.Primitive;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.program.Sample;
import org.jacobilang.runtime.Errors;

/**
 * {@code conv_general_dilated}: the operand, dilated and padded, times a dilated kernel at each position of its window. Padding
 * is one (low, high) pair per spatial axis. Features may be in groups that don't mix, and so may the batch.
 */
final class Convolution extends Row {
    static final Primitive[] ALL = {new Convolution()};

    private Convolution() {
        super("conv_general_dilated");
    }

    static Params params(ConvDimensions d, int[] strides, int[] low, int[] high, int[] lhsDilation, int[] rhsDilation, int groups,
            int batchGroups, DType preferred) {
        return Params.of("batch_group_count", batchGroups, "dimension_numbers", d, "feature_group_count", groups, "lhs_dilation",
                lhsDilation, "padding", new WindowPadding(low, high), "precision", null, "preferred_element_type", preferred,
                "rhs_dilation", rhsDilation, "window_strides", strides);
    }

    @Override
    public List<Sample> samples() {
        ConvDimensions nchw = ConvDimensions.of(new int[] {0, 1, 2, 3}, new int[] {0, 1, 2, 3}, new int[] {0, 1, 2, 3});
        ConvDimensions nhwc = ConvDimensions.of(new int[] {0, 3, 1, 2}, new int[] {3, 2, 0, 1}, new int[] {0, 3, 1, 2});
        ConvDimensions line = ConvDimensions.of(new int[] {0, 1, 2}, new int[] {0, 1, 2}, new int[] {0, 1, 2});
        int[] ones = {1, 1};
        return List.of(Sample.of(params(nchw, ones, new int[2], new int[2], ones, ones, 1, 1, null), Sample.any(DType.FLOAT32, 2, 3, 5, 6),
                Sample.any(DType.FLOAT32, 4, 3, 2, 3)),
                Sample.of(params(nhwc, new int[] {2, 1}, new int[] {1, 2}, new int[] {0, 1}, ones, new int[] {1, 2}, 1, 1, null),
                Sample.any(DType.FLOAT32, 2, 5, 6, 3), Sample.any(DType.FLOAT32, 2, 3, 3, 4)),
                Sample.of(params(line, new int[] {1}, new int[] {2}, new int[] {2}, new int[] {2}, new int[] {1}, 2, 1, null),
                Sample.any(DType.FLOAT32, 1, 4, 5), Sample.any(DType.FLOAT32, 6, 2, 3)),
                Sample.of(params(line, new int[] {1}, new int[] {0}, new int[] {0}, new int[] {1}, new int[] {1}, 1, 2, null),
                Sample.any(DType.FLOAT32, 4, 3, 5), Sample.any(DType.FLOAT32, 2, 3, 2)));
    }

    // ---------------------------------------------------------------- parameters

    private static ConvDimensions dims(Params p) {
        return p.get("dimension_numbers", ConvDimensions.class);
    }

    private static WindowPadding padding(Params p) {
        return p.get("padding", WindowPadding.class);
    }

    private static int groups(Params p) {
        return p.integer("feature_group_count");
    }

    private static int batchGroups(Params p) {
        return p.integer("batch_group_count");
    }

    /** The sizes of the spatial axes. */
    private static int[] spatial(Shape s, List<Integer> spec) {
        return spec.subList(2, spec.size()).stream().mapToInt(s::dim).toArray();
    }

    static int dilated(int n, int dilation) {
        return n == 0 ? 0 : 1 + dilation * (n - 1);
    }

    @Override
    AbstractValue type(Params p, List<AbstractValue> in) {
        AbstractValue x = in.get(0);
        AbstractValue k = in.get(1);
        boolean preferred = p.get("preferred_element_type") != null;
        if (!preferred) {
            sameDType("conv_general_dilated", in, 0);
        }
        ConvDimensions d = dims(p);
        Shape xs = x.shape();
        Shape ks = k.shape();
        int n = d.lhs().size() - 2;
        if (xs.rank() != ks.rank()) {
            throw Errors.typeError("conv_general_dilated lhs and rhs must have the same number of dimensions, but got %s and %s.", xs, ks);
        }
        int groups = groups(p);
        int batchGroups = batchGroups(p);
        if (groups <= 0 || batchGroups <= 0) {
            throw Errors.valueError("conv_general_dilated %s must be a positive integer, got %d.",
                    groups <= 0 ? "feature_group_count" : "batch_group_count", groups <= 0 ? groups : batchGroups);
        }
        int features = xs.dim(d.lhs().get(1));
        int outputs = ks.dim(d.rhs().get(0));
        if (features % groups != 0 || features / groups != ks.dim(d.rhs().get(1))) {
            throw Errors.valueError("conv_general_dilated lhs feature dimension size divided by feature_group_count must equal the rhs "
                    + "input feature dimension size, but %d // %d != %d.", features, groups, ks.dim(d.rhs().get(1)));
        }
        if (outputs % groups != 0) {
            throw Errors.valueError("conv_general_dilated rhs output feature dimension size must be a multiple of feature_group_count, but "
                    + "%d is not a multiple of %d.", outputs, groups);
        }
        if (batchGroups > 1 && groups > 1) {
            throw Errors.valueError("At most one of batch_group_count and feature_group_count may be > 1, got batch_group_count=%d and "
                    + "feature_group_count=%d", batchGroups, groups);
        }
        int batch = xs.dim(d.lhs().get(0));
        if (batch % batchGroups != 0) {
            throw Errors.valueError("conv_general_dilated lhs input batch dimension size must be a multiple of batch_group_count, but %d is "
                    + "not a multiple of %d.", batch, batchGroups);
        }
        if (outputs % batchGroups != 0) {
            throw Errors.valueError("conv_general_dilated rhs output feature dimension size must be a multiple of batch_group_count, but %d "
                    + "is not a multiple of %d.", outputs, batchGroups);
        }
        int[] strides = p.ints("window_strides");
        if (strides.length != n) {
            throw Errors.valueError("conv_general_dilated window and window_strides must have the same number of dimensions, but got %d and "
                    + "%d.", n, strides.length);
        }
        int[] out = new int[n + 2];
        out[d.out().get(0)] = batch / batchGroups;
        out[d.out().get(1)] = outputs;
        int[] base = spatial(xs, d.lhs());
        int[] window = spatial(ks, d.rhs());
        for (int i = 0; i < n; i++) {
            int size = dilated(base[i], p.ints("lhs_dilation")[i]) + padding(p).low()[i] + padding(p).high()[i];
            int covered = dilated(window[i], p.ints("rhs_dilation")[i]);
            out[d.out().get(i + 2)] = size < covered ? 0 : (size - covered) / strides[i] + 1;
        }
        DType dtype = preferred ? p.dtype("preferred_element_type") : x.dtype();
        return new AbstractValue(dtype, Shape.of(out), allWeak(in));
    }

    @Override
    ArrayValue kernel(Params p, AbstractValue out, ArrayValue[] in) {
        ConvDimensions d = dims(p);
        return new Convolve(DotDimensions.array(d.lhs()), DotDimensions.array(d.rhs()), DotDimensions.array(d.out()),
                p.ints("window_strides"), padding(p).low(), p.ints("lhs_dilation"), p.ints("rhs_dilation"), groups(p), batchGroups(p))
                .apply(out, in[0], in[1]);
    }

    // ---------------------------------------------------------------- derivatives

    @Override
    public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
        Atom z = b.emit1(this, eq.params(), primals);
        Ops o = new Ops(b);
        Atom t = tangents[0] == null ? null : b.emit1(this, eq.params(), tangents[0], primals[1]);
        return JvpResult.of(z, o.add(t, tangents[1] == null ? null : b.emit1(this, eq.params(), primals[0], tangents[1])));
    }

    @Override
    public Atom[] transpose(ProgramBuilder b, Equation eq, Atom[] inputs, Atom[] cotangents) {
        Atom[] out = new Atom[2];
        if (cotangents[0] == null) {
            return out;
        }
        Ops o = new Ops(b);
        if (inputs[0] == null) {
            out[0] = o.convert(operandCotangent(o, eq, inputs[1], cotangents[0]), eq.input(0).aval().dtype());
        } else {
            out[1] = o.convert(kernelCotangent(o, eq, inputs[0], cotangents[0]), eq.input(1).aval().dtype());
        }
        return out;
    }

    private static List<Integer> swapped(List<Integer> spec) {
        java.util.ArrayList<Integer> s = new java.util.ArrayList<>(spec);
        s.set(0, spec.get(1));
        s.set(1, spec.get(0));
        return s;
    }

    /** The cotangent of the operand: a convolution of the result's with the kernel reversed, strides and dilation changed. */
    private Atom operandCotangent(Ops o, Equation eq, Atom kernel, Atom ct) {
        Params p = eq.params();
        ConvDimensions d = dims(p);
        int groups = groups(p);
        int batchGroups = batchGroups(p);
        Shape xs = eq.input(0).aval().shape();
        Shape ks = eq.input(1).aval().shape();
        Atom k = kernel;
        int parts = Math.max(groups, batchGroups);
        if (parts > 1) {
            k = into(o, d.rhs().get(0), d.rhs().get(1), outOf(o, d.rhs().get(0), parts, k));
        }
        int[][] pads = operandPadding(spatial(xs, d.lhs()), spatial(ks, d.rhs()), p.ints("window_strides"),
                spatial(ct.aval().shape(), d.out()), padding(p).low(), p.ints("lhs_dilation"), p.ints("rhs_dilation"));
        k = o.one("rev", Params.of("dimensions", DotDimensions.array(d.rhs().subList(2, d.rhs().size()))), k);
        Atom r = o.one("conv_general_dilated", params(new ConvDimensions(d.out(), swapped(d.rhs()), d.lhs()), p.ints("lhs_dilation"),
                pads[0], pads[1], p.ints("window_strides"), p.ints("rhs_dilation"), parts, 1, null), same(o, ct, k)[0], same(o, ct, k)[1]);
        if (batchGroups > 1) {
            r = into(o, d.lhs().get(1), d.lhs().get(0), outOf(o, d.lhs().get(1), batchGroups, r));
        }
        return r;
    }

    /** Both in the wider dtype of the two, where the result was preferred wider than the operands. */
    private static Atom[] same(Ops o, Atom x, Atom y) {
        DType wide = x.aval().dtype().bytes() >= y.aval().dtype().bytes() ? x.aval().dtype() : y.aval().dtype();
        return new Atom[] {o.convert(x, wide), o.convert(y, wide)};
    }

    static int[][] operandPadding(int[] in, int[] window, int[] strides, int[] out, int[] low, int[] lhsDilation, int[] rhsDilation) {
        int n = in.length;
        int[] before = new int[n];
        int[] after = new int[n];
        for (int i = 0; i < n; i++) {
            int k = dilated(window[i], rhsDilation[i]);
            before[i] = k - low[i] - 1;
            after[i] = dilated(in[i], lhsDilation[i]) + k - 1 - dilated(out[i], strides[i]) - before[i];
        }
        return new int[][] {before, after};
    }

    /** The cotangent of the kernel: a convolution of the operand with the result's. */
    private Atom kernelCotangent(Ops o, Equation eq, Atom x, Atom ct) {
        Params p = eq.params();
        ConvDimensions d = dims(p);
        int[] xs = spatial(eq.input(0).aval().shape(), d.lhs());
        int[] ks = spatial(eq.input(1).aval().shape(), d.rhs());
        int[] os = spatial(ct.aval().shape(), d.out());
        int[] low = padding(p).low();
        int[] high = new int[low.length];
        for (int i = 0; i < low.length; i++) {
            high[i] = dilated(os[i], p.ints("window_strides")[i]) - dilated(xs[i], p.ints("lhs_dilation")[i])
                    + dilated(ks[i], p.ints("rhs_dilation")[i]) - low[i] - 1;
        }
        // Groups of features were groups of outputs: they come back as groups of the batch, and the other way round.
        int groups = batchGroups(p);
        int batchGroups = groups > 1 ? 1 : groups(p);
        Atom[] both = same(o, x, ct);
        return o.one("conv_general_dilated", params(new ConvDimensions(swapped(d.lhs()), swapped(d.out()), swapped(d.rhs())),
                p.ints("rhs_dilation"), low, high, p.ints("lhs_dilation"), p.ints("window_strides"), groups, batchGroups, null), both);
    }

    // ---------------------------------------------------------------- batching

    /** Moves axis {@code from} in front of axis {@code to} of the others, and makes one axis of the two. */
    private static Atom into(Ops o, int from, int to, Atom x) {
        Atom y = o.moveAxis(x, from, to);
        int[] dims = y.aval().shape().dims();
        return o.reshape(y, Shape.of(IntStream.range(0, dims.length).filter(i -> i != to)
                .map(i -> i == to + 1 ? dims[to] * dims[i] : dims[i]).toArray()));
    }

    /** Cuts an axis in two, of which the first has this size. */
    private static Atom outOf(Ops o, int axis, int size, Atom x) {
        int[] dims = x.aval().shape().dims();
        return o.reshape(x, Shape.of(IntStream.rangeClosed(0, dims.length)
                .map(i -> i < axis ? dims[i] : i == axis ? size : i == axis + 1 ? dims[axis] / size : dims[i - 1]).toArray()));
    }

    @Override
    public BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size) {
        Ops o = new Ops(b);
        Params p = eq.params();
        ConvDimensions d = dims(p);
        if (axes[1] < 0 && batchGroups(p) == 1) {
            Atom x = into(o, axes[0], d.lhs().get(0), inputs[0]);
            Atom r = b.emit1(this, p, x, inputs[1]);
            return BatchResult.of(outOf(o, d.out().get(0), size, r), d.out().get(0));
        }
        if (axes[0] < 0 && batchGroups(p) == 1 && groups(p) == 1) {
            Atom k = into(o, axes[1], d.rhs().get(0), inputs[1]);
            Atom r = b.emit1(this, p, inputs[0], k);
            return BatchResult.of(outOf(o, d.out().get(1), size, r), d.out().get(1));
        }
        // Every example has a kernel of its own: examples are groups.
        Atom x = o.front(inputs[0], axes[0], size);
        Atom k = into(o, 0, d.rhs().get(0), o.front(inputs[1], axes[1], size));
        boolean batch = batchGroups(p) > 1;
        x = into(o, 0, d.lhs().get(batch ? 0 : 1), x);
        Params q = batch ? p.with("batch_group_count", batchGroups(p) * size) : p.with("feature_group_count", groups(p) * size);
        return BatchResult.of(outOf(o, d.out().get(1), size, b.emit1(this, q, x, k)), d.out().get(1));
    }

    // ---------------------------------------------------------------- lowering

    private static String spec(List<Integer> axes, String first, String second) {
        String[] names = new String[axes.size()];
        names[axes.get(0)] = first;
        names[axes.get(1)] = second;
        for (int i = 2; i < names.length; i++) {
            names[axes.get(i)] = Integer.toString(i - 2);
        }
        return IntStream.range(0, names.length).mapToObj(i -> names[i]).collect(Collectors.joining(", ", "[", "]"));
    }

    @Override
    public String[] lower(Lowering l, Equation eq, String[] operands) {
        Params p = eq.params();
        ConvDimensions d = dims(p);
        DType out = eq.output(0).aval().dtype();
        String[] in = operands.clone();
        for (int i = 0; i < 2; i++) {
            AbstractValue a = eq.input(i).aval();
            if (a.dtype() != out) {
                in[i] = l.op("stablehlo.convert", a.withDType(out), "", in[i]);
            }
        }
        int n = d.lhs().size() - 2;
        return lowered(l, eq, "stablehlo.convolution", "batch_group_count = " + batchGroups(p) + " : i64, dimension_numbers = "
                + "#stablehlo.conv<" + spec(d.lhs(), "b", "f") + "x" + spec(d.rhs(), "o", "i") + "->" + spec(d.out(), "b", "f")
                + ">, feature_group_count = " + groups(p) + " : i64, lhs_dilation = " + array(p.ints("lhs_dilation"))
                + (n == 0 ? "" : ", padding = " + padding(p).attribute()) + ", rhs_dilation = " + array(p.ints("rhs_dilation"))
                + ", window_strides = " + array(p.ints("window_strides")), in);
    }
}
