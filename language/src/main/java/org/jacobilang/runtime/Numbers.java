package org.jacobilang.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Arithmetic of bool, int, float and complex. */
public final class Numbers {

    private Numbers() {
    }

    /** A {@code Long} where it fits. */
    public static Object normal(BigInteger value) {
        return value.bitLength() < 64 ? (Object) value.longValue() : value;
    }

    public static BigInteger big(Object value) {
        return value instanceof BigInteger b ? b : BigInteger.valueOf(value instanceof Boolean t ? t ? 1 : 0 : (Long) value);
    }

    public static boolean isInt(Object value) {
        return value instanceof Long || value instanceof BigInteger || value instanceof Boolean;
    }

    static int rank(Object value) {
        return isInt(value) ? 1 : value instanceof Double ? 2 : value instanceof ComplexValue ? 3 : 0;
    }

    public static double toDouble(Object value) {
        if (value instanceof BigInteger b) {
            double result = b.doubleValue();
            if (Double.isInfinite(result)) {
                throw Errors.overflow("int too large to convert to float");
            }
            return result;
        }
        return value instanceof Double d ? d : value instanceof Boolean t ? t ? 1 : 0 : ((Long) value).doubleValue();
    }

    static ComplexValue complex(Object value) {
        return value instanceof ComplexValue c ? c : new ComplexValue(toDouble(value), 0);
    }

    @TruffleBoundary
    static Object binary(BinaryOp op, Object left, Object right) {
        if (left instanceof Long a && right instanceof Long b) {
            Object result = longs(op, a, b);
            if (result != null) {
                return result;
            }
        }
        int rank = Math.max(rank(left), rank(right));
        if (rank == 1) {
            if (left instanceof Boolean a && right instanceof Boolean b) {
                switch (op) {
                    case AND:
                        return a & b;
                    case OR:
                        return a | b;
                    case XOR:
                        return a ^ b;
                    default:
                }
            }
            return integers(op, left, right);
        }
        return rank == 2 ? floats(op, toDouble(left), toDouble(right)) : complexes(op, complex(left), complex(right));
    }

    /** The operation on machine integers, or null where its result may be none. */
    private static Object longs(BinaryOp op, long a, long b) {
        return switch (op) {
            case ADD -> ((a ^ a + b) & (b ^ a + b)) < 0 ? null : (Object) (a + b);
            case SUB -> ((a ^ b) & (a ^ a - b)) < 0 ? null : (Object) (a - b);
            case MUL -> Math.multiplyHigh(a, b) != a * b >> Long.SIZE - 1 ? null : (Object) (a * b);
            case AND -> a & b;
            case OR -> a | b;
            case XOR -> a ^ b;
            case FLOORDIV -> b == 0 || b == -1 ? null : (Object) Math.floorDiv(a, b);
            case MOD -> b == 0 || b == -1 ? null : (Object) Math.floorMod(a, b);
            default -> null;
        };
    }

    private static Object integers(BinaryOp op, Object left, Object right) {
        BigInteger a = big(left);
        BigInteger b = big(right);
        switch (op) {
            case ADD:
                return normal(a.add(b));
            case SUB:
                return normal(a.subtract(b));
            case MUL:
                return normal(a.multiply(b));
            case DIV: {
                if (b.signum() == 0) {
                    throw Errors.zeroDivision("division by zero");
                }
                if (a.bitLength() <= 53 && b.bitLength() <= 53) {
                    return a.doubleValue() / b.doubleValue();
                }
                int digits = 40 + Math.max(0, (b.bitLength() - a.bitLength()) / 3);
                double q = new BigDecimal(a).divide(new BigDecimal(b), new java.math.MathContext(digits)).doubleValue();
                if (Double.isInfinite(q)) {
                    throw Errors.overflow("integer division result too large for a float");
                }
                return q;
            }
            case FLOORDIV:
            case MOD: {
                if (b.signum() == 0) {
                    throw Errors.zeroDivision(op == BinaryOp.MOD ? "integer modulo by zero" : "integer division or modulo by zero");
                }
                BigInteger[] parts = a.divideAndRemainder(b);
                boolean adjust = parts[1].signum() != 0 && parts[1].signum() != b.signum();
                return normal(op == BinaryOp.MOD ? adjust ? parts[1].add(b) : parts[1]
                                : adjust ? parts[0].subtract(BigInteger.ONE) : parts[0]);
            }
            case POW:
                if (b.signum() < 0) {
                    return floats(op, toDouble(left), toDouble(right));
                }
                return normal(power(a, b));
            case LSHIFT:
            case RSHIFT:
                if (b.signum() < 0) {
                    throw Errors.valueError("negative shift count");
                }
                if (op == BinaryOp.RSHIFT) {
                    return normal(b.bitLength() > 31 ? BigInteger.valueOf(a.signum() < 0 ? -1 : 0) : a.shiftRight(b.intValue()));
                }
                if (a.signum() != 0 && b.bitLength() > 31) {
                    throw Errors.overflow("too many digits in integer");
                }
                return normal(a.shiftLeft(b.intValue()));
            case AND:
                return normal(a.and(b));
            case OR:
                return normal(a.or(b));
            case XOR:
                return normal(a.xor(b));
            default:
                return null;
        }
    }

