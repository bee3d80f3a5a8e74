package org.jacobilang.runtime;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.MaterializedFrame;
import com.oracle.truffle.api.nodes.DirectCallNode;
import com.oracle.truffle.api.strings.TruffleString;

/** A generator: the frame of a function that stopped at a yield, and the code that goes on from there. */
public final class GeneratorObject extends InstanceObject {
    private final TruffleString name;
    private final CallTarget body;
    private final MaterializedFrame frame;
    private boolean started;
    private boolean running;
    private boolean finished;
    /** What the generator returned, once it has. */
    private Object result = None.NONE;

    /** What a resumed body finds: the value that was sent, or an exception to raise at the yield. */
    public static final class Resumption {
        public Object sent = None.NONE;
        public PythonException thrown;
    }

    private final Resumption resumption = new Resumption();

    public GeneratorObject(TruffleString name, CallTarget body, MaterializedFrame frame) {
        super(Types.GENERATOR);
        this.name = name;
        this.body = body;
        this.frame = frame;
    }

    public TruffleString name() {
        return name;
    }

    /** What the generator returned; it is told once. */
    public Object result() {
        Object once = result;
        result = None.NONE;
        return once;
    }

    public boolean isStarted() {
        return started;
    }

    public boolean isFinished() {
        return finished;
    }

    public boolean isRunning() {
        return running;
    }

    /** What the body gives back when it has ended, in place of a yielded value. */
    public record Returned(Object value) {
    }

    /** The next value, or {@link Iteration#END}. */
    public Object next() {
        return resume(None.NONE, null);
    }

    public Object send(Object value) {
        if (!started && value != None.NONE && !finished) {
            throw Errors.typeError("can't send non-None value to a just-started generator");
        }
        return resume(value, null);
    }

    public Object raise(PythonException e) {
        if (finished || !started) {
            finished = true;
            throw e;
        }
        return resume(None.NONE, e);
    }

    /** Raises GeneratorExit at the yield; a generator that yields on is told so. */
    @TruffleBoundary
    public void close() {
        if (finished || !started) {
            finished = true;
            return;
        }
        Object value;
        try {
            value = resume(None.NONE, Errors.of(Types.GENERATOR_EXIT, ""));
        } catch (PythonException e) {
            if (e.isA(Types.GENERATOR_EXIT) || e.isA(Types.STOP_ITERATION)) {
                return;
            }
            throw e;
        }
        if (value != Iteration.END) {
            throw Errors.runtimeError("generator ignored GeneratorExit");
        }
    }

    private Object resume(Object sent, PythonException thrown) {
        return resume(sent, thrown, null);
    }

    public CallTarget body() {
        return body;
    }

    /**
     * Goes on until the next yield, whose value it gives, or to the end, which is {@link Iteration#END}.
     *
     * @param call calls the body, or is null
     */
    public Object resume(Object sent, PythonException thrown, DirectCallNode call) {
        Journal.writes(this);
        if (running) {
            throw Errors.valueError("generator already executing");
        }
        if (finished) {
            return Iteration.END;
        }
        started = true;
        running = true;
        resumption.sent = sent;
        resumption.thrown = thrown;
        boolean yielded = false;
        try {
            Object value = call == null ? body.call(frame, resumption) : call.call(frame, resumption);
            if (value instanceof Returned returned) {
                result = returned.value;
                return Iteration.END;
            }
            yielded = true;
            return value;
        } catch (PythonException e) {
            if (e.isA(Types.STOP_ITERATION)) {
                PythonException wrapped = Errors.runtimeError("generator raised StopIteration");
                wrapped.value().cause = e.value();
                wrapped.value().suppressContext = true;
                throw wrapped;
            }
            throw e;
        } finally {
            running = false;
            finished = !yielded;
        }
    }
}
