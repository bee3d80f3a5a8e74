package org.jacobilang.primitive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.kernel.Elements;
import org.jacobilang.program.Atom;
import org.jacobilang.program.Equation;
import org.jacobilang.program.Lowering;
import org.jacobilang.program.Params;
import org.jacobilang.program.Primitive;
import org.jacobilang.program.Program;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.program.Sample;
import org.jacobilang.program.Variable;
import org.jacobilang.transform.Batch;
import org.jacobilang.transform.Dependence;
import org.jacobilang.transform.Jvp;
import org.jacobilang.transform.Linear;

/**
 * {@code while[cond_jaxpr cond_nconsts body_jaxpr body_nconsts] *cond_consts *body_consts *carry}: runs the body while the
 * condition holds.
 */
final class WhileLoop extends Primitive implements Linear.Splittable {
    WhileLoop() {
        super("while");
    }

    @Override
    public List<Sample> samples() {
        return List.of(Sample.of(params(Samples.below(), 1, Samples.growing(), 1), Sample.index(7), Sample.any(DType.FLOAT32, 3),
                Sample.index(0), Sample.any(DType.FLOAT32, 3)));
    }

    private static Program test(Params p) {
        return p.program("cond_jaxpr");
    }

    private static Program body(Params p) {
        return p.program("body_jaxpr");
    }

    private static int testConstants(Params p) {
        return p.integer("cond_nconsts");
    }

    private static int bodyConstants(Params p) {
        return p.integer("body_nconsts");
    }

    static Params params(Program test, int testConstants, Program body, int bodyConstants) {
        return Params.of("body_jaxpr", body, "body_nconsts", bodyConstants, "cond_jaxpr", test, "cond_nconsts", testConstants);
    }

    @Override
    public List<AbstractValue> abstractEval(Params p, List<AbstractValue> in) {
        return body(p).outputAvals();
    }

    @Override
    public ArrayValue[] evaluate(Params p, ArrayValue[] in) {
        int t = testConstants(p);
        int k = bodyConstants(p);
        ArrayValue[] test = Arrays.copyOf(in, t + in.length - t - k);
        ArrayValue[] body = Arrays.copyOfRange(in, t, in.length);
        int c = in.length - t - k;
        System.arraycopy(in, t + k, test, t, c);
        while (true) {
            ArrayValue flag = ControlFlow.evaluate(test(p), test)[0];
            if (Elements.whole(flag.dtype(), flag.data(), 0) == 0) {
                return Arrays.copyOfRange(test, t, t + c);
            }
            ArrayValue[] out = ControlFlow.evaluate(body(p), body);
            System.arraycopy(out, 0, body, k, c);
            System.arraycopy(out, 0, test, t, c);
        }
    }

    /**
     * A loop with tangents beside what it carries.
     *
     * @param params the loop: its constants and then those of their tangents that there are, its carry likewise
     * @param active which of the body's inputs have a tangent, as the loop settles
     */
    record Doubled(Params params, boolean[] active) {
        /** Of each of the first loop's body inputs where it is in the doubled one; then where its tangent is, or -1. */
        int[][] positions(int constants) {
            int n = active.length;
            int[][] at = new int[2][n];
            int next = constants;
            for (int i = 0; i < constants; i++) {
                at[0][i] = i;
                at[1][i] = active[i] ? next++ : -1;
            }
            int from = next;
            next = from + n - constants;
            for (int i = constants; i < n; i++) {
                at[0][i] = from + i - constants;
                at[1][i] = active[i] ? next++ : -1;
            }
            return at;
        }
    }

