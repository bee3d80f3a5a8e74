package org.jacobilang.execute;

import com.oracle.truffle.api.interop.TruffleObject;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayLike;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Float64Scalar;
import org.jacobilang.array.Int32Scalar;
import org.jacobilang.array.Int64Scalar;
import org.jacobilang.array.Promotion;
import org.jacobilang.array.Shape;
import org.jacobilang.nodes.staging.Staging;
import org.jacobilang.nodes.staging.Trace;
import org.jacobilang.program.Params;
import org.jacobilang.program.Tracer;
import org.jacobilang.runtime.BinaryOp;
import org.jacobilang.runtime.CompareOp;
import org.jacobilang.runtime.UnaryOp;

/**
 * A Python int or float that changes within a loop of the program: the counter, and what is computed of it and of other
 * numbers alone. It keeps the precision that it has in the interpreter, 64 bits, and becomes a weakly typed array like any
 * number where it meets one. What 64 bits can't hold, and what raises, leaves the program.
 */
public final class TracedNumber implements TruffleObject {
    private static final Shape S = Shape.SCALAR;
    /** The type of an int in a program. */
    public static final AbstractValue INT = new AbstractValue(DType.INT64, S, true);
    /** The type of a float in a program. */
    public static final AbstractValue FLOAT = new AbstractValue(DType.FLOAT64, S, true);

    private final Tracer value;
    /** An int that 32 bits hold: a counter. */
    private final boolean small;

    private TracedNumber(Tracer value, boolean small) {
        this.value = value;
        this.small = small;
    }

    /** A number of type {@link #INT} or {@link #FLOAT}. */
    public static TracedNumber of(Tracer value) {
        return new TracedNumber(value, false);
    }

    /** An int whose tracer is an int32. */
    public static TracedNumber counter(Tracer value) {
        return new TracedNumber(value, true);
    }

    /** Where the number must not be used, or null. */
    public ArrayLike invalid() {
        return value.invalid();
    }

    /** The same number for passing it on. */
    public TracedNumber valid() {
        return value.invalid() == null ? this : new TracedNumber(value.valid(), small);
    }

    public boolean isInt() {
        return value.dtype().isInteger();
    }

    /** The weakly typed array that the number is to an array. */
    ArrayLike weak() {
        DType d = isInt() ? Promotion.x64() ? DType.INT64 : DType.INT32 : Promotion.x64() ? DType.FLOAT64 : DType.FLOAT32;
        ArrayLike narrow = Bind.convert(value, d, true);
        if (isInt() && !small && d == DType.INT32) {
            // The interpreter says that it is too large.
            Trace.current().exitIf(Bind.one("ne", Params.NONE, Bind.convert(narrow, DType.INT64, true), value));
        }
        return narrow;
    }

    /** The number in 64 bits. */
    public ArrayLike wide() {
        return small ? Bind.convert(value, DType.INT64, true) : value;
    }

    /** The number in 64 bits as a float. */
    private static ArrayLike real(Object number) {
        return switch (number) {
            case TracedNumber t -> Bind.convert(t.wide(), DType.FLOAT64, true);
            case Long n -> new Float64Scalar(n, true);
            case Boolean b -> new Float64Scalar(b ? 1 : 0, true);
            default -> new Float64Scalar((Double) number, true);
        };
    }

    private static ArrayLike whole(Object number) {
        return switch (number) {
            case TracedNumber t -> t.wide();
            case Boolean b -> new Int64Scalar(b ? 1 : 0, true);
            default -> new Int64Scalar((Long) number, true);
        };
    }

    /** A {@link #small} number in 32 bits. */
    private static ArrayLike narrow(Object number) {
        return switch (number) {
            case TracedNumber t -> t.value;
            case Boolean b -> new Int32Scalar(b ? 1 : 0, true);
            default -> new Int32Scalar((int) (long) (Long) number, true);
        };
    }

    private static boolean isNumber(Object v) {
        return v instanceof TracedNumber || v instanceof Long || v instanceof Double || v instanceof Boolean;
    }

