package org.jacobilang.primitive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.program.Atom;
import org.jacobilang.program.Equation;
import org.jacobilang.program.LazyProgram;
import org.jacobilang.program.Lowering;
import org.jacobilang.program.Params;
import org.jacobilang.program.Primitive;
import org.jacobilang.program.Program;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.program.Sample;
import org.jacobilang.runtime.Errors;
import org.jacobilang.transform.Batch;

/** Calls whose derivative the program gives. Where nothing is differentiated they are calls. */
final class CustomDerivatives {
    static final Primitive[] ALL = {new CustomJvp(), new CustomVjp(), new Pullback()};

    private CustomDerivatives() {
    }

    private static LazyProgram rule(Params p, String key) {
        return p.get(key, LazyProgram.class);
    }

    private static Program batched(Program p, int size) {
        boolean[] all = new boolean[p.outputs().size()];
        Arrays.fill(all, true);
        return Batch.of(p, new int[p.inputs().size()], size, all).program();
    }

    /** What both kinds have in common; every operand gets the batch axis, since a rule may tie any to any. */
    private abstract static class CustomCall extends Primitive {
        private final String[] rules;

        CustomCall(String name, String... rules) {
            super(name);
            this.rules = rules;
        }

        @Override
        public List<Sample> samples() {
            return List.of(Sample.of(Params.of("call_jaxpr", Samples.swappedProduct()), Sample.any(DType.FLOAT32, 3),
                    Sample.any(DType.FLOAT32, 3)));
        }

        @Override
        public List<AbstractValue> abstractEval(Params p, List<AbstractValue> in) {
            return p.program("call_jaxpr").outputAvals();
        }

        @Override
        public ArrayValue[] evaluate(Params p, ArrayValue[] in) {
            return p.program("call_jaxpr").evaluate(in);
        }

        @Override
        public Atom[] transpose(ProgramBuilder b, Equation eq, Atom[] inputs, Atom[] cotangents) {
            throw new IllegalStateException(name() + " is not linear");
        }

        @Override
        public BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size) {
            Ops o = new Ops(b);
            Atom[] in = new Atom[inputs.length];
            for (int i = 0; i < in.length; i++) {
                in[i] = o.front(inputs[i], axes[i], size);
            }
            Params p = eq.params().with("call_jaxpr", batched(eq.params().program("call_jaxpr"), size));
            for (String key : rules) {
                p = p.with(key, rule(p, key).map(q -> batched(q, size)));
            }
            return new BatchResult(b.emit(this, p, in), new int[eq.outputs().size()]);
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            return l.call(eq.params().program("call_jaxpr"), operands);
        }
    }

    /** {@code custom_jvp_call[name call_jaxpr jvp symbolic_zeros]}: the rule has primals and tangents, in and out. */
    private static final class CustomJvp extends CustomCall {
        CustomJvp() {
            super("custom_jvp_call", "jvp");
        }

        @Override
        public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
            Ops o = new Ops(b);
            List<Atom> in = new ArrayList<>(List.of(primals));
            for (int i = 0; i < tangents.length; i++) {
                in.add(o.materialize(tangents[i], primals[i].aval()));
            }
            Atom[] out = b.inline(rule(eq.params(), "jvp").get(), ControlFlow.join(in));
            int n = out.length / 2;
            return new JvpResult(Arrays.copyOf(out, n), Arrays.copyOfRange(out, n, 2 * n));
        }
    }

    /**
     * {@code custom_vjp_call[name bwd call_jaxpr fwd symbolic_zeros]}: forward gives the outputs and then the residuals; backward
     * takes residuals and cotangents and gives a cotangent for each of the first inputs. What follows those has no derivative.
     */
    private static final class CustomVjp extends CustomCall {
        CustomVjp() {
            super("custom_vjp_call", "fwd", "bwd");
        }

        @Override
        public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
            Ops o = new Ops(b);
            Atom[] out = b.inline(rule(eq.params(), "fwd").get(), primals);
            int n = eq.outputs().size();
            List<Atom> in = new ArrayList<>(Arrays.asList(out).subList(n, out.length));
            for (int i = 0; i < tangents.length; i++) {
                in.add(o.materialize(tangents[i], primals[i].aval()));
            }
            Atom[] t = b.emit(Primitives.get("custom_lin"), Params.of("bwd", rule(eq.params(), "bwd"), "num_res", out.length - n,
                    "outputs", eq.outputAvals()), ControlFlow.join(in));
            return new JvpResult(Arrays.copyOf(out, n), t);
        }
    }

    /** The linear map that only its transpose defines: what a custom vjp leaves in forward mode. */
    private static final class Pullback extends Primitive {
        Pullback() {
            super("custom_lin");
        }

        @Override
        @SuppressWarnings("unchecked")
        public List<AbstractValue> abstractEval(Params p, List<AbstractValue> in) {
            return (List<AbstractValue>) p.get("outputs");
        }

        private static RuntimeException refused() {
            return Errors.typeError("can't apply forward-mode autodiff (jvp) to a custom_vjp function.");
        }

        @Override
        public ArrayValue[] evaluate(Params p, ArrayValue[] in) {
            throw refused();
        }

        @Override
        public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
            throw refused();
        }

        @Override
        public Atom[] transpose(ProgramBuilder b, Equation eq, Atom[] inputs, Atom[] cotangents) {
            Ops o = new Ops(b);
            int residuals = eq.params().integer("num_res");
            List<Atom> in = new ArrayList<>(Arrays.asList(inputs).subList(0, residuals));
            for (int i = 0; i < cotangents.length; i++) {
                in.add(o.materialize(cotangents[i], eq.output(i).aval()));
            }
            Atom[] out = b.inline(rule(eq.params(), "bwd").get(), ControlFlow.join(in));
            Atom[] result = new Atom[inputs.length];
            System.arraycopy(out, 0, result, residuals, out.length);
            for (int i = residuals; i < result.length; i++) {
                if (inputs[i] != null) {
                    result[i] = null;
                }
            }
            return result;
        }

        @Override
        public BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size) {
            Ops o = new Ops(b);
            Atom[] in = new Atom[inputs.length];
            for (int i = 0; i < in.length; i++) {
                in[i] = o.front(inputs[i], axes[i], size);
            }
            List<AbstractValue> outputs = eq.outputAvals().stream().map(a -> a.withShape(Batch.inserted(a.shape(), 0, size))).toList();
            Params p = eq.params();
            return new BatchResult(b.emit(this, p.with("bwd", rule(p, "bwd").map(q -> batched(q, size))).with("outputs", outputs), in),
                    new int[outputs.size()]);
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            throw refused();
        }
    }
}
