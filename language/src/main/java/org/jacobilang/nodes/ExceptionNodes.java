package org.jacobilang.nodes;

import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.interop.ExceptionType;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ControlFlowException;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.profiles.BranchProfile;
import com.oracle.truffle.api.strings.TruffleString;
import org.jacobilang.nodes.staging.Staging;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.ExceptionObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.PythonException;
import org.jacobilang.runtime.Signature;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;
import org.jacobilang.runtime.Types;

/** Raising, catching, and cleaning up. */
final class ExceptionNodes {
    private ExceptionNodes() {
    }

    static final class Raise extends StatementNode implements Staging.Raises {
        @Child private ExpressionNode exception;
        @Child private ExpressionNode cause;

        Raise(ExpressionNode exception, ExpressionNode cause) {
            this.exception = exception;
            this.cause = cause;
        }

        @Override
        public void execute(VirtualFrame frame) {
            Object value = exception == null ? null : exception.execute(frame);
            Object from = cause == null ? null : cause.execute(frame);
            throw make(value, from);
        }

        @TruffleBoundary
        private PythonException make(Object value, Object from) {
            ExceptionObject current = JacobiContext.get(this).handled;
            if (value == null) {
                if (current == null) {
                    return located(Errors.runtimeError("No active exception to reraise"));
                }
                return current.thrown != null ? current.thrown : new PythonException(current, this);
            }
            try {
                ExceptionObject raised = instance(value);
                if (from != null) {
                    raised.cause = from == None.NONE ? null : cause(from);
                    raised.suppressContext = true;
                }
                if (raised.context == null && current != raised) {
                    raised.context = current;
                }
                return new PythonException(raised, this);
            } catch (PythonException e) {
                return located(e);
            }
        }

        private static ExceptionObject cause(Object value) {
            if (!(value instanceof ExceptionObject) && !(value instanceof ClassObject c && c.isSubclassOf(Types.BASE_EXCEPTION))) {
                throw Errors.typeError("exception causes must derive from BaseException");
            }
            return instance(value);
        }

        private static ExceptionObject instance(Object value) {
            if (value instanceof ExceptionObject e) {
                return e;
            }
            if (value instanceof ClassObject type && type.isSubclassOf(Types.BASE_EXCEPTION)
                    && Operations.call(type, new Object[0], Signature.NO_NAMES) instanceof ExceptionObject made) {
                return made;
            }
            throw Errors.typeError("exceptions must derive from BaseException");
        }
    }

    static final class Assert extends StatementNode {
        @Child private ExpressionNode test;
        @Child private ExpressionNode message;
        /** What a traceback marks: the condition as it is written. */
        private final ExpressionNode place;
        private final BranchProfile failed = BranchProfile.create();

        Assert(ExpressionNode test, ExpressionNode message) {
            this.test = LogicNodes.truth(test);
            this.place = test;
            this.message = message;
        }

        @Override
        public void execute(VirtualFrame frame) {
            if (!LogicNodes.test(test, frame)) {
                failed.enter();
                Object text = message == null ? null : message.execute(frame);
                throw new PythonException(new ExceptionObject(Types.ASSERTION_ERROR,
                        text == null ? TupleObject.EMPTY : new TupleObject(text)), place.getParent() != null && place.hasSource() ? place : this);
            }
        }
    }

    /** What stands for an exception of another language, or null when it must not be caught. */
    @TruffleBoundary
    static PythonException foreign(AbstractTruffleException x, JacobiNode node) {
        InteropLibrary interop = InteropLibrary.getUncached();
        try {
            if (interop.getExceptionType(x) != ExceptionType.RUNTIME_ERROR) {
                return null;
            }
            String message = interop.hasExceptionMessage(x) ? interop.asString(interop.getExceptionMessage(x)) : String.valueOf(x.getMessage());
            return Errors.runtimeError("%s", message).at(node);
        } catch (UnsupportedMessageException e) {
            return null;
        }
    }

    /** What a thrown Java object is to the program: itself, or the exception that a full stack or heap stands for. */
    @TruffleBoundary
    static PythonException guest(Throwable thrown, JacobiNode node) {
        return switch (thrown) {
            case PythonException e -> e;
            case StackOverflowError e -> Errors.recursionError("maximum recursion depth exceeded").at(node);
            case OutOfMemoryError e -> Errors.memoryError("out of memory").at(node);
            default -> null;
        };
    }

