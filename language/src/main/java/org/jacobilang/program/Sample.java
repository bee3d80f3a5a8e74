package org.jacobilang.program;

import java.util.Arrays;
import java.util.List;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayLike;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Shape;

/**
 * What to try a primitive with. An operand is an array, which is taken as it is, or a {@link Any type}, which a test fills
 * with numbers between the bounds, in its own dtype or in every one that the primitive takes.
 */
public record Sample(Params params, List<ArrayLike> operands, double low, double high) {
    /** An operand that is to be filled. */
    public record Any(AbstractValue aval, boolean everyDType) implements ArrayLike {
    }

    public static Sample of(Params params, ArrayLike... operands) {
        return new Sample(params, List.of(operands), -2, 2);
    }

    public Sample within(double newLow, double newHigh) {
        return new Sample(params, operands, newLow, newHigh);
    }

    /** An operand of every dtype. */
    public static ArrayLike any(int... dims) {
        return new Any(new AbstractValue(DType.FLOAT32, Shape.of(dims)), true);
    }

    /** An operand of this dtype. */
    public static ArrayLike any(DType dtype, int... dims) {
        return new Any(new AbstractValue(dtype, Shape.of(dims)), false);
    }

    /** An int32 array of this shape. */
    public static ArrayLike indices(Shape shape, int... elements) {
        return ArrayValue.of(new AbstractValue(DType.INT32, shape), elements);
    }

    /** An int32 scalar. */
    public static ArrayLike index(int value) {
        return indices(Shape.SCALAR, value);
    }

    /** The sample with this dtype for the operands that may have any. */
    public Sample as(DType dtype) {
        return new Sample(params, operands.stream().map(o -> o instanceof Any a && a.everyDType
                ? new Any(a.aval.withDType(dtype), true) : o).toList(), low, high);
    }

    /** Whether some operand may have any dtype. */
    public boolean everyDType() {
        return operands.stream().anyMatch(o -> o instanceof Any a && a.everyDType);
    }

    public List<AbstractValue> avals() {
        return operands.stream().map(ArrayLike::aval).toList();
    }

    @Override
    public String toString() {
        return params + " " + Arrays.toString(avals().toArray());
    }
}
