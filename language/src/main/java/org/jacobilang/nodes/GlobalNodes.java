package org.jacobilang.nodes;

import com.oracle.truffle.api.Assumption;
import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.strings.TruffleString;
import java.util.ArrayList;
import java.util.List;
import org.jacobilang.builtin.Builtins;
import org.jacobilang.runtime.CellObject;
import org.jacobilang.runtime.DictObject;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.Global;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.PythonException;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.Suggestions;
import org.jacobilang.runtime.Types;

/** Reads and writes of a module's names and of the names in a class body. */
final class GlobalNodes {
    private GlobalNodes() {
    }

    /** Reads a global, or the builtin of that name. */
    static final class Read extends ExpressionNode {
        private static final TruffleString BUILTINS = Strings.name("__builtins__");

        private final ModuleObject module;
        private final Global global;
        /** The builtin of that name, while the module has none. */
        @CompilationFinal private Object builtin;
        @CompilationFinal private Assumption absent;

        Read(ModuleObject module, TruffleString name) {
            this.module = module;
            this.global = module.global(name);
        }

        @Override
        public Object execute(VirtualFrame frame) {
            Object value = global.get();
            if (value != null) {
                return value;
            }
            if (absent == null) {
                // Remembered once: a name that changes after that is looked up each time, without deoptimizing again.
                CompilerDirectives.transferToInterpreterAndInvalidate();
                Object found = builtin();
                builtin = found;
                absent = global.stable();
            }
            return absent.isValid() ? builtin : builtin();
        }

        @TruffleBoundary
        private Object builtin() {
            Object pending = module.global(global.name).get();
            Object value = pending != null ? pending : module.get(BUILTINS) instanceof DictObject given && given.owner() != Builtins.module() ? given.get(global.name)
                    : Builtins.lookup(global.name);
            if (value == null) {
                throw located(undefined(module, global.name));
            }
            return value;
        }
    }

    @TruffleBoundary
    static PythonException undefined(ModuleObject module, TruffleString name) {
        String shown = Strings.java(name);
        PythonException e = Errors.nameError("name '%s' is not defined", shown);
        e.value().field("name", name);
        e.value().hint = () -> {
            List<String> known = new ArrayList<>();
            module.names().forEach(n -> known.add(Strings.java(n)));
            Builtins.names().forEach(n -> known.add(Strings.java(n)));
            String near = Suggestions.didYouMean(shown, known);
            if (!JacobiContext.get(null).modules().exists(shown)) {
                return near;
            }
            return near + (near.isEmpty() ? ". Did" : " Or did") + " you forget to import '" + shown + "'?";
        };
        return e;
    }

    static final class Write extends ExpressionNode {
        private final Global global;
        @Child private ExpressionNode value;

        Write(ModuleObject module, TruffleString name, ExpressionNode value) {
            this.global = module.global(name);
            this.value = value;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            Object v = value.execute(frame);
            global.set(v);
            return v;
        }
    }

    static final class Delete extends StatementNode {
        private final ModuleObject module;
        private final TruffleString name;

        Delete(ModuleObject module, TruffleString name) {
            this.module = module;
            this.name = name;
        }

        @Override
        public void execute(VirtualFrame frame) {
            CompilerDirectives.transferToInterpreter();
            if (!module.removeOwn(name)) {
                throw located(Errors.nameError("name '%s' is not defined", Strings.java(name)));
            }
        }
    }

    // ---------------------------------------------------------------- class bodies

    /** Reads a name of a class body from the namespace that slot holds, else from where it would be without the class. */
    static final class ReadClassName extends ExpressionNode {
        private final int namespace;
        private final TruffleString name;
        @Child private ExpressionNode outer;

        ReadClassName(int namespace, TruffleString name, ExpressionNode outer) {
            this.namespace = namespace;
            this.name = name;
            this.outer = outer;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            Object value = get(frame.getObject(namespace), name);
            return value != null ? value : outer.execute(frame);
        }

        @TruffleBoundary
        private static Object get(Object namespace, TruffleString name) {
            if (namespace instanceof DictObject dict && dict.type() == Types.DICT) {
                return dict.get(name);
            }
            try {
                return Operations.getItem(namespace, name);
            } catch (PythonException e) {
                if (e.isA(Types.KEY_ERROR)) {
                    return null;
                }
                throw e;
            }
        }
    }

    static final class WriteClassName extends ExpressionNode {
        private final int namespace;
        private final TruffleString name;
        @Child private ExpressionNode value;

        WriteClassName(int namespace, TruffleString name, ExpressionNode value) {
            this.namespace = namespace;
            this.name = name;
            this.value = value;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            Object v = value.execute(frame);
            put(frame.getObject(namespace), name, v);
            return v;
        }

        @TruffleBoundary
        private static void put(Object namespace, TruffleString name, Object value) {
            Operations.setItem(namespace, name, value);
        }
    }

    static final class DeleteClassName extends StatementNode {
        private final int namespace;
        private final TruffleString name;

        DeleteClassName(int namespace, TruffleString name) {
            this.namespace = namespace;
            this.name = name;
        }

        @Override
        public void execute(VirtualFrame frame) {
            CompilerDirectives.transferToInterpreter();
            Object mapping = frame.getObject(namespace);
            if (!Operations.contains(mapping, name)) {
                throw located(Errors.nameError("name '%s' is not defined", Strings.java(name)));
            }
            Operations.delItem(mapping, name);
        }
    }

    /** Puts the finished class into the cell through which its methods reach it. */
    static void fillClassCell(CellObject cell, Object type) {
        cell.value = type;
    }
}
