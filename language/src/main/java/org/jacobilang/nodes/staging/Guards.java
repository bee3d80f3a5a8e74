package org.jacobilang.nodes.staging;

import com.oracle.truffle.api.strings.TruffleString;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.execute.TransformedFunction;
import org.jacobilang.runtime.CellObject;
import org.jacobilang.runtime.FunctionObject;
import org.jacobilang.runtime.Global;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.TupleObject;

/**
 * What a program stands on: the places outside that its trace read, with what they held, and those whose values are its inputs. A
 * function of the same code over other variables is checked at its own.
 */
public final class Guards {
    /** Shows that nothing has to be moved. */
    private static final Map<CellObject, CellObject> NOWHERE = Map.of();

    private final Object function;
    private final List<Guard> all;
    private final Guard[] globals;
    private final Guard[] others;
    private final Captured[] captured;
    private Global.Watch watch;

    Guards(Object function, List<Guard> all, List<Captured> captured) {
        this.function = function;
        this.all = List.copyOf(all);
        List<Guard> ofModules = new ArrayList<>();
        List<Guard> rest = new ArrayList<>();
        for (Guard g : all) {
            (g.place() instanceof Place.Attribute a && a.owner() instanceof ModuleObject ? ofModules : rest).add(g);
        }
        this.globals = ofModules.toArray(Guard[]::new);
        this.others = rest.toArray(Guard[]::new);
        this.captured = captured.toArray(Captured[]::new);
        watch();
    }

    public List<Guard> all() {
        return all;
    }

    private void watch() {
        watch = new Global.Watch();
        for (Guard g : globals) {
            Place.Attribute a = (Place.Attribute) g.place();
            ((ModuleObject) a.owner()).global(a.name()).watch(watch);
        }
    }

    /** A program's inputs besides the arguments, and where it writes: valid for one call. */
    public record Match(ArrayValue[] inputs, Map<CellObject, CellObject> moved) {
        private static final Match PLAIN = new Match(new ArrayValue[0], NOWHERE);

        /** The place that is one of the function called now. */
        public Place place(Place place) {
            return moved.isEmpty() ? place : Guards.move(place, moved);
        }
    }

    private static Place move(Place place, Map<CellObject, CellObject> moved) {
        return place instanceof Place.Cell c && moved.get(c.cell()) instanceof CellObject now ? new Place.Cell(now) : place;
    }

    /**
     * Whether the program stands for a call of this function now; null if not. Places with numbers and arrays that were in the way
     * go into {@code varying}.
     */
    public Match check(Object called, Set<Object> varying) {
        Map<CellObject, CellObject> moved = NOWHERE;
        if (called != function) {
            moved = new IdentityHashMap<>();
            if (!alike(function, called, moved)) {
                return null;
            }
        }
        boolean holds = true;
        if (watch.changed) {
            for (Guard g : globals) {
                Object now = g.place().get();
                boolean same = now == g.expected() || same(g, now);
                if (!same && Captured.possible(now) && Captured.possible(g.expected())) {
                    varying.add(g.key());
                }
                holds &= same;
            }
            if (holds) {
                watch();
            }
        }
        for (Guard g : others) {
            Map<CellObject, CellObject> next = check(g, moved, varying);
            holds &= next != null;
            moved = next == null ? moved : next;
        }
        if (!holds) {
            return null;
        }
        if (captured.length == 0) {
            return moved.isEmpty() ? Match.PLAIN : new Match(Match.PLAIN.inputs, moved);
        }
        List<ArrayValue> inputs = new ArrayList<>();
        for (Captured c : captured) {
            if (!c.values(move(c.place(), moved).get(), inputs)) {
                return null;
            }
        }
        return new Match(inputs.toArray(ArrayValue[]::new), moved);
    }

    /** The cells moved so far, with those that this guard moves; null if it fails. */
    private static Map<CellObject, CellObject> check(Guard g, Map<CellObject, CellObject> moved, Set<Object> varying) {
        Object now = (moved.isEmpty() ? g.place() : move(g.place(), moved)).get();
        if (now == g.expected() || same(g, now)) {
            return moved;
        }
        if (now instanceof FunctionObject || now instanceof TransformedFunction) {
            Map<CellObject, CellObject> next = moved.isEmpty() ? new IdentityHashMap<>() : moved;
            if (alike(g.expected(), now, next)) {
                return next;
            }
        }
        if (Captured.possible(now) && Captured.possible(g.expected())) {
            varying.add(g.key());
        }
        return null;
    }

    /** Whether one function is another over its own variables, which {@code moved} gets to know. */
    private static boolean alike(Object before, Object now, Map<CellObject, CellObject> moved) {
        if (before == now) {
            return true;
        }
        return before instanceof FunctionObject f && now instanceof FunctionObject g ? alike(f, g, moved)
                : before instanceof TransformedFunction t && now instanceof TransformedFunction u && t.likewise(u)
                        && alike(t.function(), u.function(), moved);
    }

    private static boolean alike(FunctionObject before, FunctionObject now, Map<CellObject, CellObject> moved) {
        if (before.code != now.code || before.globals != now.globals || !sameItems(before.defaults(), now.defaults())) {
            return false;
        }
        for (int i = 0; i < before.closure.length; i++) {
            CellObject known = moved.putIfAbsent(before.closure[i], now.closure[i]);
            if (known != null && known != now.closure[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(Guard g, Object now) {
        Object before = g.expected();
        if (now == null || before == null || now.getClass() != before.getClass()) {
            return false;
        }
        return g.place() instanceof Place.Contents ? sameItems(((TupleObject) now).items, ((TupleObject) before).items)
                : sameValue(now, before);
    }

    /** Immutable values are the same where nothing can tell them apart. */
    private static boolean sameValue(Object now, Object before) {
        return now == before || now != null && before != null && now.getClass() == before.getClass()
                && (Structure.number(now) || now instanceof TruffleString || now instanceof BigInteger || now instanceof Place.FixedKey
                        ? now.equals(before)
                        : now instanceof TupleObject a && a.type() == ((TupleObject) before).type()
                                && sameItems(a.items, ((TupleObject) before).items));
    }

    private static boolean sameItems(Object[] a, Object[] b) {
        if (a == b) {
            return true;
        }
        if (a == null || b == null || a.length != b.length) {
            return false;
        }
        for (int i = 0; i < a.length; i++) {
            if (!sameValue(a[i], b[i])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return Arrays.toString(globals) + Arrays.toString(others);
    }
}
