package org.jacobilang.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;

/**
 * Records equations. A tracer of an outer builder is lifted into a captured input, which {@link #build} appends after
 * the explicit inputs, in the order of {@link #captures}.
 */
public final class ProgramBuilder {
    private final ProgramBuilder parent;
    private boolean closed;
    private final List<Variable> inputs = new ArrayList<>();
    private final List<Equation> equations = new ArrayList<>();
    private final List<Tracer> captured = new ArrayList<>();
    private final List<Variable> capturedVariables = new ArrayList<>();
    private final IdentityHashMap<Atom, Variable> lifted = new IdentityHashMap<>();
    private SourceSpan location = SourceSpan.NONE;

    public ProgramBuilder() {
        this(null);
    }

    public ProgramBuilder(ProgramBuilder parent) {
        this.parent = parent;
    }

    /** Says that nothing more is recorded: values that were kept are the numbers that they had. */
    public void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    public ProgramBuilder parent() {
        return parent;
    }

    public Variable input(AbstractValue aval) {
        Variable v = new Variable(aval);
        inputs.add(v);
        return v;
    }

    public List<Equation> equations() {
        return equations;
    }

    public SourceSpan location() {
        return location;
    }

    public void location(SourceSpan span) {
        location = span;
    }

    /** The outer tracers that this program reads. */
    public List<Tracer> captures() {
        return captured;
    }

    /** The atom of a tracer inside this builder. */
    public Atom lift(Tracer tracer) {
        if (tracer.builder() == this || tracer.atom() instanceof Constant) {
            return tracer.atom();
        }
        Variable v = lifted.get(tracer.atom());
        if (v == null) {
            v = new Variable(tracer.atom().aval());
            lifted.put(tracer.atom(), v);
            captured.add(tracer);
            capturedVariables.add(v);
        }
        return v;
    }

    public Constant constant(ArrayValue value) {
        return new Constant(value);
    }

    public Atom[] emit(Primitive primitive, Params params, Atom... in) {
        List<AbstractValue> avals = new ArrayList<>(in.length);
        for (Atom a : in) {
            avals.add(a.aval());
        }
        List<AbstractValue> types = primitive.abstractEval(params, avals);
        Variable[] out = new Variable[types.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = new Variable(types.get(i));
        }
        equations.add(new Equation(primitive, params, Arrays.asList(in), Arrays.asList(out), location));
        return out;
    }

    public Atom emit1(Primitive primitive, Params params, Atom... in) {
        return emit(primitive, params, in)[0];
    }

    /** Copies the equations of a program with its inputs bound to atoms of this builder. */
    public Atom[] inline(Program program, Atom... args) {
        if (args.length != program.inputs().size()) {
            throw new IllegalArgumentException("inline: " + args.length + " arguments for "
                    + program.inputs().size() + " inputs");
        }
        Map<Variable, Atom> env = new HashMap<>();
        for (int i = 0; i < args.length; i++) {
            env.put(program.inputs().get(i), args[i]);
        }
        for (Equation eq : program.equations()) {
            List<Atom> in = new ArrayList<>(eq.inputs().size());
            for (Atom a : eq.inputs()) {
                in.add(substitute(env, a));
            }
            List<Variable> out = new ArrayList<>(eq.outputs().size());
            for (Variable v : eq.outputs()) {
                Variable fresh = new Variable(v.aval());
                env.put(v, fresh);
                out.add(fresh);
            }
            equations.add(new Equation(eq.primitive(), eq.params(), in, out, eq.location()));
        }
        Atom[] result = new Atom[program.outputs().size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = substitute(env, program.outputs().get(i));
        }
        return result;
    }

    private static Atom substitute(Map<Variable, Atom> env, Atom a) {
        return a instanceof Variable v ? env.getOrDefault(v, v) : a;
    }

    /** The finished program; captured inputs follow the explicit ones. */
    public Program build(Atom... outputs) {
        return build(Arrays.asList(outputs));
    }

    public Program build(List<? extends Atom> outputs) {
        List<Variable> all = new ArrayList<>(inputs);
        all.addAll(capturedVariables);
        return new Program(all, equations, List.copyOf(outputs));
    }

    /** For an attempt that may be dropped: the number of equations so far. */
    public int mark() {
        return equations.size();
    }

    /** Drops the equations recorded after {@link #mark}; captured inputs that became unused do no harm. */
    public void rollback(int mark) {
        while (equations.size() > mark) {
            equations.removeLast();
        }
    }
}
