package org.jacobilang.builtin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jacobilang.runtime.ClassMethod;
import org.jacobilang.runtime.BuiltinFunction;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.CompareOp;
import org.jacobilang.runtime.DequeObject;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.GenericAlias;
import org.jacobilang.runtime.IteratorObject;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.NotImplemented;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.Types;

/** The module {@code _collections}: {@code deque}. */
final class CollectionsModule {
    private static final ClassObject DEQUE = Types.plain("deque");

    static {
        fill(DEQUE);
    }

    private CollectionsModule() {
    }

    static ModuleObject make() {
        return new ModuleObject("_collections").set("deque", DEQUE);
    }

    private static DequeObject self(Object[] a) {
        return (DequeObject) a[0];
    }

    private static DequeObject like(DequeObject model, Object[] items) {
        DequeObject made = new DequeObject(model.type());
        made.limit = model.limit;
        made.replace(items);
        return made;
    }

    private static int position(Object[] a) {
        long i = Operations.index(a[1]);
        i += i < 0 ? self(a).size() : 0;
        if (i < 0 || i >= self(a).size()) {
            throw Errors.indexError("deque index out of range");
        }
        return (int) i;
    }

    private static Object present(Object value) {
        if (value == null) {
            throw Errors.indexError("pop from an empty deque");
        }
        return value;
    }

    private static int find(DequeObject d, Object wanted) {
        for (int i = 0; i < d.size(); i++) {
            if (Operations.same(d.get(i), wanted) || Operations.equal(d.get(i), wanted)) {
                return i;
            }
        }
        return -1;
    }

    private static void fill(ClassObject t) {
        t.attribute("__module__", Strings.of("collections"));
        t.attribute("__hash__", None.NONE);
        t.attribute("__new__", TypeTables.make("__new__(cls, *args, **kwargs)", a -> new DequeObject((ClassObject) a[0])));
        t.method("__init__(self, iterable=, maxlen=None)", null, a -> {
            if (a[2] != None.NONE) {
                long limit = Operations.index(a[2]);
                if (limit < 0) {
                    throw Errors.valueError("maxlen must be non-negative");
                }
                self(a).limit = (int) Math.min(limit, Integer.MAX_VALUE);
            } else {
                self(a).limit = -1;
            }
            self(a).replace(a[1] == null ? new Object[0] : Operations.items(a[1]));
            return None.NONE;
        });
        ends(t);
        sequence(t);
        for (CompareOp op : CompareOp.values()) {
            t.method(Strings.java(op.method) + "(self, value, /)", null, a -> a[1] instanceof DequeObject other
                    ? Operations.compare(op, new ListObject(self(a).toArray()), new ListObject(other.toArray()))
                    : NotImplemented.NOT_IMPLEMENTED);
        }
        t.attribute("maxlen", TypeTables.property(a -> self(a).limit < 0 ? None.NONE : (Object) (long) self(a).limit));
        t.attribute("__class_getitem__", new ClassMethod(new BuiltinFunction("__class_getitem__(cls, item, /)", null,
                a -> new GenericAlias(a[0], a[1]))));
        t.method("__repr__(self, /)", "Return repr(self).", a -> Strings.of(self(a).type().name() + "("
                + Strings.java(Operations.repr(new ListObject(self(a).toArray())))
                + (self(a).limit < 0 ? ")" : ", maxlen=" + self(a).limit + ")")));
    }

    private static void ends(ClassObject t) {
        t.method("append(self, item, /)", "Add an element to the right side.", a -> {
            self(a).append(a[1]);
            return None.NONE;
        });
        t.method("appendleft(self, item, /)", "Add an element to the left side.", a -> {
            self(a).appendLeft(a[1]);
            return None.NONE;
        });
        t.method("pop(self, /)", "Remove and return the rightmost element.", a -> present(self(a).pop()));
        t.method("popleft(self, /)", "Remove and return the leftmost element.", a -> present(self(a).popLeft()));
        t.method("extend(self, iterable, /)", "Extend the right side with elements of the iterable.", a -> {
            for (Object item : Operations.items(a[1])) {
                self(a).append(item);
            }
            return None.NONE;
        });
        t.method("extendleft(self, iterable, /)", "Extend the left side with elements of the iterable.", a -> {
            for (Object item : Operations.items(a[1])) {
                self(a).appendLeft(item);
            }
            return None.NONE;
        });
        t.method("rotate(self, n=1, /)", "Rotate n steps to the right; to the left if n is negative.", a -> {
            self(a).rotate(Operations.index(a[1]));
            return None.NONE;
        });
        t.method("clear(self, /)", "Remove all elements.", a -> {
            self(a).clear();
            return None.NONE;
        });
    }

