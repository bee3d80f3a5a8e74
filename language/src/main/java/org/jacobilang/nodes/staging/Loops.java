package org.jacobilang.nodes.staging;

import com.oracle.truffle.api.frame.MaterializedFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayLike;
import org.jacobilang.array.DType;
import org.jacobilang.array.Shape;
import org.jacobilang.execute.Bind;
import org.jacobilang.execute.Indexing;
import org.jacobilang.execute.TracedNumber;
import org.jacobilang.primitive.Primitives;
import org.jacobilang.program.Atom;
import org.jacobilang.program.Params;
import org.jacobilang.program.Program;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.program.TraceStack;
import org.jacobilang.program.Tracer;
import org.jacobilang.program.Variable;
import org.jacobilang.runtime.BinaryOp;
import org.jacobilang.runtime.Iteration;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.PythonException;
import org.jacobilang.runtime.RangeObject;

/** Loops under tracing: staged as {@code while} or {@code scan}, or unrolled. */
public final class Loops {
    /** A shorter loop is unrolled: it costs little, and shows more to the simplifier. */
    private static final int SHORTEST_ROLLED = 4;
    /** The types of a carry rise in a lattice of this height at most. */
    private static final int MOST_PASSES = 16;

    private static final LeafType CODE = new LeafType(AbstractValue.scalar(DType.INT32), false, false);

    /** The condition was false: no turn. */
    private static final Outcome ENDED = new Outcome.Plain(-1);

    private Loops() {
    }

    /** A {@code while} statement; {@code orElse} may be null. */
    public static Outcome whileLoop(MaterializedFrame frame, Supplier<Object> test, Arm body, Arm orElse) {
        int turns = 0;
        boolean mayRoll = true;
        while (true) {
            ProgramBuilder builder = TraceStack.current();
            int mark = builder.mark();
            Changes changes = new Changes(frame);
            boolean traced;
            Outcome outcome;
            try {
                Object condition = test.get();
                traced = !(condition instanceof Boolean);
                outcome = traced ? null : (Boolean) condition ? body.run() : ENDED;
            } catch (RuntimeException e) {
                changes.keep();
                throw e;
            }
            if (outcome == ENDED) {
                changes.keep();
                return orElse == null ? Outcome.NORMAL : orElse.run();
            }
            boolean split = traced || outcome instanceof Outcome.Partial;
            boolean roll = !split && mayRoll && ++turns == SHORTEST_ROLLED && Trace.current().mayRoll();
            if (split) {
                changes.takeBack();
                builder.rollback(mark);
                Outcome result = staged(frame, test, body, orElse);
                Staging.note("staged", "while on a traced value becomes while");
                return after(frame, result, orElse);
            }
            changes.keep();
            if (outcome == Outcome.BREAK || outcome instanceof Outcome.Return) {
                return outcome == Outcome.BREAK ? Outcome.NORMAL : outcome;
            }
            if (roll) {
                Outcome result = attempt(new Loop(frame, test, null, body, -1), "while");
                if (result != null) {
                    return after(frame, result, orElse);
                }
                mayRoll = false;
            }
        }
    }

    /** A loop whose condition changes something has it as a part of its body. */
    private static Outcome staged(MaterializedFrame frame, Supplier<Object> test, Arm body, Arm orElse) {
        ProgramBuilder builder = TraceStack.current();
        int mark = builder.mark();
        try {
            return new Loop(frame, test, null, body, -1).stage();
        } catch (ChangingTest e) {
            builder.rollback(mark);
        }
        if (orElse != null) {
            throw Trace.refuse("the condition of a while loop with an else block changes something");
        }
        Outcome result = new Loop(frame, () -> true, null, () -> {
            Object flag = test.get();
            return flag instanceof Boolean known ? known ? body.run() : Outcome.BREAK
                    : Staging.branch(frame, flag, body, () -> Outcome.BREAK);
        }, -1).stage();
        return result;
    }

