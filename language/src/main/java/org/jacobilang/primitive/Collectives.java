package org.jacobilang.primitive;

import java.util.List;
import java.util.stream.IntStream;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.Shape;
import org.jacobilang.program.Atom;
import org.jacobilang.program.Equation;
import org.jacobilang.program.Lowering;
import org.jacobilang.program.Params;
import org.jacobilang.program.Primitive;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.runtime.Errors;
import org.jacobilang.transform.Batch;

/**
 * Operations across the examples of a map. The second operand is the index of the example along the named axis: only the map
 * that has this name batches it, and that map turns the operation into an ordinary one along the batch axis.
 */
final class Collectives {
    static final Primitive[] ALL = {new Total("psum", "reduce_sum"), new Total("pmax", "reduce_max"), new Total("pmin", "reduce_min"),
        new Gathered(), new Permuted(), new Exchanged()};

    private Collectives() {
    }

    private abstract static class Collective extends LinearRow {
        Collective(String name) {
            super(name);
        }

        /** The result with the examples in front of the operand; the axis says where they are in the result. */
        abstract BatchResult across(Ops o, Params p, Atom x, int size);

        /** The parameters for an operand that has a foreign batch axis in front. */
        abstract Params behind(Params p);

        @Override
        AbstractValue type(Params p, List<AbstractValue> in) {
            return in.get(0);
        }

        @Override
        ArrayValue kernel(Params p, AbstractValue out, ArrayValue[] in) {
            throw Errors.nameError("unbound axis name: %s", p.string("axis_name"));
        }

