package org.jacobilang.execute;

import com.oracle.truffle.api.strings.TruffleString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayLike;
import org.jacobilang.array.DType;
import org.jacobilang.array.Promotion;
import org.jacobilang.array.Shape;
import org.jacobilang.execute.xla.DeviceFunctions;
import org.jacobilang.nodes.staging.NotStageable;
import org.jacobilang.nodes.staging.Trace;
import org.jacobilang.primitive.Padding;
import org.jacobilang.primitive.Primitives;
import org.jacobilang.program.DotDimensions;
import org.jacobilang.program.Params;
import org.jacobilang.program.Program;
import org.jacobilang.program.ProgramPrinter;
import org.jacobilang.runtime.BinaryOp;
import org.jacobilang.runtime.BuiltinFunction;
import org.jacobilang.runtime.DictObject;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.Signature;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;
import org.jacobilang.transform.Batch;

/** The module {@code _jax}: what the modules written in the language stand on. */
public final class JaxModule {
    private static final String[] INEXACT = {"exp", "log", "expm1", "log1p", "sin", "cos", "tan", "asin", "acos", "atan", "sinh",
        "cosh", "tanh", "asinh", "acosh", "atanh", "sqrt", "cbrt", "exp2", "rsqrt", "logistic", "erf", "erfc", "erf_inv", "lgamma",
        "digamma", "bessel_i0e", "bessel_i1e"};
    private static final String[] PLAIN = {"neg", "sign", "abs", "square", "not", "real", "imag", "conj", "is_finite",
        "population_count", "clz", "copy"};
    private static final String[] PAIRS = {"max", "min", "and", "or", "xor", "shift_left", "shift_right_arithmetic",
        "shift_right_logical", "rem", "add", "sub", "mul"};
    private static final String[] INEXACT_PAIRS = {"atan2", "nextafter", "igamma", "igammac"};

    private JaxModule() {
    }

    public static ModuleObject make() {
        ModuleObject m = new ModuleObject("_jax");
        m.set("Array", ArrayOperations.ARRAY);
        for (DType d : DType.values()) {
            m.set(d == DType.BOOL ? "bool_" : d.jaxName(), DTypeObject.of(d));
        }
        elementwise(m);
        LazyNames.declare(m);
        arrays(m);
        transformations(m);
        TreeDefinition.functions(m);
        StructuredCalls.install(m);
        Vectorize.install(m);
        LaxModule.install(m);
        DeviceFunctions.define(m);
        for (TruffleString name : m.names()) {
            if (m.get(name) instanceof BuiltinFunction f) {
                f.takesTraced = true;
            }
        }
        return m;
    }

    static ArrayLike array(Object value, String function) {
        ArrayLike a = value instanceof ListObject || value instanceof TupleObject ? null : Bind.lift(value);
        if (a == null) {
            throw Errors.typeError("%s requires ndarray or scalar arguments, got %s.", function, "<class '"
                    + Operations.typeOf(value).fullName() + "'>");
        }
        return a;
    }

    private static ArrayLike inexact(ArrayLike a) {
        return Bind.convert(a, Promotion.inexact(a.dtype()), a.weak());
    }

    private static void elementwise(ModuleObject m) {
        for (String name : INEXACT) {
            m.function(name + "(x, /)", name + " of each element.",
                    ScalarCalls.one(name, a -> Bind.one(name, Params.NONE, inexact(array(a[0], name)))));
        }
        for (String name : PLAIN) {
            m.function(name + "(x, /)", name + " of each element.",
                    ScalarCalls.one(name, a -> Bind.one(name, Params.NONE, array(a[0], name))));
        }
        for (String name : new String[]{"floor", "ceil"}) {
            m.function(name + "(x, /)", name + " of each element.", a -> {
                ArrayLike x = array(a[0], name);
                return x.dtype().isInexact() ? Bind.one(name, Params.NONE, x) : x;
            });
        }
        m.function("round_even(x, /)", "The nearest whole numbers, halves to even.",
                a -> Bind.one("round", Params.of("rounding_method", 1), array(a[0], "round")));
        for (String name : PAIRS) {
            m.function(name + "(x, y, /)", name + " of each pair of elements.",
                    ScalarCalls.two(name, a -> Ufuncs.elementwise(name, array(a[0], name), array(a[1], name))));
        }
        for (String name : INEXACT_PAIRS) {
            m.function(name + "(x, y, /)", name + " of each pair of elements.", ScalarCalls.two(name, a -> {
                ArrayLike[] p = Ufuncs.promoteAll(true, array(a[0], name), array(a[1], name));
                return Ufuncs.elementwise(name, p[0], p[1]);
            }));
        }
        for (BinaryOp op : BinaryOp.values()) {
            String name = "op_" + op.name().toLowerCase(java.util.Locale.ROOT);
            m.function(name + "(x, y, /)", "x " + op.symbol + " y.", a -> Ufuncs.binary(op, array(a[0], op.symbol), array(a[1], op.symbol)));
        }
        UniversalFunctions.declare(m);
        m.function("select(condition, x, y, /)", "x where the condition holds, else y.",
                ScalarCalls.select(a -> Ufuncs.select(array(a[0], "where"), array(a[1], "where"), array(a[2], "where"))));
    }

