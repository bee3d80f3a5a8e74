package org.jacobilang.nodes.staging;

import com.oracle.truffle.api.strings.TruffleString;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.program.SourceSpan;
import org.jacobilang.program.TraceStack;
import org.jacobilang.runtime.CellObject;
import org.jacobilang.runtime.DictObject;
import org.jacobilang.runtime.FunctionObject;
import org.jacobilang.runtime.InstanceObject;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;

/**
 * What one run of a function on tracers keeps beside its program: the guards on what it read from outside, the journal of
 * what it wrote, and the notes of what was staged. Nodes of the tracing call targets report their reads and writes here.
 */
public final class Trace {
    private static final ThreadLocal<Trace> CURRENT = new ThreadLocal<>();

    private final Trace outer;
    private final boolean rolling;
    private final List<Guard> guards = new ArrayList<>();
    private final Set<Place> guarded = new java.util.HashSet<>();
    private final Set<Object> outside = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Map<Place, Object>> journal = new ArrayDeque<>();
    private final List<Note> notes = new ArrayList<>();
    private boolean rolled;

    private Trace(Trace outer, boolean rolling) {
        this.outer = outer;
        this.rolling = rolling;
        journal.push(new LinkedHashMap<>());
    }

    /** One line of {@code jax.explain}. */
    public record Note(String kind, SourceSpan span, String text) {
        @Override
        public String toString() {
            return span + ": " + kind + ": " + text;
        }
    }

    /** The trace that runs now, or null. */
    public static Trace current() {
        return CURRENT.get();
    }

    /** Starts a trace within the current one, if there is one; {@code rolling} lets known counts become loops. */
    public static Trace begin(boolean rolling) {
        Trace t = new Trace(CURRENT.get(), rolling);
        CURRENT.set(t);
        org.jacobilang.runtime.Journal.record(true);
        return t;
    }

    /**
     * Ends this trace and takes back its writes to objects that outlive it. The answer has these places with the values
     * that the program has to write again at each call.
     */
    public Map<Place, Object> end() {
        CURRENT.set(outer);
        org.jacobilang.runtime.Journal.record(outer != null);
        while (journal.size() > 1) {
            keepLayer();
        }
        return closeLayer(owner -> owner instanceof ModuleObject || outside.contains(owner));
    }

    boolean mayRoll() {
        return rolling;
    }

    void hasRolled() {
        rolled = true;
    }

    /** Whether a loop of known count became a loop of the program; another attempt may unroll it. */
    public boolean rolled() {
        return rolled;
    }

    public List<Guard> guards() {
        return guards;
    }

    public List<Note> notes() {
        return notes;
    }

    public void note(String kind, String text) {
        notes.add(new Note(kind, location(), text));
    }

    /** Where the function is now. */
    public static SourceSpan location() {
        ProgramBuilder b = TraceStack.current();
        return b == null ? SourceSpan.NONE : b.location();
    }

    /** Says where the equations recorded from now on come from. */
    public static void location(SourceSpan span) {
        ProgramBuilder b = TraceStack.current();
        if (b != null) {
            b.location(span);
        }
    }

    /** Stops tracing before something that can't be part of a program. */
    public static NotStageable refuse(String reason) {
        return new NotStageable(reason, location());
    }

    // Reads. Only objects that came from outside need a guard: what the call made is the same at each trace.

    /** The function that is traced, and any object of which the caller knows that it existed before. */
    public void outside(Object object) {
        if (object instanceof CellObject) {
            outside.add(object);
        }
        existing(object);
        if (outer != null) {
            outer.outside(object);
        }
    }

    private void read(Place place, Object value, String description) {
        if (!writtenHere(place) && guarded.add(place)) {
            guards.add(new Guard(place, value, description));
        }
        existing(value);
    }

    /** What the function found had been there before the call, with all that it holds. */
    private void existing(Object value) {
        if (!(value instanceof InstanceObject)) {
            return;
        }
        outside.add(value);
        switch (value) {
            case TupleObject t -> existing(t.items);
            case FunctionObject f -> existing(f.defaults());
            case ListObject l -> contents(l);
            case DictObject d -> contents(d);
            default -> { }
        }
    }

    private void existing(Object[] values) {
        if (values != null) {
            for (Object value : values) {
                existing(value);
            }
        }
    }

