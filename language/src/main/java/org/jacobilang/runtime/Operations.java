package org.jacobilang.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.strings.TruffleString;
import java.math.BigInteger;
import java.util.List;

/** What each operation of the language means for any value: the general, slow form behind the nodes' fast paths. */
public final class Operations {
    private static ArrayDispatch arrays;

    private Operations() {
    }

    /** Says who answers for arrays and tracers. */
    public static void install(ArrayDispatch dispatch) {
        arrays = dispatch;
    }

    public static ArrayDispatch arrays() {
        return arrays;
    }

    public static boolean ownsArray(Object value) {
        return value instanceof org.jacobilang.array.ArrayLike && arrays != null || arrays != null && arrays.owns(value);
    }

    /** The class of any value. */
    public static ClassObject typeOf(Object value) {
        return switch (value) {
            case InstanceObject i -> i.type();
            case Long n -> Types.INT;
            case Double d -> Types.FLOAT;
            case Boolean b -> Types.BOOL;
            case TruffleString s -> Types.STR;
            case BigInteger n -> Types.INT;
            case None n -> Types.NONE;
            case ComplexValue c -> Types.COMPLEX;
            case BytesObject b -> Types.BYTES;
            case Ellipsis e -> Types.ELLIPSIS;
            case NotImplemented n -> Types.NOT_IMPLEMENTED_TYPE;
            case CellObject c -> Types.CELL;
            default -> ownsArray(value) ? arrays.type(value) : Types.FOREIGN;
        };
    }

    // ---------------------------------------------------------------- attributes

    @TruffleBoundary
    public static Object getAttribute(Object object, TruffleString name) {
        return Attributes.get(object, name);
    }

    public static Object getAttribute(Object object, String name) {
        return getAttribute(object, Strings.name(name));
    }

    /** The attribute, or null when there is none. */
    @TruffleBoundary
    public static Object attributeOrNull(Object object, TruffleString name) {
        return Attributes.find(object, name);
    }

    @TruffleBoundary
    public static void setAttribute(Object object, TruffleString name, Object value) {
        Attributes.set(object, name, value);
    }

    @TruffleBoundary
    public static void delAttribute(Object object, TruffleString name) {
        Attributes.delete(object, name);
    }

    /** What {@code object.__getattribute__}, {@code __setattr__} and {@code __delattr__} do. */
    @TruffleBoundary
    public static Object genericGet(Object object, TruffleString name) {
        Object value = Attributes.generic(object, typeOf(object), Strings.name(name));
        if (value == null) {
            throw Errors.attributeError(object, name);
        }
        return value;
    }

    @TruffleBoundary
    public static void genericSet(Object object, TruffleString name, Object value) {
        Attributes.setGeneric(object, typeOf(object), Strings.name(name), value);
    }

    @TruffleBoundary
    public static void genericDelete(Object object, TruffleString name) {
        Attributes.deleteGeneric(object, typeOf(object), Strings.name(name));
    }

    /** {@code module.__dict__}. */
    public static DictObject moduleDict(ModuleObject module) {
        return module.attributeDict();
    }

    /** Makes a dict the {@code __dict__} of a module that was made for it. */
    public static void attachModule(DictObject dict, ModuleObject module) {
        dict.attach(module);
        module.adopt(dict);
    }

    @TruffleBoundary
    public static List<TruffleString> directory(Object object) {
        return Attributes.directory(object);
    }

    public static boolean hasDefaultGetAttribute(ClassObject type) {
        return type.isBuiltin() ? type != Types.SUPER : !type.attributesElsewhere && !Attributes.isHook(type.lookup(Names.GETATTRIBUTE));
    }

    public static boolean hasDefaultSetAttribute(ClassObject type, TruffleString name) {
        return !type.isBuiltin() && !type.attributesElsewhere && !Attributes.isHook(type.lookup(Names.SETATTR))
                && type.allowsAttribute(name);
    }

    public static boolean isDataDescriptor(Object found) {
        return Attributes.isDataDescriptor(found);
    }

