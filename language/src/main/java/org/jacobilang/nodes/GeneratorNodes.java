package org.jacobilang.nodes;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.FrameDescriptor;
import com.oracle.truffle.api.frame.MaterializedFrame;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ControlFlowException;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.source.SourceSection;
import com.oracle.truffle.api.strings.TruffleString;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.ExceptionObject;
import org.jacobilang.runtime.GeneratorObject;
import org.jacobilang.runtime.GeneratorObject.Resumption;
import org.jacobilang.runtime.Iteration;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.PythonException;
import org.jacobilang.runtime.Signature;

/**
 * Generators. The body runs on a frame of its own that outlives the call. A yield leaves the tree by an exception; every
 * statement on its way notes in a slot where it was, and the next run goes straight back there. Statements without a yield in
 * them are the ordinary nodes.
 */
final class GeneratorNodes {
    private GeneratorNodes() {
    }

    /** Leaves the body with a value. */
    static final class YieldException extends ControlFlowException {
        private static final long serialVersionUID = 1L;
        final transient Object value;

        YieldException(Object value) {
            this.value = value;
        }
    }

    /** What a call of a generator function runs: makes the generator. */
    static final class Start extends ControlNodes.Compound {
        private final CallTarget body;
        private final TruffleString name;

        Start(CallTarget body, TruffleString name) {
            this.body = body;
            this.name = name;
        }

        @Override
        public Object executeCompletion(VirtualFrame frame) {
            return new GeneratorObject(name, body, frame.materialize());
        }
    }

    /** The body, called with the generator's frame and the resumption. */
    static final class BodyRoot extends RootNode implements GuestRoot {
        @Child private StatementNode body;
        private final Source source;
        private final int start;
        private final int length;
        private final String name;
        private final int resumption;
        private final Surroundings surroundings;

        BodyRoot(JacobiLanguage language, Source source, int start, int length, String name, int resumption,
                Surroundings surroundings, StatementNode body) {
            super(language, FrameDescriptor.newBuilder().build());
            this.source = source;
            this.start = start;
            this.length = length;
            this.name = name;
            this.resumption = resumption;
            this.surroundings = surroundings;
            this.body = body;
        }

        @Override
        public Source source() {
            return source;
        }

        @Override
        public Surroundings surroundings() {
            return surroundings;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            MaterializedFrame own = (MaterializedFrame) frame.getArguments()[0];
            own.setObject(resumption, frame.getArguments()[1]);
            JacobiContext context = JacobiContext.get(this);
            if (++context.depth > context.recursionLimit) {
                CompilerDirectives.transferToInterpreter();
                context.depth--;
                throw Errors.recursionError("maximum recursion depth exceeded");
            }
            try {
                body.execute(own);
                return new GeneratorObject.Returned(None.NONE);
            } catch (YieldException e) {
                return e.value;
            } catch (Completion.Return e) {
                return new GeneratorObject.Returned(e.value);
            } catch (PythonException e) {
                e.value().leaves(this);
                throw e;
            } finally {
                context.depth--;
            }
        }

        @Override
        public SourceSection getSourceSection() {
            return source.createSection(start, length);
        }

        @Override
        public String getName() {
            return name;
        }
    }

    /** Slots of resumption states hold a long; a slot that was never written counts as 0. */
    static int state(VirtualFrame frame, int slot) {
        return frame.isLong(slot) ? (int) frame.getLong(slot) : 0;
    }

    /** {@code target = yield value}: the target is stored when the generator goes on. */
    static final class Yield extends StatementNode {
        @Child private ExpressionNode value;
        @Child private ExpressionNode store;
        private final int item;
        private final int slot;
        private final int resumption;

        Yield(ExpressionNode value, int slot, int resumption, int item, ExpressionNode store) {
            this.value = value;
            this.slot = slot;
            this.resumption = resumption;
            this.item = item;
            this.store = store;
        }

        @Override
        public void execute(VirtualFrame frame) {
            if (state(frame, slot) == 0) {
                Object v = value == null ? None.NONE : value.execute(frame);
                frame.setLong(slot, 1);
                throw new YieldException(v);
            }
            frame.setLong(slot, 0);
            Resumption r = (Resumption) frame.getObject(resumption);
            if (r.thrown != null) {
                PythonException thrown = r.thrown;
                r.thrown = null;
                throw thrown.getLocation() == null ? thrown.at(this) : thrown;
            }
            if (store != null) {
                frame.setObject(item, r.sent);
                store.executeVoid(frame);
            }
        }
    }

    /** {@code target = yield from iterable}. */
    static final class YieldFrom extends StatementNode {
        @Child private ExpressionNode iterable;
        @Child private ExpressionNode store;
        private final int item;
        private final int slot;
        private final int iterator;
        private final int resumption;
        @Child private Advance.Resume resume;

