package org.jacobilang.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.strings.TruffleString;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jacobilang.builtin.Builtins;

/** Attribute access in general: descriptors, instances, classes, modules, and objects of other languages. */
final class Attributes {
    private static final TruffleString SELF_FUNCTION = Strings.name("__func__");
    private static final TruffleString SELF = Strings.name("__self__");

    private Attributes() {
    }

    /** The attribute, or null. */
    @TruffleBoundary
    static Object find(Object object, TruffleString key) {
        TruffleString name = Strings.name(key);
        try {
            return read(object, name);
        } catch (PythonException e) {
            if (e.isA(Types.ATTRIBUTE_ERROR)) {
                return null;
            }
            throw e;
        }
    }

    static Object get(Object object, TruffleString name) {
        Object value = read(object, name);
        if (value == null) {
            throw Errors.attributeError(object, name);
        }
        return value;
    }

    private static Object read(Object object, TruffleString name) {
        ClassObject type = Operations.typeOf(object);
        if (!type.isBuiltin()) {
            Object hook = type.lookup(Names.GETATTRIBUTE);
            if (isHook(hook)) {
                try {
                    return Operations.call(hook, object, name);
                } catch (PythonException e) {
                    Object fallback = type.lookup(Names.GETATTR);
                    if (fallback == null || !e.isA(Types.ATTRIBUTE_ERROR)) {
                        throw e;
                    }
                    return Operations.call(fallback, object, name);
                }
            }
        }
        Object value = object instanceof SuperObject s && !name.equals(Names.CLASS) ? ofSuper(s, name) : generic(object, type, name);
        if (value == null && !type.isBuiltin()) {
            Object fallback = type.lookup(Names.GETATTR);
            if (fallback != null) {
                return Operations.call(fallback, object, name);
            }
        }
        if (value == null && object instanceof ModuleObject module) {
            Object fallback = module.get(Names.GETATTR);
            if (fallback != null && !name.equals(Names.PATH)) {
                return Operations.call(fallback, name);
            }
        }
        return value;
    }

    /** Whether a class's way to its attributes is not the usual one. */
    static boolean isHook(Object hook) {
        return hook != null && !(hook instanceof BuiltinFunction f && f.owner == Types.OBJECT);
    }

    /** What {@code object.__getattribute__} does. */
    static Object generic(Object object, ClassObject type, TruffleString name) {
        if (Operations.ownsArray(object)) {
            Object value = Operations.arrays().attribute(object, name);
            if (value != null) {
                return value;
            }
        }
        if (object instanceof PropertyObject p && name.equals(Names.DOC)) {
            return orNone(p.documentation);
        }
        Object found = type.lookup(name);
        if (found != null && isDataDescriptor(found)) {
            return bind(found, object, type);
        }
        if (object instanceof ClassObject c) {
            Object fixed = ofEveryClass(c, Strings.java(name));
            if (fixed != null) {
                return fixed;
            }
            Object own = c.lookup(name);
            if (own != null) {
                return bindInClass(Journal.reads(object, name, own), c);
            }
        } else if (object instanceof InstanceObject instance) {
            Object own = instance.own(name);
            if (own != null) {
                return Journal.reads(object, name, own);
            }
        }
        if (found != null) {
            if (!(found instanceof FunctionObject) && object instanceof InstanceObject) {
                // An attribute of the object would come first.
                Journal.reads(object, name, null);
            }
            return bind(Journal.reads(type, name, found), object, type);
        }
        return special(object, type, name);
    }

