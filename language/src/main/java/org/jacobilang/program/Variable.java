package org.jacobilang.program;

import org.jacobilang.array.AbstractValue;

/** A program variable; its identity is its name, the printer gives it a letter. */
public final class Variable implements Atom {
    private final AbstractValue aval;

    public Variable(AbstractValue aval) {
        this.aval = aval;
    }

    @Override
    public AbstractValue aval() {
        return aval;
    }

    @Override
    public String toString() {
        return "v" + Integer.toHexString(System.identityHashCode(this)) + ":" + aval;
    }
}