        YieldFrom(ExpressionNode iterable, int slot, int iterator, int resumption, int item, ExpressionNode store) {
            this.iterable = iterable;
            this.slot = slot;
            this.iterator = iterator;
            this.resumption = resumption;
            this.item = item;
            this.store = store;
        }

        @Override
        public void execute(VirtualFrame frame) {
            Object next;
            if (state(frame, slot) == 0) {
                Object over = iterable.execute(frame);
                Object inner = open(over);
                frame.setObject(iterator, inner);
                next = goOn(inner, None.NONE, null);
            } else {
                frame.setLong(slot, 0);
                Resumption r = (Resumption) frame.getObject(resumption);
                PythonException thrown = r.thrown;
                r.thrown = null;
                next = goOn(frame.getObject(iterator), r.sent, thrown);
            }
            if (next instanceof GeneratorObject.Returned returned) {
                frame.setObject(iterator, null);
                if (store != null) {
                    frame.setObject(item, returned.value());
                    store.executeVoid(frame);
                }
                return;
            }
            frame.setLong(slot, 1);
            throw new YieldException(next);
        }

        private Object goOn(Object inner, Object sent, PythonException thrown) {
            if (thrown == null && inner instanceof GeneratorObject generator && (sent == None.NONE || generator.isStarted())) {
                if (resume == null) {
                    CompilerDirectives.transferToInterpreterAndInvalidate();
                    resume = insert(new Advance.Resume());
                }
                Object value = resume.execute(generator, sent);
                return value == Iteration.END ? new GeneratorObject.Returned(generator.result()) : value;
            }
            return advance(inner, sent, thrown);
        }

        @TruffleBoundary
        private Object open(Object over) {
            try {
                return over instanceof GeneratorObject ? over : Operations.iteratorObject(over);
            } catch (PythonException e) {
                throw located(e);
            }
        }

        /** A value to yield on, or what the inner iteration returned. */
        @TruffleBoundary
        private Object advance(Object inner, Object sent, PythonException thrown) {
            if (inner instanceof GeneratorObject generator) {
                Object value;
                if (thrown != null) {
                    if (thrown.isA(org.jacobilang.runtime.Types.GENERATOR_EXIT)) {
                        generator.close();
                        throw thrown;
                    }
                    value = generator.raise(thrown);
                } else {
                    value = generator.send(sent);
                }
                return value == Iteration.END ? new GeneratorObject.Returned(generator.result()) : value;
            }
            if (thrown != null) {
                throw thrown;
            }
            try {
                if (sent != None.NONE) {
                    return Operations.call(Operations.getAttribute(inner, org.jacobilang.runtime.Strings.name("send")),
                            new Object[] {sent}, Signature.NO_NAMES);
                }
                Object value = Operations.next(inner);
                return value == Iteration.END ? new GeneratorObject.Returned(None.NONE) : value;
            } catch (PythonException e) {
                if (e.isA(org.jacobilang.runtime.Types.STOP_ITERATION)) {
                    return new GeneratorObject.Returned(e.value().args.size() > 0 ? e.value().args.items[0] : None.NONE);
                }
                throw located(e);
            }
        }
    }

    static final class Block extends StatementNode {
        @Children private final StatementNode[] statements;
        private final int slot;

        Block(StatementNode[] statements, int slot) {
            this.statements = statements;
            this.slot = slot;
        }

        @Override
        @ExplodeLoop
        public void execute(VirtualFrame frame) {
            int from = state(frame, slot);
            frame.setLong(slot, 0);
            for (int i = 0; i < statements.length; i++) {
                if (i >= from) {
                    try {
                        statements[i].execute(frame);
                    } catch (YieldException e) {
                        frame.setLong(slot, i);
                        throw e;
                    }
                }
            }
        }

        @Override
        public boolean isInstrumentable() {
            return false;
        }
    }

    static final class If extends StatementNode {
        private static final int BODY = 1;
        private static final int ELSE = 2;

        @Child private ExpressionNode test;
        @Child private StatementNode body;
        @Child private StatementNode orElse;
        private final int slot;

        If(ExpressionNode test, StatementNode body, StatementNode orElse, int slot) {
            this.test = LogicNodes.truth(test);
            this.body = body;
            this.orElse = orElse;
            this.slot = slot;
        }

        @Override
        public void execute(VirtualFrame frame) {
            int branch = state(frame, slot);
            frame.setLong(slot, 0);
            if (branch == 0) {
                branch = LogicNodes.test(test, frame) ? BODY : ELSE;
            }
            try {
                if (branch == BODY) {
                    body.execute(frame);
                } else if (orElse != null) {
                    orElse.execute(frame);
                }
            } catch (YieldException e) {
                frame.setLong(slot, branch);
                throw e;
            }
        }
    }

