package org.jacobilang.runtime;

/** A range over machine integers. */
public final class RangeObject extends InstanceObject {
    public final long start;
    public final long stop;
    public final long step;
    public final long length;

    public RangeObject(long start, long stop, long step) {
        super(Types.RANGE);
        this.start = start;
        this.stop = stop;
        this.step = step;
        this.length = step > 0 ? start >= stop ? 0 : (stop - start - 1) / step + 1 : start <= stop ? 0 : (start - stop - 1) / -step + 1;
    }
}
