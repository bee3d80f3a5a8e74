package org.jacobilang.primitive;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayLike;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Shape;
import org.jacobilang.array.kernel.Elements;
import org.jacobilang.array.kernel.Indexed;
import org.jacobilang.program.Atom;
import org.jacobilang.program.Equation;
import org.jacobilang.program.GatherDimensions;
import org.jacobilang.program.IndexMode;
import org.jacobilang.program.Lowering;
import org.jacobilang.program.Params;
import org.jacobilang.program.Primitive;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.program.Sample;
import org.jacobilang.program.ScatterDimensions;
import org.jacobilang.runtime.Errors;

/** {@code gather} and the scatters. */
final class IndexedRows {
    static final Primitive[] ALL = {new Gather(), new Scatter("scatter", Indexed.Combine.SET),
        new Scatter("scatter-add", Indexed.Combine.ADD), new Scatter("scatter-mul", Indexed.Combine.MUL),
        new Scatter("scatter-min", Indexed.Combine.MIN), new Scatter("scatter-max", Indexed.Combine.MAX)};

    private IndexedRows() {
    }

    private static List<Integer> up(List<Integer> axes) {
        return axes.stream().map(i -> i + 1).toList();
    }

    private static List<Integer> withFirst(List<Integer> axes) {
        List<Integer> all = new ArrayList<>(List.of(0));
        all.addAll(up(axes));
        return all;
    }

    private static final class Gather extends LinearRow {
        Gather() {
            super("gather");
        }

        private static Sample sample(GatherDimensions d, IndexMode mode, int[] sizes, ArrayLike x, ArrayLike indices) {
            return Sample.of(Params.of("dimension_numbers", d, "fill_value", null, "indices_are_sorted", false, "mode", mode,
                    "slice_sizes", Shape.of(sizes), "unique_indices", false), x, indices);
        }

        @Override
        public List<Sample> samples() {
            GatherDimensions rows = GatherDimensions.of(new int[] {1}, new int[] {0}, new int[] {0});
            GatherDimensions points = GatherDimensions.of(new int[0], new int[] {0, 1}, new int[] {0, 1});
            GatherDimensions each = new GatherDimensions(List.of(), List.of(1), List.of(1), List.of(0), List.of(0));
            ArrayLike where = Sample.indices(Shape.of(4, 1), 2, 0, 1, 2);
            ArrayLike beyond = Sample.indices(Shape.of(4, 1), 2, -1, 7, 0);
            return List.of(sample(rows, IndexMode.PROMISE_IN_BOUNDS, new int[] {1, 5}, Sample.any(3, 5), where),
                    sample(rows, IndexMode.CLIP, new int[] {1, 5}, Sample.any(3, 5), beyond),
                    sample(rows, IndexMode.FILL_OR_DROP, new int[] {1, 5}, Sample.any(3, 5), beyond),
                    sample(rows, IndexMode.FILL_OR_DROP, new int[] {1, 3}, Sample.any(3, 5), beyond),
                    sample(points, IndexMode.FILL_OR_DROP, new int[] {1, 1}, Sample.any(3, 5), Sample.indices(Shape.of(2, 2), 1, 4, 3, 0)),
                    sample(each, IndexMode.CLIP, new int[] {1, 1}, Sample.any(3, 5), Sample.indices(Shape.of(3, 2, 1), 0, 4, 3, 2, 9, 1)));
        }

        private static GatherDimensions dims(Params p) {
            return p.get("dimension_numbers", GatherDimensions.class);
        }

        @Override
        AbstractValue type(Params p, List<AbstractValue> in) {
            GatherDimensions d = dims(p);
            int[] sizes = p.ints("slice_sizes");
            int[] ix = in.get(1).shape().dims();
            int[] window = IntStream.range(0, sizes.length)
                    .filter(i -> !d.collapsedSliceDims().contains(i) && !d.operandBatchingDims().contains(i)).map(i -> sizes[i]).toArray();
            int rank = window.length + ix.length - 1;
            int[] out = new int[rank];
            int w = 0;
            int b = 0;
            for (int i = 0; i < rank; i++) {
                out[i] = d.offsetDims().contains(i) ? window[w++] : ix[b++];
            }
            return in.get(0).withShape(Shape.of(out));
        }