    /** A special method of the object's class, bound to it, or null. */
    @TruffleBoundary
    public static Object specialMethod(Object object, TruffleString name) {
        ClassObject type = typeOf(object);
        Object method = type.lookup(name);
        return method == null || method == None.NONE ? null : Attributes.bind(method, object, type);
    }

    // ---------------------------------------------------------------- operators

    public static Object binary(BinaryOp op, Object left, Object right) {
        return Arithmetic.binary(op, left, right);
    }

    public static Object inPlace(BinaryOp op, Object left, Object right) {
        return Arithmetic.inPlace(op, left, right);
    }

    public static Object unary(UnaryOp op, Object value) {
        return Arithmetic.unary(op, value);
    }

    public static Object compare(CompareOp op, Object left, Object right) {
        return Arithmetic.compare(op, left, right);
    }

    /** Whether both are one object; numbers have no identity of their own here, so equal bits count as one. */
    public static boolean same(Object left, Object right) {
        return left == right || left instanceof Double a && right instanceof Double b
                && Double.doubleToRawLongBits(a) == Double.doubleToRawLongBits(b);
    }

    public static boolean equal(Object left, Object right) {
        if (left == right && !(left instanceof Double)) {
            return !ownsArray(left) || truth(compare(CompareOp.EQ, left, right));
        }
        if (left instanceof TruffleString a && right instanceof TruffleString b) {
            return a.equals(b);
        }
        if (left instanceof Long a && right instanceof Long b) {
            return a.longValue() == b.longValue();
        }
        return truth(compare(CompareOp.EQ, left, right));
    }

    public static long hash(Object value) {
        return Arithmetic.hash(value);
    }

    @TruffleBoundary
    public static boolean truth(Object value) {
        switch (value) {
            case Boolean b -> {
                return b;
            }
            case Long n -> {
                return n != 0;
            }
            case Double d -> {
                return d != 0;
            }
            case None n -> {
                return false;
            }
            case TruffleString s -> {
                return !s.isEmpty();
            }
            case BigInteger n -> {
                return n.signum() != 0;
            }
            case ComplexValue c -> {
                return c.re() != 0 || c.im() != 0;
            }
            default -> {
            }
        }
        if (value instanceof InstanceObject i && !i.type().isBuiltin()) {
            Object method = i.type().lookup(Names.BOOL);
            if (method != null && !BuiltinFunction.isBuiltinMethod(method)) {
                Object result = call(Attributes.bind(method, i, i.type()));
                if (!(result instanceof Boolean b)) {
                    throw Errors.typeError("__bool__ should return bool, returned %s", typeOf(result).name());
                }
                return b;
            }
        }
        if (ownsArray(value)) {
            return arrays.truth(value);
        }
        if (value instanceof ValueInstance v) {
            return truth(v.value);
        }
        if (value instanceof NotImplemented) {
            return true;
        }
        long n = value instanceof ClassObject || value instanceof FunctionObject ? -1 : Items.length(value);
        return n != 0;
    }

    // ---------------------------------------------------------------- containers

    public static Object getItem(Object object, Object key) {
        return Items.get(object, key);
    }

    public static void setItem(Object object, Object key, Object value) {
        Items.set(object, key, value);
    }

    public static void delItem(Object object, Object key) {
        Items.delete(object, key);
    }

    public static boolean contains(Object container, Object item) {
        return Items.contains(container, item);
    }

    /** The length; a TypeError when the object has none. */
    public static int length(Object object) {
        long n = Items.length(object);
        if (n < 0) {
            throw Errors.typeError("object of type '%s' has no len()", typeOf(object).name());
        }
        return (int) n;
    }

    /** The length, or -1 when the object has none. */
    public static int lengthHint(Object object) {
        return (int) Items.length(object);
    }

    public static Iteration iterator(Object object) {
        return Items.iterator(object);
    }

    /** A guest iterator. */
    @TruffleBoundary
    public static Object iteratorObject(Object object) {
        return Items.iteratorObject(object);
    }

    /** The next item of a guest iterator, or {@link Iteration#END}. */
    @TruffleBoundary
    public static Object next(Object iterator) {
        return Items.next(iterator);
    }

