package org.jacobilang.builtin;

import com.oracle.truffle.api.strings.TruffleString;
import org.jacobilang.runtime.BinaryOp;
import org.jacobilang.runtime.BuiltinFunction;
import org.jacobilang.runtime.ClassMethod;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.CompareOp;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.ExceptionObject;
import org.jacobilang.runtime.GeneratorObject;
import org.jacobilang.runtime.GenericAlias;
import org.jacobilang.runtime.InstanceObject;
import org.jacobilang.runtime.Iteration;
import org.jacobilang.runtime.IteratorObject;
import org.jacobilang.runtime.MappingProxy;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.NotImplemented;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.PropertyObject;
import org.jacobilang.runtime.PythonException;
import org.jacobilang.runtime.Signature;
import org.jacobilang.runtime.StaticMethod;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;
import org.jacobilang.runtime.Types;
import org.jacobilang.runtime.UnaryOp;

/** Fills the attribute tables of the builtin classes, each at the first lookup in it. */
public final class TypeTables {
    private TypeTables() {
    }

    /** Adds the attributes of one builtin class. */
    public static void fill(ClassObject type) {
        switch (type.name()) {
            case "object" -> object(type);
            case "type" -> typeType(type);
            case "int" -> NumberMethods.ints(type);
            case "float" -> NumberMethods.floats(type);
            case "complex" -> NumberMethods.complexes(type);
            case "bool" -> type.attribute("__new__", make("__new__(cls, object=False, /)", a -> Operations.arrays().condition(a[1])));
            case "str" -> StringMethods.fill(type);
            case "bytes" -> BytesMethods.fill(type);
            case "bytearray" -> ByteArrays.fill(type);
            case "memoryview" -> ByteArrays.views(type);
            case "list" -> ListMethods.fill(type);
            case "tuple" -> TupleMethods.fill(type);
            case "dict" -> DictMethods.fill(type);
            case "set" -> SetMethods.fill(type, false);
            case "frozenset" -> SetMethods.fill(type, true);
            case "dict_keys", "dict_values", "dict_items" -> SetMethods.view(type);
            case "range" -> TupleMethods.range(type);
            case "slice" -> TupleMethods.slice(type);
            case "iterator" -> iterator(type);
            case "generator" -> generator(type);
            case "BaseException" -> exception(type);
            case "OSError" -> ErrorTables.osError(type);
            case "UnicodeDecodeError", "UnicodeEncodeError" -> ErrorTables.unicode(type);
            case "property" -> property(type);
            case "staticmethod" -> type.attribute("__new__", make("__new__(cls, function, /)", a -> new StaticMethod(a[1])));
            case "classmethod" -> type.attribute("__new__", make("__new__(cls, function, /)", a -> new ClassMethod(a[1])));
            case "super" -> type.attribute("__new__", make("__new__(cls, type=, object=, /)", a -> {
                if (a[1] == null) {
                    throw Errors.runtimeError("super(): no arguments");
                }
                if (!(a[1] instanceof ClassObject c)) {
                    throw Errors.typeError("super() argument 1 must be a type, not %s", Operations.typeOf(a[1]).name());
                }
                if (a[2] == null) {
                    throw Errors.typeError("Jacobi's super() takes no argument, or a class and an object");
                }
                return new org.jacobilang.runtime.SuperObject(c, a[2]);
            }));
            case "mappingproxy" -> mappingProxy(type);
            case "BaseExceptionGroup" -> ExceptionGroups.fill(type);
            case "GenericAlias" -> genericAlias(type);
            case "module" -> type.attribute("__new__", make("__new__(cls, name, doc=None)", a -> {
                org.jacobilang.runtime.ModuleObject made = new org.jacobilang.runtime.ModuleObject(
                        Strings.java((TruffleString) a[1]));
                made.set("__doc__", a[2]).set("__loader__", None.NONE).set("__spec__", None.NONE).set("__package__", None.NONE);
                return made;
            }));
            case "method" -> type.attribute("__new__", make("__new__(cls, function, instance, /)", a -> {
                if (!Operations.callable(a[1])) {
                    throw Errors.typeError("first argument must be callable");
                }
                return new org.jacobilang.runtime.BoundMethod(a[1], a[2]);
            })).method("__call__(self, *args, **kwargs)", "Call self as a function.", a -> {
                Given given = given(a);
                return Operations.call(a[0], given.arguments, given.names);
            });
            case "function", "builtin_function_or_method" -> function(type);
            default -> {
            }
        }
    }

