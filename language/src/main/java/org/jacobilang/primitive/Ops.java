package org.jacobilang.primitive;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Shape;
import org.jacobilang.array.kernel.Elements;
import org.jacobilang.program.Atom;
import org.jacobilang.program.Constant;
import org.jacobilang.program.DotDimensions;
import org.jacobilang.program.Params;
import org.jacobilang.program.ProgramBuilder;

/** Emits equations by name: how rules write programs. A null atom is a symbolic zero where a method says so. */
public final class Ops {
    public final ProgramBuilder b;

    public Ops(ProgramBuilder b) {
        this.b = b;
    }

    public Atom one(String primitive, Params params, Atom... in) {
        return b.emit1(Primitives.get(primitive), params, in);
    }

    public Atom one(String primitive, Atom... in) {
        return one(primitive, Params.NONE, in);
    }

    /** A rank-0 constant of the dtype of {@code like}, weak so that it decides nothing. */
    public Atom scalar(Atom like, double value) {
        return scalar(like.aval().dtype(), value);
    }

    public Atom scalar(DType dtype, double value) {
        return new Constant(Elements.full(new AbstractValue(dtype, Shape.SCALAR, true), value));
    }

    public Atom full(AbstractValue aval, double value) {
        if (aval.shape().rank() == 0) {
            return new Constant(Elements.full(aval, value));
        }
        return broadcast(new Constant(Elements.full(aval.withShape(Shape.SCALAR), value)), aval.shape());
    }

    public Atom zeros(AbstractValue aval) {
        return full(aval, 0);
    }

    /** The atom, or zeros of this type where it is a symbolic zero. */
    public Atom materialize(Atom a, AbstractValue aval) {
        return a == null ? zeros(aval) : a;
    }

    public Atom add(Atom x, Atom y) {
        return x == null ? y : y == null ? x : one("add", x, y);
    }

    public Atom sub(Atom x, Atom y) {
        return y == null ? x : x == null ? neg(y) : one("sub", x, y);
    }

    /** The product; zero if a factor is. */
    public Atom mul(Atom x, Atom y) {
        if (x == null || y == null) {
            return null;
        }
        return isOne(x) && wide(x, y) ? y : isOne(y) && wide(y, x) ? x : one("mul", x, y);
    }

    private static boolean wide(Atom scalar, Atom other) {
        return scalar.aval().shape().rank() == 0 || scalar.aval().shape().equals(other.aval().shape());
    }

    private static boolean isOne(Atom a) {
        return a instanceof Constant c && c.aval().shape().rank() == 0 && !c.aval().dtype().isComplex()
                && Elements.real(c.aval().dtype(), c.value().data(), 0) == 1;
    }

    public Atom mul(Atom x, double y) {
        return x == null ? null : mul(x, scalar(x, y));
    }

    public Atom add(Atom x, double y) {
        return one("add", x, scalar(x, y));
    }

    public Atom div(Atom x, Atom y) {
        return x == null ? null : one("div", x, y);
    }

    public Atom neg(Atom x) {
        return x == null ? null : one("neg", x);
    }

    /** {@code no} where the predicate is false and {@code yes} where it is true, of one shape with it. */
    public Atom select(Atom predicate, Atom yes, Atom no) {
        Shape s = yes.aval().shape().rank() > 0 ? yes.aval().shape() : no.aval().shape();
        s = s.rank() > 0 ? s : predicate.aval().shape();
        return one("select_n", predicate, broadcast(no, s), broadcast(yes, s));
    }

    public Atom convert(Atom x, DType dtype) {
        return x == null || x.aval().dtype() == dtype ? x
                : one("convert_element_type", Params.of("new_dtype", dtype, "weak_type", x.aval().weak()), x);
    }

    public Atom reshape(Atom x, Shape shape) {
        return x == null || x.aval().shape().equals(shape) ? x : one("reshape", Params.of("new_sizes", shape, "dimensions", null), x);
    }

    /** Repeats a scalar, or leaves an array of the shape alone; smaller ranks align at the end. */
    public Atom broadcast(Atom x, Shape shape) {
        if (x == null || x.aval().shape().equals(shape)) {
            return x;
        }
        int offset = shape.rank() - x.aval().shape().rank();
        return broadcast(x, shape, IntStream.range(offset, shape.rank()).toArray());
    }

    public Atom broadcast(Atom x, Shape shape, int... axes) {
        return one("broadcast_in_dim", Params.of("shape", shape, "broadcast_dimensions", axes), x);
    }

    /** Undoes the repetition of a scalar operand in a cotangent. */
    public Atom unbroadcast(Atom ct, AbstractValue target) {
        return ct == null || target.shape().rank() > 0 || ct.aval().shape().rank() == 0 ? ct
                : sum(ct, IntStream.range(0, ct.aval().shape().rank()).toArray());
    }

    public Atom sum(Atom x, int... axes) {
        return axes.length == 0 ? x : one("reduce_sum", Params.of("axes", axes), x);
    }

    public Atom transpose(Atom x, int... permutation) {
        return Arrays.equals(permutation, IntStream.range(0, permutation.length).toArray()) ? x
                : one("transpose", Params.of("permutation", permutation), x);
    }

    /** Moves one axis, keeping the order of the others. */
    public Atom moveAxis(Atom x, int from, int to) {
        if (x == null || from == to) {
            return x;
        }
        int rank = x.aval().shape().rank();
        int[] order = new int[rank];
        int k = 0;
        for (int i = 0; i < rank; i++) {
            if (i == to) {
                order[i] = from;
            } else {
                if (k == from) {
                    k++;
                }
                order[i] = k++;
            }
        }
        return transpose(x, order);
    }

    public Atom dot(Atom x, Atom y, int[] cx, int[] cy, int[] bx, int[] by) {
        return one("dot_general", Params.of("dimension_numbers", DotDimensions.of(cx, cy, bx, by), "precision", null,
                "preferred_element_type", x.aval().dtype()), x, y);
    }

    public Atom slice(Atom x, int[] start, int[] limit, int[] strides) {
        return one("slice", Params.of("start_indices", start, "limit_indices", limit, "strides", strides), x);
    }

    /** Element or rows {@code from} to {@code to} of one axis. */
    public Atom sliceAxis(Atom x, int axis, int from, int to) {
        int[] start = new int[x.aval().shape().rank()];
        int[] limit = x.aval().shape().dims();
        start[axis] = from;
        limit[axis] = to;
        return slice(x, start, limit, null);
    }

    public Atom concatenate(int axis, Atom... parts) {
        return parts.length == 1 ? parts[0] : one("concatenate", Params.of("dimension", axis), parts);
    }

    public Atom pad(Atom x, Atom value, int[] low, int[] high, int[] interior) {
        return one("pad", Params.of("padding_config", new Padding(low, high, interior)), x, value);
    }

    public Atom iota(DType dtype, Shape shape, int axis) {
        return one("iota", Params.of("dtype", dtype, "shape", shape, "dimension", axis));
    }

    /** Adds a batch axis of this size in front. */
    public Atom expand(Atom x, int size) {
        int[] dims = x.aval().shape().dims();
        int[] all = new int[dims.length + 1];
        all[0] = size;
        System.arraycopy(dims, 0, all, 1, dims.length);
        return broadcast(x, Shape.of(all), IntStream.range(1, all.length).toArray());
    }

    /** The operand with its batch axis in front; one is added where there is none. */
    public Atom front(Atom x, int axis, int size) {
        return axis < 0 ? expand(x, size) : moveAxis(x, axis, 0);
    }
}
