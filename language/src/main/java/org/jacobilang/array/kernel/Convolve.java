package org.jacobilang.array.kernel;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Shape;

/**
 * A convolution as a product of matrices: each row holds what the window sees at one position, and each column of the other
 * matrix the kernel of one output feature. Axes of operands are given as batch (or output feature), feature, then the spatial
 * ones.
 */
public final class Convolve {
    private final int[] lhs;
    private final int[] rhs;
    private final int[] result;
    private final int[] strides;
    private final int[] low;
    private final int[] lhsDilation;
    private final int[] rhsDilation;
    private final int groups;
    private final int batchGroups;

    public Convolve(int[] lhs, int[] rhs, int[] result, int[] strides, int[] low, int[] lhsDilation, int[] rhsDilation, int groups,
            int batchGroups) {
        this.lhs = lhs;
        this.rhs = rhs;
        this.result = result;
        this.strides = strides;
        this.low = low;
        this.lhsDilation = lhsDilation;
        this.rhsDilation = rhsDilation;
        this.groups = groups;
        this.batchGroups = batchGroups;
    }

    public ArrayValue apply(AbstractValue out, ArrayValue a, ArrayValue kernel) {
        int parts = Math.max(groups, batchGroups);
        int outputs = kernel.shape().dim(rhs[0]);
        int perPart = outputs / parts;
        int features = kernel.shape().dim(rhs[1]);
        int batch = out.shape().dim(result[0]);
        int[] positions = sizes(out.shape(), result);
        int[] window = sizes(kernel.shape(), rhs);
        int rows = batch * Shape.of(positions).length();
        int seen = Shape.of(window).length() * features;
        Object z = Elements.allocate(out.dtype(), out.shape().length());
        int[] kernelAt = kernelOffsets(kernel.shape(), window, features);
        int[] outAt = outOffsets(out.shape(), batch, positions);
        int[] os = Elements.strides(out.shape());
        int[] ks = Elements.strides(kernel.shape());
        for (int part = 0; part < parts; part++) {
            ArrayValue patches = patches(a, part, batch, positions, window, features, rows, seen);
            int[] columns = new int[seen * perPart];
            for (int i = 0; i < seen; i++) {
                for (int f = 0; f < perPart; f++) {
                    columns[i * perPart + f] = kernelAt[i] + (part * perPart + f) * ks[rhs[0]];
                }
            }
            ArrayValue k = ArrayValue.of(new AbstractValue(kernel.dtype(), Shape.of(seen, perPart)),
                    Elements.take(kernel.dtype(), kernel.data(), columns));
            Object product = Dot.general(new AbstractValue(out.dtype(), Shape.of(rows, perPart)), patches, k, new int[] {1}, new int[] {0},
                    new int[0], new int[0]).data();
            int w = Elements.width(out.dtype());
            int step = os[result[1]];
            int first = part * perPart * step;
            for (int r = 0; r < rows; r++) {
                int at = outAt[r] + first;
                if (step == 1) {
                    System.arraycopy(product, r * perPart * w, z, at * w, perPart * w);
                } else {
                    scatter(product, r * perPart, z, at, step, perPart, w);
                }
            }
        }
        return ArrayValue.of(out, z);
    }

    private static void scatter(Object from, int at, Object to, int start, int step, int n, int width) {
        if (from instanceof float[] x && to instanceof float[] y && width == 1) {
            for (int f = 0; f < n; f++) {
                y[start + f * step] = x[at + f];
            }
            return;
        }
        for (int f = 0; f < n; f++) {
            System.arraycopy(from, (at + f) * width, to, (start + f * step) * width, width);
        }
    }

    private static int[] sizes(Shape s, int[] spec) {
        return IntStream.range(2, spec.length).map(i -> s.dim(spec[i])).toArray();
    }

