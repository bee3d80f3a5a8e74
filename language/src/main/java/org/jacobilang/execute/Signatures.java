package org.jacobilang.execute;

import com.oracle.truffle.api.strings.TruffleString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayLike;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.Promotion;
import org.jacobilang.numpy.HostArray;
import org.jacobilang.numpy.HostScalar;
import org.jacobilang.program.Tracer;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.PythonException;
import org.jacobilang.runtime.Strings;

/** The arguments of one call, split into arrays and what is static. */
final class Signatures {
    private Signatures() {
    }

    /** Positional values and keyword values as one flat list of leaves, with what is needed to put them together again. */
    static final class Arguments {
        final Pytree.Definition[] trees;
        final TruffleString[] names;
        /** A static argument in place of its tree, or null. */
        final Object[] statics;
        final List<ArrayLike> leaves;
        /** Per argument null, or per leaf the value that stays as it is, or null for one among {@link #leaves}. */
        private final Object[][] kept;

        Arguments(Pytree.Definition[] trees, TruffleString[] names, Object[] statics, Object[][] kept, List<ArrayLike> leaves) {
            this.trees = trees;
            this.names = names;
            this.statics = statics;
            this.kept = kept;
            this.leaves = leaves;
        }

        /** How many of the leaves belong to argument i. */
        private int count(int i) {
            int n = trees[i] == null ? 0 : trees[i].leaves();
            if (n > 0 && kept[i] != null) {
                for (Object k : kept[i]) {
                    n -= k == null ? 0 : 1;
                }
            }
            return n;
        }

        boolean anyTraced() {
            for (ArrayLike a : leaves) {
                if (a instanceof Tracer) {
                    return true;
                }
            }
            return false;
        }

        List<AbstractValue> avals() {
            List<AbstractValue> avals = new ArrayList<>(leaves.size());
            for (ArrayLike a : leaves) {
                avals.add(a.aval());
            }
            return avals;
        }

        /** The arguments with other leaves. */
        Object[] with(List<? extends ArrayLike> values) {
            Object[] result = new Object[trees.length];
            int at = 0;
            for (int i = 0; i < result.length; i++) {
                if (trees[i] == null) {
                    result[i] = statics[i];
                } else {
                    int n = count(i);
                    List<? extends ArrayLike> own = values.subList(at, at + n);
                    result[i] = Pytree.unflatten(trees[i], kept[i] == null ? own : merged(kept[i], own));
                    at += n;
                }
            }
            return result;
        }

        private static List<Object> merged(Object[] kept, List<? extends ArrayLike> values) {
            List<Object> all = new ArrayList<>();
            int at = 0;
            for (Object k : kept) {
                all.add(k == null ? values.get(at++) : k);
            }
            return all;
        }

        /** Where the leaves of argument i begin. */
        int offset(int i) {
            int at = 0;
            for (int k = 0; k < i; k++) {
                at += count(k);
            }
            return at;
        }

        /** The positions of the leaves that belong to these arguments. */
        Set<Integer> leavesOf(Test test) {
            Set<Integer> found = new HashSet<>();
            int positional = trees.length - names.length;
            int at = 0;
            for (int i = 0; i < trees.length; i++) {
                int n = count(i);
                boolean mine = n > 0 && test.test(i < positional ? i : -1, i < positional ? null : names[i - positional]);
                for (int k = 0; k < n && mine; k++) {
                    found.add(at + k);
                }
                at += n;
            }
            return found;
        }

        Key key() {
            List<Object> fixed = new ArrayList<>(Arrays.asList(statics));
            for (Object[] k : kept) {
                fixed.add(null);
                for (Object value : k == null ? new Object[0] : k) {
                    fixed.add(value == null ? null : Same.orValue(value));
                }
            }
            return new Key(trees, names, fixed.toArray(), avals());
        }
    }

    /** A value without a hash of its own, compared by identity. */
    private record Same(Object value) {
        static Object orValue(Object value) {
            try {
                Operations.hash(value);
                return value;
            } catch (PythonException e) {
                return new Same(value);
            }
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof Same s && s.value == value;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(value);
        }
    }

    /** What a traced program depends on besides the values of its arrays. */
    static final class Key {
        private final Pytree.Definition[] trees;
        private final TruffleString[] names;
        private final Object[] statics;
        private final List<AbstractValue> avals;
        private final boolean x64;
        private final int hash;

