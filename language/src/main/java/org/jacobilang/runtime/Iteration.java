package org.jacobilang.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;

/** A running iteration at the level of Java: {@link #next} answers {@link #END} when there is nothing left. */
public abstract class Iteration {
    public static final Object END = new Object();

    public abstract Object next();

    /** How many items are left, if that is known, else -1. */
    public int remaining() {
        return -1;
    }

    public static Iteration of(java.util.Iterator<?> items) {
        return new Iteration() {
            @Override
            @TruffleBoundary
            public Object next() {
                return items.hasNext() ? items.next() : END;
            }
        };
    }
}
