package org.jacobilang.builtin;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jacobilang.runtime.BinaryOp;
import org.jacobilang.runtime.BuiltinFunction;
import org.jacobilang.runtime.ClassMethod;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.Iteration;
import org.jacobilang.runtime.IteratorObject;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;
import org.jacobilang.runtime.Types;

/** The module {@code itertools}: iterators made of iterators. */
final class ItertoolsModule {
    private ItertoolsModule() {
    }

    static ModuleObject make() {
        ModuleObject m = new ModuleObject("itertools");
        endless(m);
        chains(m);
        filters(m);
        selections(m);
        groups(m);
        return m;
    }

    /** A class of iterators; its constructor's row has the class as first parameter. */
    private static ClassObject type(ModuleObject m, String parameters, String documentation, Function<Object[], Iteration> body) {
        String name = parameters.substring(0, parameters.indexOf('('));
        ClassObject t = Types.iterator(name);
        t.attribute("__module__", Strings.of("itertools"));
        t.attribute("__doc__", Strings.of(documentation));
        String rest = parameters.substring(name.length() + 1);
        t.attribute("__new__", TypeTables.make("__new__(cls, " + rest, a -> new IteratorObject((ClassObject) a[0], body.apply(a))));
        m.set(name, t);
        return t;
    }

    private static Object[] items(Object tuple) {
        return ((TupleObject) tuple).items;
    }

    // ---------------------------------------------------------------- without an end

    private static final class Count extends Iteration {
        private Object value;
        private final Object step;

        Count(Object start, Object step) {
            this.value = start;
            this.step = step;
        }

        @Override
        public Object next() {
            Object now = value;
            value = Operations.binary(BinaryOp.ADD, value, step);
            return now;
        }
    }

    private static final class Repeat extends Iteration {
        private final Object value;
        /** How often it still comes, or -1 for always. */
        private long left;

        Repeat(Object value, long left) {
            this.value = value;
            this.left = left;
        }

        @Override
        public Object next() {
            if (left == 0) {
                return END;
            }
            left -= left > 0 ? 1 : 0;
            return value;
        }

        @Override
        public int remaining() {
            return (int) Math.max(0, left);
        }
    }

    private static String text(Object value) {
        return Strings.java(Operations.repr(value));
    }

    private static void endless(ModuleObject m) {
        type(m, "count(start=0, step=1)", "start, start+step, start+2*step, ...", a -> {
            for (int i = 1; i < 3; i++) {
                if (Operations.specialMethod(a[i], Strings.name("__add__")) == null || TypeTables.base(a[i]) instanceof
                        com.oracle.truffle.api.strings.TruffleString) {
                    throw Errors.typeError("a number is required");
                }
            }
            return new Count(a[1], a[2]);
        }).method("__repr__(self, /)", null, a -> {
            Count c = (Count) ((IteratorObject) a[0]).iteration;
            return Strings.of("count(" + text(c.value) + (c.step.equals(1L) ? ")" : ", " + text(c.step) + ")"));
        });
        type(m, "repeat(object, times=)", "The object again and again.",
                a -> new Repeat(a[1], a[2] == null ? -1 : Math.max(0, Operations.index(a[2]))))
                        .method("__repr__(self, /)", null, a -> {
                            Repeat r = (Repeat) ((IteratorObject) a[0]).iteration;
                            return Strings.of("repeat(" + text(r.value) + (r.left < 0 ? ")" : ", " + r.left + ")"));
                        });
        type(m, "cycle(iterable, /)", "The items of an iterable, over and over.", a -> {
            Iteration source = Operations.iterator(a[1]);
            List<Object> saved = new ArrayList<>();
            return new Iteration() {
                private int at = -1;

                @Override
                public Object next() {
                    if (at < 0) {
                        Object item = source.next();
                        if (item != END) {
                            saved.add(item);
                            return item;
                        }
                        at = 0;
                    }
                    if (saved.isEmpty()) {
                        return END;
                    }
                    Object item = saved.get(at);
                    at = (at + 1) % saved.size();
                    return item;
                }
            };
        });
    }

    // ---------------------------------------------------------------- one after the other

    private static Iteration chained(Iteration iterables) {
        return new Iteration() {
            private Iteration current;

            @Override
            public Object next() {
                while (true) {
                    if (current == null) {
                        Object iterable = iterables.next();
                        if (iterable == END) {
                            return END;
                        }
                        current = Operations.iterator(iterable);
                    }
                    Object item = current.next();
                    if (item != END) {
                        return item;
                    }
                    current = null;
                }
            }
        };
    }

