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
import org.jacobilang.program.Tracer;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.Operations;

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

        Arguments(Pytree.Definition[] trees, TruffleString[] names, Object[] statics, List<ArrayLike> leaves) {
            this.trees = trees;
            this.names = names;
            this.statics = statics;
            this.leaves = leaves;
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
                    int n = trees[i].leaves();
                    result[i] = Pytree.unflatten(trees[i], values.subList(at, at + n));
                    at += n;
                }
            }
            return result;
        }

        /** Where the leaves of argument i begin. */
        int offset(int i) {
            int at = 0;
            for (int k = 0; k < i; k++) {
                at += trees[k] == null ? 0 : trees[k].leaves();
            }
            return at;
        }

        /** The positions of the leaves that belong to these arguments. */
        Set<Integer> leavesOf(Test test) {
            Set<Integer> found = new HashSet<>();
            int positional = trees.length - names.length;
            int at = 0;
            for (int i = 0; i < trees.length; i++) {
                int n = trees[i] == null ? 0 : trees[i].leaves();
                boolean mine = n > 0 && test.test(i < positional ? i : -1, i < positional ? null : names[i - positional]);
                for (int k = 0; k < n && mine; k++) {
                    found.add(at + k);
                }
                at += n;
            }
            return found;
        }

        Key key() {
            return new Key(trees, names, statics, avals());
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
            return s instanceof ArrayValue ? System.identityHashCode(s) : Operations.hash(s);
        }

        @Override
        public boolean equals(Object o) {
            if (!(o instanceof Key k) || k.hash != hash || k.x64 != x64 || !Arrays.equals(k.trees, trees)
                    || !Arrays.equals(k.names, names) || !k.avals.equals(avals)) {
                return false;
            }
            for (int i = 0; i < statics.length; i++) {
                Object a = statics[i];
                Object b = k.statics[i];
                if (a != b && (a == null || b == null || a.getClass() != b.getClass() || a instanceof ArrayLike
                        || !Operations.equal(a, b))) {
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
        int positional = arguments.length - names.length;
        Pytree.Definition[] trees = new Pytree.Definition[arguments.length];
        Object[] statics = new Object[arguments.length];
        List<ArrayLike> leaves = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            TruffleString name = i < positional ? null : names[i - positional];
            if (isStatic.test(i < positional ? i : -1, name)) {
                statics[i] = arguments[i];
                continue;
            }
            List<Object> parts = new ArrayList<>();
            trees[i] = Pytree.flatten(arguments[i], parts);
            for (Object leaf : parts) {
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
        return new Arguments(trees, names, statics, leaves);
    }

    private static RuntimeException notAnArray(String function, Object leaf) {
        return Errors.typeError("Error interpreting argument to %s as an abstract array. The problematic value is of type "
                + "%s.%nThis typically means that a jit-wrapped function was called with a non-array argument, and this "
                + "argument was not marked as static using the static_argnums or static_argnames parameters of jax.jit.",
                function, "<class '" + Operations.typeOf(leaf).fullName() + "'>");
    }
}
