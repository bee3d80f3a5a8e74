package org.jacobilang.primitive;

import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Shape;
import org.jacobilang.program.Atom;
import org.jacobilang.program.Program;
import org.jacobilang.program.ProgramBuilder;

/** Small programs for the samples of the primitives that hold programs. */
final class Samples {
    private static final AbstractValue REAL = AbstractValue.scalar(DType.FLOAT32);
    private static final AbstractValue THREE = new AbstractValue(DType.FLOAT32, Shape.of(3));
    private static final AbstractValue WHOLE = AbstractValue.scalar(DType.INT32);

    private Samples() {
    }

    /** (x, y) to (y, x y). */
    static Program swappedProduct() {
        ProgramBuilder b = new ProgramBuilder();
        Atom x = b.input(THREE);
        Atom y = b.input(THREE);
        return b.build(y, new Ops(b).mul(x, y));
    }

    /** x to factor x. */
    static Program scaled(double factor) {
        ProgramBuilder b = new ProgramBuilder();
        return b.build(new Ops(b).mul(b.input(THREE), factor));
    }

    /** (k, carry, x) to (carry x + k, carry): the body of a scan. */
    static Program runningProduct() {
        ProgramBuilder b = new ProgramBuilder();
        Ops o = new Ops(b);
        Atom k = b.input(REAL);
        Atom carry = b.input(REAL);
        Atom x = b.input(REAL);
        return b.build(o.add(o.mul(carry, x), k), carry);
    }

    /** (n, i, x) to i &lt; n: the condition of a while. */
    static Program below() {
        ProgramBuilder b = new ProgramBuilder();
        Atom n = b.input(WHOLE);
        Atom i = b.input(WHOLE);
        b.input(THREE);
        return b.build(new Ops(b).one("lt", i, n));
    }

    /** (k, i, x) to (i + 1, x / 2 + k): the body of a while. */
    static Program growing() {
        ProgramBuilder b = new ProgramBuilder();
        Ops o = new Ops(b);
        Atom k = b.input(THREE);
        Atom i = b.input(WHOLE);
        Atom x = b.input(THREE);
        return b.build(o.add(i, 1), o.add(o.mul(x, 0.5), k));
    }
}
