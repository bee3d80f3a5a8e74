package org.jacobilang.nodes;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.source.SourceSection;
import com.oracle.truffle.api.strings.TruffleString;
import java.util.function.Function;
import org.jacobilang.runtime.CellObject;
import org.jacobilang.runtime.Code;
import org.jacobilang.runtime.DictObject;
import org.jacobilang.runtime.FunctionObject;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.Names;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.PythonException;
import org.jacobilang.runtime.Signature;
import org.jacobilang.runtime.Strings;

/** Making functions and classes. */
final class FunctionNodes {
    private FunctionNodes() {
    }

    /** The code of a function: its trees are made when they are first needed, one to run and one to trace. */
    static final class LazyCode extends Code {
        private final SourceSection section;
        private final Function<Boolean, RootCallTarget> translate;
        private RootCallTarget target;
        private RootCallTarget tracingTarget;

        LazyCode(TruffleString name, Signature signature, TruffleString documentation, SourceSection section,
                Function<Boolean, RootCallTarget> translate) {
            super(name, signature, documentation);
            this.section = section;
            this.translate = translate;
        }

        @Override
        public RootCallTarget target() {
            if (target == null) {
                make();
            }
            return target;
        }

        @TruffleBoundary
        private synchronized void make() {
            if (target == null) {
                target = translate.apply(false);
            }
        }

        @Override
        @TruffleBoundary
        public synchronized RootCallTarget tracingTarget() {
            if (tracingTarget == null) {
                tracingTarget = translate.apply(true);
            }
            return tracingTarget;
        }

        @Override
        public SourceSection section() {
            return section;
        }
    }

    static final class MakeFunction extends ExpressionNode {
        private final Code code;
        private final TruffleString qualifiedName;
        private final ModuleObject module;
        /** One per parameter, null where there is none; or null as a whole. */
        @Children private final ExpressionNode[] defaults;
        @Children private final ExpressionNode[] closure;
        @Child private ExpressionNode annotations;

        MakeFunction(Code code, TruffleString qualifiedName, ModuleObject module, ExpressionNode[] defaults,
                ExpressionNode[] closure, ExpressionNode annotations) {
            this.code = code;
            this.qualifiedName = qualifiedName;
            this.module = module;
            this.defaults = defaults;
            this.closure = closure;
            this.annotations = annotations;
        }

        @Override
        @ExplodeLoop
        public Object execute(VirtualFrame frame) {
            Object[] values = null;
            if (defaults != null) {
                values = new Object[defaults.length];
                for (int i = 0; i < defaults.length; i++) {
                    values[i] = defaults[i] == null ? null : defaults[i].execute(frame);
                }
            }
            CellObject[] cells = cells(frame, closure);
            Object notes = annotations == null ? null : annotations.execute(frame);
            FunctionObject function = new FunctionObject(code, qualifiedName, module, values, cells);
            function.annotations = notes;
            return function;
        }
    }

    @ExplodeLoop
    static CellObject[] cells(VirtualFrame frame, ExpressionNode[] nodes) {
        CellObject[] cells = new CellObject[nodes.length];
        for (int i = 0; i < nodes.length; i++) {
            cells[i] = (CellObject) nodes[i].execute(frame);
        }
        return cells;
    }

    /** Runs a class body with a fresh namespace and makes the class. */
    static final class MakeClass extends ExpressionNode {
        private static final TruffleString CLASS_CELL = Strings.name("__classcell__");

        private final Code code;
        private final TruffleString qualifiedName;
        private final ModuleObject module;
        @Child private ExpressionNode bases;
        @Children private final ExpressionNode[] keywords;
        private final TruffleString[] keywordNames;
        @Children private final ExpressionNode[] closure;

        MakeClass(Code code, TruffleString qualifiedName, ModuleObject module, ExpressionNode bases,
                ExpressionNode[] keywords, TruffleString[] keywordNames, ExpressionNode[] closure) {
            this.code = code;
            this.qualifiedName = qualifiedName;
            this.module = module;
            this.bases = bases;
            this.keywords = keywords;
            this.keywordNames = keywordNames;
            this.closure = closure;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            Object[] baseValues = ((org.jacobilang.runtime.TupleObject) bases.execute(frame)).items;
            Object[] values = CallNodes.evaluate(frame, keywords);
            return make(baseValues, values, cells(frame, closure));
        }

        @TruffleBoundary
        private Object make(Object[] baseValues, Object[] values, CellObject[] cells) {
            try {
                FunctionObject body = new FunctionObject(code, qualifiedName, module, null, cells);
                DictObject namespace = Operations.prepareClass(code.name, baseValues, keywordNames, values);
                namespace.put(Names.MODULE, moduleName());
                namespace.put(Names.QUALNAME, qualifiedName);
                if (code.documentation != null) {
                    namespace.put(Names.DOC, code.documentation);
                }
                code.target().call(body, namespace);
                CellObject cell = (CellObject) namespace.remove(CLASS_CELL);
                Object type = Operations.buildClass(code.name, baseValues, namespace, keywordNames, values, cell);
                if (cell != null) {
                    cell.value = type;
                }
                return type;
            } catch (PythonException e) {
                throw located(e);
            }
        }

        private Object moduleName() {
            Object name = module.get(Names.NAME);
            return name == null ? Strings.of(module.name()) : name;
        }
    }

    /** A definition with type parameters, which it gets as an attribute. */
    static final class Generic extends ExpressionNode {
        private static final TruffleString TYPE_PARAMS = Strings.name("__type_params__");

        @Child private ExpressionNode definition;
        @Children private final ExpressionNode[] parameters;

        Generic(ExpressionNode definition, ExpressionNode[] parameters) {
            this.definition = definition;
            this.parameters = parameters;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            Object made = definition.execute(frame);
            set(made, CallNodes.evaluate(frame, parameters));
            return made;
        }

        @TruffleBoundary
        private static void set(Object made, Object[] values) {
            Operations.setAttribute(made, TYPE_PARAMS, new org.jacobilang.runtime.TupleObject(values));
        }
    }

    /** The first thing in a class body: takes the namespace, and leaves the class cell in it. */
    static final class EnterClassBody extends StatementNode {
        private final int namespace;
        /** The slot of the cell for {@code __class__}, or -1. */
        private final int cell;

        EnterClassBody(int namespace, int cell) {
            this.namespace = namespace;
            this.cell = cell;
        }

        @Override
        public void execute(VirtualFrame frame) {
            Object dict = frame.getArguments()[1];
            frame.setObject(namespace, dict);
            if (cell >= 0) {
                CellObject made = new CellObject(null);
                frame.setObject(cell, made);
                put(dict, made);
            }
        }

        @TruffleBoundary
        private static void put(Object dict, CellObject made) {
            ((DictObject) dict).put(MakeClass.CLASS_CELL, made);
        }
    }
}
