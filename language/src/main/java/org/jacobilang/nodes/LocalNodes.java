package org.jacobilang.nodes;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.dsl.NodeChild;
import com.oracle.truffle.api.dsl.NodeField;
import com.oracle.truffle.api.dsl.Specialization;
import com.oracle.truffle.api.frame.FrameSlotKind;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.strings.TruffleString;
import org.jacobilang.runtime.CellObject;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.FunctionObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.PythonException;
import org.jacobilang.runtime.Strings;

/** Reads and writes of names that live in frames and cells. */
final class LocalNodes {
    private LocalNodes() {
    }

    @TruffleBoundary
    static PythonException unbound(TruffleString name) {
        return Errors.unboundLocal("cannot access local variable '%s' where it is not associated with a value",
                Strings.java(name));
    }

    @TruffleBoundary
    static PythonException unboundFree(TruffleString name) {
        return Errors.nameError("cannot access free variable '%s' where it is not associated with a value in enclosing scope",
                Strings.java(name));
    }

    @NodeField(name = "slot", type = int.class)
    @NodeField(name = "name", type = TruffleString.class)
    abstract static class Read extends ExpressionNode {
        abstract int getSlot();

        abstract TruffleString getName();

        @Specialization(guards = "frame.isLong(getSlot())")
        long readLong(VirtualFrame frame) {
            return frame.getLong(getSlot());
        }

        @Specialization(guards = "frame.isDouble(getSlot())")
        double readDouble(VirtualFrame frame) {
            return frame.getDouble(getSlot());
        }

        @Specialization(guards = "frame.isBoolean(getSlot())")
        boolean readBoolean(VirtualFrame frame) {
            return frame.getBoolean(getSlot());
        }

        @Specialization(replaces = {"readLong", "readDouble", "readBoolean"})
        Object readObject(VirtualFrame frame) {
            if (!frame.isObject(getSlot())) {
                // A primitive left over from before the slot's kind changed: box it once, where it lies.
                CompilerDirectives.transferToInterpreter();
                Object value = frame.getValue(getSlot());
                frame.setObject(getSlot(), value);
                return value;
            }
            Object value = frame.getObject(getSlot());
            if (value == null) {
                CompilerDirectives.transferToInterpreter();
                throw located(unbound(getName()));
            }
            return value;
        }
    }

    /** Writes a local; its own value is the value that was written. */
    @NodeChild(value = "value", type = ExpressionNode.class)
    @NodeField(name = "slot", type = int.class)
    abstract static class Write extends ExpressionNode {
        abstract int getSlot();

        boolean isKind(VirtualFrame frame, FrameSlotKind kind) {
            FrameSlotKind now = frame.getFrameDescriptor().getSlotKind(getSlot());
            if (now == kind) {
                return true;
            }
            if (now == FrameSlotKind.Illegal) {
                CompilerDirectives.transferToInterpreterAndInvalidate();
                frame.getFrameDescriptor().setSlotKind(getSlot(), kind);
                return true;
            }
            return false;
        }

        boolean isLong(VirtualFrame frame) {
            return isKind(frame, FrameSlotKind.Long);
        }

        boolean isDouble(VirtualFrame frame) {
            return isKind(frame, FrameSlotKind.Double);
        }

        boolean isBoolean(VirtualFrame frame) {
            return isKind(frame, FrameSlotKind.Boolean);
        }

        @Specialization(guards = "isLong(frame)")
        long writeLong(VirtualFrame frame, long value) {
            frame.setLong(getSlot(), value);
            return value;
        }

        @Specialization(guards = "isDouble(frame)")
        double writeDouble(VirtualFrame frame, double value) {
            frame.setDouble(getSlot(), value);
            return value;
        }

        @Specialization(guards = "isBoolean(frame)")
        boolean writeBoolean(VirtualFrame frame, boolean value) {
            frame.setBoolean(getSlot(), value);
            return value;
        }

        @Specialization(replaces = {"writeLong", "writeDouble", "writeBoolean"})
        Object writeObject(VirtualFrame frame, Object value) {
            if (frame.getFrameDescriptor().getSlotKind(getSlot()) != FrameSlotKind.Object) {
                CompilerDirectives.transferToInterpreterAndInvalidate();
                frame.getFrameDescriptor().setSlotKind(getSlot(), FrameSlotKind.Object);
            }
            frame.setObject(getSlot(), value);
            return value;
        }
    }

