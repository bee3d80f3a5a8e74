package org.jacobilang.program;

import org.jacobilang.array.AbstractValue;

/** What an equation reads: a variable or a constant. */
public sealed interface Atom permits Variable, Constant {
    /** Dtype, shape and weakness of the value. */
    AbstractValue aval();
}
