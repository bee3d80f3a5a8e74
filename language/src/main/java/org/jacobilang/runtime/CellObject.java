package org.jacobilang.runtime;

/** A variable that closures share; null while it has no value. */
public final class CellObject {
    public Object value;
    /** When the variable came to be, on the clock of {@link Journal#epoch}. */
    public final int born = Journal.epoch;

    public CellObject(Object value) {
        this.value = value;
    }
}
