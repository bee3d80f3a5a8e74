package org.jacobilang.execute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayLike;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Promotion;
import org.jacobilang.array.Shape;
import org.jacobilang.program.DotDimensions;
import org.jacobilang.program.Params;
import org.jacobilang.program.Tracer;
import org.jacobilang.runtime.BinaryOp;
import org.jacobilang.runtime.CompareOp;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.UnaryOp;

/** NumPy's operators over the primitives: promotion, broadcasting, and the operations that are no primitive. */
public final class Ufuncs {
    private Ufuncs() {
    }

    /** Both operands in their common dtype. */
    static ArrayLike[] promote(ArrayLike a, ArrayLike b) {
        AbstractValue common = Promotion.promote(a.aval(), b.aval());
        return new ArrayLike[]{to(a, common), to(b, common)};
    }

    /** A weak operand takes the strong dtype; a strong one stays as it is. */
    private static ArrayLike to(ArrayLike a, AbstractValue common) {
        return a.dtype() == common.dtype() && (a.weak() == common.weak()) ? a
                : Bind.convert(a, common.dtype(), common.weak());
    }

    /** Broadcasts as NumPy does; rank-0 operands stay, as the elementwise primitives take them. */
    static ArrayLike[] broadcast(String name, ArrayLike... in) {
        int rank = 0;
        boolean same = true;
        for (ArrayLike a : in) {
            rank = Math.max(rank, a.shape().rank());
        }
        for (ArrayLike a : in) {
            same &= a.shape().rank() == 0 || a.shape().equals(in[0].shape().rank() == 0 ? a.shape() : in[0].shape());
        }
        Shape shape = broadcastShapes(name, in);
        if (same) {
            boolean consistent = true;
            for (ArrayLike a : in) {
                consistent &= a.shape().rank() == 0 || a.shape().equals(shape);
            }
            if (consistent) {
                return in;
            }
        }
        ArrayLike[] out = new ArrayLike[in.length];
        for (int i = 0; i < in.length; i++) {
            int r = in[i].shape().rank();
            int offset = rank - r;
            out[i] = r == 0 ? in[i] : Bind.broadcast(in[i], shape, java.util.stream.IntStream.range(offset, rank)
                    .toArray());
        }
        return out;
    }

    static Shape broadcastShapes(String name, ArrayLike... in) {
        int rank = 0;
        for (ArrayLike a : in) {
            rank = Math.max(rank, a.shape().rank());
        }
        int[] dims = new int[rank];
        Arrays.fill(dims, 1);
        for (ArrayLike a : in) {
            int offset = rank - a.shape().rank();
            for (int i = 0; i < a.shape().rank(); i++) {
                int d = a.shape().dim(i);
                if (d != 1 && dims[offset + i] != 1 && dims[offset + i] != d) {
                    List<String> shapes = new ArrayList<>();
                    for (ArrayLike each : in) {
                        shapes.add(each.shape().toString());
                    }
                    // Operands of one rank reach the primitive in JAX, whose error this is then.
                    boolean ranks = Arrays.stream(in).allMatch(x -> x.shape().rank() == in[0].shape().rank());
                    throw ranks && !name.isEmpty() ? Errors.typeError("%s got incompatible shapes for broadcasting: %s.", name,
                            String.join(", ", shapes)) : Errors.valueError("Incompatible shapes for broadcasting: shapes=[%s]",
                            String.join(", ", shapes));
                }
                if (d != 1) {
                    dims[offset + i] = d;
                }
            }
        }
        return Shape.of(dims);
    }

    /** A binary elementwise primitive after promotion and broadcasting. */
    static ArrayLike elementwise(String primitive, ArrayLike a, ArrayLike b) {
        ArrayLike[] p = promote(a, b);
        p = broadcast(primitive, p);
        return Bind.one(primitive, Params.NONE, p);
    }

    private static ArrayLike inexact(ArrayLike a) {
        if (a.dtype().isInexact()) {
            return a;
        }
        return Bind.convert(a, Promotion.inexact(a.dtype()), a.weak());
    }

