package org.jacobilang.program;

/** What gather and scatter do with an index out of bounds. */
public enum IndexMode {
    /** A gather fills with NaN (or the smallest integer), a scatter drops the update. */
    FILL_OR_DROP,
    /** The index moves to the nearest valid one. */
    CLIP,
    /** The program promises that it does not happen; a gather clips. */
    PROMISE_IN_BOUNDS;

    @Override
    public String toString() {
        return "GatherScatterMode." + name();
    }
}
