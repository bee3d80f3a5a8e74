package org.jacobilang.program;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/**
 * One element's arithmetic. Real kernels get float32 widened to double and their result is rounded back: for the four
 * operations and the square root that gives the correctly rounded float32 result. Whole kernels get any integer dtype
 * or bool (0 or 1) as a long and their result is wrapped to the output's dtype.
 */
public sealed interface ScalarKernel {
    record Real1(DoubleUnaryOperator op) implements ScalarKernel {
    }

    record Real2(DoubleBinaryOperator op) implements ScalarKernel {
    }

    record Whole1(LongUnaryOperator op) implements ScalarKernel {
    }

    record Whole2(LongBinaryOperator op) implements ScalarKernel {
    }

    /** Real in, bool out, for a comparison or a predicate of two reals. */
    record RealTest(Test op) implements ScalarKernel {
    }

    /** Selects input 1 where input 0 (bool) is false and input 2 where it is true, of any one dtype. */
    record Select() implements ScalarKernel {
    }

    /** Converts between any two non-complex dtypes as JAX does: float to int truncates, anything to bool tests for non-zero. */
    record Convert() implements ScalarKernel {
    }

    /** A predicate of two reals. */
    @FunctionalInterface
    interface Test {
        boolean test(double x, double y);
    }
}
