package org.jacobilang.nodes;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.strings.TruffleString;
import org.jacobilang.nodes.staging.Trace;
import org.jacobilang.runtime.CellObject;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.PythonException;
import org.jacobilang.runtime.Strings;

/** Nodes of the trees that trace: they tell the trace what the function reads and writes outside itself. */
final class StagedNodes {
    private StagedNodes() {
    }

    /** Reads a global, which becomes a guard. */
    static final class ReadGlobal extends ExpressionNode {
        private final ModuleObject module;
        private final TruffleString name;
        @Child private GlobalNodes.Read read;

        ReadGlobal(ModuleObject module, TruffleString name) {
            this.module = module;
            this.name = name;
            this.read = new GlobalNodes.Read(module, name);
        }

        @Override
        public Object execute(VirtualFrame frame) {
            if (read.start() < 0 && hasSource()) {
                read.at(start(), length());
            }
            Object value = read.execute(frame);
            if (Trace.current() != null && module.get(name) != null) {
                Trace.current().readGlobal(module, name, value);
            }
            return value;
        }
    }

    /** Reads a variable of an enclosing function, which becomes a guard. */
    static final class ReadFree extends ExpressionNode {
        private final int index;
        private final TruffleString name;

        ReadFree(int index, TruffleString name) {
            this.index = index;
            this.name = name;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            CellObject cell = LocalNodes.cell(frame, index);
            if (cell.value == null) {
                throw located(LocalNodes.unboundFree(name));
            }
            if (Trace.current() != null) {
                Trace.current().readFree(frame.getArguments()[0], cell, Strings.java(name));
            }
            return cell.value;
        }
    }

    /** Reads an attribute, which becomes a guard where the object existed before the call. */
    static final class ReadAttribute extends ExpressionNode {
        private final TruffleString name;
        @Child private ExpressionNode object;

        ReadAttribute(ExpressionNode object, TruffleString name) {
            this.object = object;
            this.name = name;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            Object owner = object.execute(frame);
            try {
                Object value = Operations.getAttribute(owner, name);
                if (Trace.current() != null) {
                    Trace.current().readAttribute(owner, name, value);
                }
                return value;
            } catch (PythonException e) {
                throw located(e);
            }
        }
    }

    /** Writes a variable of an enclosing function. */
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
            CellObject cell = LocalNodes.cell(frame, index);
            if (Trace.current() != null) {
                Trace.current().writeCell(cell);
            }
            cell.value = v;
            return v;
        }
    }

    /** Writes a global: journalled, and done again by each call of the program. */
    static final class WriteGlobal extends ExpressionNode {
        private final ModuleObject module;
        private final TruffleString name;
        @Child private ExpressionNode write;

        WriteGlobal(ModuleObject module, TruffleString name, ExpressionNode value) {
            this.module = module;
            this.name = name;
            this.write = new GlobalNodes.Write(module, name, new Announce(this, value));
        }

        @Override
        public Object execute(VirtualFrame frame) {
            return write.execute(frame);
        }

        private void announce() {
            if (Trace.current() != null) {
                Trace.current().writeGlobal(module, name);
            }
        }
    }

    /** The value of a write, and the announcement once it is there and before it is stored. */
    private static final class Announce extends ExpressionNode {
        private final WriteGlobal owner;
        @Child private ExpressionNode value;

        Announce(WriteGlobal owner, ExpressionNode value) {
            this.owner = owner;
            this.value = value;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            Object result = value.execute(frame);
            owner.announce();
            return result;
        }
    }
}
