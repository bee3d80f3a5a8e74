package org.jacobilang.program;

import java.util.List;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;

/**
 * One operation of the traced program. Every rule is abstract, so a primitive without one does not compile; an operation
 * that has no derivative says so in its rule.
 */
public abstract class Primitive {
    private final String name;

    protected Primitive(String name) {
        this.name = name;
    }

    /** The name as JAX's jaxprs print it. */
    public final String name() {
        return name;
    }

    /** Result types; throws the guest's TypeError or ValueError with the operands' shapes. */
    public abstract List<AbstractValue> abstractEval(Params params, List<AbstractValue> inputs);

    /** The JVM kernel: concrete in, concrete out. */
    public abstract ArrayValue[] evaluate(Params params, ArrayValue[] inputs);

    /** Forward derivative; a null tangent is a symbolic zero. */
    public abstract JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents);

    /**
     * Transpose of an operation that is linear in the inputs marked so. {@code inputs[i]} is null exactly for the linear
     * inputs; a null cotangent is zero. Returns one cotangent per input (null for the others, or for zero).
     */
    public abstract Atom[] transpose(ProgramBuilder b, Equation eq, Atom[] inputs, Atom[] cotangents);

    /** Batching: {@code axes[i]} is the batch axis of input i, or -1; the result carries an axis (or -1) per output. */
    public abstract BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size);

    /** Emits StableHLO for the equation; returns the SSA names of the results. */
    public abstract String[] lower(Lowering l, Equation eq, String[] operands);

    /**
     * An input that this equation merely repeats (a conversion to the type it has, a product with one), or null. Only
     * an atom of exactly the output's type will do.
     */
    public Atom forward(Equation eq) {
        return null;
    }

    /** The kernel of one element, by which an executor keeps scalars in registers; null where there is none. */
    public ScalarKernel scalarKernel(Params params, List<AbstractValue> inputs) {
        return null;
    }

    /** What tests try the primitive with, on every engine. */
    public List<Sample> samples() {
        return List.of();
    }

    /** True when no accelerator has the operation: a program with it runs on the JVM executor. */
    public boolean hostOnly() {
        return false;
    }

    /** The parameters as a printed program shows them: JAX leaves some out and has others that are never of use here. */
    public Params shown(Params params) {
        return params;
    }

    /** True when the order and number of executions matter (print, replayed writes). */
    public boolean effectful(Params params) {
        for (Program p : params.programs()) {
            if (p.effectful()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public final String toString() {
        return name;
    }

    /** Primal results and their tangents (null for zero). */
    public record JvpResult(Atom[] outputs, Atom[] tangents) {
        public static JvpResult of(Atom output, Atom tangent) {
            return new JvpResult(new Atom[]{output}, new Atom[]{tangent});
        }
    }

    /** Results and the batch axis of each, -1 for one that does not depend on the batch. */
    public record BatchResult(Atom[] outputs, int[] axes) {
        public static BatchResult of(Atom output, int axis) {
            return new BatchResult(new Atom[]{output}, new int[]{axis});
        }
    }
}
