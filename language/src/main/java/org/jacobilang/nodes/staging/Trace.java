package org.jacobilang.nodes.staging;

import com.oracle.truffle.api.strings.TruffleString;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jacobilang.array.ArrayLike;
import org.jacobilang.execute.TransformedFunction;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.program.SourceSpan;
import org.jacobilang.program.TraceStack;
import org.jacobilang.runtime.CellObject;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.DictObject;
import org.jacobilang.runtime.FunctionObject;
import org.jacobilang.runtime.InstanceObject;
import org.jacobilang.runtime.Journal;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.SetObject;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;

/**
 * What one run of a function on tracers keeps beside its program: the guards on what it read from outside, the journal of
 * what it wrote, and the notes of what was staged. Nodes of the tracing call targets report their reads and writes here.
 */
public final class Trace {
    private static final ThreadLocal<Trace> CURRENT = new ThreadLocal<>();

    private final Trace outer;
    private final Mode mode;
    private final List<Guard> guards = new ArrayList<>();
    private final Set<Place> guarded = new java.util.HashSet<>();
    /** What is older than this was there before the call. */
    private final int since = ++Journal.epoch;
    private final Deque<Map<Place, Object>> journal = new ArrayDeque<>();
    private final List<Note> notes = new ArrayList<>();
    /** Whether the call has to leave the program, as a bool or a traced one. */
    private final CellObject exit = new CellObject(false);
    /** Containers that staging made of those of several paths: which object they are is not known. */
    private final Set<Object> merged = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean rolled;
    /** How many attempts to roll a loop are under way. */
    private int attempts;
    /** What is older than this was there before the innermost attempt. */
    private int layer = since;

    /**
     * @param rolling lets loops of known count become loops of the program
     * @param exact a value that is an int on one path and a float on another must stay so
     */
    public record Mode(boolean rolling, boolean exact) {
    }

    private final ProgramBuilder root;
    /** Places whose values become inputs. */
    private final Set<Object> varying;
    private final List<Captured> captured = new ArrayList<>();
    private final Map<Place, Object> inputs = new java.util.HashMap<>();
    /** What a variable of a closure is called for all closures of one code. */
    private final Map<CellObject, String> paths = new IdentityHashMap<>();

    private Trace(Trace outer, Mode mode, ProgramBuilder root, Set<Object> varying) {
        this.outer = outer;
        this.mode = mode;
        this.root = root;
        this.varying = varying;
        journal.push(new LinkedHashMap<>());
    }

    /** One line of {@code jax.explain}. */
    public record Note(String kind, SourceSpan span, String text) {
        @Override
        public String toString() {
            return span + ": " + kind + ": " + text;
        }
    }

    /** Does something as if nothing were traced. */
    public static <T> T aside(java.util.function.Supplier<T> work) {
        Trace now = CURRENT.get();
        if (now == null) {
            return work.get();
        }
        CURRENT.set(null);
        Journal.record(false);
        try {
            return work.get();
        } finally {
            CURRENT.set(now);
            Journal.record(true);
        }
    }

    /** The trace that runs now, or null. */
    public static Trace current() {
        return CURRENT.get();
    }

    /**
     * Starts a trace within the current one, if there is one.
     *
     * @param root the builder of its program
     * @param varying keys of guards whose places are inputs of the program
     */
    public static Trace begin(Mode mode, ProgramBuilder root, Set<Object> varying) {
        Trace t = new Trace(CURRENT.get(), mode, root, varying);
        CURRENT.set(t);
        Journal.record(true);
        return t;
    }

    /**
     * Takes back the trace's writes to objects that outlive it. The answer has these places with the values that the program
     * has to write again at each call.
     */
    public Map<Place, Object> takeBack() {
        while (journal.size() > 1) {
            keepLayer(since);
        }
        Object leave = exit.value;
        try {
            return closeLayer(since);
        } finally {
            journal.push(new LinkedHashMap<>());
            exit.value = leave;
        }
    }

    /** Ends this trace, and takes back what it wrote if that has not been done. */
    public void close() {
        try {
            takeBack();
        } finally {
            CURRENT.set(outer);
            Journal.record(outer != null);
        }
    }

    /** Whether an object was there before the call. */
    public boolean isOutside(Object object) {
        return older(object, since);
    }

    private static boolean older(Object object, int epoch) {
        return object instanceof CellObject c ? c.born < epoch : object instanceof ModuleObject
                || object instanceof InstanceObject o && o.born < epoch;
    }

