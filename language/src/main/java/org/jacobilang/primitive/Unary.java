package org.jacobilang.primitive;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.kernel.Elements;
import org.jacobilang.array.kernel.Elementwise;
import org.jacobilang.program.Atom;
import org.jacobilang.program.Equation;
import org.jacobilang.program.Lowering;
import org.jacobilang.program.Params;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.program.ScalarKernel;

/** A function of one operand, element by element. */
class Unary extends ElementwiseRow {
    /** The derivative at x, where y is the function's value; null where it is zero everywhere. */
    @FunctionalInterface
    interface Derivative {
        Atom at(Ops o, Atom x, Atom y);
    }

    /** Says of a function that its derivative is zero wherever it exists. */
    static final Derivative NONE = null;

    private final String hlo;
    private final DoubleUnaryOperator real;
    private final Derivative derivative;
    private DoubleUnaryOperator single;
    private LongUnaryOperator whole;
    private Elementwise.Complex complex;

    Unary(String name, Accepts accepts, String hlo, DoubleUnaryOperator real, Derivative derivative, String doc) {
        super(name, accepts, doc);
        this.hlo = hlo;
        this.real = real;
        this.derivative = derivative;
    }

    /** The function in single precision, by XLA's own approximation; half precisions go through it too. */
    Unary single(DoubleUnaryOperator f) {
        single = f;
        return this;
    }

    private DoubleUnaryOperator real(DType d) {
        return single != null && d != DType.FLOAT64 && d.isFloating() ? single : real;
    }

    Unary whole(LongUnaryOperator f) {
        whole = f;
        return this;
    }

    /** The operation on integers of this dtype. */
    LongUnaryOperator wholeFor(DType d) {
        return whole;
    }

    Unary complex(Elementwise.Complex f) {
        complex = f;
        return this;
    }

    Unary domain(double newLow, double newHigh) {
        low = newLow;
        high = newHigh;
        return this;
    }

    public boolean differentiable() {
        return derivative != null;
    }

    @Override
    ArrayValue kernel(Params p, AbstractValue out, ArrayValue[] in) {
        DType d = in[0].dtype();
        if (d.isComplex()) {
            if (complex == null) {
                throw org.jacobilang.runtime.Errors.notImplemented("%s of complex numbers", name());
            }
            return Elementwise.complex(out, in[0], null, complex);
        }
        if (Elements.isWhole(d) && whole != null) {
            return Elementwise.whole(out, in[0], wholeFor(d));
        }
        return Elementwise.real(out, in[0], real(d));
    }

    @Override
    public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
        Atom y = b.emit1(this, eq.params(), primals);
        if (derivative == null || tangents[0] == null) {
            return JvpResult.of(y, null);
        }
        Ops o = new Ops(b);
        return JvpResult.of(y, o.mul(tangents[0], derivative.at(o, primals[0], y)));
    }

    @Override
    public String[] lower(Lowering l, Equation eq, String[] operands) {
        return lowered(l, eq, hlo, "", operands);
    }

    @Override
    public ScalarKernel scalarKernel(Params p, List<AbstractValue> in) {
        DType d = in.get(0).dtype();
        if (d.isComplex()) {
            return null;
        }
        if (Elements.isWhole(d)) {
            return whole == null || !Elements.isWhole(resultType(d)) ? null : new ScalarKernel.Whole1(wholeFor(d));
        }
        return d == DType.FLOAT32 || d == DType.FLOAT64 ? new ScalarKernel.Real1(real(d)) : null;
    }
}