    static Doubled doubled(Params p, boolean[] marked) {
        int t = testConstants(p);
        int k = bodyConstants(p);
        Program body = body(p);
        int c = body.outputs().size();
        boolean[] active = marked.clone();
        Jvp.Result r;
        while (true) {
            r = Jvp.of(body, active, Arrays.copyOfRange(active, k, k + c));
            boolean changed = false;
            for (int i = 0; i < c; i++) {
                if (r.outputs()[i] && !active[k + i]) {
                    active[k + i] = true;
                    changed = true;
                }
            }
            if (!changed) {
                break;
            }
        }
        List<Variable> inputs = new ArrayList<>(r.program().inputs().subList(0, k));
        List<Variable> carried = new ArrayList<>(r.program().inputs().subList(k, k + c));
        List<AbstractValue> extra = new ArrayList<>();
        int at = k + c;
        for (int i = 0; i < k + c; i++) {
            if (active[i]) {
                Variable v = r.program().inputs().get(at++);
                (i < k ? inputs : carried).add(v);
                if (i >= k) {
                    extra.add(v.aval());
                }
            }
        }
        int constants = inputs.size();
        inputs.addAll(carried);
        Program turn = new Program(inputs, r.program().equations(), r.program().outputs());
        return new Doubled(params(ignoring(test(p), extra), t, turn, constants), active);
    }