    private static void chains(ModuleObject m) {
        ClassObject chain = type(m, "chain(*iterables)", "The items of the first iterable, then of the next, ...",
                a -> chained(Operations.iterator(a[1])));
        chain.attribute("from_iterable", new ClassMethod(new BuiltinFunction("from_iterable(cls, iterable, /)",
                "As chain, with the iterables from one iterable.",
                a -> new IteratorObject((ClassObject) a[0], chained(Operations.iterator(a[1]))))));
        chain.attribute("__class_getitem__", new ClassMethod(new BuiltinFunction("__class_getitem__(cls, item, /)", null,
                a -> new org.jacobilang.runtime.GenericAlias(a[0], a[1]))));
        type(m, "zip_longest(*iterables, fillvalue=None)", "As zip, up to the end of the longest.", a -> {
            List<Iteration> sources = new ArrayList<>();
            for (Object iterable : items(a[1])) {
                sources.add(Operations.iterator(iterable));
            }
            return new Iteration() {
                private int active = sources.size();

                @Override
                public Object next() {
                    Object[] out = new Object[sources.size()];
                    for (int i = 0; i < out.length; i++) {
                        Object item = sources.get(i) == null ? END : sources.get(i).next();
                        if (item == END) {
                            if (sources.get(i) != null) {
                                sources.set(i, null);
                                active--;
                            }
                            item = a[2];
                        }
                        out[i] = item;
                    }
                    return active == 0 ? END : new TupleObject(out);
                }
            };
        });
        type(m, "starmap(function, iterable, /)", "The function called with each item's items as arguments.", a -> {
            Iteration source = Operations.iterator(a[2]);
            return new Iteration() {
                @Override
                public Object next() {
                    Object item = source.next();
                    return item == END ? END : Operations.call(a[1], Operations.items(item));
                }
            };
        });
        type(m, "accumulate(iterable, func=None, *, initial=None)", "Running totals, or running results of a function.", a -> {
            Iteration source = Operations.iterator(a[1]);
            return new Iteration() {
                private Object total = a[3] == None.NONE ? null : a[3];
                private boolean begun;

                @Override
                public Object next() {
                    if (!begun) {
                        begun = true;
                        if (total != null) {
                            return total;
                        }
                        Object first = source.next();
                        total = first;
                        return first;
                    }
                    Object item = source.next();
                    if (item == END) {
                        return END;
                    }
                    total = a[2] == None.NONE ? Operations.binary(BinaryOp.ADD, total, item) : Operations.call(a[2], total, item);
                    return total;
                }
            };
        });
        type(m, "pairwise(iterable, /)", "Overlapping pairs.", a -> {
            Iteration source = Operations.iterator(a[1]);
            return new Iteration() {
                private Object before;

                @Override
                public Object next() {
                    if (before == null) {
                        before = source.next();
                    }
                    Object item = before == END ? END : source.next();
                    if (item == END) {
                        return END;
                    }
                    Object pair = new TupleObject(before, item);
                    before = item;
                    return pair;
                }
            };
        });
    }

    // ---------------------------------------------------------------- some of the items

    private static boolean holds(Object predicate, Object item) {
        return Operations.truth(predicate == None.NONE ? item : Operations.call(predicate, item));
    }

    private static void filters(ModuleObject m) {
        type(m, "filterfalse(function, iterable, /)", "The items for which the function is false.", a -> {
            Iteration source = Operations.iterator(a[2]);
            return new Iteration() {
                @Override
                public Object next() {
                    Object item = source.next();
                    while (item != END && holds(a[1], item)) {
                        item = source.next();
                    }
                    return item;
                }
            };
        });
        type(m, "takewhile(predicate, iterable, /)", "The items up to the first for which the predicate is false.", a -> {
            Iteration source = Operations.iterator(a[2]);
            return new Iteration() {
                private boolean over;

                @Override
                public Object next() {
                    Object item = over ? END : source.next();
                    over = item == END || !Operations.truth(Operations.call(a[1], item));
                    return over ? END : item;
                }
            };
        });
        type(m, "dropwhile(predicate, iterable, /)", "The items from the first on for which the predicate is false.", a -> {
            Iteration source = Operations.iterator(a[2]);
            return new Iteration() {
                private boolean begun;

                @Override
                public Object next() {
                    Object item = source.next();
                    while (!begun && item != END && Operations.truth(Operations.call(a[1], item))) {
                        item = source.next();
                    }
                    begun = true;
                    return item;
                }
            };
        });
        type(m, "compress(data, selectors)", "The items whose selector is true.", a -> {
            Iteration data = Operations.iterator(a[1]);
            Iteration selectors = Operations.iterator(a[2]);
            return new Iteration() {
                @Override
                public Object next() {
                    while (true) {
                        Object item = data.next();
                        Object selector = item == END ? END : selectors.next();
                        if (item == END || selector == END) {
                            return END;
                        }
                        if (Operations.truth(selector)) {
                            return item;
                        }
                    }
                }
            };
        });
        type(m, "islice(iterable, stop, stop_or_none=, step=, /)", "A slice of an iterable.", ItertoolsModule::slice);
    }