    /** Attributes that every object has, or that are kept in fields. */
    private static Object special(Object object, ClassObject type, TruffleString name) {
        String text = Strings.java(name);
        switch (text) {
            case "__class__":
                return type;
            case "__dict__":
                return dict(object);
            case "__doc__":
                return documentation(object);
            default:
                break;
        }
        return switch (object) {
            case ClassObject c -> ofClass(c, text);
            case FunctionObject f -> ofFunction(f, text);
            case BuiltinFunction f -> switch (text) {
                case "__name__" -> Strings.of(f.name);
                case "__qualname__" -> Strings.of(f.displayName());
                case "__module__" -> Strings.of("builtins");
                case "__text_signature__" -> f.declaration.indexOf('(') < 0 ? None.NONE
                        : Strings.of(f.declaration.substring(f.declaration.indexOf('(')));
                default -> null;
            };
            case BoundMethod m -> name == SELF_FUNCTION ? m.function : name == SELF ? m.self : find(m.function, name);
            case SuperObject s -> ofSuper(s, name);
            case ExceptionObject e -> ofException(e, text);
            case PropertyObject p -> switch (text) {
                case "__isabstractmethod__" -> isAbstract(p.getter) || isAbstract(p.setter) || isAbstract(p.deleter);
                case "fget" -> orNone(p.getter);
                case "fset" -> orNone(p.setter);
                case "fdel" -> orNone(p.deleter);
                default -> null;
            };
            case StaticMethod m -> name == SELF_FUNCTION || text.equals("__wrapped__") ? m.function : find(m.function, name);
            case ClassMethod m -> name == SELF_FUNCTION || text.equals("__wrapped__") ? m.function : find(m.function, name);
            case GenericAlias g -> switch (text) {
                case "__origin__" -> g.origin;
                case "__args__" -> g.arguments;
                case "__parameters__" -> g.variables();
                default -> find(g.origin, name);
            };
            case UnionObject u -> switch (text) {
                case "__args__" -> new TupleObject(u.members.toArray());
                case "__parameters__" -> TupleObject.EMPTY;
                default -> null;
            };
            case CellObject c -> text.equals("cell_contents") ? c.value : null;
            case InstanceObject i -> null;
            default -> foreign(object, text);
        };
    }

    private static boolean isAbstract(Object function) {
        Object mark = function == null ? null : find(function, Strings.name("__isabstractmethod__"));
        return mark != null && Operations.truth(mark);
    }

    private static Object foreign(Object object, String name) {
        InteropLibrary interop = InteropLibrary.getUncached();
        if (Interop.isForeign(object) && interop.isMemberReadable(object, name)) {
            try {
                return Interop.adopt(interop.readMember(object, name));
            } catch (UnsupportedMessageException | UnknownIdentifierException e) {
                return null;
            }
        }
        return null;
    }

    private static Object orNone(Object value) {
        return value == null ? None.NONE : value;
    }

    private static Object dict(Object object) {
        if (object instanceof ClassObject c) {
            DictObject dict = new DictObject();
            c.attributes().forEach(dict::put);
            return new MappingProxy(dict);
        }
        if (object instanceof InstanceObject instance) {
            return instance.type().isBuiltin() && !(instance instanceof ModuleObject) && !(instance instanceof FunctionObject)
                    || !instance.type().isBuiltin() && !instance.type().allowsAttributes() ? null : instance.attributeDict();
        }
        return null;
    }

    private static Object documentation(Object object) {
        return switch (object) {
            case FunctionObject f -> f.special("__doc__") != null ? f.special("__doc__") : orNone(f.code.documentation);
            case BuiltinFunction f -> f.documentation == null ? None.NONE : Strings.of(f.documentation);
            case BoundMethod m -> documentation(m.function);
            case PropertyObject p -> orNone(p.documentation);
            default -> None.NONE;
        };
    }

    private static Object ofClass(ClassObject c, String name) {
        return switch (name) {
            case "__module__" -> Strings.of("builtins");
            case "__annotations__" -> {
                DictObject notes = new DictObject();
                if (!c.isBuiltin()) {
                    c.set(Names.ANNOTATIONS, notes);
                }
                yield notes;
            }
            case "__type_params__" -> TupleObject.EMPTY;
            default -> null;
        };
    }

    /** What no attribute of a class can hide: in CPython these are data descriptors of {@code type}. */
    private static Object ofEveryClass(ClassObject c, String name) {
        return switch (name) {
            case "__name__" -> Strings.of(c.name());
            case "__qualname__" -> Strings.of(c.qualifiedName());
            case "__bases__" -> new TupleObject((Object[]) c.bases());
            case "__base__" -> c.bases().length == 0 ? None.NONE : c.bases()[0];
            case "__mro__" -> new TupleObject((Object[]) c.order());
            default -> null;
        };
    }