    /** Reads a cell that a slot of this frame holds. */
    static final class ReadCell extends ExpressionNode {
        private final int slot;
        private final TruffleString name;

        ReadCell(int slot, TruffleString name) {
            this.slot = slot;
            this.name = name;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            Object value = ((CellObject) frame.getObject(slot)).value;
            if (value == null) {
                CompilerDirectives.transferToInterpreter();
                throw located(unbound(name));
            }
            return value;
        }
    }

    static final class WriteCell extends ExpressionNode {
        private final int slot;
        @Child private ExpressionNode value;

        WriteCell(int slot, ExpressionNode value) {
            this.slot = slot;
            this.value = value;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            Object v = value == null ? null : value.execute(frame);
            ((CellObject) frame.getObject(slot)).value = v;
            return v;
        }
    }

    /** Makes the cells of a function before its body runs, one with a parameter's value in it. */
    static final class MakeCell extends StatementNode {
        private final int slot;
        /** The argument that goes into the cell, or -1. */
        private final int argument;

        MakeCell(int slot, int argument) {
            this.slot = slot;
            this.argument = argument;
        }

        @Override
        public void execute(VirtualFrame frame) {
            frame.setObject(slot, new CellObject(argument < 0 ? null : frame.getArguments()[argument]));
        }
    }

    static final class ReadFree extends ExpressionNode {
        private final int index;
        private final TruffleString name;

        ReadFree(int index, TruffleString name) {
            this.index = index;
            this.name = name;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            Object value = cell(frame, index).value;
            if (value == null) {
                CompilerDirectives.transferToInterpreter();
                throw located(unboundFree(name));
            }
            return value;
        }
    }

    static CellObject cell(VirtualFrame frame, int index) {
        return ((FunctionObject) frame.getArguments()[0]).closure[index];
    }

    static final class WriteFree extends ExpressionNode {
        private final int index;
        @Child private ExpressionNode value;

        WriteFree(int index, ExpressionNode value) {
            this.index = index;
            this.value = value;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            Object v = value == null ? null : value.execute(frame);
            cell(frame, index).value = v;
            return v;
        }
    }

    /** The cell itself, for a closure; from a slot, or from this function's own closure. */
    static final class GetCell extends ExpressionNode {
        private final int slot;
        private final boolean free;

        GetCell(int slot, boolean free) {
            this.slot = slot;
            this.free = free;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            return free ? cell(frame, slot) : frame.getObject(slot);
        }
    }

    /** Deletes a local. */
    static final class Delete extends StatementNode {
        private final int slot;
        private final TruffleString name;

        Delete(int slot, TruffleString name) {
            this.slot = slot;
            this.name = name;
        }

        @Override
        public void execute(VirtualFrame frame) {
            if (frame.isObject(slot) && frame.getObject(slot) == null) {
                CompilerDirectives.transferToInterpreter();
                throw located(unbound(name));
            }
            clear(frame, slot);
        }
    }

    /** Makes a local have no value. */
    static void clear(VirtualFrame frame, int slot) {
        if (frame.getFrameDescriptor().getSlotKind(slot) != FrameSlotKind.Object) {
            CompilerDirectives.transferToInterpreterAndInvalidate();
            frame.getFrameDescriptor().setSlotKind(slot, FrameSlotKind.Object);
        }
        frame.setObject(slot, null);
    }

    /** Deletes through a cell: writes nothing into it. */
    static final class DeleteCell extends StatementNode {
        @Child private ExpressionNode read;
        @Child private ExpressionNode write;

        DeleteCell(ExpressionNode read, ExpressionNode write) {
            this.read = read;
            this.write = write;
        }

        @Override
        public void execute(VirtualFrame frame) {
            read.execute(frame);
            write.execute(frame);
        }
    }

    /** An argument of the call. */
    static final class Argument extends ExpressionNode {
        private final int index;

        Argument(int index) {
            this.index = index;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            return frame.getArguments()[index];
        }
    }

    /** A value that an outer node put into a slot. */
    static final class Temporary extends ExpressionNode {
        private final int slot;

        Temporary(int slot) {
            this.slot = slot;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            Object value = frame.getValue(slot);
            return value == null ? None.NONE : value;
        }
    }
}
