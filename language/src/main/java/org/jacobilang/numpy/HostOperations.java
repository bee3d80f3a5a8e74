package org.jacobilang.numpy;

import java.math.BigInteger;
import java.util.function.Supplier;
import org.jacobilang.array.ArrayLike;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Promotion;
import org.jacobilang.array.Shape;
import org.jacobilang.array.kernel.Elements;
import org.jacobilang.execute.ArrayCreation;
import org.jacobilang.execute.ArrayOperations;
import org.jacobilang.execute.Bind;
import org.jacobilang.execute.Ufuncs;
import org.jacobilang.runtime.BinaryOp;
import org.jacobilang.runtime.CompareOp;
import org.jacobilang.runtime.ComplexValue;
import org.jacobilang.runtime.DictObject;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.NotImplemented;
import org.jacobilang.runtime.Numbers;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.RangeObject;
import org.jacobilang.runtime.TupleObject;
import org.jacobilang.runtime.UnaryOp;

/** Operators and conversions of NumPy's arrays, over the operations of arrays in general. */
final class HostOperations {
    private HostOperations() {
    }

    // ---------------------------------------------------------------- to and fro

    /** The concrete value of an array of JAX's. */
    static ArrayValue known(ArrayLike a) {
        return ArrayOperations.need(a, "a NumPy array");
    }

    /** Any value as an array of NumPy's; immutable arrays share their elements with it. */
    static HostArray host(Object value) {
        return host(value, null);
    }

    /** As {@link #host(Object)}, in a dtype unless that is null. */
    static HostArray host(Object value, DType dtype) {
        if (value instanceof HostArray h) {
            return dtype == null || dtype == h.dtype ? h : converted(h, dtype);
        }
        if (value instanceof HostScalar s) {
            HostArray h = HostArray.of(s.dtype, new int[0], s.data());
            return dtype == null || dtype == s.dtype ? h : converted(h, dtype);
        }
        if (value instanceof ArrayLike a) {
            return shared(dtype == null ? known(a) : (ArrayValue) Promotion.asNumpy(() -> Bind.convert(known(a), dtype, false)));
        }
        return Promotion.asNumpy(() -> {
            if (value instanceof BigInteger n && dtype == null && n.signum() > 0 && n.bitLength() == 64) {
                return shared((ArrayValue) ArrayCreation.array(value, DType.UINT64));
            }
            return shared((ArrayValue) ArrayCreation.array(value, dtype));
        });
    }

    /** A view of an immutable array; whoever lets programs write to it copies it first. */
    static HostArray shared(ArrayValue v) {
        return HostArray.of(v.dtype(), v.shape().dims(), v.data());
    }

    /** What a function of arrays gave, as NumPy has it: rank 0 as a scalar, containers with their items. */
    static Object result(Object value, boolean copy) {
        return switch (value) {
            case ArrayValue v when v.shape().rank() == 0 -> HostScalar.of(v.dtype(), v.data(), 0);
            case ArrayValue v -> copy ? shared(v).copy() : shared(v);
            case TupleObject t -> {
                Object[] items = new Object[t.items.length];
                for (int i = 0; i < items.length; i++) {
                    items[i] = result(t.items[i], copy);
                }
                yield new TupleObject(t.type(), items);
            }
            case ListObject l -> {
                Object[] items = l.toArray();
                for (int i = 0; i < items.length; i++) {
                    items[i] = result(items[i], copy);
                }
                yield new ListObject(items);
            }
            case null, default -> value;
        };
    }

    /** Arguments for a function of arrays: NumPy's arrays become immutable ones that share their elements. */
    static Object argument(Object value) {
        return switch (value) {
            case HostArray h -> h.value(true);
            case HostScalar s -> s.array();
            case ArrayLike a -> known(a);
            case ListObject l when holdsArrays(l.toArray()) -> new ListObject(arguments(l.toArray()));
            case TupleObject t when holdsArrays(t.items) -> new TupleObject(arguments(t.items));
            case null, default -> value;
        };
    }

    private static boolean holdsArrays(Object[] items) {
        for (Object item : items) {
            if (item instanceof HostArray || item instanceof HostScalar || item instanceof ListObject || item instanceof TupleObject
                    || item instanceof ArrayLike) {
                return true;
            }
        }
        return false;
    }

    private static Object[] arguments(Object[] items) {
        Object[] out = new Object[items.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = argument(items[i]);
        }
        return out;
    }