    private static BigInteger power(BigInteger a, BigInteger b) {
        if (b.bitLength() <= 31) {
            return a.pow(b.intValue());
        }
        if (a.abs().equals(BigInteger.ONE) || a.signum() == 0) {
            return a.signum() < 0 && !b.testBit(0) ? BigInteger.ONE : a;
        }
        throw Errors.memoryError("the power has too many digits");
    }

    public static double floorMod(double a, double b) {
        double m = a % b;
        return m != 0 ? b < 0 != m < 0 ? m + b : m : Math.copySign(0, b);
    }

    public static double floorDiv(double a, double b) {
        double m = a % b;
        double q = (a - m) / b;
        if (m != 0 && b < 0 != m < 0) {
            q -= 1;
        }
        if (q == 0) {
            return Math.copySign(0, a / b);
        }
        double floor = Math.floor(q);
        return q - floor > 0.5 ? floor + 1 : floor;
    }

    private static Object floats(BinaryOp op, double a, double b) {
        switch (op) {
            case ADD:
                return a + b;
            case SUB:
                return a - b;
            case MUL:
                return a * b;
            case DIV:
                if (b == 0) {
                    throw Errors.zeroDivision("float division by zero");
                }
                return a / b;
            case FLOORDIV:
                if (b == 0) {
                    throw Errors.zeroDivision("float floor division by zero");
                }
                return floorDiv(a, b);
            case MOD:
                if (b == 0) {
                    throw Errors.zeroDivision("float modulo by zero");
                }
                return floorMod(a, b);
            case POW: {
                if (a == 1 || b == 0) {
                    return 1.0;
                }
                if (a == 0 && b < 0) {
                    throw Errors.zeroDivision("0.0 cannot be raised to a negative power");
                }
                if (a == -1 && Double.isInfinite(b)) {
                    return 1.0;
                }
                if (a < 0 && !Double.isInfinite(a) && !Double.isInfinite(b) && b != Math.rint(b)) {
                    return new ComplexValue(a, 0).power(new ComplexValue(b, 0));
                }
                double result = Math.pow(a, b);
                if (Double.isInfinite(result) && !Double.isInfinite(a) && !Double.isInfinite(b)) {
                    throw Errors.overflow("(34, 'Numerical result out of range')");
                }
                return result;
            }
            default:
                return null;
        }
    }

    private static Object complexes(BinaryOp op, ComplexValue a, ComplexValue b) {
        return switch (op) {
            case ADD -> a.plus(b);
            case SUB -> a.minus(b);
            case MUL -> a.times(b);
            case DIV -> a.over(b);
            case POW -> a.power(b);
            default -> null;
        };
    }

