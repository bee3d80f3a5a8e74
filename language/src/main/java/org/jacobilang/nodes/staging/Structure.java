package org.jacobilang.nodes.staging;

import com.oracle.truffle.api.strings.TruffleString;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jacobilang.array.ArrayLike;
import org.jacobilang.execute.TracedNumber;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.ComplexValue;
import org.jacobilang.runtime.DictObject;
import org.jacobilang.runtime.InstanceObject;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.TupleObject;

/** A guest value split into numbers and arrays (leaves) and what holds them together. */
sealed interface Structure {
    /** A number or an array. */
    record Leaf() implements Structure {
    }

    /** A value that must be the same on every path. */
    record Fixed(Object value) implements Structure {
        @Override
        public boolean equals(Object o) {
            return o instanceof Fixed f && same(f.value, value);
        }

        @Override
        public int hashCode() {
            return 7;
        }
    }

    /** A tuple, list or dict; {@code keys} for a dict. */
    record Container(Object type, List<Object> keys, List<Structure> parts) implements Structure {
    }

    static boolean number(Object v) {
        return v instanceof Long || v instanceof Double || v instanceof Boolean || v instanceof ComplexValue;
    }

    /** Whether two values need no merging: the same object, or equal numbers or strings of one type. */
    static boolean same(Object a, Object b) {
        return a == b || a != null && b != null && a.getClass() == b.getClass() && (number(a)
                || a instanceof BigInteger || a instanceof TruffleString
                || a instanceof Place.FixedKey) && Objects.equals(a, b);
    }

    /** Deeper than this, a value is one that holds itself. */
    int DEEPEST = 50;

    static Structure of(Object value, List<Object> leaves) {
        return of(value, leaves, 0);
    }

    private static Structure of(Object value, List<Object> leaves, int depth) {
        if (depth > DEEPEST) {
            throw Trace.refuse("a value that holds itself differs between paths");
        }
        if (value instanceof ArrayLike || number(value) || value instanceof TracedNumber) {
            leaves.add(value);
            return new Leaf();
        }
        return switch (value) {
            case TupleObject t -> new Container(t.type(), List.of(), parts(t.items, leaves, depth));
            case ListObject l -> new Container(l.type(), List.of(), parts(l.toArray(), leaves, depth));
            case DictObject d -> {
                Object[] keys = d.keyArray();
                Object[] values = new Object[keys.length];
                for (int i = 0; i < keys.length; i++) {
                    values[i] = d.get(keys[i]);
                }
                yield new Container(d.type(), Arrays.asList(keys), parts(values, leaves, depth));
            }
            case InstanceObject o when isPlain(o) -> {
                TruffleString[] names = o.ownNames();
                Object[] values = new Object[names.length];
                for (int i = 0; i < names.length; i++) {
                    values[i] = o.own(names[i]);
                }
                yield new Container(o.type(), Arrays.asList((Object[]) names), parts(values, leaves, depth));
            }
            case null, default -> new Fixed(value);
        };
    }

    /** An instance of a class of the program that has nothing but its attributes. */
    static boolean isPlain(InstanceObject o) {
        return o.getClass() == InstanceObject.class && !o.type().isBuiltin() && o.type().layout == ClassObject.Layout.OBJECT;
    }

    private static List<Structure> parts(Object[] items, List<Object> leaves, int depth) {
        List<Structure> parts = new ArrayList<>();
        for (Object item : items) {
            parts.add(of(item, leaves, depth + 1));
        }
        return parts;
    }

    /** A value of this structure; lists and dicts are new objects. */
    static Object rebuild(Structure s, java.util.Iterator<?> leaves) {
        return switch (s) {
            case Leaf l -> leaves.next();
            case Fixed f -> f.value;
            case Container c -> {
                Object[] items = new Object[c.parts.size()];
                for (int i = 0; i < items.length; i++) {
                    items[i] = rebuild(c.parts.get(i), leaves);
                }
                ClassObject type = (ClassObject) c.type;
                if (type.layout == ClassObject.Layout.OBJECT) {
                    InstanceObject o = new InstanceObject(type);
                    for (int i = 0; i < items.length; i++) {
                        o.own((TruffleString) c.keys.get(i), items[i]);
                    }
                    yield merged(o);
                }
                if (type.isSubclassOf(org.jacobilang.runtime.Types.TUPLE)) {
                    yield new TupleObject(type, items);
                }
                if (type.isSubclassOf(org.jacobilang.runtime.Types.LIST)) {
                    yield merged(new ListObject(type, items, items.length));
                }
                DictObject d = new DictObject(type);
                for (int i = 0; i < items.length; i++) {
                    d.put(c.keys.get(i), items[i]);
                }
                yield merged(d);
            }
        };
    }

    private static Object merged(InstanceObject o) {
        if (Trace.current() != null) {
            Trace.current().merged(o);
        }
        return o;
    }
}
