package org.jacobilang.primitive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.BoolScalar;
import org.jacobilang.array.DType;
import org.jacobilang.array.Shape;
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

/** Calls and branches; loops and custom derivatives have files of their own. Their rules are the transformations of the programs within. */
final class ControlFlow {
    static final Primitive[] ALL = {new Call("jit"), new Call("remat2"), new Cond(), new WhileLoop(), new WhileTranspose(), new Scan()};

    private ControlFlow() {
    }

    /** Runs a program equation by equation. */
    static ArrayValue[] evaluate(Program p, ArrayValue[] in) {
        return p.evaluate(in);
    }

    static boolean[] nonNull(Atom[] a) {
        boolean[] out = new boolean[a.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = a[i] != null;
        }
        return out;
    }

    static Atom[] join(List<Atom> a) {
        return a.toArray(new Atom[0]);
    }

    /** Distributes results of a nested jvp: primals first, then the tangents that are there. */
    static Primitive.JvpResult results(Atom[] out, boolean[] nonzero) {
        int n = nonzero.length;
        Atom[] t = new Atom[n];
        int at = n;
        for (int i = 0; i < n; i++) {
            t[i] = nonzero[i] ? out[at++] : null;
        }
        return new Primitive.JvpResult(Arrays.copyOf(out, n), t);
    }

    static List<Atom> compact(Atom[] a) {
        List<Atom> out = new ArrayList<>();
        for (Atom x : a) {
            if (x != null) {
                out.add(x);
            }
        }
        return out;
    }

    /** A call of a program: {@code jit[jaxpr name]}, {@code remat2[jaxpr]}. */
    private static final class Call extends Primitive implements Linear.Splittable {
        Call(String name) {
            super(name);
        }

        @Override
        public List<Sample> samples() {
            return List.of(Sample.of(Params.of("name", "f", "jaxpr", Samples.swappedProduct()), Sample.any(DType.FLOAT32, 3),
                    Sample.any(DType.FLOAT32, 3)));
        }

        private static Program body(Params p) {
            return p.program("jaxpr");
        }

        @Override
        public List<AbstractValue> abstractEval(Params p, List<AbstractValue> in) {
            return body(p).outputAvals();
        }

        @Override
        public ArrayValue[] evaluate(Params p, ArrayValue[] in) {
            return ControlFlow.evaluate(body(p), in);
        }

        @Override
        public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
            Program p = body(eq.params());
            Jvp.Result r = Jvp.of(p, nonNull(tangents), new boolean[p.outputs().size()]);
            List<Atom> in = new ArrayList<>(List.of(primals));
            in.addAll(compact(tangents));
            return results(b.emit(this, eq.params().with("jaxpr", r.program()), join(in)), r.outputs());
        }

        @Override
        public void split(Linear linear, Equation eq, Atom[] known) {
            // The body's equations join those around it.
            Program p = body(eq.params());
            java.util.Map<Variable, Variable> fresh = new java.util.HashMap<>();
            for (int i = 0; i < known.length; i++) {
                Variable v = p.inputs().get(i);
                if (known[i] == null) {
                    fresh.put(v, (Variable) eq.input(i));
                }
            }
            List<Equation> renamed = new ArrayList<>();
            java.util.Map<Variable, Atom> env = new java.util.HashMap<>(fresh);
            for (int i = 0; i < known.length; i++) {
                if (known[i] != null) {
                    env.put(p.inputs().get(i), known[i]);
                }
            }
            for (Equation e : p.equations()) {
                List<Atom> in = new ArrayList<>();
                for (Atom a : e.inputs()) {
                    in.add(a instanceof Variable v ? env.getOrDefault(v, v) : a);
                }
                List<Variable> out = new ArrayList<>();
                for (Variable v : e.outputs()) {
                    Variable w = new Variable(v.aval());
                    env.put(v, w);
                    out.add(w);
                }
                renamed.add(new Equation(e.primitive(), e.params(), in, out, e.location()));
            }
            linear.forward(renamed);
            for (int i = 0; i < eq.outputs().size(); i++) {
                Atom a = p.outputs().get(i);
                Atom x = a instanceof Variable v ? env.getOrDefault(v, v) : a;
                if (linear.isUnknown(x)) {
                    linear.add(new Equation(Primitives.get("copy"), Params.NONE, List.of(x), List.of(eq.output(i)), eq.location()));
                } else {
                    linear.know(eq.output(i), linear.read(x));
                }
            }
        }

        @Override
        public Atom[] transpose(ProgramBuilder b, Equation eq, Atom[] inputs, Atom[] cotangents) {
            throw new IllegalStateException("calls are taken apart before they are transposed");
        }

