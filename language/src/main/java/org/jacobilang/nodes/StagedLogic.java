package org.jacobilang.nodes;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.jacobilang.nodes.staging.Staging;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.PythonException;

/** Truth in the trees that trace. A condition is a Java boolean where it is known, else a traced scalar. */
final class StagedLogic {
    private StagedLogic() {
    }

    /** The expression as a condition: its value is a Boolean or a traced bool. */
    static ExpressionNode truth(ExpressionNode value) {
        return value instanceof AndOr a ? a.asCondition() : value instanceof Not || value instanceof Truth ? value : new Truth(value);
    }

    private static Object truthOf(Object value, JacobiNode node) {
        try {
            return Staging.traced(value) ? Staging.truth(value) : (Object) Operations.truth(value);
        } catch (PythonException e) {
            throw node.located(e);
        }
    }

    static final class Truth extends ExpressionNode {
        @Child private ExpressionNode value;

        Truth(ExpressionNode value) {
            this.value = value;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            return truthOf(value.execute(frame), value);
        }
    }

    static final class Not extends ExpressionNode {
        @Child private ExpressionNode truth;

        Not(ExpressionNode operand) {
            truth = truth(operand);
        }

        @Override
        public Object execute(VirtualFrame frame) {
            Object flag = truth.execute(frame);
            return flag instanceof Boolean known ? (Object) !known : Staging.not(flag);
        }
    }

    /** {@code and}, {@code or}: the value of the operand that decided or, as a condition, its truth. */
    static final class AndOr extends ExpressionNode {
        private final boolean isAnd;
        @Child private ExpressionNode left;
        @Child private ExpressionNode right;
        private boolean condition;

        AndOr(boolean isAnd, ExpressionNode left, ExpressionNode right) {
            this.isAnd = isAnd;
            this.left = left;
            this.right = right;
        }

        /** Only whether the value is true is asked for. */
        AndOr asCondition() {
            condition = true;
            left = truth(left);
            right = truth(right);
            return this;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            Object value = left.execute(frame);
            Object flag = truthOf(value, left);
            if (flag instanceof Boolean known) {
                return known == isAnd ? right.execute(frame) : value;
            }
            if (condition) {
                return Staging.both(frame.materialize(), isAnd, flag, () -> right.execute(frame));
            }
            return Staging.choose(frame.materialize(), flag, () -> isAnd ? right.execute(frame) : value,
                    () -> isAnd ? value : right.execute(frame));
        }
    }

    static final class Conditional extends ExpressionNode {
        @Child private ExpressionNode test;
        @Child private ExpressionNode body;
        @Child private ExpressionNode orElse;

        Conditional(ExpressionNode test, ExpressionNode body, ExpressionNode orElse) {
            this.test = truth(test);
            this.body = body;
            this.orElse = orElse;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            Object flag = test.execute(frame);
            if (flag instanceof Boolean known) {
                return known ? body.execute(frame) : orElse.execute(frame);
            }
            return Staging.choose(frame.materialize(), flag, () -> body.execute(frame), () -> orElse.execute(frame));
        }
    }

    /** {@code a < b < c}: the comparisons after a traced one are made where it holds. */
    static final class Chain extends ExpressionNode {
        @Children private final ExpressionNode[] comparisons;

        Chain(ExpressionNode[] comparisons) {
            this.comparisons = comparisons;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            return from(frame, 0);
        }

        private Object from(VirtualFrame frame, int i) {
            Object value = comparisons[i].execute(frame);
            if (i == comparisons.length - 1) {
                return value;
            }
            Object flag = truthOf(value, this);
            if (flag instanceof Boolean known) {
                return known ? from(frame, i + 1) : value;
            }
            return Staging.choose(frame.materialize(), flag, () -> from(frame, i + 1), () -> value);
        }
    }
}
