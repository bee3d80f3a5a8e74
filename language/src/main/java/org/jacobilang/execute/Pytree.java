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
    private static final TruffleString DEFAULT_FACTORY = Strings.name("default_factory");

    private Pytree() {
    }

    /** {@code flatten(x) -> (children, aux)} and {@code unflatten(aux, children)}. */
    private record Registration(Object flatten, Object unflatten, Object named) {
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

        static boolean sameAuxiliary(Object a, Object b) {
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

    /** {@code named} is as {@code flatten}, its children pairs of a name and a value; null if they have no names. */
    public static void register(ClassObject type, Object flatten, Object unflatten, Object named) {
        if (REGISTERED.putIfAbsent(type, new Registration(flatten, unflatten, named)) != null) {
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
        if (value == None.NONE) {
            return Empty.EMPTY;
        }
        Node n = open(value, false);
        if (n == null) {
            leaves.add(value);
            return Leaf.LEAF;
        }
        return new Branch(n.type, n.auxiliary, children(n.items, leaves, isLeaf), n.registered);
    }

    /** A container seen from outside: what it holds, and what is needed to build it again; {@code names} say where each item was. */
    record Node(ClassObject type, Object auxiliary, Object[] items, boolean registered, Object names) {
    }

    /** The container that the value is, or null for a leaf or None; with the items' own names if a registered class gives them. */
    static Node open(Object value, boolean named) {
        switch (value) {
            case TupleObject t when t.type() == Types.TUPLE || t.type().lookup(FIELDS) != null
                    && !REGISTERED.containsKey(t.type()) -> {
                return new Node(t.type(), null, t.items, false, t.type() == Types.TUPLE ? null : t.type().lookup(FIELDS));
            }
            case ListObject l when l.type() == Types.LIST -> {
                return new Node(l.type(), null, l.toArray(), false, null);
            }
            case DictObject d when d.type() == Types.DICT || isOrdered(d.type()) || isDefault(d.type()) -> {
                Object[] keys = d.keyArray();
                if (!isOrdered(d.type())) {
                    sort(keys);
                }
                Object[] values = new Object[keys.length];
                for (int i = 0; i < keys.length; i++) {
                    values[i] = d.get(keys[i]);
                }
                Object auxiliary = isDefault(d.type()) ? new DefaultKeys(keys, d.own(DEFAULT_FACTORY)) : keys;
                return new Node(d.type(), auxiliary, values, false, null);
            }
            case org.jacobilang.runtime.InstanceObject o when REGISTERED.containsKey(o.type()) -> {
                Registration r = REGISTERED.get(o.type());
                boolean withNames = named && r.named != null;
                Object pair = Operations.call(withNames ? r.named : r.flatten, o);
                if (!(pair instanceof TupleObject t) || t.items.length < 2) {
                    throw Errors.typeError("The to_iterable function for a custom PyTree node should return a "
                            + "(children, aux_data) tuple, got %s", Strings.java(Operations.repr(pair)));
                }
                Object[] items = items(t.items[0]);
                if (!withNames) {
                    return new Node(o.type(), t.items[1], items, true, null);
                }
                Object[] names = new Object[items.length];
                for (int i = 0; i < items.length; i++) {
                    Object[] entry = items(items[i]);
                    names[i] = entry[0];
                    items[i] = entry[1];
                }
                return new Node(o.type(), t.items[1], items, true, new TupleObject(names));
            }
            case null, default -> {
                return null;
            }
        }
    }

    private static boolean isOrdered(ClassObject type) {
        return type.name().equals("OrderedDict");
    }

    private static boolean isDefault(ClassObject type) {
        return type.name().equals("defaultdict");
    }

    /** What a defaultdict is built from besides its values. */
    record DefaultKeys(Object[] keys, Object factory) {
        @Override
        public boolean equals(Object o) {
            return o instanceof DefaultKeys d && factory == d.factory && Branch.sameAuxiliary(keys, d.keys);
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(factory);
        }
    }

    /** A dict's keys in order, or null. */
    static Object[] keys(Object auxiliary) {
        return auxiliary instanceof Object[] keys ? keys : auxiliary instanceof DefaultKeys d ? d.keys : null;
    }

    /** The subtrees of a value that stand where the definition has leaves; null where the value is built otherwise. */
    static List<Object> flattenUpTo(Definition definition, Object value) {
        List<Object> found = new ArrayList<>();
        return upTo(definition, value, found) ? found : null;
    }

    private static boolean upTo(Definition definition, Object value, List<Object> found) {
        switch (definition) {
            case Leaf l -> {
                found.add(value);
                return true;
            }
            case Empty e -> {
                return value == None.NONE;
            }
            case Branch b -> {
                Node n = value == None.NONE ? null : open(value, false);
                if (n == null || n.type != b.type || n.items.length != b.children.size()) {
                    return false;
                }
                Object[] items = n.items;
                if (isOrdered(b.type) && !Branch.sameAuxiliary(n.auxiliary, b.auxiliary)) {
                    // An OrderedDict may have its keys in another order.
                    items = new Object[n.items.length];
                    for (int i = 0; i < items.length; i++) {
                        items[i] = ((DictObject) value).get(((Object[]) b.auxiliary)[i]);
                        if (items[i] == null) {
                            return false;
                        }
                    }
                } else if (!Branch.sameAuxiliary(keys(n.auxiliary) != null ? keys(n.auxiliary) : n.auxiliary,
                        keys(b.auxiliary) != null ? keys(b.auxiliary) : b.auxiliary)) {
                    return false;
                }
                for (int i = 0; i < items.length; i++) {
                    if (!upTo(b.children.get(i), items[i], found)) {
                        return false;
                    }
                }
                return true;
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
        if (leaves.size() < definition.leaves()) {
            throw Errors.valueError("Too few leaves for PyTreeDef; expected %d, got %d", definition.leaves(), leaves.size());
        }
        if (leaves.size() > definition.leaves()) {
            throw Errors.valueError("Too many leaves for PyTreeDef; expected %d.", definition.leaves());
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
                Object[] keys = keys(b.auxiliary);
                if (b.auxiliary instanceof DefaultKeys k && k.factory != null) {
                    d.own(DEFAULT_FACTORY, k.factory);
                }
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
            case DictObject d when full instanceof Branch b && keys(b.auxiliary) != null -> {
                Object[] keys = keys(b.auxiliary);
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
                for (Definition child : b.children) {
                    parts.add(show(child));
                }
                String all = String.join(", ", parts);
                Object[] keys = b.registered ? null : keys(b.auxiliary);
                if (b.registered) {
                    yield custom(b.type.name() + "[" + Strings.java(Operations.str(b.auxiliary)) + "]", all);
                }
                if (keys != null && b.type != Types.DICT) {
                    Object shown = isOrdered(b.type) ? new TupleObject(keys)
                            : new TupleObject(((DefaultKeys) b.auxiliary).factory, new TupleObject(keys));
                    yield custom(b.type.name() + "[" + Strings.java(Operations.repr(shown)) + "]", all);
                }
                if (keys != null) {
                    for (int i = 0; i < keys.length; i++) {
                        parts.set(i, Strings.java(Operations.repr(keys[i])) + ": " + parts.get(i));
                    }
                    yield "{" + String.join(", ", parts) + "}";
                }
                yield b.type == Types.LIST ? "[" + all + "]" : b.type == Types.TUPLE ? "(" + all + (parts.size() == 1 ? ",)" : ")")
                        : custom("namedtuple[" + b.type.name() + "]", all);
            }
        };
    }

    private static String custom(String what, String children) {
        return "CustomNode(" + what + ", [" + children + "])";
    }

    /** Whether two trees have one structure. */
    public static boolean same(Definition a, Definition b) {
        return Objects.equals(a, b);
    }
}
