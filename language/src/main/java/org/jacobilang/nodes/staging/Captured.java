package org.jacobilang.nodes.staging;

import java.util.ArrayList;
import java.util.List;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.Float64Scalar;
import org.jacobilang.array.Int64Scalar;
import org.jacobilang.execute.Pytree;
import org.jacobilang.execute.TracedNumber;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.program.Tracer;
import org.jacobilang.runtime.DictObject;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.TupleObject;

/**
 * A place outside a function whose arrays and numbers are inputs of the program, because they are others at each call: its
 * structure, the types of the inputs in order, and what must be as it was (null at an input).
 */
record Captured(Place place, Pytree.Definition tree, List<AbstractValue> types, List<Object> fixed) {
    /** More leaves than this stay a constant. */
    private static final int MOST_LEAVES = 256;

    /** Whether a value may be captured. */
    static boolean possible(Object value) {
        if (value instanceof ArrayValue || value instanceof Long || value instanceof Double) {
            return true;
        }
        if (!(value instanceof TupleObject || value instanceof ListObject || value instanceof DictObject)) {
            return false;
        }
        List<Object> leaves = new ArrayList<>();
        try {
            Pytree.flatten(value, leaves);
        } catch (org.jacobilang.runtime.PythonException e) {
            return false;
        }
        return leaves.size() <= MOST_LEAVES && leaves.stream().anyMatch(l -> l instanceof ArrayValue || l instanceof Long
                || l instanceof Double);
    }

    private static AbstractValue type(Object leaf) {
        return leaf instanceof ArrayValue a ? a.aval() : leaf instanceof Long ? TracedNumber.INT : leaf instanceof Double
                ? TracedNumber.FLOAT : null;
    }

    /** Makes the inputs; {@code traced} gets the value that stands for the place's. */
    static Captured of(Place place, Object value, ProgramBuilder builder, Object[] traced) {
        List<Object> leaves = new ArrayList<>();
        Pytree.Definition tree = Pytree.flatten(value, leaves);
        List<AbstractValue> types = new ArrayList<>();
        List<Object> fixed = new ArrayList<>();
        for (int i = 0; i < leaves.size(); i++) {
            AbstractValue type = type(leaves.get(i));
            fixed.add(type == null ? leaves.get(i) : null);
            if (type != null) {
                types.add(type);
                Tracer t = new Tracer(builder.input(type), builder);
                leaves.set(i, leaves.get(i) instanceof ArrayValue ? t : TracedNumber.of(t));
            }
        }
        traced[0] = Pytree.unflatten(tree, leaves);
        return new Captured(place, tree, types, fixed);
    }

    /** Adds the inputs' values; false where the place holds something of another kind. */
    boolean values(Object value, List<ArrayValue> inputs) {
        List<Object> leaves = new ArrayList<>();
        if (value == null || !tree.equals(Pytree.flatten(value, leaves))) {
            return false;
        }
        int k = 0;
        for (int i = 0; i < leaves.size(); i++) {
            Object leaf = leaves.get(i);
            AbstractValue type = type(leaf);
            if (fixed.get(i) != null ? !Structure.same(fixed.get(i), leaf) : type == null || !type.equals(types.get(k++))) {
                return false;
            }
            if (type != null) {
                inputs.add(switch (leaf) {
                    case Long n -> new Int64Scalar(n, true);
                    case Double d -> new Float64Scalar(d, true);
                    default -> (ArrayValue) leaf;
                });
            }
        }
        return true;
    }
}
