package org.jacobilang.array;

/** A guest value with dtype and shape: a concrete array or a tracer. */
public interface ArrayLike {
    AbstractValue aval();

    default DType dtype() {
        return aval().dtype();
    }

    default Shape shape() {
        return aval().shape();
    }

    default boolean weak() {
        return aval().weak();
    }
}
