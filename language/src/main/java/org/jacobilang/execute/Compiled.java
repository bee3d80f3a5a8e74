package org.jacobilang.execute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jacobilang.array.ArrayLike;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.nodes.staging.NotStageable;
import org.jacobilang.runtime.PythonException;

/**
 * What a transformed function remembers between calls: for each signature the programs traced so far, each with its
 * guards, or the reason why this signature runs in the interpreter.
 */
final class Compiled {
    /** More programs than this for one signature mean that a guard fails at every call: tracing again is no use. */
    private static final int MOST_VARIANTS = 8;
    private static final int MOST_SIGNATURES = 1024;
    private static final int MOST_EXITS = 16;

    private final Map<Object, List<Entry>> entries = new HashMap<>();
    private int traces;

    /** One traced program, compiled; or a refusal, where {@code traced} is null. */
    static final class Entry {
        final Traced traced;
        final Engine.Executable executable;
        final Object extra;
        final String refusal;
        final RuntimeException cause;

        private int runs;
        private int exits;

        /** The outputs of the program for a call, or null where the interpreter has to do it. */
        List<ArrayValue> run(List<? extends ArrayLike> inputs) {
            ArrayValue[] values = Traced.values(inputs);
            List<ArrayValue> out = traced.settle(() -> Arrays.asList(executable.run(values)));
            runs++;
            exits += out == null ? 1 : 0;
            return out;
        }

        /** Whether the program is left so often that it does not pay. */
        boolean useless() {
            return exits > MOST_EXITS && exits > runs / 2;
        }

        Entry(Traced traced, Engine.Executable executable, Object extra) {
            this.traced = traced;
            this.executable = executable;
            this.extra = extra;
            this.refusal = null;
            this.cause = null;
        }

        Entry(String refusal, RuntimeException cause) {
            this.traced = null;
            this.executable = null;
            this.extra = null;
            this.refusal = refusal;
            this.cause = cause;
        }
    }

    synchronized void clear() {
        entries.clear();
    }

    synchronized int size() {
        return entries.values().stream().mapToInt(List::size).sum();
    }

    /** How many times the function has been traced. */
    int traces() {
        return traces;
    }

    /** The entry that stands for a call now; makes one at a miss. */
    synchronized Entry find(Object key, Supplier<Entry> make) {
        List<Entry> variants = entries.get(key);
        if (variants != null) {
            for (Entry e : variants) {
                if (e.traced == null || e.traced.guardsHold()) {
                    return e.traced != null && e.useless() ? new Entry("nearly each call has to leave the program", null) : e;
                }
            }
        }
        Entry made;
        if (variants != null && variants.size() >= MOST_VARIANTS) {
            made = new Entry("what the function reads from outside is different at every call", null);
            variants.clear();
        } else {
            traces++;
            made = attempt(make);
        }
        if (entries.size() >= MOST_SIGNATURES) {
            entries.clear();
        }
        // An error of the program is raised again by the interpreter; it is not worth remembering.
        if (!(made.cause instanceof PythonException)) {
            entries.computeIfAbsent(key, k -> new ArrayList<>()).add(made);
        }
        return made;
    }

    private static Entry attempt(Supplier<Entry> make) {
        try {
            return make.get();
        } catch (NotStageable e) {
            return new Entry(e.getMessage(), e);
        } catch (PythonException e) {
            return new Entry("the function raises " + e.getMessage(), e);
        }
    }
}
