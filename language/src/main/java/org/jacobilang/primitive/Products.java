package org.jacobilang.primitive;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayLike;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Shape;
import org.jacobilang.array.kernel.Dot;
import org.jacobilang.program.Atom;
import org.jacobilang.program.DotDimensions;
import org.jacobilang.program.Equation;
import org.jacobilang.program.Lowering;
import org.jacobilang.program.Params;
import org.jacobilang.program.Primitive;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.program.Sample;
import org.jacobilang.runtime.Errors;

/** {@code dot_general}: result axes are the batch axes, then the free axes of the left and of the right operand. */
final class Products {
    static final Primitive[] ALL = {new DotGeneral()};

    private Products() {
    }

    private static final class DotGeneral extends Row {
        DotGeneral() {
            super("dot_general");
        }

        @Override
        public Params shown(Params p) {
            Params shown = p;
            for (String optional : new String[] {"precision", "preferred_element_type"}) {
                if (p.has(optional) && p.get(optional) == null) {
                    shown = shown.without(optional);
                }
            }
            return shown;
        }

        private static Sample sample(int[] lc, int[] rc, int[] lb, int[] rb, ArrayLike x, ArrayLike y) {
            return Sample.of(Params.of("dimension_numbers", DotDimensions.of(lc, rc, lb, rb), "precision", null,
                    "preferred_element_type", null), x, y);
        }

        @Override
        public List<Sample> samples() {
            int[] none = {};
            return List.of(sample(new int[] {1}, new int[] {0}, none, none, Sample.any(3, 5), Sample.any(5, 4)),
                    sample(new int[] {0}, new int[] {1}, none, none, Sample.any(5, 3), Sample.any(4, 5)),
                    sample(new int[] {2}, new int[] {1}, new int[] {0}, new int[] {0}, Sample.any(2, 3, 5), Sample.any(2, 5, 4)),
                    sample(new int[] {0}, new int[] {0}, none, none, Sample.any(6), Sample.any(6)),
                    sample(none, none, none, none, Sample.any(3), Sample.any(2)),
                    sample(new int[] {1}, new int[] {0}, none, none, Sample.any(3, 0), Sample.any(0, 4)));
        }

        private static DotDimensions dims(Params p) {
            return p.get("dimension_numbers", DotDimensions.class);
        }

        private static int[] free(int rank, List<Integer> batch, List<Integer> contracted) {
            return IntStream.range(0, rank).filter(i -> !batch.contains(i) && !contracted.contains(i)).toArray();
        }

        @Override
        AbstractValue type(Params p, List<AbstractValue> in) {
            DotDimensions d = dims(p);
            Shape x = in.get(0).shape();
            Shape y = in.get(1).shape();
            for (int i = 0; i < d.leftContracting().size(); i++) {
                if (x.dim(d.leftContracting().get(i)) != y.dim(d.rightContracting().get(i))) {
                    throw Errors.typeError("dot_general requires contracting dimensions to have the same shape, got %s and %s.",
                            sizes(x, d.leftContracting()), sizes(y, d.rightContracting()));
                }
            }
            for (int i = 0; i < d.leftBatch().size(); i++) {
                if (x.dim(d.leftBatch().get(i)) != y.dim(d.rightBatch().get(i))) {
                    throw Errors.typeError("dot_general requires lhs batch dimensions and rhs batch dimensions to have the same "
                            + "shape, got %s and %s.", sizes(x, d.leftBatch()), sizes(y, d.rightBatch()));
                }
            }
            List<Integer> out = new ArrayList<>();
            d.leftBatch().forEach(a -> out.add(x.dim(a)));
            IntStream.of(free(x.rank(), d.leftBatch(), d.leftContracting())).forEach(a -> out.add(x.dim(a)));
            IntStream.of(free(y.rank(), d.rightBatch(), d.rightContracting())).forEach(a -> out.add(y.dim(a)));
            DType dtype = p.has("preferred_element_type") && p.get("preferred_element_type") != null
                    ? p.dtype("preferred_element_type") : in.get(0).dtype();
            return new AbstractValue(dtype, Shape.of(DotDimensions.array(out)), allWeak(in));
        }

        private static Shape sizes(Shape s, List<Integer> axes) {
            return Shape.of(axes.stream().mapToInt(s::dim).toArray());
        }

