package org.jacobilang.primitive;

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
import org.jacobilang.transform.Jvp;

/**
 * {@code custom_linear_solve[matvec num_b solve transpose_solve vecmat] *consts *b}: x with matvec(x) = b, found by any means.
 * All four programs take the constants and one vector. Its derivative is that of the solution, not of the means.
 */
final class LinearSolve extends Primitive {
    static final Primitive[] ALL = {new LinearSolve()};

    private LinearSolve() {
        super("custom_linear_solve");
    }

    @Override
    public List<Sample> samples() {
        return List.of(Sample.of(Params.of("num_b", 1, "solve", Samples.scaled(0.5)), Sample.any(DType.FLOAT32, 3)));
    }

    private static Program solve(Params p) {
        return p.program("solve");
    }

    private static LazyProgram lazy(Params p, String key) {
        return p.get(key, LazyProgram.class);
    }

    @Override
    public List<AbstractValue> abstractEval(Params p, List<AbstractValue> in) {
        return solve(p).outputAvals();
    }

    @Override
    public ArrayValue[] evaluate(Params p, ArrayValue[] in) {
        return solve(p).evaluate(in);
    }

    @Override
    public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
        Params p = eq.params();
        int n = p.integer("num_b");
        int k = primals.length - n;
        Atom[] x = b.emit(this, p, primals);
        Ops o = new Ops(b);
        Atom[] right = Arrays.copyOfRange(tangents, k, tangents.length);
        boolean[] active = new boolean[k + n];
        boolean any = false;
        for (int i = 0; i < k; i++) {
            active[i] = tangents[i] != null;
            any |= active[i];
        }
        if (any) {
            // A dx = db - dA x.
            Jvp.Result r = Jvp.of(p.program("matvec"), active, new boolean[n]);
            java.util.ArrayList<Atom> in = new java.util.ArrayList<>(Arrays.asList(primals).subList(0, k));
            in.addAll(Arrays.asList(x));
            for (int i = 0; i < k; i++) {
                if (active[i]) {
                    in.add(tangents[i]);
                }
            }
            Atom[] out = b.inline(r.program(), ControlFlow.join(in));
            int at = n;
            for (int i = 0; i < n; i++) {
                if (r.outputs()[i]) {
                    right[i] = o.sub(right[i], out[at++]);
                }
            }
        }
        boolean zero = Arrays.stream(right).allMatch(a -> a == null);
        if (zero) {
            return new JvpResult(x, new Atom[n]);
        }
        Atom[] in = Arrays.copyOf(primals, primals.length);
        for (int i = 0; i < n; i++) {
            in[k + i] = o.materialize(right[i], primals[k + i].aval());
        }
        return new JvpResult(x, b.emit(this, p, in));
    }

    @Override
    public Atom[] transpose(ProgramBuilder b, Equation eq, Atom[] inputs, Atom[] cotangents) {
        Params p = eq.params();
        int n = p.integer("num_b");
        int k = inputs.length - n;
        if (p.get("transpose_solve") == null) {
            throw Errors.typeError("transpose_solve required for backwards mode automatic differentiation of custom_linear_solve");
        }
        Ops o = new Ops(b);
        Atom[] in = new Atom[k + n];
        for (int i = 0; i < k; i++) {
            in[i] = inputs[i];
        }
        for (int i = 0; i < n; i++) {
            in[k + i] = o.materialize(cotangents[i], eq.output(i).aval());
        }
        Program forward = solve(p);
        Program matvec = p.program("matvec");
        Params turned = Params.of("matvec", lazy(p, "vecmat").get(), "num_b", n, "solve", lazy(p, "transpose_solve").get(),
                "transpose_solve", new LazyProgram("solve", () -> forward), "vecmat", new LazyProgram("matvec", () -> matvec));
        Atom[] out = b.emit(this, turned, in);
        Atom[] result = new Atom[inputs.length];
        System.arraycopy(out, 0, result, k, n);
        return result;
    }

    @Override
    public BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size) {
        Ops o = new Ops(b);
        Atom[] in = new Atom[inputs.length];
        for (int i = 0; i < in.length; i++) {
            in[i] = o.front(inputs[i], axes[i], size);
        }
        Params p = eq.params();
        for (String key : new String[] {"matvec", "solve", "transpose_solve", "vecmat"}) {
            Object v = p.get(key);
            if (v instanceof Program q) {
                p = p.with(key, batched(q, size));
            } else if (v instanceof LazyProgram q) {
                p = p.with(key, q.map(x -> batched(x, size)));
            }
        }
        return new BatchResult(b.emit(this, p, in), new int[eq.outputs().size()]);
    }

    private static Program batched(Program p, int size) {
        boolean[] all = new boolean[p.outputs().size()];
        Arrays.fill(all, true);
        return Batch.of(p, new int[p.inputs().size()], size, all).program();
    }

    @Override
    public String[] lower(Lowering l, Equation eq, String[] operands) {
        return l.inline(solve(eq.params()), operands);
    }
}
