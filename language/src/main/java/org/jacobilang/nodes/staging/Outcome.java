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
     * was returned where the code is 1, or null if no path returns.
     */
    record Partial(ArrayLike code, Object value) implements Outcome {
    }
}