    /** A constructor for {@code __new__}: it takes the class first. */
    static StaticMethod make(String declaration, BuiltinFunction.Body body) {
        return new StaticMethod(new BuiltinFunction(declaration, null, body));
    }

    /** Gives a class the special methods of binary operators, so that programs can call them by name. */
    static void operators(ClassObject type, BinaryOp... ops) {
        for (BinaryOp op : ops) {
            String name = Strings.java(op.method);
            type.method(name + "(self, value, /)", "Return self" + op.symbol + "value.", a -> tryBinary(op, a[0], a[1]));
            type.method(Strings.java(op.reflected) + "(self, value, /)", "Return value" + op.symbol + "self.",
                    a -> tryBinary(op, a[1], a[0]));
        }
    }

    static Object tryBinary(BinaryOp op, Object a, Object b) {
        try {
            return Operations.binary(op, base(a), base(b));
        } catch (PythonException e) {
            if (e.isA(Types.TYPE_ERROR)) {
                return NotImplemented.NOT_IMPLEMENTED;
            }
            throw e;
        }
    }

    /** The value that the builtin method works on: the plain one within an instance of a subclass. */
    static Object base(Object value) {
        return switch (value) {
            case org.jacobilang.runtime.ValueInstance v -> v.value;
            case org.jacobilang.runtime.ByteArrayObject b -> b.toBytes();
            case org.jacobilang.runtime.MemoryView v -> new org.jacobilang.runtime.BytesObject(v.toArray());
            case null, default -> value;
        };
    }

    /** Whether a builtin class's own comparison knows what to do with an object of another class. */
    private static boolean comparable(ClassObject type, ClassObject other) {
        return other.isSubclassOf(type) || type == Types.FLOAT && other.isSubclassOf(Types.INT)
                || (type == Types.SET || type == Types.FROZENSET)
                        && (other.isSubclassOf(Types.SET) || other.isSubclassOf(Types.FROZENSET))
                || type == Types.COMPLEX && (other.isSubclassOf(Types.INT) || other.isSubclassOf(Types.FLOAT))
                || type == Types.BYTES || !type.isBuiltin();
    }

    static void comparisons(ClassObject type) {
        for (CompareOp op : CompareOp.values()) {
            type.method(Strings.java(op.method) + "(self, value, /)", "Return self" + op.symbol + "value.", a -> {
                if (!comparable(type, Operations.typeOf(a[1]))) {
                    return NotImplemented.NOT_IMPLEMENTED;
                }
                try {
                    return Operations.compare(op, plainCopy(a[0]), plainCopy(a[1]));
                } catch (PythonException e) {
                    if (e.isA(Types.TYPE_ERROR)) {
                        return NotImplemented.NOT_IMPLEMENTED;
                    }
                    throw e;
                }
            });
        }
    }

    /** A value without its class, so that a comparison does not come back to the method that asks. */
    private static Object plainCopy(Object value) {
        if (value instanceof InstanceObject i && i.type().isBuiltin()) {
            return value;
        }
        return switch (base(value)) {
            case org.jacobilang.runtime.ListObject l -> new org.jacobilang.runtime.ListObject(l.toArray());
            case TupleObject t -> new TupleObject(t.items);
            case org.jacobilang.runtime.DictObject d -> {
                org.jacobilang.runtime.DictObject copy = new org.jacobilang.runtime.DictObject();
                copy.putAll(d);
                yield copy;
            }
            default -> base(value);
        };
    }

    static void unary(ClassObject type, UnaryOp... ops) {
        for (UnaryOp op : ops) {
            type.method(Strings.java(op.method) + "(self, /)", null, a -> Operations.unary(op, base(a[0])));
        }
    }

