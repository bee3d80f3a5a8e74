package org.jacobilang.builtin;

import org.jacobilang.runtime.BinaryOp;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.CompareOp;
import org.jacobilang.runtime.DictView;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.IteratorObject;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.SetObject;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;
import org.jacobilang.runtime.Types;

/** The methods of set, frozenset, and the views of a dict. */
final class SetMethods {
    private SetMethods() {
    }

    private static SetObject self(Object[] a) {
        return (SetObject) a[0];
    }

    private static SetObject set(Object iterable) {
        if (iterable instanceof SetObject s) {
            return s;
        }
        SetObject result = new SetObject();
        result.addAll(iterable);
        return result;
    }

    private static SetObject copy(SetObject s) {
        return s.copy();
    }

    private static Object fold(BinaryOp op, Object[] a) {
        SetObject result = copy(self(a));
        for (Object other : ((TupleObject) a[1]).items) {
            if (op == BinaryOp.OR) {
                result.addAll(other);
            } else {
                result = (SetObject) Operations.binary(op, result, set(other));
            }
        }
        return result;
    }

    private static Object foldInto(BinaryOp op, Object[] a) {
        if (op == BinaryOp.OR) {
            for (Object other : ((TupleObject) a[1]).items) {
                self(a).addAll(other);
            }
        } else {
            for (Object other : ((TupleObject) a[1]).items) {
                Operations.inPlace(op, self(a), set(other));
            }
        }
        return None.NONE;
    }

    static void fill(ClassObject t, boolean frozen) {
        if (frozen) {
            t.attribute("__new__", TypeTables.make("__new__(cls, iterable=(), /)", a -> {
                if (a[0] == Types.FROZENSET && a[1] instanceof SetObject s && s.type() == Types.FROZENSET) {
                    return s;
                }
                SetObject result = new SetObject((ClassObject) a[0]);
                result.addAll(a[1]);
                return result;
            }));
            t.method("__hash__(self, /)", "Return hash(self).", a -> Operations.hash(copy(self(a))));
        } else {
            t.method("__init__(self, iterable=(), /)", null, a -> {
                self(a).clear();
                self(a).addAll(a[1]);
                return None.NONE;
            });
            t.attribute("__hash__", None.NONE);
            mutators(t);
        }
        t.method("union(self, *others)", "Elements from the set and all others.", a -> fold(BinaryOp.OR, a));
        t.method("intersection(self, *others)", "Elements common to the set and all others.", a -> fold(BinaryOp.AND, a));
        t.method("difference(self, *others)", "Elements of the set that are in no other.", a -> fold(BinaryOp.SUB, a));
        t.method("symmetric_difference(self, other, /)", "Elements in exactly one of the two.",
                a -> Operations.binary(BinaryOp.XOR, copy(self(a)), set(a[1])));
        t.method("issubset(self, other, /)", "Whether another set contains this one.",
                a -> Operations.compare(CompareOp.LE, self(a), set(a[1])));
        t.method("issuperset(self, other, /)", "Whether this set contains another.",
                a -> Operations.compare(CompareOp.GE, self(a), set(a[1])));
        t.method("isdisjoint(self, other, /)", "True if two sets have a null intersection.",
                a -> ((SetObject) Operations.binary(BinaryOp.AND, copy(self(a)), set(a[1]))).size() == 0);
        t.method("copy(self, /)", "A shallow copy.", a -> copy(self(a)));
        t.method("__len__(self, /)", "Return len(self).", a -> (long) self(a).size());
        t.method("__contains__(self, item, /)", "Return item in self.", a -> self(a).contains(a[1]));
        t.method("__iter__(self, /)", "Implement iter(self).", a -> new IteratorObject(Types.iterator("set_iterator"), self(a).iterate()));
        TypeTables.operators(t, BinaryOp.AND, BinaryOp.OR, BinaryOp.SUB, BinaryOp.XOR);
        TypeTables.comparisons(t);
    }

    private static void mutators(ClassObject t) {
        t.method("add(self, item, /)", "Add an element.", a -> {
            self(a).add(a[1]);
            return None.NONE;
        });
        t.method("remove(self, item, /)", "Remove an element; KeyError if it is not a member.", a -> {
            if (!self(a).remove(a[1])) {
                throw Errors.keyError(a[1]);
            }
            return None.NONE;
        });
        t.method("discard(self, item, /)", "Remove an element if it is a member.", a -> {
            self(a).remove(a[1]);
            return None.NONE;
        });
        t.method("pop(self, /)", "Remove and return an arbitrary element; KeyError if the set is empty.", a -> {
            Object item = self(a).pop();
            if (item == null) {
                throw Errors.keyError(Strings.of("pop from an empty set"));
            }
            return item;
        });
        t.method("clear(self, /)", "Remove all elements.", a -> {
            self(a).clear();
            return None.NONE;
        });
        t.method("update(self, *others)", "Add elements from all others.", a -> foldInto(BinaryOp.OR, a));
        t.method("intersection_update(self, *others)", "Keep only elements found in all others.",
                a -> foldInto(BinaryOp.AND, a));
        t.method("difference_update(self, *others)", "Remove elements found in others.", a -> foldInto(BinaryOp.SUB, a));
        t.method("symmetric_difference_update(self, other, /)", "Keep elements found in exactly one.", a -> {
            Operations.inPlace(BinaryOp.XOR, self(a), set(a[1]));
            return None.NONE;
        });
    }

    // ---------------------------------------------------------------- views

    static void view(ClassObject t) {
        t.method("__len__(self, /)", null, a -> (long) ((DictView) a[0]).dict.size());
        t.method("__iter__(self, /)", null, a -> new IteratorObject(Types.ITERATOR, ((DictView) a[0]).iterate()));
        t.method("__repr__(self, /)", null, a -> Strings.of(((DictView) a[0]).type().name() + "("
                + Strings.java(Operations.repr(new ListObject(Operations.items(a[0])))) + ")"));
        t.method("__reversed__(self, /)", null, a -> {
            java.util.List<Object> items = java.util.Arrays.asList(Operations.items(a[0]));
            java.util.Collections.reverse(items);
            return new IteratorObject(Types.ITERATOR, org.jacobilang.runtime.Iteration.of(items.iterator()));
        });
        if (t == Types.DICT_VALUES) {
            return;
        }
        t.method("__contains__(self, item, /)", null, a -> {
            DictView v = (DictView) a[0];
            if (v.kind == DictView.Kind.KEYS) {
                return v.dict.get(a[1]) != null;
            }
            return a[1] instanceof TupleObject p && p.items.length == 2 && v.dict.get(p.items[0]) != null
                    && Operations.equal(v.dict.get(p.items[0]), p.items[1]);
        });
        t.method("isdisjoint(self, other, /)", null,
                a -> ((SetObject) Operations.binary(BinaryOp.AND, ((DictView) a[0]).set(), set(a[1]))).size() == 0);
    }
}
