package org.jacobilang.runtime;

import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.StopIterationException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/** A guest iterator over an {@link Iteration}; its type says what it walks over. */
@ExportLibrary(InteropLibrary.class)
public final class IteratorObject extends InstanceObject {
    public final Iteration iteration;
    private Object ahead;

    public IteratorObject(ClassObject type, Iteration iteration) {
        super(type);
        this.iteration = iteration;
    }

    public Object next() {
        Journal.writes(this);
        if (ahead != null) {
            Object result = ahead;
            if (result != Iteration.END) {
                ahead = null;
            }
            return result;
        }
        return iteration.next();
    }

    @ExportMessage
    boolean isIterator() {
        return true;
    }

    @ExportMessage
    boolean hasIteratorNextElement() {
        if (ahead == null) {
            ahead = iteration.next();
        }
        return ahead != Iteration.END;
    }

    @ExportMessage
    Object getIteratorNextElement() throws StopIterationException {
        Object result = next();
        if (result == Iteration.END) {
            throw StopIterationException.create();
        }
        return Interop.export(result);
    }
}
