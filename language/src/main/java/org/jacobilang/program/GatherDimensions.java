package org.jacobilang.program;

import java.util.List;

/**
 * How {@code gather} reads: {@code offsetDims} of the result come from the slices, {@code collapsedSliceDims} of the
 * operand are dropped, and index component i addresses operand axis {@code startIndexMap[i]}. The last axis of the indices
 * holds the components.
 */
public record GatherDimensions(List<Integer> offsetDims, List<Integer> collapsedSliceDims, List<Integer> startIndexMap,
                               List<Integer> operandBatchingDims, List<Integer> startIndicesBatchingDims) {
    public static GatherDimensions of(int[] offset, int[] collapsed, int[] map) {
        return new GatherDimensions(DotDimensions.list(offset), DotDimensions.list(collapsed), DotDimensions.list(map),
                List.of(), List.of());
    }

    static String tuple(List<Integer> l) {
        String s = l.toString();
        s = s.substring(1, s.length() - 1);
        return l.size() == 1 ? "(" + s + ",)" : "(" + s + ")";
    }

    @Override
    public String toString() {
        return "GatherDimensionNumbers(offset_dims=" + tuple(offsetDims) + ", collapsed_slice_dims="
                + tuple(collapsedSliceDims) + ", start_index_map=" + tuple(startIndexMap) + ", operand_batching_dims="
                + tuple(operandBatchingDims) + ", start_indices_batching_dims=" + tuple(startIndicesBatchingDims) + ")";
    }
}