        private static Double fill(Params p, DType d) {
            if (p.get("mode", IndexMode.class) != IndexMode.FILL_OR_DROP) {
                return null;
            }
            if (p.has("fill_value") && p.get("fill_value") != null) {
                return p.real("fill_value");
            }
            return d.isInexact() ? Double.NaN : d.isUnsigned() ? org.jacobilang.array.kernel.Reduce.most(d)
                    : d == DType.BOOL ? 1 : org.jacobilang.array.kernel.Reduce.least(d);
        }

        @Override
        ArrayValue kernel(Params p, AbstractValue out, ArrayValue[] in) {
            GatherDimensions d = dims(p);
            return Indexed.gather(out, in[0], in[1], d.offsetDims(), d.collapsedSliceDims(), d.startIndexMap(),
                    d.operandBatchingDims(), d.startIndicesBatchingDims(), p.ints("slice_sizes"), fill(p, out.dtype()));
        }

        @Override
        Atom transposed(Ops o, Equation eq, Atom[] inputs, Atom ct) {
            GatherDimensions d = dims(eq.params());
            ScatterDimensions s = new ScatterDimensions(d.offsetDims(), d.collapsedSliceDims(), d.startIndexMap(),
                    d.operandBatchingDims(), d.startIndicesBatchingDims());
            return o.one("scatter-add", Params.of("dimension_numbers", s, "indices_are_sorted",
                    eq.params().flag("indices_are_sorted"), "mode", eq.params().get("mode"), "unique_indices",
                    eq.params().flag("unique_indices")), o.zeros(eq.input(0).aval()), inputs[1], ct);
        }

        @Override
        public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
            JvpResult r = super.jvp(b, eq, primals, tangents);
            if (r.tangents()[0] != null && eq.params().get("mode") == IndexMode.FILL_OR_DROP) {
                // What was filled in does not depend on the operand.
                return JvpResult.of(r.outputs()[0], b.emit1(this, eq.params().with("fill_value", 0.0), tangents[0], primals[1]));
            }
            return r;
        }