    private static void sequence(ClassObject t) {
        t.method("copy(self, /)", "A shallow copy.", a -> like(self(a), self(a).toArray()));
        t.method("__copy__(self, /)", "A shallow copy.", a -> like(self(a), self(a).toArray()));
        t.method("__deepcopy__(self, memo, /)", null, a -> {
            Object deepcopy = Operations.getAttribute(org.jacobilang.nodes.JacobiContext.get(null).modules().load("copy"), "deepcopy");
            Object[] items = self(a).toArray();
            for (int i = 0; i < items.length; i++) {
                items[i] = Operations.call(deepcopy, items[i], a[1]);
            }
            return like(self(a), items);
        });
        t.method("count(self, value, /)", "Number of occurrences of value.", a -> {
            long n = 0;
            for (Object item : self(a).toArray()) {
                n += Operations.equal(item, a[1]) ? 1 : 0;
            }
            return n;
        });
        t.method("index(self, value, start=0, stop=9223372036854775807, /)", "First index of value.", a -> {
            int n = self(a).size();
            long from = Operations.index(a[2]);
            long to = Operations.index(a[3]);
            from = Math.max(0, from < 0 ? from + n : from);
            to = Math.min(n, to < 0 ? to + n : to);
            for (long i = from; i < to; i++) {
                if (Operations.equal(self(a).get((int) i), a[1])) {
                    return i;
                }
            }
            throw Errors.valueError("%s is not in deque", Strings.java(Operations.repr(a[1])));
        });
        t.method("insert(self, index, value, /)", "Insert value before index.", a -> {
            if (self(a).size() == self(a).limit) {
                throw Errors.indexError("deque already at its maximum size");
            }
            List<Object> items = new ArrayList<>(Arrays.asList(self(a).toArray()));
            long i = Operations.index(a[1]);
            items.add((int) Math.max(0, Math.min(items.size(), i < 0 ? i + items.size() : i)), a[2]);
            self(a).replace(items.toArray());
            return None.NONE;
        });
        t.method("remove(self, value, /)", "Remove the first occurrence of value.", a -> {
            int at = find(self(a), a[1]);
            if (at < 0) {
                throw Errors.valueError("%s is not in deque", Strings.java(Operations.repr(a[1])));
            }
            remove(self(a), at);
            return None.NONE;
        });
        t.method("reverse(self, /)", "Reverse in place.", a -> {
            List<Object> items = Arrays.asList(self(a).toArray());
            Collections.reverse(items);
            self(a).replace(items.toArray());
            return None.NONE;
        });
        t.method("__len__(self, /)", "Return len(self).", a -> (long) self(a).size());
        t.method("__getitem__(self, index, /)", "Return self[index].", a -> {
            if (a[1] instanceof org.jacobilang.runtime.SliceObject) {
                throw Errors.typeError("sequence index must be integer, not 'slice'");
            }
            return self(a).get(position(a));
        });
        t.method("__setitem__(self, index, value, /)", "Set self[index] to value.", a -> {
            self(a).set(position(a), a[2]);
            return None.NONE;
        });
        t.method("__delitem__(self, index, /)", "Delete self[index].", a -> {
            remove(self(a), position(a));
            return None.NONE;
        });
        t.method("__contains__(self, value, /)", "Return value in self.", a -> find(self(a), a[1]) >= 0);
        t.method("__iter__(self, /)", "Implement iter(self).",
                a -> new IteratorObject(Types.iterator("_deque_iterator"), self(a).iterate(false)));
        t.method("__reversed__(self, /)", "A reverse iterator.",
                a -> new IteratorObject(Types.iterator("_deque_reverse_iterator"), self(a).iterate(true)));
        t.method("__add__(self, value, /)", "Return self+value.", a -> {
            if (!(a[1] instanceof DequeObject other)) {
                throw Errors.typeError("can only concatenate deque (not \"%s\") to deque", Operations.typeOf(a[1]).name());
            }
            DequeObject all = like(self(a), self(a).toArray());
            for (Object item : other.toArray()) {
                all.append(item);
            }
            return all;
        });
        t.method("__iadd__(self, value, /)", "Implement self+=value.", a -> {
            for (Object item : Operations.items(a[1])) {
                self(a).append(item);
            }
            return a[0];
        });
        t.method("__mul__(self, value, /)", "Return self*value.", a -> repeated(self(a), Operations.index(a[1])));
        t.method("__rmul__(self, value, /)", "Return value*self.", a -> repeated(self(a), Operations.index(a[1])));
        t.method("__imul__(self, value, /)", "Implement self*=value.", a -> {
            self(a).replace(repeated(self(a), Operations.index(a[1])).toArray());
            return a[0];
        });
    }

    private static DequeObject repeated(DequeObject d, long times) {
        List<Object> all = new ArrayList<>();
        for (long i = 0; i < times; i++) {
            all.addAll(Arrays.asList(d.toArray()));
        }
        return like(d, all.toArray());
    }

    private static void remove(DequeObject d, int at) {
        List<Object> items = new ArrayList<>(Arrays.asList(d.toArray()));
        items.remove(at);
        d.replace(items.toArray());
    }
}
