package org.jacobilang.nodes;

import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.BoolScalar;
import org.jacobilang.array.Float32Scalar;
import org.jacobilang.array.Float64Scalar;
import org.jacobilang.array.Int32Scalar;
import org.jacobilang.array.Promotion;
import org.jacobilang.array.kernel.Special;
import org.jacobilang.runtime.BinaryOp;
import org.jacobilang.runtime.CompareOp;
import org.jacobilang.runtime.UnaryOp;

/**
 * Operators on rank-0 arrays and numbers, for the operands whose dtype and arithmetic are plain: written for partial
 * evaluation, which leaves the bare machine instruction and no array. All of them answer null for operands that are not theirs.
 */
final class ScalarOperators {
    /** Powers up to this one are products of few factors. */
    private static final long SMALL_POWER = 32;

    private ScalarOperators() {
    }

    /** Whether an operand is one that the methods below may have an answer for. */
    static boolean isScalar(Object value) {
        return value instanceof Float32Scalar || value instanceof Float64Scalar || value instanceof Int32Scalar;
    }

    private static boolean isArithmetic(BinaryOp op) {
        return op == BinaryOp.ADD || op == BinaryOp.SUB || op == BinaryOp.MUL || op == BinaryOp.DIV;
    }

    static ArrayValue binary(BinaryOp op, Object a, Object b) {
        if (op == BinaryOp.POW) {
            return b instanceof Long n && n > 0 && n <= SMALL_POWER ? power(a, (int) (long) n) : null;
        }
        if (!isArithmetic(op)) {
            return null;
        }
        if (a instanceof Float32Scalar x) {
            if (b instanceof Float32Scalar y) {
                return new Float32Scalar(apply(op, x.value(), y.value()), x.weak() && y.weak());
            }
            // With 64-bit types on, two weak operands make a 64-bit one.
            if (b instanceof Double y && !(x.weak() && Promotion.x64())) {
                return new Float32Scalar(apply(op, x.value(), (float) (double) y), x.weak());
            }
            if (b instanceof Long y && isInt32(y)) {
                return new Float32Scalar(apply(op, x.value(), (float) (long) y), x.weak());
            }
            return null;
        }
        if (b instanceof Float32Scalar y) {
            if (a instanceof Double x && !(y.weak() && Promotion.x64())) {
                return new Float32Scalar(apply(op, (float) (double) x, y.value()), y.weak());
            }
            if (a instanceof Long x && isInt32(x)) {
                return new Float32Scalar(apply(op, (float) (long) x, y.value()), y.weak());
            }
            return null;
        }
        if (a instanceof Float64Scalar x) {
            if (b instanceof Float64Scalar y) {
                return new Float64Scalar(apply(op, x.value(), y.value()), x.weak() && y.weak());
            }
            if (b instanceof Double y) {
                return new Float64Scalar(apply(op, x.value(), y), x.weak());
            }
            if (b instanceof Long y && isInt32(y)) {
                return new Float64Scalar(apply(op, x.value(), (double) (long) y), x.weak());
            }
            return null;
        }
        if (b instanceof Float64Scalar y) {
            if (a instanceof Double x) {
                return new Float64Scalar(apply(op, x, y.value()), y.weak());
            }
            if (a instanceof Long x && isInt32(x)) {
                return new Float64Scalar(apply(op, (double) (long) x, y.value()), y.weak());
            }
            return null;
        }
        return op == BinaryOp.DIV ? null : integers(op, a, b);
    }

    private static ArrayValue integers(BinaryOp op, Object a, Object b) {
        if (a instanceof Int32Scalar x) {
            if (b instanceof Int32Scalar y) {
                return new Int32Scalar(apply(op, x.value(), y.value()), x.weak() && y.weak());
            }
            if (b instanceof Long y && isInt32(y) && !(x.weak() && Promotion.x64())) {
                return new Int32Scalar(apply(op, x.value(), (int) (long) y), x.weak());
            }
        } else if (b instanceof Int32Scalar y && a instanceof Long x && isInt32(x) && !(y.weak() && Promotion.x64())) {
            return new Int32Scalar(apply(op, (int) (long) x, y.value()), y.weak());
        }
        return null;
    }

    private static boolean isInt32(long n) {
        return (int) n == n;
    }

    private static ArrayValue power(Object a, int n) {
        if (a instanceof Float32Scalar x) {
            return new Float32Scalar(Special.power(x.value(), n), x.weak());
        }
        return a instanceof Float64Scalar x ? new Float64Scalar(Special.power(x.value(), n), x.weak()) : null;
    }

    private static float apply(BinaryOp op, float a, float b) {
        return switch (op) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            default -> a / b;
        };
    }

    private static double apply(BinaryOp op, double a, double b) {
        return switch (op) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            default -> a / b;
        };
    }

    private static int apply(BinaryOp op, int a, int b) {
        return switch (op) {
            case ADD -> a + b;
            case SUB -> a - b;
            default -> a * b;
        };
    }

    /** Every scalar of these is a double exactly, and a number of the program is rounded to the array's dtype first. */
    static ArrayValue compare(CompareOp op, Object a, Object b) {
        if (a instanceof Float32Scalar x) {
            if (b instanceof Float32Scalar y) {
                return result(op, x.value(), y.value(), x.weak() && y.weak());
            }
            if (b instanceof Double y && !(x.weak() && Promotion.x64())) {
                return result(op, x.value(), (float) (double) y, x.weak());
            }
            return b instanceof Long y && isInt32(y) ? result(op, x.value(), (float) (long) y, x.weak()) : null;
        }
        if (a instanceof Float64Scalar x) {
            if (b instanceof Float64Scalar y) {
                return result(op, x.value(), y.value(), x.weak() && y.weak());
            }
            if (b instanceof Double y) {
                return result(op, x.value(), y, x.weak());
            }
            return b instanceof Long y && isInt32(y) ? result(op, x.value(), (double) (long) y, x.weak()) : null;
        }
        if (a instanceof Int32Scalar x) {
            return b instanceof Int32Scalar y ? result(op, x.value(), y.value(), x.weak() && y.weak())
                    : b instanceof Long y && isInt32(y) ? result(op, x.value(), (double) (long) y, x.weak()) : null;
        }
        return null;
    }

    private static BoolScalar result(CompareOp op, double a, double b, boolean weak) {
        return BoolScalar.of(switch (op) {
            case LT -> a < b;
            case LE -> a <= b;
            case EQ -> a == b;
            case NE -> a != b;
            case GT -> a > b;
            case GE -> a >= b;
        }, weak);
    }

    static ArrayValue unary(UnaryOp op, Object a) {
        if (op == UnaryOp.NEG) {
            if (a instanceof Float32Scalar x) {
                return new Float32Scalar(-x.value(), x.weak());
            }
            if (a instanceof Float64Scalar x) {
                return new Float64Scalar(-x.value(), x.weak());
            }
            if (a instanceof Int32Scalar x) {
                return new Int32Scalar(-x.value(), x.weak());
            }
        }
        return null;
    }
}
