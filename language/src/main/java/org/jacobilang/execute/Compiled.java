package org.jacobilang.execute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jacobilang.array.ArrayLike;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.nodes.staging.Guards;
import org.jacobilang.nodes.staging.NotStageable;
import org.jacobilang.runtime.CellObject;
import org.jacobilang.runtime.FunctionObject;
import org.jacobilang.runtime.InstanceObject;
import org.jacobilang.runtime.PythonException;

/**
 * What a transformed function remembers between calls: for each signature the programs traced so far, each with its
 * guards, or the reason why this signature runs in the interpreter.
 */
final class Compiled {
    /** More programs than this for one signature mean that a guard fails at every call: tracing again is no use. */
    private static final int MOST_VARIANTS = 32;
    /** How far the functions are looked at that a function closes over. */
    private static final int DEEPEST = 3;
    private static final int MOST_SIGNATURES = 1024;
    private static final int MOST_EXITS = 16;

    private final Map<Object, List<Entry>> entries = new HashMap<>();
    private int traces;
    /** Places that can't be inputs. */
    private final Set<Object> rigid = new HashSet<>();
    private final Set<Object> varying = new HashSet<>();

    /** One traced program, compiled; or a refusal, where {@code traced} is null. */
    static final class Entry {
        final Traced traced;
        final Engine.Executable executable;
        final Object extra;
        final String refusal;
        final RuntimeException cause;

        private int runs;
        private int exits;


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

    /** An entry for one call. */
    record Call(Entry entry, Guards.Match match) {
        Traced traced() {
            return entry.traced;
        }

        /** The outputs of the program, or null where the interpreter has to do the call. */
        List<ArrayValue> run(List<? extends ArrayLike> arguments) {
            return run(arguments, List.of());
        }

        /** As above, with more inputs after those that the program captures. */
        List<ArrayValue> run(List<? extends ArrayLike> arguments, List<? extends ArrayLike> more) {
            if (entry.traced == null) {
                return null;
            }
            ArrayValue[] own = match == null ? NONE : match.inputs();
            int n = arguments.size();
            ArrayValue[] values = arguments.toArray(new ArrayValue[n + own.length + more.size()]);
            System.arraycopy(own, 0, values, n, own.length);
            for (int i = 0; i < more.size(); i++) {
                values[n + own.length + i] = (ArrayValue) more.get(i);
            }
            List<ArrayValue> out = entry.traced.settle(() -> Arrays.asList(entry.executable.run(values)), match);
            entry.runs++;
            entry.exits += out == null ? 1 : 0;
            return out;
        }
    }

    private static final ArrayValue[] NONE = new ArrayValue[0];

    /** How many times the function has been traced. */
    int traces() {
        return traces;
    }

    /** The cache of all functions of one make under one transformation, or one for this function alone. */
    static Compiled of(Object function, Object transformation) {
        List<Object> make = new ArrayList<>(List.of(transformation));
        FunctionObject base = make(function, make, 0);
        return base == null ? new Compiled() : (Compiled) base.code.programs().computeIfAbsent(make, k -> new Compiled());
    }

    /**
     * What a function is made of besides its values: its code, and what the functions are made of that it closes over. The answer is
     * the innermost function, or null where that is none of the program.
     */
    private static FunctionObject make(Object function, List<Object> parts, int depth) {
        switch (function) {
            case FunctionObject f -> {
                parts.add(f.code);
                for (CellObject c : f.closure) {
                    if (depth < DEEPEST && c.value instanceof InstanceObject i) {
                        make(i, parts, depth + 1);
                    }
                }
                return f;
            }
            case TransformedFunction t when t.options != null -> {
                parts.add(t.options);
                return make(t.function, parts, depth + 1);
            }
            default -> {
                return null;
            }
        }
    }

    /**
     * The entry that stands for a call of the function now; makes one at a miss, with places whose values keep changing as inputs
     * of the program.
     */
    synchronized Call find(Object key, Object function, Function<Set<Object>, Entry> make) {
        List<Entry> variants = entries.computeIfAbsent(key, k -> new ArrayList<>());
        for (Entry e : variants) {
            if (e.traced == null) {
                return new Call(e, null);
            }
            Guards.Match match = e.traced.guards.check(function, varying);
            if (match != null) {
                return new Call(e.useless() ? new Entry("nearly each call has to leave the program", null) : e, match);
            }
        }
        if (entries.size() >= MOST_SIGNATURES) {
            entries.clear();
            entries.put(key, variants);
        }
        traces++;
        varying.removeAll(rigid);
        Entry made = attempt(() -> make.apply(varying));
        if (made.traced == null && !varying.isEmpty()) {
            // A number that has to be known stays a constant.
            made = attempt(() -> make.apply(Set.of()));
            if (made.traced != null) {
                rigid.addAll(varying);
                varying.clear();
            }
        }
        if (made.traced == null) {
            // An error of the program is raised again by the interpreter; it is not worth remembering.
            if (!(made.cause instanceof PythonException)) {
                variants.clear();
                variants.add(made);
            }
            return new Call(made, null);
        }
        if (variants.size() >= MOST_VARIANTS) {
            variants.removeFirst();
        }
        variants.add(made);
        return new Call(made, made.traced.guards.check(function, varying));
    }

    private static Entry attempt(Supplier<Entry> make) {
        try {
            return make.get();
        } catch (Engine.Unfit e) {
            throw e.error();
        } catch (NotStageable e) {
            return new Entry(e.getMessage(), e);
        } catch (PythonException e) {
            return new Entry("the function raises " + e.getMessage(), e);
        }
    }
}
