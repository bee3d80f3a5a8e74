package org.jacobilang.array;

/** Dtype, shape and weakness: the type of an array in a program. */
public record AbstractValue(DType dtype, Shape shape, boolean weak) {
    public AbstractValue(DType dtype, Shape shape) {
        this(dtype, shape, false);
    }

    public static AbstractValue scalar(DType dtype) {
        return new AbstractValue(dtype, Shape.SCALAR, false);
    }

    public AbstractValue withDType(DType d) {
        return new AbstractValue(d, shape, weak);
    }

    public AbstractValue withShape(Shape s) {
        return new AbstractValue(dtype, s, weak);
    }

    public AbstractValue strong() {
        return weak ? new AbstractValue(dtype, shape, false) : this;
    }

    /** JAX's words, for example {@code float32[2,3]}. */
    @Override
    public String toString() {
        return dtype.jaxName() + shape.brackets();
    }
}