    /** A loop with a yield in it; {@code advance} says whether there is another turn, having stored its item. */
    abstract static class Loop extends StatementNode {
        private static final int BODY = 1;
        private static final int ELSE = 2;

        @Child private StatementNode body;
        @Child private StatementNode orElse;
        private final int slot;

        Loop(StatementNode body, StatementNode orElse, int slot) {
            this.body = body;
            this.orElse = orElse;
            this.slot = slot;
        }

        abstract void begin(VirtualFrame frame);

        abstract boolean advance(VirtualFrame frame);

        @Override
        public void execute(VirtualFrame frame) {
            int where = state(frame, slot);
            frame.setLong(slot, 0);
            if (where == 0) {
                begin(frame);
            }
            boolean broken = false;
            while (where != ELSE) {
                if (where == 0 && !advance(frame)) {
                    break;
                }
                where = 0;
                try {
                    body.execute(frame);
                } catch (Completion.Continue e) {
                    // On to the next turn.
                } catch (Completion.Break e) {
                    broken = true;
                    break;
                } catch (YieldException e) {
                    frame.setLong(slot, BODY);
                    throw e;
                }
                com.oracle.truffle.api.TruffleSafepoint.poll(this);
            }
            if (!broken && orElse != null) {
                try {
                    orElse.execute(frame);
                } catch (YieldException e) {
                    frame.setLong(slot, ELSE);
                    throw e;
                }
            }
        }
    }

    static final class While extends Loop {
        @Child private ExpressionNode test;

        While(ExpressionNode test, StatementNode body, StatementNode orElse, int slot) {
            super(body, orElse, slot);
            this.test = LogicNodes.truth(test);
        }

        @Override
        void begin(VirtualFrame frame) {
        }

        @Override
        boolean advance(VirtualFrame frame) {
            return LogicNodes.test(test, frame);
        }
    }

    static final class For extends Loop {
        @Child private ExpressionNode iterable;
        @Child private ExpressionNode store;
        @Child private Advance advance;
        private final int iteration;

        For(ExpressionNode iterable, int iteration, int item, ExpressionNode store, StatementNode body,
                StatementNode orElse, int slot) {
            super(body, orElse, slot);
            this.iterable = iterable;
            this.iteration = iteration;
            this.store = store;
            this.advance = new Advance(item);
            advance.at(iterable.start(), iterable.length());
        }

        @Override
        void begin(VirtualFrame frame) {
            frame.setObject(iteration, advance.begin(iterable.execute(frame)));
        }

        @Override
        boolean advance(VirtualFrame frame) {
            if (!advance.next(frame, frame.getObject(iteration))) {
                frame.setObject(iteration, null);
                return false;
            }
            store.executeVoid(frame);
            return true;
        }
    }

    static final class Try extends StatementNode {
        /** In the body, in the else block, and from here on in a handler. */
        private static final int ELSE = 1;
        private static final int HANDLER = 2;

        @Child private StatementNode body;
        @Children private final ExceptionNodes.Handler[] handlers;
        @Child private StatementNode orElse;
        private final int slot;
        private final int exceptionSlot;

        Try(StatementNode body, ExceptionNodes.Handler[] handlers, StatementNode orElse, int exceptionSlot, int slot) {
            this.body = body;
            this.handlers = handlers;
            this.orElse = orElse;
            this.exceptionSlot = exceptionSlot;
            this.slot = slot;
        }

        @Override
        @ExplodeLoop
        public void execute(VirtualFrame frame) {
            int where = state(frame, slot);
            frame.setLong(slot, 0);
            PythonException e = null;
            if (where == 0) {
                try {
                    body.execute(frame);
                } catch (PythonException x) {
                    e = x;
                } catch (StackOverflowError | OutOfMemoryError x) {
                    CompilerDirectives.transferToInterpreter();
                    e = ExceptionNodes.guest(x, this);
                }
            }
            if (e == null && where < HANDLER) {
                if (orElse != null) {
                    try {
                        orElse.execute(frame);
                    } catch (YieldException x) {
                        frame.setLong(slot, ELSE);
                        throw x;
                    }
                }
                return;
            }
            for (int i = 0; i < handlers.length; i++) {
                if (where == HANDLER + i || where < HANDLER && handlers[i].matches(frame, e.value())) {
                    handle(frame, i, e, where >= HANDLER);
                    return;
                }
            }
            throw e;
        }