    @TruffleBoundary
    public static boolean isIterable(Object value) {
        return Items.isIterable(value);
    }

    /** All items of a guest iterable. */
    @TruffleBoundary
    public static Object[] items(Object iterable) {
        return Items.array(iterable);
    }

    @TruffleBoundary
    public static void extend(ListObject list, Object iterable) {
        Items.extend(list, iterable);
    }

    /** The entries of a mapping as a dict, or null when it is none. */
    @TruffleBoundary
    public static DictObject mapping(Object value) {
        return Items.mapping(value);
    }

    /** What a mapping pattern matches. */
    @TruffleBoundary
    public static boolean isMapping(Object value) {
        return value instanceof DictObject || typeOf(value).lookup(Names.KEYS) != null;
    }

    /** What a sequence pattern matches, beside lists and tuples. */
    @TruffleBoundary
    public static boolean isSequence(Object value) {
        return value instanceof RangeObject || ownsArray(value) && arrays.length(value) >= 0;
    }

    @TruffleBoundary
    public static void sort(List<Object> items, Object key, boolean reverse) {
        Arithmetic.sort(items, key, reverse);
    }

    // ---------------------------------------------------------------- numbers

    /** An integer from anything with {@code __index__}; an OverflowError when it needs more than 64 bits. */
    public static long index(Object value) {
        if (value instanceof Long n) {
            return n;
        }
        Object n = Items.integer(value);
        if (n instanceof BigInteger) {
            throw Errors.overflow("Python int too large to convert to C ssize_t");
        }
        return n instanceof Boolean b ? b ? 1 : 0 : (Long) n;
    }

    /** A Long or a BigInteger from anything with {@code __index__}. */
    public static Object integer(Object value) {
        return Items.integer(value);
    }

    /** A double from anything that {@code float} takes except strings. */
    @TruffleBoundary
    public static double real(Object value) {
        Object plain = Arithmetic.plain(value);
        if (Numbers.isInt(plain) || plain instanceof Double) {
            return Numbers.toDouble(plain);
        }
        if (ownsArray(plain)) {
            Object n = arrays.number(plain);
            if (n instanceof ComplexValue) {
                throw Errors.typeError("must be real number, not %s", typeOf(value).name());
            }
            return Numbers.toDouble(n);
        }
        Object method = specialMethod(value, Names.FLOAT);
        if (method != null) {
            Object result = call(method);
            if (!(Arithmetic.plain(result) instanceof Double d)) {
                throw Errors.typeError("%s.__float__ returned non-float (type %s)", typeOf(value).name(), typeOf(result).name());
            }
            return d;
        }
        if (specialMethod(value, Names.INDEX) != null) {
            return Numbers.toDouble(Items.integer(value));
        }
        throw Errors.typeError("must be real number, not %s", typeOf(value).name());
    }

    // ---------------------------------------------------------------- calls and classes

    public static Object call(Object callee, Object[] arguments, TruffleString[] names) {
        return Calls.call(callee, arguments, names);
    }

    public static Object call(Object callee, Object... arguments) {
        return Calls.call(callee, arguments, Signature.NO_NAMES);
    }

    @TruffleBoundary
    public static Object callMethod(Object object, String name, Object... arguments) {
        return Calls.call(getAttribute(object, Strings.name(name)), arguments, Signature.NO_NAMES);
    }

    @TruffleBoundary
    public static boolean callable(Object value) {
        return Calls.callable(value);
    }

    public static BuiltinFunction plainNew(ClassObject type) {
        return Calls.plainNew(type);
    }

    public static FunctionObject plainInit(ClassObject type) {
        return Calls.plainInit(type);
    }

    public static DictObject prepareClass(TruffleString name, Object[] bases, TruffleString[] keywords, Object[] values) {
        return Calls.prepare(name, bases, keywords, values);
    }

    public static Object buildClass(TruffleString name, Object[] bases, DictObject namespace, TruffleString[] keywords,
            Object[] values, CellObject cell) {
        return Calls.build(name, bases, namespace, keywords, values, cell);
    }