        @Override
        public BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size) {
            Batch.Result r = Batch.of(body(eq.params()), axes, size);
            return new BatchResult(b.emit(this, eq.params().with("jaxpr", r.program()), inputs), r.axes());
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            return l.call(body(eq.params()), operands);
        }
    }

    /** {@code cond[branches] index *operands}: the branch that the index names, clamped; a bool chooses between two. */
    private static final class Cond extends Primitive implements Linear.Splittable {
        Cond() {
            super("cond");
        }

        @Override
        public List<Sample> samples() {
            Params p = Params.of("branches", List.of(Samples.scaled(1), Samples.scaled(10), Samples.scaled(100)));
            Params two = Params.of("branches", List.of(Samples.scaled(1), Samples.scaled(10)));
            return List.of(Sample.of(p, Sample.index(1), Sample.any(DType.FLOAT32, 3)), Sample.of(p, Sample.index(-5), Sample.any(DType.FLOAT32, 3)),
                    Sample.of(p, Sample.index(7), Sample.any(DType.FLOAT32, 3)), Sample.of(two, BoolScalar.of(true), Sample.any(DType.FLOAT32, 3)),
                    Sample.of(two, BoolScalar.of(false), Sample.any(DType.FLOAT32, 3)));
        }

        private static List<Program> branches(Params p) {
            return p.programList("branches");
        }

        @Override
        public List<AbstractValue> abstractEval(Params p, List<AbstractValue> in) {
            return branches(p).get(0).outputAvals();
        }

        @Override
        public ArrayValue[] evaluate(Params p, ArrayValue[] in) {
            List<Program> all = branches(p);
            int i = (int) Math.clamp(Elements.whole(in[0].dtype(), in[0].data(), 0), 0, all.size() - 1);
            return ControlFlow.evaluate(all.get(i), Arrays.copyOfRange(in, 1, in.length));
        }

        @Override
        public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
            boolean[] active = Arrays.copyOfRange(nonNull(tangents), 1, tangents.length);
            boolean[] out = new boolean[eq.outputs().size()];
            for (Program p : branches(eq.params())) {
                boolean[] r = Jvp.of(p, active, new boolean[out.length]).outputs();
                for (int i = 0; i < out.length; i++) {
                    out[i] |= r[i];
                }
            }
            List<Program> programs = new ArrayList<>();
            for (Program p : branches(eq.params())) {
                programs.add(Jvp.of(p, active, out).program());
            }
            List<Atom> in = new ArrayList<>(List.of(primals));
            in.addAll(compact(tangents));
            return results(b.emit(this, eq.params().with("branches", programs), join(in)), out);
        }

        @Override
        public void split(Linear linear, Equation eq, Atom[] known) {
            ProgramBuilder b = linear.builder();
            Ops o = new Ops(b);
            boolean[] unknownIn = new boolean[known.length - 1];
            for (int i = 0; i < unknownIn.length; i++) {
                unknownIn[i] = known[i + 1] == null;
            }
            boolean[] marks = new boolean[known.length];
            System.arraycopy(unknownIn, 0, marks, 1, unknownIn.length);
            boolean[] unknownOut = Dependence.outputs(eq, marks);
            List<Linear.Split> splits = new ArrayList<>();
            List<AbstractValue> residuals = new ArrayList<>();
            for (Program p : branches(eq.params())) {
                Linear.Split s = Linear.split(p, unknownIn, unknownOut);
                splits.add(s);
                List<AbstractValue> outs = s.known().outputAvals();
                residuals.addAll(outs.subList(outs.size() - s.residuals(), outs.size()));
            }
            List<Program> knownBranches = new ArrayList<>();
            List<Program> linearBranches = new ArrayList<>();
            int from = 0;
            for (Linear.Split s : splits) {
                // Each branch gives zeros for the residuals of the others.
                ProgramBuilder kb = new ProgramBuilder();
                Ops ko = new Ops(kb);
                Atom[] in = s.known().inputs().stream().map(v -> (Atom) kb.input(v.aval())).toArray(Atom[]::new);
                Atom[] out = kb.inline(s.known(), in);
                int plain = out.length - s.residuals();
                List<Atom> all = new ArrayList<>(Arrays.asList(out).subList(0, plain));
                for (int i = 0; i < residuals.size(); i++) {
                    boolean own = i >= from && i < from + s.residuals();
                    all.add(own ? out[plain + i - from] : ko.zeros(residuals.get(i)));
                }
                knownBranches.add(kb.build(all));
                List<Variable> inputs = new ArrayList<>();
                for (int i = 0; i < residuals.size(); i++) {
                    boolean own = i >= from && i < from + s.residuals();
                    inputs.add(own ? s.linear().inputs().get(i - from) : new Variable(residuals.get(i)));
                }
                inputs.addAll(s.linear().inputs().subList(s.residuals(), s.linear().inputs().size()));
                linearBranches.add(new Program(inputs, s.linear().equations(), s.linear().outputs()));
                from += s.residuals();
            }
            List<Atom> knownIn = new ArrayList<>();
            for (Atom a : known) {
                if (a != null) {
                    knownIn.add(a);
                }
            }
            Atom[] out = b.emit(this, eq.params().with("branches", knownBranches), join(knownIn));
            int k = 0;
            List<Variable> linearOut = new ArrayList<>();
            for (int i = 0; i < unknownOut.length; i++) {
                if (unknownOut[i]) {
                    linearOut.add(eq.output(i));
                } else {
                    linear.know(eq.output(i), out[k++]);
                }
            }
            List<Atom> linearIn = new ArrayList<>(List.of(known[0]));
            linearIn.addAll(Arrays.asList(out).subList(k, out.length));
            for (int i = 0; i < unknownIn.length; i++) {
                if (unknownIn[i]) {
                    linearIn.add(eq.input(i + 1));
                }
            }
            linear.add(new Equation(this, eq.params().with("branches", linearBranches), linearIn, linearOut, eq.location()));
        }

        @Override
        public Atom[] transpose(ProgramBuilder b, Equation eq, Atom[] inputs, Atom[] cotangents) {
            Ops o = new Ops(b);
            boolean[] linear = new boolean[inputs.length - 1];
            List<Atom> in = new ArrayList<>(List.of(inputs[0]));
            for (int i = 0; i < linear.length; i++) {
                linear[i] = inputs[i + 1] == null;
                if (!linear[i]) {
                    in.add(inputs[i + 1]);
                }
            }
            for (int i = 0; i < cotangents.length; i++) {
                in.add(o.materialize(cotangents[i], eq.output(i).aval()));
            }
            List<Program> programs = branches(eq.params()).stream().map(p -> Linear.transpose(p, linear)).toList();
            Atom[] out = b.emit(this, eq.params().with("branches", programs), join(in));
            Atom[] result = new Atom[inputs.length];
            int k = 0;
            for (int i = 0; i < linear.length; i++) {
                result[i + 1] = linear[i] ? out[k++] : null;
            }
            return result;
        }

        @Override
        public BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size) {
            Ops o = new Ops(b);
            int n = eq.outputs().size();
            boolean[] all = new boolean[n];
            int[] operandAxes = Arrays.copyOfRange(axes, 1, axes.length);
            Atom[] operands = Arrays.copyOfRange(inputs, 1, inputs.length);
            List<Program> programs = new ArrayList<>();
            if (axes[0] >= 0) {
                // Every example chooses for itself: all branches run and the results are selected.
                Arrays.fill(all, true);
                Atom index = o.convert(inputs[0], DType.INT32);
                int count = branches(eq.params()).size();
                index = o.one("clamp", o.scalar(DType.INT32, 0), index, o.scalar(DType.INT32, count - 1));
                Atom[][] results = new Atom[count][];
                for (int k = 0; k < count; k++) {
                    results[k] = b.inline(Batch.of(branches(eq.params()).get(k), operandAxes, size, all).program(), operands);
                }
                Atom[] out = new Atom[n];
                for (int i = 0; i < n; i++) {
                    Atom[] cases = new Atom[count + 1];
                    cases[0] = o.broadcast(index, results[0][i].aval().shape(), 0);
                    for (int k = 0; k < count; k++) {
                        cases[k + 1] = results[k][i];
                    }
                    out[i] = o.one("select_n", cases);
                }
                return new BatchResult(out, new int[n]);
            }
            for (Program p : branches(eq.params())) {
                int[] r = Batch.of(p, operandAxes, size).axes();
                for (int i = 0; i < n; i++) {
                    all[i] |= r[i] >= 0;
                }
            }
            for (Program p : branches(eq.params())) {
                programs.add(Batch.of(p, operandAxes, size, all).program());
            }
            int[] out = new int[n];
            for (int i = 0; i < n; i++) {
                out[i] = all[i] ? 0 : -1;
            }
            return new BatchResult(b.emit(this, eq.params().with("branches", programs), inputs), out);
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            AbstractValue index = eq.input(0).aval();
            String i = index.dtype() == DType.INT32 ? operands[0]
                    : l.op("stablehlo.convert", index.withDType(DType.INT32), "", operands[0]);
            int count = branches(eq.params()).size();
            AbstractValue a = index.withDType(DType.INT32);
            // XLA takes the last branch for every index out of bounds, a negative one too.
            String clamped = l.op("stablehlo.clamp", a, "", l.constant(a, 0L), i, l.constant(a, (long) count - 1));
            String[] rest = Arrays.copyOfRange(operands, 1, operands.length);
            List<Lowering.Region> regions = new ArrayList<>();
            for (Program p : branches(eq.params())) {
                regions.add(new Lowering.Region(List.of(), x -> l.inline(p, rest)));
            }
            return l.op("stablehlo.case", eq.outputAvals(), "", regions, clamped);
        }
    }

    /** The shape with the scan's axis in front. */
    static AbstractValue stacked(AbstractValue a, int length) {
        return a.withShape(Batch.inserted(a.shape(), 0, length));
    }

    static AbstractValue element(AbstractValue a) {
        int[] dims = a.shape().dims();
        return a.withShape(Shape.of(Arrays.copyOfRange(dims, 1, dims.length)));
    }
}