    /** The value in this dtype, as an assignment into an array of it converts. */
    static HostArray converted(Object value, DType dtype) {
        if (!(value instanceof HostArray) && !(value instanceof ArrayLike) && !(value instanceof HostScalar)) {
            if (Numbers.isInt(value) && dtype.isInteger()) {
                return host(value, dtype);
            }
            return converted(host(value), dtype);
        }
        HostArray h = value instanceof HostArray a ? a : host(value);
        if (h.dtype == dtype) {
            return h;
        }
        return Promotion.asNumpy(() -> shared((ArrayValue) Bind.convert(h.value(true), dtype, false)));
    }

    /** A view that repeats {@code a} over the dimensions. */
    static HostArray broadcast(HostArray a, int[] dims, String message) {
        int off = dims.length - a.dims.length;
        int[] strides = new int[dims.length];
        // An assignment drops leading axes of length 1.
        int skip = 0;
        while (off + skip < 0 && a.dims[skip] == 1) {
            skip++;
        }
        boolean fits = off + skip >= 0;
        for (int i = skip; fits && i < a.dims.length; i++) {
            int d = dims[off + i];
            fits = a.dims[i] == d || a.dims[i] == 1;
            strides[off + i] = a.dims[i] == 1 ? 0 : a.strides[i];
        }
        if (!fits) {
            throw Errors.valueError(message, compact(a.dims), compact(dims));
        }
        return a.view(a.offset, dims, strides);
    }

    static String compact(int[] dims) {
        return Shape.of(dims).toString().replace(", ", ",");
    }

    static void assign(HostArray target, Object value) {
        HostArray from = converted(value, target.dtype);
        HostArray fitted = broadcast(from, target.dims, "could not broadcast input array from shape %s into shape %s");
        Object data = fitted.read();
        target.write(data == target.buffer.data ? fitted.copyData() : data);
    }

    // ---------------------------------------------------------------- operators

    private static boolean number(Object value) {
        return value instanceof Long || value instanceof Double || value instanceof Boolean || value instanceof ComplexValue
                || value instanceof BigInteger;
    }

    /** The operand as an immutable array, under NumPy's rules; null if it is none. */
    private static ArrayLike operand(Object value, Object other) {
        return switch (value) {
            case HostArray h -> h.value(true);
            case HostScalar s -> s.array();
            case ListObject l -> host(l).value(true);
            case TupleObject t -> host(t).value(true);
            case RangeObject r -> host(r).value(true);
            case null -> null;
            default -> {
                if (!number(value)) {
                    yield value instanceof org.jacobilang.runtime.ValueInstance v && number(v.value) ? operand(v.value, other) : null;
                }
                DType d = other instanceof HostArray h ? h.dtype : other instanceof HostScalar s ? s.dtype : null;
                if (Numbers.isInt(value) && !(value instanceof Boolean) && d != null && d.isInteger()) {
                    // A number of the language takes the array's dtype, or does not fit.
                    yield host(value, d).value(true);
                }
                yield value instanceof BigInteger n ? Bind.real(n.doubleValue()) : Bind.lift(value);
            }
        };
    }

    static Object binary(BinaryOp op, Object left, Object right) {
        if (left instanceof HostScalar a && a.value instanceof Double x && a.dtype == DType.FLOAT64 && right instanceof Double y) {
            Object quick = doubles(op, x, y);
            if (quick != null) {
                return quick;
            }
        }
        if (left instanceof Double x && right instanceof HostScalar b && b.value instanceof Double y && b.dtype == DType.FLOAT64) {
            Object quick = doubles(op, x, y);
            if (quick != null) {
                return quick;
            }
        }
        if (left instanceof ArrayLike || right instanceof ArrayLike) {
            ArrayLike a = Bind.lift(left);
            ArrayLike b = Bind.lift(right);
            return a == null || b == null ? NotImplemented.NOT_IMPLEMENTED : Ufuncs.binary(op, a, b);
        }
        return Promotion.asNumpy(() -> {
            ArrayLike a = operand(left, right);
            ArrayLike b = operand(right, left);
            if (a == null || b == null) {
                return NotImplemented.NOT_IMPLEMENTED;
            }
            ArrayLike out = compute(op, a, b, right);
            return result(out, out == a || out == b);
        });
    }

    private static Object doubles(BinaryOp op, double x, double y) {
        return switch (op) {
            case ADD -> HostScalar.of(x + y);
            case SUB -> HostScalar.of(x - y);
            case MUL -> HostScalar.of(x * y);
            case DIV -> HostScalar.of(x / y);
            default -> null;
        };
    }

