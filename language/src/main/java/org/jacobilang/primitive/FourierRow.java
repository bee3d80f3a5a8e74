package org.jacobilang.primitive;

import java.util.Arrays;
import java.util.List;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Shape;
import org.jacobilang.array.kernel.Fourier;
import org.jacobilang.array.kernel.Fourier.Kind;
import org.jacobilang.program.Atom;
import org.jacobilang.program.Equation;
import org.jacobilang.program.Lowering;
import org.jacobilang.program.Params;
import org.jacobilang.program.Primitive;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.program.Sample;
import org.jacobilang.runtime.Errors;

/** {@code fft[fft_lengths fft_type]}: discrete Fourier transforms over the last axes; of reals half of the spectrum is kept. */
final class FourierRow extends LinearRow {
    static final Primitive[] ALL = {new FourierRow()};

    private FourierRow() {
        super("fft");
    }

    private static Kind kind(Params p) {
        return Kind.values()[p.integer("fft_type")];
    }

    private static Params params(Kind kind, int[] lengths) {
        return Params.of("fft_lengths", lengths, "fft_type", kind.ordinal());
    }

    @Override
    public List<Sample> samples() {
        return List.of(Sample.of(params(Kind.FFT, new int[] {6}), Sample.any(DType.COMPLEX64, 2, 6)),
                Sample.of(params(Kind.IFFT, new int[] {3, 4}), Sample.any(DType.COMPLEX64, 3, 4)),
                Sample.of(params(Kind.RFFT, new int[] {5}), Sample.any(DType.FLOAT32, 2, 5)),
                Sample.of(params(Kind.IRFFT, new int[] {6}), Sample.any(DType.COMPLEX64, 2, 4)));
    }

    @Override
    AbstractValue type(Params p, List<AbstractValue> in) {
        AbstractValue x = in.get(0).strong();
        int[] lengths = p.ints("fft_lengths");
        int rank = x.shape().rank();
        if (lengths.length > rank) {
            throw Errors.valueError("FFT input shape %s must have at least as many input dimensions as fft_lengths %s.", x.shape(),
                    Shape.of(lengths));
        }
        int[] dims = x.shape().dims();
        int last = rank - 1;
        switch (kind(p)) {
            case RFFT -> {
                if (!x.dtype().isFloating()) {
                    throw Errors.valueError("RFFT input must be float32 or float64, got %s", x.dtype().jaxName());
                }
                dims[last] = lengths[lengths.length - 1] / 2 + 1;
                return new AbstractValue(x.dtype() == DType.FLOAT64 ? DType.COMPLEX128 : DType.COMPLEX64, Shape.of(dims));
            }
            case IRFFT -> {
                dims[last] = lengths[lengths.length - 1];
                return new AbstractValue(LinearAlgebra.realPart(x.dtype()), Shape.of(dims));
            }
            default -> {
                return x;
            }
        }
    }

    @Override
    ArrayValue kernel(Params p, AbstractValue out, ArrayValue[] in) {
        return Fourier.transform(out, in[0], kind(p), p.ints("fft_lengths"));
    }

    @Override
    Atom transposed(Ops o, Equation eq, Atom[] inputs, Atom ct) {
        Params p = eq.params();
        int[] lengths = p.ints("fft_lengths");
        int n = lengths[lengths.length - 1];
        int rank = ct.aval().shape().rank();
        return switch (kind(p)) {
            case FFT, IFFT -> o.one("fft", p, ct);
            case RFFT -> {
                // Half of the spectrum is what was kept of a whole one.
                int[] high = new int[rank];
                high[rank - 1] = n - ct.aval().shape().dim(rank - 1);
                yield o.one("real", o.one("fft", params(Kind.FFT, lengths), o.pad(ct, o.scalar(ct, 0), new int[rank], high, new int[rank])));
            }
            case IRFFT -> {
                Atom x = o.one("fft", params(Kind.RFFT, lengths), ct);
                double scale = 1.0 / Arrays.stream(lengths).asLongStream().reduce(1, (a, b) -> a * b);
                Shape s = x.aval().shape();
                int half = s.dim(rank - 1);
                // All but the first frequency, and the last of an even count, stand for two.
                Atom at = o.iota(DType.INT32, s, rank - 1);
                Atom single = o.one("eq", at, o.scalar(DType.INT32, 0));
                if (n % 2 == 0) {
                    single = o.one("or", single, o.one("eq", at, o.scalar(DType.INT32, half - 1)));
                }
                Atom weights = o.select(single, o.full(x.aval(), scale), o.full(x.aval(), 2 * scale));
                yield o.one("conj", Params.of("input_dtype", x.aval().dtype()), o.mul(x, weights));
            }
        };
    }

    @Override
    public BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size) {
        return single(b, this, eq.params(), new Ops(b).moveAxis(inputs[0], axes[0], 0));
    }

    @Override
    public String[] lower(Lowering l, Equation eq, String[] operands) {
        return lowered(l, eq, "stablehlo.fft", "fft_length = " + array(eq.params().ints("fft_lengths"))
                + ", fft_type = #stablehlo<fft_type " + kind(eq.params()) + ">", operands);
    }
}