    /** The order of two real numbers, exact between int and float; 2 if one is nan. */
    static int order(Object a, Object b) {
        if (a instanceof Double || b instanceof Double) {
            double x = a instanceof BigInteger ? 0 : toDouble(a);
            double y = b instanceof BigInteger ? 0 : toDouble(b);
            if (Double.isNaN(x) || Double.isNaN(y)) {
                return 2;
            }
            if (Double.isInfinite(x) || Double.isInfinite(y) || a instanceof Double && b instanceof Double) {
                return x < y ? -1 : x > y ? 1 : 0;
            }
            return decimal(a).compareTo(decimal(b));
        }
        return a instanceof Long x && b instanceof Long y ? Long.compare(x, y) : big(a).compareTo(big(b));
    }

    private static BigDecimal decimal(Object value) {
        return value instanceof Double d ? new BigDecimal(d) : new BigDecimal(big(value));
    }

    /** CPython's hash: equal numbers of different types agree. */
    static long hash(Object value) {
        if (value instanceof Long n) {
            return n == Long.MIN_VALUE ? -4 : fix(n % 2305843009213693951L);
        }
        if (value instanceof Boolean b) {
            return b ? 1 : 0;
        }
        if (value instanceof BigInteger b) {
            long h = b.abs().mod(BigInteger.valueOf(2305843009213693951L)).longValue();
            return fix(b.signum() < 0 ? -h : h);
        }
        if (value instanceof ComplexValue c) {
            return fix(hash((Object) c.re()) + 1000003L * hash((Object) c.im()));
        }
        double d = (Double) value;
        if (Double.isNaN(d) || Double.isInfinite(d)) {
            return Double.isNaN(d) ? 0 : d > 0 ? 314159 : -314159;
        }
        if (d == Math.rint(d)) {
            return Math.abs(d) < 1L << 60 ? hash((Object) (long) d) : hash(new BigDecimal(d).toBigInteger());
        }
        int exponent = Math.getExponent(d);
        long mantissa = Double.doubleToLongBits(Math.abs(d)) & (1L << 52) - 1 | (exponent < -1022 ? 0 : 1L << 52);
        int shift = Math.floorMod((exponent < -1022 ? -1022 : exponent) - 52, 61);
        BigInteger h = BigInteger.valueOf(mantissa).shiftLeft(shift).mod(BigInteger.valueOf(2305843009213693951L));
        return fix(d < 0 ? -h.longValue() : h.longValue());
    }

    private static long fix(long h) {
        return h == -1 ? -2 : h;
    }

    /** The shortest digits that read back as the same number, in Python's form. */
    @TruffleBoundary
    public static String repr(double d) {
        if (Double.isNaN(d)) {
            return "nan";
        }
        if (Double.isInfinite(d)) {
            return d > 0 ? "inf" : "-inf";
        }
        if (d == 0) {
            return 1 / d < 0 ? "-0.0" : "0.0";
        }
        BigDecimal shortest = new BigDecimal(Double.toString(Math.abs(d))).stripTrailingZeros();
        String digits = shortest.unscaledValue().toString();
        if (digits.length() == 2) {
            // Java never gives fewer than two digits, though one may be enough for the smallest numbers.
            BigDecimal one = shortest.round(new java.math.MathContext(1));
            if (one.doubleValue() == Math.abs(d)) {
                shortest = one.stripTrailingZeros();
                digits = shortest.unscaledValue().toString();
            }
        }
        int point = digits.length() - shortest.scale();
        String sign = d < 0 ? "-" : "";
        if (point > 16 || point < -3) {
            int e = point - 1;
            return sign + digits.charAt(0) + (digits.length() > 1 ? "." + digits.substring(1) : "") + "e" + (e < 0 ? "-" : "+")
                            + (Math.abs(e) < 10 ? "0" : "") + Math.abs(e);
        }
        if (point <= 0) {
            return sign + "0." + "0".repeat(-point) + digits;
        }
        return point >= digits.length() ? sign + digits + "0".repeat(point - digits.length()) + ".0"
                        : sign + digits.substring(0, point) + "." + digits.substring(point);
    }

    static String repr(ComplexValue c) {
        String im = trim(c.im()) + "j";
        if (c.re() == 0 && 1 / c.re() > 0) {
            return im;
        }
        return "(" + trim(c.re()) + (im.startsWith("-") ? "" : "+") + im + ")";
    }

    private static String trim(double d) {
        String text = repr(d);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
