package org.jacobilang.nodes;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import java.util.ArrayList;
import java.util.List;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.Iteration;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.PythonException;
import org.jacobilang.runtime.TupleObject;
import org.jacobilang.runtime.Types;

/** Unpacking, and evaluating things in order. */
final class AssignNodes {
    private AssignNodes() {
    }

    /** Takes a value apart into slots, from which the targets are then assigned. */
    static final class Unpack extends ExpressionNode {
        @Child private ExpressionNode value;
        private final int[] slots;
        /** The index of the starred target, or -1. */
        private final int star;
        @Children private final ExpressionNode[] stores;

        Unpack(ExpressionNode value, int[] slots, int star, ExpressionNode[] stores) {
            this.value = value;
            this.slots = slots;
            this.star = star;
            this.stores = stores;
        }

        @Override
        @ExplodeLoop
        public Object execute(VirtualFrame frame) {
            Object v = value.execute(frame);
            Object[] items;
            if (star < 0 && v instanceof TupleObject tuple && tuple.type() == Types.TUPLE && tuple.items.length == slots.length) {
                items = tuple.items;
            } else {
                items = unpack(v);
            }
            for (int i = 0; i < slots.length; i++) {
                frame.setObject(slots[i], items[i]);
            }
            for (ExpressionNode store : stores) {
                store.executeVoid(frame);
            }
            return v;
        }

        @TruffleBoundary
        private Object[] unpack(Object v) {
            try {
                Iteration iteration;
                try {
                    iteration = Operations.iterator(v);
                } catch (PythonException e) {
                    if (e.isA(Types.TYPE_ERROR) && !Operations.isIterable(v)) {
                        throw Errors.typeError("cannot unpack non-iterable %s object", Operations.typeOf(v).name());
                    }
                    throw e;
                }
                List<Object> items = new ArrayList<>();
                int most = star < 0 ? slots.length : Integer.MAX_VALUE;
                Object item = iteration.next();
                while (item != Iteration.END && items.size() < most) {
                    items.add(item);
                    item = iteration.next();
                }
                int needed = star < 0 ? slots.length : slots.length - 1;
                if (items.size() < needed) {
                    throw Errors.valueError("not enough values to unpack (expected %s%d, got %d)", star < 0 ? "" : "at least ",
                            needed, items.size());
                }
                if (item != Iteration.END) {
                    throw tooMany(v);
                }
                if (star < 0) {
                    return items.toArray();
                }
                int taken = items.size() - needed;
                List<Object> out = new ArrayList<>(items.subList(0, star));
                out.add(new ListObject(items.subList(star, star + taken).toArray()));
                out.addAll(items.subList(star + taken, items.size()));
                return out.toArray();
            } catch (PythonException e) {
                throw located(e);
            }
        }

        private PythonException tooMany(Object v) {
            return Errors.valueError("too many values to unpack (expected %d)", slots.length);
        }
    }

    /** Evaluates nodes in order; the value is that of the last. */
    static final class Sequence extends ExpressionNode {
        @Children private final ExpressionNode[] parts;

        Sequence(ExpressionNode... parts) {
            this.parts = parts;
        }

        @Override
        @ExplodeLoop
        public Object execute(VirtualFrame frame) {
            for (int i = 0; i < parts.length - 1; i++) {
                parts[i].executeVoid(frame);
            }
            return parts[parts.length - 1].execute(frame);
        }

        @Override
        @ExplodeLoop
        public void executeVoid(VirtualFrame frame) {
            for (ExpressionNode part : parts) {
                part.executeVoid(frame);
            }
        }
    }
}
