package org.jacobilang.nodes;

import com.oracle.truffle.api.dsl.Cached;
import com.oracle.truffle.api.dsl.NodeChild;
import com.oracle.truffle.api.dsl.NodeField;
import com.oracle.truffle.api.dsl.Specialization;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.UnexpectedResultException;
import com.oracle.truffle.api.profiles.CountingConditionProfile;
import com.oracle.truffle.api.strings.TruffleString;
import org.jacobilang.runtime.DictObject;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.PythonException;
import org.jacobilang.runtime.SetObject;
import org.jacobilang.runtime.TupleObject;
import org.jacobilang.runtime.Types;

/** Truth, and what is built on it. */
final class LogicNodes {
    private LogicNodes() {
    }

    static ExpressionNode truth(ExpressionNode value) {
        return LogicNodesFactory.TruthNodeGen.create(value);
    }

    /** Whether a value counts as true. */
    @NodeChild(value = "value", type = ExpressionNode.class)
    abstract static class Truth extends ExpressionNode {
        @Specialization
        static boolean booleans(boolean a) {
            return a;
        }

        @Specialization
        static boolean longs(long a) {
            return a != 0;
        }

        @Specialization
        static boolean doubles(double a) {
            return a != 0;
        }

        @Specialization
        static boolean none(@SuppressWarnings("unused") None a) {
            return false;
        }

        @Specialization
        static boolean strings(TruffleString a) {
            return !a.isEmpty();
        }

        @Specialization(guards = "a.getClass() == cachedClass", limit = "2")
        boolean cached(Object a, @Cached("plainContainer(a)") Class<?> cachedClass) {
            Object exact = com.oracle.truffle.api.CompilerDirectives.castExact(a, cachedClass);
            if (exact instanceof ListObject list && list.type() == org.jacobilang.runtime.Types.LIST) {
                return list.size() != 0;
            }
            if (exact instanceof TupleObject tuple && tuple.type() == org.jacobilang.runtime.Types.TUPLE) {
                return tuple.size() != 0;
            }
            return objects(a);
        }

        static Class<?> plainContainer(Object a) {
            return a.getClass();
        }

        @Specialization(replaces = "cached")
        boolean objects(Object a) {
            try {
                return Operations.truth(a);
            } catch (PythonException e) {
                throw located(e);
            }
        }
    }

    static final class Not extends ExpressionNode {
        @Child private ExpressionNode truth;

        Not(ExpressionNode operand) {
            truth = truth(operand);
        }

        @Override
        public Object execute(VirtualFrame frame) {
            return executeBoolean(frame);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return !test(truth, frame);
        }
    }

    /** Runs a node that is known to give a boolean. */
    static boolean test(ExpressionNode node, VirtualFrame frame) {
        try {
            return node.executeBoolean(frame);
        } catch (UnexpectedResultException e) {
            throw com.oracle.truffle.api.CompilerDirectives.shouldNotReachHere(e);
        }
    }

    /** {@code and} and {@code or}: the value is that of the operand which decided. */
    static final class AndOr extends ExpressionNode {
        private final boolean isAnd;
        @Child private ExpressionNode left;
        @Child private ExpressionNode right;
        @Child private TruthValue truth = LogicNodesFactory.TruthValueNodeGen.create();
        private final CountingConditionProfile profile = CountingConditionProfile.create();

        AndOr(boolean isAnd, ExpressionNode left, ExpressionNode right) {
            this.isAnd = isAnd;
            this.left = left;
            this.right = right;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            Object value = left.execute(frame);
            if (profile.profile(truth.execute(value) == isAnd)) {
                return right.execute(frame);
            }
            return value;
        }
    }

    /** As {@link Truth}, for a value in hand. */
    abstract static class TruthValue extends JacobiNode {
        abstract boolean execute(Object value);

        @Specialization
        static boolean booleans(boolean a) {
            return a;
        }

        @Specialization
        static boolean longs(long a) {
            return a != 0;
        }

        @Specialization
        static boolean doubles(double a) {
            return a != 0;
        }

        @Specialization
        static boolean none(@SuppressWarnings("unused") None a) {
            return false;
        }

        @Specialization(replaces = {"booleans", "longs", "doubles", "none"})
        boolean objects(Object a) {
            try {
                return Operations.truth(a);
            } catch (PythonException e) {
                throw located(e);
            }
        }
    }

