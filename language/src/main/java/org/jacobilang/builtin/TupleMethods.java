package org.jacobilang.builtin;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import org.jacobilang.runtime.BinaryOp;
import org.jacobilang.runtime.BuiltinFunction;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.Iteration;
import org.jacobilang.runtime.IteratorObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.RangeObject;
import org.jacobilang.runtime.SliceObject;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;
import org.jacobilang.runtime.Types;

/** The methods of tuple, range and slice. */
final class TupleMethods {
    private TupleMethods() {
    }

    private static TupleObject plain(Object o) {
        TupleObject t = (TupleObject) o;
        return t.type() == Types.TUPLE ? t : new TupleObject(t.items);
    }

    static void fill(ClassObject t) {
        t.attribute("__new__", TypeTables.make("__new__(cls, iterable=(), /)", a -> a[0] == Types.TUPLE && a[1] instanceof TupleObject x
                && x.type() == Types.TUPLE ? x : new TupleObject((ClassObject) a[0], Operations.items(a[1]))));
        t.method("count(self, value, /)", "Return number of occurrences of value.", a -> {
            long n = 0;
            for (Object item : ((TupleObject) a[0]).items) {
                n += item == a[1] || Operations.equal(item, a[1]) ? 1 : 0;
            }
            return n;
        });
        t.method("index(self, value, start=0, stop=9223372036854775807, /)",
                "Return first index of value; ValueError if it is not present.", a -> {
                    Object[] items = ((TupleObject) a[0]).items;
                    int to = ListMethods.clip(Operations.index(a[3]), items.length);
                    for (int i = ListMethods.clip(Operations.index(a[2]), items.length); i < to; i++) {
                        if (items[i] == a[1] || Operations.equal(items[i], a[1])) {
                            return (long) i;
                        }
                    }
                    throw Errors.valueError("tuple.index(x): x not in tuple");
                });
        t.method("__len__(self, /)", "Return len(self).", a -> (long) ((TupleObject) a[0]).items.length);
        t.method("__getitem__(self, index, /)", "Return self[index].", a -> Operations.getItem(plain(a[0]), a[1]));
        t.method("__contains__(self, item, /)", "Return item in self.", a -> Operations.contains(plain(a[0]), a[1]));
        t.method("__iter__(self, /)", "Implement iter(self).", a -> Operations.iteratorObject(plain(a[0])));
        t.method("__repr__(self, /)", "Return repr(self).", a -> Operations.repr(plain(a[0])));
        t.method("__hash__(self, /)", "Return hash(self).", a -> Operations.hash(plain(a[0])));
        TypeTables.operators(t, BinaryOp.ADD, BinaryOp.MUL);
        TypeTables.comparisons(t);
    }

    @TruffleBoundary
    private static Object makeRange(Object[] a) {
        Object traced = a[2] == null ? Operations.arrays().range(0L, a[1], a[3]) : Operations.arrays().range(a[1], a[2], a[3]);
        if (traced != null) {
            return traced;
        }
        long step = Operations.index(a[3]);
        if (step == 0) {
            throw Errors.valueError("range() arg 3 must not be zero");
        }
        return a[2] == null ? new RangeObject(0, Operations.index(a[1]), 1)
                : new RangeObject(Operations.index(a[1]), Operations.index(a[2]), step);
    }

    static void range(ClassObject t) {
        t.attribute("__new__", TypeTables.make("__new__(cls, start, stop=, step=1, /)", (BuiltinFunction.Compiled) a ->
                a[1] instanceof Long first && (a[2] == null || a[2] instanceof Long) && a[3] instanceof Long step && step != 0
                        ? a[2] == null ? new RangeObject(0, first, 1) : new RangeObject(first, (Long) a[2], step) : makeRange(a)));
        t.attribute("start", TypeTables.property(a -> ((RangeObject) a[0]).start));
        t.attribute("stop", TypeTables.property(a -> ((RangeObject) a[0]).stop));
        t.attribute("step", TypeTables.property(a -> ((RangeObject) a[0]).step));
        t.method("__len__(self, /)", null, a -> ((RangeObject) a[0]).length);
        t.method("__getitem__(self, index, /)", null, a -> Operations.getItem(a[0], a[1]));
        t.method("__contains__(self, item, /)", null, a -> Operations.contains(a[0], a[1]));
        t.method("__iter__(self, /)", null, a -> Operations.iteratorObject(a[0]));
        t.method("__reversed__(self, /)", null, a -> {
            RangeObject r = (RangeObject) a[0];
            return new IteratorObject(Types.ITERATOR, new Iteration() {
                private long i = r.length - 1;

                @Override
                public Object next() {
                    return i >= 0 ? (Object) (r.start + i-- * r.step) : END;
                }
            });
        });
        t.method("index(self, value, /)", "Return index of value.", a -> {
            if (a[1] instanceof Long n && Operations.contains(a[0], n)) {
                RangeObject r = (RangeObject) a[0];
                return (n - r.start) / r.step;
            }
            throw Errors.valueError("%s is not in range", Strings.java(Operations.repr(a[1])));
        });
        t.method("count(self, value, /)", "Return number of occurrences of value.",
                a -> Operations.contains(a[0], a[1]) ? 1L : 0L);
    }

    static void slice(ClassObject t) {
        t.attribute("__new__", TypeTables.make("__new__(cls, start, stop=, step=None, /)",
                a -> a[2] == null ? new SliceObject(None.NONE, a[1], None.NONE) : new SliceObject(a[1], a[2], a[3])));
        t.attribute("start", TypeTables.property(a -> ((SliceObject) a[0]).start));
        t.attribute("stop", TypeTables.property(a -> ((SliceObject) a[0]).stop));
        t.attribute("step", TypeTables.property(a -> ((SliceObject) a[0]).step));
        t.method("indices(self, len, /)", "Start, stop and stride for a sequence of that length.", a -> {
            SliceObject.Indices i = ((SliceObject) a[0]).indices((int) Operations.index(a[1]));
            return new TupleObject((long) i.start(), (long) i.stop(), (long) i.step());
        });
    }
}