    public static ArrayLike binary(BinaryOp op, ArrayLike a, ArrayLike b) {
        return switch (op) {
            case ADD -> bothBool(a, b) ? elementwise("or", a, b) : elementwise("add", a, b);
            case SUB -> {
                if (bothBool(a, b)) {
                    throw Errors.typeError("sub does not accept dtype bool at position 0. Accepted dtypes at position 0 are subtypes of "
                            + "integer, complexfloating, floating.");
                }
                yield elementwise("sub", a, b);
            }
            case MUL -> bothBool(a, b) ? elementwise("and", a, b) : elementwise("mul", a, b);
            case DIV -> {
                AbstractValue common = inexact(Promotion.promote(a.aval(), b.aval()));
                yield elementwise("div", to(a, common), to(b, common));
            }
            case FLOORDIV -> floorDivide(a, b);
            case MOD -> remainder(a, b);
            case POW -> power(a, b);
            case MATMUL -> matmul(a, b);
            case AND -> elementwise("and", a, b);
            case OR -> elementwise("or", a, b);
            case XOR -> elementwise("xor", a, b);
            case LSHIFT, RSHIFT -> {
                ArrayLike[] p = numbers(a, b);
                yield elementwise(op == BinaryOp.LSHIFT ? "shift_left" : p[0].dtype().isUnsigned() ? "shift_right_logical"
                        : "shift_right_arithmetic", p[0], p[1]);
            }
        };
    }

    private static boolean bothBool(ArrayLike a, ArrayLike b) {
        return a.dtype() == DType.BOOL && b.dtype() == DType.BOOL;
    }

    public static ArrayLike compare(CompareOp op, ArrayLike a, ArrayLike b) {
        return elementwise(switch (op) {
            case LT -> "lt";
            case LE -> "le";
            case GT -> "gt";
            case GE -> "ge";
            case EQ -> "eq";
            case NE -> "ne";
        }, a, b);
    }

    public static ArrayLike unary(UnaryOp op, ArrayLike a) {
        return switch (op) {
            case NEG -> {
                if (a.dtype() == DType.BOOL) {
                    throw Errors.typeError("neg does not accept dtype bool. Accepted dtypes are subtypes of integer, complexfloating, "
                            + "floating.");
                }
                yield Bind.one("neg", Params.NONE, a);
            }
            case POS -> a;
            case INVERT -> Bind.one("not", Params.NONE, a);
            case ABS -> a.dtype() == DType.BOOL || a.dtype().isUnsigned() ? a : Bind.one("abs", Params.NONE, a);
        };
    }

    public static ArrayLike select(ArrayLike predicate, ArrayLike ifTrue, ArrayLike ifFalse) {
        ArrayLike[] p = promote(ifTrue, ifFalse);
        Shape s = broadcastShapes("", predicate, p[0], p[1]);
        ArrayLike which = predicate.shape().rank() == 0 ? predicate : expand(predicate, s);
        return Bind.one("select_n", Params.NONE, which, expand(p[1], s), expand(p[0], s));
    }

    private static ArrayLike expand(ArrayLike a, Shape s) {
        int offset = s.rank() - a.shape().rank();
        return Bind.broadcast(a, s, java.util.stream.IntStream.range(offset, s.rank()).toArray());
    }

    private static ArrayLike number(ArrayLike like, double value) {
        return Bind.full(new AbstractValue(like.dtype(), Shape.SCALAR, like.weak()), value);
    }

    /** The type in which an inexact function of values of this type computes. */
    private static AbstractValue inexact(AbstractValue a) {
        return a.withDType(Promotion.inexact(a.dtype()));
    }

    /** Both operands in their common dtype, bools as integers. */
    private static ArrayLike[] numbers(ArrayLike a, ArrayLike b) {
        ArrayLike[] p = promote(a, b);
        return new ArrayLike[] {numeric(p[0]), numeric(p[1])};
    }

    /** All operands in their common dtype, or the floating one that goes with it. */
    static ArrayLike[] promoteAll(boolean inexact, ArrayLike... in) {
        AbstractValue common = Promotion.promote(Arrays.stream(in).map(ArrayLike::aval).toArray(AbstractValue[]::new));
        AbstractValue type = inexact ? inexact(common) : common;
        return Arrays.stream(in).map(a -> to(a, type)).toArray(ArrayLike[]::new);
    }

    private static ArrayLike numeric(ArrayLike a) {
        return a.dtype() == DType.BOOL ? Bind.convert(a, DType.INT32, false) : a;
    }

