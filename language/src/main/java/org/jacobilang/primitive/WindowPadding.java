package org.jacobilang.primitive;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How far a window may go beyond an array, before and after it, per axis. */
public record WindowPadding(int[] low, int[] high) {
    /** In front of these another axis without padding. */
    WindowPadding behind() {
        return new WindowPadding(LinearRow.prepend(0, low), LinearRow.prepend(0, high));
    }

    /** As an attribute of StableHLO. */
    String attribute() {
        return "dense<" + IntStream.range(0, low.length).mapToObj(i -> "[" + low[i] + ", " + high[i] + "]")
                .collect(Collectors.joining(", ", "[", "]")) + "> : tensor<" + low.length + "x2xi64>";
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof WindowPadding p && Arrays.equals(p.low, low) && Arrays.equals(p.high, high);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(low) * 31 + Arrays.hashCode(high);
    }

    @Override
    public String toString() {
        return IntStream.range(0, low.length).mapToObj(i -> "(" + low[i] + ", " + high[i] + ")")
                .collect(Collectors.joining(", ", "(", low.length == 1 ? ",)" : ")"));
    }
}