    /** A container's contents are a guard from the moment on at which the function gets hold of it. */
    private void contents(InstanceObject container) {
        Place place = new Place.Contents(container);
        if (!writtenHere(place) && guarded.add(place)) {
            TupleObject now = (TupleObject) place.get();
            guards.add(new Guard(place, now, "contents of a " + container.type().name()));
            existing(now.items);
        }
    }

    private boolean writtenHere(Place place) {
        for (Map<Place, Object> layer : journal) {
            if (layer.containsKey(place)) {
                return true;
            }
        }
        return false;
    }

    public void readGlobal(ModuleObject module, TruffleString name, Object value) {
        read(new Place.Attribute(module, name), value, "global " + Strings.java(name));
        if (outer != null) {
            outer.readGlobal(module, name, value);
        }
    }

    /** A free variable of a function; the cell is outside when the function is. */
    public void readFree(Object function, CellObject cell, String name) {
        if (outside.contains(function) || outside.contains(cell)) {
            outside.add(cell);
            read(new Place.Cell(cell), cell.value, "captured variable " + name);
        }
        if (outer != null) {
            outer.readFree(function, cell, name);
        }
    }

    public void readAttribute(Object owner, TruffleString name, Object value) {
        if (owner instanceof InstanceObject o && outside.contains(o)) {
            if (o.own(name) != null || o instanceof ModuleObject) {
                read(new Place.Attribute(o, name), value, "attribute " + Strings.java(name));
            } else {
                // Found through the class: the class itself is taken for constant.
                existing(value);
            }
        }
        if (outer != null) {
            outer.readAttribute(owner, name, value);
        }
    }

    /** The elements of a mutable array: a program that holds them as constants is stale after a write. */
    public void readStorage(org.jacobilang.numpy.HostArray array) {
        if (outside.contains(array)) {
            Place place = new Place.Storage(array);
            if (guarded.add(place)) {
                guards.add(new Guard(place, place.get(), "contents of a numpy array"));
            }
        }
        if (outer != null) {
            outer.readStorage(array);
        }
    }

    // Writes. Each is reported before it happens.

    private void write(Place place) {
        journal.peek().putIfAbsent(place, place.get());
        if (outer != null) {
            outer.write(place);
        }
    }

    public void writeGlobal(ModuleObject module, TruffleString name) {
        write(new Place.Attribute(module, name));
    }

    public void writeCell(CellObject cell) {
        write(new Place.Cell(cell));
    }

    public void writeAttribute(Object owner, TruffleString name) {
        if (owner instanceof InstanceObject o) {
            write(new Place.Attribute(o, name));
        }
    }

    /** Before any change of what a list or dict holds. */
    public void writeContents(Object container) {
        if (container instanceof ListObject || container instanceof DictObject) {
            write(new Place.Contents((InstanceObject) container));
        } else if (outside.contains(container) || journal.size() > 1) {
            throw refuse("a write into an object of type " + container.getClass().getSimpleName());
        }
    }

    void openLayer() {
        journal.push(new LinkedHashMap<>());
    }

    /**
     * Takes back the writes since {@link #openLayer} to places that were there before; the answer has them with the
     * values they had last.
     */
    Map<Place, Object> closeLayer(Predicate<Object> existed) {
        Map<Place, Object> layer = journal.pop();
        Map<Place, Object> last = new LinkedHashMap<>();
        List<Map.Entry<Place, Object>> entries = new ArrayList<>();
        for (Map.Entry<Place, Object> e : layer.entrySet()) {
            if (existed.test(owner(e.getKey()))) {
                entries.add(e);
                last.put(e.getKey(), e.getKey().get());
            }
        }
        for (Map.Entry<Place, Object> e : entries.reversed()) {
            e.getKey().set(e.getValue());
        }
        return last;
    }

    private static Object owner(Place place) {
        return switch (place) {
            case Place.Attribute a -> a.owner();
            case Place.Cell c -> c.cell();
            case Place.Contents c -> c.container();
            case Place.Slot s -> s.frame();
            case Place.Storage s -> s.array();
        };
    }

    void reach(Reach reach) {
        outside.forEach(reach::add);
    }

    /** Keeps the writes since {@link #openLayer} as writes of the layer below. */
    void keepLayer() {
        Map<Place, Object> layer = journal.pop();
        layer.forEach(journal.peek()::putIfAbsent);
    }
}
