package org.jacobilang.nodes;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.strings.TruffleString;
import com.oracle.truffle.api.strings.TruffleStringBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jacobilang.runtime.DictObject;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.Iteration;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.PythonException;
import org.jacobilang.runtime.SetObject;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;

/** Literals and displays. */
final class DisplayNodes {
    private DisplayNodes() {
    }

    static final class Constant extends ExpressionNode {
        private final Object value;

        Constant(Object value) {
            this.value = value;
        }

        Object value() {
            return value;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            return value;
        }

        @Override
        public boolean isInstrumentable() {
            return false;
        }
    }

    enum Kind { LIST, TUPLE, SET }

    static final class Display extends ExpressionNode {
        private final Kind kind;
        @Children private final ExpressionNode[] elements;

        Display(Kind kind, ExpressionNode[] elements) {
            this.kind = kind;
            this.elements = elements;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            return make(CallNodes.evaluate(frame, elements));
        }

        private Object make(Object[] values) {
            return switch (kind) {
                case LIST -> list(values);
                case TUPLE -> values.length == 0 ? TupleObject.EMPTY : new TupleObject(values);
                case SET -> set(values);
            };
        }

        @TruffleBoundary
        private static Object list(Object[] values) {
            return new ListObject(values);
        }

        /** Whether all elements are written out: CPython then makes a frozenset first, which shows in the order. */
        private boolean isConstant() {
            for (ExpressionNode e : elements) {
                if (!(e instanceof Constant)) {
                    return false;
                }
            }
            return elements.length > 2;
        }

        @TruffleBoundary
        private Object set(Object[] values) {
            try {
                if (isConstant()) {
                    return SetObject.ofConstants(values);
                }
                SetObject set = new SetObject();
                for (Object v : values) {
                    set.add(v);
                }
                return set;
            } catch (PythonException e) {
                throw located(e);
            }
        }
    }

    /** A display some of whose elements are starred. */
    static final class StarDisplay extends ExpressionNode {
        private final Kind kind;
        @Children private final ExpressionNode[] elements;
        private final boolean[] starred;

        StarDisplay(Kind kind, ExpressionNode[] elements, boolean[] starred) {
            this.kind = kind;
            this.elements = elements;
            this.starred = starred;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            return make(CallNodes.evaluate(frame, elements));
        }

        @TruffleBoundary
        private Object make(Object[] values) {
            try {
                List<Object> all = new ArrayList<>();
                for (int i = 0; i < values.length; i++) {
                    if (starred[i]) {
                        unpack(values[i], all);
                    } else {
                        all.add(values[i]);
                    }
                }
                if (kind == Kind.SET) {
                    SetObject set = new SetObject();
                    all.forEach(set::add);
                    return set;
                }
                return kind == Kind.LIST ? new ListObject(all.toArray()) : new TupleObject(all.toArray());
            } catch (PythonException e) {
                throw located(e);
            }
        }

        private static void unpack(Object value, List<Object> out) {
            Iteration iteration;
            try {
                iteration = Operations.iterator(value);
            } catch (PythonException e) {
                if (e.isA(org.jacobilang.runtime.Types.TYPE_ERROR)) {
                    throw Errors.typeError("Value after * must be an iterable, not %s", Operations.typeOf(value).name());
                }
                throw e;
            }
            for (Object item = iteration.next(); item != Iteration.END; item = iteration.next()) {
                out.add(item);
            }
        }
    }

    static final class Dict extends ExpressionNode {
        /** A null key stands for an unpacked mapping. */
        @Children private final ExpressionNode[] keys;
        @Children private final ExpressionNode[] values;

        Dict(ExpressionNode[] keys, ExpressionNode[] values) {
            this.keys = keys;
            this.values = values;
        }

        @Override
        @com.oracle.truffle.api.nodes.ExplodeLoop
        public Object execute(VirtualFrame frame) {
            DictObject dict = new DictObject();
            for (int i = 0; i < keys.length; i++) {
                if (keys[i] == null) {
                    putAll(dict, values[i].execute(frame));
                } else {
                    Object key = keys[i].execute(frame);
                    put(dict, key, values[i].execute(frame));
                }
            }
            return dict;
        }

        @TruffleBoundary
        private void put(DictObject dict, Object key, Object value) {
            try {
                dict.put(key, value);
            } catch (PythonException e) {
                throw located(e);
            }
        }

