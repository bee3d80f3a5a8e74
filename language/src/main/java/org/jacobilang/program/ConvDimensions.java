package org.jacobilang.program;

import java.util.List;

/**
 * Where the axes of a convolution are: of the operand batch, feature and then the spatial ones; of the kernel output feature,
 * input feature and then the spatial ones; of the result batch, feature and then the spatial ones.
 */
public record ConvDimensions(List<Integer> lhs, List<Integer> rhs, List<Integer> out) {
    public static ConvDimensions of(int[] lhs, int[] rhs, int[] out) {
        return new ConvDimensions(DotDimensions.list(lhs), DotDimensions.list(rhs), DotDimensions.list(out));
    }

    @Override
    public String toString() {
        return "ConvDimensionNumbers(lhs_spec=" + GatherDimensions.tuple(lhs) + ", rhs_spec=" + GatherDimensions.tuple(rhs)
                + ", out_spec=" + GatherDimensions.tuple(out) + ")";
    }
}
