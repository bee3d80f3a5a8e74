package org.jacobilang.nodes;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.dsl.Cached;
import com.oracle.truffle.api.dsl.NodeChild;
import com.oracle.truffle.api.dsl.NodeField;
import com.oracle.truffle.api.dsl.Specialization;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.strings.TruffleString;
import org.jacobilang.runtime.BinaryOp;
import org.jacobilang.runtime.CompareOp;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.PythonException;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.UnaryOp;

/** Operators: fast on machine numbers, and otherwise whatever {@link Operations} says. */
final class OperatorNodes {
    private OperatorNodes() {
    }

    static ExpressionNode binary(BinaryOp op, boolean inPlace, ExpressionNode left, ExpressionNode right) {
        return switch (op) {
            case ADD -> OperatorNodesFactory.AddNodeGen.create(left, right, op, inPlace);
            case SUB -> OperatorNodesFactory.SubNodeGen.create(left, right, op, inPlace);
            case MUL -> OperatorNodesFactory.MulNodeGen.create(left, right, op, inPlace);
            case DIV -> OperatorNodesFactory.DivNodeGen.create(left, right, op, inPlace);
            case FLOORDIV -> OperatorNodesFactory.FloorDivNodeGen.create(left, right, op, inPlace);
            case MOD -> OperatorNodesFactory.ModNodeGen.create(left, right, op, inPlace);
            case POW -> OperatorNodesFactory.PowNodeGen.create(left, right, op, inPlace);
            case AND, OR, XOR, LSHIFT, RSHIFT -> OperatorNodesFactory.BitsNodeGen.create(left, right, op, inPlace);
            case MATMUL -> OperatorNodesFactory.OtherNodeGen.create(left, right, op, inPlace);
        };
    }

    static ExpressionNode compare(CompareOp op, ExpressionNode left, ExpressionNode right) {
        return OperatorNodesFactory.CompareNodeGen.create(left, right, op);
    }

    static ExpressionNode unary(UnaryOp op, ExpressionNode operand) {
        return OperatorNodesFactory.UnaryNodeGen.create(operand, op);
    }

    @NodeChild(value = "left", type = ExpressionNode.class)
    @NodeChild(value = "right", type = ExpressionNode.class)
    @NodeField(name = "op", type = BinaryOp.class)
    @NodeField(name = "inPlace", type = boolean.class)
    abstract static class Binary extends ExpressionNode {
        abstract BinaryOp getOp();

        abstract boolean isInPlace();

        @Child private GeneralOperators.Binary others;

        /** What the operator means in general. */
        final Object general(VirtualFrame frame, Object left, Object right) {
            if (others == null) {
                CompilerDirectives.transferToInterpreterAndInvalidate();
                others = insert(new GeneralOperators.Binary(getOp(), isInPlace()));
                others.at(start(), length());
            }
            return others.execute(frame, left, right);
        }

        /** Of two integers whose result needs more than 64 bits. */
        @TruffleBoundary
        static Object big(BinaryOp op, long a, long b) {
            return Operations.binary(op, a, b);
        }
    }

    abstract static class Add extends Binary {
        @Specialization(rewriteOn = ArithmeticException.class)
        static long longs(long a, long b) {
            return Math.addExact(a, b);
        }

        @Specialization(replaces = "longs")
        static Object bigs(long a, long b) {
            long r = a + b;
            return ((a ^ r) & (b ^ r)) < 0 ? big(BinaryOp.ADD, a, b) : (Object) r;
        }

        @Specialization
        static double doubles(double a, double b) {
            return a + b;
        }

        @Specialization
        static double mixed(double a, long b) {
            return a + b;
        }

        @Specialization
        static double mixed(long a, double b) {
            return a + b;
        }

        @Specialization
        Object objects(VirtualFrame frame, Object a, Object b) {
            return general(frame, a, b);
        }
    }

    abstract static class Sub extends Binary {
        @Specialization(rewriteOn = ArithmeticException.class)
        static long longs(long a, long b) {
            return Math.subtractExact(a, b);
        }

        @Specialization(replaces = "longs")
        static Object bigs(long a, long b) {
            long r = a - b;
            return ((a ^ b) & (a ^ r)) < 0 ? big(BinaryOp.SUB, a, b) : (Object) r;
        }

        @Specialization
        static double doubles(double a, double b) {
            return a - b;
        }