    private static Object ofFunction(FunctionObject f, String name) {
        if (f.special(name) != null) {
            return f.special(name);
        }
        return switch (name) {
            case "__name__" -> f.name();
            case "__qualname__" -> f.qualifiedName();
            case "__module__" -> {
                Object module = f.globals.get(Names.NAME);
                yield orNone(module);
            }
            case "__globals__" -> f.globals.attributeDict();
            case "__annotations__" -> {
                if (f.annotations == null) {
                    f.annotations = new DictObject();
                }
                yield f.annotations;
            }
            case "__defaults__" -> {
                Object[] all = f.defaults();
                List<Object> out = new ArrayList<>();
                for (int i = 0; all != null && i < f.code.signature.positional(); i++) {
                    if (all[i] != null) {
                        out.add(all[i]);
                    }
                }
                yield out.isEmpty() ? None.NONE : new TupleObject(out.toArray());
            }
            case "__kwdefaults__" -> {
                Object[] all = f.defaults();
                DictObject out = new DictObject();
                Signature s = f.code.signature;
                for (int i = s.keywordOnlyStart(); all != null && i < s.keywordOnlyStart() + s.keywordOnly(); i++) {
                    if (all[i] != null) {
                        out.put(s.names()[i], all[i]);
                    }
                }
                yield out.size() == 0 ? None.NONE : out;
            }
            case "__type_params__" -> TupleObject.EMPTY;
            case "__code__" -> CodeObject.of(f);
            case "__builtins__" -> Operations.moduleDict(Builtins.module());
            case "__closure__" -> f.closure.length == 0 ? None.NONE : new TupleObject((Object[]) f.closure);
            default -> null;
        };
    }

    private static Object ofSuper(SuperObject s, TruffleString name) {
        Object found = s.start.lookupAfter(s.owner, name);
        if (found == null) {
            return null;
        }
        if (s.self instanceof ClassObject c && s.start == c) {
            return bindInClass(found, c);
        }
        return bind(found, s.self, s.start);
    }

    private static Object ofException(ExceptionObject e, String name) {
        return switch (name) {
            case "args" -> e.args;
            case "__cause__" -> orNone(e.cause);
            case "__context__" -> orNone(e.context);
            case "__suppress_context__" -> e.suppressContext;
            case "__traceback__" -> e.traceback();
            case "__notes__" -> null;
            case "value" -> e.isA(Types.STOP_ITERATION) ? first(e) : null;
            case "code" -> e.isA(Types.SYSTEM_EXIT) ? e.exitCode() : null;
            case "errno", "strerror", "filename" -> e.isA(Types.OS_ERROR) ? None.NONE : null;
            case "name", "path", "obj" -> e.isA(Types.IMPORT_ERROR) || e.isA(Types.NAME_ERROR) || e.isA(Types.ATTRIBUTE_ERROR)
                    ? None.NONE : null;
            default -> null;
        };
    }

    private static Object first(ExceptionObject e) {
        return e.args.size() == 0 ? None.NONE : e.args.items[0];
    }

    // ---------------------------------------------------------------- descriptors

    static boolean isDataDescriptor(Object found) {
        if (found == null || found instanceof FunctionObject || found instanceof BuiltinFunction) {
            return false;
        }
        if (found instanceof PropertyObject) {
            return true;
        }
        if (!(found instanceof InstanceObject i) || i.type().isBuiltin()) {
            return false;
        }
        return i.type().lookup(Names.SET) != null || i.type().lookup(Names.DELETE) != null;
    }

    /** What reading an attribute of an instance makes of what its class holds. */
    static Object bind(Object found, Object self, ClassObject type) {
        switch (found) {
            case FunctionObject f:
                return new BoundMethod(f, self);
            case BuiltinFunction f:
                return f.owner != null ? new BoundMethod(f, self) : f;
            case PropertyObject p:
                if (p.getter == null) {
                    throw Errors.attributeErrorText("property of '%s' object has no getter", type.name());
                }
                return Operations.call(p.getter, self);
            case StaticMethod m:
                return m.function;
            case ClassMethod m:
                return bindClassMethod(m, self instanceof ClassObject c && type.isSubclassOf(Types.TYPE) ? c : type);
            case ClassObject c:
                return c;
            case InstanceObject i: {
                Object get = i.type().isBuiltin() ? null : i.type().lookup(Names.GET);
                return get == null ? found : Operations.call(get, i, self, type);
            }
            default:
                return found;
        }
    }

