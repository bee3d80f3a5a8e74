package org.jacobilang.primitive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.program.Atom;
import org.jacobilang.program.Equation;
import org.jacobilang.program.HostCall;
import org.jacobilang.program.Lowering;
import org.jacobilang.program.Params;
import org.jacobilang.program.Primitive;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.runtime.Errors;
import org.jacobilang.transform.Batch;

/** {@code host_call[name call results ordered] *operands}: runs a function of the language; with an effect if ordered. */
final class HostCalls extends Primitive {
    static final Primitive[] ALL = {new HostCalls()};

    private HostCalls() {
        super("host_call");
    }

    @Override
    public boolean effectful(Params p) {
        return p.flag("ordered");
    }

    @Override
    @SuppressWarnings("unchecked")
    public List<AbstractValue> abstractEval(Params p, List<AbstractValue> in) {
        return (List<AbstractValue>) p.get("results");
    }

    @Override
    public ArrayValue[] evaluate(Params p, ArrayValue[] in) {
        return p.get("call", HostCall.class).run(in);
    }

    @Override
    public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
        if (!eq.outputs().isEmpty()) {
            throw Errors.valueError("Pure callbacks do not support JVP. Please use `jax.custom_jvp` to use callbacks while taking "
                    + "gradients.");
        }
        return new JvpResult(b.emit(this, eq.params(), primals), new Atom[0]);
    }

    @Override
    public Atom[] transpose(ProgramBuilder b, Equation eq, Atom[] inputs, Atom[] cotangents) {
        throw new IllegalStateException("a call of the host is never linear");
    }

    /** One call for all examples. */
    private BatchResult together(Ops o, Equation eq, Atom[] inputs, int[] axes, int size, boolean expand) {
        Atom[] in = new Atom[inputs.length];
        for (int i = 0; i < in.length; i++) {
            in[i] = axes[i] < 0 && expand ? o.expand(inputs[i], 1) : o.front(inputs[i], axes[i], size);
        }
        List<AbstractValue> types = eq.outputAvals().stream().map(t -> t.withShape(Batch.inserted(t.shape(), 0, size))).toList();
        return new BatchResult(o.b.emit(this, eq.params().with("results", types), in), new int[types.size()]);
    }

    /** One example after the other, unless the call takes them together. */
    @Override
    public BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size) {
        Ops o = new Ops(b);
        String method = eq.params().has("vmap_method") ? eq.params().string("vmap_method") : null;
        if (method != null && !method.startsWith("sequential")) {
            return together(o, eq, inputs, axes, size, method.equals("expand_dims"));
        }
        ProgramBuilder turn = new ProgramBuilder();
        List<Atom> constants = new ArrayList<>();
        List<Atom> rows = new ArrayList<>();
        Atom[] operands = new Atom[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            if (axes[i] < 0) {
                constants.add(inputs[i]);
                operands[i] = turn.input(inputs[i].aval());
            }
        }
        for (int i = 0; i < inputs.length; i++) {
            if (axes[i] >= 0) {
                rows.add(o.front(inputs[i], axes[i], size));
                operands[i] = turn.input(eq.input(i).aval());
            }
        }
        Atom[] results = turn.emit(this, eq.params(), operands);
        List<Atom> all = new ArrayList<>(constants);
        all.addAll(rows);
        Atom[] out = b.emit(Primitives.get("scan"), Params.of("jaxpr", turn.build(Arrays.asList(results)), "length", size, "num_carry",
                0, "num_consts", constants.size(), "reverse", false), all.toArray(Atom[]::new));
        return new BatchResult(out, new int[out.length]);
    }

    @Override
    public String[] lower(Lowering l, Equation eq, String[] operands) {
        throw new IllegalStateException("a program that calls the host runs on the JVM executor");
    }
}