    private static void object(ClassObject t) {
        t.method("__repr__(self, /)", "Return repr(self).", a -> Strings.of("<" + Operations.typeOf(a[0]).fullName() + " object at "
                + String.format("0x%012x", System.identityHashCode(a[0]) & 0xFFFFFFFFL) + ">"));
        t.method("__str__(self, /)", "Return str(self).", a -> Operations.repr(a[0]));
        t.method("__hash__(self, /)", "Return hash(self).", a -> (long) System.identityHashCode(a[0]));
        t.method("__eq__(self, value, /)", "Return self==value.",
                a -> a[0] == a[1] ? true : NotImplemented.NOT_IMPLEMENTED);
        t.method("__ne__(self, value, /)", "Return self!=value.", a -> {
            Object equal = Operations.call(Operations.specialMethod(a[0], Strings.name("__eq__")), a[1]);
            return equal == NotImplemented.NOT_IMPLEMENTED ? equal : !Operations.truth(equal);
        });
        t.method("__format__(self, format_spec, /)", null, a -> {
            if (((TruffleString) a[1]).isEmpty()) {
                return Operations.str(a[0]);
            }
            throw Errors.typeError("unsupported format string passed to %s.__format__", Operations.typeOf(a[0]).name());
        });
        t.method("__getattribute__(self, name, /)", null, a -> Operations.genericGet(a[0], (TruffleString) a[1]));
        t.method("__setattr__(self, name, value, /)", null, a -> {
            Operations.genericSet(a[0], (TruffleString) a[1], a[2]);
            return None.NONE;
        });
        t.method("__delattr__(self, name, /)", null, a -> {
            Operations.genericDelete(a[0], (TruffleString) a[1]);
            return None.NONE;
        });
        t.method("__dir__(self, /)", null, a -> new org.jacobilang.runtime.ListObject(Operations.directory(a[0]).toArray()));
        t.attribute("__subclasshook__", new ClassMethod(new BuiltinFunction("__subclasshook__(cls, subclass, /)",
                "What an abstract class says of another one; nothing by default.", a -> NotImplemented.NOT_IMPLEMENTED)));
        t.attribute("__init_subclass__", new ClassMethod(new BuiltinFunction("__init_subclass__(cls, /, *args, **kwargs)", null,
                a -> {
                    if (((org.jacobilang.runtime.DictObject) a[2]).size() > 0) {
                        throw Errors.typeError("%s.__init_subclass__() takes no keyword arguments", ((ClassObject) a[0]).name());
                    }
                    return None.NONE;
                })));
        t.attribute("__new__", make("__new__(cls, *args, **kwargs)", a -> {
            if (!(a[0] instanceof ClassObject c)) {
                throw Errors.typeError("object.__new__(X): X is not a type object (%s)", Operations.typeOf(a[0]).name());
            }
            Given given = given(a);
            return Operations.objectNew(c, given.arguments, given.names);
        }));
        t.method("__init__(self, *args, **kwargs)", "Initialize self.", a -> Operations.objectInit(a[0], given(a).arguments.length));
        t.method("__sizeof__(self, /)", "A rough size in bytes.", a -> 16L);
        t.method("__reduce_ex__(self, protocol, /)", null, a -> Operations.callMethod(a[0], "__reduce__"));
    }

    /** The arguments of a builtin with {@code (self, *args, **kwargs)}, in the form that calls take. */
    private record Given(Object[] arguments, TruffleString[] names) {
    }

    private static Given given(Object[] a) {
        org.jacobilang.runtime.DictObject keywords = (org.jacobilang.runtime.DictObject) a[2];
        Object[] positional = ((TupleObject) a[1]).items;
        Object[] keys = keywords.keyArray();
        Object[] all = java.util.Arrays.copyOf(positional, positional.length + keys.length);
        TruffleString[] names = keys.length == 0 ? Signature.NO_NAMES : new TruffleString[keys.length];
        for (int i = 0; i < keys.length; i++) {
            names[i] = (TruffleString) keys[i];
            all[positional.length + i] = keywords.get(keys[i]);
        }
        return new Given(all, names);
    }

    private static void checkTypeArguments(Object[] args) {
        String[] wanted = {"str", "tuple", "dict"};
        boolean[] right = {base(args[0]) instanceof TruffleString, args[1] instanceof TupleObject,
            args[2] instanceof org.jacobilang.runtime.DictObject};
        for (int i = 0; i < wanted.length; i++) {
            if (!right[i]) {
                throw Errors.typeError("type.__new__() argument %d must be %s, not %s", i + 1, wanted[i],
                        Operations.typeOf(args[i]).name());
            }
        }
    }