    @Override
    public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
        Params p = eq.params();
        int t = testConstants(p);
        int k = bodyConstants(p);
        int c = body(p).outputs().size();
        Doubled d = doubled(p, Arrays.copyOfRange(ControlFlow.nonNull(tangents), t, tangents.length));
        Ops o = new Ops(b);
        List<Atom> operands = new ArrayList<>(Arrays.asList(primals).subList(0, t + k));
        List<Atom> start = new ArrayList<>(Arrays.asList(primals).subList(t + k, primals.length));
        for (int i = 0; i < k + c; i++) {
            if (d.active[i]) {
                (i < k ? operands : start).add(o.materialize(tangents[t + i], primals[t + i].aval()));
            }
        }
        operands.addAll(start);
        Atom[] out = b.emit(this, d.params, ControlFlow.join(operands));
        return ControlFlow.results(out, Arrays.copyOfRange(d.active, k, k + c));
    }

    /** A condition that takes more of a carry than it looks at. */
    private static Program ignoring(Program test, List<AbstractValue> more) {
        List<Variable> inputs = new ArrayList<>(test.inputs());
        more.forEach(a -> inputs.add(new Variable(a)));
        return new Program(inputs, test.equations(), test.outputs());
    }

    // ---------------------------------------------------------------- reverse mode

    /** The known part is the loop without what is linear; the equation itself stays, to be transposed as a whole. */
    @Override
    public void split(Linear linear, Equation eq, Atom[] known) {
        Params p = eq.params();
        int t = testConstants(p);
        int k = bodyConstants(p);
        Program body = body(p);
        int c = body.outputs().size();
        boolean[] unknownIn = new boolean[k + c];
        for (int i = 0; i < unknownIn.length; i++) {
            unknownIn[i] = known[t + i] == null;
        }
        boolean[] unknownOut = Dependence.fixpoint(body, unknownIn, k, c);
        Known part = known(p, unknownIn, body);
        List<Atom> in = new ArrayList<>(Arrays.asList(known).subList(0, t));
        for (int i = 0; i < k + c; i++) {
            if (!unknownIn[i]) {
                in.add(known[t + i]);
            }
        }
        Atom[] out = linear.builder().emit(this, part.params, ControlFlow.join(in));
        int at = 0;
        List<Variable> outputs = new ArrayList<>();
        for (int i = 0; i < c; i++) {
            if (unknownOut[i]) {
                outputs.add(eq.output(i));
            } else {
                linear.know(eq.output(i), out[at++]);
                outputs.add(new Variable(eq.output(i).aval()));
            }
        }
        List<Atom> inputs = new ArrayList<>();
        for (int i = 0; i < known.length; i++) {
            inputs.add(known[i] == null ? eq.input(i) : known[i]);
        }
        linear.add(new Equation(this, p, inputs, outputs, eq.location()));
    }

    /** The loop over the known part of the carry. */
    private record Known(Params params, Program step, Program test) {
    }

    private Known known(Params p, boolean[] unknownIn, Program body) {
        int t = testConstants(p);
        int k = bodyConstants(p);
        int c = body.outputs().size();
        List<Variable> testInputs = new ArrayList<>(test(p).inputs().subList(0, t));
        int constants = 0;
        for (int i = 0; i < k + c; i++) {
            if (!unknownIn[i]) {
                if (i < k) {
                    constants++;
                } else {
                    testInputs.add(test(p).inputs().get(t + i - k));
                }
            }
        }
        // What is linear is taken out of the branches and loops of the body too; its residuals are of no use here.
        Program all = Linear.split(body, unknownIn, Arrays.copyOfRange(unknownIn, k, k + c)).known();
        Program step = org.jacobilang.program.Simplifier.simplify(new Program(all.inputs(), all.equations(),
                all.outputs().subList(0, testInputs.size() - t)));
        Program test = new Program(testInputs, test(p).equations(), test(p).outputs());
        return new Known(params(test, t, step, constants), step, test);
    }

    @Override
    public Atom[] transpose(ProgramBuilder b, Equation eq, Atom[] inputs, Atom[] cotangents) {
        Params p = eq.params();
        int t = testConstants(p);
        int k = bodyConstants(p);
        // The turns have run before, with their effects.
        Program body = body(p).silent();
        int c = body.outputs().size();
        boolean[] linear = new boolean[k + c];
        for (int i = 0; i < linear.length; i++) {
            linear[i] = inputs[t + i] == null;
        }
        boolean[] unknownIn = linear.clone();
        Dependence.fixpoint(body, unknownIn, k, c);
        Ops o = new Ops(b);
        List<Atom> in = new ArrayList<>(Arrays.asList(inputs).subList(0, t));
        for (int i = 0; i < k + c; i++) {
            if (!unknownIn[i]) {
                in.add(inputs[t + i]);
            }
        }
        for (int i = 0; i < c; i++) {
            if (unknownIn[k + i]) {
                in.add(o.materialize(cotangents[i], body.outputs().get(i).aval()));
            }
        }
        Atom[] out = WhileTranspose.emit(b, p.with("body_jaxpr", body), unknownIn, in);
        Atom[] result = new Atom[inputs.length];
        int at = 0;
        for (int i = 0; i < k + c; i++) {
            if (unknownIn[i]) {
                Atom value = out[at++];
                result[t + i] = linear[i] ? value : null;
            }
        }
        return result;
    }

    /**
     * The loop backward, as a program: of the condition's constants, the body inputs that are not marked and cotangents of the marked
     * carry; it gives cotangents of the marked inputs.
     */
    static Program backward(Params p, boolean[] marked) {
        int t = testConstants(p);
        int k = bodyConstants(p);
        Program body = body(p);
        int c = body.outputs().size();
        Known part = ((WhileLoop) Primitives.get("while")).known(p, marked, body);
        // One step back: known constants and state, cotangents of the linear carry -> cotangents of linear constants and carry.
        List<Atom> linearOut = new ArrayList<>();
        for (int i = 0; i < c; i++) {
            if (marked[k + i]) {
                linearOut.add(body.outputs().get(i));
            }
        }
        Program back = Linear.transpose(new Program(body.inputs(), body.equations(), linearOut), marked);
        ProgramBuilder b = new ProgramBuilder();
        Ops o = new Ops(b);
        List<Atom> tests = new ArrayList<>();
        for (Variable v : test(p).inputs().subList(0, t)) {
            tests.add(b.input(v.aval()));
        }
        List<Atom> constants = new ArrayList<>();
        List<Atom> state = new ArrayList<>();
        List<Atom> sums = new ArrayList<>();
        for (int i = 0; i < k + c; i++) {
            AbstractValue a = body.inputs().get(i).aval();
            if (!marked[i]) {
                (i < k ? constants : state).add(b.input(a));
            } else if (i < k) {
                sums.add(o.zeros(a));
            }
        }
        List<Atom> ct = new ArrayList<>();
        for (Atom a : linearOut) {
            ct.add(b.input(a.aval()));
        }
        return b.build(new WhileReverse(part.test, tests, part.step, constants, back, sums.size()).run(b, state, ct, sums));
    }

    // ---------------------------------------------------------------- batching, lowering

    @Override
    public BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size) {
        Params p = eq.params();
        int t = testConstants(p);
        int k = bodyConstants(p);
        Program body = body(p);
        int c = body.outputs().size();
        Ops o = new Ops(b);
        boolean[] marked = new boolean[k + c];
        for (int i = 0; i < marked.length; i++) {
            marked[i] = axes[t + i] >= 0;
        }
        Dependence.fixpoint(body, marked, k, c);
        boolean[] testMarked = new boolean[t + c];
        for (int i = 0; i < t; i++) {
            testMarked[i] = axes[i] >= 0;
        }
        System.arraycopy(marked, k, testMarked, t, c);
        boolean each = Dependence.outputs(test(p), testMarked)[0];
        if (each) {
            // Every example has its own condition: all carry a batch, and those that are done keep what they have.
            Arrays.fill(marked, k, k + c, true);
            Arrays.fill(testMarked, t, t + c, true);
        }
        Atom[] in = new Atom[inputs.length];
        for (int i = 0; i < in.length; i++) {
            boolean m = i < t ? axes[i] >= 0 : marked[i - t];
            in[i] = m ? o.front(inputs[i], axes[i], size) : inputs[i];
        }
        int[] bodyAxes = IntStream.range(0, k + c).map(i -> marked[i] ? 0 : -1).toArray();
        int[] testAxes = IntStream.range(0, t + c).map(i -> testMarked[i] ? 0 : -1).toArray();
        Program newBody = Batch.of(body, bodyAxes, size, Arrays.copyOfRange(marked, k, k + c)).program();
        Program newTest = Batch.of(test(p), testAxes, size, new boolean[] {each}).program();
        Params q = params(newTest, t, newBody, k);
        Atom[] operands = in;
        if (each) {
            q = params(any(newTest), t, selecting(newTest, t, newBody, k), t + k);
            operands = new Atom[in.length + t];
            System.arraycopy(in, 0, operands, 0, t);
            System.arraycopy(in, 0, operands, t, t);
            System.arraycopy(in, t, operands, 2 * t, in.length - t);
        }
        Atom[] out = b.emit(this, q, operands);
        return new BatchResult(out, IntStream.range(0, c).map(i -> marked[k + i] ? 0 : -1).toArray());
    }

    private static Program any(Program test) {
        ProgramBuilder b = new ProgramBuilder();
        Atom[] in = test.inputs().stream().map(v -> (Atom) b.input(v.aval())).toArray(Atom[]::new);
        Atom flags = b.inline(test, in)[0];
        return b.build(new Ops(b).one("reduce_or", Params.of("axes", new int[] {0}), flags));
    }

    /** The body, with the condition's constants before its own: an example whose condition fails keeps its carry. */
    private static Program selecting(Program test, int t, Program body, int k) {
        ProgramBuilder b = new ProgramBuilder();
        Ops o = new Ops(b);
        List<Atom> testIn = new ArrayList<>();
        List<Atom> bodyIn = new ArrayList<>();
        for (int i = 0; i < t; i++) {
            testIn.add(b.input(test.inputs().get(i).aval()));
        }
        for (Variable v : body.inputs()) {
            bodyIn.add(b.input(v.aval()));
        }
        testIn.addAll(bodyIn.subList(k, bodyIn.size()));
        Atom flags = b.inline(test, ControlFlow.join(testIn))[0];
        Atom[] out = b.inline(body, ControlFlow.join(bodyIn));
        for (int i = 0; i < out.length; i++) {
            out[i] = o.select(o.broadcast(flags, out[i].aval().shape(), 0), out[i], bodyIn.get(k + i));
        }
        return b.build(out);
    }

    @Override
    public String[] lower(Lowering l, Equation eq, String[] operands) {
        Params p = eq.params();
        int t = testConstants(p);
        int k = bodyConstants(p);
        List<AbstractValue> types = eq.outputAvals();
        Lowering.Region test = new Lowering.Region(types, x -> {
            String[] in = Arrays.copyOf(operands, t + x.length);
            System.arraycopy(x, 0, in, t, x.length);
            return l.inline(test(p), in);
        });
        Lowering.Region body = new Lowering.Region(types, x -> {
            String[] in = new String[k + x.length];
            System.arraycopy(operands, t, in, 0, k);
            System.arraycopy(x, 0, in, k, x.length);
            return l.inline(body(p), in);
        });
        return l.op("stablehlo.while", types, "", List.of(test, body), Arrays.copyOfRange(operands, t + k, operands.length));
    }

}
