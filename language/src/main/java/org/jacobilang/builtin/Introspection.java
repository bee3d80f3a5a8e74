package org.jacobilang.builtin;

import com.oracle.truffle.api.strings.TruffleString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jacobilang.nodes.Evaluation;
import org.jacobilang.nodes.JacobiContext;
import org.jacobilang.runtime.BoundMethod;
import org.jacobilang.runtime.BuiltinFunction;
import org.jacobilang.runtime.BuiltinFunction.Effect;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.Strings;

/** Builtins that look at namespaces, and that run text: {@code vars}, {@code dir}, {@code globals}, {@code eval} and kin. */
public final class Introspection {
    /** Shows a value as the prompt does, unless it is None. */
    public static final BuiltinFunction DISPLAY = new BuiltinFunction("displayhook(value, /)", "Shows a value at the prompt.", a -> {
        if (a[0] != None.NONE) {
            JacobiContext.get(null).out().println(Strings.java(Operations.repr(a[0])));
            Builtins.module().set("_", a[0]);
        }
        return None.NONE;
    }).effect(Effect.ORDERED);

    private Introspection() {
    }

    static void add(ModuleObject m) {
        m.function("vars(object=, /)", "The attributes of an object, or the local variables, as a dict.", a -> {
            if (a[0] == null) {
                return Evaluation.locals();
            }
            Object dict = Operations.attributeOrNull(a[0], Strings.name("__dict__"));
            if (dict == null) {
                throw Errors.typeError("vars() argument must have __dict__ attribute");
            }
            return dict;
        });
        m.function("dir(object=, /)", "The names of an object's attributes, or of the local variables, sorted.",
                a -> a[0] == null ? sorted(Operations.items(Evaluation.locals())) : directory(a[0]));
        m.set("__import__", new BuiltinFunction("__import__(name, globals=None, locals=None, fromlist=(), level=0)",
                "Imports a module; answers the package it is in unless names of it are wanted.", a -> {
                    if (!(a[0] instanceof TruffleString name)) {
                        throw Errors.typeError("__import__() argument 1 must be str, not %s", Operations.typeOf(a[0]).name());
                    }
                    String full = Evaluation.absolute(Strings.java(name), (int) Operations.index(a[4]));
                    ModuleObject module = JacobiContext.get(null).modules().load(full);
                    int dot = full.indexOf('.');
                    return dot < 0 || Operations.truth(a[3]) ? module : JacobiContext.get(null).modules().load(full.substring(0, dot));
                }).effect(Effect.OPAQUE));
        m.function("globals()", "The names of the calling module as a dict.", a -> Evaluation.globals());
        m.function("locals()", "The local variables as a dict.", a -> Evaluation.locals());
        m.set("eval", new BuiltinFunction("eval(source, /, globals=None, locals=None)",
                "The value of an expression, given as text or compiled.", a -> Evaluation.run(a[0], a[1], a[2], true))
                .effect(Effect.OPAQUE));
        m.set("exec", new BuiltinFunction("exec(source, /, globals=None, locals=None, *, closure=None)",
                "Runs statements, given as text or compiled.", a -> Evaluation.run(a[0], a[1], a[2], false)).effect(Effect.OPAQUE));
        m.function("compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1)",
                "A text made ready for eval and exec.", a -> Evaluation.compile(a[0], a[1], a[2]));
        for (String name : new String[] {"exit", "quit"}) {
            m.function(name + "(code=None)", "Leaves the program.", a -> {
                throw new org.jacobilang.runtime.PythonException(new org.jacobilang.runtime.ExceptionObject(
                        org.jacobilang.runtime.Types.SYSTEM_EXIT, a[0] == None.NONE ? org.jacobilang.runtime.TupleObject.EMPTY
                                : new org.jacobilang.runtime.TupleObject(a[0])));
            });
        }
        m.function("help(object=, /)", "Shows the signature and the documentation of an object.", a -> {
            JacobiContext.get(null).out().println(Help.of(a[0]));
            return None.NONE;
        });
    }

    private static ListObject sorted(Object[] names) {
        List<Object> items = new ArrayList<>(Arrays.asList(names));
        Operations.sort(items, null, false);
        return new ListObject(items.toArray());
    }

    private static Object directory(Object value) {
        TruffleString name = Strings.name("__dir__");
        Object method = Operations.typeOf(value).isBuiltin() ? null : Operations.specialMethod(value, name);
        if (method != null && !(method instanceof BoundMethod b && b.function instanceof BuiltinFunction)) {
            return sorted(Operations.items(Operations.call(method)));
        }
        return sorted(Operations.directory(value).toArray());
    }
}
