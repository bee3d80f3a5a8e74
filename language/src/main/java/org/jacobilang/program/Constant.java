package org.jacobilang.program;

import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;

/** A concrete array inside a program. */
public record Constant(ArrayValue value) implements Atom {
    @Override
    public AbstractValue aval() {
        return value.aval();
    }
}
