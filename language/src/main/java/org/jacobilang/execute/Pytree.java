package org.jacobilang.execute;

import com.oracle.truffle.api.strings.TruffleString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.DictObject;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.Iteration;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;
import org.jacobilang.runtime.Types;

/** JAX's pytrees: lists, tuples, dicts (by sorted key), None, named tuples and registered classes over leaves. */
public final class Pytree {
    private static final Map<ClassObject, Registration> REGISTERED = Collections.synchronizedMap(new WeakHashMap<>());
    private static final TruffleString FIELDS = Strings.name("_fields");

    private Pytree() {
    }

    /** {@code flatten(x) -> (children, aux)} and {@code unflatten(aux, children)}. */
    private record Registration(Object flatten, Object unflatten) {
    }

    /** The structure of a tree. */
    public sealed interface Definition {
        /** The number of leaves. */
        int leaves();
    }

    /** A leaf, printed as a star. */
    public record Leaf() implements Definition {
        public static final Leaf LEAF = new Leaf();

        @Override
        public int leaves() {
            return 1;
        }
    }

    /** No leaves: None. */
    public record Empty() implements Definition {
        public static final Empty EMPTY = new Empty();

        @Override
        public int leaves() {
            return 0;
        }
    }

    /** A container; {@code auxiliary} holds a dict's keys or what a registered class keeps. */
    public static final class Branch implements Definition {
        public final ClassObject type;
        public final Object auxiliary;
        public final List<Definition> children;
        private final int leaves;
        private final boolean registered;

        Branch(ClassObject type, Object auxiliary, List<Definition> children, boolean registered) {
            this.type = type;
            this.auxiliary = auxiliary;
            this.children = children;
            this.registered = registered;
            int n = 0;
            for (Definition d : children) {
                n += d.leaves();
            }
            this.leaves = n;
        }

        @Override
        public int leaves() {
            return leaves;
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof Branch b && b.type == type && b.children.equals(children)
                    && sameAuxiliary(b.auxiliary, auxiliary);
        }

        private static boolean sameAuxiliary(Object a, Object b) {
            if (a instanceof Object[] x && b instanceof Object[] y) {
                if (x.length != y.length) {
                    return false;
                }
                for (int i = 0; i < x.length; i++) {
                    if (!Operations.equal(x[i], y[i])) {
                        return false;
                    }
                }
                return true;
            }
            return a == b || a != null && b != null && Operations.equal(a, b);
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(type) + children.hashCode();
        }
    }

    public static void register(ClassObject type, Object flatten, Object unflatten) {
        if (REGISTERED.putIfAbsent(type, new Registration(flatten, unflatten)) != null) {
            throw Errors.valueError("Duplicate custom PyTreeDef type registration for <class '%s'>.", type.fullName());
        }
    }

    public static Definition flatten(Object value, List<Object> leaves) {
        return flatten(value, leaves, null);
    }

    /** {@code isLeaf} is a guest predicate or null. */
    public static Definition flatten(Object value, List<Object> leaves, Object isLeaf) {
        if (isLeaf != null && Operations.truth(Operations.call(isLeaf, value))) {
            leaves.add(value);
            return Leaf.LEAF;
        }
        switch (value) {
            case None n -> {
                return Empty.EMPTY;
            }
            case TupleObject t when t.type() == Types.TUPLE || t.type().lookup(FIELDS) != null
                    && !REGISTERED.containsKey(t.type()) -> {
                return new Branch(t.type(), null, children(t.items, leaves, isLeaf), false);
            }
            case ListObject l when l.type() == Types.LIST -> {
                return new Branch(l.type(), null, children(l.toArray(), leaves, isLeaf), false);
            }
            case DictObject d when d.type() == Types.DICT || d.type().name().equals("OrderedDict")
                    || d.type().name().equals("defaultdict") -> {
                Object[] keys = d.keyArray();
                if (!d.type().name().equals("OrderedDict")) {
                    sort(keys);
                }
                Object[] values = new Object[keys.length];
                for (int i = 0; i < keys.length; i++) {
                    values[i] = d.get(keys[i]);
                }
                return new Branch(d.type(), keys, children(values, leaves, isLeaf), false);
            }
            case org.jacobilang.runtime.InstanceObject o when REGISTERED.containsKey(o.type()) -> {
                Object pair = Operations.call(REGISTERED.get(o.type()).flatten, o);
                if (!(pair instanceof TupleObject t) || t.items.length < 2) {
                    throw Errors.typeError("The to_iterable function for a custom PyTree node should return a "
                            + "(children, aux_data) tuple, got %s", Strings.java(Operations.repr(pair)));
                }
                return new Branch(o.type(), t.items[1], children(items(t.items[0]), leaves, isLeaf), true);
            }
            case null, default -> {
                leaves.add(value);
                return Leaf.LEAF;
            }
        }
    }