    private static void typeType(ClassObject t) {
        t.attribute("__new__", make("__new__(cls, *args, **kwargs)", a -> {
            Object[] args = ((TupleObject) a[1]).items;
            if (args.length == 1) {
                return Operations.typeOf(args[0]);
            }
            if (args.length != 3) {
                throw Errors.typeError("type() takes 1 or 3 arguments");
            }
            checkTypeArguments(args);
            ClassObject winner = Operations.metaclass((ClassObject) a[0], ((TupleObject) args[1]).items);
            if (winner != a[0] && winner.lookup(Strings.name("__new__")) instanceof StaticMethod own
                    && own.function instanceof org.jacobilang.runtime.FunctionObject) {
                // The class of the bases makes its own classes.
                Given given = given(a);
                Object[] all = new Object[given.arguments.length + 1];
                all[0] = winner;
                System.arraycopy(given.arguments, 0, all, 1, given.arguments.length);
                return Operations.call(own.function, all, given.names);
            }
            org.jacobilang.runtime.DictObject keywords = (org.jacobilang.runtime.DictObject) a[2];
            Object[] keys = keywords.keyArray();
            TruffleString[] names = new TruffleString[keys.length];
            Object[] values = new Object[keys.length];
            for (int i = 0; i < keys.length; i++) {
                names[i] = (TruffleString) keys[i];
                values[i] = keywords.get(keys[i]);
            }
            org.jacobilang.runtime.DictObject namespace = new org.jacobilang.runtime.DictObject();
            namespace.putAll((org.jacobilang.runtime.DictObject) args[2]);
            return Operations.makeClass(winner, (TruffleString) base(args[0]), ((TupleObject) args[1]).items, namespace,
                    names, values);
        }));
        t.method("__init__(self, *args, **kwargs)", null, a -> None.NONE);
        t.method("__call__(self, *args, **kwargs)", null, a -> {
            Given given = given(a);
            return Operations.construct((ClassObject) a[0], given.arguments, given.names);
        });
        t.method("mro(self, /)", "Return a type's method resolution order.",
                a -> new org.jacobilang.runtime.ListObject((Object[]) ((ClassObject) a[0]).order()));
        t.method("__subclasses__(self, /)", "Return a list of immediate subclasses.",
                a -> new org.jacobilang.runtime.ListObject(((ClassObject) a[0]).subclasses().toArray()));
        t.method("__instancecheck__(self, instance, /)", null,
                a -> Operations.typeOf(a[1]).isSubclassOf((ClassObject) a[0]));
        t.method("__subclasscheck__(self, subclass, /)", null,
                a -> a[1] instanceof ClassObject c && c.isSubclassOf((ClassObject) a[0]));
        t.attribute("__prepare__", new ClassMethod(new BuiltinFunction("__prepare__(cls, *args, **kwargs)", null,
                a -> new org.jacobilang.runtime.DictObject())));
    }

    private static void iterator(ClassObject t) {
        t.method("__iter__(self, /)", "Implement iter(self).", a -> a[0]);
        t.method("__next__(self, /)", "Implement next(self).", a -> {
            Object value = ((IteratorObject) a[0]).next();
            if (value == Iteration.END) {
                throw Errors.stopIteration(null);
            }
            return value;
        });
        t.method("__length_hint__(self, /)", null,
                a -> (long) Math.max(0, ((IteratorObject) a[0]).iteration.remaining()));
    }

    private static Object orStop(GeneratorObject g, Object value) {
        if (value == Iteration.END) {
            throw Errors.stopIteration(g.result());
        }
        return value;
    }

