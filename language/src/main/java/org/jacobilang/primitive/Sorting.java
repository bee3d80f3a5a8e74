package org.jacobilang.primitive;

import java.util.Arrays;
import java.util.List;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayLike;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Shape;
import org.jacobilang.array.kernel.Sort;
import org.jacobilang.program.Atom;
import org.jacobilang.program.Equation;
import org.jacobilang.program.GatherDimensions;
import org.jacobilang.program.IndexMode;
import org.jacobilang.program.Lowering;
import org.jacobilang.program.Params;
import org.jacobilang.program.Primitive;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.program.Sample;
import org.jacobilang.runtime.Errors;

/** Sorting, and the greatest elements. */
final class Sorting {
    static final Primitive[] ALL = {new SortRow(), new TopK()};

    private Sorting() {
    }

    /** The elements of {@code x} at these positions along an axis, of one shape with the indices. */
    static Atom takeAlong(Ops o, Atom x, Atom indices, int axis) {
        int rank = x.aval().shape().rank();
        int[] full = LinearRow.prepend(0, new int[rank]);
        System.arraycopy(indices.aval().shape().dims(), 0, full, 0, rank);
        full[rank] = 1;
        Atom[] columns = new Atom[rank];
        for (int i = 0; i < rank; i++) {
            columns[i] = i == axis ? o.reshape(o.convert(indices, DType.INT32), Shape.of(full))
                    : o.iota(DType.INT32, Shape.of(full), i);
        }
        int[] all = java.util.stream.IntStream.range(0, rank).toArray();
        int[] ones = new int[rank];
        Arrays.fill(ones, 1);
        return o.one("gather", Params.of("dimension_numbers", GatherDimensions.of(new int[0], all, all), "fill_value", null,
                "indices_are_sorted", false, "mode", IndexMode.PROMISE_IN_BOUNDS, "slice_sizes", Shape.of(ones), "unique_indices",
                true), x, o.concatenate(rank, columns));
    }

    /** {@code sort[dimension is_stable num_keys]} of one or more operands. */
    private static final class SortRow extends Primitive {
        SortRow() {
            super("sort");
        }

        private static Sample sample(int axis, int keys, ArrayLike... operands) {
            return Sample.of(Params.of("dimension", axis, "is_stable", true, "num_keys", keys), operands);
        }

        @Override
        public List<Sample> samples() {
            return List.of(sample(0, 1, Sample.any(7)), sample(0, 1, Sample.any(5, 3)), sample(1, 1, Sample.any(3, 20)),
                    sample(0, 2, Sample.indices(Shape.of(6), 2, 1, 2, 1, 0, 2), Sample.any(6)),
                    sample(0, 1, Sample.any(6), Sample.any(6)));
        }

        @Override
        public List<AbstractValue> abstractEval(Params p, List<AbstractValue> in) {
            for (AbstractValue a : in) {
                if (!a.shape().equals(in.get(0).shape())) {
                    throw Errors.typeError("Arguments to sort must have equal shapes, got: %s and %s", in.get(0).shape(), a.shape());
                }
            }
            return in;
        }

        @Override
        public ArrayValue[] evaluate(Params p, ArrayValue[] in) {
            return Sort.sort(in, p.integer("dimension"), p.integer("num_keys"));
        }

        @Override
        public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
            Ops o = new Ops(b);
            int axis = eq.params().integer("dimension");
            int n = primals.length;
            // The permutation is sorted along with the operands, and the tangents follow it.
            Atom[] in = Arrays.copyOf(primals, n + 1);
            in[n] = o.iota(DType.INT32, primals[0].aval().shape(), axis);
            Atom[] out = b.emit(this, eq.params(), in);
            Atom[] t = new Atom[n];
            for (int i = 0; i < n; i++) {
                t[i] = tangents[i] == null ? null : takeAlong(o, tangents[i], out[n], axis);
            }
            return new JvpResult(Arrays.copyOf(out, n), t);
        }

        @Override
        public Atom[] transpose(ProgramBuilder b, Equation eq, Atom[] inputs, Atom[] cotangents) {
            throw new IllegalStateException("sort is not linear");
        }