    static Object[] items(Object iterable) {
        List<Object> all = new ArrayList<>();
        Iteration i = Operations.iterator(iterable);
        for (Object item = i.next(); item != Iteration.END; item = i.next()) {
            all.add(item);
        }
        return all.toArray();
    }

    private static void sort(Object[] keys) {
        try {
            Arrays.sort(keys, (a, b) -> Operations.truth(Operations.compare(
                    org.jacobilang.runtime.CompareOp.LT, a, b)) ? -1 : Operations.equal(a, b) ? 0 : 1);
        } catch (org.jacobilang.runtime.PythonException e) {
            throw Errors.valueError("Comparator raised exception while sorting pytree dictionary keys.");
        }
    }

    private static List<Definition> children(Object[] items, List<Object> leaves, Object isLeaf) {
        List<Definition> result = new ArrayList<>(items.length);
        for (Object item : items) {
            result.add(flatten(item, leaves, isLeaf));
        }
        return result;
    }

    public static Object unflatten(Definition definition, List<?> leaves) {
        if (leaves.size() != definition.leaves()) {
            throw Errors.valueError("Too %s leaves for PyTreeDef; expected %d, got %d.",
                    leaves.size() < definition.leaves() ? "few" : "many", definition.leaves(), leaves.size());
        }
        return unflatten(definition, leaves.iterator());
    }

    private static Object unflatten(Definition definition, Iterator<?> leaves) {
        return switch (definition) {
            case Leaf l -> leaves.next();
            case Empty e -> None.NONE;
            case Branch b -> {
                Object[] items = new Object[b.children.size()];
                for (int i = 0; i < items.length; i++) {
                    items[i] = unflatten(b.children.get(i), leaves);
                }
                yield rebuild(b, items);
            }
        };
    }

    private static Object rebuild(Branch b, Object[] items) {
        if (b.registered) {
            return Operations.call(REGISTERED.get(b.type).unflatten, b.auxiliary, new TupleObject(items));
        }
        return switch (b.type.layout) {
            case TUPLE -> new TupleObject(b.type, items);
            case LIST -> new ListObject(b.type, items, items.length);
            default -> {
                DictObject d = new DictObject(b.type);
                Object[] keys = (Object[]) b.auxiliary;
                for (int i = 0; i < items.length; i++) {
                    d.put(keys[i], items[i]);
                }
                yield d;
            }
        };
    }

    /** One value per leaf of {@code full}, from a tree that may end earlier: the value at its leaf counts for all below. */
    public static List<Object> broadcastPrefix(Object prefix, Definition full, String what) {
        List<Object> result = new ArrayList<>();
        broadcast(prefix, full, result, what);
        return result;
    }

    private static void broadcast(Object prefix, Definition full, List<Object> out, String what) {
        Object[] parts = switch (prefix) {
            case TupleObject t -> t.items;
            case ListObject l -> l.toArray();
            case DictObject d when full instanceof Branch b && b.auxiliary instanceof Object[] keys -> {
                Object[] values = new Object[keys.length];
                for (int i = 0; i < keys.length; i++) {
                    values[i] = d.get(keys[i]);
                    if (values[i] == null) {
                        throw mismatch(what);
                    }
                }
                yield values;
            }
            default -> null;
        };
        if (parts == null) {
            out.addAll(Collections.nCopies(full.leaves(), prefix));
            return;
        }
        if (!(full instanceof Branch b) || b.children.size() != parts.length) {
            throw mismatch(what);
        }
        for (int i = 0; i < parts.length; i++) {
            broadcast(parts[i], b.children.get(i), out, what);
        }
    }

    private static RuntimeException mismatch(String what) {
        return Errors.valueError("%s specification must be a tree prefix of the corresponding value.", what);
    }

    /** As JAX prints it, without {@code PyTreeDef(...)}. */
    public static String show(Definition d) {
        return switch (d) {
            case Leaf l -> "*";
            case Empty e -> "None";
            case Branch b -> {
                List<String> parts = new ArrayList<>();
                for (int i = 0; i < b.children.size(); i++) {
                    String part = show(b.children.get(i));
                    parts.add(b.auxiliary instanceof Object[] keys && !b.registered
                            ? Strings.java(Operations.repr(keys[i])) + ": " + part : part);
                }
                String all = String.join(", ", parts);
                if (b.registered) {
                    yield "CustomNode(" + b.type.name() + "[" + Strings.java(Operations.repr(b.auxiliary)) + "], ["
                            + all + "])";
                }
                yield switch (b.type.layout) {
                    case TUPLE -> b.type == Types.TUPLE ? "(" + all + (parts.size() == 1 ? ",)" : ")")
                            : "CustomNode(namedtuple[" + b.type.name() + "], [" + all + "])";
                    case LIST -> "[" + all + "]";
                    default -> "{" + all + "}";
                };
            }
        };
    }

    /** Whether two trees have one structure. */
    public static boolean same(Definition a, Definition b) {
        return Objects.equals(a, b);
    }
}