    private static boolean isWhole(Object v) {
        return v instanceof TracedNumber t ? t.isInt() : v instanceof Long || v instanceof Boolean;
    }

    private static TracedNumber number(ArrayLike result) {
        return of((Tracer) result);
    }

    /** An operator with such a number on one side at least; null where the other one is an array. */
    static Object binary(BinaryOp op, Object left, Object right) {
        if (left instanceof ArrayLike || right instanceof ArrayLike) {
            return null;
        }
        if (!isNumber(left) || !isNumber(right)) {
            throw Trace.refuse("'" + op.symbol + "' needs the value of a number of the loop");
        }
        boolean ints = isWhole(left) && isWhole(right);
        return switch (op) {
            case ADD, SUB -> ints ? sum(op, left, right) : simple(op == BinaryOp.ADD ? "add" : "sub", left, right, false);
            case MUL -> ints ? product(left, right) : simple("mul", left, right, false);
            case DIV -> {
                nonzero(right);
                yield simple("div", left, right, false);
            }
            case FLOORDIV, MOD -> {
                if (!ints) {
                    throw Trace.refuse("'" + op.symbol + "' of floats that change within a loop");
                }
                nonzero(right);
                yield number(op == BinaryOp.MOD ? Ufuncs.remainder(whole(left), whole(right))
                        : Ufuncs.floorDivide(whole(left), whole(right)));
            }
            case AND, OR, XOR -> simple(op == BinaryOp.AND ? "and" : op == BinaryOp.OR ? "or" : "xor", left, right, needInts(op, ints));
            case POW -> power(left, right, ints);
            case RSHIFT, LSHIFT, MATMUL -> throw Trace.refuse("'" + op.symbol + "' of numbers that change within a loop");
        };
    }

    private static boolean needInts(BinaryOp op, boolean ints) {
        if (!ints) {
            throw Trace.refuse("'" + op.symbol + "' needs the value of a number of the loop");
        }
        return true;
    }

    private static TracedNumber simple(String primitive, Object left, Object right, boolean ints) {
        return number(ints ? Bind.one(primitive, Params.NONE, whole(left), whole(right))
                : Bind.one(primitive, Params.NONE, real(left), real(right)));
    }

    private static boolean small(Object v) {
        return v instanceof TracedNumber t ? t.small : v instanceof Boolean || v instanceof Long n && (int) (long) n == n;
    }

    /** Of two numbers that may have grown without bounds the sum may not fit; the interpreter's does. */
    private static TracedNumber sum(BinaryOp op, Object left, Object right) {
        TracedNumber result = simple(op == BinaryOp.ADD ? "add" : "sub", left, right, true);
        if (!small(left) && !small(right)) {
            ArrayLike size = Bind.one("abs", Params.NONE, simple(op == BinaryOp.ADD ? "add" : "sub", left, right, false).value);
            Trace.current().exitIf(Bind.one("ge", Params.NONE, size, new Float64Scalar(0x1p62, true)));
        }
        return result;
    }

    /** Exact, or the call leaves the program: the interpreter's ints have no bounds. */
    private static TracedNumber product(Object left, Object right) {
        if (!small(left) || !small(right)) {
            ArrayLike size = Bind.one("abs", Params.NONE, Bind.one("mul", Params.NONE, real(left), real(right)));
            Trace.current().exitIf(Bind.one("ge", Params.NONE, size, new Float64Scalar(0x1p62, true)));
        }
        return simple("mul", left, right, true);
    }

    private static TracedNumber power(Object left, Object right, boolean ints) {
        if (ints && right instanceof Long n && n >= 1 && n <= 4) {
            Object result = left;
            for (int i = 1; i < n; i++) {
                result = product(result, left);
            }
            return (TracedNumber) result;
        }
        if (ints) {
            throw Trace.refuse("'**' of ints that change within a loop");
        }
        return simple("pow", left, right, false);
    }

    /** A division by zero raises: the interpreter does. */
    private static void nonzero(Object divisor) {
        if (divisor instanceof TracedNumber t) {
            Trace.current().exitIf(Bind.one("eq", Params.NONE, t.wide(), Bind.full(t.wide().aval(), 0)));
        } else if (((Number) (divisor instanceof Boolean b ? (b ? 1 : 0) : divisor)).doubleValue() == 0) {
            throw Trace.refuse("a division by zero");
        }
    }

