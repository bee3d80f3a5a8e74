package org.jacobilang.primitive;

import java.util.List;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.program.Atom;
import org.jacobilang.program.Equation;
import org.jacobilang.program.Lowering;
import org.jacobilang.program.Params;
import org.jacobilang.program.Primitive;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.runtime.Errors;

/** A primitive with one result: what the kinds of rows have in common. */
abstract class Row extends Primitive {
    Row(String name) {
        super(name);
    }

    /** The type of the result. */
    abstract AbstractValue type(Params p, List<AbstractValue> in);

    abstract ArrayValue kernel(Params p, AbstractValue out, ArrayValue[] in);

    @Override
    public final List<AbstractValue> abstractEval(Params p, List<AbstractValue> in) {
        return List.of(type(p, in));
    }

    @Override
    public final ArrayValue[] evaluate(Params p, ArrayValue[] in) {
        return new ArrayValue[] {kernel(p, type(p, avals(in)), in)};
    }

    static List<AbstractValue> avals(ArrayValue[] in) {
        AbstractValue[] all = new AbstractValue[in.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = in[i].aval();
        }
        return List.of(all);
    }

    /** For operations that are not linear in any input. */
    @Override
    public Atom[] transpose(ProgramBuilder b, Equation eq, Atom[] inputs, Atom[] cotangents) {
        throw new IllegalStateException(name() + " is not linear");
    }

    /** The result with a zero tangent: for operations whose derivative is zero wherever it exists. */
    static JvpResult zero(ProgramBuilder b, Primitive p, Equation eq, Atom[] primals) {
        Atom[] out = b.emit(p, eq.params(), primals);
        return new JvpResult(out, new Atom[out.length]);
    }

    /** The one operation of this name with these attributes. */
    static String[] lowered(Lowering l, Equation eq, String op, String attributes, String... operands) {
        return new String[] {l.op(op, eq.output(0).aval(), attributes, operands)};
    }

    static String array(int[] values) {
        StringBuilder s = new StringBuilder("array<i64");
        for (int i = 0; i < values.length; i++) {
            s.append(i == 0 ? ": " : ", ").append(values[i]);
        }
        return s.append('>').toString();
    }

    static boolean allWeak(List<AbstractValue> in) {
        for (AbstractValue a : in) {
            if (!a.weak()) {
                return false;
            }
        }
        return true;
    }

    /** Converts where the dtypes of operands differ though they must not. */
    static void sameDType(String name, List<AbstractValue> in, int from) {
        for (int i = from + 1; i < in.size(); i++) {
            if (in.get(i).dtype() != in.get(from).dtype()) {
                StringBuilder all = new StringBuilder();
                for (int k = from; k < in.size(); k++) {
                    all.append(k > from ? ", " : "").append(in.get(k).dtype().jaxName());
                }
                throw Errors.typeError("lax.%s requires arguments to have the same dtypes, got %s. "
                        + "(Tip: jnp.%s is a similar function that does automatic type promotion on inputs).", name, all, name);
            }
        }
    }
}