        Key(Pytree.Definition[] trees, TruffleString[] names, Object[] statics, List<AbstractValue> avals) {
            this.trees = trees;
            this.names = names;
            this.statics = statics;
            this.avals = avals;
            this.x64 = Promotion.x64();
            int h = Arrays.hashCode(trees) * 31 + avals.hashCode();
            for (Object s : statics) {
                h = h * 31 + (s == null ? 0 : Long.hashCode(staticHash(s)));
            }
            this.hash = h * 31 + Arrays.hashCode(names);
        }

        private static long staticHash(Object s) {
            return s instanceof ArrayValue ? System.identityHashCode(s) : s instanceof Same ? s.hashCode() : Operations.hash(s);
        }

        @Override
        public boolean equals(Object o) {
            if (!(o instanceof Key k) || k.hash != hash || k.x64 != x64 || !Arrays.equals(k.trees, trees)
                    || !Arrays.equals(k.names, names) || !k.avals.equals(avals)) {
                return false;
            }
            if (statics.length != k.statics.length) {
                return false;
            }
            for (int i = 0; i < statics.length; i++) {
                Object a = statics[i];
                Object b = k.statics[i];
                if (a != b && (a == null || b == null || a.getClass() != b.getClass() || a instanceof ArrayLike
                        || !(a instanceof Same ? a.equals(b) : Operations.equal(a, b)))) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** Which arguments something is true of: a position, or -1 and a name. */
    @FunctionalInterface
    interface Test {
        boolean test(int position, TruffleString name);
    }

    /** Flattens the arguments; a leaf that is no array is an error that says so, as {@code message} has it. */
    static Arguments split(String function, Object[] arguments, TruffleString[] names, Test isStatic) {
        return split(function, arguments, names, isStatic, false);
    }

    /** Flattens the arguments. Of those that the test names only the arrays are leaves: numbers and the rest stay as they are. */
    static Arguments arraysOf(String function, Object[] arguments, TruffleString[] names, Test others) {
        return split(function, arguments, names, others, true);
    }

    private static Arguments split(String function, Object[] arguments, TruffleString[] names, Test isStatic, boolean byLeaf) {
        int positional = arguments.length - names.length;
        Pytree.Definition[] trees = new Pytree.Definition[arguments.length];
        Object[] statics = new Object[arguments.length];
        Object[][] kept = new Object[arguments.length][];
        List<ArrayLike> leaves = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            TruffleString name = i < positional ? null : names[i - positional];
            boolean fixed = isStatic.test(i < positional ? i : -1, name);
            if (fixed && !byLeaf) {
                statics[i] = hashable(arguments[i]);
                continue;
            }
            List<Object> parts = new ArrayList<>();
            trees[i] = Pytree.flatten(arguments[i], parts);
            for (int k = 0; k < parts.size(); k++) {
                Object leaf = parts.get(k);
                if (fixed && !(leaf instanceof ArrayLike || leaf instanceof HostArray || leaf instanceof HostScalar)) {
                    kept[i] = kept[i] == null ? new Object[parts.size()] : kept[i];
                    kept[i][k] = leaf;
                    continue;
                }
                ArrayLike a = Bind.lift(leaf);
                if (a == null && ArrayCreation.isForeign(leaf)) {
                    a = ArrayCreation.array(leaf, null);
                }
                if (a == null) {
                    throw notAnArray(function, leaf);
                }
                leaves.add(a);
            }
        }
        return new Arguments(trees, names, statics, kept, leaves);
    }

    private static Object hashable(Object value) {
        if (!(value instanceof ArrayLike)) {
            try {
                Operations.hash(value);
            } catch (PythonException e) {
                throw Errors.valueError("Non-hashable static arguments are not supported. An error occurred while trying to hash an object of "
                        + "type <class '%s'>, %s. The error was:%nTypeError: %s%n", Operations.typeOf(value).fullName(),
                        Strings.java(Operations.repr(value)), e.getMessage());
            }
        }
        return value;
    }

    private static RuntimeException notAnArray(String function, Object leaf) {
        return Errors.typeError("Error interpreting argument to %s as an abstract array. The problematic value is of type "
                + "%s.%nThis typically means that a jit-wrapped function was called with a non-array argument, and this "
                + "argument was not marked as static using the static_argnums or static_argnames parameters of jax.jit.",
                function, "<class '" + Operations.typeOf(leaf).fullName() + "'>");
    }
}