    private static long bound(Object value, long otherwise, String message) {
        if (value == null || value == None.NONE) {
            return otherwise;
        }
        if (Operations.specialMethod(value, Strings.name("__index__")) == null) {
            throw Errors.valueError(message);
        }
        long n = Operations.index(value);
        if (n < 0) {
            throw Errors.valueError(message);
        }
        return n;
    }

    private static Iteration slice(Object[] a) {
        boolean one = a[3] == null;
        String message = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
        long start = one ? 0 : bound(a[2], 0, message);
        long stop = bound(one ? a[2] : a[3], Long.MAX_VALUE, one
                ? "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize." : message);
        String stepMessage = "Step for islice() must be a positive integer or None.";
        long step = bound(a[4], 1, stepMessage);
        if (step == 0) {
            throw Errors.valueError(stepMessage);
        }
        Iteration source = Operations.iterator(a[1]);
        return new Iteration() {
            private long at;
            private long wanted = start;

            @Override
            public Object next() {
                while (at < Math.min(wanted, stop)) {
                    if (source.next() == END) {
                        wanted = Long.MAX_VALUE;
                        return END;
                    }
                    at++;
                }
                if (wanted >= stop) {
                    return END;
                }
                Object item = source.next();
                at++;
                wanted = item == END || wanted > Long.MAX_VALUE - step ? Long.MAX_VALUE : wanted + step;
                return item;
            }
        };
    }

    // ---------------------------------------------------------------- combinatorics

    private static void selections(ModuleObject m) {
        type(m, "product(*iterables, repeat=1)", "All tuples with one item from each iterable.", a -> {
            long repeat = Operations.index(a[2]);
            if (repeat < 0) {
                throw Errors.valueError("repeat argument cannot be negative");
            }
            List<Object[]> pools = new ArrayList<>();
            for (Object iterable : items(a[1])) {
                pools.add(Operations.items(iterable));
            }
            List<Object[]> all = new ArrayList<>();
            for (long i = 0; i < repeat; i++) {
                all.addAll(pools);
            }
            int n = all.size();
            return tuples(all.stream().anyMatch(pool -> pool.length == 0) ? null : new int[n], at -> {
                for (int i = n - 1; i >= 0; i--) {
                    if (++at[i] < all.get(i).length) {
                        return true;
                    }
                    at[i] = 0;
                }
                return false;
            }, (at, i) -> all.get(i)[at[i]]);
        });
        type(m, "permutations(iterable, r=None)", "All orders of r items.", a -> {
            Object[] pool = Operations.items(a[1]);
            int r = a[2] == None.NONE ? pool.length : length(a[2]);
            return permutations(pool, r);
        });
        type(m, "combinations(iterable, r)", "All choices of r items, in their order.", a -> {
            Object[] pool = Operations.items(a[1]);
            int r = length(a[2]);
            int[] first = r > pool.length ? null : java.util.stream.IntStream.range(0, r).toArray();
            return tuples(first, at -> {
                int i = r - 1;
                while (i >= 0 && at[i] == i + pool.length - r) {
                    i--;
                }
                if (i < 0) {
                    return false;
                }
                at[i]++;
                for (int k = i + 1; k < r; k++) {
                    at[k] = at[k - 1] + 1;
                }
                return true;
            }, (at, i) -> pool[at[i]]);
        });
        type(m, "combinations_with_replacement(iterable, r)", "All choices of r items that may come again.", a -> {
            Object[] pool = Operations.items(a[1]);
            int r = length(a[2]);
            return tuples(pool.length == 0 && r > 0 ? null : new int[r], at -> {
                int i = r - 1;
                while (i >= 0 && at[i] == pool.length - 1) {
                    i--;
                }
                if (i < 0) {
                    return false;
                }
                Arrays.fill(at, i, r, at[i] + 1);
                return true;
            }, (at, i) -> pool[at[i]]);
        });
    }

    private static int length(Object value) {
        long r = Operations.index(value);
        if (r < 0) {
            throw Errors.valueError("r must be non-negative");
        }
        return (int) r;
    }

    /** Turns positions into the next ones; false when there are none. */
    private interface Step {
        boolean advance(int[] at);
    }

    /** The item at a place of a tuple. */
    private interface Pick {
        Object item(int[] at, int place);
    }

    private static Iteration tuples(int[] first, Step step, Pick pick) {
        return new Iteration() {
            private int[] at = first;
            private boolean begun;

            @Override
            public Object next() {
                if (at == null) {
                    return END;
                }
                if (begun && !step.advance(at)) {
                    at = null;
                    return END;
                }
                begun = true;
                Object[] out = new Object[at.length];
                for (int i = 0; i < out.length; i++) {
                    out[i] = pick.item(at, i);
                }
                return new TupleObject(out);
            }
        };
    }

