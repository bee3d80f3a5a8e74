package org.jacobilang.builtin;

import java.util.List;
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

/** The builtin iterators that are classes: enumerate, zip, map, filter, reversed. */
final class Iterators {
    private Iterators() {
    }

    static void types(ModuleObject m) {
        ClassObject enumerate = Types.iterator("enumerate");
        enumerate.attribute("__new__", TypeTables.make("__new__(cls, iterable, start=0)", a -> {
            Iteration items = Operations.iterator(a[1]);
            long start = Operations.index(a[2]);
            return new IteratorObject(enumerate, new Iteration.Compiled() {
                private long n = start;

                @Override
                public Object next() {
                    Object item = items.next();
                    return item == END ? END : new TupleObject(n++, item);
                }

                @Override
                public int remaining() {
                    return items.remaining();
                }
            });
        }));
        ClassObject zip = Types.iterator("zip");
        zip.attribute("__new__", TypeTables.make("__new__(cls, *iterables, strict=False)", a -> {
            Object[] sources = ((TupleObject) a[1]).items;
            Iteration[] all = new Iteration[sources.length];
            for (int i = 0; i < all.length; i++) {
                if (!Operations.isIterable(sources[i])) {
                    throw Errors.typeError("'%s' object is not iterable", Operations.typeOf(sources[i]).name());
                }
                all[i] = Operations.iterator(sources[i]);
            }
            boolean strict = Operations.truth(a[2]);
            return new IteratorObject(zip, zip(all, strict));
        }));
        ClassObject map = Types.iterator("map");
        map.attribute("__new__", TypeTables.make("__new__(cls, function, iterable, /, *iterables)", a -> {
            Object[] rest = ((TupleObject) a[3]).items;
            Iteration[] all = new Iteration[rest.length + 1];
            all[0] = Operations.iterator(a[2]);
            for (int i = 0; i < rest.length; i++) {
                all[i + 1] = Operations.iterator(rest[i]);
            }
            return new IteratorObject(map, new Iteration() {
                @Override
                public Object next() {
                    Object[] values = new Object[all.length];
                    for (int i = 0; i < all.length; i++) {
                        values[i] = all[i].next();
                        if (values[i] == END) {
                            return END;
                        }
                    }
                    return Operations.call(a[1], values);
                }
            });
        }));
        ClassObject filter = Types.iterator("filter");
        filter.attribute("__new__", TypeTables.make("__new__(cls, function, iterable, /)", a -> {
            Iteration items = Operations.iterator(a[2]);
            return new IteratorObject(filter, new Iteration() {
                @Override
                public Object next() {
                    for (Object item = items.next(); item != END; item = items.next()) {
                        if (Operations.truth(a[1] == None.NONE ? item : Operations.call(a[1], item))) {
                            return item;
                        }
                    }
                    return END;
                }
            });
        }));
        ClassObject reversed = Types.iterator("reversed");
        reversed.attribute("__new__", TypeTables.make("__new__(cls, sequence, /)", a -> reversed(reversed, a[1])));
        for (ClassObject type : List.of(enumerate, zip, map, filter, reversed)) {
            m.set(type.name(), type);
        }
    }

    private static Iteration zip(Iteration[] all, boolean strict) {
        return new Iteration() {
            private boolean done;

            @Override
            public Object next() {
                if (done || all.length == 0) {
                    return END;
                }
                Object[] values = new Object[all.length];
                for (int i = 0; i < all.length; i++) {
                    values[i] = all[i].next();
                    if (values[i] == END) {
                        done = true;
                        if (strict) {
                            check(i);
                        }
                        return END;
                    }
                }
                return new TupleObject(values);
            }

            private void check(int ended) {
                if (ended > 0) {
                    throw Errors.valueError("zip() argument %d is shorter than argument%s", ended + 1,
                            ended == 1 ? " 1" : "s 1-" + ended);
                }
                for (int i = 1; i < all.length; i++) {
                    if (all[i].next() != END) {
                        throw Errors.valueError("zip() argument %d is longer than argument%s", i + 1, i == 1 ? " 1" : "s 1-" + i);
                    }
                }
            }
        };
    }

    private static Object reversed(ClassObject type, Object sequence) {
        Object method = Operations.specialMethod(sequence, Strings.name("__reversed__"));
        if (method != null) {
            return Operations.call(method);
        }
        int n = Operations.lengthHint(sequence);
        if (n < 0 || sequence instanceof org.jacobilang.runtime.SetObject) {
            throw Errors.typeError("'%s' object is not reversible", Operations.typeOf(sequence).name());
        }
        return new IteratorObject(type, new Iteration() {
            private long i = n - 1;

            @Override
            public Object next() {
                return i >= 0 ? Operations.getItem(sequence, i--) : END;
            }
        });
    }
}
