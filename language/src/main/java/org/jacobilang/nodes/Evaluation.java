package org.jacobilang.nodes;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.Truffle;
import com.oracle.truffle.api.frame.Frame;
import com.oracle.truffle.api.frame.FrameDescriptor;
import com.oracle.truffle.api.frame.FrameInstance;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.strings.TruffleString;
import org.jacobilang.builtin.Builtins;
import org.jacobilang.parser.Parser;
import org.jacobilang.parser.Scopes;
import org.jacobilang.parser.Syntax;
import org.jacobilang.parser.SyntaxError;
import org.jacobilang.runtime.CellObject;
import org.jacobilang.runtime.CodeObject;
import org.jacobilang.runtime.DictObject;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.FunctionObject;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.Strings;

/** The namespaces of the code that is running, and text that is run in them: globals, locals, eval, exec, compile. */
public final class Evaluation {
    private static final TruffleString BUILTINS = Strings.name("__builtins__");

    private Evaluation() {
    }

    /** The innermost frame of the program, as it was when a builtin was called. */
    private record Caller(GuestRoot root, Frame frame) {
    }

    private static Caller caller() {
        return Truffle.getRuntime().iterateFrames(instance -> {
            RootNode root = ((RootCallTarget) instance.getCallTarget()).getRootNode();
            if (!(root instanceof GuestRoot guest)) {
                return null;
            }
            Frame frame = instance.getFrame(FrameInstance.FrameAccess.READ_ONLY);
            // A generator's body runs on a frame that it is given.
            return new Caller(guest, root instanceof GeneratorNodes.BodyRoot ? (Frame) frame.getArguments()[0] : frame);
        });
    }

    private static ModuleObject module(Caller caller) {
        return caller == null ? JacobiContext.get(null).mainModule() : caller.root.surroundings().module();
    }

    /** {@code globals()}. */
    @TruffleBoundary
    public static DictObject globals() {
        return Operations.moduleDict(module(caller()));
    }

    /** The module whose code calls the builtin that asks. */
    @TruffleBoundary
    public static ModuleObject callingModule() {
        return module(caller());
    }

    /** The full name that an import in the calling module means. */
    @TruffleBoundary
    public static String absolute(String name, int level) {
        return level == 0 ? name : Modules.absolute(callingModule(), name, level);
    }

    /** {@code locals()}: the namespace of a module or class, or a fresh dict of the local variables. */
    @TruffleBoundary
    public static Object locals() {
        return locals(caller());
    }

    private static Object locals(Caller caller) {
        if (caller == null) {
            return Operations.moduleDict(module(null));
        }
        GuestRoot.Surroundings around = caller.root.surroundings();
        if (around.namespace() >= 0) {
            return caller.frame.getObject(around.namespace());
        }
        Object[] arguments = caller.frame.getArguments();
        FunctionObject function = arguments.length > 0 && arguments[0] instanceof FunctionObject f ? f : null;
        if (function == null) {
            return Operations.moduleDict(around.module());
        }
        DictObject locals = new DictObject();
        for (TruffleString parameter : org.jacobilang.runtime.CodeObject.parameters(function.code.signature)) {
            // The parameters come first, in the order of co_varnames; those without a value now are taken out again.
            locals.put(parameter, None.NONE);
        }
        java.util.Set<Object> bound = new java.util.HashSet<>();
        FrameDescriptor descriptor = caller.frame.getFrameDescriptor();
        for (int slot = 0; slot < descriptor.getNumberOfSlots(); slot++) {
            if (descriptor.getSlotName(slot) instanceof String name && !name.startsWith(".")) {
                put(locals, name, caller.frame.getValue(slot));
                if (caller.frame.getValue(slot) instanceof CellObject cell ? cell.value != null : caller.frame.getValue(slot) != null) {
                    bound.add(Strings.name(name));
                }
            }
        }
        for (TruffleString parameter : function.code.signature.names()) {
            if (!bound.contains(parameter)) {
                locals.remove(parameter);
            }
        }
        for (int i = 0; i < around.free().size(); i++) {
            put(locals, around.free().get(i), function.closure[i]);
        }
        return locals;
    }

    private static void put(DictObject locals, String name, Object value) {
        Object held = value instanceof CellObject cell ? cell.value : value;
        if (held != null) {
            locals.put(Strings.name(name), held);
        }
    }