        @Override
        public BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size) {
            Ops o = new Ops(b);
            GatherDimensions d = dims(eq.params());
            int[] sizes = eq.params().ints("slice_sizes");
            if (axes[1] < 0) {
                // One more window axis, whole.
                Atom x = o.moveAxis(inputs[0], axes[0], 0);
                GatherDimensions g = new GatherDimensions(withFirst(d.offsetDims()), up(d.collapsedSliceDims()),
                        up(d.startIndexMap()), up(d.operandBatchingDims()), d.startIndicesBatchingDims());
                return single(b, this, eq.params().with("dimension_numbers", g).with("slice_sizes",
                        Shape.of(prepend(size, sizes))), x, inputs[1]);
            }
            Atom ix = o.moveAxis(inputs[1], axes[1], 0);
            if (axes[0] < 0) {
                GatherDimensions g = new GatherDimensions(up(d.offsetDims()), d.collapsedSliceDims(), d.startIndexMap(),
                        d.operandBatchingDims(), up(d.startIndicesBatchingDims()));
                return single(b, this, eq.params().with("dimension_numbers", g), inputs[0], ix);
            }
            Atom x = o.moveAxis(inputs[0], axes[0], 0);
            GatherDimensions g = new GatherDimensions(up(d.offsetDims()), up(d.collapsedSliceDims()), up(d.startIndexMap()),
                    withFirst(d.operandBatchingDims()), withFirst(d.startIndicesBatchingDims()));
            return single(b, this, eq.params().with("dimension_numbers", g).with("slice_sizes", Shape.of(prepend(1, sizes))), x, ix);
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            GatherDimensions d = dims(eq.params());
            int[] sizes = eq.params().ints("slice_sizes");
            AbstractValue ix = eq.input(1).aval();
            int last = ix.shape().rank() - 1;
            String clamped = clamp(l, eq.input(0).aval().shape(), sizes, d.startIndexMap(), ix, operands[1]);
            String attributes = "dimension_numbers = #stablehlo.gather<offset_dims = " + d.offsetDims() + ", collapsed_slice_dims = "
                    + d.collapsedSliceDims() + ", operand_batching_dims = " + d.operandBatchingDims()
                    + ", start_indices_batching_dims = " + d.startIndicesBatchingDims() + ", start_index_map = " + d.startIndexMap()
                    + ", index_vector_dim = " + last + ">, slice_sizes = " + array(sizes) + ", indices_are_sorted = false";
            String[] out = lowered(l, eq, "stablehlo.gather", attributes, operands[0], clamped);
            Double fill = fill(eq.params(), eq.output(0).aval().dtype());
            if (fill == null) {
                return out;
            }
            AbstractValue a = eq.output(0).aval();
            AbstractValue bools = ix.withDType(DType.BOOL);
            String same = l.op("stablehlo.compare", bools, "comparison_direction = #stablehlo<comparison_direction EQ>, "
                    + "compare_type = #stablehlo<comparison_type SIGNED>", clamped, operands[1]);
            int[] lead = java.util.Arrays.copyOf(ix.shape().dims(), last);
            AbstractValue bool = AbstractValue.scalar(DType.BOOL);
            Lowering.Region region = new Lowering.Region(List.of(bool, bool),
                    x -> new String[] {l.op("stablehlo.and", bool, "", x[0], x[1])});
            AbstractValue mask = bools.withShape(Shape.of(lead));
            String inside = l.op("stablehlo.reduce", List.of(mask), "dimensions = " + array(new int[] {last}), List.of(region), same,
                    l.constant(bool, 1.0))[0];
            int[] batch = IntStream.range(0, a.shape().rank()).filter(i -> !d.offsetDims().contains(i)).toArray();
            String wide = l.op("stablehlo.broadcast_in_dim", a.withDType(DType.BOOL), "broadcast_dimensions = " + array(batch), inside);
            String filler = a.dtype().isInteger() ? l.constant(a, Elements.toWhole(a.dtype(), fill)) : l.constant(a, fill);
            return new String[] {l.op("stablehlo.select", a, "", wide, out[0], filler)};
        }
    }

    /** Index components moved to where their window fits. */
    static String clamp(Lowering l, Shape operand, int[] sizes, List<Integer> map, AbstractValue ix, String indices) {
        int last = ix.shape().rank() - 1;
        int n = map.size();
        if (n == 0) {
            return indices;
        }
        StringBuilder limits = new StringBuilder();
        for (int i = 0; i < n; i++) {
            limits.append(i > 0 ? ", " : "").append(Math.max(0, operand.dim(map.get(i)) - sizes[map.get(i)]));
        }
        AbstractValue row = ix.withShape(Shape.of(n));
        String name = l.fresh();
        l.declare(name, row);
        l.line(name + " = stablehlo.constant dense<[" + limits + "]> : " + l.type(row));
        String most = l.op("stablehlo.broadcast_in_dim", ix, "broadcast_dimensions = " + Row.array(new int[] {last}), name);
        String zero = l.constant(ix, 0L);
        return l.op("stablehlo.clamp", ix, "", zero, indices, most);
    }

    private static final class Scatter extends Row {
        private final Indexed.Combine combine;

        Scatter(String name, Indexed.Combine combine) {
            super(name);
            this.combine = combine;
        }

        private static Sample sample(ScatterDimensions d, IndexMode mode, ArrayLike x, ArrayLike indices, ArrayLike u) {
            return Sample.of(Params.of("dimension_numbers", d, "indices_are_sorted", false, "mode", mode, "unique_indices", false,
                    "update_consts", null, "update_jaxpr", null), x, indices, u);
        }

        @Override
        public List<Sample> samples() {
            ScatterDimensions rows = ScatterDimensions.of(new int[] {1}, new int[] {0}, new int[] {0});
            ScatterDimensions points = ScatterDimensions.of(new int[0], new int[] {0, 1}, new int[] {0, 1});
            ScatterDimensions each = new ScatterDimensions(List.of(), List.of(1), List.of(1), List.of(0), List.of(0));
            ArrayLike twice = Sample.indices(Shape.of(4, 1), 2, 0, 1, 2);
            ArrayLike beyond = Sample.indices(Shape.of(3, 1), -1, 7, 0);
            return List.of(sample(rows, IndexMode.FILL_OR_DROP, Sample.any(3, 5), twice, Sample.any(4, 5)),
                    sample(rows, IndexMode.CLIP, Sample.any(3, 5), Sample.indices(Shape.of(2, 1), -4, 1), Sample.any(2, 5)),
                    sample(rows, IndexMode.FILL_OR_DROP, Sample.any(3, 5), beyond, Sample.any(3, 5)),
                    sample(points, IndexMode.FILL_OR_DROP, Sample.any(3, 5), Sample.indices(Shape.of(2, 2), 1, 4, 3, 0), Sample.any(2)),
                    sample(each, IndexMode.PROMISE_IN_BOUNDS, Sample.any(3, 5), Sample.indices(Shape.of(3, 2, 1), 0, 4, 3, 2, 2, 1),
                            Sample.any(3, 2)));
        }

        private static ScatterDimensions dims(Params p) {
            return p.get("dimension_numbers", ScatterDimensions.class);
        }

        @Override
        AbstractValue type(Params p, List<AbstractValue> in) {
            sameDType(name(), List.of(in.get(0), in.get(2)), 0);
            if ((combine == Indexed.Combine.MIN || combine == Indexed.Combine.MAX) && in.get(0).dtype().isComplex()) {
                throw Errors.typeError("%s does not accept dtype %s.", name(), in.get(0).dtype().jaxName());
            }
            return in.get(0);
        }

        @Override
        ArrayValue kernel(Params p, AbstractValue out, ArrayValue[] in) {
            ScatterDimensions d = dims(p);
            return Indexed.scatter(out, combine, in[0], in[1], in[2], d.updateWindowDims(), d.insertedWindowDims(),
                    d.scatterDimsToOperandDims(), d.operandBatchingDims(), d.scatterIndicesBatchingDims(),
                    p.get("mode", IndexMode.class) == IndexMode.CLIP);
        }

        private Atom gathered(Ops o, Equation eq, Atom from, Atom indices) {
            ScatterDimensions d = dims(eq.params());
            Shape a = eq.input(0).aval().shape();
            Shape u = eq.input(2).aval().shape();
            int[] sizes = new int[a.rank()];
            int w = 0;
            for (int i = 0; i < sizes.length; i++) {
                sizes[i] = d.insertedWindowDims().contains(i) || d.operandBatchingDims().contains(i) ? 1
                        : u.dim(d.updateWindowDims().get(w++));
            }
            GatherDimensions g = new GatherDimensions(d.updateWindowDims(), d.insertedWindowDims(), d.scatterDimsToOperandDims(),
                    d.operandBatchingDims(), d.scatterIndicesBatchingDims());
            return o.one("gather", Params.of("dimension_numbers", g, "fill_value", 0.0, "indices_are_sorted", false, "mode",
                    eq.params().get("mode"), "slice_sizes", Shape.of(sizes), "unique_indices", false), from, indices);
        }

        private Atom scatter(Ops o, String name, Equation eq, Atom x, Atom indices, Atom u) {
            return o.one(name, eq.params(), x, indices, u);
        }

        @Override
        public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
            Ops o = new Ops(b);
            Atom x = primals[0];
            Atom ix = primals[1];
            Atom u = primals[2];
            Atom y = b.emit1(this, eq.params(), primals);
            if (tangents[0] == null && tangents[2] == null) {
                return JvpResult.of(y, null);
            }
            Atom tx = o.materialize(tangents[0], x.aval());
            Atom tu = o.materialize(tangents[2], u.aval());
            return JvpResult.of(y, switch (combine) {
                case ADD -> scatter(o, "scatter-add", eq, tx, ix, tu);
                case SET -> {
                    if (eq.params().flag("unique_indices")) {
                        yield scatter(o, "scatter", eq, tx, ix, tu);
                    }
                    // Where several updates meet, the one that won gives the derivative: each carries its number.
                    Atom ids = numbered(o, u);
                    Atom winner = scatter(o, "scatter", eq, o.zeros(x.aval().withDType(DType.INT32).strong()), ix, ids);
                    Atom won = o.one("eq", gathered(o, eq, winner, ix), ids);
                    Atom kept = o.one("eq", winner, o.scalar(winner, 0));
                    Atom base = o.select(kept, tx, o.zeros(tx.aval()));
                    Atom masked = o.select(won, tu, o.zeros(tu.aval()));
                    yield scatter(o, "scatter-add", eq, base, ix, masked);
                }
                case MUL -> {
                    Atom a = o.mul(tx, scatter(o, "scatter-mul", eq, o.full(x.aval(), 1), ix, u));
                    Atom others = o.div(gathered(o, eq, y, ix), u);
                    yield o.add(a, scatter(o, "scatter-add", eq, o.zeros(x.aval()), ix, o.mul(tu, others)));
                }
                case MIN, MAX -> {
                    Atom mine = o.convert(o.one("eq", gathered(o, eq, y, ix), u), tu.aval().dtype());
                    Atom own = o.convert(o.one("eq", x, y), tx.aval().dtype());
                    Atom count = scatter(o, "scatter-add", eq, own, ix, mine);
                    Atom sum = scatter(o, "scatter-add", eq, o.mul(tx, own), ix, o.mul(tu, mine));
                    yield o.div(sum, count);
                }
            });
        }

        private static Atom numbered(Ops o, Atom u) {
            Shape s = u.aval().shape();
            Atom flat = o.one("add", o.iota(DType.INT32, Shape.of(s.length()), 0), o.scalar(DType.INT32, 1));
            return o.reshape(flat, s);
        }

        @Override
        public Atom[] transpose(ProgramBuilder b, Equation eq, Atom[] inputs, Atom[] cotangents) {
            Ops o = new Ops(b);
            Atom ct = cotangents[0];
            Atom[] out = new Atom[3];
            if (ct == null) {
                return out;
            }
            if (inputs[0] == null) {
                out[0] = combine == Indexed.Combine.ADD ? ct
                        : scatter(o, "scatter", eq, ct, inputs[1], o.zeros(eq.input(2).aval()));
            }
            if (inputs[2] == null) {
                out[2] = gathered(o, eq, ct, inputs[1]);
            }
            return out;
        }

        @Override
        public BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size) {
            Ops o = new Ops(b);
            ScatterDimensions d = dims(eq.params());
            Atom x = o.front(inputs[0], axes[0], size);
            Atom u = o.front(inputs[2], axes[2], size);
            ScatterDimensions s;
            Atom ix = inputs[1];
            if (axes[1] < 0) {
                s = new ScatterDimensions(withFirst(d.updateWindowDims()), up(d.insertedWindowDims()),
                        up(d.scatterDimsToOperandDims()), up(d.operandBatchingDims()), d.scatterIndicesBatchingDims());
            } else {
                ix = o.moveAxis(ix, axes[1], 0);
                s = new ScatterDimensions(up(d.updateWindowDims()), up(d.insertedWindowDims()), up(d.scatterDimsToOperandDims()),
                        withFirst(d.operandBatchingDims()), withFirst(d.scatterIndicesBatchingDims()));
            }
            return BatchResult.of(b.emit1(this, eq.params().with("dimension_numbers", s), x, ix, u), 0);
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            ScatterDimensions d = dims(eq.params());
            AbstractValue a = eq.input(0).aval();
            AbstractValue ix = eq.input(1).aval();
            int[] sizes = new int[a.shape().rank()];
            int w = 0;
            for (int i = 0; i < sizes.length; i++) {
                sizes[i] = d.insertedWindowDims().contains(i) || d.operandBatchingDims().contains(i) ? 1
                        : eq.input(2).aval().shape().dim(d.updateWindowDims().get(w++));
            }
            String indices = eq.params().get("mode") == IndexMode.CLIP
                    ? clamp(l, a.shape(), sizes, d.scatterDimsToOperandDims(), ix, operands[1]) : operands[1];
            AbstractValue scalar = a.withShape(Shape.SCALAR);
            String op = switch (combine) {
                case SET -> null;
                case ADD -> "stablehlo.add";
                case MUL -> "stablehlo.multiply";
                case MIN -> "stablehlo.minimum";
                case MAX -> "stablehlo.maximum";
            };
            Lowering.Region region = new Lowering.Region(List.of(scalar, scalar),
                    x -> new String[] {op == null ? x[1] : l.op(op, scalar, "", x[0], x[1])});
            return l.op("stablehlo.scatter", List.of(eq.output(0).aval()),
                    "scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = " + d.updateWindowDims()
                            + ", inserted_window_dims = " + d.insertedWindowDims() + ", input_batching_dims = "
                            + d.operandBatchingDims() + ", scatter_indices_batching_dims = " + d.scatterIndicesBatchingDims()
                            + ", scatter_dims_to_operand_dims = " + d.scatterDimsToOperandDims() + ", index_vector_dim = "
                            + (ix.shape().rank() - 1) + ">, indices_are_sorted = false, unique_indices = false",
                    List.of(region), operands[0], indices, operands[2]);
        }
    }
}
