package org.jacobilang.runtime;

/** A variable that closures share; null while it has no value. */
public final class CellObject {
    public Object value;

    public CellObject(Object value) {
        this.value = value;
    }
}