    /** A comparison: a traced bool, or null where the other side is an array. */
    static Object compare(CompareOp op, Object left, Object right) {
        if (left instanceof ArrayLike || right instanceof ArrayLike) {
            return null;
        }
        if (!isNumber(left) || !isNumber(right)) {
            throw Trace.refuse("a comparison needs the value of a number of the loop");
        }
        if (small(left) && small(right)) {
            return Ufuncs.compare(op, narrow(left), narrow(right));
        }
        return isWhole(left) && isWhole(right) ? Ufuncs.compare(op, whole(left), whole(right))
                : Ufuncs.compare(op, real(left), real(right));
    }

    Object unary(UnaryOp op) {
        return switch (op) {
            case POS -> this;
            case NEG -> number(Bind.one("neg", Params.NONE, wide()));
            case ABS -> number(Bind.one("abs", Params.NONE, wide()));
            case INVERT -> {
                needInts(BinaryOp.XOR, isInt());
                yield number(Bind.one("not", Params.NONE, wide()));
            }
        };
    }

    /** {@code float(x)}. */
    public TracedNumber toFloat() {
        return isInt() ? number(real(this)) : this;
    }

    /** What {@code int(x)} or {@code float(x)} gives for a traced scalar that is no complex number. */
    static TracedNumber converted(Tracer x, boolean toInt) {
        if (!toInt) {
            return number(Bind.convert(x, DType.FLOAT64, true));
        }
        if (x.dtype().isFloating()) {
            // The interpreter says that it is not finite, or has an int of any size.
            ArrayLike size = Bind.one("abs", Params.NONE, Bind.convert(x, DType.FLOAT64, true));
            Trace.current().exitIf(Staging.not(Bind.one("lt", Params.NONE, size, new Float64Scalar(0x1p62, true))));
        }
        return number(Bind.convert(x, DType.INT64, true));
    }

    private static final java.util.Set<String> MATH = java.util.Set.of("sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh",
            "tanh", "asinh", "acosh", "atanh", "exp", "exp2", "expm1", "log", "log1p", "sqrt", "cbrt", "erf", "erfc", "atan2", "pow",
            "fabs");

    /** A function of {@code math}; where it would raise, the call leaves the program. */
    static Object math(String function, Object... arguments) {
        ArrayLike[] x = new ArrayLike[arguments.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = arguments[i] instanceof Tracer t && t.shape().rank() == 0 && !t.dtype().isComplex() ? converted(t, false).value
                    : isNumber(arguments[i]) ? real(arguments[i]) : null;
            if (x[i] == null) {
                throw Trace.refuse("math." + function + " needs the value of a traced array");
            }
        }
        switch (function) {
            case "isnan" -> {
                return Bind.one("ne", Params.NONE, x[0], x[0]);
            }
            case "isfinite" -> {
                return Bind.one("is_finite", Params.NONE, x[0]);
            }
            case "floor", "ceil", "trunc" -> {
                return converted((Tracer) (function.equals("trunc") ? x[0] : Bind.one(function, Params.NONE, x[0])), true);
            }
            default -> {
            }
        }
        if (!MATH.contains(function)) {
            throw Trace.refuse("math." + function + " needs the value of a traced array");
        }
        ArrayLike y = Bind.one(function.equals("fabs") ? "abs" : function, Params.NONE, x);
        ArrayLike finite = Bind.one("is_finite", Params.NONE, y);
        for (ArrayLike each : x) {
            finite = Bind.one("or", Params.NONE, finite, Bind.one("not", Params.NONE, Bind.one("is_finite", Params.NONE, each)));
        }
        Trace.current().exitIf(Staging.not(finite));
        return number(y);
    }

    /** The value of the program's array as a guest number. */
    public static Object concrete(ArrayValue v) {
        return ArrayCreation.number(v.dtype(), v.data(), 0);
    }
}
