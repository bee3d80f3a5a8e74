package org.jacobilang.nodes;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.strings.TruffleString;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.PythonException;

/** Imports. */
final class ImportNodes {
    private ImportNodes() {
    }

    /** {@code import a.b.c}: its value is {@code a}, or {@code a.b.c} where it gets a name of its own. */
    static final class Import extends ExpressionNode {
        private final String name;
        private final boolean first;

        Import(String name, boolean first) {
            this.name = name;
            this.first = first;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            return load();
        }

        @TruffleBoundary
        private Object load() {
            try {
                Modules modules = JacobiContext.get(this).modules();
                ModuleObject module = modules.load(name);
                int dot = name.indexOf('.');
                return first && dot >= 0 ? modules.load(name.substring(0, dot)) : module;
            } catch (PythonException e) {
                throw located(e);
            }
        }
    }

    /** What the syntax itself uses of the module {@code typing}. */
    static final class Typing extends ExpressionNode {
        private final TruffleString name;

        Typing(TruffleString name) {
            this.name = name;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            return load();
        }

        @TruffleBoundary
        private Object load() {
            return org.jacobilang.runtime.Operations.getAttribute(JacobiContext.get(this).modules().load("typing"), name);
        }
    }

    /** The module of {@code from module import ...}. */
    static final class From extends ExpressionNode {
        private final ModuleObject importer;
        private final String name;
        private final int level;

        From(ModuleObject importer, String name, int level) {
            this.importer = importer;
            this.name = name;
            this.level = level;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            return load();
        }

        @TruffleBoundary
        private Object load() {
            try {
                return JacobiContext.get(this).modules().load(Modules.absolute(importer, name, level));
            } catch (PythonException e) {
                throw located(e);
            }
        }
    }

    /** One name out of the module that a slot holds. */
    static final class Member extends ExpressionNode {
        @Child private ExpressionNode module;
        private final TruffleString name;

        Member(ExpressionNode module, TruffleString name) {
            this.module = module;
            this.name = name;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            return member((ModuleObject) module.execute(frame));
        }

        @TruffleBoundary
        private Object member(ModuleObject m) {
            try {
                return JacobiContext.get(this).modules().member(m, name);
            } catch (PythonException e) {
                throw located(e);
            }
        }
    }

    /** {@code from module import *}. */
    static final class Star extends StatementNode {
        private final ModuleObject importer;
        @Child private ExpressionNode module;

        Star(ModuleObject importer, ExpressionNode module) {
            this.importer = importer;
            this.module = module;
        }

        @Override
        public void execute(VirtualFrame frame) {
            copy((ModuleObject) module.execute(frame));
        }

        @TruffleBoundary
        private void copy(ModuleObject from) {
            try {
                Modules modules = JacobiContext.get(this).modules();
                for (TruffleString name : Modules.exported(from)) {
                    importer.set(name, modules.member(from, name));
                }
            } catch (PythonException e) {
                throw located(e);
            }
        }
    }
}