    private static ArrayLike compute(BinaryOp op, ArrayLike a, ArrayLike b, Object right) {
        try {
            DType common = Promotion.promote(a.aval(), b.aval()).dtype();
            if (op == BinaryOp.POW && common.isInexact() && b.shape().rank() == 0 && !b.dtype().isComplex()) {
                double n = Elements.real(b.dtype(), ((ArrayValue) b).data(), 0);
                ArrayLike x = Bind.convert(a, common, false);
                if (n == 2) {
                    return Ufuncs.binary(BinaryOp.MUL, x, x);
                }
                if (n == 0.5) {
                    return Bind.one("sqrt", org.jacobilang.program.Params.NONE, x);
                }
                if (n == -1) {
                    return Ufuncs.binary(BinaryOp.DIV, Bind.full(x.aval().withShape(Shape.SCALAR), 1), x);
                }
            }
            if (op == BinaryOp.POW) {
                if (common.isInteger() && b.dtype() != DType.BOOL && negative((ArrayValue) b)) {
                    throw Errors.valueError("Integers to negative integer powers are not allowed.");
                }
                return Ufuncs.power(Bind.convert(a, common, false), Bind.convert(b, common, false));
            }
            if (op == BinaryOp.MOD && common.isFloating()) {
                // A remainder of zero has the divisor's sign.
                ArrayLike r = Ufuncs.binary(op, Bind.convert(a, common, false), Bind.convert(b, common, false));
                ArrayLike zero = Bind.full(r.aval().withShape(Shape.SCALAR), 0);
                ArrayLike signed = Ufuncs.select(Ufuncs.compare(CompareOp.LT, b, Bind.full(b.aval().withShape(Shape.SCALAR), 0)),
                        Bind.one("neg", org.jacobilang.program.Params.NONE, zero), zero);
                return Ufuncs.select(Ufuncs.compare(CompareOp.EQ, r, zero), signed, r);
            }
            if ((op == BinaryOp.FLOORDIV || op == BinaryOp.MOD) && !common.isInexact()) {
                DType whole = common == DType.BOOL ? DType.INT8 : common;
                return wholeDivision(op, Bind.convert(a, whole, false), Bind.convert(b, whole, false));
            }
            return Ufuncs.binary(op, a, b);
        } catch (org.jacobilang.runtime.PythonException e) {
            throw named(e, op, a, b);
        }
    }

    /** Division of integers by zero gives zero (and JAX's own does not). */
    private static ArrayLike wholeDivision(BinaryOp op, ArrayLike a, ArrayLike b) {
        ArrayLike zero = Bind.full(b.aval().withShape(Shape.SCALAR), 0);
        ArrayLike isZero = Ufuncs.compare(CompareOp.EQ, b, zero);
        ArrayLike out = Ufuncs.binary(op, a, Ufuncs.select(isZero, Bind.full(zero.aval(), 1), b));
        return Ufuncs.select(isZero, Bind.full(out.aval().withShape(Shape.SCALAR), 0), out);
    }

    /** NumPy's own words for operands that do not fit together. */
    private static RuntimeException named(org.jacobilang.runtime.PythonException e, BinaryOp op, ArrayLike a, ArrayLike b) {
        String text = String.valueOf(e.getMessage());
        if (op == BinaryOp.MATMUL && text.contains("contracting")) {
            int ra = a.shape().rank();
            int rb = b.shape().rank();
            return Errors.valueError("matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature "
                    + "(n?,k),(k,m?)->(n?,m?) (size %d is different from %d)", b.shape().dim(rb == 1 ? 0 : rb - 2), a.shape().dim(ra - 1));
        }
        if (text.contains("incompatible shapes for broadcasting")) {
            return Errors.valueError("operands could not be broadcast together with shapes %s %s ", compact(a.shape().dims()),
                    compact(b.shape().dims()));
        }
        return e;
    }

    private static boolean negative(ArrayValue b) {
        if (b.dtype().isUnsigned()) {
            return false;
        }
        for (int i = 0; i < b.shape().size(); i++) {
            if (Elements.whole(b.dtype(), b.data(), i) < 0) {
                return true;
            }
        }
        return false;
    }

