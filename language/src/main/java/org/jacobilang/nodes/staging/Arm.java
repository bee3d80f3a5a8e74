package org.jacobilang.nodes.staging;

/** A piece of the function that staging may run: a branch, a loop body, the rest of a block. */
@FunctionalInterface
public interface Arm {
    Outcome run();
}
