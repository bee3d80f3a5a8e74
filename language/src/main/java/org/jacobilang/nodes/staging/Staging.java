package org.jacobilang.nodes.staging;

import com.oracle.truffle.api.frame.MaterializedFrame;
import com.oracle.truffle.api.strings.TruffleString;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayLike;
import org.jacobilang.array.DType;
import org.jacobilang.array.Shape;
import org.jacobilang.execute.Bind;
import org.jacobilang.execute.TracedNumber;
import org.jacobilang.primitive.Primitives;
import org.jacobilang.program.Atom;
import org.jacobilang.program.Constant;
import org.jacobilang.program.Equation;
import org.jacobilang.program.Params;
import org.jacobilang.program.Program;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.program.TraceStack;
import org.jacobilang.program.Tracer;
import org.jacobilang.program.Variable;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.PythonException;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;

/** Branches on traced values: each arm becomes a program, and what the arms changed the outputs of one {@code cond}. */
public final class Staging {
    /** A second condition of more equations than this is left to a branch of its own. */
    private static final int MOST_SPECULATED = 12;

    private Staging() {
    }

    /** A node whose statement raises an exception by itself. */
    public interface Raises {
    }

    /** Whether a condition is known only when the program runs. */
    public static boolean traced(Object value) {
        return value instanceof TracedNumber
                || value instanceof Tracer t && t.concrete() == null && !(t.atom() instanceof Constant);
    }

    /** A traced condition as a scalar bool. */
    public static ArrayLike truth(Object value) {
        ArrayLike a = value instanceof TracedNumber t ? t.wide() : (ArrayLike) value;
        if (a.shape().size() != 1) {
            throw Errors.valueError("The truth value of an array with more than one element is ambiguous. Use a.any() "
                    + "or a.all()");
        }
        ArrayLike scalar = Bind.reshape(a);
        return scalar.dtype() == DType.BOOL ? scalar
                : Bind.one("ne", Params.NONE, scalar, Bind.full(new AbstractValue(scalar.dtype(), Shape.SCALAR,
                        scalar.weak()), 0));
    }

    /** {@code not} of a traced value. */
    public static Object not(Object value) {
        return value instanceof Boolean known ? (Object) !known : Bind.one("not", Params.NONE, truth(value));
    }

    /** An {@code if} statement with a traced condition. */
    public static Outcome branch(MaterializedFrame frame, Object condition, Arm then, Arm otherwise) {
        note("staged", "if on a traced value becomes cond");
        return merge(frame, condition, arm(then), arm(otherwise)).outcome;
    }

    /** {@code and} or {@code or} of conditions. The second one runs in any case if that is cheap and does nothing else. */
    public static Object both(MaterializedFrame frame, boolean isAnd, Object first, Supplier<Object> second) {
        ProgramBuilder builder = TraceStack.current();
        int mark = builder.mark();
        Changes changes = new Changes(frame);
        Object value = null;
        try {
            value = second.get();
        } catch (PythonException e) {
            // It may not run here: it gets an arm of its own.
        } catch (NotStageable e) {
            changes.takeBack();
            throw e;
        }
        boolean changed = !changes.takeBack().isEmpty();
        List<Equation> made = builder.equations().subList(mark, builder.equations().size());
        if (value != null && !changed && made.size() <= MOST_SPECULATED
                && made.stream().allMatch(eq -> eq.params().programs().isEmpty() && !eq.primitive().effectful(eq.params()))) {
            if (value instanceof Boolean known) {
                return known == isAnd ? first : (Object) known;
            }
            return Bind.one(isAnd ? "and" : "or", Params.NONE, (ArrayLike) first, (ArrayLike) value);
        }
        builder.rollback(mark);
        return choose(frame, first, () -> isAnd ? second.get() : true, () -> isAnd ? false : second.get());
    }

    /** One of two values that are there already. */
    public static Object select(ArrayLike flag, Object ifTrue, Object ifFalse) {
        ProgramBuilder parent = TraceStack.current();
        Join join = new Join(new ProgramBuilder(parent), new ProgramBuilder(parent), flag);
        Join.Merged value = join.add(ifTrue, ifFalse, "one of two values");
        join.emit(parent);
        return value.value();
    }

