package org.jacobilang.program;

import java.util.List;

/**
 * How {@code scatter} writes: {@code updateWindowDims} of the updates are the windows, {@code insertedWindowDims} of the
 * operand have windows of one, and index component i addresses operand axis {@code scatterDimsToOperandDims[i]}.
 */
public record ScatterDimensions(List<Integer> updateWindowDims, List<Integer> insertedWindowDims,
                                List<Integer> scatterDimsToOperandDims, List<Integer> operandBatchingDims,
                                List<Integer> scatterIndicesBatchingDims) {
    public static ScatterDimensions of(int[] window, int[] inserted, int[] map) {
        return new ScatterDimensions(DotDimensions.list(window), DotDimensions.list(inserted), DotDimensions.list(map),
                List.of(), List.of());
    }

    @Override
    public String toString() {
        return "ScatterDimensionNumbers(update_window_dims=" + GatherDimensions.tuple(updateWindowDims)
                + ", inserted_window_dims=" + GatherDimensions.tuple(insertedWindowDims)
                + ", scatter_dims_to_operand_dims=" + GatherDimensions.tuple(scatterDimsToOperandDims)
                + ", operand_batching_dims=" + GatherDimensions.tuple(operandBatchingDims)
                + ", scatter_indices_batching_dims=" + GatherDimensions.tuple(scatterIndicesBatchingDims) + ")";
    }
}
