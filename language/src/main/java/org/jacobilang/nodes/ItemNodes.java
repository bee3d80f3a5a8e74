package org.jacobilang.nodes;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.dsl.Cached;
import com.oracle.truffle.api.dsl.NodeChild;
import com.oracle.truffle.api.dsl.Specialization;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.strings.TruffleString;
import org.jacobilang.runtime.DictObject;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.PythonException;
import org.jacobilang.runtime.SliceObject;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;
import org.jacobilang.runtime.Types;

/** Subscripts. */
final class ItemNodes {
    private ItemNodes() {
    }

    @NodeChild(value = "object", type = ExpressionNode.class)
    @NodeChild(value = "index", type = ExpressionNode.class)
    abstract static class Read extends ExpressionNode {
        static boolean isPlain(ListObject list) {
            return list.type() == Types.LIST;
        }

        static boolean inside(int size, long i) {
            return i >= -size && i < size;
        }

        @Specialization(guards = {"isPlain(list)", "list.isLongs()", "inside(list.size(), i)"})
        static long longs(ListObject list, long i) {
            return list.getLong((int) (i < 0 ? i + list.size() : i));
        }

        @Specialization(guards = {"isPlain(list)", "list.isDoubles()", "inside(list.size(), i)"})
        static double doubles(ListObject list, long i) {
            return list.getDouble((int) (i < 0 ? i + list.size() : i));
        }

        @Specialization(guards = {"isPlain(list)", "inside(list.size(), i)"})
        static Object lists(ListObject list, long i) {
            return list.get((int) (i < 0 ? i + list.size() : i));
        }

        static boolean isPlainTuple(TupleObject tuple) {
            return tuple.type() == Types.TUPLE;
        }

        @Specialization(guards = {"isPlainTuple(tuple)", "inside(tuple.items.length, i)"})
        static Object tuples(TupleObject tuple, long i) {
            return tuple.items[(int) (i < 0 ? i + tuple.items.length : i)];
        }

        static int length(TruffleString text) {
            return Strings.length(text);
        }

        @Specialization(guards = "inside(length(text), i)")
        static Object strings(TruffleString text, long i, @Cached TruffleString.CodePointAtIndexNode at) {
            return Strings.codePoint(at.execute(text, (int) (i < 0 ? i + length(text) : i), Strings.ENCODING));
        }

        static boolean isPlainDict(DictObject dict) {
            return dict.type() == Types.DICT;
        }

        @Specialization(guards = "isPlainDict(dict)")
        Object dicts(DictObject dict, Object key) {
            Object value;
            try {
                value = dict.get(key);
            } catch (PythonException e) {
                throw located(e);
            }
            return value != null ? value : general(dict, key);
        }

        @Specialization
        Object general(Object object, Object index) {
            try {
                return Operations.getItem(object, index);
            } catch (PythonException e) {
                throw located(e);
            }
        }
    }

    @NodeChild(value = "object", type = ExpressionNode.class)
    @NodeChild(value = "index", type = ExpressionNode.class)
    @NodeChild(value = "value", type = ExpressionNode.class)
    abstract static class Write extends ExpressionNode {
        @Specialization(guards = {"isPlain(list)", "list.isLongs()", "inside(list.size(), i)"})
        static long longs(ListObject list, long i, long value) {
            list.setLong((int) (i < 0 ? i + list.size() : i), value);
            return value;
        }

        @Specialization(guards = {"isPlain(list)", "list.isDoubles()", "inside(list.size(), i)"})
        static double doubles(ListObject list, long i, double value) {
            list.setDouble((int) (i < 0 ? i + list.size() : i), value);
            return value;
        }

        @Specialization(guards = {"isPlain(list)", "inside(list.size(), i)"})
        static Object lists(ListObject list, long i, Object value) {
            list.set((int) (i < 0 ? i + list.size() : i), value);
            return value;
        }

        static boolean isPlain(ListObject list) {
            return list.type() == Types.LIST;
        }

        static boolean inside(int size, long i) {
            return i >= -size && i < size;
        }

        static boolean isPlainDict(DictObject dict) {
            return dict.type() == Types.DICT;
        }

        @Specialization(guards = "isPlainDict(dict)")
        Object dicts(DictObject dict, Object key, Object value) {
            try {
                dict.put(key, value);
            } catch (PythonException e) {
                throw located(e);
            }
            return value;
        }

        @Specialization
        Object general(Object object, Object index, Object value) {
            slow(object, index, value);
            return value;
        }

        @TruffleBoundary
        private void slow(Object object, Object index, Object value) {
            try {
                Operations.setItem(object, index, value);
            } catch (PythonException e) {
                throw located(e);
            }
        }
    }

    static final class Delete extends StatementNode {
        @Child private ExpressionNode object;
        @Child private ExpressionNode index;

        Delete(ExpressionNode object, ExpressionNode index) {
            this.object = object;
            this.index = index;
        }

        @Override
        public void execute(VirtualFrame frame) {
            delete(object.execute(frame), index.execute(frame));
        }

        @TruffleBoundary
        private void delete(Object o, Object i) {
            try {
                Operations.delItem(o, i);
            } catch (PythonException e) {
                throw located(e);
            }
        }
    }

    static final class Slice extends ExpressionNode {
        @Child private ExpressionNode lower;
        @Child private ExpressionNode upper;
        @Child private ExpressionNode step;

        Slice(ExpressionNode lower, ExpressionNode upper, ExpressionNode step) {
            this.lower = lower;
            this.upper = upper;
            this.step = step;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            return new SliceObject(value(frame, lower), value(frame, upper), value(frame, step));
        }

        private static Object value(VirtualFrame frame, ExpressionNode node) {
            return node == null ? None.NONE : node.execute(frame);
        }
    }
}