        @Specialization
        static double mixed(double a, long b) {
            return a - b;
        }

        @Specialization
        static double mixed(long a, double b) {
            return a - b;
        }

        @Specialization
        Object objects(VirtualFrame frame, Object a, Object b) {
            return general(frame, a, b);
        }
    }

    abstract static class Mul extends Binary {
        @Specialization(rewriteOn = ArithmeticException.class)
        static long longs(long a, long b) {
            return Math.multiplyExact(a, b);
        }

        @Specialization(replaces = "longs")
        static Object bigs(long a, long b) {
            long r = a * b;
            return Math.multiplyHigh(a, b) != r >> Long.SIZE - 1 ? big(BinaryOp.MUL, a, b) : (Object) r;
        }

        @Specialization
        static double doubles(double a, double b) {
            return a * b;
        }

        @Specialization
        static double mixed(double a, long b) {
            return a * b;
        }

        @Specialization
        static double mixed(long a, double b) {
            return a * b;
        }

        @Specialization
        Object objects(VirtualFrame frame, Object a, Object b) {
            return general(frame, a, b);
        }
    }

    abstract static class Div extends Binary {
        /** Beyond 53 bits the quotient must be rounded once, which the general form does. */
        static boolean exact(long a, long b) {
            long limit = 1L << 53;
            return b != 0 && a >= -limit && a <= limit && b >= -limit && b <= limit;
        }

        @Specialization(guards = "exact(a, b)")
        static double longs(long a, long b) {
            return (double) a / b;
        }

        static boolean nonZero(double b) {
            return b != 0;
        }

        @Specialization(guards = "nonZero(b)")
        static double doubles(double a, double b) {
            return a / b;
        }

        @Specialization(guards = "b != 0")
        static double mixed(double a, long b) {
            return a / b;
        }

        @Specialization(guards = "nonZero(b)")
        static double mixed(long a, double b) {
            return a / b;
        }

        @Specialization
        Object objects(VirtualFrame frame, Object a, Object b) {
            return general(frame, a, b);
        }
    }

    abstract static class FloorDiv extends Binary {
        /** The quotient of the least long and -1 is no long. */
        static boolean plain(long b) {
            return b != 0 && b != -1;
        }

        @Specialization(guards = "plain(b)")
        static long longs(long a, long b) {
            return Math.floorDiv(a, b);
        }

        @Specialization
        Object objects(VirtualFrame frame, Object a, Object b) {
            return general(frame, a, b);
        }
    }

    abstract static class Mod extends Binary {
        /** The quotient of the least long and -1 is no long. */
        static boolean plain(long b) {
            return b != 0 && b != -1;
        }

        @Specialization(guards = "plain(b)")
        static long longs(long a, long b) {
            return Math.floorMod(a, b);
        }

        static boolean nonZero(double b) {
            return b != 0;
        }

        /** The remainder has the divisor's sign, also when it is zero. */
        @Specialization(guards = "nonZero(b)")
        static double doubles(double a, double b) {
            double r = a % b;
            return r == 0 ? Math.copySign(0.0, b) : r < 0 != b < 0 ? r + b : r;
        }

        @Specialization
        Object objects(VirtualFrame frame, Object a, Object b) {
            return general(frame, a, b);
        }
    }

    abstract static class Pow extends Binary {
        @Specialization(guards = {"b >= 0", "b < 64"}, rewriteOn = ArithmeticException.class)
        static long longs(long a, long b) {
            long result = 1;
            long base = a;
            long exponent = b;
            while (true) {
                if ((exponent & 1) != 0) {
                    result = Math.multiplyExact(result, base);
                }
                exponent >>= 1;
                if (exponent == 0) {
                    return result;
                }
                base = Math.multiplyExact(base, base);
            }
        }

        /** Squares are common, and the product is what pow gives. */
        @Specialization(guards = {"b == 2", "isFinite(a)", "isFinite(square(a))"})
        static double square(double a, @SuppressWarnings("unused") long b) {
            return a * a;
        }

        static boolean isPositive(double a) {
            return a > 0 && a <= Double.MAX_VALUE;
        }

        /** Of a positive base; a result that is not finite may be an error. */
        @Specialization(guards = "isPositive(a)", rewriteOn = ArithmeticException.class)
        static double doubles(double a, double b) {
            double r = Math.pow(a, b);
            if (!Double.isFinite(r)) {
                throw new ArithmeticException();
            }
            return r;
        }

