package org.jacobilang.execute;

import com.oracle.truffle.api.strings.TruffleString;
import java.util.EnumMap;
import java.util.Map;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayLike;
import org.jacobilang.array.DType;
import org.jacobilang.array.Promotion;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.InstanceObject;
import org.jacobilang.runtime.Names;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.Types;

/** A dtype as a guest value: {@code x.dtype} and {@code jnp.float32}. Called, it converts. */
public final class DTypeObject extends InstanceObject {
    /** NumPy's characters and numbers of the dtypes, in the order of {@link DType}. */
    private static final char[] CODES = new char[DType.values().length];
    private static final int[] NUMBERS = new int[DType.values().length];

    static {
        code(DType.BOOL, '?', 0);
        code(DType.INT8, 'b', 1);
        code(DType.UINT8, 'B', 2);
        code(DType.INT16, 'h', 3);
        code(DType.UINT16, 'H', 4);
        code(DType.INT32, 'i', 5);
        code(DType.UINT32, 'I', 6);
        code(DType.INT64, 'l', 7);
        code(DType.UINT64, 'L', 8);
        code(DType.FLOAT16, 'e', 23);
        code(DType.FLOAT32, 'f', 11);
        code(DType.FLOAT64, 'd', 12);
        code(DType.COMPLEX64, 'F', 14);
        code(DType.COMPLEX128, 'D', 15);
        code(DType.BFLOAT16, 'E', 256);
    }

    private static void code(DType d, char character, int number) {
        CODES[d.ordinal()] = character;
        NUMBERS[d.ordinal()] = number;
    }

    public static final ClassObject CLASS = makeClass();
    private static final Map<DType, DTypeObject> ALL = new EnumMap<>(DType.class);

    private static final ClassObject META = new ClassObject(Types.TYPE, "_ScalarMeta", new ClassObject[] {CLASS, Types.TYPE},
            Map.of(Names.MODULE, Strings.of("jax._src.numpy.scalar_types")));
    private static final Map<DType, DTypeObject> SCALAR_TYPES = new EnumMap<>(DType.class);

    static {
        for (DType d : DType.values()) {
            ALL.put(d, new DTypeObject(d, CLASS));
            DTypeObject scalar = new DTypeObject(d, META);
            scalar.own(Strings.name("dtype"), ALL.get(d));
            SCALAR_TYPES.put(d, scalar);
        }
    }

    public final DType dtype;

    private DTypeObject(DType dtype, ClassObject type) {
        super(type);
        this.dtype = dtype;
        if (type != CLASS) {
            own(Names.NAME, Strings.of(dtype == DType.BOOL ? "bool" : dtype.jaxName()));
            return;
        }
        own(Strings.name("name"), Strings.of(dtype.jaxName()));
        own(Names.NAME, Strings.of(dtype.jaxName()));
        own(Strings.name("itemsize"), (long) dtype.bytes());
        own(Strings.name("kind"), Strings.of(switch (dtype.kind()) {
            case BOOL -> "b";
            case INT -> "i";
            case UINT -> "u";
            case FLOAT -> dtype == DType.BFLOAT16 ? "V" : "f";
            case COMPLEX -> "c";
        }));
        own(Strings.name("char"), Strings.of(String.valueOf(CODES[dtype.ordinal()])));
        own(Strings.name("num"), (long) NUMBERS[dtype.ordinal()]);
        own(Strings.name("alignment"), (long) (dtype.isComplex() ? dtype.bytes() / 2 : dtype.bytes()));
        own(Strings.name("isnative"), true);
        own(Strings.name("byteorder"), Strings.of(dtype.bytes() == 1 ? "|" : "="));
        own(Strings.name("shape"), new org.jacobilang.runtime.TupleObject());
        own(Strings.name("ndim"), 0L);
        own(Strings.name("names"), None.NONE);
        own(Strings.name("fields"), None.NONE);
        own(Strings.name("subdtype"), None.NONE);
        own(Strings.name("hasobject"), false);
        own(Strings.name("str"), Strings.of((dtype.bytes() == 1 ? "|" : "<")
                + (dtype == DType.BFLOAT16 ? "V" : dtype == DType.BOOL ? "b" : String.valueOf("biufc".charAt(dtype.kind().ordinal())))
                + dtype.bytes()));
    }

    /** The class of numbers of a dtype as {@code jax.numpy} has it; equal to its dtype. */
    public static DTypeObject scalarType(DType dtype) {
        return SCALAR_TYPES.get(dtype);
    }

    /** The type that a value takes part in promotion with: arrays, numbers, dtypes, and Python's classes of numbers, which are weak. */
    static AbstractValue type(Object value) {
        return type(value, true);
    }

    static AbstractValue type(Object value, boolean canonical) {
        ArrayLike a = Bind.lift(value);
        if (a != null) {
            return a.aval();
        }
        boolean weak = value == Types.INT || value == Types.FLOAT || value == Types.COMPLEX;
        DType d = canonical ? from(value) : fromOrNull(value);
        if (d == null) {
            throw Errors.typeError("data type %s not understood", Strings.java(Operations.repr(value)));
        }
        return new AbstractValue(d, org.jacobilang.array.Shape.SCALAR, weak);
    }

    public static DTypeObject of(DType dtype) {
        return ALL.get(dtype);
    }