    private static Iteration permutations(Object[] pool, int r) {
        int n = pool.length;
        int[] indices = r > n ? null : java.util.stream.IntStream.range(0, n).toArray();
        int[] cycles = r > n ? new int[0] : java.util.stream.IntStream.range(0, r).map(i -> n - i).toArray();
        return new Iteration() {
            private boolean begun;
            private boolean over = indices == null;

            @Override
            public Object next() {
                if (over || begun && !advance()) {
                    over = true;
                    return END;
                }
                begun = true;
                Object[] out = new Object[r];
                for (int i = 0; i < r; i++) {
                    out[i] = pool[indices[i]];
                }
                return new TupleObject(out);
            }

            private boolean advance() {
                for (int i = r - 1; i >= 0; i--) {
                    cycles[i]--;
                    if (cycles[i] == 0) {
                        int moved = indices[i];
                        System.arraycopy(indices, i + 1, indices, i, n - i - 1);
                        indices[n - 1] = moved;
                        cycles[i] = n - i;
                    } else {
                        int j = n - cycles[i];
                        int swapped = indices[i];
                        indices[i] = indices[j];
                        indices[j] = swapped;
                        return true;
                    }
                }
                return false;
            }
        };
    }

    // ---------------------------------------------------------------- groups

    private static void groups(ModuleObject m) {
        type(m, "batched(iterable, n, *, strict=False)", "Tuples of n items; the last may be shorter.", a -> {
            long n = Operations.index(a[2]);
            if (n < 1) {
                throw Errors.valueError("n must be at least one");
            }
            Iteration source = Operations.iterator(a[1]);
            boolean strict = Operations.truth(a[3]);
            return new Iteration() {
                @Override
                public Object next() {
                    List<Object> batch = new ArrayList<>();
                    while (batch.size() < n) {
                        Object item = source.next();
                        if (item == END) {
                            break;
                        }
                        batch.add(item);
                    }
                    if (batch.isEmpty()) {
                        return END;
                    }
                    if (strict && batch.size() < n) {
                        throw Errors.valueError("batched(): incomplete batch");
                    }
                    return new TupleObject(batch.toArray());
                }
            };
        });
        ClassObject grouper = Types.iterator("_grouper");
        type(m, "groupby(iterable, key=None)", "Keys with the runs of items that have them.", a -> new Groups(a[1], a[2], grouper));
        ClassObject tee = Types.iterator("_tee");
        m.function("tee(iterable, n=2, /)", "Several iterators over one.", a -> {
            long n = Operations.index(a[1]);
            if (n < 0) {
                throw Errors.valueError("n must be >= 0");
            }
            Iteration source = Operations.iterator(a[0]);
            List<ArrayDeque<Object>> queues = new ArrayList<>();
            Object[] all = new Object[(int) n];
            for (int i = 0; i < n; i++) {
                ArrayDeque<Object> own = new ArrayDeque<>();
                queues.add(own);
                all[i] = new IteratorObject(tee, new Iteration() {
                    @Override
                    public Object next() {
                        if (own.isEmpty()) {
                            Object item = source.next();
                            if (item == END) {
                                return END;
                            }
                            queues.forEach(q -> q.add(item));
                        }
                        return own.remove();
                    }
                });
            }
            return new TupleObject(all);
        });
    }

    /** The state of {@code groupby}: a group ends when its items or the groups go on. */
    private static final class Groups extends Iteration {
        private final Iteration source;
        private final Object function;
        private final ClassObject grouper;
        private Object item;
        private Object key;
        private Object groupKey;
        private Object group;

        Groups(Object iterable, Object function, ClassObject grouper) {
            this.source = Operations.iterator(iterable);
            this.function = function;
            this.grouper = grouper;
        }

        private boolean advance() {
            item = source.next();
            if (item == END) {
                return false;
            }
            key = function == None.NONE ? item : Operations.call(function, item);
            return true;
        }

        @Override
        public Object next() {
            group = null;
            if (item == END) {
                return END;
            }
            while (item == null || groupKey != null && Operations.equal(key, groupKey)) {
                if (!advance()) {
                    return END;
                }
            }
            groupKey = key;
            Object mine = new Object();
            group = mine;
            Object shown = groupKey;
            return new TupleObject(shown, new IteratorObject(grouper, new Iteration() {
                private boolean first = true;

                @Override
                public Object next() {
                    if (group != mine) {
                        return END;
                    }
                    if (!first && (!advance() || !Operations.equal(key, shown))) {
                        group = null;
                        return END;
                    }
                    first = false;
                    return item;
                }
            }));
        }
    }
}
