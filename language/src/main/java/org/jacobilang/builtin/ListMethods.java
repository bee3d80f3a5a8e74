package org.jacobilang.builtin;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jacobilang.runtime.BinaryOp;
import org.jacobilang.runtime.BuiltinFunction;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.Iteration;
import org.jacobilang.runtime.IteratorObject;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.PythonException;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.Types;

/** The methods of list. */
final class ListMethods {
    private static final ClassObject REVERSED = Types.iterator("list_reverseiterator");

    private ListMethods() {
    }

    @TruffleBoundary
    private static Object pop(ListObject list, Object index) {
        long i = Operations.index(index);
        if (list.size() == 0) {
            throw Errors.indexError("pop from empty list");
        }
        i = i < 0 ? i + list.size() : i;
        if (i < 0 || i >= list.size()) {
            throw Errors.indexError("pop index out of range");
        }
        return list.removeAt((int) i);
    }

    private static ListObject self(Object[] a) {
        if (a[0] instanceof ListObject list) {
            return list;
        }
        throw foreign(a);
    }

    @TruffleBoundary
    private static PythonException foreign(Object[] a) {
        return Errors.typeError("descriptor requires a 'list' object but received a '%s'", Operations.typeOf(a[0]).name());
    }

    static void fill(ClassObject t) {
        t.method("__init__(self, iterable=(), /)", null, a -> {
            ListObject list = self(a);
            list.replace(new Object[0]);
            Operations.extend(list, a[1]);
            return None.NONE;
        });
        t.method("append(self, object, /)", "Append object to the end of the list.", (BuiltinFunction.Compiled) a -> {
            self(a).append(a[1]);
            return None.NONE;
        });
        t.method("extend(self, iterable, /)", "Extend list by appending elements from the iterable.", a -> {
            Operations.extend(self(a), a[1]);
            return None.NONE;
        });
        t.method("insert(self, index, object, /)", "Insert object before index.", a -> {
            ListObject list = self(a);
            int i = clip(Operations.index(a[1]), list.size());
            list.splice(i, i, new Object[] {a[2]});
            return None.NONE;
        });
        t.method("pop(self, index=-1, /)", "Remove and return item at index (default last).", (BuiltinFunction.Compiled) a -> {
            ListObject list = self(a);
            return a[1] instanceof Long i && i == -1 && list.size() > 0 ? list.removeAt(list.size() - 1) : pop(list, a[1]);
        });
        t.method("remove(self, value, /)", "Remove first occurrence of value; ValueError if it is not present.", a -> {
            ListObject list = self(a);
            int i = find(list, a[1], 0, list.size());
            if (i < 0) {
                throw Errors.valueError("list.remove(x): x not in list");
            }
            list.removeAt(i);
            return None.NONE;
        });
        t.method("clear(self, /)", "Remove all items from list.", a -> {
            self(a).replace(new Object[0]);
            return None.NONE;
        });
        t.method("copy(self, /)", "Return a shallow copy of the list.", a -> self(a).slice(0, 1, self(a).size()));
        t.method("index(self, value, start=0, stop=9223372036854775807, /)",
                "Return first index of value; ValueError if it is not present.", a -> {
                    ListObject list = self(a);
                    int i = find(list, a[1], clip(Operations.index(a[2]), list.size()), clip(Operations.index(a[3]), list.size()));
                    if (i < 0) {
                        throw Errors.valueError("%s is not in list", Strings.java(Operations.repr(a[1])));
                    }
                    return (long) i;
                });
        t.method("count(self, value, /)", "Return number of occurrences of value.", a -> {
            long n = 0;
            for (Object item : self(a).toArray()) {
                n += item == a[1] || Operations.equal(item, a[1]) ? 1 : 0;
            }
            return n;
        });
        t.method("reverse(self, /)", "Reverse in place.", a -> {
            List<Object> items = Arrays.asList(self(a).toArray());
            Collections.reverse(items);
            self(a).replace(items.toArray());
            return None.NONE;
        });
        t.method("sort(self, /, *, key=None, reverse=False)", "Sort in ascending order, stably, in place.", a -> {
            List<Object> items = new ArrayList<>(Arrays.asList(self(a).toArray()));
            Operations.sort(items, a[1], Operations.truth(a[2]));
            self(a).replace(items.toArray());
            return None.NONE;
        });
        t.method("__len__(self, /)", "Return len(self).", a -> (long) self(a).size());
        t.method("__getitem__(self, index, /)", "Return self[index].", a -> Operations.getItem(plain(a), a[1]));
        t.method("__setitem__(self, index, value, /)", "Set self[index] to value.", a -> {
            setItem(self(a), a[1], a[2]);
            return None.NONE;
        });
        t.method("__delitem__(self, index, /)", "Delete self[index].", a -> {
            ListObject list = self(a);
            ListObject copy = new ListObject(list.toArray());
            Operations.delItem(copy, a[1]);
            list.replace(copy.toArray());
            return None.NONE;
        });
        t.method("__contains__(self, item, /)", "Return item in self.",
                a -> find(self(a), a[1], 0, self(a).size()) >= 0);
        t.method("__iter__(self, /)", "Implement iter(self).", a -> {
            ListObject list = self(a);
            return new IteratorObject(Types.ITERATOR, new Iteration() {
                private int i;

                @Override
                public Object next() {
                    return i < list.size() ? list.get(i++) : END;
                }
            });
        });
        t.method("__reversed__(self, /)", "Return a reverse iterator over the list.", a -> {
            ListObject list = self(a);
            return new IteratorObject(REVERSED, new Iteration() {
                private int i = list.size() - 1;

                @Override
                public Object next() {
                    return i >= 0 ? list.get(i--) : END;
                }
            });
        });
        t.method("__repr__(self, /)", "Return repr(self).", a -> Operations.repr(plain(a)));
        t.method("__iadd__(self, value, /)", "Implement self+=value.", a -> {
            Operations.extend(self(a), a[1]);
            return a[0];
        });
        t.attribute("__hash__", None.NONE);
        TypeTables.operators(t, BinaryOp.ADD, BinaryOp.MUL);
        TypeTables.comparisons(t);
    }

    /** The same items in a plain list, where a method of the program must not be asked again. */
    private static ListObject plain(Object[] a) {
        ListObject list = self(a);
        return list.type() == Types.LIST ? list : new ListObject(list.toArray());
    }

    private static void setItem(ListObject list, Object index, Object value) {
        if (list.type() == Types.LIST) {
            Operations.setItem(list, index, value);
            return;
        }
        ListObject copy = new ListObject(list.toArray());
        Operations.setItem(copy, index, value);
        list.replace(copy.toArray());
    }

    static int clip(long i, int size) {
        return (int) Math.max(0, Math.min(size, i < 0 ? i + size : i));
    }

    private static int find(ListObject list, Object value, int from, int to) {
        for (int i = from; i < to && i < list.size(); i++) {
            Object item = list.get(i);
            if (item == value || Operations.equal(item, value)) {
                return i;
            }
        }
        return -1;
    }
}
