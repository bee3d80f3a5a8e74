package org.jacobilang.nodes;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.dsl.Bind;
import com.oracle.truffle.api.dsl.Cached;
import com.oracle.truffle.api.dsl.Specialization;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.StandardTags;
import com.oracle.truffle.api.instrumentation.Tag;
import com.oracle.truffle.api.nodes.DirectCallNode;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.nodes.IndirectCallNode;
import com.oracle.truffle.api.strings.TruffleString;
import java.util.ArrayList;
import java.util.List;
import org.jacobilang.runtime.BoundMethod;
import org.jacobilang.runtime.BuiltinFunction;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.Code;
import org.jacobilang.runtime.DictObject;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.FunctionObject;
import org.jacobilang.runtime.InstanceObject;
import org.jacobilang.runtime.Iteration;
import org.jacobilang.runtime.Journal;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.PythonException;
import org.jacobilang.runtime.Signature;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.SuperObject;
import org.jacobilang.runtime.Types;

/** Calls: of functions through an inline cache on their code, of builtins on themselves, of the rest by {@link Operations}. */
final class CallNodes {
    private CallNodes() {
    }

    /** Calls a callee with positional arguments and, last, keyword arguments. */
    abstract static class Calling extends JacobiNode {
        final TruffleString[] names;

        Calling(TruffleString[] names) {
            this.names = names;
        }

        abstract Object execute(VirtualFrame frame, Object callee, Object[] arguments);
    }

    /** Calls through inline caches. */
    abstract static class Dispatch extends Calling {
        static final int LIMIT = 4;

        Dispatch(TruffleString[] names) {
            super(names);
        }

        @Specialization(guards = {"function.code == code", "plan != null"}, limit = "LIMIT")
        Object functions(FunctionObject function, Object[] arguments, @Bind("function.code") Code current,
                @Cached("current") Code code,
                @Cached("plan(function, arguments.length)") Plan plan,
                @Cached("create(code.target())") DirectCallNode call) {
            try {
                return call.call(plan.bind(function, arguments));
            } catch (PythonException e) {
                throw located(e);
            }
        }

        /** How the arguments of this call site become those of a call target. */
        final Plan plan(FunctionObject function, int count) {
            return Plan.of(function.code.signature, count, names);
        }

        @Specialization(replaces = "functions")
        Object anyFunction(FunctionObject function, Object[] arguments, @Cached IndirectCallNode call) {
            try {
                return call.call(function.code.target(), function.bind(arguments, names));
            } catch (PythonException e) {
                throw located(e);
            }
        }

        /** What takes all items of a generator. */
        @Specialization(guards = {"callee == cached", "consumer != null", "isGenerator(arguments)"}, limit = "1")
        Object consumers(@SuppressWarnings("unused") Object callee, Object[] arguments,
                @Cached("callee") @SuppressWarnings("unused") Object cached,
                @Cached(value = "consumer(cached)", neverDefault = false) Consume consumer) {
            return consumer.execute(arguments[0]);
        }

        boolean isGenerator(Object[] arguments) {
            return arguments.length == 1 && names.length == 0 && Consume.isGenerator(arguments[0]) && !Journal.recording;
        }

        Consume consumer(Object callee) {
            Consume consumer = Consume.of(callee);
            if (consumer != null) {
                consumer.at(start(), length());
            }
            return consumer;
        }

        /** A builtin class that is made by {@code __new__} alone. */
        @Specialization(guards = {"type == cached", "maker != null"}, limit = "LIMIT")
        Object constructors(@SuppressWarnings("unused") ClassObject type, Object[] arguments,
                @Cached("type") ClassObject cached,
                @Cached(value = "plainNew(cached)", neverDefault = false) BuiltinFunction maker) {
            try {
                return maker.call(prepend(cached, arguments), names);
            } catch (PythonException e) {
                throw located(e);
            }
        }

        @TruffleBoundary
        static BuiltinFunction plainNew(ClassObject type) {
            return Operations.plainNew(type);
        }

        @Specialization(guards = "builtin == cached", limit = "LIMIT")
        Object builtins(@SuppressWarnings("unused") BuiltinFunction builtin, Object[] arguments,
                @Cached("builtin") BuiltinFunction cached) {
            try {
                return cached.call(arguments, names);
            } catch (PythonException e) {
                throw located(e);
            }
        }

        @Specialization(replaces = "builtins")
        Object anyBuiltin(BuiltinFunction builtin, Object[] arguments) {
            return callBuiltin(builtin, arguments);
        }

