package org.jacobilang.execute;

import java.util.List;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayLike;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Promotion;
import org.jacobilang.array.Shape;
import org.jacobilang.nodes.staging.Trace;
import org.jacobilang.primitive.Primitives;
import org.jacobilang.program.Atom;
import org.jacobilang.program.Constant;
import org.jacobilang.program.Params;
import org.jacobilang.program.Primitive;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.program.TraceStack;
import org.jacobilang.program.Tracer;
import org.jacobilang.runtime.ComplexValue;
import org.jacobilang.runtime.Errors;

/** Applies a primitive: on concrete arrays its kernel runs, with a tracer among them an equation is recorded. */
public final class Bind {
    private Bind() {
    }

    public static ArrayLike one(String primitive, Params params, ArrayLike... in) {
        return all(Primitives.get(primitive), params, in)[0];
    }

    public static ArrayLike one(Primitive primitive, Params params, ArrayLike... in) {
        return all(primitive, params, in)[0];
    }

    public static ArrayLike[] all(Primitive primitive, Params params, ArrayLike... in) {
        boolean traced = false;
        for (ArrayLike a : in) {
            traced |= a instanceof Tracer;
        }
        if (!traced && !(TraceStack.current() != null && primitive.effectful(params))) {
            ArrayValue[] values = new ArrayValue[in.length];
            System.arraycopy(in, 0, values, 0, in.length);
            return evaluate(primitive, params, values);
        }
        return record(primitive, params, in);
    }

    private static ArrayValue[] evaluate(Primitive primitive, Params params, ArrayValue[] values) {
        // The shape rule raises the error that names the operands; kernels may then trust their inputs.
        primitive.abstractEval(params, List.of(avals(values)));
        return primitive.evaluate(params, values);
    }

    private static AbstractValue[] avals(ArrayLike[] in) {
        AbstractValue[] result = new AbstractValue[in.length];
        for (int i = 0; i < in.length; i++) {
            result[i] = in[i].aval();
        }
        return result;
    }

    private static ArrayLike[] record(Primitive primitive, Params params, ArrayLike[] in) {
        ProgramBuilder b = TraceStack.current();
        Atom[] atoms = new Atom[in.length];
        ArrayValue[] concrete = TraceStack.isTape() ? new ArrayValue[in.length] : null;
        for (int i = 0; i < in.length; i++) {
            atoms[i] = atom(b, in[i]);
            if (concrete != null) {
                concrete[i] = in[i] instanceof Tracer t ? t.concrete() : (ArrayValue) in[i];
                concrete = concrete[i] == null ? null : concrete;
            }
        }
        Atom[] out = b.emit(primitive, params, atoms);
        ArrayValue[] values = concrete == null ? null : primitive.evaluate(params, concrete);
        ArrayLike[] result = new ArrayLike[out.length];
        for (int i = 0; i < out.length; i++) {
            result[i] = new Tracer(out[i], b, values == null ? null : values[i]);
        }
        return result;
    }

    /** The atom that an array or tracer is inside a builder. */
    public static Atom atom(ProgramBuilder b, ArrayLike value) {
        if (!(value instanceof Tracer t)) {
            return new Constant((ArrayValue) value);
        }
        if (t.invalid() != null && Trace.current() != null) {
            Trace.current().exitIf(t.invalid());
        }
        if (t.atom() instanceof Constant) {
            return t.atom();
        }
        if (t.left() != null) {
            return new Constant(t.left());
        }
        for (ProgramBuilder owner = b; owner != null; owner = owner.parent()) {
            if (owner == t.builder()) {
                return b.lift(t);
            }
        }
        throw Errors.valueError("Encountered an unexpected tracer: a value of type %s was kept from a transformed "
                + "function that has already returned, and used outside it. Return it from the function instead.",
                t.aval());
    }

