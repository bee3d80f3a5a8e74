package org.jacobilang.execute;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayLike;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Promotion;
import org.jacobilang.array.Shape;
import org.jacobilang.array.kernel.Elements;
import org.jacobilang.program.Params;
import org.jacobilang.program.Tracer;
import org.jacobilang.runtime.ComplexValue;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.Numbers;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.RangeObject;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;

/** Arrays from numbers and nested sequences of them. */
public final class ArrayCreation {
    private ArrayCreation() {
    }

    /** Whether a value is an array of another language. */
    static boolean isForeign(Object value) {
        return org.jacobilang.runtime.Interop.isForeign(value)
                && com.oracle.truffle.api.interop.InteropLibrary.getUncached().hasArrayElements(value);
    }

    /** An array of another language as lists; everything else as it is. */
    private static Object own(Object value) {
        if (!isForeign(value)) {
            return value;
        }
        Object[] items = Operations.items(value);
        for (int i = 0; i < items.length; i++) {
            items[i] = own(items[i]);
        }
        return new org.jacobilang.runtime.ListObject(items);
    }

    /** What {@code jnp.array(value, dtype)} gives; a null dtype is found by promotion. */
    public static ArrayLike array(Object given, DType dtype) {
        Object value = own(given);
        ArrayLike known = leaf(value, dtype);
        if (known != null) {
            boolean weak = dtype == null && known.weak();
            return Bind.convert(known, dtype == null ? known.dtype() : dtype, weak);
        }
        List<Object> leaves = new ArrayList<>();
        List<Integer> dims = new ArrayList<>();
        flatten(value, 0, leaves, dims);
        boolean concrete = true;
        boolean numbers = true;
        List<ArrayLike> parts = new ArrayList<>();
        for (Object leaf : leaves) {
            ArrayLike a = leaf(leaf, dtype);
            if (leaf == org.jacobilang.runtime.None.NONE) {
                throw Errors.valueError("None is not a valid value for jnp.array");
            }
            if (a == null) {
                if (leaf instanceof com.oracle.truffle.api.strings.TruffleString text) {
                    throw Errors.typeError("Value '%s' with dtype <U%d is not a valid JAX array type. Only arrays of numeric types are "
                            + "supported by JAX.", Strings.java(text), Strings.length(text));
                }
                throw Errors.typeError("Value '%s' with dtype object is not a valid JAX array type. Only arrays of numeric "
                        + "types are supported by JAX.", Strings.java(Operations.repr(leaf)));
            }
            concrete &= a instanceof ArrayValue;
            numbers &= !(leaf instanceof ArrayLike);
            parts.add(a);
        }
        AbstractValue common = parts.isEmpty() ? new AbstractValue(Promotion.x64() ? DType.FLOAT64 : DType.FLOAT32, Shape.SCALAR)
                : Promotion.promote(parts.stream().map(ArrayLike::aval).toArray(AbstractValue[]::new));
        DType d = dtype == null ? common.dtype() : dtype;
        boolean weak = dtype == null && !numbers && common.weak();
        Shape inner = parts.isEmpty() ? Shape.SCALAR : parts.getFirst().shape();
        int[] all = new int[dims.size() + inner.rank()];
        for (int i = 0; i < all.length; i++) {
            all[i] = i < dims.size() ? dims.get(i) : inner.dim(i - dims.size());
        }
        Shape shape = Shape.of(all);
        AbstractValue aval = new AbstractValue(d, shape, weak);
        if (concrete && inner.rank() == 0) {
            Object data = Elements.allocate(d, shape.length());
            for (int i = 0; i < parts.size(); i++) {
                ArrayValue one = (ArrayValue) Bind.convert(parts.get(i), d, false);
                System.arraycopy(one.data(), 0, data, d.isComplex() ? 2 * i : i, d.isComplex() ? 2 : 1);
            }
            return ArrayValue.of(aval, data);
        }
        ArrayLike[] rows = new ArrayLike[parts.size()];
        int[] row = new int[inner.rank() + 1];
        row[0] = 1;
        System.arraycopy(inner.dims(), 0, row, 1, inner.rank());
        for (int i = 0; i < rows.length; i++) {
            if (!parts.get(i).shape().equals(inner)) {
                throw Errors.typeError("All input arrays must have the same shape: got %s and %s", inner, parts.get(i).shape());
            }
            rows[i] = Bind.reshape(Bind.convert(parts.get(i), d, weak), row);
        }
        return Bind.reshape(rows.length == 1 ? rows[0] : Bind.one("concatenate", Params.of("dimension", 0L), rows), all);
    }

