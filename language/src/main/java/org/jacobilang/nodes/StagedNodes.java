package org.jacobilang.nodes;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.source.SourceSection;
import com.oracle.truffle.api.strings.TruffleString;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jacobilang.nodes.staging.Trace;
import org.jacobilang.program.SourceSpan;
import org.jacobilang.runtime.CellObject;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.PythonException;
import org.jacobilang.runtime.Strings;

/** Nodes of the trees that trace: they tell the trace what the function reads and writes outside itself, and where it is. */
final class StagedNodes {
    private StagedNodes() {
    }

    /** A global, which becomes a guard. */
    static ExpressionNode readGlobal(ModuleObject module, TruffleString name) {
        return new Read(new GlobalNodes.Read(module, name), (frame, value) -> {
            // A builtin is no global, until there is one of its name.
            return Trace.current().readGlobal(module, name, module.get(name) == null ? null : value, value);
        });
    }

    /** Writes a global: journalled, and done again by each call of the program. */
    static ExpressionNode writeGlobal(ModuleObject module, TruffleString name, ExpressionNode value) {
        return new GlobalNodes.Write(module, name, new BeforeWrite(value, frame -> Trace.current().writeGlobal(module, name)));
    }

    /** A variable of an enclosing function, which becomes a guard. */
    static ExpressionNode readFree(int index, TruffleString name) {
        return new Read(new LocalNodes.ReadFree(index, name), (frame, value) -> Trace.current().readFree(
                LocalNodes.cell(frame, index), Strings.java(name)));
    }

    /** Writes a variable of an enclosing function, or deletes it where {@code value} is null. */
    static ExpressionNode writeFree(int index, ExpressionNode value) {
        return new LocalNodes.WriteFree(index,
                new BeforeWrite(value, frame -> Trace.current().writeCell(LocalNodes.cell(frame, index))));
    }

    /** Writes a variable of this function that inner ones share. */
    static ExpressionNode writeCell(int slot, ExpressionNode value) {
        return new LocalNodes.WriteCell(slot,
                new BeforeWrite(value, frame -> Trace.current().writeCell((CellObject) frame.getObject(slot))));
    }

    /** A read that is announced: the trace says what the value is. */
    private static final class Read extends ExpressionNode {
        @Child private ExpressionNode read;
        private final BiFunction<VirtualFrame, Object, Object> announce;

        Read(ExpressionNode read, BiFunction<VirtualFrame, Object, Object> announce) {
            this.read = read;
            this.announce = announce;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            Object value;
            try {
                value = read.execute(frame);
            } catch (PythonException e) {
                throw e.getLocation() == read ? e.at(this) : e;
            }
            return Trace.current() == null ? value : announce.apply(frame, value);
        }
    }

    /** The value of a write, and the announcement once it is there and before it is stored. */
    private static final class BeforeWrite extends ExpressionNode {
        @Child private ExpressionNode value;
        private final Consumer<VirtualFrame> announce;

        BeforeWrite(ExpressionNode value, Consumer<VirtualFrame> announce) {
            this.value = value;
            this.announce = announce;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            Object result = value == null ? null : value.execute(frame);
            if (Trace.current() != null) {
                announce.accept(frame);
            }
            return result;
        }
    }

    /** An attribute by the general way, on which the objects themselves announce what happens. */
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
                return Operations.getAttribute(owner, name);
            } catch (PythonException e) {
                throw located(e);
            }
        }
    }

    /** Writes an attribute by the general way. */
    static final class WriteAttribute extends ExpressionNode {
        private final TruffleString name;
        @Child private ExpressionNode object;
        @Child private ExpressionNode value;

        WriteAttribute(ExpressionNode object, ExpressionNode value, TruffleString name) {
            this.object = object;
            this.value = value;
            this.name = name;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            Object owner = object.execute(frame);
            Object v = value.execute(frame);
            try {
                Operations.setAttribute(owner, name, v);
            } catch (PythonException e) {
                throw located(e);
            }
            return v;
        }
    }

    /** A statement that says where it is, for the equations that it records and the reasons that it gives. */
    static final class At extends StatementNode {
        @Child private StatementNode statement;

        At(StatementNode statement) {
            this.statement = statement;
            at(statement.start(), statement.length());
        }

        @Override
        public void execute(VirtualFrame frame) {
            SourceSpan outer = Trace.location();
            SourceSection s = getSourceSection();
            Trace.location(new SourceSpan(s.getSource().getName(), s.getStartLine(), s.getStartColumn(), start(), length()));
            try {
                statement.execute(frame);
            } finally {
                Trace.location(outer);
            }
        }
    }
}