    private static Object bindClassMethod(ClassMethod m, ClassObject c) {
        return new BoundMethod(m.function, c);
    }

    static Object bindInClass(Object found, ClassObject c) {
        return switch (found) {
            case StaticMethod m -> m.function;
            case ClassMethod m -> bindClassMethod(m, c);
            case ClassObject k -> k;
            case PropertyObject p -> p;
            case FunctionObject f -> f;
            case BuiltinFunction f -> f;
            case InstanceObject i -> {
                Object get = i.type().isBuiltin() ? null : i.type().lookup(Names.GET);
                yield get == null ? found : Operations.call(get, i, None.NONE, c);
            }
            default -> found;
        };
    }

    // ---------------------------------------------------------------- writing

    static void set(Object object, TruffleString key, Object value) {
        TruffleString name = Strings.name(key);
        ClassObject type = Operations.typeOf(object);
        if (!type.isBuiltin()) {
            Object hook = type.lookup(Names.SETATTR);
            if (isHook(hook)) {
                Operations.call(hook, object, name, value);
                return;
            }
        }
        setGeneric(object, type, name, value);
    }

    /** What {@code object.__setattr__} does. */
    static void setGeneric(Object object, ClassObject type, TruffleString name, Object value) {
        Object found = type.lookup(name);
        if (found instanceof PropertyObject p) {
            if (p.setter == null) {
                throw Errors.attributeErrorText("property '%s' of '%s' object has no setter", Strings.java(name), type.name());
            }
            Operations.call(p.setter, object, value);
            return;
        }
        if (found instanceof InstanceObject i && !i.type().isBuiltin()) {
            Object set = i.type().lookup(Names.SET);
            if (set != null) {
                Operations.call(set, i, object, value);
                return;
            }
        }
        switch (object) {
            case ClassObject c -> {
                if (c.isBuiltin()) {
                    throw Errors.typeError("cannot set '%s' attribute of immutable type '%s'", Strings.java(name), c.name());
                }
                switch (Strings.java(name)) {
                    case "__name__", "__qualname__" -> {
                        Journal.refuses("naming a class");
                        if (name.equals(Names.NAME)) {
                            c.name(Strings.java((TruffleString) value));
                        } else {
                            c.qualifiedName(Strings.java((TruffleString) value));
                        }
                    }
                    default -> {
                        Journal.writes(c, name);
                        c.set(name, value);
                    }
                }
            }
            case FunctionObject f -> setOfFunction(f, name, value);
            case ExceptionObject e -> setOfException(e, name, value);
            case InstanceObject i -> {
                if (name.equals(Names.CLASS) && value instanceof ClassObject c) {
                    if (c.layout != type.layout || c.isBuiltin() || type.isBuiltin()) {
                        throw Errors.typeError("__class__ assignment only supported for mutable types or ModuleType subclasses");
                    }
                    i.type(c);
                } else if (name.equals(Names.DICT) && value instanceof DictObject d) {
                    Journal.refuses("setting __dict__");
                    i.attributeDict(d);
                } else if (!(object instanceof ModuleObject) && (type.isBuiltin() || !type.allowsAttribute(name))) {
                    throw noAttribute(type, name);
                } else {
                    Journal.writes(i, name);
                    i.own(name, value);
                }
            }
            default -> {
                if (!foreignWrite(object, Strings.java(name), value)) {
                    throw noAttribute(type, name);
                }
            }
        }
    }

    private static PythonException noAttribute(ClassObject type, TruffleString name) {
        if (type.lookup(name) != null) {
            return Errors.attributeErrorText("'%s' object attribute '%s' is read-only", type.name(), Strings.java(name));
        }
        return Errors.attributeErrorText("'%s' object has no attribute '%s' and no __dict__ for setting new attributes",
                type.name(), Strings.java(name));
    }