        @Override
        ArrayValue kernel(Params p, AbstractValue out, ArrayValue[] in) {
            DotDimensions d = dims(p);
            return Dot.general(out, in[0], in[1], DotDimensions.array(d.leftContracting()), DotDimensions.array(d.rightContracting()),
                    DotDimensions.array(d.leftBatch()), DotDimensions.array(d.rightBatch()));
        }

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
            DotDimensions d = dims(eq.params());
            if (inputs[0] == null) {
                out[0] = left(b, d, eq.input(0).aval(), inputs[1], cotangents[0], true);
            } else {
                DotDimensions swapped = new DotDimensions(d.rightContracting(), d.leftContracting(), d.rightBatch(), d.leftBatch());
                out[1] = left(b, swapped, eq.input(1).aval(), inputs[0], cotangents[0], false);
            }
            return out;
        }

        /**
         * The cotangent of the operand {@code x}, where y is the other one.
         *
         * @param first whether x is the left operand: its free axes come first in the result
         */
        private static Atom left(ProgramBuilder b, DotDimensions d, AbstractValue x, Atom y, Atom ct, boolean first) {
            Ops o = new Ops(b);
            int batch = d.leftBatch().size();
            int[] freeX = free(x.shape().rank(), d.leftBatch(), d.leftContracting());
            int[] freeY = free(y.aval().shape().rank(), d.rightBatch(), d.rightContracting());
            int at = batch + (first ? freeX.length : 0);
            int[] ctY = IntStream.range(at, at + freeY.length).toArray();
            int[] ctBatch = IntStream.range(0, batch).toArray();
            Atom r = o.one("dot_general", Params.of("dimension_numbers", DotDimensions.of(ctY, freeY, ctBatch,
                    DotDimensions.array(d.rightBatch())), "precision", null, "preferred_element_type", x.dtype()), ct, y);
            // The result has batch, free axes of x, and y's contracted axes in y's order.
            int[] contractedY = IntStream.of(DotDimensions.array(d.rightContracting())).sorted().toArray();
            int[] order = new int[x.shape().rank()];
            for (int i = 0; i < batch; i++) {
                order[d.leftBatch().get(i)] = i;
            }
            for (int i = 0; i < freeX.length; i++) {
                order[freeX[i]] = batch + i;
            }
            for (int i = 0; i < contractedY.length; i++) {
                int k = d.rightContracting().indexOf(contractedY[i]);
                order[d.leftContracting().get(k)] = batch + freeX.length + i;
            }
            return o.transpose(r, order);
        }

        private static List<Integer> moved(List<Integer> axes, int removed) {
            return axes.stream().map(a -> a >= removed ? a + 1 : a).toList();
        }

        @Override
        public BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size) {
            DotDimensions d = dims(eq.params());
            List<Integer> lc = axes[0] < 0 ? d.leftContracting() : moved(d.leftContracting(), axes[0]);
            List<Integer> lb = new ArrayList<>(axes[0] < 0 ? d.leftBatch() : moved(d.leftBatch(), axes[0]));
            List<Integer> rc = axes[1] < 0 ? d.rightContracting() : moved(d.rightContracting(), axes[1]);
            List<Integer> rb = new ArrayList<>(axes[1] < 0 ? d.rightBatch() : moved(d.rightBatch(), axes[1]));
            int out;
            if (axes[0] >= 0 && axes[1] >= 0) {
                lb.addFirst(axes[0]);
                rb.addFirst(axes[1]);
                out = 0;
            } else if (axes[0] >= 0) {
                int axis = axes[0];
                out = lb.size() + (int) IntStream.range(0, axis).filter(i -> !lb.contains(i) && !lc.contains(i)).count();
            } else {
                int axis = axes[1];
                int freeLeft = inputs[0].aval().shape().rank() - lb.size() - lc.size();
                out = lb.size() + freeLeft
                        + (int) IntStream.range(0, axis).filter(i -> !rb.contains(i) && !rc.contains(i)).count();
            }
            return BatchResult.of(b.emit1(this, eq.params().with("dimension_numbers", new DotDimensions(lc, rc, lb, rb)), inputs), out);
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            DotDimensions d = dims(eq.params());
            DType out = eq.output(0).aval().dtype();
            String[] in = operands.clone();
            for (int i = 0; i < 2; i++) {
                AbstractValue a = eq.input(i).aval();
                if (a.dtype() != out && !(a.dtype() == DType.BFLOAT16 || a.dtype() == DType.FLOAT16)) {
                    in[i] = l.op("stablehlo.convert", a.withDType(out), "", in[i]);
                }
            }
            return lowered(l, eq, "stablehlo.dot_general", "dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = "
                    + d.leftBatch() + ", rhs_batching_dimensions = " + d.rightBatch() + ", lhs_contracting_dimensions = "
                    + d.leftContracting() + ", rhs_contracting_dimensions = " + d.rightContracting() + ">", in);
        }
    }
}