    private static int[] prepend(int first, int[] rest) {
        int[] all = new int[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }

    private static int[] spatialStrides(Shape s, int[] spec) {
        int[] all = Elements.strides(s);
        return IntStream.range(2, spec.length).map(i -> all[spec[i]]).toArray();
    }

    /** The kernel's elements of output feature 0, by position in the window and then by input feature. */
    private int[] kernelOffsets(Shape s, int[] window, int features) {
        int[] dims = Arrays.copyOf(window, window.length + 1);
        int[] steps = Arrays.copyOf(spatialStrides(s, rhs), window.length + 1);
        dims[window.length] = features;
        steps[window.length] = Elements.strides(s)[rhs[1]];
        return Elements.walk(dims, steps, 0);
    }

    /** Where the result's feature 0 is for each example and position. */
    private int[] outOffsets(Shape s, int batch, int[] positions) {
        int[] dims = prepend(batch, positions);
        int[] steps = prepend(Elements.strides(s)[result[0]], spatialStrides(s, result));
        return Elements.walk(dims, steps, 0);
    }

    /** What the window sees: zero where it looks beside the operand or between its elements. */
    private ArrayValue patches(ArrayValue a, int part, int batch, int[] positions, int[] window, int features, int rows, int seen) {
        int[] as = Elements.strides(a.shape());
        int[] inner = sizes(a.shape(), lhs);
        int[] steps = spatialStrides(a.shape(), lhs);
        int spatial = positions.length;
        int channel = as[lhs[1]];
        int firstChannel = groups > 1 ? part * features * channel : 0;
        int firstRow = batchGroups > 1 ? part * batch : 0;
        Shape windowShape = Shape.of(window);
        Shape positionShape = Shape.of(positions);
        int points = windowShape.length();
        int places = positionShape.length();
        // Offsets of the operand's elements within one example, -1 for none.
        int[] offsets = new int[places * points];
        int[] o = new int[spatial];
        for (int i = 0; i < places; i++) {
            int[] k = new int[spatial];
            for (int j = 0; j < points; j++) {
                int at = 0;
                for (int s = 0; s < spatial && at >= 0; s++) {
                    int p = o[s] * strides[s] + k[s] * rhsDilation[s] - low[s];
                    boolean inside = p >= 0 && p % lhsDilation[s] == 0 && p / lhsDilation[s] < inner[s];
                    at = inside ? at + p / lhsDilation[s] * steps[s] : -1;
                }
                offsets[i * points + j] = at;
                Rearrange.advance(k, windowShape);
            }
            Rearrange.advance(o, positionShape);
        }
        DType d = a.dtype();
        Object data = Elements.allocate(d, rows * seen);
        int w = Elements.width(d);
        Object x = a.data();
        if (x instanceof float[] from && w == 1) {
            for (int b = 0; b < batch; b++) {
                fill(from, (firstRow + b) * as[lhs[0]] + firstChannel, channel, offsets, (float[]) data, b * places * seen, features);
            }
            return ArrayValue.of(new AbstractValue(d, Shape.of(rows, seen)), data);
        }
        for (int b = 0; b < batch; b++) {
            int example = (firstRow + b) * as[lhs[0]] + firstChannel;
            for (int i = 0; i < places; i++) {
                int to = (b * places + i) * seen;
                for (int j = 0; j < points; j++, to += features) {
                    int at = offsets[i * points + j];
                    if (at >= 0) {
                        copy(x, example + at, channel, data, to, features, w);
                    }
                }
            }
        }
        return ArrayValue.of(new AbstractValue(d, Shape.of(rows, seen)), data);
    }

    /** One example: for each place and point of the window all features. */
    private static void fill(float[] x, int example, int channel, int[] offsets, float[] to, int at, int features) {
        int k = at;
        for (int offset : offsets) {
            if (offset >= 0) {
                int p = example + offset;
                for (int i = 0; i < features; i++) {
                    to[k + i] = x[p + i * channel];
                }
            }
            k += features;
        }
    }

    private static void copy(Object from, int at, int step, Object to, int start, int n, int width) {
        if (step == 1) {
            System.arraycopy(from, at * width, to, start * width, n * width);
        } else if (from instanceof float[] x && to instanceof float[] y && width == 1) {
            for (int i = 0; i < n; i++) {
                y[start + i] = x[at + i * step];
            }
        } else {
            for (int i = 0; i < n; i++) {
                System.arraycopy(from, (at + i * step) * width, to, (start + i) * width, width);
            }
        }
    }
}
