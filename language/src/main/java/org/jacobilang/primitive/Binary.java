package org.jacobilang.primitive;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;
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

/** A function of two operands, element by element. */
class Binary extends ElementwiseRow {
    /** The partial derivative by one operand at (x, y), where z is the function's value; null where it is zero. */
    @FunctionalInterface
    interface Partial {
        Atom at(Ops o, Atom x, Atom y, Atom z);
    }

    static final Partial NONE = null;

    private final String hlo;
    private final DoubleBinaryOperator real;
    private final Partial byX;
    private final Partial byY;
    private LongBinaryOperator whole;
    private Elementwise.Complex complex;
    private Elementwise.Basic basic;

    Binary(String name, Accepts accepts, String hlo, DoubleBinaryOperator real, Partial byX, Partial byY, String doc) {
        super(name, accepts, doc);
        this.hlo = hlo;
        this.real = real;
        this.byX = byX;
        this.byY = byY;
    }

    Binary whole(LongBinaryOperator f) {
        whole = f;
        return this;
    }

    Binary complex(Elementwise.Complex f) {
        complex = f;
        return this;
    }

    Binary basic(Elementwise.Basic op) {
        basic = op;
        return this;
    }

    Binary domain(double newLow, double newHigh) {
        low = newLow;
        high = newHigh;
        return this;
    }

    @Override
    int arity() {
        return 2;
    }

    public boolean differentiable() {
        return byX != null || byY != null;
    }

    /** The operation on integers of this dtype. */
    LongBinaryOperator wholeFor(DType d) {
        return whole;
    }

    @Override
    ArrayValue kernel(Params p, AbstractValue out, ArrayValue[] in) {
        DType d = in[0].dtype();
        if (basic != null && d.isFloating()) {
            ArrayValue fast = Elementwise.basic(basic, out, in[0], in[1]);
            if (fast != null) {
                return fast;
            }
        }
        if (d.isComplex()) {
            if (complex == null) {
                throw org.jacobilang.runtime.Errors.notImplemented("%s of complex numbers", name());
            }
            return Elementwise.complex(out, in[0], in[1], complex);
        }
        if (Elements.isWhole(d)) {
            return Elementwise.whole(out, in[0], in[1], wholeFor(d));
        }
        return Elementwise.real(out, in[0], in[1], real);
    }

    @Override
    public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
        Atom z = b.emit1(this, eq.params(), primals);
        Ops o = new Ops(b);
        Atom t = null;
        if (tangents[0] != null && byX != null) {
            t = o.mul(tangents[0], byX.at(o, primals[0], primals[1], z));
        }
        if (tangents[1] != null && byY != null) {
            t = o.add(t, o.mul(tangents[1], byY.at(o, primals[0], primals[1], z)));
        }
        return JvpResult.of(z, o.broadcast(t, z.aval().shape()));
    }

    @Override
    public String[] lower(Lowering l, Equation eq, String[] operands) {
        return lowered(l, eq, hlo, "", widened(l, eq, operands));
    }

    @Override
    public ScalarKernel scalarKernel(Params p, List<AbstractValue> in) {
        DType d = in.get(0).dtype();
        if (Elements.isWhole(d)) {
            LongBinaryOperator f = wholeFor(d);
            return f == null ? null : new ScalarKernel.Whole2(f);
        }
        return d == DType.FLOAT32 || d == DType.FLOAT64 ? new ScalarKernel.Real2(real) : null;
    }
}
