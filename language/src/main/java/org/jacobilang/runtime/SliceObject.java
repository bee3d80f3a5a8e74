package org.jacobilang.runtime;

/** A slice; absent parts are {@link None}. */
public final class SliceObject extends InstanceObject {
    public final Object start;
    public final Object stop;
    public final Object step;

    public SliceObject(Object start, Object stop, Object step) {
        super(Types.SLICE);
        this.start = start;
        this.stop = stop;
        this.step = step;
    }

    /** What the slice selects of a sequence: {@code count} indices from {@code start} in steps of {@code step}. */
    public record Indices(int start, int stop, int step, int count) {
    }

    public Indices indices(int length) {
        long by = step == None.NONE ? 1 : Operations.index(step);
        if (by == 0) {
            throw Errors.valueError("slice step cannot be zero");
        }
        long lower = by > 0 ? 0 : -1;
        long upper = by > 0 ? length : length - 1;
        long from = start == None.NONE ? by > 0 ? lower : upper : clip(Operations.index(start), length, lower, upper);
        long to = stop == None.NONE ? by > 0 ? upper : lower : clip(Operations.index(stop), length, lower, upper);
        long count = by > 0 ? from < to ? (to - from - 1) / by + 1 : 0 : to < from ? (from - to - 1) / -by + 1 : 0;
        return new Indices((int) from, (int) to, (int) Math.max(-Integer.MAX_VALUE, Math.min(Integer.MAX_VALUE, by)), (int) count);
    }

    private static long clip(long i, int length, long lower, long upper) {
        return i < 0 ? Math.max(i + length, lower) : Math.min(i, upper);
    }
}
