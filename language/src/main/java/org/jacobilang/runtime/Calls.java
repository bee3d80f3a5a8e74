package org.jacobilang.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.strings.TruffleString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Calling anything, and making classes and their instances. */
final class Calls {
    private static final TruffleString CALL = Strings.name("__call__");

    private Calls() {
    }

    @TruffleBoundary
    static Object call(Object callee, Object[] arguments, TruffleString[] names) {
        switch (callee) {
            case FunctionObject f:
                return f.code.callTarget().call(f.bind(arguments, names));
            case BuiltinFunction f:
                return f.call(arguments, names);
            case BoundMethod m:
                return call(m.function, prepend(m.self, arguments), names);
            case ClassObject c:
                return instantiate(c, arguments, names);
            case StaticMethod m:
                return call(m.function, arguments, names);
            case InstanceObject i: {
                Object method = i.type().lookup(CALL);
                if (method == null) {
                    throw notCallable(callee);
                }
                return call(Attributes.bind(method, i, i.type()), arguments, names);
            }
            default:
                return foreign(callee, arguments, names);
        }
    }

    private static PythonException notCallable(Object callee) {
        return Errors.typeError("'%s' object is not callable", Operations.typeOf(callee).name());
    }

    static Object[] prepend(Object first, Object[] rest) {
        Object[] all = new Object[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }

    private static Object foreign(Object callee, Object[] arguments, TruffleString[] names) {
        InteropLibrary interop = InteropLibrary.getUncached();
        boolean instantiable = interop.isInstantiable(callee);
        if (!(callee instanceof com.oracle.truffle.api.interop.TruffleObject)
                || !interop.isExecutable(callee) && !instantiable) {
            throw notCallable(callee);
        }
        if (names.length > 0) {
            throw Errors.typeError("a foreign function takes no keyword arguments");
        }
        Object[] values = new Object[arguments.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Interop.export(arguments[i]);
        }
        try {
            return Interop.adopt(interop.isExecutable(callee) ? interop.execute(callee, values)
                    : interop.instantiate(callee, values));
        } catch (ArityException e) {
            throw Errors.typeError("the foreign function takes %d arguments but %d were given", e.getExpectedMinArity(),
                    e.getActualArity());
        } catch (UnsupportedTypeException | UnsupportedMessageException e) {
            throw Errors.typeError("the foreign function does not take these arguments: %s", e.getMessage());
        }
    }

    static boolean callable(Object value) {
        return switch (value) {
            case FunctionObject f -> true;
            case BuiltinFunction f -> true;
            case BoundMethod m -> true;
            case ClassObject c -> true;
            case StaticMethod m -> true;
            case InstanceObject i -> i.type().lookup(CALL) != null;
            default -> value instanceof com.oracle.truffle.api.interop.TruffleObject
                    && InteropLibrary.getUncached().isExecutable(value);
        };
    }

    // ---------------------------------------------------------------- instances

    /** A constructor or initializer, or null when only {@code object} has it: then the shortest way is right. */
    private static Object own(ClassObject c, TruffleString name) {
        Object found = c.lookup(name);
        return found == Types.OBJECT.attributes().get(name) ? null : found;
    }

    /** What {@code object.__new__} does with what it is given. */
    static Object objectNew(ClassObject c, Object[] arguments, TruffleString[] names) {
        if (arguments.length > 0 && c.layout == ClassObject.Layout.OBJECT) {
            if (own(c, Names.NEW) != null) {
                throw Errors.typeError("object.__new__() takes exactly one argument (the type to instantiate)");
            }
            if (own(c, Names.INIT) == null) {
                throw Errors.typeError("%s() takes no arguments", c.name());
            }
        }
        return allocate(c, arguments, names);
    }

    /** What {@code object.__init__} does with what it is given. */
    static Object objectInit(Object self, int given) {
        ClassObject c = Operations.typeOf(self);
        if (given > 0 && c.layout == ClassObject.Layout.OBJECT) {
            if (own(c, Names.INIT) != null) {
                throw Errors.typeError("object.__init__() takes exactly one argument (the instance to initialize)");
            }
            if (own(c, Names.NEW) == null) {
                throw Errors.typeError("%s() takes no arguments", c.name());
            }
        }
        return None.NONE;
    }

    private static Object instantiate(ClassObject c, Object[] arguments, TruffleString[] names) {
        ClassObject meta = c.type();
        if (!meta.isBuiltin()) {
            Object method = meta.lookup(CALL);
            if (method instanceof FunctionObject) {
                return call(method, prepend(c, arguments), names);
            }
        }
        return construct(c, arguments, names);
    }

    /** What {@code type.__call__} does. */
    static Object construct(ClassObject c, Object[] arguments, TruffleString[] names) {
        if (c == Types.TYPE && arguments.length == 1 && names.length == 0) {
            return Operations.typeOf(arguments[0]);
        }
        Object make = own(c, Names.NEW);
        Object instance;
        if (make == null) {
            instance = allocate(c, arguments, names);
        } else {
            Object function = make instanceof StaticMethod m ? m.function : make;
            instance = call(function, prepend(c, arguments), names);
        }
        if (instance == null || !Operations.typeOf(instance).isSubclassOf(c)) {
            return instance;
        }
        ClassObject type = Operations.typeOf(instance);
        Object init = own(type, Names.INIT);
        if (init != null) {
            Object result = call(Attributes.bind(init, instance, type), arguments, names);
            if (result != None.NONE) {
                throw Errors.typeError("__init__() should return None, not '%s'", Operations.typeOf(result).name());
            }
        } else if (make == null && c.layout == ClassObject.Layout.OBJECT && arguments.length > 0) {
            throw Errors.typeError("%s() takes no arguments", c.name());
        }
        return instance;
    }

    /** A bare instance for the class's layout: what {@code object.__new__} and the like do. */
    static Object allocate(ClassObject c, Object[] arguments, TruffleString[] names) {
        Object missing = c.isBuiltin() ? null : c.lookup(Names.ABSTRACT_METHODS);
        if (missing instanceof SetObject set && set.size() > 0) {
            List<String> all = new ArrayList<>();
            for (Object o : set.toArray()) {
                all.add("'" + Strings.java((TruffleString) o) + "'");
            }
            java.util.Collections.sort(all);
            throw Errors.typeError("Can't instantiate abstract class %s without an implementation for abstract method%s %s",
                    c.name(), all.size() == 1 ? "" : "s", String.join(", ", all));
        }
        return switch (c.layout) {
            case LIST -> new ListObject(c, new Object[0], 0);
            case DICT -> new DictObject(c);
            case SET, FROZENSET -> new SetObject(c);
            case EXCEPTION -> new ExceptionObject(c, new TupleObject(positional(arguments, names)));
            case OTHER, MODULE, PROPERTY -> throw Errors.typeError("cannot create '%s' instances", c.name());
            case TYPE -> throw Errors.typeError("type() takes 1 or 3 arguments");
            default -> new InstanceObject(c);
        };
    }

    private static Object[] positional(Object[] arguments, TruffleString[] names) {
        return java.util.Arrays.copyOf(arguments, arguments.length - names.length);
    }

    /** The {@code __init__} of a class whose instances are plain objects made by the default rules, or null. */
    static FunctionObject plainInit(ClassObject c) {
        if (c.isBuiltin() || c.layout != ClassObject.Layout.OBJECT || !c.type().isBuiltin() || own(c, Names.NEW) != null
                || c.lookup(Names.ABSTRACT_METHODS) != null) {
            return null;
        }
        return c.lookup(Names.INIT) instanceof FunctionObject f ? f : null;
    }

    /** The {@code __new__} of a builtin class whose instances are made by that alone, or null. */
    static BuiltinFunction plainNew(ClassObject c) {
        return c.isBuiltin() && c.type() == Types.TYPE && c != Types.TYPE && own(c, Names.INIT) == null
                && own(c, Names.NEW) instanceof StaticMethod m && m.function instanceof BuiltinFunction f ? f : null;
    }

    // ---------------------------------------------------------------- classes

    /** The namespace for a class body: what the metaclass prepares, or an empty dict. */
    static DictObject prepare(TruffleString name, Object[] bases, TruffleString[] keywords, Object[] values) {
        ClassObject meta = metaclass(resolveBases(bases), keywords, values);
        Object prepare = meta.isBuiltin() ? null : meta.lookup(Names.PREPARE);
        if (prepare != null) {
            List<Object> arguments = new ArrayList<>(List.of(name, new TupleObject(bases)));
            List<TruffleString> names = rest(keywords, values, arguments);
            Object namespace = call(Attributes.bindInClass(prepare, meta), arguments.toArray(),
                    names.toArray(TruffleString[]::new));
            if (namespace instanceof DictObject d) {
                return d;
            }
        }
        return new DictObject();
    }

    private static List<TruffleString> rest(TruffleString[] keywords, Object[] values, List<Object> arguments) {
        List<TruffleString> names = new ArrayList<>();
        for (int i = 0; i < keywords.length; i++) {
            if (!keywords[i].equals(Names.METACLASS)) {
                names.add(keywords[i]);
                arguments.add(values[i]);
            }
        }
        return names;
    }

    private static Object[] resolveBases(Object[] bases) {
        List<Object> out = new ArrayList<>();
        for (Object base : bases) {
            Object entries = base instanceof ClassObject ? null : Attributes.find(base, Names.MRO_ENTRIES);
            if (entries != null) {
                Object resolved = Operations.call(entries, new TupleObject(bases));
                out.addAll(List.of(((TupleObject) resolved).items));
            } else {
                out.add(base);
            }
        }
        return out.toArray();
    }

    private static ClassObject metaclass(Object[] bases, TruffleString[] keywords, Object[] values) {
        ClassObject meta = Types.TYPE;
        for (int i = 0; i < keywords.length; i++) {
            if (keywords[i].equals(Names.METACLASS) && values[i] instanceof ClassObject c) {
                meta = c;
            }
        }
        return metaclass(meta, bases);
    }

    /** The most derived metaclass among {@code given} and those of the bases. */
    static ClassObject metaclass(ClassObject given, Object[] bases) {
        ClassObject meta = given;
        for (Object base : bases) {
            if (base instanceof ClassObject c && c.type() != meta) {
                if (c.type().isSubclassOf(meta)) {
                    meta = c.type();
                } else if (!meta.isSubclassOf(c.type())) {
                    throw Errors.typeError("metaclass conflict: the metaclass of a derived class must be a (non-strict) "
                            + "subclass of the metaclasses of all its bases");
                }
            }
        }
        return meta;
    }

    /** Makes a class from the namespace that its body left. */
    static Object build(TruffleString name, Object[] originalBases, DictObject namespace, TruffleString[] keywords,
            Object[] values, CellObject cell) {
        Object[] bases = resolveBases(originalBases);
        for (int i = 0; i < keywords.length; i++) {
            if (keywords[i].equals(Names.METACLASS) && !(values[i] instanceof ClassObject)) {
                // Any callable may stand for a metaclass.
                return Operations.call(values[i], name, new TupleObject(bases), namespace);
            }
        }
        ClassObject meta = metaclass(bases, keywords, values);
        List<Object> arguments = new ArrayList<>(List.of(name, new TupleObject(bases), namespace));
        List<TruffleString> names = rest(keywords, values, arguments);
        if (bases.length != originalBases.length || !java.util.Arrays.equals(bases, originalBases)) {
            namespace.put(Names.ORIG_BASES, new TupleObject(originalBases));
        }
        if (!meta.isBuiltin()) {
            Object result = call(meta, arguments.toArray(), names.toArray(TruffleString[]::new));
            if (cell != null && result instanceof ClassObject c) {
                cell.value = c;
            }
            return result;
        }
        return make(meta, name, bases, namespace, names.toArray(TruffleString[]::new),
                arguments.subList(3, arguments.size()).toArray(), cell);
    }

    /** What {@code type.__new__} does. */
    static ClassObject make(ClassObject meta, TruffleString name, Object[] bases, DictObject namespace, TruffleString[] keywords,
            Object[] values, CellObject cell) {
        ClassObject[] classes = new ClassObject[Math.max(1, bases.length)];
        classes[0] = Types.OBJECT;
        for (int i = 0; i < bases.length; i++) {
            if (!(bases[i] instanceof ClassObject c)) {
                throw Errors.typeError("bases must be types");
            }
            for (int k = 0; k < i; k++) {
                if (classes[k] == c) {
                    throw Errors.typeError("duplicate base class %s", c.name());
                }
            }
            classes[i] = c;
        }
        Map<TruffleString, Object> attributes = new LinkedHashMap<>();
        for (Object key : namespace.keyArray()) {
            if (key instanceof TruffleString text) {
                attributes.put(text, namespace.get(key));
            }
        }
        Object qualified = attributes.remove(Names.QUALNAME);
        Object made = attributes.get(Names.NEW);
        if (made instanceof FunctionObject) {
            attributes.put(Names.NEW, new StaticMethod(made));
        }
        for (TruffleString hook : new TruffleString[] {Names.INIT_SUBCLASS, Names.CLASS_GETITEM}) {
            if (attributes.get(hook) instanceof FunctionObject f) {
                attributes.put(hook, new ClassMethod(f));
            }
        }
        attributes.putIfAbsent(Names.DOC, None.NONE);
        if (attributes.containsKey(Names.EQ) && !attributes.containsKey(Names.HASH)) {
            attributes.put(Names.HASH, None.NONE);
        }
        ClassObject c = new ClassObject(meta, Strings.java(name), classes, attributes);
        if (qualified instanceof TruffleString text) {
            c.qualifiedName(Strings.java(text));
        }
        c.slots(attributes.get(Names.SLOTS));
        if (cell != null) {
            cell.value = c;
        }
        for (Map.Entry<TruffleString, Object> entry : attributes.entrySet()) {
            if (entry.getValue() instanceof InstanceObject i && !i.type().isBuiltin()) {
                Object hook = i.type().lookup(Names.SET_NAME);
                if (hook != null) {
                    Operations.call(hook, i, c, entry.getKey());
                }
            }
        }
        Object hook = c.lookupAfter(c, Names.INIT_SUBCLASS);
        if (hook != null) {
            call(Attributes.bindInClass(hook, c), values, keywords);
        } else if (keywords.length > 0) {
            throw Errors.typeError("%s.__init_subclass__() takes no keyword arguments", c.name());
        }
        return c;
    }
}