    static final class Handler extends JacobiNode {
        @Child ExpressionNode type;
        /** Assigns the exception, which lies in the slot of the try statement, to the handler's name. */
        @Child ExpressionNode store;
        @Child StatementNode clear;
        @Child StatementNode body;

        Handler(ExpressionNode type, ExpressionNode store, StatementNode clear, StatementNode body) {
            this.type = type;
            this.store = store;
            this.clear = clear;
            this.body = body;
        }

        boolean matches(VirtualFrame frame, ExceptionObject exception) {
            return type == null || matches(type.execute(frame), exception);
        }

        @TruffleBoundary
        private boolean matches(Object wanted, ExceptionObject exception) {
            if (wanted instanceof ClassObject c && c.isSubclassOf(Types.BASE_EXCEPTION)) {
                return exception.isA(c);
            }
            if (wanted instanceof TupleObject tuple) {
                for (Object one : tuple.items) {
                    if (matches(one, exception)) {
                        return true;
                    }
                }
                return false;
            }
            throw located(Errors.typeError("catching classes that do not inherit from BaseException is not allowed"));
        }
    }

    static final class Try extends ControlNodes.Compound {
        @Child private StatementNode body;
        @Children private final Handler[] handlers;
        @Child private StatementNode orElse;
        private final int slot;
        private final BranchProfile caught = BranchProfile.create();

        Try(StatementNode body, Handler[] handlers, StatementNode orElse, int slot) {
            this.body = body;
            this.handlers = handlers;
            this.orElse = orElse;
            this.slot = slot;
        }

        @Override
        public Object executeCompletion(VirtualFrame frame) {
            PythonException e;
            Object completion = null;
            try {
                completion = body.executeCompletion(frame);
                e = null;
            } catch (Completion.Partly p) {
                if (orElse == null) {
                    throw p;
                }
                StagedControl.then(frame, p.outcome, orElse);
                return null;
            } catch (PythonException x) {
                caught.enter();
                e = x;
            } catch (StackOverflowError | OutOfMemoryError x) {
                CompilerDirectives.transferToInterpreter();
                e = guest(x, this);
            } catch (AbstractTruffleException x) {
                CompilerDirectives.transferToInterpreter();
                return handleForeign(frame, x);
            }
            if (e != null) {
                return handle(frame, e);
            }
            return completion != null || orElse == null ? completion : orElse.executeCompletion(frame);
        }

        /** An exception of another language is caught as a RuntimeError; one that nobody catches goes on as it was. */
        private Object handleForeign(VirtualFrame frame, AbstractTruffleException x) {
            PythonException stand = foreign(x, this);
            if (stand == null) {
                throw x;
            }
            try {
                return handle(frame, stand);
            } catch (PythonException e) {
                if (e == stand) {
                    throw x;
                }
                throw e;
            }
        }

        @ExplodeLoop
        private Object handle(VirtualFrame frame, PythonException e) {
            ExceptionObject exception = e.value();
            JacobiContext context = JacobiContext.get(this);
            for (Handler handler : handlers) {
                if (handler.matches(frame, exception)) {
                    exception.passes(this);
                    ExceptionObject before = context.handled;
                    context.handled = exception;
                    frame.setObject(slot, exception);
                    try {
                        if (handler.store != null) {
                            handler.store.executeVoid(frame);
                        }
                        return handler.body.executeCompletion(frame);
                    } catch (PythonException next) {
                        link(next, exception);
                        throw next;
                    } finally {
                        context.handled = before;
                        frame.setObject(slot, null);
                        if (handler.clear != null) {
                            handler.clear.execute(frame);
                        }
                    }
                }
            }
            throw e;
        }
    }

    /** An exception that left a handler came about while the handled one was. */
    @TruffleBoundary
    static void link(PythonException next, ExceptionObject handled) {
        ExceptionObject value = next.value();
        if (value != handled && value.context == null) {
            for (ExceptionObject e = handled; e != null; e = e.context) {
                if (e == value) {
                    return;
                }
            }
            value.context = handled;
        }
    }

    static final class Finally extends ControlNodes.Compound {
        @Child private StatementNode body;
        @Child private StatementNode cleanup;
        private final BranchProfile thrown = BranchProfile.create();
        private final BranchProfile left = BranchProfile.create();

        Finally(StatementNode body, StatementNode cleanup) {
            this.body = body;
            this.cleanup = cleanup;
        }

