package org.jacobilang.nodes;

import com.oracle.truffle.api.dsl.TypeSystem;

/** The values that nodes pass to each other without boxing. */
@TypeSystem({boolean.class, long.class, double.class})
public abstract class JacobiTypes {
}
