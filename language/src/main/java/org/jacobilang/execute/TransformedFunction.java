package org.jacobilang.execute;

import com.oracle.truffle.api.strings.TruffleString;
import org.jacobilang.nodes.JacobiContext;
import org.jacobilang.runtime.BoundMethod;
import org.jacobilang.runtime.BuiltinFunction;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.DictObject;
import org.jacobilang.runtime.FunctionObject;
import org.jacobilang.runtime.InstanceObject;
import org.jacobilang.runtime.Names;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.Signature;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;

/** What {@code jit}, {@code grad} and their kin return: a callable that binds as a method and names what it wraps. */
public final class TransformedFunction extends InstanceObject {
    private static final ClassObject CLASS = makeClass();

    /** What a call does. */
    @FunctionalInterface
    interface Body {
        Object call(Object[] arguments, TruffleString[] names);
    }

    final String kind;
    final Object function;
    final Compiled compiled;
    /** The kind and what else decides on its programs, so that functions of one code can share them; or null. */
    final Object options;
    private Body body;

    TransformedFunction(String kind, Object function) {
        this(kind, function, null);
    }

    /**
     * @param options what else than the function decides on its programs, which functions of one code share; or null
     */
    TransformedFunction(String kind, Object function, Object options) {
        super(CLASS);
        this.options = options;
        this.compiled = options == null ? new Compiled() : Compiled.of(function, options);
        this.kind = kind;
        this.function = function;
        own(Names.WRAPPED, function);
        own(Names.NAME, Strings.of(name(function)));
        Object doc = function instanceof InstanceObject ? Operations.attributeOrNull(function, Names.DOC) : null;
        own(Names.DOC, doc == null ? None.NONE : doc);
    }

    TransformedFunction body(Body newBody) {
        body = newBody;
        return this;
    }

    public Object call(Object[] arguments, TruffleString[] names) {
        return body.call(arguments, names);
    }

    /** Whether another one does the same with its function. */
    public boolean likewise(TransformedFunction other) {
        return options != null && options.equals(other.options);
    }

    public Object function() {
        return function;
    }

    /** A function's name for messages. */
    static String name(Object function) {
        return switch (function) {
            case FunctionObject f -> Strings.java(f.name());
            case BuiltinFunction b -> b.name;
            case BoundMethod m -> name(m.function);
            case TransformedFunction t -> name(t.function);
            case null, default -> "<unnamed function>";
        };
    }

    private static ClassObject makeClass() {
        ClassObject c = ClassObject.inModule("jax", "TransformedFunction");
        c.method("__call__(self, /, *args, **kwargs)", "", a -> {
            Object[] positional = ((TupleObject) a[1]).items;
            DictObject keywords = (DictObject) a[2];
            Object[] keys = keywords.keyArray();
            TruffleString[] names = keys.length == 0 ? Signature.NO_NAMES : new TruffleString[keys.length];
            Object[] all = java.util.Arrays.copyOf(positional, positional.length + keys.length);
            for (int i = 0; i < keys.length; i++) {
                names[i] = (TruffleString) keys[i];
                all[positional.length + i] = keywords.get(keys[i]);
            }
            return ((TransformedFunction) a[0]).call(all, names);
        });
        for (String stage : new String[] {"lower", "trace"}) {
            c.method(stage + "(self, /, *args, **kwargs)", "The function for arguments like these, before compilation.",
                    a -> Operations.callMethod(JacobiContext.get(null).modules().load("jax._staging"), stage, a[0], a[1], a[2]));
        }
        c.method("eval_shape(self, /, *args, **kwargs)", "The types of the results.", a -> {
            Object f = ((TransformedFunction) a[0]).function;
            Object program = TracedProgram.unrolled(f, ((TupleObject) a[1]).items, Signature.NO_NAMES);
            return Operations.callMethod(JacobiContext.get(null).modules().load("jax._staging"), "_shapes", program);
        });
        c.method("clear_cache(self, /)", "Forgets all programs of the function.", a -> {
            ((TransformedFunction) a[0]).compiled.clear();
            return None.NONE;
        });
        c.method("_cache_size(self, /)", "How many programs the function has.", a -> (long) ((TransformedFunction) a[0]).compiled.size());
        c.method("__get__(self, instance, owner=None, /)", "",
                a -> a[1] == None.NONE ? a[0] : new BoundMethod(a[0], a[1]));
        c.method("__repr__(self, /)", "", a -> {
            TransformedFunction t = (TransformedFunction) a[0];
            return Strings.of("<" + t.kind + " of " + Strings.java(Operations.repr(t.function)) + ">");
        });
        return c;
    }
}