        @TruffleBoundary
        private void putAll(DictObject dict, Object value) {
            DictObject other = Operations.mapping(value);
            if (other == null) {
                throw located(Errors.typeError("'%s' object is not a mapping", Operations.typeOf(value).name()));
            }
            dict.putAll(other);
        }
    }

    /** An array display; its rows, where it has more than one axis, are list displays. */
    static final class Array extends ExpressionNode {
        @Children private final ExpressionNode[] elements;

        Array(ExpressionNode[] elements) {
            this.elements = elements;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            return make(CallNodes.evaluate(frame, elements));
        }

        @TruffleBoundary
        private Object make(Object[] values) {
            try {
                return Operations.array(new ListObject(values));
            } catch (PythonException e) {
                throw located(e);
            }
        }
    }

    // ---------------------------------------------------------------- f-strings

    static final class Joined extends ExpressionNode {
        @Children private final ExpressionNode[] parts;

        Joined(ExpressionNode[] parts) {
            this.parts = parts;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            return join(CallNodes.evaluate(frame, parts));
        }

        @TruffleBoundary
        private static TruffleString join(Object[] values) {
            TruffleStringBuilder builder = TruffleStringBuilder.create(Strings.ENCODING);
            for (Object value : values) {
                builder.appendStringUncached((TruffleString) value);
            }
            return builder.toStringUncached();
        }
    }

    static final class Interpolation extends ExpressionNode {
        @Child private ExpressionNode value;
        private final char conversion;
        @Child private ExpressionNode spec;

        Interpolation(ExpressionNode value, char conversion, ExpressionNode spec) {
            this.value = value;
            this.conversion = conversion;
            this.spec = spec;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            Object v = value.execute(frame);
            return format(v, spec == null ? Strings.EMPTY : (TruffleString) spec.execute(frame));
        }

        @TruffleBoundary
        private TruffleString format(Object v, TruffleString s) {
            try {
                Object converted = switch (conversion) {
                    case 'r' -> Operations.repr(v);
                    case 's' -> Operations.str(v);
                    case 'a' -> Operations.ascii(v);
                    default -> v;
                };
                return Operations.format(converted, s);
            } catch (PythonException e) {
                throw located(e);
            }
        }
    }

    // ---------------------------------------------------------------- comprehensions

    /** Runs the loops of a comprehension, which collect into a slot, and gives what was collected. */
    static final class Comprehension extends ExpressionNode {
        private final int collection;
        private final org.jacobilang.parser.Syntax.ComprehensionKind kind;
        @Children private final StatementNode[] prologue;
        @Child private StatementNode loops;

        Comprehension(int collection, org.jacobilang.parser.Syntax.ComprehensionKind kind, StatementNode[] prologue,
                StatementNode loops) {
            this.collection = collection;
            this.kind = kind;
            this.prologue = prologue;
            this.loops = loops;
        }

        @Override
        @com.oracle.truffle.api.nodes.ExplodeLoop
        public Object execute(VirtualFrame frame) {
            Object result = switch (kind) {
                case LIST -> new ListObject();
                case SET -> new SetObject();
                default -> new DictObject();
            };
            frame.setObject(collection, result);
            for (StatementNode node : prologue) {
                node.execute(frame);
            }
            loops.execute(frame);
            frame.setObject(collection, null);
            return result;
        }
    }

    static final class Collect extends StatementNode {
        private final int collection;
        private final org.jacobilang.parser.Syntax.ComprehensionKind kind;
        @Child private ExpressionNode element;
        @Child private ExpressionNode value;

        Collect(int collection, org.jacobilang.parser.Syntax.ComprehensionKind kind, ExpressionNode element,
                ExpressionNode value) {
            this.collection = collection;
            this.kind = kind;
            this.element = element;
            this.value = value;
        }

        @Override
        public void execute(VirtualFrame frame) {
            Object into = frame.getObject(collection);
            Object e = element.execute(frame);
            switch (kind) {
                case LIST -> append((ListObject) into, e);
                case SET -> add((SetObject) into, e);
                default -> put((DictObject) into, e, value.execute(frame));
            }
        }

        private static void append(ListObject list, Object e) {
            list.append(e);
        }

        @TruffleBoundary
        private void add(SetObject set, Object e) {
            try {
                set.add(e);
            } catch (PythonException x) {
                throw located(x);
            }
        }

        @TruffleBoundary
        private void put(DictObject dict, Object k, Object v) {
            try {
                dict.put(k, v);
            } catch (PythonException x) {
                throw located(x);
            }
        }
    }
}
