package org.jacobilang.nodes;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.Truffle;
import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.nodes.LoopNode;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.nodes.RepeatingNode;
import com.oracle.truffle.api.nodes.UnexpectedResultException;
import com.oracle.truffle.api.profiles.BranchProfile;
import com.oracle.truffle.api.profiles.CountingConditionProfile;
import org.jacobilang.runtime.Iteration;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.PythonException;
import org.jacobilang.runtime.RangeObject;
import org.jacobilang.runtime.Types;

/** Blocks, branches and loops. */
final class ControlNodes {
    private ControlNodes() {
    }

    /** A statement that says how it ended; run the other way, it throws that. */
    abstract static class Compound extends StatementNode {
        @Override
        public abstract Object executeCompletion(VirtualFrame frame);

        @Override
        public final void execute(VirtualFrame frame) {
            Completion.raise(executeCompletion(frame));
        }
    }

    static final class Block extends Compound {
        @Children private final StatementNode[] statements;

        Block(StatementNode[] statements) {
            this.statements = statements;
        }

        @Override
        @ExplodeLoop
        public Object executeCompletion(VirtualFrame frame) {
            for (StatementNode statement : statements) {
                try {
                    Object completion = statement.executeCompletion(frame);
                    if (completion != null) {
                        return completion;
                    }
                } catch (StackOverflowError | OutOfMemoryError e) {
                    // The innermost statement that has room to say so makes it an error of the program.
                    throw ExceptionNodes.guest(e, statement);
                }
            }
            return null;
        }

        @Override
        public boolean isInstrumentable() {
            return false;
        }
    }

    static final class Expression extends StatementNode {
        @Child private ExpressionNode value;

        Expression(ExpressionNode value) {
            this.value = value;
        }

        @Override
        public void execute(VirtualFrame frame) {
            value.executeVoid(frame);
        }
    }

    static final class Nothing extends StatementNode {
        @Override
        public void execute(VirtualFrame frame) {
        }
    }

    static final class Return extends Compound {
        @Child private ExpressionNode value;

        Return(ExpressionNode value) {
            this.value = value;
        }

        @Override
        public Object executeCompletion(VirtualFrame frame) {
            return value.execute(frame);
        }
    }

    static final class Break extends Compound {
        @Override
        public Object executeCompletion(VirtualFrame frame) {
            return Completion.Break.INSTANCE;
        }
    }

    static final class Continue extends Compound {
        @Override
        public Object executeCompletion(VirtualFrame frame) {
            return Completion.Continue.INSTANCE;
        }
    }

    static final class If extends Compound {
        @Child private ExpressionNode test;
        @Child private StatementNode body;
        @Child private StatementNode orElse;
        private final CountingConditionProfile profile = CountingConditionProfile.create();

        If(ExpressionNode test, StatementNode body, StatementNode orElse) {
            this.test = LogicNodes.truth(test);
            this.body = body;
            this.orElse = orElse;
        }

        @Override
        public Object executeCompletion(VirtualFrame frame) {
            if (profile.profile(LogicNodes.test(test, frame))) {
                return body.executeCompletion(frame);
            }
            return orElse == null ? null : orElse.executeCompletion(frame);
        }
    }

    // ---------------------------------------------------------------- loops

    /** Runs the loop's body and says whether the loop goes on. */
    abstract static class LoopBody extends Node implements RepeatingNode {
        @Child protected StatementNode body;
        private final BranchProfile continued = BranchProfile.create();
        private final BranchProfile broken = BranchProfile.create();

        LoopBody(StatementNode body) {
            this.body = body;
        }

        /** The status after the body: the loop goes on, or it ends with a completion that is not null. */
        final Object runBody(VirtualFrame frame) {
            Object completion;
            try {
                completion = body.executeCompletion(frame);
            } catch (Completion.Continue e) {
                continued.enter();
                completion = null;
            } catch (Completion.Break e) {
                broken.enter();
                return Completion.Break.INSTANCE;
            }
            return completion == null || completion == Completion.Continue.INSTANCE ? CONTINUE_LOOP_STATUS : completion;
        }

