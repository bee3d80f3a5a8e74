package org.jacobilang.primitive;

import java.util.Arrays;

/** How {@code pad} enlarges each axis: elements before (negative to cut), after, and between any two. */
public record Padding(int[] low, int[] high, int[] interior) {
    @Override
    public boolean equals(Object o) {
        return o instanceof Padding p && Arrays.equals(low, p.low) && Arrays.equals(high, p.high)
                && Arrays.equals(interior, p.interior);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(low) * 31 * 31 + Arrays.hashCode(high) * 31 + Arrays.hashCode(interior);
    }

    @Override
    public String toString() {
        StringBuilder s = new StringBuilder("(");
        for (int i = 0; i < low.length; i++) {
            s.append(i > 0 ? ", " : "").append('(').append(low[i]).append(", ").append(high[i]).append(", ").append(interior[i])
                    .append(')');
        }
        return s.append(low.length == 1 ? ",)" : ")").toString();
    }
}
