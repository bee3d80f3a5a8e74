package org.jacobilang.array.kernel;

import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Shape;

/** Windows that move over an array: pooling and convolution. */
public final class Window {
    private Window() {
    }

    public static ArrayValue reduce(Reduce.Op op, AbstractValue out, ArrayValue a, int[] sizes, int[] strides, int[] low,
            int[] baseDilation, int[] windowDilation) {
        int rank = a.shape().rank();
        DType d = a.dtype();
        Object x = a.data();
        int n = out.shape().length();
        Object z = Elements.allocate(d, n);
        int[] own = Elements.strides(a.shape());
        Shape window = Shape.of(sizes);
        int count = window.length();
        int[] index = new int[rank];
        for (int i = 0; i < n; i++) {
            double acc = op.neutral(d);
            long whole = Elements.isWhole(d) ? op.neutralWhole(d) : 0;
            int[] w = new int[rank];
            for (int k = 0; k < count; k++) {
                int at = 0;
                boolean inside = true;
                for (int r = 0; r < rank && inside; r++) {
                    int p = index[r] * strides[r] + w[r] * windowDilation[r] - low[r];
                    inside = p >= 0 && p % baseDilation[r] == 0 && p / baseDilation[r] < a.shape().dim(r);
                    at += inside ? p / baseDilation[r] * own[r] : 0;
                }
                if (inside) {
                    if (Elements.isWhole(d)) {
                        whole = op.apply(whole, Elements.whole(d, x, at), d == DType.UINT64);
                    } else {
                        acc = op.apply(acc, Elements.real(d, x, at));
                    }
                }
                Rearrange.advance(w, window);
            }
            if (Elements.isWhole(d)) {
                Elements.setWhole(d, z, i, whole);
            } else {
                Elements.setReal(d, z, i, acc);
            }
            Rearrange.advance(index, out.shape());
        }
        return ArrayValue.of(out, z);
    }

    /** Adds each source element where its window has the greatest (or least) operand element, the first of equals. */
    public static ArrayValue selectAndScatterAdd(boolean max, ArrayValue source, ArrayValue operand, int[] sizes,
            int[] strides, int[] low) {
        int rank = operand.shape().rank();
        DType d = operand.dtype();
        Object x = operand.data();
        Object s = source.data();
        Object z = Elements.allocate(d, operand.shape().length());
        int[] own = Elements.strides(operand.shape());
        Shape window = Shape.of(sizes);
        int[] index = new int[rank];
        int n = source.shape().length();
        for (int i = 0; i < n; i++) {
            int best = -1;
            int[] w = new int[rank];
            for (int k = 0; k < window.length(); k++) {
                int at = 0;
                boolean inside = true;
                for (int r = 0; r < rank && inside; r++) {
                    int p = index[r] * strides[r] + w[r] - low[r];
                    inside = p >= 0 && p < operand.shape().dim(r);
                    at += inside ? p * own[r] : 0;
                }
                if (inside && (best < 0 || (max ? Elements.real(d, x, at) > Elements.real(d, x, best)
                        : Elements.real(d, x, at) < Elements.real(d, x, best)))) {
                    best = at;
                }
                Rearrange.advance(w, window);
            }
            if (best >= 0) {
                Elements.setReal(d, z, best, Elements.real(d, z, best) + Elements.real(source.dtype(), s, i));
            }
            Rearrange.advance(index, source.shape());
        }
        return ArrayValue.of(operand.aval(), z);
    }

    /**
     * A convolution. Axes of each operand are given as batch (or output feature), feature, then the spatial ones.
     */
    public static ArrayValue convolve(AbstractValue out, ArrayValue a, ArrayValue kernel, int[] lhs, int[] rhs, int[] result,
            int[] strides, int[] low, int[] lhsDilation, int[] rhsDilation, int groups, int batchGroups) {
        int spatial = strides.length;
        int[] as = Elements.strides(a.shape());
        int[] ks = Elements.strides(kernel.shape());
        int[] os = Elements.strides(out.shape());
        int outFeatures = kernel.shape().dim(rhs[0]);
        int inFeatures = kernel.shape().dim(rhs[1]);
        int batch = out.shape().dim(result[0]);
        int[] outDims = new int[spatial];
        int[] kernelDims = new int[spatial];
        for (int i = 0; i < spatial; i++) {
            outDims[i] = out.shape().dim(result[i + 2]);
            kernelDims[i] = kernel.shape().dim(rhs[i + 2]);
        }
        Shape outShape = Shape.of(outDims);
        Shape kernelShape = Shape.of(kernelDims);
        DType d = out.dtype();
        Object x = a.data();
        Object y = kernel.data();
        Object z = Elements.allocate(d, out.shape().length());
        int perGroup = outFeatures / Math.max(1, groups * batchGroups);
        int[] o = new int[spatial];
        for (int position = 0; position < outShape.length(); position++) {
            int[] k = new int[spatial];
            for (int kp = 0; kp < kernelShape.length(); kp++) {
                int aAt = 0;
                int kAt = 0;
                int oAt = 0;
                boolean inside = true;
                for (int i = 0; i < spatial && inside; i++) {
                    int p = o[i] * strides[i] + k[i] * rhsDilation[i] - low[i];
                    inside = p >= 0 && p % lhsDilation[i] == 0 && p / lhsDilation[i] < a.shape().dim(lhs[i + 2]);
                    aAt += inside ? p / lhsDilation[i] * as[lhs[i + 2]] : 0;
                    kAt += k[i] * ks[rhs[i + 2]];
                    oAt += o[i] * os[result[i + 2]];
                }
                if (inside) {
                    for (int b = 0; b < batch; b++) {
                        for (int f = 0; f < outFeatures; f++) {
                            int group = f / perGroup;
                            int channel = groups > 1 ? group * inFeatures : 0;
                            int row = batchGroups > 1 ? group * batch + b : b;
                            int at = oAt + b * os[result[0]] + f * os[result[1]];
                            int ap = aAt + row * as[lhs[0]] + channel * as[lhs[1]];
                            int kq = kAt + f * ks[rhs[0]];
                            if (x instanceof float[] u && y instanceof float[] v && z instanceof float[] t && !d.isComplex()) {
                                float acc = 0;
                                for (int c = 0; c < inFeatures; c++) {
                                    acc += u[ap + c * as[lhs[1]]] * v[kq + c * ks[rhs[1]]];
                                }
                                t[at] += acc;
                            } else {
                                double acc = Elements.real(d, z, at);
                                for (int c = 0; c < inFeatures; c++) {
                                    acc += Elements.real(a.dtype(), x, ap + c * as[lhs[1]])
                                            * Elements.real(kernel.dtype(), y, kq + c * ks[rhs[1]]);
                                }
                                Elements.setReal(d, z, at, acc);
                            }
                        }
                    }
                }
                Rearrange.advance(k, kernelShape);
            }
            Rearrange.advance(o, outShape);
        }
        return ArrayValue.of(out, z);
    }
}