    private static void generator(ClassObject t) {
        t.method("__iter__(self, /)", "Implement iter(self).", a -> a[0]);
        t.method("__next__(self, /)", "Implement next(self).", a -> {
            GeneratorObject g = (GeneratorObject) a[0];
            return orStop(g, g.next());
        });
        t.method("send(self, value, /)", "Resumes the generator with a value; returns what it yields next.", a -> {
            GeneratorObject g = (GeneratorObject) a[0];
            return orStop(g, g.send(a[1]));
        });
        t.method("throw(self, type, value=None, traceback=None, /)", "Raises an exception at the yield.", a -> {
            GeneratorObject g = (GeneratorObject) a[0];
            Object e = a[1] instanceof ClassObject c ? a[2] == None.NONE ? Operations.call(c) : Operations.call(c, a[2]) : a[1];
            if (!(e instanceof ExceptionObject x)) {
                throw Errors.typeError("exceptions must be classes or instances deriving from BaseException, not %s",
                        Operations.typeOf(e).name());
            }
            return orStop(g, g.raise(new PythonException(x)));
        });
        t.method("close(self, /)", "Raises GeneratorExit at the yield.", a -> {
            ((GeneratorObject) a[0]).close();
            return None.NONE;
        });
        t.attribute("gi_running", property(a -> ((GeneratorObject) a[0]).isRunning()));
        t.attribute("__name__", property(a -> ((GeneratorObject) a[0]).name()));
    }

    static PropertyObject property(BuiltinFunction.Body getter) {
        return new PropertyObject(Types.PROPERTY, new BuiltinFunction("get(self, /)", null, getter), null, null, None.NONE);
    }

    private static void exception(ClassObject t) {
        t.method("__init__(self, *args, **kwargs)", null, a -> {
            ExceptionObject e = (ExceptionObject) a[0];
            e.args = (TupleObject) a[1];
            org.jacobilang.runtime.DictObject keywords = (org.jacobilang.runtime.DictObject) a[2];
            for (Object key : keywords.keyArray()) {
                if (!e.isA(Types.IMPORT_ERROR) && !e.isA(Types.NAME_ERROR) && !e.isA(Types.ATTRIBUTE_ERROR)) {
                    throw Errors.typeError("%s() takes no keyword arguments", e.type().name());
                }
                e.own((TruffleString) key, keywords.get(key));
            }
            return None.NONE;
        });
        t.method("__repr__(self, /)", "Return repr(self).", a -> {
            ExceptionObject e = (ExceptionObject) a[0];
            String args = Strings.java(Operations.repr(e.args));
            return Strings.of(e.type().name()
                    + (e.args.size() == 1 ? "(" + Strings.java(Operations.repr(e.args.items[0])) + ")" : args));
        });
        t.method("__str__(self, /)", "Return str(self).", a -> {
            TupleObject args = ((ExceptionObject) a[0]).args;
            return args.size() == 0 ? Strings.EMPTY : args.size() == 1 ? Operations.str(args.items[0]) : Operations.repr(args);
        });
        t.method("with_traceback(self, tb, /)", "Sets self.__traceback__ and returns self.", a -> {
            ((ExceptionObject) a[0]).traceback(a[1]);
            return a[0];
        });
        t.method("add_note(self, note, /)", "Adds a note to the exception.", a -> {
            if (!(a[1] instanceof TruffleString)) {
                throw Errors.typeError("note must be a str, not '%s'", Operations.typeOf(a[1]).name());
            }
            ExceptionObject e = (ExceptionObject) a[0];
            Object notes = e.own(Strings.name("__notes__"));
            if (notes == null) {
                notes = new org.jacobilang.runtime.ListObject();
                e.field("__notes__", notes);
            }
            ((org.jacobilang.runtime.ListObject) notes).append(a[1]);
            return None.NONE;
        });
    }

    private static void genericAlias(ClassObject t) {
        t.attribute("__new__", make("__new__(cls, origin, args, /)", a -> new GenericAlias(a[1], a[2])));
        t.method("__call__(self, *args, **kwargs)", null, a -> {
            Given given = given(a);
            return Operations.call(((GenericAlias) a[0]).origin, given.arguments, given.names);
        });
        t.method("__getitem__(self, parameters, /)", null, a -> ((GenericAlias) a[0]).with(a[1]));
        t.method("__mro_entries__(self, bases, /)", null, a -> new TupleObject(((GenericAlias) a[0]).origin));
        t.method("__eq__(self, value, /)", "Return self==value.", a -> a[1] instanceof GenericAlias other
                ? Operations.equal(((GenericAlias) a[0]).origin, other.origin)
                        && Operations.equal(((GenericAlias) a[0]).arguments, other.arguments) : NotImplemented.NOT_IMPLEMENTED);
        t.method("__hash__(self, /)", "Return hash(self).", a -> Operations.hash(
                new TupleObject(((GenericAlias) a[0]).origin, ((GenericAlias) a[0]).arguments)));
        t.method("__instancecheck__(self, instance, /)", null, a -> {
            throw Errors.typeError("isinstance() argument 2 cannot be a parameterized generic");
        });
        t.method("__subclasscheck__(self, subclass, /)", null, a -> {
            throw Errors.typeError("issubclass() argument 2 cannot be a parameterized generic");
        });
    }