    /** The arrays in a sequence. */
    static List<ArrayLike> arrays(Object value) {
        List<ArrayLike> all = new ArrayList<>();
        for (Object item : Operations.items(value)) {
            all.add(array(item, "a transformation"));
        }
        return all;
    }

    static int[] ints(Object value) {
        return Arrays.stream(value instanceof Long n ? new Object[]{n} : Operations.items(value))
                .mapToInt(x -> Math.toIntExact(Operations.index(x))).toArray();
    }

    private static Object parameter(String primitive, String key, Object value) {
        if (key.equals("shape") || key.equals("new_sizes") || key.equals("slice_sizes") && primitive.equals("dynamic_slice")) {
            return Shape.of(ints(value));
        }
        if (key.equals("padding_config")) {
            Object[] rows = Operations.items(value);
            return new Padding(ints(rows[0]), ints(rows[1]), ints(rows[2]));
        }
        if (key.equals("dimension_numbers")) {
            Object[] d = Operations.items(value);
            return DotDimensions.of(ints(d[0]), ints(d[1]), ints(d[2]), ints(d[3]));
        }
        return switch (value) {
            case DTypeObject d -> d.dtype;
            case TruffleString s -> Strings.java(s);
            case TupleObject t -> ints(t);
            case ListObject l -> ints(l);
            case None n -> null;
            default -> value;
        };
    }

    private static void arrays(ModuleObject m) {
        m.function("array(object, dtype=None, /)", "An array of a number or of nested sequences.",
                a -> ArrayCreation.array(a[0], DTypeObject.from(a[1])));
        m.function("dtype(value, /)", "The dtype that a value names.", a -> DTypeObject.of(DTypeObject.from(a[0])));
        m.function("convert(x, dtype, weak=False, /)", "x in another dtype.",
                a -> Bind.convert(array(a[0], "astype"), DTypeObject.from(a[1]), Operations.truth(a[2])));
        m.function("bind(name, /, *operands, **parameters)", "Records or computes a primitive.", a -> {
            String name = Strings.java((TruffleString) a[0]);
            ArrayLike[] in = Arrays.stream(((TupleObject) a[1]).items).map(x -> array(x, name)).toArray(ArrayLike[]::new);
            DictObject given = (DictObject) a[2];
            List<Object> pairs = new ArrayList<>();
            for (Object key : given.keyArray()) {
                String k = Strings.java((TruffleString) key);
                pairs.add(k);
                pairs.add(parameter(name, k, given.get(key)));
            }
            ArrayLike[] out = Bind.all(Primitives.get(name), Params.of(pairs.toArray()), in);
            return out.length == 1 ? out[0] : new TupleObject((Object[]) out);
        });
        m.function("full(shape, value, dtype, weak=False, /)", "An array of one value.", a -> Bind.broadcast(
                Bind.convert(array(a[1], "full"), DTypeObject.from(a[2]), Operations.truth(a[3])), Shape.of(ints(a[0]))));
        m.function("reshape(x, shape, /)", "x with another shape of the same size.",
                a -> Bind.reshape(array(a[0], "reshape"), ints(a[1])));
        m.function("broadcast_to(x, shape, axes, /)", "x with its axes at the given ones of a shape.",
                a -> Bind.broadcast(array(a[0], "broadcast_to"), Shape.of(ints(a[1])), ints(a[2])));
        m.function("result_type(*args)", "The dtype of an operation on these.", a -> {
            Object[] of = ((TupleObject) a[0]).items;
            if (of.length == 0) {
                throw Errors.valueError("at least one array or dtype is required");
            }
            return DTypeObject.of(Promotion.canonical(Promotion.promote(Arrays.stream(of).map(DTypeObject::type).toArray(AbstractValue[]::new))
                    .dtype()));
        });
        m.function("promote_types(a, b, /)", "The least dtype that holds both, 64-bit ones included.",
                a -> {
                    AbstractValue x = DTypeObject.type(a[0], false).strong();
                    AbstractValue y = DTypeObject.type(a[1], false).strong();
                    DType d = Promotion.wide(x, y);
                    return DTypeObject.of(x.dtype().bytes() < 8 && y.dtype().bytes() < 8 ? Promotion.canonical(d) : d);
                });
        m.function("scalar_type(name, /)", "The class of numbers of a dtype, jnp.float32 for example.",
                a -> DTypeObject.scalarType(DType.byName(Strings.java((TruffleString) a[0]))));
        m.function("true_positions(mask, /)", "The positions of the true elements, one array per axis.",
                a -> new TupleObject((Object[]) Indexing.positions(array(a[0], "nonzero"))));
        m.function("lift(x, /)", "A number as a weakly typed array; arrays as they are.", a -> array(a[0], "lift"));
        m.function("operand(function, x, position=0, /)", "x as an array, or the error that names the function which needs one.", a -> {
            return UniversalFunctions.operand(Strings.java((TruffleString) a[0]), a[1], a[2]);
        });
        m.function("common(inexact, /, *arrays)", "The arrays in their common dtype, or the floating one that goes with it.", a -> new ListObject(
                (Object[]) Ufuncs.promoteAll(Operations.truth(a[0]), Arrays.stream(((TupleObject) a[1]).items).map(x -> array(x, "common"))
                        .toArray(ArrayLike[]::new))));
        m.function("inexact(dtype, /)", "The floating dtype in which functions of this dtype compute.",
                a -> DTypeObject.of(Promotion.inexact(((DTypeObject) a[0]).dtype)));
        m.function("index(x, /)", "x as an int.", a -> Operations.index(a[0]));
        m.function("weak(x, /)", "Whether x is weakly typed.", a -> array(a[0], "weak").weak());
        m.function("is_array(x, /)", "Whether x is an array.", a -> a[0] instanceof ArrayLike);
        m.function("x64(on=None, /)", "Whether 64-bit types are in use.", a -> {
            if (a[0] != None.NONE) {
                Promotion.x64(Operations.truth(a[0]));
            }
            return Promotion.x64();
        });
        m.function("matmul(x, y, /)", "The matrix product.", a -> Ufuncs.matmul(array(a[0], "matmul"), array(a[1], "matmul")));
    }

