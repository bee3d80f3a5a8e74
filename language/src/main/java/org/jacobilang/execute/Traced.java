package org.jacobilang.execute;

import com.oracle.truffle.api.strings.TruffleString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayLike;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.nodes.staging.Guard;
import org.jacobilang.nodes.staging.NotStageable;
import org.jacobilang.nodes.staging.Place;
import org.jacobilang.nodes.staging.Trace;
import org.jacobilang.program.Atom;
import org.jacobilang.program.Program;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.program.TraceStack;
import org.jacobilang.program.Tracer;
import org.jacobilang.runtime.BoundMethod;
import org.jacobilang.runtime.FunctionObject;
import org.jacobilang.runtime.InstanceObject;
import org.jacobilang.runtime.Operations;

/**
 * A function after tracing: its program, the structure of its result, the guards under which the program stands for
 * it, and the writes it has to do again. The program's outputs are the result's array leaves, then those of the writes.
 */
final class Traced {
    final Program program;
    /** The outer tracers that the program reads; they are its last inputs. */
    final List<Tracer> captures;
    final Pytree.Definition tree;
    /** A leaf that is no array, at its position among the leaves; null stands for the next output. */
    final Object[] fixed;
    final int results;
    final List<Write> writes;
    final List<Guard> guards;
    final List<Trace.Note> notes;

    private Traced(Program program, List<Tracer> captures, Pytree.Definition tree, Object[] fixed, int results,
                   List<Write> writes, List<Guard> guards, List<Trace.Note> notes) {
        this.program = program;
        this.captures = captures;
        this.tree = tree;
        this.fixed = fixed;
        this.results = results;
        this.writes = writes;
        this.guards = guards;
        this.notes = notes;
    }

    /** A place that outlives the call, and the structure of what goes there. */
    record Write(Place place, Pytree.Definition tree, Object[] fixed, int count) {
    }

    /** What is traced: a function of the tracers that stand for the inputs. */
    @FunctionalInterface
    interface Body {
        Object call(List<ArrayLike> inputs);
    }

    /** Traces with loops rolled; if that gets in the way of anything, once more with all of them unrolled. */
    static Traced of(Object function, List<AbstractValue> inputs, Body body) {
        try {
            return attempt(function, inputs, body, true);
        } catch (Unrollable e) {
            return attempt(function, inputs, body, false);
        }
    }