    static final class Conditional extends ExpressionNode {
        @Child private ExpressionNode test;
        @Child private ExpressionNode body;
        @Child private ExpressionNode orElse;
        private final CountingConditionProfile profile = CountingConditionProfile.create();

        Conditional(ExpressionNode test, ExpressionNode body, ExpressionNode orElse) {
            this.test = truth(test);
            this.body = body;
            this.orElse = orElse;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            return profile.profile(test(test, frame)) ? body.execute(frame) : orElse.execute(frame);
        }

        @Override
        public long executeLong(VirtualFrame frame) throws UnexpectedResultException {
            return profile.profile(test(test, frame)) ? body.executeLong(frame) : orElse.executeLong(frame);
        }

        @Override
        public double executeDouble(VirtualFrame frame) throws UnexpectedResultException {
            return profile.profile(test(test, frame)) ? body.executeDouble(frame) : orElse.executeDouble(frame);
        }
    }

    /** {@code is}, {@code is not}: identity, where equal machine numbers are one. */
    static final class Is extends ExpressionNode {
        private final boolean negated;
        @Child private ExpressionNode left;
        @Child private ExpressionNode right;

        Is(boolean negated, ExpressionNode left, ExpressionNode right) {
            this.negated = negated;
            this.left = left;
            this.right = right;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            return executeBoolean(frame);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame) {
            return same(left.execute(frame), right.execute(frame)) != negated;
        }
    }

    static boolean same(Object a, Object b) {
        if (a == b) {
            return true;
        }
        if (a instanceof Long x && b instanceof Long y) {
            return x.longValue() == y.longValue();
        }
        if (a instanceof Boolean x && b instanceof Boolean y) {
            return x.booleanValue() == y.booleanValue();
        }
        if (a instanceof Double x && b instanceof Double y) {
            return Double.doubleToRawLongBits(x) == Double.doubleToRawLongBits(y);
        }
        return a instanceof TruffleString s && b instanceof TruffleString t && s.equals(t);
    }

    @NodeChild(value = "item", type = ExpressionNode.class)
    @NodeChild(value = "container", type = ExpressionNode.class)
    @NodeField(name = "negated", type = boolean.class)
    abstract static class In extends ExpressionNode {
        abstract boolean isNegated();

        static boolean isPlain(ListObject list) {
            return list.type() == Types.LIST;
        }

        @Specialization(guards = {"isPlain(list)", "list.isLongs()"})
        boolean longs(long item, ListObject list) {
            for (int i = 0; i < list.size(); i++) {
                if (list.getLong(i) == item) {
                    return !isNegated();
                }
            }
            return isNegated();
        }

        static boolean isPlain(SetObject set) {
            return set.type().isBuiltin();
        }

        @Specialization(guards = "isPlain(set)")
        boolean sets(Object item, SetObject set) {
            try {
                return set.contains(item) != isNegated();
            } catch (PythonException e) {
                throw located(e);
            }
        }

        static boolean isPlain(DictObject dict) {
            return dict.type() == Types.DICT;
        }

        @Specialization(guards = "isPlain(dict)")
        boolean dicts(Object item, DictObject dict) {
            try {
                return dict.get(item) != null != isNegated();
            } catch (PythonException e) {
                throw located(e);
            }
        }

        @Specialization
        boolean general(Object item, Object container) {
            try {
                return Operations.contains(container, item) != isNegated();
            } catch (PythonException e) {
                throw located(e);
            }
        }
    }

    /** {@code a < b < c}: each operand is evaluated once, and none after the comparison that fails. */
    static final class Chain extends ExpressionNode {
        @Children private final ExpressionNode[] comparisons;
        @Children private final TruthValue[] truths;

        /** Each comparison reads what it shares with the next from a slot that the one before wrote. */
        Chain(ExpressionNode[] comparisons) {
            this.comparisons = comparisons;
            this.truths = new TruthValue[comparisons.length];
            for (int i = 0; i < truths.length; i++) {
                truths[i] = LogicNodesFactory.TruthValueNodeGen.create();
            }
        }

        @Override
        @com.oracle.truffle.api.nodes.ExplodeLoop
        public Object execute(VirtualFrame frame) {
            Object value = null;
            for (int i = 0; i < comparisons.length; i++) {
                value = comparisons[i].execute(frame);
                if (i < comparisons.length - 1 && !truths[i].execute(value)) {
                    return value;
                }
            }
            return value;
        }
    }
}
