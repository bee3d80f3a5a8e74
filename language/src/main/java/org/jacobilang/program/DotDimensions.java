package org.jacobilang.program;

import java.util.Arrays;
import java.util.List;

/** The axes of {@code dot_general}: those summed over, and those that both operands share as a batch. */
public record DotDimensions(List<Integer> leftContracting, List<Integer> rightContracting, List<Integer> leftBatch,
                            List<Integer> rightBatch) {
    public static DotDimensions of(int[] lc, int[] rc, int[] lb, int[] rb) {
        return new DotDimensions(list(lc), list(rc), list(lb), list(rb));
    }

    static List<Integer> list(int[] a) {
        return Arrays.stream(a).boxed().toList();
    }

    public static int[] array(List<Integer> l) {
        return l.stream().mapToInt(i -> i).toArray();
    }

    @Override
    public String toString() {
        return "((" + leftContracting + ", " + rightContracting + "), (" + leftBatch + ", " + rightBatch + "))";
    }
}
