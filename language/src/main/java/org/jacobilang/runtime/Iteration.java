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

    /** An iteration whose {@code next} is short and plain enough to become part of compiled code. */
    public abstract static class Compiled extends Iteration {
    }

    /** The numbers of a range. */
    public static final class OfRange extends Compiled {
        private final RangeObject range;
        private long i;

        OfRange(RangeObject range) {
            this.range = range;
        }

        public boolean hasNext() {
            return i < range.length;
        }

        public long take() {
            return range.start + i++ * range.step;
        }

        @Override
        public Object next() {
            return hasNext() ? (Object) take() : END;
        }

        @Override
        public int remaining() {
            return (int) (range.length - i);
        }
    }

    /** The items of a list, which may grow on the way. */
    public static final class OfList extends Compiled {
        private final ListObject list;
        private int i;

        OfList(ListObject list) {
            this.list = list;
        }

        @Override
        public Object next() {
            if (i < list.size()) {
                return list.get(i++);
            }
            // The end stays the end, even if the list grows.
            i = Integer.MAX_VALUE;
            return END;
        }

        @Override
        public int remaining() {
            return Math.max(0, list.size() - i);
        }
    }

    /** The items of an array. */
    static final class OfArray extends Compiled {
        private final Object[] items;
        private int i;

        OfArray(Object[] items) {
            this.items = items;
        }

        @Override
        public Object next() {
            return i < items.length ? items[i++] : END;
        }

        @Override
        public int remaining() {
            return items.length - i;
        }
    }
}