    /** The array that a guest number stands for, weakly typed as JAX has it, or null for anything else. */
    public static ArrayLike lift(Object value) {
        return switch (value) {
            case Tracer t -> t.left() == null ? t : t.left();
            case ArrayLike a -> a;
            case Double d -> real(d);
            case Long n -> whole(n);
            case Integer n -> whole(n);
            case Boolean b -> org.jacobilang.array.BoolScalar.of(b);
            case ComplexValue c -> complex(c);
            case TracedNumber t -> t.weak();
            case java.math.BigInteger n -> throw Errors.overflow("Python int %s too large to convert to %s", n,
                    Promotion.x64() ? "int64" : "int32");
            case org.jacobilang.numpy.HostArray h -> {
                ArrayValue v = h.value(Promotion.numpy());
                yield convert(v, Promotion.canonical(v.dtype()), false);
            }
            case org.jacobilang.numpy.HostScalar s -> {
                ArrayValue v = s.array();
                yield convert(v, Promotion.canonical(v.dtype()), false);
            }
            case org.jacobilang.runtime.ValueInstance v -> lift(v.value);
            case null, default -> null;
        };
    }

    public static ArrayValue real(double d) {
        return Promotion.x64() ? new org.jacobilang.array.Float64Scalar(d, true)
                : new org.jacobilang.array.Float32Scalar((float) d, true);
    }

    public static ArrayValue whole(long n) {
        if (Promotion.x64()) {
            return new org.jacobilang.array.Int64Scalar(n, true);
        }
        if ((int) n != n) {
            throw Errors.overflow("Python int %d too large to convert to int32", n);
        }
        return new org.jacobilang.array.Int32Scalar((int) n, true);
    }

    private static ArrayValue complex(ComplexValue c) {
        return Promotion.x64()
                ? ArrayValue.of(new AbstractValue(DType.COMPLEX128, Shape.SCALAR, true), new double[]{c.re(), c.im()})
                : ArrayValue.of(new AbstractValue(DType.COMPLEX64, Shape.SCALAR, true),
                        new float[]{(float) c.re(), (float) c.im()});
    }

    /** A rank-0 or splat array of this type. */
    public static ArrayValue full(AbstractValue aval, double value) {
        int n = aval.shape().length();
        Object data = switch (aval.dtype()) {
            case BOOL, INT8, UINT8 -> filled(new byte[n], (byte) value);
            case INT16, UINT16 -> filled(new short[n], (short) value);
            case FLOAT16 -> filled(new short[n], Float.floatToFloat16((float) value));
            case BFLOAT16 -> filled(new short[n], (short) (Float.floatToIntBits((float) value) >>> 16));
            case INT32, UINT32 -> filled(new int[n], (int) (long) value);
            case INT64, UINT64 -> filled(new long[n], (long) value);
            case FLOAT32 -> filled(new float[n], (float) value);
            case FLOAT64 -> filled(new double[n], value);
            case COMPLEX64 -> {
                float[] f = new float[2 * n];
                for (int i = 0; i < n; i++) {
                    f[2 * i] = (float) value;
                }
                yield f;
            }
            case COMPLEX128 -> {
                double[] f = new double[2 * n];
                for (int i = 0; i < n; i++) {
                    f[2 * i] = value;
                }
                yield f;
            }
        };
        return ArrayValue.of(aval, data);
    }

    private static Object filled(Object array, Object value) {
        if (((Number) value).doubleValue() != 0) {
            for (int i = 0; i < java.lang.reflect.Array.getLength(array); i++) {
                java.lang.reflect.Array.set(array, i, value);
            }
        }
        return array;
    }

    /** Conversion to a dtype and weakness; nothing where the value has them. */
    public static ArrayLike convert(ArrayLike a, DType dtype, boolean weak) {
        if (a.dtype() == dtype && a.weak() == weak) {
            return a;
        }
        return one("convert_element_type", Params.of("new_dtype", dtype, "weak_type", weak), a);
    }

    public static ArrayLike reshape(ArrayLike a, int... dims) {
        Shape s = Shape.of(dims);
        return a.shape().equals(s) ? a : one("reshape", Params.of("new_sizes", s, "dimensions", null), a);
    }

    /** {@code broadcast_in_dim}: axis i of the operand becomes axis {@code axes[i]} of the result. */
    public static ArrayLike broadcast(ArrayLike a, Shape shape, int... axes) {
        return a.shape().equals(shape) ? a
                : one("broadcast_in_dim", Params.of("shape", shape, "broadcast_dimensions", axes), a);
    }
}