    /** Rounds towards minus infinity, for floats by way of the remainder, so that it agrees with {@code %}. */
    static ArrayLike floorDivide(ArrayLike a, ArrayLike b) {
        ArrayLike[] p = numbers(a, b);
        ArrayLike x = p[0];
        ArrayLike y = p[1];
        if (x.dtype().isComplex()) {
            throw Errors.typeError("floor_divide does not support complex-valued inputs");
        }
        if (x.dtype().isUnsigned()) {
            return elementwise("div", x, y);
        }
        if (x.dtype().isInteger()) {
            ArrayLike q = elementwise("div", x, y);
            ArrayLike differ = elementwise("ne", Bind.one("sign", Params.NONE, x), Bind.one("sign", Params.NONE, y));
            ArrayLike rest = elementwise("ne", elementwise("rem", x, y), number(x, 0));
            return select(elementwise("and", differ, rest), elementwise("sub", q, number(q, 1)), q);
        }
        ArrayLike mod = elementwise("rem", x, y);
        ArrayLike quotient = elementwise("div", select(elementwise("eq", y, number(y, 0)), x,
                elementwise("sub", x, mod)), y);
        ArrayLike wrong = elementwise("and", elementwise("ne", mod, number(mod, 0)),
                elementwise("ne", Bind.one("sign", Params.NONE, y), Bind.one("sign", Params.NONE, mod)));
        ArrayLike result = select(wrong, elementwise("sub", quotient, number(quotient, 1)), quotient);
        return Bind.one("round", Params.of("rounding_method", 0), result);
    }

    /** The remainder with the divisor's sign, as Python has it. */
    static ArrayLike remainder(ArrayLike a, ArrayLike b) {
        ArrayLike[] p = numbers(a, b);
        ArrayLike x = p[0];
        ArrayLike y = p[1];
        if (x.dtype().isComplex()) {
            throw Errors.typeError("remainder does not support complex-valued inputs");
        }
        if (x.dtype().isInteger()) {
            y = select(elementwise("eq", y, number(y, 0)), number(y, 1), y);
        }
        ArrayLike r = elementwise("rem", x, y);
        if (x.dtype().isUnsigned()) {
            return r;
        }
        ArrayLike zero = number(r, 0);
        ArrayLike differ = elementwise("ne", elementwise("lt", r, zero), elementwise("lt", y, number(y, 0)));
        return select(elementwise("and", differ, elementwise("ne", r, zero)), elementwise("add", r, y), r);
    }

    /** {@code x ** n} for a Python int: repeated multiplication, exact for integers. */
    static ArrayLike integerPower(ArrayLike a, long n) {
        ArrayLike x = numeric(a);
        if (n < 0 && x.dtype().isInteger()) {
            throw Errors.typeError("Integers cannot be raised to negative powers, got integer_pow(%s, %d)", x.aval(), n);
        }
        if (n == 0) {
            return Bind.full(x.aval(), 1);
        }
        return n == 1 ? x : Bind.one("integer_pow", Params.of("y", n), x);
    }

    public static ArrayLike power(ArrayLike a, ArrayLike b) {
        if (b instanceof ArrayValue v && b.shape().rank() == 0 && (b.dtype().isInteger() || b.dtype() == DType.BOOL) && !Promotion.numpy()) {
            return integerPower(a, ArrayCreation.whole(v));
        }
        ArrayLike y = numeric(b);
        AbstractValue common = Promotion.promote(a.aval(), y.aval());
        if (common.dtype().isInteger()) {
            ArrayLike[] p = numbers(a, y);
            return integerArrayPower(p[0], p[1]);
        }
        y = b.dtype() == DType.BOOL ? to(b, common) : y;
        if (y.dtype().isInteger()) {
            // An integer exponent keeps its dtype: the primitive differentiates by the base alone.
            return Bind.one("pow", Params.NONE, broadcast("pow", Bind.convert(a, common.dtype(), a.weak()), y));
        }
        return Bind.one("pow", Params.NONE, broadcast("pow", to(a, common), to(y, common)));
    }

