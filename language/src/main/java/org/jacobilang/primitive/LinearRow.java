package org.jacobilang.primitive;

import org.jacobilang.program.Atom;
import org.jacobilang.program.Equation;
import org.jacobilang.program.Params;
import org.jacobilang.program.ProgramBuilder;

/** An operation that is linear in its first operand and takes the others, if any, as they are: indices, say. */
abstract class LinearRow extends Row {
    LinearRow(String name) {
        super(name);
    }

    /** The cotangent of the first operand. */
    abstract Atom transposed(Ops o, Equation eq, Atom[] inputs, Atom ct);

    @Override
    public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
        Atom y = b.emit1(this, eq.params(), primals);
        if (tangents.length == 0 || tangents[0] == null) {
            return JvpResult.of(y, null);
        }
        Atom[] in = primals.clone();
        in[0] = tangents[0];
        return JvpResult.of(y, b.emit1(this, eq.params(), in));
    }

    @Override
    public Atom[] transpose(ProgramBuilder b, Equation eq, Atom[] inputs, Atom[] cotangents) {
        Atom[] out = new Atom[inputs.length];
        if (cotangents[0] != null) {
            out[0] = transposed(new Ops(b), eq, inputs, cotangents[0]);
        }
        return out;
    }

    /** Axes moved up by one behind a new axis in front. */
    static int[] shifted(int[] axes) {
        int[] out = new int[axes.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = axes[i] + 1;
        }
        return out;
    }

    /** With a value in front. */
    static int[] prepend(int value, int[] rest) {
        int[] out = new int[rest.length + 1];
        out[0] = value;
        System.arraycopy(rest, 0, out, 1, rest.length);
        return out;
    }

    static BatchResult single(ProgramBuilder b, Row row, Params p, Atom... in) {
        return BatchResult.of(b.emit1(row, p, in), 0);
    }
}