    private static Set<Integer> positions(Object value) {
        Set<Integer> set = new HashSet<>();
        if (value != None.NONE) {
            for (int i : ints(value)) {
                set.add(i);
            }
        }
        return set;
    }

    private static Set<TruffleString> names(Object value) {
        Set<TruffleString> set = new HashSet<>();
        if (value instanceof TruffleString s) {
            set.add(Strings.name(s));
        } else if (value != None.NONE) {
            for (Object item : Operations.items(value)) {
                set.add(Strings.name((TruffleString) item));
            }
        }
        return set;
    }

    private static void transformations(ModuleObject m) {
        m.function("_jit(fun, static_argnums, static_argnames, donate_argnums, donate_argnames, strict, /)", "The function, compiled.",
                a -> Transformations.jit(a[0], new Transformations.Marked(positions(a[1]), names(a[2])),
                        new Transformations.Marked(positions(a[3]), names(a[4])), Operations.truth(a[5])));
        m.function("_cached(kind, function, numbers, /)", "The function, compiled as a whole where nothing is traced around it.",
                a -> Transformations.cached(Strings.java((TruffleString) a[0]), a[1], positions(a[2])));
        m.function("_gradient(fun, argnums, has_aux, holomorphic, allow_int, value_too, /)", "The gradient of a function.",
                a -> Transformations.gradient(a[0], a[1], Operations.truth(a[2]), Operations.truth(a[3]), Operations.truth(a[4]),
                        Operations.truth(a[5])));
        m.function("_linearize(fun, primals, has_aux, /)", "Value and the linear function of tangents.",
                a -> Transformations.linearize(a[0], Operations.items(a[1]), Operations.truth(a[2])));
        m.function("jit_disabled(on=None, /)", "Whether jitted functions run in the interpreter.", a -> {
            if (a[0] != None.NONE) {
                Transformations.jitDisabled = Operations.truth(a[0]);
            }
            return Transformations.jitDisabled;
        });
        m.function("_jvp(fun, primals, tangents, has_aux, /)", "Value and directional derivative.",
                a -> Transformations.jvp(a[0], Operations.items(a[1]), Operations.items(a[2]), Operations.truth(a[3])));
        m.function("_vjp(fun, primals, has_aux, /)", "Value and pullback.",
                a -> Transformations.vjp(a[0], Operations.items(a[1]), Operations.truth(a[2])));
        m.function("_explain(fun, args, /)", "What tracing did.",
                a -> Strings.of(Transformations.explain(a[0], Operations.items(a[1]), Signature.NO_NAMES)));
    }
}
