package org.jacobilang.primitive;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Shape;
import org.jacobilang.array.kernel.Bytes;
import org.jacobilang.array.kernel.Rearrange;
import org.jacobilang.program.Atom;
import org.jacobilang.program.Equation;
import org.jacobilang.program.Lowering;
import org.jacobilang.program.Params;
import org.jacobilang.program.Primitive;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.program.Sample;
import org.jacobilang.runtime.Errors;

/** Operations that move elements: shapes, slices, padding. */
final class Structural {
    static final Primitive[] ALL = {new BroadcastInDim(), new Reshape(), new Squeeze(), new Transpose(), new Slice(), new Reverse(),
        new Pad(), new Concatenate(), new Iota(), new DynamicSlice(), new DynamicUpdateSlice(), new Bitcast()};

    private Structural() {
    }

    private static final class BroadcastInDim extends LinearRow {
        BroadcastInDim() {
            super("broadcast_in_dim");
        }

        @Override
        public Params shown(Params p) {
            Params shown = p.without("shape");
            return p.ints("broadcast_dimensions").length == 0 ? shown.without("broadcast_dimensions") : shown;
        }

        @Override
        public List<Sample> samples() {
            return List.of(Sample.of(Params.of("shape", Shape.of(2, 3, 4), "broadcast_dimensions", new int[] {1, 2}), Sample.any(3, 4)),
                    Sample.of(Params.of("shape", Shape.of(2, 3), "broadcast_dimensions", new int[] {0, 1}), Sample.any(2, 1)),
                    Sample.of(Params.of("shape", Shape.of(2, 0), "broadcast_dimensions", new int[0]), Sample.any()),
                    Sample.of(Params.of("shape", Shape.of(4), "broadcast_dimensions", new int[0]), Sample.any()));
        }

        @Override
        AbstractValue type(Params p, List<AbstractValue> in) {
            Shape s = p.shape("shape");
            int[] axes = p.ints("broadcast_dimensions");
            Shape a = in.get(0).shape();
            if (axes.length != a.rank()) {
                throw Errors.typeError("broadcast_in_dim broadcast_dimensions must have length equal to operand ndim; got "
                        + "broadcast_dimensions %s for operand ndim %d.", Arrays.toString(axes), a.rank());
            }
            for (int i = 0; i < axes.length; i++) {
                if (a.dim(i) != 1 && a.dim(i) != s.dim(axes[i])) {
                    throw Errors.typeError("broadcast_in_dim operand dimension sizes must either be 1, or be equal to their "
                            + "corresponding dimensions in the target broadcast shape; got operand of shape %s, target broadcast "
                            + "shape %s, broadcast_dimensions %s", a, s, Arrays.toString(axes));
                }
            }
            return in.get(0).withShape(s);
        }

        @Override
        ArrayValue kernel(Params p, AbstractValue out, ArrayValue[] in) {
            return Rearrange.broadcast(out, in[0], p.ints("broadcast_dimensions"));
        }

        @Override
        Atom transposed(Ops o, Equation eq, Atom[] inputs, Atom ct) {
            AbstractValue a = eq.input(0).aval();
            int[] axes = eq.params().ints("broadcast_dimensions");
            int[] summed = IntStream.range(0, ct.aval().shape().rank()).filter(i -> {
                for (int k = 0; k < axes.length; k++) {
                    if (axes[k] == i) {
                        return a.shape().dim(k) == 1 && ct.aval().shape().dim(i) != 1;
                    }
                }
                return true;
            }).toArray();
            return o.reshape(o.sum(ct, summed), a.shape());
        }

        @Override
        public BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size) {
            Params p = eq.params();
            Atom x = new Ops(b).moveAxis(inputs[0], axes[0], 0);
            return single(b, this, Params.of("shape", Shape.of(prepend(size, p.shape("shape").dims())), "broadcast_dimensions",
                    prepend(0, shifted(p.ints("broadcast_dimensions")))), x);
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            return lowered(l, eq, "stablehlo.broadcast_in_dim",
                    "broadcast_dimensions = " + array(eq.params().ints("broadcast_dimensions")), operands);
        }