    /** The attempt failed after a loop had been rolled. */
    private static final class Unrollable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unrollable() {
            super(null, null, false, false);
        }
    }

    private static Traced attempt(Object function, List<AbstractValue> avals, Body body, boolean rolling) {
        ProgramBuilder outer = TraceStack.current();
        ProgramBuilder builder = new ProgramBuilder(outer);
        if (outer != null) {
            builder.location(outer.location());
        }
        List<ArrayLike> inputs = new ArrayList<>();
        for (AbstractValue a : avals) {
            inputs.add(new Tracer(builder.input(a), builder));
        }
        Trace trace = Trace.begin(rolling);
        Map<Place, Object> written;
        List<Object> leaves = new ArrayList<>();
        Pytree.Definition tree;
        List<Atom> outputs = new ArrayList<>();
        try (TraceStack.Scope scope = TraceStack.enter(builder, false)) {
            reachable(trace, function);
            try {
                Object result = body.call(inputs);
                tree = Pytree.flatten(result, leaves);
            } catch (NotStageable | org.jacobilang.runtime.PythonException e) {
                if (trace.rolled()) {
                    throw new Unrollable();
                }
                throw e;
            } finally {
                written = trace.end();
            }
        }
        Object[] fixed = split(builder, leaves, outputs);
        int results = outputs.size();
        List<Write> writes = new ArrayList<>();
        written.forEach((place, value) -> {
            List<Object> parts = new ArrayList<>();
            Pytree.Definition t = Pytree.flatten(value, parts);
            int before = outputs.size();
            // Numbers that are not traced are written as they are.
            Object[] kept = new Object[parts.size()];
            for (int i = 0; i < kept.length; i++) {
                if (parts.get(i) instanceof Tracer x) {
                    outputs.add(Bind.atom(builder, x));
                } else {
                    kept[i] = parts.get(i);
                }
            }
            writes.add(new Write(place, t, kept, outputs.size() - before));
        });
        return new Traced(builder.build(outputs), builder.captures(), tree, fixed, results, writes, trace.guards(),
                trace.notes());
    }

    /** Records what a function does with tracers that carry concrete values; its effects take place as it runs. */
    static Traced tape(List<? extends ArrayLike> values, Body body) {
        ProgramBuilder outer = TraceStack.current();
        ProgramBuilder builder = new ProgramBuilder(outer);
        List<ArrayLike> inputs = new ArrayList<>();
        for (ArrayLike v : values) {
            ArrayValue known = Ufuncs.concrete(v);
            inputs.add(new Tracer(builder.input(v.aval()), builder, known));
        }
        List<Object> leaves = new ArrayList<>();
        Pytree.Definition tree;
        try (TraceStack.Scope scope = TraceStack.enter(builder, true)) {
            tree = Pytree.flatten(body.call(inputs), leaves);
        }
        List<Atom> outputs = new ArrayList<>();
        Object[] fixed = split(builder, leaves, outputs);
        return new Traced(builder.build(outputs), builder.captures(), tree, fixed, outputs.size(), List.of(), List.of(),
                List.of());
    }

    private static Object[] split(ProgramBuilder builder, List<Object> leaves, List<Atom> outputs) {
        Object[] fixed = new Object[leaves.size()];
        for (int i = 0; i < fixed.length; i++) {
            ArrayLike a = Bind.lift(leaves.get(i));
            if (a == null) {
                fixed[i] = leaves.get(i);
            } else {
                outputs.add(Bind.atom(builder, a));
            }
        }
        return fixed;
    }

    /** What a function brings with it existed before the call. */
    private static void reachable(Trace trace, Object function) {
        trace.outside(function);
        if (function instanceof BoundMethod m) {
            trace.outside(m.self);
            trace.outside(m.function);
        }
    }

    List<AbstractValue> resultAvals() {
        return program.outputAvals().subList(0, results);
    }

    boolean guardsHold() {
        for (Guard g : guards) {
            if (!g.holds()) {
                return false;
            }
        }
        return true;
    }

    /** The function's result from the values of the program's outputs. */
    Object result(List<? extends ArrayLike> outputs) {
        return rebuild(tree, fixed, outputs, 0);
    }

    private static Object rebuild(Pytree.Definition tree, Object[] fixed, List<? extends ArrayLike> outputs, int from) {
        List<Object> leaves = new ArrayList<>(fixed.length);
        int at = from;
        for (Object f : fixed) {
            leaves.add(f != null ? f : outputs.get(at++));
        }
        return Pytree.unflatten(tree, leaves);
    }

    /** Does the writes with these values of the program's outputs, of which {@code skipped} are not its own. */
    void write(List<? extends ArrayLike> outputs) {
        int at = results;
        Trace outer = Trace.current();
        for (Write w : writes) {
            Object value = rebuild(w.tree, w.fixed, outputs, at);
            at += w.count;
            if (outer != null) {
                switch (w.place) {
                    case Place.Cell c -> outer.writeCell(c.cell());
                    case Place.Attribute a -> outer.writeAttribute(a.owner(), a.name());
                    case Place.Contents c -> outer.writeContents(c.container());
                    case Place.Slot s -> { }
                    case Place.Storage s -> { }
                }
            }
            w.place.set(value);
        }
    }

    /** Records the program in the builder that records now. */
    List<ArrayLike> inline(List<? extends ArrayLike> inputs) {
        ProgramBuilder b = TraceStack.current();
        return tracers(b, b.inline(program, atoms(b, inputs)));
    }

    /** The atoms of a program's inputs: the given ones, then the captured ones. */
    Atom[] atoms(ProgramBuilder b, List<? extends ArrayLike> inputs) {
        Atom[] atoms = new Atom[inputs.size() + captures.size()];
        for (int i = 0; i < inputs.size(); i++) {
            atoms[i] = Bind.atom(b, inputs.get(i));
        }
        for (int i = 0; i < captures.size(); i++) {
            atoms[inputs.size() + i] = Bind.atom(b, captures.get(i));
        }
        return atoms;
    }

    static List<ArrayLike> tracers(ProgramBuilder b, Atom[] atoms) {
        List<ArrayLike> result = new ArrayList<>();
        for (Atom a : atoms) {
            result.add(new Tracer(a, b));
        }
        return result;
    }

    /** Calls a function so that what it does is traced. */
    static Object call(Object function, Object[] arguments, TruffleString[] names) {
        return switch (function) {
            case FunctionObject f -> f.code.tracingTarget().call(f.bind(arguments, names));
            case BoundMethod m -> {
                Object[] all = new Object[arguments.length + 1];
                all[0] = m.self;
                System.arraycopy(arguments, 0, all, 1, arguments.length);
                yield call(m.function, all, names);
            }
            case InstanceObject o -> Operations.call(o, arguments, names);
            case null, default -> Operations.call(function, arguments, names);
        };
    }

    static ArrayValue[] values(List<? extends ArrayLike> arrays) {
        return arrays.toArray(new ArrayValue[0]);
    }
}