    private static void mappingProxy(ClassObject t) {
        t.attribute("__new__", make("__new__(cls, mapping, /)", a -> {
            if (!Operations.isMapping(a[1])) {
                throw Errors.typeError("mappingproxy() argument must be a mapping, not %s", Operations.typeOf(a[1]).name());
            }
            return new MappingProxy(a[1]);
        }));
        t.method("__getitem__(self, key, /)", "Return self[key].", a -> Operations.getItem(((MappingProxy) a[0]).mapping, a[1]));
        t.method("__contains__(self, key, /)", null, a -> Operations.contains(((MappingProxy) a[0]).mapping, a[1]));
        t.method("__len__(self, /)", "Return len(self).", a -> (long) Operations.length(((MappingProxy) a[0]).mapping));
        t.method("__iter__(self, /)", "Implement iter(self).", a -> Operations.iteratorObject(((MappingProxy) a[0]).mapping));
        t.method("__eq__(self, value, /)", "Return self==value.", a -> Operations.equal(((MappingProxy) a[0]).mapping,
                a[1] instanceof MappingProxy p ? p.mapping : a[1]));
        t.method("__repr__(self, /)", "Return repr(self).",
                a -> Strings.of("mappingproxy(" + Strings.java(Operations.repr(((MappingProxy) a[0]).mapping)) + ")"));
        for (String name : new String[] {"keys", "values", "items", "copy", "__reversed__"}) {
            t.method(name + "(self, /)", null, a -> Operations.callMethod(((MappingProxy) a[0]).mapping, name));
        }
        t.method("get(self, key, default=None, /)", "The value for key, or default.",
                a -> Operations.callMethod(((MappingProxy) a[0]).mapping, "get", a[1], a[2]));
        t.method("__or__(self, value, /)", null, a -> Operations.binary(BinaryOp.OR, ((MappingProxy) a[0]).mapping, a[1]));
    }

    private static Object orNull(Object value) {
        return value == None.NONE ? null : value;
    }

    private static void property(ClassObject t) {
        t.attribute("__new__", make("__new__(cls, fget=None, fset=None, fdel=None, doc=None)",
                a -> new PropertyObject((ClassObject) a[0], orNull(a[1]), orNull(a[2]), orNull(a[3]),
                        a[4] != None.NONE ? a[4] : a[1] == None.NONE ? None.NONE : documentation(a[1]))));
        t.method("getter(self, fget, /)", "Descriptor to obtain a copy of the property with a different getter.", a -> {
            PropertyObject p = (PropertyObject) a[0];
            return new PropertyObject(p.type(), a[1], p.setter, p.deleter, p.documentation);
        });
        t.method("setter(self, fset, /)", "Descriptor to obtain a copy of the property with a different setter.", a -> {
            PropertyObject p = (PropertyObject) a[0];
            return new PropertyObject(p.type(), p.getter, a[1], p.deleter, p.documentation);
        });
        t.method("deleter(self, fdel, /)", "Descriptor to obtain a copy of the property with a different deleter.", a -> {
            PropertyObject p = (PropertyObject) a[0];
            return new PropertyObject(p.type(), p.getter, p.setter, a[1], p.documentation);
        });
    }

    private static Object documentation(Object function) {
        Object text = Operations.attributeOrNull(function, Strings.name("__doc__"));
        return text == null ? None.NONE : text;
    }

    private static void function(ClassObject t) {
        t.method("__call__(self, *args, **kwargs)", "Call self as a function.", a -> {
            Given given = given(a);
            return Operations.call(a[0], given.arguments, given.names);
        });
        t.method("__get__(self, instance, owner=None, /)", null, a -> a[1] == None.NONE ? a[0]
                : new org.jacobilang.runtime.BoundMethod(a[0], a[1]));
    }
}
