package org.jacobilang.nodes;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ControlFlowException;
import org.jacobilang.nodes.staging.Outcome;

/**
 * How a statement ends when it does not just end: by an exception, or as the value of {@code executeCompletion}, which is
 * {@link Break#INSTANCE}, {@link Continue#INSTANCE}, or else the value that the function returns.
 */
final class Completion {
    private Completion() {
    }

    /** Throws what stands for a completion. */
    static void raise(Object completion) {
        if (completion == null) {
            return;
        }
        if (completion instanceof ControlFlowException e) {
            throw e;
        }
        throw new Return(completion);
    }

    static final class Break extends ControlFlowException {
        private static final long serialVersionUID = 1L;
        static final Break INSTANCE = new Break();
    }

    static final class Continue extends ControlFlowException {
        private static final long serialVersionUID = 1L;
        static final Continue INSTANCE = new Continue();
    }

    static final class Return extends ControlFlowException {
        private static final long serialVersionUID = 1L;
        final transient Object value;

        Return(Object value) {
            this.value = value;
        }
    }

    /** Under tracing: whether the statement returned, broke or continued depends on a traced value. */
    static final class Partly extends ControlFlowException {
        private static final long serialVersionUID = 1L;
        final transient Outcome.Partial outcome;

        Partly(Outcome.Partial outcome) {
            this.outcome = outcome;
        }
    }

    /** Runs a statement; the answer says how it ended. */
    static Outcome of(StatementNode statement, VirtualFrame frame) {
        return of(() -> statement.execute(frame));
    }

    /** Runs a part of a function; the answer says how it ended. */
    static Outcome of(Runnable part) {
        try {
            part.run();
            return Outcome.NORMAL;
        } catch (Return e) {
            return new Outcome.Return(e.value);
        } catch (Break e) {
            return Outcome.BREAK;
        } catch (Continue e) {
            return Outcome.CONTINUE;
        } catch (Partly e) {
            return e.outcome;
        }
    }

    /** Ends a statement in this way. */
    static void complete(Outcome outcome) {
        switch (outcome) {
            case Outcome.Plain p -> {
                if (p == Outcome.BREAK) {
                    throw Break.INSTANCE;
                }
                if (p == Outcome.CONTINUE) {
                    throw Continue.INSTANCE;
                }
            }
            case Outcome.Return r -> throw new Return(r.value());
            case Outcome.Partial p -> throw new Partly(p);
        }
    }
}