        @TruffleBoundary
        private Object callBuiltin(BuiltinFunction builtin, Object[] arguments) {
            try {
                return builtin.call(arguments, names);
            } catch (PythonException e) {
                throw located(e);
            }
        }

        @Specialization
        Object methods(VirtualFrame frame, BoundMethod method, Object[] arguments,
                @Cached("create(names)") Dispatch inner) {
            return inner.execute(frame, method.function, prepend(method.self, arguments));
        }

        static Dispatch create(TruffleString[] names) {
            return CallNodesFactory.DispatchNodeGen.create(names);
        }

        /** An instance of a plain class of the program: allocate, then {@code __init__}. */
        @Specialization(guards = {"type == cached", "init != null"}, assumptions = "stable", limit = "LIMIT")
        Object instances(VirtualFrame frame, @SuppressWarnings("unused") ClassObject type, Object[] arguments,
                @Cached("type") ClassObject cached,
                @Cached("cached.stable()") @SuppressWarnings("unused") com.oracle.truffle.api.Assumption stable,
                @Cached("plainInit(cached)") FunctionObject init,
                @Cached("create(names)") Dispatch inner) {
            InstanceObject instance = new InstanceObject(cached);
            Object result = inner.execute(frame, init, prepend(instance, arguments));
            if (result != org.jacobilang.runtime.None.NONE) {
                CompilerDirectives.transferToInterpreter();
                throw located(Errors.typeError("__init__() should return None, not '%s'", Operations.typeOf(result).name()));
            }
            return instance;
        }

        @TruffleBoundary
        static FunctionObject plainInit(ClassObject type) {
            return Operations.plainInit(type);
        }

        @Specialization
        Object others(Object callee, Object[] arguments) {
            return general(callee, arguments);
        }

        @TruffleBoundary
        private Object general(Object callee, Object[] arguments) {
            try {
                return Operations.call(callee, arguments, names);
            } catch (PythonException e) {
                throw located(e);
            }
        }
    }

    /** Calls under tracing: what is called runs its tree for tracing. */
    static final class StagedDispatch extends Calling {
        StagedDispatch(TruffleString[] names) {
            super(names);
        }

        @Override
        Object execute(VirtualFrame frame, Object callee, Object[] arguments) {
            try {
                return Operations.call(callee, arguments, names);
            } catch (PythonException e) {
                throw located(e);
            }
        }
    }