    /** The module that gives a dict's entries to code as its globals. */
    private static ModuleObject over(DictObject globals) {
        if (globals.owner() instanceof ModuleObject m) {
            return m;
        }
        if (globals.get(BUILTINS) == null) {
            globals.put(BUILTINS, Operations.moduleDict(Builtins.module()));
        }
        ModuleObject module = ModuleObject.empty();
        for (Object key : globals.keyArray()) {
            if (key instanceof TruffleString name) {
                module.set(Strings.name(name), globals.get(name));
            }
        }
        Operations.attachModule(globals, module);
        return module;
    }

    /** What {@code eval} ({@code expression}) and {@code exec} do. */
    @TruffleBoundary
    public static Object run(Object text, Object globals, Object locals, boolean expression) {
        String what = expression ? "eval" : "exec";
        if (globals != None.NONE && !(globals instanceof DictObject)) {
            throw Errors.typeError(expression ? "globals must be a dict" : "exec() globals must be a dict, not %s",
                    Operations.typeOf(globals).name());
        }
        if (locals != None.NONE && !Operations.isMapping(locals)) {
            throw Errors.typeError(expression ? "locals must be a mapping" : "locals must be a mapping or None, not %s",
                    Operations.typeOf(locals).name());
        }
        CodeObject code;
        if (text instanceof CodeObject given) {
            code = given;
        } else {
            String source = text(text, what + "() arg 1 must be a string, bytes or code object");
            code = new CodeObject(expression ? source.replaceFirst("^[ \\t]+", "") : source, "<string>", expression ? "eval" : "exec");
        }
        ModuleObject module;
        Object namespace = locals == None.NONE ? null : locals;
        if (globals == None.NONE) {
            Caller caller = caller();
            module = module(caller);
            if (namespace == null) {
                namespace = locals(caller);
            }
        } else {
            module = over((DictObject) globals);
        }
        if (namespace == globals || namespace instanceof DictObject d && d.owner() == module) {
            namespace = null;
        }
        Object value = target(code, module, namespace != null).call(new Object[] {null, namespace});
        return code.mode.equals("eval") ? value : None.NONE;
    }

    private static CallTarget target(CodeObject code, ModuleObject module, boolean namespace) {
        // The lines of such a text are not shown in tracebacks: nobody could open the file.
        Source source = Source.newBuilder(JacobiLanguage.ID, code.source, code.filename).internal(true).build();
        try {
            Syntax.Module syntax = parse(code);
            Translator translator = new Translator(JacobiContext.get(null).language(), source, module, Scopes.analyze(syntax));
            return translator.module(syntax, namespace, code.mode.equals("single"));
        } catch (SyntaxError e) {
            throw Tracebacks.syntaxError(e, source);
        }
    }

    private static Syntax.Module parse(CodeObject code) {
        Syntax.Module syntax = Parser.parse(code.source);
        if (code.mode.equals("eval") && !(syntax.body().size() == 1 && syntax.body().getFirst() instanceof Syntax.ExprStmt)) {
            throw new SyntaxError("invalid syntax", syntax.body().isEmpty() ? 0 : syntax.body().getFirst().start(), 1);
        }
        return syntax;
    }

    private static String text(Object value, String otherwise) {
        if (value instanceof org.jacobilang.runtime.BytesObject b) {
            return new String(b.data(), java.nio.charset.StandardCharsets.UTF_8);
        }
        if (value instanceof TruffleString s) {
            return Strings.java(s);
        }
        throw Errors.typeError("%s", otherwise);
    }

    /** {@code compile}: the text is checked now and translated where it runs. */
    @TruffleBoundary
    public static CodeObject compile(Object source, Object filename, Object mode) {
        String text = text(source, "compile() arg 1 must be a string, bytes or AST object");
        String kind = text(mode, "compile() argument 'mode' must be str");
        if (!kind.equals("exec") && !kind.equals("eval") && !kind.equals("single")) {
            throw Errors.valueError("compile() mode must be 'exec', 'eval' or 'single'");
        }
        String name = text(filename, "expected str, bytes or os.PathLike object");
        CodeObject code = new CodeObject(kind.equals("eval") ? text.replaceFirst("^[ \\t]+", "") : text, name, kind);
        try {
            Scopes.analyze(parse(code));
        } catch (SyntaxError e) {
            throw Tracebacks.syntaxError(e, Source.newBuilder(JacobiLanguage.ID, code.source, name).internal(true).build());
        }
        return code;
    }
}
