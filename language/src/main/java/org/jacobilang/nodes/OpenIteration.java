package org.jacobilang.nodes;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.PythonException;

/** The iterator of the first iterable of a generator expression, which is opened at once, not at the first item. */
final class OpenIteration extends ExpressionNode {
    @Child private ExpressionNode iterable;

    OpenIteration(ExpressionNode iterable) {
        this.iterable = iterable;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        return open(iterable.execute(frame));
    }

    @TruffleBoundary
    private Object open(Object over) {
        try {
            return Operations.iteratorObject(over);
        } catch (PythonException e) {
            throw iterable.located(e);
        }
    }
}
