package org.jacobilang.primitive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayLike;
import org.jacobilang.array.DType;
import org.jacobilang.array.Shape;
import org.jacobilang.program.Atom;
import org.jacobilang.program.Equation;
import org.jacobilang.program.Lowering;
import org.jacobilang.program.Params;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.program.Sample;
import org.jacobilang.runtime.Errors;

/** An operation on each element; operands of rank 0 go with every element of the others. */
abstract class ElementwiseRow extends Row {
    /** The dtypes that an operation takes, in JAX's words. */
    enum Accepts {
        ANY("generic"), NUMBER("integer, complexfloating, floating"), INEXACT("floating, complexfloating"), FLOATING("floating"),
        WHOLE("integer, bool"), INTEGER("integer"), COMPLEX("complexfloating"), REAL("integer, floating"), ORDERED("generic");

        final String words;

        Accepts(String words) {
            this.words = words;
        }

        boolean test(DType d) {
            return switch (this) {
                case ANY -> true;
                case NUMBER -> d != DType.BOOL;
                case INEXACT -> d.isInexact();
                case FLOATING -> d.isFloating();
                case WHOLE -> d == DType.BOOL || d.isInteger();
                case INTEGER -> d.isInteger();
                case COMPLEX -> d.isComplex();
                case REAL -> d != DType.BOOL && !d.isComplex();
                case ORDERED -> !d.isComplex();
            };
        }
    }

    final Accepts accepts;
    /** What the function computes, with its formula where it is not its name. */
    final String doc;
    /** Bounds within which the function is tried by the tests. */
    double low = -2;
    double high = 2;

    ElementwiseRow(String name, Accepts accepts, String doc) {
        super(name);
        this.accepts = accepts;
        this.doc = doc;
    }

    public String doc() {
        return doc;
    }

    public double low() {
        return low;
    }

    public double high() {
        return high;
    }

    /** How many operands the function takes. */
    int arity() {
        return 1;
    }

    /** Values of the parameters to try. */
    List<Params> trials() {
        return List.of(Params.NONE);
    }

    @Override
    public List<Sample> samples() {
        List<Sample> all = new ArrayList<>();
        for (Params p : trials()) {
            ArrayLike[] arrays = new ArrayLike[arity()];
            ArrayLike[] scalars = new ArrayLike[arity()];
            Arrays.fill(arrays, Sample.any(3, 37));
            Arrays.fill(scalars, Sample.any());
            all.add(Sample.of(p, arrays).within(low, high));
            all.add(Sample.of(p, scalars).within(low, high));
            if (arity() > 1) {
                // A scalar goes with every element of an array.
                ArrayLike[] mixed = arrays.clone();
                mixed[0] = Sample.any();
                all.add(Sample.of(p, mixed).within(low, high));
            }
            // Long enough for vectors, with a rest.
            Arrays.fill(arrays, Sample.any(5001));
            all.add(Sample.of(p, arrays).within(low, high));
            Arrays.fill(arrays, Sample.any(0, 2));
            all.add(Sample.of(p, arrays).within(low, high));
        }
        return all;
    }

    /** The dtype of the result. */
    DType resultType(DType in) {
        return in;
    }

    @Override
    AbstractValue type(Params p, List<AbstractValue> in) {
        for (int i = 0; i < in.size(); i++) {
            if (!accepts.test(in.get(i).dtype())) {
                String where = in.size() > 1 ? " at position " + i : "";
                throw Errors.typeError("%s does not accept dtype %s%s. Accepted dtypes%s are subtypes of %s.", name(),
                        in.get(i).dtype().jaxName(), where, where, accepts.words);
            }
        }
        if (in.size() > 1) {
            sameDType(name(), in, 0);
        }
        DType out = resultType(in.get(0).dtype());
        return new AbstractValue(out, shape(name(), in), allWeak(in));
    }

    static Shape shape(String name, List<AbstractValue> in) {
        Shape s = Shape.SCALAR;
        for (AbstractValue a : in) {
            if (a.shape().rank() == 0) {
                continue;
            }
            if (s.rank() > 0 && !s.equals(a.shape())) {
                List<String> all = new ArrayList<>();
                in.forEach(v -> all.add(v.shape().toString()));
                throw Errors.typeError("%s got incompatible shapes for broadcasting: %s.", name, String.join(", ", all));
            }
            s = a.shape();
        }
        return s;
    }

    @Override
    public BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size) {
        Atom[] in = align(new Ops(b), inputs, axes, size);
        return BatchResult.of(b.emit1(this, eq.params(), in), 0);
    }

    /** Operands of one batched shape, with the batch axis in front; unbatched scalars stay as they are. */
    static Atom[] align(Ops o, Atom[] inputs, int[] axes, int size) {
        int rank = 0;
        for (int i = 0; i < inputs.length; i++) {
            rank = Math.max(rank, inputs[i].aval().shape().rank() - (axes[i] >= 0 ? 1 : 0));
        }
        Shape full = null;
        for (int i = 0; i < inputs.length; i++) {
            int own = inputs[i].aval().shape().rank() - (axes[i] >= 0 ? 1 : 0);
            if (own == rank) {
                int[] dims = new int[rank + 1];
                dims[0] = size;
                int k = 1;
                for (int d = 0; d < inputs[i].aval().shape().rank(); d++) {
                    if (d != axes[i]) {
                        dims[k++] = inputs[i].aval().shape().dim(d);
                    }
                }
                full = Shape.of(dims);
            }
        }
        Atom[] out = new Atom[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            Atom x = inputs[i];
            int own = x.aval().shape().rank() - (axes[i] >= 0 ? 1 : 0);
            if (axes[i] < 0) {
                out[i] = own == 0 ? x : o.broadcast(x, full, IntStream.range(1, full.rank()).toArray());
            } else if (own == rank) {
                out[i] = o.moveAxis(x, axes[i], 0);
            } else {
                out[i] = o.broadcast(x, full, 0);
            }
        }
        return out;
    }

    /** Operands in StableHLO have one shape: scalars are broadcast. */
    static String[] widened(Lowering l, Equation eq, String[] operands) {
        Shape s = eq.output(0).aval().shape();
        String[] out = new String[operands.length];
        for (int i = 0; i < out.length; i++) {
            AbstractValue a = eq.input(i).aval();
            out[i] = a.shape().rank() == 0 && s.rank() > 0
                    ? l.op("stablehlo.broadcast_in_dim", a.withShape(s), "broadcast_dimensions = array<i64>", operands[i])
                    : operands[i];
        }
        return out;
    }
}