        @Override
        public Atom forward(Equation eq) {
            return eq.input(0).aval().shape().equals(eq.output(0).aval().shape()) ? eq.input(0) : null;
        }
    }

    private static final class Reshape extends LinearRow {
        Reshape() {
            super("reshape");
        }

        @Override
        public Params shown(Params p) {
            return p.with("sharding", null);
        }

        @Override
        public List<Sample> samples() {
            return List.of(Sample.of(Params.of("new_sizes", Shape.of(4, 3), "dimensions", null), Sample.any(2, 6)),
                    Sample.of(Params.of("new_sizes", Shape.SCALAR, "dimensions", null), Sample.any(1, 1)),
                    Sample.of(Params.of("new_sizes", Shape.of(0), "dimensions", null), Sample.any(2, 0)));
        }

        @Override
        AbstractValue type(Params p, List<AbstractValue> in) {
            Shape s = p.shape("new_sizes");
            if (s.size() != in.get(0).shape().size()) {
                throw Errors.typeError("cannot reshape array of shape %s (size %d) into shape %s (size %d)", in.get(0).shape(),
                        in.get(0).shape().size(), s, s.size());
            }
            return in.get(0).withShape(s);
        }

        @Override
        ArrayValue kernel(Params p, AbstractValue out, ArrayValue[] in) {
            return Rearrange.reshape(out, in[0]);
        }

        @Override
        Atom transposed(Ops o, Equation eq, Atom[] inputs, Atom ct) {
            return o.reshape(ct, eq.input(0).aval().shape());
        }

        @Override
        public BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size) {
            Atom x = new Ops(b).moveAxis(inputs[0], axes[0], 0);
            return single(b, this, eq.params().with("new_sizes",
                    Shape.of(prepend(size, eq.params().shape("new_sizes").dims()))), x);
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            return lowered(l, eq, "stablehlo.reshape", "", operands);
        }

        @Override
        public Atom forward(Equation eq) {
            return eq.input(0).aval().shape().equals(eq.output(0).aval().shape()) ? eq.input(0) : null;
        }
    }

    private static final class Squeeze extends LinearRow {
        Squeeze() {
            super("squeeze");
        }

        @Override
        public List<Sample> samples() {
            return List.of(Sample.of(Params.of("dimensions", new int[] {1}), Sample.any(2, 1, 3)),
                    Sample.of(Params.of("dimensions", new int[] {0, 1}), Sample.any(1, 1)));
        }

        @Override
        AbstractValue type(Params p, List<AbstractValue> in) {
            int[] axes = p.ints("dimensions");
            Shape s = in.get(0).shape();
            for (int axis : axes) {
                if (axis < 0 || axis >= s.rank()) {
                    throw Errors.valueError("axis %d is out of bounds for array of dimension %d", axis, s.rank());
                }
                if (s.dim(axis) != 1) {
                    throw Errors.valueError("cannot select an axis to squeeze out which has size not equal to one, got shape=%s and "
                            + "dimensions=(%d,)", s, axis);
                }
            }
            int[] kept = IntStream.range(0, s.rank()).filter(i -> IntStream.of(axes).noneMatch(a -> a == i)).map(s::dim).toArray();
            return in.get(0).withShape(Shape.of(kept));
        }

        @Override
        ArrayValue kernel(Params p, AbstractValue out, ArrayValue[] in) {
            return Rearrange.reshape(out, in[0]);
        }

        @Override
        Atom transposed(Ops o, Equation eq, Atom[] inputs, Atom ct) {
            return o.reshape(ct, eq.input(0).aval().shape());
        }

        @Override
        public BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size) {
            Atom x = new Ops(b).moveAxis(inputs[0], axes[0], 0);
            return single(b, this, Params.of("dimensions", shifted(eq.params().ints("dimensions"))), x);
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            return lowered(l, eq, "stablehlo.reshape", "", operands);
        }
    }

    private static final class Transpose extends LinearRow {
        Transpose() {
            super("transpose");
        }

        @Override
        public List<Sample> samples() {
            return List.of(Sample.of(Params.of("permutation", new int[] {2, 0, 1}), Sample.any(2, 3, 4)),
                    Sample.of(Params.of("permutation", new int[] {1, 0}), Sample.any(17, 5)));
        }

        @Override
        AbstractValue type(Params p, List<AbstractValue> in) {
            int[] order = p.ints("permutation");
            Shape s = in.get(0).shape();
            int[] sorted = order.clone();
            Arrays.sort(sorted);
            if (!Arrays.equals(sorted, IntStream.range(0, s.rank()).toArray())) {
                throw Errors.typeError("transpose permutation isn't a permutation of operand dimensions, got permutation %s for "
                        + "operand shape %s.", Arrays.toString(order), s);
            }
            return in.get(0).withShape(Shape.of(IntStream.of(order).map(s::dim).toArray()));
        }

        @Override
        ArrayValue kernel(Params p, AbstractValue out, ArrayValue[] in) {
            return Rearrange.transpose(out, in[0], p.ints("permutation"));
        }

        @Override
        Atom transposed(Ops o, Equation eq, Atom[] inputs, Atom ct) {
            int[] order = eq.params().ints("permutation");
            int[] inverse = new int[order.length];
            for (int i = 0; i < order.length; i++) {
                inverse[order[i]] = i;
            }
            return o.transpose(ct, inverse);
        }

        @Override
        public BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size) {
            Atom x = new Ops(b).moveAxis(inputs[0], axes[0], 0);
            return single(b, this, Params.of("permutation", prepend(0, shifted(eq.params().ints("permutation")))), x);
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            return lowered(l, eq, "stablehlo.transpose", "permutation = " + array(eq.params().ints("permutation")), operands);
        }
    }

    private static final class Slice extends LinearRow {
        Slice() {
            super("slice");
        }

        @Override
        public List<Sample> samples() {
            return List.of(Sample.of(Params.of("start_indices", new int[] {1, 0}, "limit_indices", new int[] {5, 3}, "strides",
                    new int[] {2, 1}), Sample.any(6, 4)), Sample.of(Params.of("start_indices", new int[] {2}, "limit_indices",
                    new int[] {2}, "strides", null), Sample.any(6)));
        }

        private static int[] strides(Params p) {
            return p.has("strides") && p.get("strides") != null ? p.ints("strides") : null;
        }

        @Override
        AbstractValue type(Params p, List<AbstractValue> in) {
            int[] start = p.ints("start_indices");
            int[] limit = p.ints("limit_indices");
            int[] strides = strides(p);
            Shape s = in.get(0).shape();
            if (start.length != s.rank() || limit.length != s.rank()) {
                throw Errors.typeError("slice start_indices must have length equal to the number of dimensions of the operand, got "
                        + "indices %s for operand shape %s.", Arrays.toString(start), s);
            }
            int[] dims = new int[start.length];
            for (int i = 0; i < dims.length; i++) {
                if (start[i] < 0 || limit[i] > s.dim(i) || limit[i] < start[i]) {
                    throw Errors.typeError("slice limit_indices must be less than or equal to operand shape, got limit_indices %s "
                            + "for operand shape %s.", Arrays.toString(limit), s);
                }
                int step = strides == null ? 1 : strides[i];
                dims[i] = (limit[i] - start[i] + step - 1) / step;
            }
            return in.get(0).withShape(Shape.of(dims));
        }

        @Override
        ArrayValue kernel(Params p, AbstractValue out, ArrayValue[] in) {
            return Rearrange.slice(out, in[0], p.ints("start_indices"), strides(p));
        }

        @Override
        Atom transposed(Ops o, Equation eq, Atom[] inputs, Atom ct) {
            int[] start = eq.params().ints("start_indices");
            int[] strides = strides(eq.params());
            int rank = start.length;
            int[] high = new int[rank];
            int[] interior = new int[rank];
            for (int i = 0; i < rank; i++) {
                interior[i] = strides == null ? 0 : strides[i] - 1;
                int n = ct.aval().shape().dim(i);
                int covered = n == 0 ? 0 : n + (n - 1) * interior[i];
                high[i] = eq.input(0).aval().shape().dim(i) - start[i] - covered;
            }
            return o.pad(ct, o.scalar(ct, 0), start, high, interior);
        }

        @Override
        public BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size) {
            Params p = eq.params();
            int[] strides = strides(p);
            Atom x = new Ops(b).moveAxis(inputs[0], axes[0], 0);
            return single(b, this, Params.of("start_indices", prepend(0, p.ints("start_indices")), "limit_indices",
                    prepend(size, p.ints("limit_indices")), "strides", strides == null ? null : prepend(1, strides)), x);
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            Params p = eq.params();
            int[] strides = strides(p);
            int[] ones = new int[p.ints("start_indices").length];
            Arrays.fill(ones, 1);
            return lowered(l, eq, "stablehlo.slice", "start_indices = " + array(p.ints("start_indices")) + ", limit_indices = "
                    + array(p.ints("limit_indices")) + ", strides = " + array(strides == null ? ones : strides), operands);
        }
    }

    private static final class Reverse extends LinearRow {
        Reverse() {
            super("rev");
        }

        @Override
        public List<Sample> samples() {
            return List.of(Sample.of(Params.of("dimensions", new int[] {0}), Sample.any(3, 4)),
                    Sample.of(Params.of("dimensions", new int[] {0, 1}), Sample.any(3, 4)));
        }

        @Override
        AbstractValue type(Params p, List<AbstractValue> in) {
            return in.get(0);
        }

        @Override
        ArrayValue kernel(Params p, AbstractValue out, ArrayValue[] in) {
            return Rearrange.reverse(out, in[0], p.ints("dimensions"));
        }

        @Override
        Atom transposed(Ops o, Equation eq, Atom[] inputs, Atom ct) {
            return o.one("rev", eq.params(), ct);
        }

        @Override
        public BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size) {
            return single(b, this, Params.of("dimensions", shifted(eq.params().ints("dimensions"))),
                    new Ops(b).moveAxis(inputs[0], axes[0], 0));
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            return lowered(l, eq, "stablehlo.reverse", "dimensions = " + array(eq.params().ints("dimensions")), operands);
        }
    }

    private static final class Pad extends LinearRow {
        Pad() {
            super("pad");
        }

        @Override
        public List<Sample> samples() {
            return List.of(Sample.of(Params.of("padding_config", new Padding(new int[] {1, 0}, new int[] {2, 1}, new int[] {0, 2})),
                    Sample.any(2, 3), Sample.any()), Sample.of(Params.of("padding_config", new Padding(new int[] {-1}, new int[] {-2},
                    new int[] {1})), Sample.any(5), Sample.any()));
        }

        private static Padding padding(Params p) {
            return p.get("padding_config", Padding.class);
        }

        @Override
        AbstractValue type(Params p, List<AbstractValue> in) {
            sameDType("pad", in, 0);
            Padding pad = padding(p);
            Shape s = in.get(0).shape();
            int[] dims = new int[s.rank()];
            for (int i = 0; i < dims.length; i++) {
                dims[i] = pad.low()[i] + pad.high()[i] + s.dim(i) + Math.max(0, s.dim(i) - 1) * pad.interior()[i];
                if (dims[i] < 0) {
                    throw Errors.valueError("Dimension size after padding is not at least 0, got result dimension %d, for "
                            + "padding_config %s operand shape %s", dims[i], pad, s);
                }
            }
            return in.get(0).withShape(Shape.of(dims));
        }

        @Override
        ArrayValue kernel(Params p, AbstractValue out, ArrayValue[] in) {
            return Rearrange.pad(out, in[0], in[1], padding(p).low(), padding(p).interior());
        }

        @Override
        public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
            Atom y = b.emit1(this, eq.params(), primals);
            if (tangents[0] == null && tangents[1] == null) {
                return JvpResult.of(y, null);
            }
            Ops o = new Ops(b);
            return JvpResult.of(y, b.emit1(this, eq.params(), o.materialize(tangents[0], primals[0].aval()),
                    o.materialize(tangents[1], primals[1].aval())));
        }

        @Override
        public Atom[] transpose(ProgramBuilder b, Equation eq, Atom[] inputs, Atom[] cotangents) {
            Atom ct = cotangents[0];
            Atom[] out = new Atom[2];
            if (ct == null) {
                return out;
            }
            Ops o = new Ops(b);
            Atom inside = inputs[0] == null || inputs[1] == null ? transposed(o, eq, inputs, ct) : null;
            if (inputs[0] == null) {
                out[0] = inside;
            }
            if (inputs[1] == null) {
                int[] all = IntStream.range(0, ct.aval().shape().rank()).toArray();
                out[1] = o.sub(o.sum(ct, all), o.sum(inside, all));
            }
            return out;
        }

        @Override
        Atom transposed(Ops o, Equation eq, Atom[] inputs, Atom ct) {
            // Padding by the negative undoes it; what lay between is then sliced away.
            Padding pad = padding(eq.params());
            int rank = pad.low().length;
            int[] low = new int[rank];
            int[] high = new int[rank];
            int[] stride = new int[rank];
            boolean strided = false;
            for (int i = 0; i < rank; i++) {
                low[i] = -pad.low()[i];
                high[i] = -pad.high()[i];
                stride[i] = pad.interior()[i] + 1;
                strided |= stride[i] > 1;
            }
            Atom cut = o.pad(ct, o.scalar(ct, 0), low, high, new int[rank]);
            return strided ? o.slice(cut, new int[rank], cut.aval().shape().dims(), stride) : cut;
        }

        @Override
        public BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size) {
            Ops o = new Ops(b);
            Padding pad = padding(eq.params());
            Params p = Params.of("padding_config", new Padding(prepend(0, pad.low()), prepend(0, pad.high()),
                    prepend(0, pad.interior())));
            Atom x = o.front(inputs[0], axes[0], size);
            if (axes[1] < 0) {
                return single(b, this, p, x, inputs[1]);
            }
            // A padding value of its own for each example: pad with zeros and select.
            Atom y = b.emit1(this, p, x, o.scalar(x, 0));
            Atom ones = o.full(x.aval().withDType(DType.BOOL), 1);
            Atom mask = b.emit1(this, p, ones, o.scalar(DType.BOOL, 0));
            return BatchResult.of(o.select(mask, y, o.broadcast(inputs[1], y.aval().shape(), 0)), 0);
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            Padding pad = padding(eq.params());
            return lowered(l, eq, "stablehlo.pad", "edge_padding_low = " + array(pad.low()) + ", edge_padding_high = "
                    + array(pad.high()) + ", interior_padding = " + array(pad.interior()), operands);
        }
    }

    private static final class Concatenate extends Row {
        Concatenate() {
            super("concatenate");
        }

        @Override
        public List<Sample> samples() {
            return List.of(Sample.of(Params.of("dimension", 1), Sample.any(2, 3), Sample.any(2, 1), Sample.any(2, 0)),
                    Sample.of(Params.of("dimension", 0), Sample.any(4), Sample.any(3)));
        }

        @Override
        AbstractValue type(Params p, List<AbstractValue> in) {
            sameDType("concatenate", in, 0);
            int axis = p.integer("dimension");
            Shape first = in.get(0).shape();
            int n = 0;
            for (AbstractValue a : in) {
                for (int i = 0; i < first.rank(); i++) {
                    if (a.shape().rank() != first.rank() || i != axis && a.shape().dim(i) != first.dim(i)) {
                        StringBuilder all = new StringBuilder();
                        in.forEach(v -> all.append(all.isEmpty() ? "" : ", ").append(v.shape()));
                        throw Errors.typeError("Cannot concatenate arrays with shapes that differ in dimensions other than the one "
                                + "being concatenated: concatenating along dimension %d for shapes %s.", axis, all);
                    }
                }
                n += a.shape().dim(axis);
            }
            int[] dims = first.dims();
            dims[axis] = n;
            return new AbstractValue(in.get(0).dtype(), Shape.of(dims), allWeak(in));
        }

        @Override
        ArrayValue kernel(Params p, AbstractValue out, ArrayValue[] in) {
            return Rearrange.concatenate(out, in, p.integer("dimension"));
        }

        @Override
        public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
            Atom y = b.emit1(this, eq.params(), primals);
            Ops o = new Ops(b);
            Atom[] t = new Atom[tangents.length];
            boolean any = false;
            for (int i = 0; i < t.length; i++) {
                any |= tangents[i] != null;
                t[i] = o.materialize(tangents[i], primals[i].aval());
            }
            return JvpResult.of(y, any ? b.emit1(this, eq.params(), t) : null);
        }

        @Override
        public Atom[] transpose(ProgramBuilder b, Equation eq, Atom[] inputs, Atom[] cotangents) {
            Atom[] out = new Atom[inputs.length];
            int axis = eq.params().integer("dimension");
            int at = 0;
            for (int i = 0; i < out.length; i++) {
                int n = eq.input(i).aval().shape().dim(axis);
                if (inputs[i] == null && cotangents[0] != null) {
                    out[i] = new Ops(b).sliceAxis(cotangents[0], axis, at, at + n);
                }
                at += n;
            }
            return out;
        }

        @Override
        public BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size) {
            Ops o = new Ops(b);
            Atom[] in = new Atom[inputs.length];
            for (int i = 0; i < in.length; i++) {
                in[i] = o.front(inputs[i], axes[i], size);
            }
            return BatchResult.of(b.emit1(this, Params.of("dimension", eq.params().integer("dimension") + 1), in), 0);
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            return lowered(l, eq, "stablehlo.concatenate", "dimension = " + eq.params().integer("dimension") + " : i64", operands);
        }
    }

    private static final class Iota extends Row {
        Iota() {
            super("iota");
        }

        @Override
        public List<Sample> samples() {
            List<Sample> all = new java.util.ArrayList<>();
            for (DType d : DType.values()) {
                if (d != DType.BOOL) {
                    all.add(Sample.of(Params.of("dtype", d, "shape", Shape.of(2, 5), "dimension", 1, "sharding", null)));
                }
            }
            return all;
        }

        @Override
        AbstractValue type(Params p, List<AbstractValue> in) {
            return new AbstractValue(p.dtype("dtype"), p.shape("shape"), false);
        }

        @Override
        ArrayValue kernel(Params p, AbstractValue out, ArrayValue[] in) {
            return Rearrange.iota(out, p.integer("dimension"));
        }

        @Override
        public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
            return zero(b, this, eq, primals);
        }

        @Override
        public BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size) {
            return BatchResult.of(b.emit1(this, eq.params()), -1);
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            return lowered(l, eq, "stablehlo.iota", "iota_dimension = " + eq.params().integer("dimension") + " : i64");
        }
    }

    /** {@code dynamic_slice operand *start}: the start is moved so that the slice lies within the operand. */
    private static final class DynamicSlice extends LinearRow {
        DynamicSlice() {
            super("dynamic_slice");
        }

        @Override
        public List<Sample> samples() {
            return List.of(Sample.of(Params.of("slice_sizes", Shape.of(2, 3)), Sample.any(4, 5), Sample.index(1), Sample.index(2)),
                    Sample.of(Params.of("slice_sizes", Shape.of(2, 3)), Sample.any(4, 5), Sample.index(-3), Sample.index(9)));
        }

        @Override
        AbstractValue type(Params p, List<AbstractValue> in) {
            Shape sizes = p.shape("slice_sizes");
            Shape s = in.get(0).shape();
            if (sizes.rank() != s.rank() || in.size() != s.rank() + 1) {
                throw Errors.typeError("dynamic_slice slice_sizes must have length equal to the number of dimensions of the operand, "
                        + "got slice_sizes %s for operand shape %s.", sizes, s);
            }
            for (int i = 0; i < s.rank(); i++) {
                if (sizes.dim(i) > s.dim(i)) {
                    throw Errors.typeError("slice slice_sizes must be less than or equal to operand shape, got slice_sizes %s for "
                            + "operand shape %s.", sizes, s);
                }
            }
            return in.get(0).withShape(sizes);
        }

        @Override
        ArrayValue kernel(Params p, AbstractValue out, ArrayValue[] in) {
            return Rearrange.dynamicSlice(out, in[0], Arrays.copyOfRange(in, 1, in.length));
        }

        @Override
        Atom transposed(Ops o, Equation eq, Atom[] inputs, Atom ct) {
            Atom[] in = new Atom[inputs.length + 1];
            in[0] = o.zeros(eq.input(0).aval());
            in[1] = ct;
            System.arraycopy(inputs, 1, in, 2, inputs.length - 1);
            return o.one("dynamic_update_slice", in);
        }

        @Override
        public BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size) {
            Ops o = new Ops(b);
            boolean indices = false;
            for (int i = 1; i < axes.length; i++) {
                indices |= axes[i] >= 0;
            }
            int[] sizes = eq.params().shape("slice_sizes").dims();
            if (!indices) {
                Atom[] in = new Atom[inputs.length + 1];
                in[0] = o.moveAxis(inputs[0], axes[0], 0);
                in[1] = o.scalar(inputs.length > 1 ? inputs[1].aval().dtype() : DType.INT32, 0);
                System.arraycopy(inputs, 1, in, 2, inputs.length - 1);
                return single(b, this, Params.of("slice_sizes", Shape.of(prepend(size, sizes))), in);
            }
            Atom start = starts(o, inputs, axes, 1, size);
            int rank = sizes.length;
            boolean batched = axes[0] >= 0;
            int[] all = IntStream.range(0, rank).toArray();
            Atom x = batched ? o.moveAxis(inputs[0], axes[0], 0) : inputs[0];
            org.jacobilang.program.GatherDimensions d = new org.jacobilang.program.GatherDimensions(
                    list(shifted(all)), List.of(), list(batched ? shifted(all) : all),
                    batched ? List.of(0) : List.of(), batched ? List.of(0) : List.of());
            return BatchResult.of(o.one("gather", Params.of("dimension_numbers", d, "fill_value", null, "indices_are_sorted", false,
                    "mode", org.jacobilang.program.IndexMode.CLIP, "slice_sizes",
                    Shape.of(batched ? prepend(1, sizes) : sizes), "unique_indices", false), x, start), 0);
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            return lowered(l, eq, "stablehlo.dynamic_slice", "slice_sizes = " + array(eq.params().shape("slice_sizes").dims()),
                    operands);
        }
    }

    private static List<Integer> list(int[] a) {
        return IntStream.of(a).boxed().toList();
    }

    /** The start indices of all examples as one array, a row for each example. */
    private static Atom starts(Ops o, Atom[] inputs, int[] axes, int from, int size) {
        Atom[] columns = new Atom[inputs.length - from];
        for (int i = from; i < inputs.length; i++) {
            Atom x = o.convert(axes[i] < 0 ? o.expand(inputs[i], size) : inputs[i], DType.INT32);
            columns[i - from] = o.broadcast(x, Shape.of(size, 1), 0);
        }
        return o.concatenate(1, columns);
    }

    private static final class DynamicUpdateSlice extends Row {
        DynamicUpdateSlice() {
            super("dynamic_update_slice");
        }

        @Override
        public List<Sample> samples() {
            return List.of(Sample.of(Params.NONE, Sample.any(4, 5), Sample.any(2, 3), Sample.index(1), Sample.index(2)),
                    Sample.of(Params.NONE, Sample.any(4, 5), Sample.any(2, 3), Sample.index(-3), Sample.index(9)));
        }

        @Override
        AbstractValue type(Params p, List<AbstractValue> in) {
            Shape s = in.get(0).shape();
            Shape u = in.get(1).shape();
            if (s.rank() != u.rank()) {
                throw Errors.typeError("dynamic_update_slice update must have the same rank as operand, got update shape %s for "
                        + "operand shape %s.", u, s);
            }
            for (int i = 0; i < s.rank(); i++) {
                if (u.dim(i) > s.dim(i)) {
                    throw Errors.typeError("dynamic_update_slice update shape must be smaller than operand shape, got update shape %s "
                            + "for operand shape %s.", u, s);
                }
            }
            sameDType(name(), in.subList(0, 2), 0);
            return in.get(0);
        }

        @Override
        ArrayValue kernel(Params p, AbstractValue out, ArrayValue[] in) {
            return Rearrange.dynamicUpdateSlice(out, in[0], in[1], Arrays.copyOfRange(in, 2, in.length));
        }

        @Override
        public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
            Atom y = b.emit1(this, eq.params(), primals);
            if (tangents[0] == null && tangents[1] == null) {
                return JvpResult.of(y, null);
            }
            Ops o = new Ops(b);
            Atom[] in = primals.clone();
            in[0] = o.materialize(tangents[0], primals[0].aval());
            in[1] = o.materialize(tangents[1], primals[1].aval());
            return JvpResult.of(y, b.emit1(this, eq.params(), in));
        }

        @Override
        public Atom[] transpose(ProgramBuilder b, Equation eq, Atom[] inputs, Atom[] cotangents) {
            Atom[] out = new Atom[inputs.length];
            Atom ct = cotangents[0];
            if (ct == null) {
                return out;
            }
            Ops o = new Ops(b);
            Atom[] in = new Atom[inputs.length];
            System.arraycopy(inputs, 2, in, 2, in.length - 2);
            AbstractValue update = eq.input(1).aval();
            if (inputs[0] == null) {
                in[0] = ct;
                in[1] = o.zeros(update);
                out[0] = b.emit1(this, eq.params(), in);
            }
            if (inputs[1] == null) {
                Atom[] slice = new Atom[inputs.length - 1];
                slice[0] = ct;
                System.arraycopy(inputs, 2, slice, 1, slice.length - 1);
                out[1] = o.one("dynamic_slice", Params.of("slice_sizes", update.shape()), slice);
            }
            return out;
        }

        @Override
        public BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size) {
            Ops o = new Ops(b);
            boolean indices = false;
            for (int i = 2; i < axes.length; i++) {
                indices |= axes[i] >= 0;
            }
            Atom x = o.front(inputs[0], axes[0], size);
            Atom u = o.front(inputs[1], axes[1], size);
            if (!indices) {
                Atom[] in = new Atom[inputs.length + 1];
                in[0] = x;
                in[1] = u;
                in[2] = o.scalar(inputs.length > 2 ? inputs[2].aval().dtype() : DType.INT32, 0);
                System.arraycopy(inputs, 2, in, 3, inputs.length - 2);
                return BatchResult.of(b.emit1(this, eq.params(), in), 0);
            }
            Atom start = starts(o, inputs, axes, 2, size);
            int rank = inputs.length - 2;
            int[] all = LinearRow.shifted(IntStream.range(0, rank).toArray());
            org.jacobilang.program.ScatterDimensions d = new org.jacobilang.program.ScatterDimensions(list(all), List.of(), list(all),
                    List.of(0), List.of(0));
            return BatchResult.of(o.one("scatter", Params.of("dimension_numbers", d, "indices_are_sorted", true, "mode",
                    org.jacobilang.program.IndexMode.CLIP, "unique_indices", true), x, start, u), 0);
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            return lowered(l, eq, "stablehlo.dynamic_update_slice", "", operands);
        }
    }

    /** {@code bitcast_convert_type[new_dtype]} between dtypes of one width. */
    private static final class Bitcast extends Row {
        Bitcast() {
            super("bitcast_convert_type");
        }

        @Override
        public List<Sample> samples() {
            return List.of(Sample.of(Params.of("new_dtype", DType.INT32), Sample.any(5)),
                    Sample.of(Params.of("new_dtype", DType.UINT16), Sample.any(5)),
                    Sample.of(Params.of("new_dtype", DType.INT8), Sample.any(5)),
                    Sample.of(Params.of("new_dtype", DType.UINT64), Sample.any(5)),
                    Sample.of(Params.of("new_dtype", DType.FLOAT32), Sample.any(DType.INT32, 5)),
                    Sample.of(Params.of("new_dtype", DType.FLOAT64), Sample.any(DType.INT64, 5)));
        }

        @Override
        AbstractValue type(Params p, List<AbstractValue> in) {
            DType d = p.dtype("new_dtype");
            if (d.isComplex() || in.get(0).dtype().isComplex() || d == DType.BOOL || in.get(0).dtype() == DType.BOOL) {
                throw Errors.typeError("bitcast_convert_type does not take %s to %s.", in.get(0).dtype().jaxName(), d.jaxName());
            }
            int from = in.get(0).dtype().bytes();
            int[] dims = in.get(0).shape().dims();
            if (from > d.bytes()) {
                dims = java.util.Arrays.copyOf(dims, dims.length + 1);
                dims[dims.length - 1] = from / d.bytes();
            } else if (from < d.bytes()) {
                if (dims.length == 0 || dims[dims.length - 1] * from != d.bytes()) {
                    throw Errors.valueError("Attempting to convert array of shape %s from %s of size %d bits to %s of size %d bits, but the last "
                            + "axis does not make up the difference", in.get(0).shape(), in.get(0).dtype().jaxName(), 8 * from, d.jaxName(),
                            8 * d.bytes());
                }
                dims = java.util.Arrays.copyOf(dims, dims.length - 1);
            }
            return new AbstractValue(d, Shape.of(dims), false);
        }

        @Override
        ArrayValue kernel(Params p, AbstractValue out, ArrayValue[] in) {
            if (out.dtype().bytes() != in[0].dtype().bytes()) {
                return ArrayValue.of(out, Bytes.data(out.dtype(), Bytes.of(in[0])));
            }
            Object data = switch (in[0].data()) {
                case float[] f when out.dtype() != DType.FLOAT32 -> {
                    int[] bits = new int[f.length];
                    for (int i = 0; i < bits.length; i++) {
                        bits[i] = Float.floatToRawIntBits(f[i]);
                    }
                    yield bits;
                }
                case int[] bits when out.dtype() == DType.FLOAT32 -> {
                    float[] f = new float[bits.length];
                    for (int i = 0; i < f.length; i++) {
                        f[i] = Float.intBitsToFloat(bits[i]);
                    }
                    yield f;
                }
                case double[] f when out.dtype() != DType.FLOAT64 -> java.util.Arrays.stream(f)
                        .mapToLong(Double::doubleToRawLongBits).toArray();
                case long[] bits when out.dtype() == DType.FLOAT64 -> java.util.stream.LongStream.of(bits)
                        .mapToDouble(Double::longBitsToDouble).toArray();
                default -> in[0].data();
            };
            return ArrayValue.of(out, data);
        }

        @Override
        public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
            return zero(b, this, eq, primals);
        }

        @Override
        public BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size) {
            return BatchResult.of(b.emit1(this, eq.params(), new Ops(b).moveAxis(inputs[0], axes[0], 0)), 0);
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            return lowered(l, eq, "stablehlo.bitcast_convert", "", operands);
        }
    }
}