        private void handle(VirtualFrame frame, int i, PythonException e, boolean resumed) {
            JacobiContext context = JacobiContext.get(this);
            ExceptionObject before = context.handled;
            if (!resumed) {
                e.value().passes(this);
                frame.setObject(exceptionSlot, e.value());
            }
            ExceptionObject exception = (ExceptionObject) frame.getObject(exceptionSlot);
            context.handled = exception;
            boolean yielded = false;
            try {
                if (!resumed && handlers[i].store != null) {
                    handlers[i].store.executeVoid(frame);
                }
                handlers[i].body.execute(frame);
            } catch (YieldException x) {
                yielded = true;
                frame.setLong(slot, HANDLER + i);
                throw x;
            } catch (PythonException next) {
                ExceptionNodes.link(next, exception);
                throw next;
            } finally {
                context.handled = before;
                if (!yielded) {
                    frame.setObject(exceptionSlot, null);
                    if (handlers[i].clear != null) {
                        handlers[i].clear.execute(frame);
                    }
                }
            }
        }
    }

    static final class Finally extends StatementNode {
        @Child private StatementNode body;
        @Child private StatementNode cleanup;
        private final int slot;
        /** The slot of the exception, if any, that goes on after the cleanup. */
        private final int pending;

        Finally(StatementNode body, StatementNode cleanup, int pending, int slot) {
            this.body = body;
            this.cleanup = cleanup;
            this.pending = pending;
            this.slot = slot;
        }

        @Override
        public void execute(VirtualFrame frame) {
            int where = state(frame, slot);
            frame.setLong(slot, 0);
            if (where == 0) {
                frame.setObject(pending, null);
                try {
                    body.execute(frame);
                } catch (YieldException e) {
                    throw e;
                } catch (ControlFlowException | PythonException e) {
                    frame.setObject(pending, e);
                } catch (StackOverflowError | OutOfMemoryError e) {
                    CompilerDirectives.transferToInterpreter();
                    frame.setObject(pending, ExceptionNodes.guest(e, this));
                }
            }
            try {
                cleanup.execute(frame);
            } catch (YieldException e) {
                frame.setLong(slot, 1);
                throw e;
            }
            Object after = frame.getObject(pending);
            frame.setObject(pending, null);
            if (after instanceof RuntimeException e) {
                throw e;
            }
        }
    }

    /** A with statement is a try statement: its context manager lies in a slot while the body runs. */
    static final class With extends StatementNode {
        @Child private ExceptionNodes.With with;
        @Child private ExpressionNode manager;
        @Child private ExpressionNode store;
        @Child private StatementNode body;
        private final int exit;
        private final int item;
        private final int slot;

        With(ExpressionNode manager, int item, ExpressionNode store, StatementNode body, int exit, int slot) {
            this.with = new ExceptionNodes.With(null, item, null, null);
            this.manager = manager;
            this.item = item;
            this.store = store;
            this.body = body;
            this.exit = exit;
            this.slot = slot;
        }

        @Override
        public void execute(VirtualFrame frame) {
            int where = state(frame, slot);
            frame.setLong(slot, 0);
            if (where == 0) {
                Object m = manager.execute(frame);
                frame.setObject(exit, with.exitOf(m));
                frame.setObject(item, with.enter(m));
            }
            try {
                if (where == 0 && store != null) {
                    store.executeVoid(frame);
                }
                body.execute(frame);
            } catch (YieldException e) {
                frame.setLong(slot, 1);
                throw e;
            } catch (ControlFlowException e) {
                with.leave(frame.getObject(exit), null);
                throw e;
            } catch (PythonException e) {
                if (!with.leave(frame.getObject(exit), e)) {
                    throw e;
                }
                return;
            }
            with.leave(frame.getObject(exit), null);
        }
    }

    static final class Match extends StatementNode {
        @Child private ExpressionNode subject;
        @Children private final PatternNodes.Pattern[] patterns;
        @Children private final ExpressionNode[] guards;
        @Children private final StatementNode[] bodies;
        private final int slot;

        Match(ExpressionNode subject, PatternNodes.Pattern[] patterns, ExpressionNode[] guards, StatementNode[] bodies,
                int slot) {
            this.subject = subject;
            this.patterns = patterns;
            this.guards = guards;
            this.bodies = bodies;
            this.slot = slot;
        }

        @Override
        @ExplodeLoop
        public void execute(VirtualFrame frame) {
            int where = state(frame, slot);
            frame.setLong(slot, 0);
            Object value = where == 0 ? subject.execute(frame) : null;
            for (int i = 0; i < patterns.length; i++) {
                if (where == i + 1 || where == 0 && patterns[i].matches(frame, value)
                        && (guards[i] == null || LogicNodes.test(guards[i], frame))) {
                    try {
                        bodies[i].execute(frame);
                    } catch (YieldException e) {
                        frame.setLong(slot, i + 1);
                        throw e;
                    }
                    return;
                }
            }
        }
    }
}