    /** The dtype that a program names by an object, a string or a builtin class; null for None. */
    public static DType from(Object value) {
        if (value == null || value == None.NONE) {
            return null;
        }
        DType found = value instanceof ArrayLike a ? a.dtype() : fromOrNull(value);
        if (found == null) {
            throw Errors.typeError("data type %s not understood", Strings.java(Operations.repr(value)));
        }
        return Promotion.canonical(found);
    }

    private static DType fromOrNull(Object value) {
        return value instanceof DTypeObject d ? d.dtype : value instanceof TruffleString s ? named(Strings.java(s))
                : value == Types.FLOAT ? DType.FLOAT64 : value == Types.INT ? DType.INT64 : value == Types.BOOL ? DType.BOOL
                : value == Types.COMPLEX ? DType.COMPLEX128 : org.jacobilang.numpy.HostTypes.dtype(value);
    }

    /** NumPy's other names: {@code float}, {@code f4}, {@code <i8}, {@code ?}. */
    private static DType named(String name) {
        DType found = DType.byName(name);
        if (found != null) {
            return found;
        }
        String s = !name.isEmpty() && "<=|".indexOf(name.charAt(0)) >= 0 ? name.substring(1) : name;
        return switch (s) {
            case "float", "double", "f8", "d" -> DType.FLOAT64;
            case "single", "f4", "f" -> DType.FLOAT32;
            case "half", "f2", "e" -> DType.FLOAT16;
            case "int", "long", "intp", "longlong", "i8", "l", "q" -> DType.INT64;
            case "intc", "i4", "i" -> DType.INT32;
            case "short", "i2", "h" -> DType.INT16;
            case "byte", "i1", "b" -> DType.INT8;
            case "uint", "ulong", "uintp", "u8", "L", "Q" -> DType.UINT64;
            case "uintc", "u4", "I" -> DType.UINT32;
            case "ushort", "u2", "H" -> DType.UINT16;
            case "ubyte", "u1", "B" -> DType.UINT8;
            case "bool_", "?", "b1" -> DType.BOOL;
            case "complex", "cdouble", "c16", "D" -> DType.COMPLEX128;
            case "csingle", "c8", "F" -> DType.COMPLEX64;
            default -> null;
        };
    }

    private static ClassObject makeClass() {
        return ClassObject.inModule("numpy", "dtype")
                .attribute("__new__", new org.jacobilang.runtime.StaticMethod(new org.jacobilang.runtime.BuiltinFunction(
                "__new__(cls, value, /)", "", a -> of(Promotion.asNumpy(() -> from(a[1]))))))
                .method("__call__(self, x, /)", "x as an array of this dtype.",
                a -> ArrayCreation.array(a[1], Promotion.canonical(((DTypeObject) a[0]).dtype)))
                .method("__repr__(self, /)", "", a -> Strings.of(text((DTypeObject) a[0], "dtype(" + (((DTypeObject) a[0]).dtype
                        == DType.BFLOAT16 ? "bfloat16" : "'" + ((DTypeObject) a[0]).dtype.jaxName() + "'") + ")")))
                .method("__str__(self, /)", "",
                a -> Strings.of(text((DTypeObject) a[0], ((DTypeObject) a[0]).dtype.jaxName())))
                .attribute("type", property(a -> org.jacobilang.numpy.HostTypes.scalar(((DTypeObject) a[0]).dtype)))
                .attribute("base", property(a -> a[0]))
                .method("newbyteorder(self, new_order='S', /)", "", a -> a[0])
                .method("__lt__(self, other, /)", "", a -> safe(a[0], a[1]) && !safe(a[1], a[0]))
                .method("__le__(self, other, /)", "", a -> safe(a[0], a[1]))
                .method("__gt__(self, other, /)", "", a -> safe(a[1], a[0]) && !safe(a[0], a[1]))
                .method("__ge__(self, other, /)", "", a -> safe(a[1], a[0]))
                .method("__hash__(self, /)", "",
                a -> (long) ((DTypeObject) a[0]).dtype.ordinal())
                .method("__eq__(self, other, /)", "",
                a -> ((DTypeObject) a[0]).same(a[1]))
                .method("__ne__(self, other, /)", "",
                a -> !((DTypeObject) a[0]).same(a[1]));
    }

    /** A class of numbers is no name of a dtype. */
    private boolean same(Object other) {
        return type() == META && other instanceof TruffleString ? false : dtype == fromOrNull(other);
    }

    private static Object property(org.jacobilang.runtime.BuiltinFunction.Body body) {
        return new org.jacobilang.runtime.PropertyObject(Types.PROPERTY, new org.jacobilang.runtime.BuiltinFunction("get(self, /)", "", body),
                None.NONE, None.NONE, None.NONE);
    }

    /** Whether values of one dtype are all values of another. */
    private static boolean safe(Object from, Object to) {
        Object answer = Operations.call(Operations.getAttribute(org.jacobilang.nodes.JacobiContext.get(null).modules().load("jax.numpy"),
                Strings.name("can_cast")), from, to);
        return Operations.truth(answer);
    }

    private static String text(DTypeObject d, String ofDType) {
        return d.type() == META ? "<class 'jax.numpy." + d.dtype.jaxName() + "'>" : ofDType;
    }
}