    boolean mayRoll() {
        return mode.rolling;
    }

    boolean exact() {
        return mode.exact;
    }

    /** Begins or ends an attempt to roll a loop, within which what raises counts against the attempt. */
    void attempt(int change) {
        attempts += change;
    }

    boolean attempting() {
        return attempts > 0;
    }

    /**
     * Makes the call leave the program where the flag holds: what it has computed is dropped, and the interpreter does the
     * call from its beginning.
     */
    public void exitIf(Object flag) {
        if (Boolean.FALSE.equals(flag) || Boolean.TRUE.equals(exit.value)) {
            return;
        }
        journal.peek().putIfAbsent(new Place.Cell(exit), exit.value);
        exit.value = Boolean.FALSE.equals(exit.value) || Boolean.TRUE.equals(flag) ? flag
                : org.jacobilang.execute.Bind.one("or", org.jacobilang.program.Params.NONE, (ArrayLike) exit.value, (ArrayLike) flag);
    }

    /** The places written, without what the trace itself keeps. */
    public Map<Place, Object> withoutExit(Map<Place, Object> written) {
        written.remove(new Place.Cell(exit));
        return written;
    }

    /** Whether the call has to leave: a Boolean or, where it depends, a traced bool. */
    public Object exit() {
        return exit.value;
    }

    private static final java.util.concurrent.atomic.AtomicInteger LEAVES = new java.util.concurrent.atomic.AtomicInteger();
    private final Map<Integer, TracedText.Leaf> leaves = new java.util.HashMap<>();

    /** Remembers a value in a text under a number. */
    int leaf(TracedText.Leaf leaf) {
        int n = LEAVES.incrementAndGet();
        leaves.put(n, leaf);
        return n;
    }

    TracedText.Leaf leaf(int n) {
        TracedText.Leaf found = leaves.get(n);
        return found != null ? found : outer.leaf(n);
    }

    void merged(Object container) {
        merged.add(container);
    }

    void hasRolled() {
        rolled = true;
    }

    /** Whether a loop of known count became a loop of the program; another attempt may unroll it. */
    public boolean rolled() {
        return rolled;
    }

    /** What the trace read, for a program of this function. */
    public Guards guards(Object function) {
        return new Guards(function, guards, captured);
    }

    public List<Note> notes() {
        return notes;
    }

    public void note(String kind, String text) {
        Note note = new Note(kind, location(), text);
        if (!notes.contains(note)) {
            notes.add(note);
        }
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
        name(object, "");
        existing(object);
        if (outer != null) {
            outer.outside(object);
        }
    }

    private Object read(Place place, Object value, String description) {
        if (writtenHere(place)) {
            return value;
        }
        Object input = inputs.get(place);
        if (input != null) {
            return input;
        }
        Object key = place instanceof Place.Cell c && paths.containsKey(c.cell()) ? paths.get(c.cell()) : place;
        if (varying.contains(key) && Captured.possible(value)) {
            Object[] traced = new Object[1];
            captured.add(Captured.of(place, value, root, traced));
            frozen(traced[0]);
            inputs.put(place, traced[0]);
            return traced[0];
        }
        if (guarded.add(place)) {
            guards.add(new Guard(place, value, description, key));
        }
        name(value, key.toString());
        existing(value);
        return value;
    }

    /** Names the variables of a function by the way to it. */
    private void name(Object function, String path) {
        if (function instanceof TransformedFunction t) {
            name(t.function(), path + "t");
        }
        if (!(function instanceof FunctionObject f)) {
            return;
        }
        for (int i = 0; f.closure != null && i < f.closure.length; i++) {
            paths.putIfAbsent(f.closure[i], path + "." + i);
        }
    }

    /** A copy that stands for an object outside must not be written to. */
    private void frozen(Object value) {
        if (value instanceof ListObject || value instanceof DictObject) {
            merged.add(value);
        }
        switch (value) {
            case ListObject l -> Arrays.stream(l.toArray()).forEach(this::frozen);
            case TupleObject t -> Arrays.stream(t.items).forEach(this::frozen);
            case DictObject d -> Arrays.stream(d.keyArray()).forEach(k -> frozen(d.get(k)));
            case null, default -> { }
        }
    }

