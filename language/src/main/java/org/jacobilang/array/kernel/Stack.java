package org.jacobilang.array.kernel;

import java.util.List;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Shape;

/**
 * Stacks of matrices: each matrix of the operands goes to an algorithm as a row-major {@code double[]}, interleaved where
 * complex, and what that leaves goes into the results.
 */
final class Stack {
    private Stack() {
    }

    /** An algorithm on one matrix of each operand, with room for one matrix, vector or number of each result. */
    @FunctionalInterface
    interface Algorithm {
        void run(double[][] in, double[][] out);
    }

    /**
     * @param inRanks how many axes of each operand belong to one matrix or vector
     */
    static ArrayValue[] each(ArrayValue[] in, int[] inRanks, List<AbstractValue> results, int[] outRanks, Algorithm algorithm) {
        Shape lead = in[0].shape();
        int count = 1;
        for (int i = 0; i < lead.rank() - inRanks[0]; i++) {
            count *= lead.dim(i);
        }
        int[] inSizes = new int[in.length];
        for (int i = 0; i < in.length; i++) {
            inSizes[i] = size(in[i].aval(), inRanks[i]);
        }
        int[] outSizes = new int[results.size()];
        Object[] data = new Object[results.size()];
        for (int i = 0; i < data.length; i++) {
            outSizes[i] = size(results.get(i), outRanks[i]);
            data[i] = Elements.allocate(results.get(i).dtype(), results.get(i).shape().length());
        }
        for (int k = 0; k < count; k++) {
            double[][] a = new double[in.length][];
            for (int i = 0; i < in.length; i++) {
                a[i] = read(in[i].dtype(), in[i].data(), k * inSizes[i], inSizes[i]);
            }
            double[][] z = new double[data.length][];
            for (int i = 0; i < data.length; i++) {
                z[i] = new double[outSizes[i]];
            }
            algorithm.run(a, z);
            for (int i = 0; i < data.length; i++) {
                write(results.get(i).dtype(), data[i], k * outSizes[i], z[i]);
            }
        }
        ArrayValue[] out = new ArrayValue[data.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = ArrayValue.of(results.get(i), data[i]);
        }
        return out;
    }

    private static int size(AbstractValue a, int rank) {
        int n = Elements.width(a.dtype());
        for (int i = a.shape().rank() - rank; i < a.shape().rank(); i++) {
            n *= a.shape().dim(i);
        }
        return n;
    }

    private static double[] read(DType d, Object data, int from, int n) {
        double[] a = new double[n];
        for (int i = 0; i < n; i++) {
            a[i] = Elements.real(d, data, from + i);
        }
        return a;
    }

    private static void write(DType d, Object data, int from, double[] a) {
        for (int i = 0; i < a.length; i++) {
            Elements.setReal(d, data, from + i, a[i]);
        }
    }

    /** The transpose of a real row-major matrix: the same matrix in the order of columns. */
    static double[] transposed(double[] a, int rows, int columns) {
        double[] t = new double[a.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                t[j * rows + i] = a[i * columns + j];
            }
        }
        return t;
    }
}