    private static ArrayLike integerArrayPower(ArrayLike a, ArrayLike b) {
        ArrayLike[] p = promote(a, b);
        ArrayLike base = p[0];
        ArrayLike exponent = p[1];
        ArrayLike zero = number(exponent, 0);
        ArrayLike one = number(exponent, 1);
        ArrayLike result = select(elementwise("and", elementwise("eq", base, number(base, 0)),
                elementwise("ne", exponent, zero)), number(base, 0), number(base, 1));
        // The exponent of an integer power that does not overflow fits in six bits.
        for (int bit = 0; bit < 6; bit++) {
            ArrayLike set = elementwise("ne", elementwise("and", exponent, one), zero);
            result = select(set, elementwise("mul", result, base), result);
            base = elementwise("mul", base, base);
            exponent = elementwise("shift_right_logical", exponent, one);
        }
        return result;
    }

    static ArrayLike matmul(ArrayLike a, ArrayLike b) {
        int ra = a.shape().rank();
        int rb = b.shape().rank();
        if (ra == 0 || rb == 0) {
            throw Errors.valueError("matmul input operand %d must have ndim at least 1, but it has ndim 0",
                    ra == 0 ? 0 : 1);
        }
        int ca = ra - 1;
        int cb = rb == 1 ? 0 : rb - 2;
        if (a.shape().dim(ca) != b.shape().dim(cb)) {
            throw Errors.typeError("dot_general requires contracting dimensions to have the same shape, got (%d,) and "
                    + "(%d,).", a.shape().dim(ca), b.shape().dim(cb));
        }
        AbstractValue common = Promotion.promote(a.aval(), b.aval());
        ArrayLike x = Bind.convert(a, common.dtype(), common.weak());
        ArrayLike y = Bind.convert(b, common.dtype(), common.weak());
        int batch = Math.max(0, Math.min(ra, rb) - 2);
        boolean aligned = true;
        for (int i = 0; i < batch; i++) {
            aligned &= a.shape().dim(ra - 3 - i) == b.shape().dim(rb - 3 - i);
        }
        if (ra <= 2 || rb <= 2) {
            // A stack times a matrix or vector contracts without a batch axis.
            ArrayLike r = dot(x, y, new int[]{ca}, new int[]{cb}, new int[0], new int[0], common.dtype());
            if (rb > 2) {
                // The free axes of a come first: they belong before the last axis.
                int rank = r.shape().rank();
                int free = ra - 1;
                int[] order = new int[rank];
                int k = 0;
                for (int i = free; i < rank - 1; i++) {
                    order[k++] = i;
                }
                for (int i = 0; i < free; i++) {
                    order[k++] = i;
                }
                order[k] = rank - 1;
                r = Bind.one("transpose", Params.of("permutation", order), r);
            }
            return r;
        }
        Shape lead = broadcastShapes("matmul", leading(x), leading(y));
        x = expandLeading(x, lead);
        y = expandLeading(y, lead);
        int n = lead.rank();
        int[] axes = java.util.stream.IntStream.range(0, n).toArray();
        return dot(x, y, new int[]{n + 1}, new int[]{n}, axes, axes, common.dtype());
    }

    private static ArrayLike leading(ArrayLike a) {
        int[] d = a.shape().dims();
        AbstractValue aval = a.aval().withShape(Shape.of(Arrays.copyOf(d, d.length - 2)));
        return new ArrayLike() {
            @Override
            public AbstractValue aval() {
                return aval;
            }
        };
    }

    private static ArrayLike expandLeading(ArrayLike a, Shape lead) {
        int[] d = a.shape().dims();
        int[] full = Arrays.copyOf(lead.dims(), lead.rank() + 2);
        full[lead.rank()] = d[d.length - 2];
        full[lead.rank() + 1] = d[d.length - 1];
        return expand(a, Shape.of(full));
    }

    static ArrayLike dot(ArrayLike a, ArrayLike b, int[] ca, int[] cb, int[] ba, int[] bb, DType preferred) {
        return Bind.one("dot_general", Params.of("dimension_numbers", DotDimensions.of(ca, cb, ba, bb),
                "precision", null, "preferred_element_type", preferred == null ? a.dtype() : preferred), a, b);
    }

    /** The concrete array behind a value, or null while it is only traced. */
    static ArrayValue concrete(ArrayLike a) {
        return a instanceof Tracer t ? t.atom() instanceof org.jacobilang.program.Constant c ? c.value() : t.concrete()
                : (ArrayValue) a;
    }
}