        @Override
        public final boolean executeRepeating(VirtualFrame frame) {
            throw CompilerDirectives.shouldNotReachHere();
        }

        @Override
        public final boolean shouldContinue(Object result) {
            return result == CONTINUE_LOOP_STATUS;
        }
    }

    /** How a loop statement ends whose loop ended with {@code result}: null once it has run dry. */
    private static Object finish(VirtualFrame frame, Object result, StatementNode orElse) {
        if (result == null) {
            return orElse == null ? null : orElse.executeCompletion(frame);
        }
        return result == Completion.Break.INSTANCE ? null : result;
    }

    static final class While extends Compound {
        @Child private LoopNode loop;
        @Child private StatementNode orElse;

        While(ExpressionNode test, StatementNode body, StatementNode orElse) {
            this.loop = Truffle.getRuntime().createLoopNode(new WhileBody(LogicNodes.truth(test), body));
            this.orElse = orElse;
        }

        @Override
        public Object executeCompletion(VirtualFrame frame) {
            return finish(frame, loop.execute(frame), orElse);
        }
    }

    static final class WhileBody extends LoopBody {
        @Child private ExpressionNode test;

        WhileBody(ExpressionNode test, StatementNode body) {
            super(body);
            this.test = test;
        }

        @Override
        public Object executeRepeatingWithValue(VirtualFrame frame) {
            if (!LogicNodes.test(test, frame)) {
                return null;
            }
            return runBody(frame);
        }
    }

    /** A loop over anything: a range counts in machine integers, a list is walked by index, all else is an iteration. */
    static final class For extends Compound {
        @Child private ExpressionNode iterable;
        @Child private LoopNode ranges;
        @Child private LoopNode lists;
        @Child private LoopNode others;
        @Child private Advance advance;
        @Child private StatementNode orElse;
        private final StatementNode body;
        private final int state;
        private final int counter;
        private final ExpressionNode store;
        private final int item;

        /**
         * @param state a slot for the iteration
         * @param counter a slot for the position of the loop
         * @param item a slot through which the target gets the item
         * @param store assigns what {@code item} holds to the target
         */
        For(ExpressionNode iterable, int state, int counter, int item, ExpressionNode store, StatementNode body,
                StatementNode orElse) {
            this.iterable = iterable;
            this.state = state;
            this.counter = counter;
            this.item = item;
            this.store = store;
            this.body = body;
            this.orElse = orElse;
        }

        @Override
        public Object executeCompletion(VirtualFrame frame) {
            Object over = iterable.execute(frame);
            Object result;
            if (over instanceof RangeObject range) {
                if (ranges == null) {
                    CompilerDirectives.transferToInterpreterAndInvalidate();
                    ranges = insert(loop(new RangeBody(state, counter, item, copy(store), copyBody())));
                }
                frame.setObject(state, range);
                frame.setLong(counter, 0);
                result = ranges.execute(frame);
            } else if (over instanceof ListObject list && list.type() == Types.LIST) {
                if (lists == null) {
                    CompilerDirectives.transferToInterpreterAndInvalidate();
                    lists = insert(loop(new ListBody(state, counter, item, copy(store), copyBody())));
                }
                frame.setObject(state, list);
                frame.setLong(counter, 0);
                result = lists.execute(frame);
            } else {
                if (others == null) {
                    CompilerDirectives.transferToInterpreterAndInvalidate();
                    Advance own = new Advance(item);
                    own.at(iterable.start(), iterable.length());
                    advance = insert(new Advance(item));
                    advance.at(iterable.start(), iterable.length());
                    others = insert(loop(new IterationBody(state, own, copy(store), copyBody())));
                }
                try {
                    frame.setObject(state, Operations.iterator(over));
                } catch (PythonException e) {
                    throw iterable.located(e);
                }
                try {
                    result = others.execute(frame);
                } catch (PythonException e) {
                    throw iterable.located(e);
                }
            }
            frame.setObject(state, null);
            return finish(frame, result, orElse);
        }

