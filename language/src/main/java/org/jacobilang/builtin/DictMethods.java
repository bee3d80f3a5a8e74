package org.jacobilang.builtin;

import org.jacobilang.runtime.BinaryOp;
import org.jacobilang.runtime.BuiltinFunction;
import org.jacobilang.runtime.ClassMethod;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.DictObject;
import org.jacobilang.runtime.DictView;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.Iteration;
import org.jacobilang.runtime.IteratorObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.TupleObject;
import org.jacobilang.runtime.Types;

/** The methods of dict. */
final class DictMethods {
    private DictMethods() {
    }

    private static DictObject self(Object[] a) {
        if (a[0] instanceof DictObject dict) {
            return dict;
        }
        throw Errors.typeError("descriptor requires a 'dict' object but received a '%s'", Operations.typeOf(a[0]).name());
    }

    /** Puts what {@code dict(...)} and {@code update(...)} take. */
    static void update(DictObject dict, Object from, DictObject keywords) {
        if (from != null) {
            DictObject mapping = Operations.mapping(from);
            if (mapping != null) {
                dict.putAll(mapping);
            } else {
                pairs(dict, from);
            }
        }
        dict.putAll(keywords);
    }

    private static void pairs(DictObject dict, Object from) {
        Iteration i = Operations.iterator(from);
        int n = 0;
        for (Object item = i.next(); item != Iteration.END; item = i.next(), n++) {
            if (!Operations.isIterable(item)) {
                throw Errors.typeError("cannot convert dictionary update sequence element #%d to a sequence", n);
            }
            Object[] pair = Operations.items(item);
            if (pair.length != 2) {
                throw Errors.valueError("dictionary update sequence element #%d has length %d; 2 is required", n, pair.length);
            }
            dict.put(pair[0], pair[1]);
        }
    }

    static void fill(ClassObject t) {
        t.method("__init__(self, iterable=, /, **kwargs)", null, a -> {
            update(self(a), a[1], (DictObject) a[2]);
            return None.NONE;
        });
        t.method("get(self, key, default=None, /)", "The value for key, or default.", a -> {
            Object value = self(a).get(a[1]);
            return value == null ? a[2] : value;
        });
        t.method("setdefault(self, key, default=None, /)", "The value for key, which default becomes if it has none.", a -> {
            Object value = self(a).get(a[1]);
            if (value == null) {
                self(a).put(a[1], a[2]);
                value = a[2];
            }
            return value;
        });
        t.method("pop(self, key, default=, /)", "Remove key and return its value, else default; KeyError without one.", a -> {
            Object value = self(a).remove(a[1]);
            if (value == null && a[2] == null) {
                throw Errors.keyError(a[1]);
            }
            return value == null ? a[2] : value;
        });
        t.method("popitem(self, /)", "Remove and return the last pair.", a -> {
            Object[] keys = self(a).keyArray();
            if (keys.length == 0) {
                throw Errors.keyError(org.jacobilang.runtime.Strings.of("popitem(): dictionary is empty"));
            }
            Object key = keys[keys.length - 1];
            return new TupleObject(key, self(a).remove(key));
        });
        t.method("update(self, iterable=, /, **kwargs)", "Put pairs from a mapping or an iterable of pairs, and keywords.", a -> {
            update(self(a), a[1], (DictObject) a[2]);
            return None.NONE;
        });
        t.method("clear(self, /)", "Remove all items.", a -> {
            self(a).clear();
            return None.NONE;
        });
        t.method("copy(self, /)", "A shallow copy.", a -> {
            DictObject copy = new DictObject();
            copy.putAll(self(a));
            return copy;
        });
        t.method("keys(self, /)", "A set-like view of the keys.", a -> new DictView(self(a), DictView.Kind.KEYS));
        t.method("values(self, /)", "A view of the values.", a -> new DictView(self(a), DictView.Kind.VALUES));
        t.method("items(self, /)", "A set-like view of the pairs.", a -> new DictView(self(a), DictView.Kind.ITEMS));
        t.attribute("fromkeys", new ClassMethod(new BuiltinFunction("fromkeys(cls, iterable, value=None, /)",
                "A dict with keys from iterable and values set to value.", a -> {
                    Object dict = Operations.call(a[0]);
                    for (Object key : Operations.items(a[1])) {
                        Operations.setItem(dict, key, a[2]);
                    }
                    return dict;
                })));
        t.method("__len__(self, /)", "Return len(self).", a -> (long) self(a).size());
        t.method("__getitem__(self, key, /)", "Return self[key].", a -> {
            Object value = self(a).get(a[1]);
            if (value != null) {
                return value;
            }
            Object missing = self(a).type() == Types.DICT ? null
                    : Operations.specialMethod(a[0], org.jacobilang.runtime.Strings.name("__missing__"));
            if (missing != null) {
                return Operations.call(missing, a[1]);
            }
            throw Errors.keyError(a[1]);
        });
        t.method("__setitem__(self, key, value, /)", "Set self[key] to value.", a -> {
            self(a).put(a[1], a[2]);
            return None.NONE;
        });
        t.method("__delitem__(self, key, /)", "Delete self[key].", a -> {
            if (self(a).remove(a[1]) == null) {
                throw Errors.keyError(a[1]);
            }
            return None.NONE;
        });
        t.method("__contains__(self, key, /)", "True if the dictionary has the key.", a -> self(a).get(a[1]) != null);
        t.method("__iter__(self, /)", "Implement iter(self).", a -> new IteratorObject(Types.ITERATOR, self(a).iterate(0)));
        t.method("__reversed__(self, /)", "A reverse iterator over the keys.", a -> reversed(self(a)));
        t.method("__repr__(self, /)", "Return repr(self).", a -> {
            DictObject copy = new DictObject();
            copy.putAll(self(a));
            return Operations.repr(copy);
        });
        t.attribute("__hash__", None.NONE);
        TypeTables.operators(t, BinaryOp.OR);
        TypeTables.comparisons(t);
    }

    private static IteratorObject reversed(DictObject dict) {
        Object[] keys = dict.keyArray();
        return new IteratorObject(Types.ITERATOR, new Iteration() {
            private int i = keys.length - 1;

            @Override
            public Object next() {
                return i >= 0 ? keys[i--] : END;
            }
        });
    }
}
