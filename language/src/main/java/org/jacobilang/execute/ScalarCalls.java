package org.jacobilang.execute;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.BoolScalar;
import org.jacobilang.array.DType;
import org.jacobilang.array.Float32Scalar;
import org.jacobilang.array.Float64Scalar;
import org.jacobilang.array.Promotion;
import org.jacobilang.array.Shape;
import org.jacobilang.primitive.Primitives;
import org.jacobilang.program.Params;
import org.jacobilang.program.ScalarKernel;
import org.jacobilang.runtime.BuiltinFunction;

/**
 * Elementwise functions whose calls with rank-0 floating arrays stay in compiled code: the row's scalar kernel is a constant
 * there, and the arrays vanish. Every other operand takes the general way.
 */
final class ScalarCalls {
    /** Kernels that the compiler turns into an instruction or a stub; larger ones are called. */
    private static final Set<String> SMALL = Set.of("exp", "log", "sin", "cos", "tan", "sqrt", "rsqrt", "abs", "neg", "square",
            "add", "sub", "mul", "max", "min");
    private static final AbstractValue FLOAT = new AbstractValue(DType.FLOAT32, Shape.SCALAR, false);

    private ScalarCalls() {
    }

    static BuiltinFunction.Body one(String primitive, BuiltinFunction.Body general) {
        return new One(primitive, general);
    }

    static BuiltinFunction.Body two(String primitive, BuiltinFunction.Body general) {
        return new Two(primitive, general);
    }

    static BuiltinFunction.Body select(BuiltinFunction.Body general) {
        return new Select(general);
    }

    private abstract static class Call implements BuiltinFunction.Compiled {
        final String name;
        final boolean small;
        private final BuiltinFunction.Body general;
        @CompilationFinal private boolean looked;

        Call(String name, BuiltinFunction.Body general) {
            this.name = name;
            this.small = SMALL.contains(name);
            this.general = general;
        }

        /** Finds the kernel at the first call: the rows are made late. */
        final void find() {
            if (!looked) {
                CompilerDirectives.transferToInterpreterAndInvalidate();
                looked = true;
                found();
            }
        }

        abstract void found();

        @TruffleBoundary
        final Object general(Object[] arguments) {
            return general.call(arguments);
        }
    }

    private static final class One extends Call {
        @CompilationFinal private DoubleUnaryOperator kernel;
        @CompilationFinal private DoubleUnaryOperator wide;

        One(String name, BuiltinFunction.Body general) {
            super(name, general);
        }

        @Override
        void found() {
            kernel = kernel(FLOAT);
            wide = kernel(FLOAT.withDType(DType.FLOAT64));
        }

        private DoubleUnaryOperator kernel(AbstractValue type) {
            return Primitives.get(name).scalarKernel(Params.NONE, List.of(type)) instanceof ScalarKernel.Real1 k ? k.op() : null;
        }

        @Override
        public Object call(Object[] a) {
            find();
            if (kernel != null) {
                if (a[0] instanceof Float32Scalar x) {
                    return new Float32Scalar((float) apply(kernel, x.value()), x.weak());
                }
                if (a[0] instanceof Double x && !Promotion.x64()) {
                    return new Float32Scalar((float) apply(kernel, (float) (double) x), true);
                }
                if (a[0] instanceof Float64Scalar x) {
                    return new Float64Scalar(apply(wide, x.value()), x.weak());
                }
            }
            return general(a);
        }

        private double apply(DoubleUnaryOperator f, double x) {
            return small ? f.applyAsDouble(x) : applyLarge(f, x);
        }

        @TruffleBoundary
        private static double applyLarge(DoubleUnaryOperator f, double x) {
            return f.applyAsDouble(x);
        }
    }

    private static final class Two extends Call {
        @CompilationFinal private DoubleBinaryOperator kernel;

        Two(String name, BuiltinFunction.Body general) {
            super(name, general);
        }

        @Override
        void found() {
            kernel = Primitives.get(name).scalarKernel(Params.NONE, List.of(FLOAT, FLOAT)) instanceof ScalarKernel.Real2 k ? k.op()
                    : null;
        }

        @Override
        public Object call(Object[] a) {
            find();
            if (kernel != null) {
                if (a[0] instanceof Float32Scalar x) {
                    if (a[1] instanceof Float32Scalar y) {
                        return new Float32Scalar((float) apply(x.value(), y.value()), x.weak() && y.weak());
                    }
                    if (a[1] instanceof Double y && !(x.weak() && Promotion.x64())) {
                        return new Float32Scalar((float) apply(x.value(), (float) (double) y), x.weak());
                    }
                } else if (a[1] instanceof Float32Scalar y && a[0] instanceof Double x && !(y.weak() && Promotion.x64())) {
                    return new Float32Scalar((float) apply((float) (double) x, y.value()), y.weak());
                } else if (a[0] instanceof Float64Scalar x && a[1] instanceof Float64Scalar y) {
                    return new Float64Scalar(apply(x.value(), y.value()), x.weak() && y.weak());
                }
            }
            return general(a);
        }

        private double apply(double x, double y) {
            return small ? kernel.applyAsDouble(x, y) : applyLarge(x, y);
        }

        @TruffleBoundary
        private double applyLarge(double x, double y) {
            return kernel.applyAsDouble(x, y);
        }
    }

    private static final class Select extends Call {
        Select(BuiltinFunction.Body general) {
            super("select", general);
        }

        @Override
        void found() {
        }

        @Override
        public Object call(Object[] a) {
            if (a[0] instanceof BoolScalar which) {
                ArrayValue result = pick(which.value(), a[1], a[2]);
                if (result != null) {
                    return result;
                }
            }
            return general(a);
        }

        private static ArrayValue pick(boolean first, Object a, Object b) {
            if (a instanceof Float32Scalar x) {
                if (b instanceof Float32Scalar y) {
                    return new Float32Scalar(first ? x.value() : y.value(), x.weak() && y.weak());
                }
                return b instanceof Double y && !(x.weak() && Promotion.x64())
                        ? new Float32Scalar(first ? x.value() : (float) (double) y, x.weak()) : null;
            }
            return b instanceof Float32Scalar y && a instanceof Double x && !(y.weak() && Promotion.x64())
                    ? new Float32Scalar(first ? (float) (double) x : y.value(), y.weak()) : null;
        }
    }
}