        private static LoopNode loop(RepeatingNode body) {
            return Truffle.getRuntime().createLoopNode(body);
        }

        @SuppressWarnings("unchecked")
        private static <T extends Node> T copy(T node) {
            return (T) com.oracle.truffle.api.nodes.NodeUtil.cloneNode(node);
        }

        private StatementNode copyBody() {
            return copy(body);
        }
    }

    static final class RangeBody extends LoopBody {
        private final int state;
        private final int counter;
        private final int item;
        @Child private ExpressionNode store;

        RangeBody(int state, int counter, int item, ExpressionNode store, StatementNode body) {
            super(body);
            this.state = state;
            this.counter = counter;
            this.item = item;
            this.store = store;
        }

        @Override
        public Object executeRepeatingWithValue(VirtualFrame frame) {
            RangeObject range = (RangeObject) frame.getObject(state);
            long i = frame.getLong(counter);
            if (i >= range.length) {
                return null;
            }
            frame.setLong(counter, i + 1);
            frame.setLong(item, range.start + i * range.step);
            store.executeVoid(frame);
            return runBody(frame);
        }
    }

    static final class ListBody extends LoopBody {
        private final int state;
        private final int counter;
        private final int item;
        @Child private ExpressionNode store;
        private final BranchProfile longs = BranchProfile.create();
        private final BranchProfile doubles = BranchProfile.create();
        private final BranchProfile objects = BranchProfile.create();

        ListBody(int state, int counter, int item, ExpressionNode store, StatementNode body) {
            super(body);
            this.state = state;
            this.counter = counter;
            this.item = item;
            this.store = store;
        }

        @Override
        public Object executeRepeatingWithValue(VirtualFrame frame) {
            ListObject list = (ListObject) frame.getObject(state);
            long i = frame.getLong(counter);
            if (i >= list.size()) {
                return null;
            }
            frame.setLong(counter, i + 1);
            if (list.isLongs()) {
                longs.enter();
                frame.setLong(item, list.getLong((int) i));
            } else if (list.isDoubles()) {
                doubles.enter();
                frame.setDouble(item, list.getDouble((int) i));
            } else {
                objects.enter();
                frame.setObject(item, list.get((int) i));
            }
            store.executeVoid(frame);
            return runBody(frame);
        }
    }

    static final class IterationBody extends LoopBody {
        private final int state;
        @Child private Advance advance;
        @Child private ExpressionNode store;

        IterationBody(int state, Advance advance, ExpressionNode store, StatementNode body) {
            super(body);
            this.state = state;
            this.advance = advance;
            this.store = store;
        }

        @Override
        public Object executeRepeatingWithValue(VirtualFrame frame) {
            if (!advance.next(frame, frame.getObject(state))) {
                return null;
            }
            store.executeVoid(frame);
            TruffleSafepoint.poll(this);
            return runBody(frame);
        }
    }

    /** Reads the slot through which a loop hands its item to the target. */
    static final class Item extends ExpressionNode {
        private final int slot;

        Item(int slot) {
            this.slot = slot;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            return frame.isObject(slot) ? frame.getObject(slot) : frame.getValue(slot);
        }

        @Override
        public long executeLong(VirtualFrame frame) throws UnexpectedResultException {
            if (frame.isLong(slot)) {
                return frame.getLong(slot);
            }
            return JacobiTypesGen.expectLong(execute(frame));
        }

        @Override
        public double executeDouble(VirtualFrame frame) throws UnexpectedResultException {
            if (frame.isDouble(slot)) {
                return frame.getDouble(slot);
            }
            return JacobiTypesGen.expectDouble(execute(frame));
        }
    }
}