    /** The most derived metaclass among {@code meta} and those of the bases. */
    public static ClassObject metaclass(ClassObject meta, Object[] bases) {
        return Calls.metaclass(meta, bases);
    }

    /** What {@code type.__new__} does. */
    public static ClassObject makeClass(ClassObject meta, TruffleString name, Object[] bases, DictObject namespace,
            TruffleString[] keywords, Object[] values) {
        return Calls.make(meta, name, bases, namespace, keywords, values, (CellObject) namespace.remove(CLASS_CELL));
    }

    private static final TruffleString CLASS_CELL = Strings.name("__classcell__");

    /** What {@code type.__call__} does. */
    public static Object construct(ClassObject type, Object[] arguments, TruffleString[] names) {
        return Calls.construct(type, arguments, names);
    }

    /** What {@code object.__new__} does. */
    public static Object objectNew(ClassObject type, Object[] arguments, TruffleString[] names) {
        return Calls.objectNew(type, arguments, names);
    }

    /** What {@code object.__init__} does. */
    public static Object objectInit(Object self, int given) {
        return Calls.objectInit(self, given);
    }

    public static Object allocate(ClassObject type, Object[] arguments, TruffleString[] names) {
        return Calls.allocate(type, arguments, names);
    }

    @TruffleBoundary
    public static boolean isInstance(Object value, Object type) {
        switch (type) {
            case ClassObject c -> {
                if (!c.type().isBuiltin()) {
                    Object hook = c.type().lookup(Names.INSTANCECHECK);
                    if (hook != null && !(hook instanceof BuiltinFunction)) {
                        return truth(call(Attributes.bind(hook, c, c.type()), value));
                    }
                }
                return typeOf(value).isSubclassOf(c);
            }
            case TupleObject t -> {
                for (Object one : t.items) {
                    if (isInstance(value, one)) {
                        return true;
                    }
                }
                return false;
            }
            case UnionObject u -> {
                return u.members.stream().anyMatch(m -> isInstance(value, m));
            }
            case None n -> {
                return value == None.NONE;
            }
            default -> {
                Object hook = specialMethod(type, Names.INSTANCECHECK);
                if (hook != null) {
                    return truth(call(hook, value));
                }
                throw Errors.typeError("isinstance() arg 2 must be a type, a tuple of types, or a union");
            }
        }
    }

    @TruffleBoundary
    public static boolean isSubclass(Object value, Object type) {
        if (!(value instanceof ClassObject c)) {
            throw Errors.typeError("issubclass() arg 1 must be a class");
        }
        return switch (type) {
            case ClassObject k -> {
                if (!k.type().isBuiltin()) {
                    Object hook = k.type().lookup(Names.SUBCLASSCHECK);
                    if (hook != null && !(hook instanceof BuiltinFunction)) {
                        yield truth(call(Attributes.bind(hook, k, k.type()), value));
                    }
                }
                yield c.isSubclassOf(k);
            }
            case TupleObject t -> java.util.Arrays.stream(t.items).anyMatch(one -> isSubclass(value, one));
            case UnionObject u -> u.members.stream().anyMatch(one -> isSubclass(value, one));
            default -> throw Errors.typeError("issubclass() arg 2 must be a class, a tuple of classes, or a union");
        };
    }

    // ---------------------------------------------------------------- text

    @TruffleBoundary
    public static TruffleString repr(Object value) {
        return Text.repr(value);
    }

    @TruffleBoundary
    public static TruffleString str(Object value) {
        return Text.str(value);
    }

    @TruffleBoundary
    public static TruffleString ascii(Object value) {
        return Text.ascii(value);
    }

    @TruffleBoundary
    public static TruffleString format(Object value, TruffleString spec) {
        return Text.format(value, spec);
    }

    /** An array display: rows of values, stacked as {@code jax.numpy.array} does. */
    @TruffleBoundary
    public static Object array(ListObject rows) {
        if (arrays == null) {
            throw Errors.runtimeError("array literals need the array library");
        }
        return arrays.array(rows);
    }
}