        @Override
        public BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size) {
            Ops o = new Ops(b);
            if (axes[1] >= 0) {
                return across(o, eq.params(), o.front(inputs[0], axes[0], size), size);
            }
            return BatchResult.of(b.emit1(this, behind(eq.params()), o.moveAxis(inputs[0], axes[0], 0), inputs[1]), 0);
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            throw Errors.nameError("unbound axis name: %s", eq.params().string("axis_name"));
        }
    }

    /** A reduction over the examples, the same for each. */
    private static final class Total extends Collective {
        private final String reduction;

        Total(String name, String reduction) {
            super(name);
            this.reduction = reduction;
        }

        @Override
        BatchResult across(Ops o, Params p, Atom x, int size) {
            return BatchResult.of(o.one(reduction, Params.of("axes", new int[] {0}), x), -1);
        }

        @Override
        Params behind(Params p) {
            return p;
        }

        @Override
        public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
            if (!name().equals("psum") && tangents[0] != null) {
                throw Errors.notImplemented("Differentiation rule for '%s' not implemented", name());
            }
            return super.jvp(b, eq, primals, tangents);
        }

        @Override
        Atom transposed(Ops o, Equation eq, Atom[] inputs, Atom ct) {
            return o.one(name(), eq.params(), ct, inputs[1]);
        }
    }

    /** The operands of all examples along a new axis, or along an axis of theirs where {@code tiled}. */
    private static final class Gathered extends Collective {
        Gathered() {
            super("all_gather");
        }

        @Override
        AbstractValue type(Params p, List<AbstractValue> in) {
            Shape s = in.get(0).shape();
            int axis = p.integer("all_gather_dimension");
            if (!p.flag("tiled")) {
                return in.get(0).withShape(Batch.inserted(s, axis, p.integer("axis_size")));
            }
            int[] dims = s.dims();
            dims[axis] *= p.integer("axis_size");
            return in.get(0).withShape(Shape.of(dims));
        }

        @Override
        BatchResult across(Ops o, Params p, Atom x, int size) {
            int axis = p.integer("all_gather_dimension");
            Atom moved = o.moveAxis(x, 0, axis);
            if (p.flag("tiled")) {
                int[] dims = moved.aval().shape().dims();
                int[] merged = IntStream.range(0, dims.length).filter(i -> i != axis)
                        .map(i -> i == axis + 1 ? dims[i] * size : dims[i]).toArray();
                moved = o.reshape(moved, Shape.of(merged));
            }
            return BatchResult.of(moved, -1);
        }

        @Override
        Params behind(Params p) {
            return p.with("all_gather_dimension", p.integer("all_gather_dimension") + 1);
        }

        @Override
        Atom transposed(Ops o, Equation eq, Atom[] inputs, Atom ct) {
            Params p = eq.params();
            int axis = p.integer("all_gather_dimension");
            Atom all = o.one("psum", Params.of("axis_name", p.get("axis_name")), ct, inputs[1]);
            int n = p.integer("axis_size");
            Atom split = all;
            if (p.flag("tiled")) {
                int[] dims = all.aval().shape().dims();
                int[] parts = new int[dims.length + 1];
                for (int i = 0; i < parts.length; i++) {
                    parts[i] = i < axis ? dims[i] : i == axis ? n : i == axis + 1 ? dims[axis] / n : dims[i - 1];
                }
                split = o.reshape(all, Shape.of(parts));
            }
            Atom[] at = new Atom[1 + split.aval().shape().rank()];
            int[] sizes = split.aval().shape().dims();
            sizes[axis] = 1;
            at[0] = split;
            for (int i = 1; i < at.length; i++) {
                at[i] = i - 1 == axis ? inputs[1] : o.scalar(org.jacobilang.array.DType.INT32, 0);
            }
            return o.reshape(o.one("dynamic_slice", Params.of("slice_sizes", Shape.of(sizes)), at), eq.input(0).aval().shape());
        }
    }

    /** {@code ppermute[perm]}: the operand of the source at each destination, zeros where there is none. */
    private static final class Permuted extends Collective {
        Permuted() {
            super("ppermute");
        }

        @Override
        BatchResult across(Ops o, Params p, Atom x, int size) {
            int[] from = p.ints("sources");
            int[] to = p.ints("destinations");
            Atom[] rows = new Atom[size];
            for (int i = 0; i < from.length; i++) {
                rows[to[i]] = o.sliceAxis(x, 0, from[i], from[i] + 1);
            }
            Atom zero = null;
            for (int i = 0; i < size; i++) {
                if (rows[i] == null) {
                    int[] dims = x.aval().shape().dims();
                    dims[0] = 1;
                    zero = zero == null ? o.zeros(x.aval().withShape(Shape.of(dims))) : zero;
                    rows[i] = zero;
                }
            }
            return BatchResult.of(o.concatenate(0, rows), 0);
        }

        @Override
        Params behind(Params p) {
            return p;
        }

        @Override
        Atom transposed(Ops o, Equation eq, Atom[] inputs, Atom ct) {
            Params p = eq.params();
            return o.one("ppermute", p.with("sources", p.get("destinations")).with("destinations", p.get("sources")), ct, inputs[1]);
        }
    }

    /** {@code all_to_all}: part k of example i becomes part i of example k. */
    private static final class Exchanged extends Collective {
        Exchanged() {
            super("all_to_all");
        }

        @Override
        AbstractValue type(Params p, List<AbstractValue> in) {
            int[] dims = in.get(0).shape().dims();
            int n = p.integer("axis_size");
            dims[p.integer("split_axis")] /= n;
            dims[p.integer("concat_axis")] *= n;
            return in.get(0).withShape(Shape.of(dims));
        }

        @Override
        BatchResult across(Ops o, Params p, Atom x, int size) {
            int split = p.integer("split_axis");
            int concat = p.integer("concat_axis");
            int[] dims = x.aval().shape().dims();
            // (examples, ..., parts, rest, ...): the parts become the examples, and the examples go before the other axis.
            int[] parts = new int[dims.length + 1];
            for (int i = 0; i < parts.length; i++) {
                parts[i] = i <= split ? dims[i] : i == split + 1 ? size : i == split + 2 ? dims[split + 1] / size : dims[i - 1];
            }
            Atom y = o.moveAxis(o.reshape(x, Shape.of(parts)), split + 1, 0);
            y = o.moveAxis(y, 1, concat + 1);
            int[] wide = y.aval().shape().dims();
            int[] merged = IntStream.range(0, wide.length).filter(i -> i != concat + 1)
                    .map(i -> i == concat + 2 ? wide[i] * size : wide[i]).toArray();
            return BatchResult.of(o.reshape(y, Shape.of(merged)), 0);
        }

        @Override
        Params behind(Params p) {
            return p.with("split_axis", p.integer("split_axis") + 1).with("concat_axis", p.integer("concat_axis") + 1);
        }

        @Override
        Atom transposed(Ops o, Equation eq, Atom[] inputs, Atom ct) {
            Params p = eq.params();
            return o.one("all_to_all", p.with("split_axis", p.get("concat_axis")).with("concat_axis", p.get("split_axis")), ct, inputs[1]);
        }
    }
}