    /** Whether one of two conditions holds, of which each is a Boolean or traced. */
    public static Object eitherOf(Object a, Object b) {
        return a instanceof Boolean known ? known ? a : b : b instanceof Boolean known ? known ? b : a
                : Bind.one("or", Params.NONE, (ArrayLike) a, (ArrayLike) b);
    }

    /** The call leaves the program where the condition does not hold. */
    public static void require(Object condition, String what) {
        note("staged", what + " on a traced value: where it fails, the interpreter does the call");
        Trace.current().exitIf(not(condition));
    }

    /** A conditional expression, {@code and} or {@code or} with a traced condition: either value. */
    public static Object choose(MaterializedFrame frame, Object condition, Supplier<Object> then,
                                Supplier<Object> otherwise) {
        return merge(frame, condition, () -> new Result(Outcome.NORMAL, then.get()),
                () -> new Result(Outcome.NORMAL, otherwise.get())).value;
    }

    /** What follows in a block a statement that may have returned, broken or continued. */
    public static Outcome rest(MaterializedFrame frame, Outcome.Partial so, Arm remaining) {
        return merge(frame, so.isNormal(), arm(remaining), () -> new Result(so.left(), null)).outcome;
    }

    /** The value of a function whose body ended in this way. */
    public static Object returned(MaterializedFrame frame, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Return r -> r.value();
            case Outcome.Plain p -> None.NONE;
            case Outcome.Partial p -> ((Outcome.Return) rest(frame, p, () -> new Outcome.Return(None.NONE))).value();
        };
    }

    static ArrayLike equals(ArrayLike code, int value) {
        return Bind.one("eq", Params.NONE, code, integer(value));
    }

    static ArrayLike integer(int value) {
        return Bind.full(new AbstractValue(DType.INT32, Shape.SCALAR, false), value);
    }

    static void note(String kind, String text) {
        if (Trace.current() != null) {
            Trace.current().note(kind, text);
        }
    }

    private static ResultArm arm(Arm arm) {
        return () -> new Result(arm.run(), null);
    }

    /** An arm's outcome and, for an expression, its value. */
    record Result(Outcome outcome, Object value) {
    }

    /** An arm with a value. */
    @FunctionalInterface
    interface ResultArm {
        Result run();
    }

    /** An arm after its run: its equations, and what it changed; the changes themselves are taken back. */
    private static final class Ran {
        final ProgramBuilder builder;
        Object code;
        Object returned;
        Object value;
        Map<Place, Object> changed;
        PythonException raised;
        int ways;

        Ran(ProgramBuilder builder) {
            this.builder = builder;
        }

        boolean leaves() {
            return code instanceof Integer c && c == Outcome.RETURN_CODE;
        }
    }

    private static Ran run(MaterializedFrame frame, ProgramBuilder parent, ResultArm arm) {
        Ran ran = new Ran(new ProgramBuilder(parent));
        ran.builder.location(parent.location());
        Changes changes = new Changes(frame);
        try (TraceStack.Scope scope = TraceStack.enter(ran.builder, false)) {
            Result r = arm.run();
            ran.value = r.value;
            ran.ways = r.outcome.ways();
            switch (r.outcome) {
                case Outcome.Plain p -> ran.code = p.code();
                case Outcome.Return t -> {
                    ran.code = Outcome.RETURN_CODE;
                    ran.returned = t.value();
                }
                case Outcome.Partial p -> {
                    ran.code = p.code();
                    ran.returned = p.value();
                }
            }
        } catch (PythonException e) {
            if (Trace.current().attempting() && !isExplicit(e)) {
                changes.takeBack();
                throw Trace.refuse("an exception may be raised here (" + e.getMessage() + ")");
            }
            ran.raised = e;
        } catch (NotStageable e) {
            changes.takeBack();
            throw e;
        }
        ran.changed = changes.takeBack();
        return ran;
    }

    /** Whether a statement of the program raised it, and not an operation that may not have been one for a traced value. */
    static boolean isExplicit(PythonException e) {
        return e.getLocation() instanceof Raises;
    }

    private static Result merge(MaterializedFrame frame, Object condition, ResultArm then, ResultArm otherwise) {
        ProgramBuilder parent = TraceStack.current();
        ArrayLike flag = truth(condition);
        Ran a = run(frame, parent, then);
        if (a.raised != null) {
            // Where the condition holds the call leaves the program, so that the other arm is all that is left of it.
            note("staged", "an exception under a traced condition: where it holds, the interpreter does the call");
            Trace.current().exitIf(flag);
            return otherwise.run();
        }
        Ran b = run(frame, parent, otherwise);
        if (b.raised != null) {
            note("staged", "an exception under a traced condition: where it fails, the interpreter does the call");
            Trace.current().exitIf(not(flag));
            return then.run();
        }
        Join join = new Join(a.builder, b.builder, flag);
        int code = -1;
        Join.Merged codes = null;
        ArrayLike goesOn = null;
        ArrayLike chosen = null;
        if (a.code.equals(b.code)) {
            code = (Integer) a.code;
        } else if (a.code instanceof Integer x && b.code instanceof Integer y) {
            chosen = Bind.one("select_n", Params.NONE, flag, integer(y), integer(x));
            goesOn = x == 0 ? flag : y == 0 ? (ArrayLike) not(flag) : null;
        } else {
            codes = join.add(asArray(a.code), asArray(b.code), "the way the arms end");
        }
        Join.Merged returned = null;
        if (a.returned != null || b.returned != null) {
            returned = join.add(a.returned, b.returned, "the value that the function returns");
        }
        Join.Merged value = a.value == null ? null : join.add(a.value, b.value, "the value of the expression");
        Map<Place, Join.Merged> places = new java.util.LinkedHashMap<>();
        Set<Place> all = new LinkedHashSet<>(a.changed.keySet());
        all.addAll(b.changed.keySet());
        for (Place p : all) {
            boolean local = p instanceof Place.Slot;
            Object va = local && a.leaves() ? null : a.changed.containsKey(p) ? a.changed.get(p) : p.get();
            Object vb = local && b.leaves() ? null : b.changed.containsKey(p) ? b.changed.get(p) : p.get();
            if (local && a.leaves() && b.leaves()) {
                continue;
            }
            // What one arm leaves without a value can't be used where that arm ran, unless it left the function.
            join.absent(va == null && !(local && a.leaves()), vb == null && !(local && b.leaves()));
            places.put(p, local ? join.addLenient(va, vb) : join.add(va, vb, name(p)));
            join.absent(false, false);
        }
        join.emit(parent);
        places.forEach((p, s) -> {
            report(p);
            p.set(s == null ? null : s.value());
        });
        Object v = value == null ? null : value.value();
        if (code == 0) {
            return new Result(Outcome.NORMAL, v);
        }
        if (code > 0) {
            return new Result(code == Outcome.RETURN_CODE ? new Outcome.Return(returned.value())
                    : code == 2 ? Outcome.BREAK : Outcome.CONTINUE, v);
        }
        return new Result(new Outcome.Partial(chosen != null ? chosen : (ArrayLike) codes.value(), returned == null ? null : returned.value(),
                a.ways | b.ways, goesOn), v);
    }

    /** Tells the journal of a write that staging makes itself. */
    static void report(Place place) {
        Trace t = Trace.current();
        if (t == null) {
            return;
        }
        switch (place) {
            case Place.Slot s -> { }
            case Place.Storage s -> { }
            case Place.Inherited i -> { }
            case Place.Cell c -> t.writeCell(c.cell());
            case Place.Attribute at -> t.writeAttribute(at.owner(), at.name());
            case Place.Contents c -> t.writeContents(c.container());
        }
    }

    private static Object asArray(Object code) {
        return code instanceof Integer n ? integer(n) : code;
    }

    static boolean effectful(ProgramBuilder b) {
        return b.equations().stream().anyMatch(eq -> eq.primitive().effectful(eq.params()));
    }

    /** A value in a message. */
    static String show(Object v) {
        return switch (v) {
            case null -> "absent";
            case None n -> "None";
            case ArrayLike a -> a.aval().toString();
            case TupleObject t -> t.items.length + (t.items.length == 1 ? " item" : " items");
            case ListObject l -> "a list of " + l.size();
            case TruffleString s -> Strings.java(Operations.repr(s));
            default -> "of type " + Operations.typeOf(v).name();
        };
    }

    /** A place in a message. */
    static String name(Place place) {
        return switch (place) {
            case Place.Slot s -> "'" + s.frame().getFrameDescriptor().getSlotName(s.slot()) + "'";
            case Place.Attribute a -> "'" + Strings.java(a.name()) + "'";
            case Place.Contents c -> "what a " + c.container().type().name() + " holds";
            default -> "a captured variable";
        };
    }
}