    static Object[] prepend(Object first, Object[] rest) {
        Object[] all = new Object[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }

    /**
     * A call site's arguments matched with a signature once: for each parameter the argument that goes there, or -1 for its
     * default. Null when the match needs {@link Signature#bind}, whose messages say what is wrong.
     */
    static final class Plan {
        @CompilationFinal(dimensions = 1) private final int[] sources;
        private final boolean needsDefaults;
        /** How many arguments are given by position. */
        private final int given;

        private Plan(int[] sources, boolean needsDefaults, int given) {
            this.sources = sources;
            this.given = given;
            this.needsDefaults = needsDefaults;
        }

        static Plan of(Signature signature, int count, TruffleString[] keywords) {
            int given = count - keywords.length;
            if (signature.variadic() || signature.keywords() || given > signature.positional()) {
                return null;
            }
            int[] sources = new int[signature.count()];
            java.util.Arrays.fill(sources, -1);
            for (int i = 0; i < given; i++) {
                sources[i] = i;
            }
            for (int k = 0; k < keywords.length; k++) {
                int at = -1;
                for (int i = signature.positionalOnly(); i < sources.length; i++) {
                    if (signature.names()[i].equals(keywords[k])) {
                        at = i;
                    }
                }
                if (at < 0 || sources[at] >= 0) {
                    return null;
                }
                sources[at] = given + k;
            }
            boolean defaults = false;
            for (int source : sources) {
                defaults |= source < 0;
            }
            return new Plan(sources, defaults, given);
        }

        @ExplodeLoop
        Object[] bind(FunctionObject function, Object[] arguments) {
            Object[] bound = new Object[sources.length + 1];
            bound[0] = function;
            Object[] defaults = needsDefaults ? function.defaults() : null;
            for (int i = 0; i < sources.length; i++) {
                int source = sources[i];
                Object value = source >= 0 ? arguments[source] : defaults == null ? null : defaults[i];
                if (value == null) {
                    CompilerDirectives.transferToInterpreter();
                    throw missing(function, arguments);
                }
                bound[i + 1] = value;
            }
            return bound;
        }

        /** Lets the signature find the words for what is missing. */
        @TruffleBoundary
        private RuntimeException missing(FunctionObject function, Object[] arguments) {
            List<Object> all = new ArrayList<>(java.util.Arrays.asList(arguments).subList(0, given));
            List<TruffleString> names = new ArrayList<>();
            for (int i = 0; i < sources.length; i++) {
                if (sources[i] >= given) {
                    all.add(arguments[sources[i]]);
                    names.add(function.code.signature.names()[i]);
                }
            }
            function.bind(all.toArray(), names.toArray(TruffleString[]::new));
            return CompilerDirectives.shouldNotReachHere();
        }
    }

    /** {@code callee(arguments)} without stars. */
    static class Call extends ExpressionNode {
        @Child private ExpressionNode callee;
        @Children private final ExpressionNode[] arguments;
        @Child private Calling dispatch;

        Call(ExpressionNode callee, ExpressionNode[] arguments, TruffleString[] names) {
            this.callee = callee;
            this.arguments = arguments;
            this.dispatch = CallNodesFactory.DispatchNodeGen.create(names);
        }

        /** For a tree that traces: the callee is traced too. */
        Call staged() {
            dispatch = new StagedDispatch(dispatch.names);
            return this;
        }

        Call placed(int start, int length) {
            at(start, length);
            dispatch.at(start, length);
            return this;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            Object f = callee.execute(frame);
            return dispatch.execute(frame, f, evaluate(frame, arguments));
        }

        @Override
        public boolean hasTag(Class<? extends Tag> tag) {
            return tag == StandardTags.CallTag.class || super.hasTag(tag);
        }
    }

    @ExplodeLoop
    static Object[] evaluate(VirtualFrame frame, ExpressionNode[] nodes) {
        Object[] values = new Object[nodes.length];
        for (int i = 0; i < nodes.length; i++) {
            values[i] = nodes[i].execute(frame);
        }
        return values;
    }

    /** {@code object.name(arguments)}: no bound method is made where the class says what to call. */
    static final class MethodCall extends ExpressionNode {
        @Child private ExpressionNode object;
        @Children private final ExpressionNode[] arguments;
        @Child private AttributeNodes.Method method;
        @Child private AttributeNodes.Read attribute;
        @Child private Calling withSelf;
        @Child private Calling without;

        MethodCall(ExpressionNode object, TruffleString name, ExpressionNode[] arguments, TruffleString[] names, int start,
                int length, boolean staging) {
            this.object = object;
            this.arguments = arguments;
            this.method = AttributeNodesFactory.MethodNodeGen.create(name);
            this.withSelf = CallNodesFactory.DispatchNodeGen.create(names);
            this.without = CallNodesFactory.DispatchNodeGen.create(names);
            if (staging) {
                this.withSelf = new StagedDispatch(names);
                this.without = new StagedDispatch(names);
            } else {
                this.attribute = AttributeNodesFactory.ReadNodeGen.create(null, name);
                attribute.at(start, length);
            }
            at(start, length);
            method.at(start, length);
            withSelf.at(start, length);
            without.at(start, length);
        }

        @Override
        @ExplodeLoop
        public Object execute(VirtualFrame frame) {
            Object self = object.execute(frame);
            Object unbound = method.execute(self);
            if (unbound != null) {
                Object[] values = new Object[arguments.length + 1];
                values[0] = self instanceof SuperObject s ? s.self : self;
                for (int i = 0; i < arguments.length; i++) {
                    values[i + 1] = arguments[i].execute(frame);
                }
                return withSelf.execute(frame, unbound, values);
            }
            Object callee = attribute == null ? method.attribute(self) : attribute.executeWith(frame, self);
            return without.execute(frame, callee, evaluate(frame, arguments));
        }

        @Override
        public boolean hasTag(Class<? extends Tag> tag) {
            return tag == StandardTags.CallTag.class || super.hasTag(tag);
        }
    }

    /** A call with {@code *} or {@code **} among its arguments. */
    static final class StarCall extends ExpressionNode {
        @Child private ExpressionNode callee;
        @Children private final ExpressionNode[] positional;
        private final boolean[] starred;
        @Children private final ExpressionNode[] keywords;
        private final TruffleString[] keywordNames;

        StarCall(ExpressionNode callee, ExpressionNode[] positional, boolean[] starred, ExpressionNode[] keywords,
                TruffleString[] keywordNames) {
            this.callee = callee;
            this.positional = positional;
            this.starred = starred;
            this.keywords = keywords;
            this.keywordNames = keywordNames;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            Object f = callee.execute(frame);
            Object[] values = evaluate(frame, positional);
            Object[] named = evaluate(frame, keywords);
            return apply(f, values, named);
        }

        @TruffleBoundary
        private Object apply(Object f, Object[] values, Object[] named) {
            try {
                List<Object> all = new ArrayList<>();
                for (int i = 0; i < values.length; i++) {
                    if (starred[i]) {
                        unpack(f, values[i], all);
                    } else {
                        all.add(values[i]);
                    }
                }
                List<TruffleString> names = new ArrayList<>();
                for (int i = 0; i < named.length; i++) {
                    if (keywordNames[i] != null) {
                        add(f, names, keywordNames[i]);
                        all.add(named[i]);
                    } else {
                        unpackKeywords(f, named[i], names, all);
                    }
                }
                return Operations.call(f, all.toArray(), names.toArray(TruffleString[]::new));
            } catch (PythonException e) {
                throw located(e);
            }
        }

        private static String describe(Object f) {
            return f instanceof FunctionObject function ? module(function) + Strings.java(function.qualifiedName()) + "()"
                    : f instanceof BuiltinFunction b ? b.displayName() + "()"
                    : f instanceof org.jacobilang.runtime.ClassObject c ? c.fullName() + "()"
                    : Operations.typeOf(f).name() + " object";
        }

        private static String module(FunctionObject f) {
            Object module = f.globals.get(org.jacobilang.runtime.Names.NAME);
            return module instanceof TruffleString text ? Strings.java(text) + "." : "";
        }

        private static void unpack(Object f, Object value, List<Object> out) {
            Iteration iteration;
            try {
                iteration = Operations.iterator(value);
            } catch (PythonException e) {
                if (!e.isA(org.jacobilang.runtime.Types.TYPE_ERROR)) {
                    throw e;
                }
                throw Errors.typeError("%s argument after * must be an iterable, not %s", describe(f),
                        Operations.typeOf(value).name());
            }
            for (Object item = iteration.next(); item != Iteration.END; item = iteration.next()) {
                out.add(item);
            }
        }

        private static void unpackKeywords(Object f, Object value, List<TruffleString> names, List<Object> out) {
            DictObject dict = Operations.mapping(value);
            if (dict == null) {
                throw Errors.typeError("%s argument after ** must be a mapping, not %s", describe(f),
                        Operations.typeOf(value).name());
            }
            for (Object key : dict.keyArray()) {
                if (!(key instanceof TruffleString name)) {
                    throw Errors.typeError("keywords must be strings");
                }
                add(f, names, name);
                out.add(dict.get(key));
            }
        }

        private static void add(Object f, List<TruffleString> names, TruffleString name) {
            if (names.contains(name)) {
                throw Errors.typeError("%s got multiple values for keyword argument '%s'", describe(f), Strings.java(name));
            }
            names.add(Strings.name(name));
        }

        @Override
        public boolean hasTag(Class<? extends Tag> tag) {
            return tag == StandardTags.CallTag.class || super.hasTag(tag);
        }
    }

    /** {@code super()} without arguments, in a method. */
    static final class ZeroSuper extends ExpressionNode {
        @Child private ExpressionNode superName;
        @Child private ExpressionNode type;
        @Child private ExpressionNode self;

        ZeroSuper(ExpressionNode superName, ExpressionNode type, ExpressionNode self) {
            this.superName = superName;
            this.type = type;
            this.self = self;
        }

        @CompilationFinal private ClassObject knownOwner;
        @CompilationFinal private ClassObject knownType;

        @Override
        public Object execute(VirtualFrame frame) {
            Object callee = superName.execute(frame);
            Object owner = type.execute(frame);
            Object first = self.execute(frame);
            if (callee == Types.SUPER && first instanceof InstanceObject instance && !(instance instanceof ClassObject)) {
                ClassObject start = instance.type();
                if (knownType == null && owner instanceof ClassObject c) {
                    CompilerDirectives.transferToInterpreterAndInvalidate();
                    if (start.isSubclassOf(c)) {
                        knownOwner = c;
                        knownType = start;
                    }
                }
                if (start == knownType && owner == knownOwner) {
                    return new SuperObject(knownOwner, first, knownType);
                }
            }
            return call(callee, new Object[] {owner, first});
        }

        @TruffleBoundary
        private Object call(Object callee, Object[] arguments) {
            try {
                return Operations.call(callee, arguments, Signature.NO_NAMES);
            } catch (PythonException e) {
                throw located(e);
            }
        }
    }
}
