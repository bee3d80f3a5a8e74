package org.jacobilang.primitive;

import java.util.List;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.kernel.Threefry;
import org.jacobilang.program.Atom;
import org.jacobilang.program.Equation;
import org.jacobilang.program.Lowering;
import org.jacobilang.program.Params;
import org.jacobilang.program.Primitive;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.program.Sample;
import org.jacobilang.runtime.Errors;

/** {@code threefry2x32 k0 k1 x0 x1}: the block cipher behind all random numbers, element by element on uint32. */
final class Randomness {
    static final Primitive[] ALL = {new Cipher()};
    private static final int[][] ROTATIONS = {{13, 15, 26, 6}, {17, 29, 16, 24}};
    private static final long PARITY = 0x1BD11BDAL;

    private Randomness() {
    }

    private static final class Cipher extends Primitive {
        Cipher() {
            super("threefry2x32");
        }

        @Override
        public List<Sample> samples() {
            org.jacobilang.array.ArrayLike word = Sample.any(DType.UINT32, 8);
            return List.of(Sample.of(Params.NONE, word, word, word, word).within(0, 4e9),
                    Sample.of(Params.NONE, Sample.any(DType.UINT32), Sample.any(DType.UINT32), word, word).within(0, 4e9));
        }

        @Override
        public List<AbstractValue> abstractEval(Params p, List<AbstractValue> in) {
            for (AbstractValue a : in) {
                if (a.dtype() != DType.UINT32) {
                    throw Errors.typeError("Arguments to threefry2x32 must have uint32 type, got %s", a);
                }
            }
            AbstractValue out = new AbstractValue(DType.UINT32, ElementwiseRow.shape(name(), in), false);
            return List.of(out, out);
        }

        @Override
        public ArrayValue[] evaluate(Params p, ArrayValue[] in) {
            AbstractValue out = abstractEval(p, Row.avals(in)).get(0);
            int n = out.shape().length();
            int[][] x = new int[4][];
            int[] step = new int[4];
            for (int i = 0; i < 4; i++) {
                x[i] = (int[]) in[i].data();
                step[i] = in[i].shape().rank() == 0 ? 0 : 1;
            }
            int[] a = new int[n];
            int[] b = new int[n];
            for (int i = 0; i < n; i++) {
                long r = Threefry.block(x[0][i * step[0]], x[1][i * step[1]], x[2][i * step[2]], x[3][i * step[3]]);
                a[i] = (int) r;
                b[i] = (int) (r >>> 32);
            }
            return new ArrayValue[] {ArrayValue.of(out, a), ArrayValue.of(out, b)};
        }

        @Override
        public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
            return Row.zero(b, this, eq, primals);
        }

        @Override
        public Atom[] transpose(ProgramBuilder b, Equation eq, Atom[] inputs, Atom[] cotangents) {
            throw new IllegalStateException("threefry2x32 is not linear");
        }

        @Override
        public BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size) {
            return new BatchResult(b.emit(this, eq.params(), ElementwiseRow.align(new Ops(b), inputs, axes, size)), new int[2]);
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            AbstractValue t = eq.output(0).aval();
            String[] in = ElementwiseRow.widened(l, eq, operands);
            String[] keys = {in[0], in[1], l.op("stablehlo.xor", t, "", l.op("stablehlo.xor", t, "", in[0], in[1]),
                    l.constant(t, PARITY))};
            String a = l.op("stablehlo.add", t, "", in[2], keys[0]);
            String b = l.op("stablehlo.add", t, "", in[3], keys[1]);
            for (int round = 0; round < 5; round++) {
                for (int r : ROTATIONS[round & 1]) {
                    a = l.op("stablehlo.add", t, "", a, b);
                    String left = l.op("stablehlo.shift_left", t, "", b, l.constant(t, (long) r));
                    String right = l.op("stablehlo.shift_right_logical", t, "", b, l.constant(t, 32L - r));
                    b = l.op("stablehlo.xor", t, "", l.op("stablehlo.or", t, "", left, right), a);
                }
                a = l.op("stablehlo.add", t, "", a, keys[(round + 1) % 3]);
                String k = l.op("stablehlo.add", t, "", keys[(round + 2) % 3], l.constant(t, round + 1L));
                b = l.op("stablehlo.add", t, "", b, k);
            }
            return new String[] {a, b};
        }
    }
}