    /** The condition of a loop changes something. */
    private static final class ChangingTest extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ChangingTest() {
            super(null, null, false, false);
        }
    }

    /** A {@code for} statement over any iterable; {@code assign} binds its target. */
    public static Outcome forLoop(MaterializedFrame frame, Object iterable, Consumer<Object> assign, Arm body,
                                  Arm orElse) {
        if (iterable instanceof TracedRange r) {
            Outcome result = new Loop(frame, null, new Counter(r, i -> assign.accept(number(i))), body, -1).stage();
            Staging.note("staged", "for over a traced range becomes while");
            return after(frame, result, orElse);
        }
        Loop known = null;
        if (Trace.current().mayRoll()) {
            if (iterable instanceof RangeObject r && r.length >= SHORTEST_ROLLED && r.length <= Integer.MAX_VALUE
                    && (int) r.start == r.start && (int) r.stop == r.stop && (int) r.step == r.step) {
                known = new Loop(frame, null, new Counter(TracedRange.of(r.start, r.stop, r.step),
                        i -> assign.accept(number(i))), body, (int) r.length);
            } else if (iterable instanceof Tracer t && t.shape().rank() > 0 && t.shape().dim(0) >= SHORTEST_ROLLED) {
                int n = t.shape().dim(0);
                known = new Loop(frame, null, new Counter(TracedRange.of(0L, (long) n, 1L),
                        i -> assign.accept(Indexing.row(t, i))), body, n);
            }
        }
        if (known != null) {
            Outcome result = attempt(known, "for");
            if (result != null) {
                return after(frame, result, orElse);
            }
        }
        return unrolled(frame, Operations.iterator(iterable), assign, body, orElse);
    }

    private static TracedNumber number(Tracer counter) {
        return counter.dtype() == DType.INT32 ? TracedNumber.counter(counter) : TracedNumber.of(counter);
    }

    private static Outcome attempt(Loop loop, String kind) {
        ProgramBuilder builder = TraceStack.current();
        int mark = builder.mark();
        Changes changes = new Changes(loop.frame);
        Trace.current().attempt(1);
        try {
            Outcome result = loop.stage();
            changes.keep();
            Trace.current().hasRolled();
            Staging.note("rolled", kind + " with a known count becomes " + (loop.length >= 0 ? "scan" : "while"));
            return result;
        } catch (ChangingTest e) {
            changes.takeBack();
            builder.rollback(mark);
            Staging.note("unrolled", kind + ", because its condition changes something");
            return null;
        } catch (NotStageable e) {
            changes.takeBack();
            builder.rollback(mark);
            Staging.note("unrolled", kind + ", because: " + e.reason());
            return null;
        } finally {
            Trace.current().attempt(-1);
        }
    }

    private static Outcome unrolled(MaterializedFrame frame, Iteration items, Consumer<Object> assign, Arm body,
                                    Arm orElse) {
        for (Object item = items.next(); item != Iteration.END; item = items.next()) {
            assign.accept(item);
            Outcome outcome = body.run();
            if (outcome == Outcome.BREAK) {
                return Outcome.NORMAL;
            }
            if (outcome instanceof Outcome.Return) {
                return outcome;
            }
            if (outcome instanceof Outcome.Partial p) {
                // The other turns run where this one neither broke nor returned.
                ArrayLike goesOn = (ArrayLike) Operations.binary(BinaryOp.OR, Staging.equals(p.code(), 0),
                        Staging.equals(p.code(), 3));
                Outcome left = returned(new Outcome.Partial(p.code(), p.value(), p.ways() & ~(1 | 1 << 3)));
                return Staging.branch(frame, goesOn, () -> unrolled(frame, items, assign, body, orElse), () -> left);
            }
        }
        return orElse == null ? Outcome.NORMAL : orElse.run();
    }

    /** How a loop ends that may have been left: a break is none of those around it. */
    private static Outcome returned(Outcome.Partial p) {
        int returns = p.ways() & 1 << Outcome.RETURN_CODE;
        if (returns == 0 || returns == p.ways()) {
            return returns == 0 ? Outcome.NORMAL : new Outcome.Return(p.value());
        }
        return new Outcome.Partial(Bind.convert(Staging.equals(p.code(), 1), DType.INT32, false), p.value(), returns | 1);
    }

    /** What follows the loop: its else block where it did not break, and the return where it returned. */
    private static Outcome after(MaterializedFrame frame, Outcome ended, Arm orElse) {
        if (!(ended instanceof Outcome.Partial p)) {
            return orElse == null ? Outcome.NORMAL : orElse.run();
        }
        Outcome left = returned(p);
        if ((p.ways() & 1) == 0) {
            return left;
        }
        if (orElse == null) {
            return left;
        }
        return Staging.branch(frame, Staging.equals(p.code(), 0), orElse,
                () -> returned(new Outcome.Partial(p.code(), p.value(), p.ways() & ~1)));
    }

    /** The values of a counted loop. */
    private record Counter(TracedRange range, Consumer<Tracer> assign) {
    }

    /** A place that the loop changes: its value at entry and the types of its leaves. */
    private static final class Carried {
        final Object entry;
        /** A local whose values can't be carried: it is unbound when a turn begins, and after the loop. */
        boolean dropped;
        Structure structure;
        List<Object> entryLeaves;
        List<LeafType> types;

        Carried(Object entry) {
            this.entry = entry;
            if (entry != null) {
                entryLeaves = new ArrayList<>();
                structure = Structure.of(entry, entryLeaves);
                types = new ArrayList<>(entryLeaves.stream().map(LeafType::of).toList());
            }
        }

        /** Whether a leaf has no value, or one of another type, until a turn has run. */
        boolean late(int i, LeafType type) {
            return entry == null || Trace.current().exact() && LeafType.of(entryLeaves.get(i)).shows(type);
        }
    }

    /** One loop on the way to an equation. */
    private static final class Loop {
        final MaterializedFrame frame;
        final Supplier<Object> test;
        final Counter counter;
        final Arm body;
        final int length;
        private final Map<Place, Carried> carried = new LinkedHashMap<>();
        private final ProgramBuilder parent = TraceStack.current();
        /** Set once a pass ended by break or return. */
        private boolean leaves;
        private int ways;
        private int pass;
        /** Only a break or a return ends the loop. */
        private boolean endless;
        private Carried returned;

        Loop(MaterializedFrame frame, Supplier<Object> test, Counter counter, Arm body, int length) {
            this.frame = frame;
            this.test = test;
            this.counter = counter;
            this.body = body;
            this.length = length;
        }

        Outcome stage() {
            for (pass = 0; pass < MOST_PASSES; pass++) {
                Attempt attempt = new Attempt();
                if (attempt.run()) {
                    return attempt.emit();
                }
            }
            throw Trace.refuse("the types of the loop's variables do not settle");
        }

        /** A pass over the loop with the carry types known so far. */
        private final class Attempt {
            private final ProgramBuilder condition = new ProgramBuilder(parent);
            private final ProgramBuilder turn = new ProgramBuilder(parent);
            private final List<Variable> conditionInputs = new ArrayList<>();
            private final List<Variable> turnInputs = new ArrayList<>();
            private final List<Atom> outputs = new ArrayList<>();
            private Atom flag;
            private boolean changedTypes;

            /** Whether the types held. */
            boolean run() {
                condition.location(parent.location());
                turn.location(parent.location());
                runTest();
                runBody();
                return !changedTypes;
            }

            private Tracer input(ProgramBuilder b, AbstractValue type) {
                Variable v = b.input(type);
                (b == condition ? conditionInputs : turnInputs).add(v);
                return new Tracer(v, b);
            }

            private Object guest(ProgramBuilder b, LeafType type) {
                return type.guest(type.avals().stream().map(a -> input(b, a)).iterator());
            }

            /** Puts the carry's values of a new turn into their places. */
            private Tracer[] enter(ProgramBuilder b) {
                Tracer index = counter == null ? null : input(b, indexType());
                Tracer code = leaves ? input(b, AbstractValue.scalar(DType.INT32)) : null;
                if (returned != null) {
                    for (LeafType t : returned.types) {
                        guest(b, t);
                    }
                }
                carried.forEach((place, c) -> {
                    List<Object> leaves = new ArrayList<>();
                    if (c.types != null) {
                        for (LeafType t : c.types) {
                            leaves.add(guest(b, t));
                        }
                    }
                    if (c.dropped) {
                        place.set(null);
                    } else if (c.structure != null && (c.entry != null || c.types.stream().anyMatch(LeafType::flagged))) {
                        Staging.report(place);
                        place.set(Structure.rebuild(c.structure, leaves.iterator()));
                    }
                });
                return new Tracer[]{index, code};
            }

            private AbstractValue indexType() {
                return counter.range.type();
            }

            private void runTest() {
                if (length >= 0 && !leaves) {
                    return;
                }
                Changes changes = new Changes(frame);
                Map<Place, Object> set = null;
                try (TraceStack.Scope scope = TraceStack.enter(condition, false)) {
                    Tracer[] own = enter(condition);
                    Changes inside = new Changes(frame);
                    ArrayLike go;
                    Map<Place, Object> written;
                    try {
                        go = test == null ? inRange(own[0]) : value(test.get());
                    } finally {
                        written = inside.takeBack();
                    }
                    if (!written.isEmpty() || Staging.effectful(condition)) {
                        throw new ChangingTest();
                    }
                    if (leaves) {
                        go = Bind.one("and", Params.NONE, Staging.equals(own[1], 0), go);
                    }
                    flag = Bind.atom(condition, go);
                } catch (PythonException e) {
                    throw Trace.refuse("an exception may be raised in the condition of a traced loop ("
                            + e.getMessage() + ")");
                } finally {
                    changes.takeBack();
                }
            }

            private ArrayLike value(Object condition) {
                endless = Boolean.TRUE.equals(condition);
                return condition instanceof Boolean known ? org.jacobilang.array.BoolScalar.of(known) : (ArrayLike) condition;
            }

            private ArrayLike inRange(ArrayLike index) {
                ArrayLike step = counter.range.step();
                org.jacobilang.array.ArrayValue known = step instanceof org.jacobilang.array.ArrayValue v ? v : null;
                if (known != null) {
                    boolean up = ((Number) java.lang.reflect.Array.get(known.data(), 0)).longValue() > 0;
                    return Bind.one(up ? "lt" : "gt", Params.NONE, index, like(counter.range.stop(), index));
                }
                ArrayLike zero = Bind.full(new AbstractValue(step.dtype(), Shape.SCALAR, step.weak()), 0);
                ArrayLike up = Bind.one("gt", Params.NONE, step, zero);
                return Bind.one("select_n", Params.NONE, up,
                        Bind.one("gt", Params.NONE, index, like(counter.range.stop(), index)),
                        Bind.one("lt", Params.NONE, index, like(counter.range.stop(), index)));
            }

            private ArrayLike like(ArrayLike a, ArrayLike b) {
                return Bind.convert(a, b.dtype(), b.weak());
            }

            private void runBody() {
                Changes changes = new Changes(frame);
                Outcome outcome;
                Tracer[] own = null;
                Map<Place, Object> last;
                try (TraceStack.Scope scope = TraceStack.enter(turn, false)) {
                    own = enter(turn);
                    if (counter != null) {
                        counter.assign.accept(own[0]);
                    }
                    outcome = body.run();
                } catch (PythonException e) {
                    if (Trace.current().attempting() || !Staging.isExplicit(e)) {
                        changes.takeBack();
                        throw Trace.refuse("an exception may be raised in the body of a traced loop (" + e.getMessage()
                                + ")");
                    }
                    // A turn raises in any case: the loop ends, and the call leaves the program.
                    Trace.current().exitIf(true);
                    outcome = Outcome.BREAK;
                } catch (NotStageable e) {
                    changes.takeBack();
                    throw e;
                }
                // Read before the changes are taken back.
                Map<Place, Object> now = new LinkedHashMap<>();
                carried.keySet().forEach(p -> now.put(p, p.get()));
                last = changes.takeBack();
                for (Map.Entry<Place, Object> e : last.entrySet()) {
                    now.putIfAbsent(e.getKey(), e.getValue());
                }
                collect(outcome, own, now);
            }

            private void collect(Outcome outcome, Tracer[] own, Map<Place, Object> now) {
                if (counter != null) {
                    try (TraceStack.Scope scope = TraceStack.enter(turn, false)) {
                        outputs.add(Bind.atom(turn, Bind.one("add", Params.NONE, own[0],
                                like(counter.range.step(), own[0]))));
                    }
                }
                endings(outcome);
                now.forEach((place, value) -> {
                    Carried c = carried.get(place);
                    if (c == null) {
                        c = new Carried(place.get());
                        carried.put(place, c);
                        changedTypes = true;
                    }
                    widen(c, value, place instanceof Place.Slot, true, Staging.name(place));
                });
                if (!changedTypes) {
                    now.forEach((place, value) -> output(carried.get(place), value));
                }
            }

            /** How the turn ended, as part of the carry. */
            private void endings(Outcome outcome) {
                Object code = 0;
                Object value = null;
                ways |= outcome.ways() & ~(1 << 3) | 1;
                switch (outcome) {
                    case Outcome.Plain p -> code = p == Outcome.BREAK ? 2 : 0;
                    case Outcome.Return r -> {
                        code = 1;
                        value = r.value();
                    }
                    case Outcome.Partial p -> {
                        try (TraceStack.Scope scope = TraceStack.enter(turn, false)) {
                            code = (p.ways() & 1 << 3) == 0 ? p.code() : Bind.one("select_n", Params.NONE, Staging.equals(p.code(), 3), p.code(),
                                    Staging.integer(0));
                        }
                        value = p.value();
                    }
                }
                if ((outcome.ways() & 0b110) == 0) {
                    // A turn that went on with continue ends as any other.
                    code = 0;
                    value = null;
                }
                if (!leaves && !code.equals(0)) {
                    leaves = true;
                    changedTypes = true;
                }
                if (value != null) {
                    if (returned == null) {
                        returned = new Carried(null);
                        changedTypes = true;
                    }
                    widen(returned, value, false, false, "the value that the function returns");
                }
                if (changedTypes) {
                    return;
                }
                if (leaves) {
                    outputs.add(CODE.atom(turn, code instanceof Integer n ? Staging.integer(n) : code));
                }
                if (returned != null) {
                    output(returned, value);
                }
            }

            /** Makes the carry's types wide enough for a turn's value. */
            private void widen(Carried c, Object value, boolean local, boolean place, String name) {
                if (c.dropped) {
                    return;
                }
                List<Object> leaves = new ArrayList<>();
                Structure s = value == null ? null : Structure.of(value, leaves);
                if (c.structure == null) {
                    if (s == null) {
                        return;
                    }
                    c.structure = s;
                    c.types = new ArrayList<>();
                    for (Object leaf : leaves) {
                        c.types.add(LeafType.of(leaf).withFlag(mayLack(c, place) || LeafType.invalid(leaf) != null));
                    }
                    changedTypes = true;
                    return;
                }
                if (s == null && !local) {
                    // No value is returned in this pass.
                    return;
                }
                if (local && (s == null || !s.equals(c.structure))) {
                    c.dropped = true;
                    c.structure = null;
                    c.types = null;
                    changedTypes = true;
                    return;
                }
                if (s == null || !s.equals(c.structure)) {
                    throw Trace.refuse(name + " is " + Staging.show(c.entry) + " before a turn of the loop and "
                            + Staging.show(value) + " after it");
                }
                for (int i = 0; i < leaves.size(); i++) {
                    LeafType before = c.types.get(i);
                    LeafType wide = before.join(LeafType.of(leaves.get(i)), name);
                    if (length <= 0 && place && c.entry != null && c.late(i, wide)) {
                        wide = wide.withFlag(true);
                    }
                    if (!wide.equals(before)) {
                        if (before.isBool() != wide.isBool()) {
                            throw Trace.refuse(name + " is a bool before a turn of the loop and a number after it");
                        }
                        c.types.set(i, wide);
                        changedTypes = true;
                    }
                }
            }

            /** Whether a place without a value at entry may have none after the loop, or while it runs. */
            private boolean mayLack(Carried c, boolean place) {
                return place && c.entry == null && (length <= 0 || leaves || pass > 0);
            }

            private void output(Carried c, Object value) {
                if (c.structure == null) {
                    return;
                }
                List<Object> leaves = new ArrayList<>();
                if (value != null) {
                    Structure.of(value, leaves);
                }
                for (int i = 0; i < c.types.size(); i++) {
                    c.types.get(i).atoms(turn, value == null ? null : leaves.get(i), false, outputs);
                }
            }

            /** Records the loop and puts the results into their places. */
            Outcome emit() {
                boolean anyTraced = !turn.captures().isEmpty() || Staging.effectful(turn);
                List<Atom> start = new ArrayList<>();
                if (counter != null) {
                    start.add(Bind.atom(parent, counter.range.start()));
                }
                if (leaves) {
                    start.add(Bind.atom(parent, Staging.integer(0)));
                }
                if (returned != null) {
                    for (LeafType t : returned.types) {
                        t.atoms(parent, null, false, start);
                    }
                }
                for (Carried c : carried.values()) {
                    for (int i = 0; c.types != null && i < c.types.size(); i++) {
                        Object leaf = c.entry == null ? null : c.entryLeaves.get(i);
                        anyTraced |= leaf instanceof Tracer || leaf instanceof TracedNumber;
                        c.types.get(i).atoms(parent, leaf, c.late(i, c.types.get(i)), start);
                    }
                }
                if (!anyTraced && condition.captures().isEmpty() && (length >= 0 || test != null)) {
                    throw Trace.refuse("nothing in the loop depends on a traced value");
                }
                Atom[] out = record(start);
                return results(out);
            }

            private Atom[] record(List<Atom> start) {
                List<Atom> in = new ArrayList<>();
                Params params;
                String primitive;
                if (length >= 0 && !leaves) {
                    primitive = "scan";
                    Program p = close(turn, turnInputs, outputs, in);
                    params = Params.of("jaxpr", p, "length", length, "num_carry", start.size(), "num_consts", in.size(),
                            "reverse", false);
                } else {
                    primitive = "while";
                    Program c = close(condition, conditionInputs, List.of(flag), in);
                    int conditionConstants = in.size();
                    Program p = close(turn, turnInputs, outputs, in);
                    params = Params.of("body_jaxpr", p, "body_nconsts", in.size() - conditionConstants, "cond_jaxpr", c,
                            "cond_nconsts", conditionConstants);
                }
                in.addAll(start);
                return parent.emit(Primitives.get(primitive), params, in.toArray(new Atom[0]));
            }

            /** The program of a builder with its captured inputs first; they are appended to the operands. */
            private Program close(ProgramBuilder b, List<Variable> own, List<Atom> results, List<Atom> operands) {
                List<Variable> inputs = new ArrayList<>();
                IdentityHashMap<Atom, Boolean> seen = new IdentityHashMap<>();
                for (Tracer t : b.captures()) {
                    if (seen.put(t.atom(), true) == null) {
                        inputs.add((Variable) b.lift(t));
                        operands.add(Bind.atom(parent, t));
                    }
                }
                inputs.addAll(own);
                return new Program(inputs, b.equations(), results);
            }

            private Outcome results(Atom[] out) {
                Iterator<Tracer> next = Arrays.stream(out).map(a -> new Tracer(a, parent)).iterator();
                if (counter != null) {
                    next.next();
                }
                Tracer code = leaves ? next.next() : null;
                Object value = null;
                if (returned != null) {
                    value = Structure.rebuild(returned.structure, returned.types.stream().map(t -> t.guest(next)).toList().iterator());
                }
                for (Map.Entry<Place, Carried> e : carried.entrySet()) {
                    Carried c = e.getValue();
                    if (c.structure == null) {
                        if (c.dropped) {
                            e.getKey().set(null);
                        }
                        continue;
                    }
                    List<Object> parts = c.types.stream().map(t -> t.guest(next)).toList();
                    Staging.report(e.getKey());
                    // A value without arrays or numbers has no flag: it is there only if the loop surely runs.
                    boolean known = c.entry != null || length > 0 && !leaves || !parts.isEmpty();
                    e.getKey().set(known ? Structure.rebuild(c.structure, parts.iterator()) : null);
                }
                return code == null ? Outcome.NORMAL : new Outcome.Partial(code, value, endless ? ways & ~1 : ways);
            }
        }
    }
}