    /** A number or array; an integer in the dtype that it shall have, which may hold more than the default one. */
    private static ArrayLike leaf(Object value, DType dtype) {
        if (value instanceof Double d && dtype != null && dtype.isInteger() && !Promotion.numpy()) {
            return leaf(whole(d), dtype);
        }
        if (dtype == null || !Numbers.isInt(value) || value instanceof Boolean || !dtype.isInteger() && !dtype.isFloating()
                || value instanceof org.jacobilang.numpy.HostScalar) {
            return Bind.lift(value);
        }
        BigInteger n = Numbers.big(value);
        AbstractValue aval = AbstractValue.scalar(dtype);
        Object data = Elements.allocate(dtype, 1);
        if (dtype.isFloating()) {
            Elements.setReal(dtype, data, 0, n.doubleValue());
            return ArrayValue.of(aval, data);
        }
        int bits = 8 * dtype.bytes();
        if (dtype.isUnsigned() ? n.signum() < 0 || n.bitLength() > bits : n.bitLength() >= bits) {
            throw Errors.overflow("Python integer %s out of bounds for %s", n, dtype.jaxName());
        }
        Elements.setWhole(dtype, data, 0, n.longValue());
        return ArrayValue.of(aval, data);
    }

    /** A number of the program without its fraction. */
    private static Object whole(double d) {
        if (Double.isNaN(d)) {
            throw Errors.valueError("cannot convert float NaN to integer");
        }
        if (Double.isInfinite(d)) {
            throw Errors.overflow("cannot convert float infinity to integer");
        }
        return Math.abs(d) < 0x1p62 ? (Object) (long) d : new java.math.BigDecimal(d).toBigInteger();
    }

    private static Object[] items(Object value) {
        return switch (value) {
            case ListObject l -> l.toArray();
            case TupleObject t -> t.items;
            case RangeObject r -> Operations.items(r);
            case null, default -> null;
        };
    }

    private static void flatten(Object value, int depth, List<Object> leaves, List<Integer> dims) {
        Object[] items = items(value);
        if (items == null) {
            if (dims.size() > depth) {
                throw ragged(dims, depth);
            }
            leaves.add(value);
            return;
        }
        if (leaves.isEmpty() && dims.size() == depth) {
            dims.add(items.length);
        } else if (depth >= dims.size() || dims.get(depth) != items.length) {
            throw ragged(dims, depth);
        }
        for (Object item : items) {
            flatten(item, depth + 1, leaves, dims);
        }
    }

    private static RuntimeException ragged(List<Integer> dims, int depth) {
        String shape = String.join(", ", dims.subList(0, depth).stream().map(String::valueOf).toList());
        return Errors.valueError("setting an array element with a sequence. The requested array has an inhomogeneous shape after %d dimensions. "
                + "The detected shape was (%s) + inhomogeneous part.", depth, depth == 1 ? shape + "," : shape);
    }

    /** Element i as a number of the language. */
    public static Object number(DType d, Object data, int i) {
        return switch (d.kind()) {
            case BOOL -> Elements.whole(d, data, i) != 0;
            case INT -> Elements.whole(d, data, i);
            case UINT -> {
                long n = Elements.whole(d, data, i);
                yield n >= 0 || d != DType.UINT64 ? (Object) n : new java.math.BigInteger(Long.toUnsignedString(n));
            }
            case FLOAT -> Elements.real(d, data, i);
            case COMPLEX -> new ComplexValue(Elements.real(d, data, 2 * i), Elements.real(d, data, 2 * i + 1));
        };
    }

    /** The only element of a whole dtype. */
    static long whole(ArrayValue a) {
        return Elements.whole(a.dtype(), a.data(), 0);
    }

    /** {@code x.tolist()}. */
    public static Object list(ArrayValue a, int axis, int[] at) {
        if (axis == a.shape().rank()) {
            return number(a.dtype(), a.data(), at[0]++);
        }
        Object[] items = new Object[a.shape().dim(axis)];
        for (int i = 0; i < items.length; i++) {
            items[i] = list(a, axis + 1, at);
        }
        return new ListObject(items);
    }

    /** The concrete array, or null for a value that is known only when the program runs. */
    static ArrayValue known(ArrayLike a) {
        return a instanceof ArrayValue v ? v : ((Tracer) a).atom() instanceof org.jacobilang.program.Constant || ((Tracer) a).concrete() != null
                ? Ufuncs.concrete(a) : null;
    }
}
