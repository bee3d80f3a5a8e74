package org.jacobilang.nodes;

import com.oracle.truffle.api.dsl.NodeChild;
import com.oracle.truffle.api.dsl.NodeField;
import com.oracle.truffle.api.dsl.Specialization;
import org.jacobilang.runtime.BinaryOp;
import org.jacobilang.runtime.CompareOp;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.PythonException;
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

        /** What the operator means in general. */
        final Object general(Object left, Object right) {
            try {
                return isInPlace() ? Operations.inPlace(getOp(), left, right) : Operations.binary(getOp(), left, right);
            } catch (PythonException e) {
                throw located(e);
            }
        }
    }

    abstract static class Add extends Binary {
        @Specialization(rewriteOn = ArithmeticException.class)
        static long longs(long a, long b) {
            return Math.addExact(a, b);
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

        @Specialization(replaces = {"longs", "doubles", "mixed"})
        Object objects(Object a, Object b) {
            return general(a, b);
        }
    }

    abstract static class Sub extends Binary {
        @Specialization(rewriteOn = ArithmeticException.class)
        static long longs(long a, long b) {
            return Math.subtractExact(a, b);
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

        @Specialization(replaces = {"longs", "doubles", "mixed"})
        Object objects(Object a, Object b) {
            return general(a, b);
        }
    }

    abstract static class Mul extends Binary {
        @Specialization(rewriteOn = ArithmeticException.class)
        static long longs(long a, long b) {
            return Math.multiplyExact(a, b);
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

        @Specialization(replaces = {"longs", "doubles", "mixed"})
        Object objects(Object a, Object b) {
            return general(a, b);
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

        @Specialization(replaces = {"longs", "doubles", "mixed"})
        Object objects(Object a, Object b) {
            return general(a, b);
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

        @Specialization(replaces = "longs")
        Object objects(Object a, Object b) {
            return general(a, b);
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

        @Specialization(replaces = "longs")
        Object objects(Object a, Object b) {
            return general(a, b);
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

        static boolean isFinite(double a) {
            return Double.isFinite(a);
        }

        static double square(double a) {
            return a * a;
        }

        @Specialization(replaces = {"longs", "square"})
        Object objects(Object a, Object b) {
            return general(a, b);
        }
    }

    abstract static class Bits extends Binary {
        static boolean inRange(BinaryOp op, long b) {
            return op == BinaryOp.AND || op == BinaryOp.OR || op == BinaryOp.XOR || op == BinaryOp.RSHIFT && b >= 0;
        }

        @Specialization(guards = "inRange(getOp(), b)")
        long longs(long a, long b) {
            return switch (getOp()) {
                case AND -> a & b;
                case OR -> a | b;
                case XOR -> a ^ b;
                default -> a >> Math.min(b, Long.SIZE - 1);
            };
        }

        @Specialization(replaces = "longs")
        Object objects(Object a, Object b) {
            return general(a, b);
        }
    }

    abstract static class Other extends Binary {
        @Specialization
        Object objects(Object a, Object b) {
            return general(a, b);
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

        @Specialization(replaces = {"longs", "doubles", "mixed"})
        Object objects(Object a, Object b) {
            try {
                return Operations.compare(getOp(), a, b);
            } catch (PythonException e) {
                throw located(e);
            }
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

        @Specialization(replaces = {"longs", "doubles"})
        Object objects(Object a) {
            try {
                return Operations.unary(getOp(), a);
            } catch (PythonException e) {
                throw located(e);
            }
        }
    }
}
