package org.jacobilang.nodes.staging;

import org.jacobilang.array.ArrayLike;

/** How a statement ended. */
public sealed interface Outcome {
    Outcome NORMAL = new Plain(0);
    Outcome BREAK = new Plain(2);
    Outcome CONTINUE = new Plain(3);
    int RETURN_CODE = 1;

    /** One of the three constants. */
    record Plain(int code) implements Outcome {
    }

    /** The function returned this value. */
    record Return(Object value) implements Outcome {
    }

    /**
     * It depends: {@code code} is a traced int32, 0 for normal, 1 returned, 2 broke, 3 continued. {@code value} is what
     * was returned where the code is 1, or null if no path returns. The codes that can occur are the bits of {@code ways};
     * {@code goesOn}, if not null, says whether the code is 0.
     */
    record Partial(ArrayLike code, Object value, int ways, ArrayLike goesOn) implements Outcome {
        Partial(ArrayLike code, Object value, int ways) {
            this(code, value, ways, null);
        }

        /** Whether the code is 0, as a traced bool. */
        ArrayLike isNormal() {
            return goesOn != null ? goesOn : Staging.equals(code, 0);
        }

        /** The outcome where the code is not 0. */
        Outcome left() {
            int others = ways & ~1;
            return Integer.bitCount(others) == 1 ? of(Integer.numberOfTrailingZeros(others), value) : new Partial(code, value, others);
        }
    }

    private static Outcome of(int code, Object value) {
        return switch (code) {
            case RETURN_CODE -> new Return(value);
            case 2 -> BREAK;
            default -> CONTINUE;
        };
    }

    /** The codes that can occur, as bits. */
    default int ways() {
        return switch (this) {
            case Plain p -> 1 << p.code;
            case Return r -> 1 << RETURN_CODE;
            case Partial p -> p.ways;
        };
    }
}