    private static boolean foreignWrite(Object object, String name, Object value) {
        InteropLibrary interop = InteropLibrary.getUncached();
        if (!Interop.isForeign(object) || !interop.isMemberWritable(object, name)) {
            return false;
        }
        try {
            interop.writeMember(object, name, Interop.export(value));
            return true;
        } catch (com.oracle.truffle.api.interop.InteropException e) {
            throw Errors.typeError("cannot write '%s' of a foreign object: %s", name, e.getMessage());
        }
    }

    private static void setOfFunction(FunctionObject f, TruffleString name, Object value) {
        switch (Strings.java(name)) {
            case "__name__" -> f.name((TruffleString) value);
            case "__qualname__" -> f.qualifiedName((TruffleString) value);
            case "__annotations__" -> f.annotations = value;
            case "__module__", "__doc__", "__type_params__" -> f.special(Strings.java(name), value);
            case "__kwdefaults__" -> {
                Signature s = f.code.signature;
                Object[] all = f.defaults() == null ? new Object[s.count()] : f.defaults().clone();
                for (int i = s.keywordOnlyStart(); i < s.keywordOnlyStart() + s.keywordOnly(); i++) {
                    all[i] = value instanceof DictObject d ? d.get(s.names()[i]) : null;
                }
                f.defaults(all);
            }
            case "__defaults__" -> {
                Object[] all = f.defaults() == null ? new Object[f.code.signature.count()] : f.defaults().clone();
                java.util.Arrays.fill(all, 0, f.code.signature.positional(), null);
                if (value instanceof TupleObject t) {
                    System.arraycopy(t.items, 0, all, f.code.signature.positional() - t.items.length, t.items.length);
                }
                f.defaults(all);
            }
            default -> f.own(name, value);
        }
    }

    private static void setOfException(ExceptionObject e, TruffleString name, Object value) {
        switch (Strings.java(name)) {
            case "args" -> e.args = value instanceof TupleObject t ? t : new TupleObject(value);
            case "__cause__" -> {
                e.cause = value instanceof ExceptionObject x ? x : null;
                e.suppressContext = true;
            }
            case "__context__" -> e.context = value instanceof ExceptionObject x ? x : null;
            case "__suppress_context__" -> e.suppressContext = Operations.truth(value);
            case "__traceback__" -> e.traceback(value);
            default -> e.own(name, value);
        }
    }

    static void delete(Object object, TruffleString key) {
        TruffleString name = Strings.name(key);
        ClassObject type = Operations.typeOf(object);
        Object hook = type.isBuiltin() ? null : type.lookup(Names.DELATTR);
        if (isHook(hook)) {
            Operations.call(hook, object, name);
            return;
        }
        deleteGeneric(object, type, name);
    }

    static void deleteGeneric(Object object, ClassObject type, TruffleString name) {
        Object found = type.lookup(name);
        if (found instanceof PropertyObject p) {
            if (p.deleter == null) {
                throw Errors.attributeErrorText("property '%s' of '%s' object has no deleter", Strings.java(name), type.name());
            }
            Operations.call(p.deleter, object);
            return;
        }
        if (found instanceof InstanceObject i && !i.type().isBuiltin() && i.type().lookup(Names.DELETE) != null) {
            Operations.call(i.type().lookup(Names.DELETE), i, object);
            return;
        }
        Journal.writes(object, name);
        boolean removed = object instanceof ClassObject c ? !c.isBuiltin() && c.attributes().containsKey(name) && c.remove(name)
                : object instanceof InstanceObject i && i.own(name) != null && i.removeOwn(name);
        if (!removed) {
            throw Errors.attributeError(object, name);
        }
    }

    /** The names that {@code dir} shows. */
    static List<TruffleString> directory(Object object) {
        Set<TruffleString> names = new LinkedHashSet<>();
        if (object instanceof ModuleObject module) {
            return module.names();
        }
        if (object instanceof InstanceObject i && !(object instanceof ClassObject)) {
            names.addAll(List.of(i.ownNames()));
        }
        ClassObject type = object instanceof ClassObject c ? c : Operations.typeOf(object);
        for (ClassObject one : type.order()) {
            names.addAll(one.attributes().keySet());
        }
        return new ArrayList<>(names);
    }
}