    static Object compare(CompareOp op, Object left, Object right) {
        if (left instanceof HostScalar a && a.value instanceof Double x && right instanceof Double y && a.dtype == DType.FLOAT64) {
            return HostScalar.of(DType.BOOL, new byte[]{(byte) (op.holds(Double.compare(x, y)) && x == x && y == y
                    || op == CompareOp.NE && (x != x || y != y) ? 1 : 0)}, 0);
        }
        if (left instanceof ArrayLike || right instanceof ArrayLike) {
            ArrayLike a = Bind.lift(left);
            ArrayLike b = Bind.lift(right);
            return a == null || b == null ? NotImplemented.NOT_IMPLEMENTED : Ufuncs.compare(op, a, b);
        }
        return Promotion.asNumpy(() -> {
            ArrayLike a = operand(left, null);
            ArrayLike b = operand(right, null);
            if (b == null && (op == CompareOp.EQ || op == CompareOp.NE)) {
                return result(Bind.broadcast(org.jacobilang.array.BoolScalar.of(op == CompareOp.NE), a.shape()), true);
            }
            if (a == null || b == null) {
                return NotImplemented.NOT_IMPLEMENTED;
            }
            try {
                return result(Ufuncs.compare(op, a, b), false);
            } catch (org.jacobilang.runtime.PythonException e) {
                throw named(e, BinaryOp.ADD, a, b);
            }
        });
    }

    static Object unary(UnaryOp op, Object value) {
        return Promotion.asNumpy(() -> {
            ArrayLike a = operand(value, null);
            if (op == UnaryOp.NEG && a.dtype() == DType.BOOL) {
                throw Errors.typeError("The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or "
                        + "the logical_not function instead.");
            }
            ArrayLike out = Ufuncs.unary(op, a);
            return result(out, out == a);
        });
    }

    /** {@code a op= b}: the result goes into the array itself. */
    static Object inPlace(BinaryOp op, HostArray a, Object b) {
        if (b instanceof ArrayLike l && !(l instanceof ArrayValue)) {
            return NotImplemented.NOT_IMPLEMENTED;
        }
        Object r = binary(op, a, b instanceof ArrayLike l ? host(l) : b);
        if (r == NotImplemented.NOT_IMPLEMENTED) {
            return r;
        }
        HostArray out = r instanceof HostArray h ? h : host(r);
        if (out.dtype.kind().ordinal() > a.dtype.kind().ordinal() && !(a.dtype.kind() == DType.Kind.INT && out.dtype.isUnsigned())) {
            throw Errors.typeError("Cannot cast ufunc '%s' output from dtype('%s') to dtype('%s') with casting rule 'same_kind'",
                    ufunc(op), out.dtype.jaxName(), a.dtype.jaxName());
        }
        if (!java.util.Arrays.equals(out.dims, a.dims)) {
            throw Errors.valueError("non-broadcastable output operand with shape %s doesn't match the broadcast shape %s",
                    compact(a.dims), compact(out.dims));
        }
        a.write(converted(out, a.dtype).read());
        return a;
    }

    private static String ufunc(BinaryOp op) {
        return switch (op) {
            case ADD -> "add";
            case SUB -> "subtract";
            case MUL -> "multiply";
            case DIV -> "divide";
            case FLOORDIV -> "floor_divide";
            case MOD -> "remainder";
            case POW -> "power";
            case MATMUL -> "matmul";
            case AND -> "bitwise_and";
            case OR -> "bitwise_or";
            case XOR -> "bitwise_xor";
            case LSHIFT -> "left_shift";
            case RSHIFT -> "right_shift";
        };
    }

    /** A function of {@code jax.numpy}, called under NumPy's rules. */
    static Object call(Object function, Object[] positional, DictObject named) {
        return Promotion.asNumpy((Supplier<Object>) () -> {
            Object[] keys = named.keyArray();
            Object[] all = new Object[positional.length + keys.length];
            com.oracle.truffle.api.strings.TruffleString[] names = new com.oracle.truffle.api.strings.TruffleString[keys.length];
            for (int i = 0; i < positional.length; i++) {
                all[i] = argument(positional[i]);
            }
            for (int i = 0; i < keys.length; i++) {
                names[i] = org.jacobilang.runtime.Strings.name((com.oracle.truffle.api.strings.TruffleString) keys[i]);
                all[positional.length + i] = argument(named.get(keys[i]));
            }
            return result(Operations.call(function, all, names), true);
        });
    }

    /** A shape or list of axes as Java has it. */
    static int[] ints(Object value) {
        if (value == None.NONE) {
            return null;
        }
        if (value instanceof HostArray h && h.rank() == 0 || !(value instanceof HostArray) && !Operations.isIterable(value)) {
            return new int[]{Math.toIntExact(Operations.index(value))};
        }
        Object[] items = Operations.items(value);
        int[] out = new int[items.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = Math.toIntExact(Operations.index(items[i]));
        }
        return out;
    }
}