    /** What the function found had been there before the call, with all that it holds. */
    private void existing(Object value) {
        if (!(value instanceof InstanceObject) || !isOutside(value)) {
            return;
        }
        switch (value) {
            case TupleObject t -> existing(t.items);
            case FunctionObject f -> existing(f.defaults());
            case ListObject l -> contents(l);
            case DictObject d -> contents(d);
            case SetObject s -> contents(s);
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
            guards.add(new Guard(place, now, "contents of a " + container.type().name(), place));
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

    /** A global of a module, or null for one that it has not; what it is then is not the module's. */
    public Object readGlobal(ModuleObject module, TruffleString name, Object value, Object found) {
        Object outside = outer == null ? value : outer.readGlobal(module, name, value, value);
        Object traced = read(new Place.Attribute(module, name), outside, "global " + Strings.java(name));
        return traced == null ? found : traced;
    }

    /** A free variable of a function. */
    public Object readFree(CellObject cell, String name) {
        Object value = outer == null ? cell.value : outer.readFree(cell, name);
        return isOutside(cell) ? read(new Place.Cell(cell), value, "captured variable " + name) : value;
    }

    /** An object's own attribute, or what a class has under that name. */
    public Object readAttribute(Object owner, TruffleString name, Object found) {
        Object value = outer == null ? found : outer.readAttribute(owner, name, found);
        if (!(owner instanceof InstanceObject o) || !isOutside(o)) {
            return value;
        }
        return switch (o) {
            case ClassObject c -> c.isBuiltin() || writtenInClass(c, name) ? value : read(new Place.Inherited(c, name), value, "attribute " + Strings.java(name));
            default -> read(new Place.Attribute(o, name), value, "attribute " + Strings.java(name));
        };
    }

    private boolean writtenInClass(ClassObject type, TruffleString name) {
        for (ClassObject c : type.order()) {
            if (c.attributes().containsKey(name)) {
                return writtenHere(new Place.Attribute(c, name));
            }
        }
        return false;
    }

    /** The elements of a mutable array: a program that holds them as constants is stale after a write. */
    public void readStorage(org.jacobilang.numpy.HostArray array) {
        if (isOutside(array)) {
            Place place = new Place.Storage(array);
            if (guarded.add(place)) {
                guards.add(new Guard(place, place.get(), "contents of a numpy array", place));
            }
        }
        if (outer != null) {
            outer.readStorage(array);
        }
    }

    // Writes. Each is reported before it happens.

    private void write(Place place) {
        if (merged.contains(owner(place))) {
            throw refuse("a write into an object that may be one of several");
        }
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
        if (container instanceof ListObject || container instanceof DictObject || container instanceof SetObject) {
            write(new Place.Contents((InstanceObject) container));
        } else if (older(container, layer)) {
            throw refuse("a change of an object of type " + org.jacobilang.runtime.Operations.typeOf(container).name());
        }
    }

    /** Begins an attempt whose writes may be taken back; the answer is for {@link #closeLayer}. */
    int openLayer() {
        journal.push(new LinkedHashMap<>());
        int outerLayer = layer;
        layer = ++Journal.epoch;
        return outerLayer;
    }

    /**
     * Takes back the writes since {@link #openLayer} to places that were there before; the answer has them with the
     * values they had last.
     */
    Map<Place, Object> takeBackLayer(int outerLayer) {
        Map<Place, Object> last = closeLayer(layer);
        layer = outerLayer;
        return last;
    }

    private Map<Place, Object> closeLayer(int epoch) {
        Map<Place, Object> layer = journal.pop();
        Map<Place, Object> last = new LinkedHashMap<>();
        List<Map.Entry<Place, Object>> entries = new ArrayList<>();
        for (Map.Entry<Place, Object> e : layer.entrySet()) {
            if (owner(e.getKey()) == exit || older(owner(e.getKey()), epoch)) {
                entries.add(e);
                last.put(e.getKey(), e.getKey().get());
            }
        }
        // Taking back is no write.
        Journal.record(false);
        try {
            for (Map.Entry<Place, Object> e : entries.reversed()) {
                e.getKey().set(e.getValue());
            }
        } finally {
            Journal.record(true);
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
            case Place.Inherited i -> i.type();
        };
    }

    /** Keeps the writes since {@link #openLayer} as writes of the layer below. */
    void keepLayer(int outerLayer) {
        Map<Place, Object> top = journal.pop();
        top.forEach(journal.peek()::putIfAbsent);
        layer = outerLayer;
    }
}
