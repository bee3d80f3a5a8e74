package org.jacobilang.array;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Immutable dimensions of an array. */
public final class Shape {
    public static final Shape SCALAR = new Shape(new int[0]);

    private final int[] dims;
    private final long size;

    private Shape(int[] dims) {
        this.dims = dims;
        long n = 1;
        for (int d : dims) {
            n *= d;
        }
        this.size = n;
    }

    public static Shape of(int... dims) {
        return dims.length == 0 ? SCALAR : new Shape(dims.clone());
    }

    public int rank() {
        return dims.length;
    }

    public int dim(int axis) {
        return dims[axis];
    }

    /** A copy of the dimensions. */
    public int[] dims() {
        return dims.clone();
    }

    /** The number of elements. */
    public long size() {
        return size;
    }

    /** The number of elements as an int, which JVM arrays need. */
    public int length() {
        return Math.toIntExact(size);
    }

    /** {@code [2,3]}. */
    public String brackets() {
        return Arrays.stream(dims).mapToObj(Integer::toString).collect(Collectors.joining(",", "[", "]"));
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Shape s && Arrays.equals(dims, s.dims);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dims);
    }

    /** As Python prints the tuple: {@code (2, 3)}, {@code (2,)}, {@code ()}. */
    @Override
    public String toString() {
        String s = Arrays.stream(dims).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        return dims.length == 1 ? "(" + s + ",)" : "(" + s + ")";
    }
}