        @Override
        public BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size) {
            Ops o = new Ops(b);
            Atom[] in = new Atom[inputs.length];
            int[] outAxes = new int[inputs.length];
            for (int i = 0; i < in.length; i++) {
                in[i] = o.front(inputs[i], axes[i], size);
            }
            return new BatchResult(b.emit(this, eq.params().with("dimension", eq.params().integer("dimension") + 1), in), outAxes);
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            Params p = eq.params();
            List<AbstractValue> in = eq.inputAvals();
            AbstractValue[] block = new AbstractValue[2 * in.size()];
            for (int i = 0; i < in.size(); i++) {
                block[2 * i] = in.get(i).withShape(Shape.SCALAR);
                block[2 * i + 1] = block[2 * i];
            }
            AbstractValue bool = AbstractValue.scalar(DType.BOOL);
            Lowering.Region region = new Lowering.Region(List.of(block), x -> {
                String result = null;
                for (int k = p.integer("num_keys") - 1; k >= 0; k--) {
                    if (in.get(k).dtype().isComplex()) {
                        // By the real parts, and where these are equal by the imaginary ones.
                        AbstractValue part = block[2 * k].withDType(UnaryRows.part(in.get(k).dtype()));
                        for (String which : new String[] {"stablehlo.imag", "stablehlo.real"}) {
                            result = before(l, part, l.op(which, part, "", x[2 * k]), l.op(which, part, "", x[2 * k + 1]), result);
                        }
                    } else {
                        result = before(l, block[2 * k], x[2 * k], x[2 * k + 1], result);
                    }
                }
                return new String[] {result};
            });
            return l.op("stablehlo.sort", eq.outputAvals(), "dimension = " + p.integer("dimension") + " : i64, is_stable = true",
                    List.of(region), operands);
        }

        /** Whether x comes before y, or they are equal and {@code next}, if there is more to compare, says so. */
        private static String before(Lowering l, AbstractValue a, String x, String y, String next) {
            AbstractValue bool = AbstractValue.scalar(DType.BOOL);
            DType d = a.dtype();
            String u = ordered(l, a, x);
            String v = ordered(l, a, y);
            String kind = d.isFloating() ? "TOTALORDER" : d.isUnsigned() || d == DType.BOOL ? "UNSIGNED" : "SIGNED";
            String less = compare(l, bool, "LT", kind, u, v);
            if (next == null) {
                return less;
            }
            String same = compare(l, bool, "EQ", kind, u, v);
            return l.op("stablehlo.or", bool, "", less, l.op("stablehlo.and", bool, "", same, next));
        }

        private static String compare(Lowering l, AbstractValue bool, String direction, String kind, String x, String y) {
            return l.op("stablehlo.compare", bool, "comparison_direction = #stablehlo<comparison_direction " + direction
                    + ">, compare_type = #stablehlo<comparison_type " + kind + ">", x, y);
        }

        /** Zeros of both signs are equal, NaNs of both signs come last. */
        private static String ordered(Lowering l, AbstractValue a, String x) {
            if (!a.dtype().isFloating()) {
                return x;
            }
            AbstractValue bool = a.withDType(DType.BOOL);
            String zero = l.constant(a, 0.0);
            String y = l.op("stablehlo.select", a, "", compare(l, bool, "EQ", "FLOAT", x, zero), zero, x);
            return l.op("stablehlo.select", a, "", compare(l, bool, "NE", "FLOAT", x, x), l.constant(a, Double.NaN), y);
        }
    }

    /** {@code top_k[k]}: the greatest k of the last axis and their positions. */
    private static final class TopK extends Primitive {
        TopK() {
            super("top_k");
        }

        @Override
        public List<Sample> samples() {
            return List.of(Sample.of(Params.of("k", 2), Sample.any(6)), Sample.of(Params.of("k", 3), Sample.any(2, 5)));
        }

        @Override
        public List<AbstractValue> abstractEval(Params p, List<AbstractValue> in) {
            Shape s = in.get(0).shape();
            int k = p.integer("k");
            if (in.get(0).dtype().isComplex()) {
                throw Errors.valueError("top_k is not compatible with complex inputs.");
            }
            if (s.rank() == 0) {
                throw Errors.typeError("top_k operand must have >= 1 dimension, got ()");
            }
            if (k > s.dim(s.rank() - 1)) {
                throw Errors.valueError("k argument to top_k must be no larger than size along axis; got k=%d with shape=%s and "
                        + "axis=%d", k, s, s.rank() - 1);
            }
            int[] dims = s.dims();
            dims[dims.length - 1] = k;
            return List.of(in.get(0).withShape(Shape.of(dims)), new AbstractValue(DType.INT32, Shape.of(dims), false));
        }

        @Override
        public ArrayValue[] evaluate(Params p, ArrayValue[] in) {
            List<AbstractValue> out = abstractEval(p, Row.avals(in));
            return Sort.top(out.get(0), out.get(1), in[0], p.integer("k"));
        }

        @Override
        public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
            Atom[] out = b.emit(this, eq.params(), primals);
            return new JvpResult(out, new Atom[] {tangents[0] == null ? null
                    : takeAlong(new Ops(b), tangents[0], out[1], tangents[0].aval().shape().rank() - 1), null});
        }

        @Override
        public Atom[] transpose(ProgramBuilder b, Equation eq, Atom[] inputs, Atom[] cotangents) {
            throw new IllegalStateException("top_k is not linear");
        }

        @Override
        public BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size) {
            return new BatchResult(b.emit(this, eq.params(), new Ops(b).moveAxis(inputs[0], axes[0], 0)), new int[2]);
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            return l.op("chlo.top_k", eq.outputAvals(), "k = " + eq.params().integer("k") + " : i64", List.of(), operands);
        }
    }
}
