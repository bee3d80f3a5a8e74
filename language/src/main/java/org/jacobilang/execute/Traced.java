package org.jacobilang.execute;

import com.oracle.truffle.api.strings.TruffleString;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayLike;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.kernel.Elements;
import org.jacobilang.nodes.staging.Guards;
import org.jacobilang.nodes.staging.NotStageable;
import org.jacobilang.nodes.staging.Place;
import org.jacobilang.nodes.staging.Trace;
import org.jacobilang.program.Atom;
import org.jacobilang.program.Params;
import org.jacobilang.program.Program;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.program.TraceStack;
import org.jacobilang.program.Tracer;
import org.jacobilang.runtime.BoundMethod;
import org.jacobilang.runtime.FunctionObject;
import org.jacobilang.runtime.InstanceObject;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.TupleObject;

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
    final Template[] fixed;
    /** How many of the outputs are leaves of the result, or parts of them. */
    final int results;
    final List<Write> writes;
    /** Whether the program's last output says that the call has to be done by the interpreter. */
    final boolean exits;
    final Guards guards;
    final List<Trace.Note> notes;

    private Traced(Program program, List<Tracer> captures, Pytree.Definition tree, Template[] fixed, int results,
                   List<Write> writes, boolean exits, Guards guards, List<Trace.Note> notes) {
        this.program = program;
        this.captures = captures;
        this.tree = tree;
        this.fixed = fixed;
        this.results = results;
        this.writes = writes;
        this.exits = exits;
        this.guards = guards;
        this.notes = notes;
    }

    /** A place that outlives the call, and what goes there. */
    record Write(Place place, Template value) {
    }

    /** What is traced: a function of the tracers that stand for the inputs. */
    @FunctionalInterface
    interface Body {
        Object call(List<ArrayLike> inputs);
    }

    /**
     * Traces with loops rolled; if that gets in the way of anything, once more with all of them unrolled.
     *
     * @param exact whether a result that is an int on one path and a float on another has to be just that
     */
    static Traced of(Object function, List<AbstractValue> inputs, boolean exact, Body body) {
        return of(function, inputs, exact, Set.of(), body);
    }

    /** As above, with places whose values are inputs of the program. */
    static Traced of(Object function, List<AbstractValue> inputs, boolean exact, Set<Object> varying, Body body) {
        try {
            return attempt(function, inputs, body, new Trace.Mode(true, exact), varying);
        } catch (Unrollable e) {
            return attempt(function, inputs, body, new Trace.Mode(false, exact), varying);
        }
    }

    /** Traces with every loop of known count written out, as JAX does. */
    static Traced unrolled(Object function, List<AbstractValue> inputs, Body body) {
        return attempt(function, inputs, body, new Trace.Mode(false, false), Set.of());
    }

    /** The attempt failed after a loop had been rolled. */
    private static final class Unrollable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unrollable() {
            super(null, null, false, false);
        }
    }

    private static Traced attempt(Object function, List<AbstractValue> avals, Body body, Trace.Mode mode,
                                  Set<Object> varying) {
        ProgramBuilder outer = TraceStack.current();
        ProgramBuilder builder = new ProgramBuilder(outer);
        if (outer != null) {
            builder.location(outer.location());
        }
        List<ArrayLike> inputs = new ArrayList<>();
        for (AbstractValue a : avals) {
            inputs.add(new Tracer(builder.input(a), builder));
        }
        Trace trace = Trace.begin(mode, builder, varying);
        try (TraceStack.Scope scope = TraceStack.enter(builder, false)) {
            reachable(trace, function);
            try {
                Object result = body.call(inputs);
                return finish(trace, builder, function, result);
            } catch (NotStageable | org.jacobilang.runtime.PythonException e) {
                if (trace.rolled()) {
                    throw new Unrollable();
                }
                throw e;
            }
        } finally {
            trace.close();
        }
    }

    private static Traced finish(Trace trace, ProgramBuilder builder, Object function, Object result) {
        Map<Place, Object> written = trace.takeBack();
        List<Object> leaves = new ArrayList<>();
        Pytree.Definition tree = Pytree.flatten(result, leaves);
        List<Atom> outputs = new ArrayList<>();
        Template.Maker maker = new Template.Maker(builder, trace::isOutside, outputs);
        Template[] fixed = new Template[leaves.size()];
        for (int i = 0; i < fixed.length; i++) {
            ArrayLike a = Bind.lift(leaves.get(i));
            if (a == null) {
                fixed[i] = maker.of(leaves.get(i));
            } else {
                outputs.add(Bind.atom(builder, a));
            }
        }
        int results = outputs.size();
        List<Write> writes = new ArrayList<>();
        trace.withoutExit(written).forEach((place, value) -> writes.add(new Write(place, place instanceof Place.Contents
                ? maker.contents((TupleObject) value) : maker.of(value))));
        Object exit = trace.exit();
        if (Boolean.TRUE.equals(exit)) {
            throw Trace.refuse("an exception is raised, or a value is used that has none, in any case");
        }
        boolean exits = exit instanceof ArrayLike;
        if (exits) {
            outputs.add(Bind.atom(builder, (ArrayLike) exit));
        }
        return new Traced(builder.build(outputs), builder.captures(), tree, fixed, results, writes, exits, trace.guards(function),
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
        } catch (RuntimeException e) {
            builder.close();
            throw e;
        }
        List<Atom> outputs = new ArrayList<>();
        Template[] fixed = new Template[leaves.size()];
        for (int i = 0; i < fixed.length; i++) {
            ArrayLike a = Bind.lift(leaves.get(i));
            if (a == null) {
                fixed[i] = new Template.Fixed(leaves.get(i));
            } else {
                outputs.add(Bind.atom(builder, a));
            }
        }
        builder.close();
        return new Traced(builder.build(outputs), builder.captures(), tree, fixed, outputs.size(), List.of(), false, null,
                List.of());
    }

    /** What a function brings with it existed before the call. */
    private static void reachable(Trace trace, Object function) {
        trace.outside(function);
        if (function instanceof BoundMethod m) {
            trace.outside(m.self);
            trace.outside(m.function);
        }
    }

    /** Whether the function gives nothing but arrays and constants and writes nothing. */
    boolean isPlain() {
        return writes.isEmpty() && java.util.Arrays.stream(fixed).allMatch(f -> f == null || f instanceof Template.Fixed);
    }

    List<AbstractValue> resultAvals() {
        return program.outputAvals().subList(0, results);
    }

    /** The function's result from the values of the program's outputs. */
    Object result(List<? extends ArrayLike> outputs) {
        List<Object> leaves = new ArrayList<>(fixed.length);
        Iterator<? extends ArrayLike> next = outputs.iterator();
        Template.Instance instance = new Template.Instance(next);
        for (Template f : fixed) {
            leaves.add(f == null ? next.next() : instance.of(f));
        }
        return Pytree.unflatten(tree, leaves);
    }

    /**
     * Runs the program and does its writes. Within an outer trace the outer program leaves where this one would; else the answer
     * is null where the call has to be done by the interpreter, and then nothing has been written or printed.
     */
    <T extends ArrayLike> List<T> settle(Supplier<List<T>> run) {
        return settle(run, null);
    }

    /** As above; {@code match} says where the places are that it writes. */
    <T extends ArrayLike> List<T> settle(Supplier<List<T>> run, Guards.Match match) {
        if (!exits || Trace.current() != null) {
            List<T> out = run.get();
            if (exits) {
                Trace.current().exitIf(exit(out));
            }
            write(out, match);
            return out;
        }
        List<T> out = program.effectful() ? Effects.deferring(run, this::left) : run.get();
        if (left(out)) {
            return null;
        }
        write(out, match);
        return out;
    }

    private ArrayLike exit(List<? extends ArrayLike> outputs) {
        ArrayLike flag = outputs.get(program.outputs().size() - 1);
        // Of a batch: it is left if one of its examples leaves.
        return flag.shape().rank() == 0 ? flag : Bind.one("reduce_or", Params.of("axes", new int[] {0}), flag);
    }

    private boolean left(List<? extends ArrayLike> outputs) {
        ArrayValue known = Ufuncs.concrete(exit(outputs));
        return Elements.whole(known.dtype(), known.data(), 0) != 0;
    }

    private void write(List<? extends ArrayLike> outputs, Guards.Match match) {
        Trace outer = Trace.current();
        if (writes.isEmpty()) {
            return;
        }
        Template.Instance instance = new Template.Instance(outputs.listIterator(results));
        for (Write w : writes) {
            Object value = instance.of(w.value);
            Place place = match == null ? w.place : match.place(w.place);
            if (outer != null) {
                switch (place) {
                    case Place.Cell c -> outer.writeCell(c.cell());
                    case Place.Attribute a -> outer.writeAttribute(a.owner(), a.name());
                    case Place.Contents c -> outer.writeContents(c.container());
                    case Place.Slot s -> { }
                    case Place.Storage s -> { }
                    case Place.Inherited i -> { }
                }
            }
            place.set(value);
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