        static boolean isFinite(double a) {
            return Double.isFinite(a);
        }

        static double square(double a) {
            return a * a;
        }

        @Specialization
        Object objects(VirtualFrame frame, Object a, Object b) {
            return general(frame, a, b);
        }
    }

    abstract static class Bits extends Binary {
        static boolean inRange(BinaryOp op, long a, long b) {
            return op == BinaryOp.AND || op == BinaryOp.OR || op == BinaryOp.XOR || op == BinaryOp.RSHIFT && b >= 0
                    || op == BinaryOp.LSHIFT && b >= 0 && b < Long.SIZE - 1 && a << b >> b == a;
        }

        @Specialization(guards = "inRange(getOp(), a, b)")
        long longs(long a, long b) {
            return switch (getOp()) {
                case AND -> a & b;
                case OR -> a | b;
                case XOR -> a ^ b;
                case LSHIFT -> a << b;
                default -> a >> Math.min(b, Long.SIZE - 1);
            };
        }

        @Specialization
        Object objects(VirtualFrame frame, Object a, Object b) {
            return general(frame, a, b);
        }
    }

    abstract static class Other extends Binary {
        @Specialization
        Object objects(VirtualFrame frame, Object a, Object b) {
            return general(frame, a, b);
        }
    }

    @NodeChild(value = "left", type = ExpressionNode.class)
    @NodeChild(value = "right", type = ExpressionNode.class)
    @NodeField(name = "op", type = CompareOp.class)
    abstract static class Compare extends ExpressionNode {
        abstract CompareOp getOp();

        @Specialization
        boolean longs(long a, long b) {
            return switch (getOp()) {
                case LT -> a < b;
                case LE -> a <= b;
                case EQ -> a == b;
                case NE -> a != b;
                case GT -> a > b;
                case GE -> a >= b;
            };
        }

        @Specialization
        boolean doubles(double a, double b) {
            return switch (getOp()) {
                case LT -> a < b;
                case LE -> a <= b;
                case EQ -> a == b;
                case NE -> a != b;
                case GT -> a > b;
                case GE -> a >= b;
            };
        }

        /** A long of up to 53 bits is exactly a double. */
        static boolean exact(long a) {
            return a >= -(1L << 53) && a <= 1L << 53;
        }

        @Specialization(guards = "exact(b)")
        boolean mixed(double a, long b) {
            return doubles(a, (double) b);
        }

        @Specialization(guards = "exact(a)")
        boolean mixed(long a, double b) {
            return doubles((double) a, b);
        }

        boolean isEquality() {
            return getOp() == CompareOp.EQ || getOp() == CompareOp.NE;
        }

        @Specialization(guards = "isEquality()")
        boolean strings(TruffleString a, TruffleString b, @Cached TruffleString.EqualNode equal) {
            return (a == b || equal.execute(a, b, Strings.ENCODING)) == (getOp() == CompareOp.EQ);
        }

        @Child private GeneralOperators.Compare others;

        @Specialization
        Object objects(VirtualFrame frame, Object a, Object b) {
            if (others == null) {
                CompilerDirectives.transferToInterpreterAndInvalidate();
                others = insert(new GeneralOperators.Compare(getOp()));
                others.at(start(), length());
            }
            return others.execute(frame, a, b);
        }
    }

    @NodeChild(value = "operand", type = ExpressionNode.class)
    @NodeField(name = "op", type = UnaryOp.class)
    abstract static class Unary extends ExpressionNode {
        abstract UnaryOp getOp();

        @Specialization(guards = "a != MIN")
        long longs(long a) {
            return switch (getOp()) {
                case NEG -> -a;
                case POS -> a;
                case INVERT -> ~a;
                case ABS -> Math.abs(a);
            };
        }

        static final long MIN = Long.MIN_VALUE;

        static boolean isSign(UnaryOp op) {
            return op == UnaryOp.NEG || op == UnaryOp.POS;
        }

        @Specialization(guards = "isSign(getOp())")
        double doubles(double a) {
            return getOp() == UnaryOp.NEG ? -a : a;
        }

        @Specialization
        Object objects(Object a) {
            Object scalar = ScalarOperators.unary(getOp(), a);
            if (scalar != null) {
                return scalar;
            }
            try {
                return Operations.unary(getOp(), a);
            } catch (PythonException e) {
                throw located(e);
            }
        }
    }
}