        @Override
        public Object executeCompletion(VirtualFrame frame) {
            Object completion;
            try {
                completion = body.executeCompletion(frame);
            } catch (ControlFlowException e) {
                left.enter();
                try {
                    cleanup.execute(frame);
                } catch (Completion.Partly p) {
                    // What the body did is forgotten where the cleanup leaves; else it stands.
                    StagedControl.then(frame, p.outcome, () -> {
                        throw e;
                    });
                }
                throw e;
            } catch (PythonException e) {
                thrown.enter();
                JacobiContext context = JacobiContext.get(this);
                ExceptionObject before = context.handled;
                context.handled = e.value();
                try {
                    cleanup.execute(frame);
                } catch (PythonException next) {
                    link(next, e.value());
                    throw next;
                } finally {
                    context.handled = before;
                }
                throw e;
            } catch (StackOverflowError | OutOfMemoryError e) {
                CompilerDirectives.transferToInterpreter();
                cleanup.execute(frame);
                throw guest(e, this);
            }
            if (completion == null) {
                return cleanup.executeCompletion(frame);
            }
            try {
                Object last = cleanup.executeCompletion(frame);
                return last == null ? completion : last;
            } catch (Completion.Partly p) {
                StagedControl.then(frame, p.outcome, () -> Completion.raise(completion));
                return null;
            }
        }
    }

    /** {@code with context as target: body}, one context manager. */
    static final class With extends ControlNodes.Compound {
        private static final TruffleString ENTER = Strings.name("__enter__");
        private static final TruffleString EXIT = Strings.name("__exit__");

        @Child private ExpressionNode manager;
        /** Assigns what lies in the slot to the target; may be null. */
        @Child private ExpressionNode store;
        @Child private StatementNode body;
        private final int slot;
        private final BranchProfile thrown = BranchProfile.create();
        private final BranchProfile left = BranchProfile.create();

        With(ExpressionNode manager, int slot, ExpressionNode store, StatementNode body) {
            this.manager = manager;
            this.slot = slot;
            this.store = store;
            this.body = body;
        }

        @Override
        public Object executeCompletion(VirtualFrame frame) {
            Object completion;
            Object m = manager.execute(frame);
            Object exit = exitOf(m);
            Object entered = enter(m);
            frame.setObject(slot, entered);
            try {
                if (store != null) {
                    store.executeVoid(frame);
                }
                completion = body.executeCompletion(frame);
            } catch (ControlFlowException e) {
                left.enter();
                leave(exit, null);
                throw e;
            } catch (PythonException e) {
                thrown.enter();
                if (!leave(exit, e)) {
                    throw e;
                }
                return null;
            } catch (StackOverflowError | OutOfMemoryError e) {
                CompilerDirectives.transferToInterpreter();
                PythonException x = guest(e, this);
                if (!leave(exit, x)) {
                    throw x;
                }
                return null;
            }
            leave(exit, null);
            return completion;
        }

        Object exitOf(Object m) {
            return special(m, EXIT, "the context manager protocol");
        }

        @TruffleBoundary
        private Object special(Object m, TruffleString name, String protocol) {
            Object method = Operations.specialMethod(m, name);
            if (method == null) {
                throw located(Errors.typeError("'%s' object does not support %s%s", Operations.typeOf(m).name(), protocol,
                        name == EXIT && Operations.specialMethod(m, ENTER) != null ? " (missed __exit__ method)" : ""));
            }
            return method;
        }

        @TruffleBoundary
        Object enter(Object m) {
            try {
                return Operations.call(special(m, ENTER, "the context manager protocol"), new Object[0], Signature.NO_NAMES);
            } catch (PythonException e) {
                throw located(e);
            }
        }

        @TruffleBoundary
        boolean leave(Object exit, PythonException e) {
            Object[] arguments = e == null ? new Object[] {None.NONE, None.NONE, None.NONE}
                    : new Object[] {e.value().type(), e.value(), e.value().traceback()};
            JacobiContext context = JacobiContext.get(this);
            ExceptionObject before = context.handled;
            if (e != null) {
                context.handled = e.value();
            }
            try {
                Object result = Operations.call(exit, arguments, Signature.NO_NAMES);
                return e != null && Operations.truth(result);
            } catch (PythonException next) {
                if (e != null) {
                    link(next, e.value());
                }
                throw located(next);
            } finally {
                context.handled = before;
            }
        }
    }
}
