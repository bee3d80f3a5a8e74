package org.jacobilang.nodes;

import com.oracle.truffle.api.frame.MaterializedFrame;
import com.oracle.truffle.api.frame.VirtualFrame;
import org.jacobilang.nodes.staging.Arm;
import org.jacobilang.nodes.staging.Loops;
import org.jacobilang.nodes.staging.Outcome;
import org.jacobilang.nodes.staging.Staging;
import org.jacobilang.runtime.ExceptionObject;
import org.jacobilang.runtime.PythonException;
import org.jacobilang.runtime.TupleObject;
import org.jacobilang.runtime.Types;

/** The statements of the trees that trace: what they do where their condition or their range is a traced value. */
final class StagedControl {
    private StagedControl() {
    }

    private static Arm arm(StatementNode statement, VirtualFrame frame) {
        return statement == null ? () -> Outcome.NORMAL : () -> Completion.of(statement, frame);
    }

    /** A block whose statements may return, break or continue under a traced condition: the others run where they did not. */
    static final class Block extends StatementNode {
        @Children private final StatementNode[] statements;

        Block(StatementNode[] statements) {
            this.statements = statements;
        }

        @Override
        public void execute(VirtualFrame frame) {
            run(frame, 0);
        }

        private void run(VirtualFrame frame, int from) {
            for (int i = from; i < statements.length; i++) {
                try {
                    statements[i].execute(frame);
                } catch (Completion.Partly e) {
                    int next = i + 1;
                    if (next == statements.length) {
                        throw e;
                    }
                    Completion.complete(Staging.rest(frame.materialize(), e.outcome,
                            () -> Completion.of(() -> run(frame, next))));
                    return;
                }
            }
        }

        @Override
        public boolean isInstrumentable() {
            return false;
        }
    }

    static final class If extends StatementNode {
        @Child private ExpressionNode test;
        @Child private StatementNode body;
        @Child private StatementNode orElse;

        If(ExpressionNode test, StatementNode body, StatementNode orElse) {
            this.test = StagedLogic.truth(test);
            this.body = body;
            this.orElse = orElse;
        }

        @Override
        public void execute(VirtualFrame frame) {
            Object flag = test.execute(frame);
            if (flag instanceof Boolean known) {
                if (known) {
                    body.execute(frame);
                } else if (orElse != null) {
                    orElse.execute(frame);
                }
                return;
            }
            Completion.complete(Staging.branch(frame.materialize(), flag, arm(body, frame), arm(orElse, frame)));
        }
    }

    static final class While extends StatementNode {
        @Child private ExpressionNode test;
        @Child private StatementNode body;
        @Child private StatementNode orElse;

        While(ExpressionNode test, StatementNode body, StatementNode orElse) {
            this.test = StagedLogic.truth(test);
            this.body = body;
            this.orElse = orElse;
        }

        @Override
        public void execute(VirtualFrame frame) {
            MaterializedFrame locals = frame.materialize();
            Completion.complete(Loops.whileLoop(locals, () -> test.execute(locals), arm(body, locals),
                    orElse == null ? null : arm(orElse, locals)));
        }
    }

    static final class For extends StatementNode {
        @Child private ExpressionNode iterable;
        @Child private ExpressionNode store;
        @Child private StatementNode body;
        @Child private StatementNode orElse;
        private final int item;

        For(ExpressionNode iterable, int item, ExpressionNode store, StatementNode body, StatementNode orElse) {
            this.iterable = iterable;
            this.item = item;
            this.store = store;
            this.body = body;
            this.orElse = orElse;
        }

        @Override
        public void execute(VirtualFrame frame) {
            MaterializedFrame locals = frame.materialize();
            Object over = iterable.execute(locals);
            Outcome outcome;
            try {
                outcome = Loops.forLoop(locals, over, value -> {
                    locals.setObject(item, value);
                    store.executeVoid(locals);
                }, arm(body, locals), orElse == null ? null : arm(orElse, locals));
            } catch (PythonException e) {
                throw iterable.located(e);
            }
            locals.setObject(item, null);
            Completion.complete(outcome);
        }
    }

    /** {@code assert}: a traced condition that fails sends the call to the interpreter, which raises. */
    static final class Assert extends StatementNode implements Staging.Raises {
        @Child private ExpressionNode test;
        @Child private ExpressionNode message;

        Assert(ExpressionNode test, ExpressionNode message) {
            this.test = StagedLogic.truth(test);
            this.message = message;
        }

        @Override
        public void execute(VirtualFrame frame) {
            Object flag = test.execute(frame);
            if (!(flag instanceof Boolean known)) {
                Staging.require(flag, "assert");
            } else if (!known) {
                Object text = message == null ? null : message.execute(frame);
                throw new PythonException(new ExceptionObject(Types.ASSERTION_ERROR,
                        text == null ? TupleObject.EMPTY : new TupleObject(text)), this);
            }
        }
    }

    /** What follows a statement that may have left the block: it runs where it did not. */
    static void then(VirtualFrame frame, Outcome.Partial so, StatementNode next) {
        then(frame, so, () -> next.execute(frame));
    }

    static void then(VirtualFrame frame, Outcome.Partial so, Runnable next) {
        Completion.complete(Staging.rest(frame.materialize(), so, () -> Completion.of(next)));
    }

    /** A case whose pattern depends on a traced value becomes a branch, with the other cases in its other arm. */
    static final class Match extends StatementNode {
        @Child private ExpressionNode subject;
        @Children private final PatternNodes.Pattern[] patterns;
        @Children private final ExpressionNode[] guards;
        @Children private final StatementNode[] bodies;

        Match(ExpressionNode subject, PatternNodes.Pattern[] patterns, ExpressionNode[] guards, StatementNode[] bodies) {
            this.subject = subject;
            this.patterns = patterns;
            this.guards = guards;
            this.bodies = bodies;
        }

        @Override
        public void execute(VirtualFrame frame) {
            from(frame, subject.execute(frame), 0);
        }

        private void from(VirtualFrame frame, Object value, int first) {
            for (int i = first; i < patterns.length; i++) {
                int now = i;
                Object fits = patterns[i].stagedMatches(frame, value);
                if (guards[i] != null && !Boolean.FALSE.equals(fits)) {
                    fits = fits instanceof Boolean ? guards[i].execute(frame)
                            : Staging.both(frame.materialize(), true, fits, () -> guards[now].execute(frame));
                }
                if (fits instanceof Boolean known) {
                    if (known) {
                        bodies[i].execute(frame);
                        return;
                    }
                } else {
                    Completion.complete(Staging.branch(frame.materialize(), fits, arm(bodies[i], frame),
                            () -> Completion.of(() -> from(frame, value, now + 1))));
                    return;
                }
            }
        }
    }

    /** The whole body of a function: every path ends by a return. */
    static final class Body extends StatementNode {
        @Child private StatementNode body;

        Body(StatementNode body) {
            this.body = body;
        }

        @Override
        public void execute(VirtualFrame frame) {
            try {
                body.execute(frame);
            } catch (Completion.Partly e) {
                throw new Completion.Return(Staging.returned(frame.materialize(), e.outcome));
            }
        }

        @Override
        public boolean isInstrumentable() {
            return false;
        }
    }
}
