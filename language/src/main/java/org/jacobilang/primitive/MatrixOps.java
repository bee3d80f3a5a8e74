package org.jacobilang.primitive;

import java.util.stream.IntStream;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Shape;
import org.jacobilang.program.Atom;
import org.jacobilang.program.Params;

/** Writes formulas on stacks of matrices: the last two axes are the matrix. */
final class MatrixOps {
    final Ops o;

    MatrixOps(Ops o) {
        this.o = o;
    }

    static int rows(Atom x) {
        return x.aval().shape().dim(x.aval().shape().rank() - 2);
    }

    static int columns(Atom x) {
        return x.aval().shape().dim(x.aval().shape().rank() - 1);
    }

    private static int rank(Atom x) {
        return x.aval().shape().rank();
    }

    /** The shape of x with other last axes. */
    static Shape like(Shape s, int dropped, int... last) {
        int lead = s.rank() - dropped;
        int[] dims = java.util.Arrays.copyOf(s.dims(), lead + last.length);
        System.arraycopy(last, 0, dims, lead, last.length);
        return Shape.of(dims);
    }

    Atom mm(Atom x, Atom y) {
        int n = rank(x);
        int[] batch = IntStream.range(0, n - 2).toArray();
        return o.dot(x, y, new int[] {n - 1}, new int[] {n - 2}, batch, batch);
    }

    Atom t(Atom x) {
        int n = rank(x);
        int[] order = IntStream.range(0, n).toArray();
        order[n - 2] = n - 1;
        order[n - 1] = n - 2;
        return o.transpose(x, order);
    }

    Atom conj(Atom x) {
        return x.aval().dtype().isComplex() ? o.one("conj", Params.of("input_dtype", x.aval().dtype()), x) : x;
    }

    /** The conjugate transpose. */
    Atom h(Atom x) {
        return t(conj(x));
    }

    private Atom index(Shape s, boolean row) {
        return o.iota(DType.INT32, s, s.rank() - (row ? 2 : 1));
    }

    /** The elements on and below the k-th diagonal, zeros elsewhere. */
    Atom tril(Atom x, int k) {
        Shape s = x.aval().shape();
        return o.select(o.one("ge", o.add(index(s, true), k), index(s, false)), x, o.zeros(x.aval()));
    }

    /** The elements on and above the k-th diagonal, zeros elsewhere. */
    Atom triu(Atom x, int k) {
        Shape s = x.aval().shape();
        return o.select(o.one("le", o.add(index(s, true), k), index(s, false)), x, o.zeros(x.aval()));
    }

    /** Identity matrices of this type. */
    Atom eye(AbstractValue a) {
        return o.convert(o.one("eq", index(a.shape(), true), index(a.shape(), false)), a.dtype());
    }

    /** The diagonals. */
    Atom diagonal(Atom x) {
        Atom kept = o.mul(x, eye(x.aval()));
        return o.sum(kept, rank(x) - 1);
    }

    /** The rows (or columns) of a matrix of this shape, all of them the given vector. */
    Atom spread(Atom v, Shape s, boolean alongRows) {
        int n = s.rank();
        int[] axes = IntStream.range(0, n - 1).toArray();
        axes[n - 2] = alongRows ? n - 1 : n - 2;
        return o.broadcast(v, s, axes);
    }

    Atom real(Atom x) {
        return x.aval().dtype().isComplex() ? o.one("real", x) : x;
    }

    /** X with op(A) X = B, or X op(A) = B. */
    Atom solve(Atom a, Atom b, boolean left, boolean lower, boolean transpose, boolean conjugate, boolean unit) {
        return o.one("triangular_solve", Params.of("conjugate_a", conjugate, "left_side", left, "lower", lower, "transpose_a", transpose,
                "unit_diagonal", unit), a, b);
    }

    /** The first rows and columns. */
    Atom corner(Atom x, int rows, int columns) {
        int[] start = new int[rank(x)];
        int[] limit = x.aval().shape().dims();
        limit[limit.length - 2] = rows;
        limit[limit.length - 1] = columns;
        return o.slice(x, start, limit, null);
    }

    /** Zeros below and to the right. */
    Atom grown(Atom x, int rows, int columns) {
        int n = rank(x);
        int[] high = new int[n];
        high[n - 2] = rows - rows(x);
        high[n - 1] = columns - columns(x);
        return o.pad(x, o.scalar(x, 0), new int[n], high, new int[n]);
    }

    /** The rows in another order, an int32 vector per matrix. */
    Atom permuted(Atom x, Atom order) {
        return Sorting.takeAlong(o, x, spread(order, x.aval().shape(), false), rank(x) - 2);
    }
}
