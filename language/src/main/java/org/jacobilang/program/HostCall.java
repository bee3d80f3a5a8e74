package org.jacobilang.program;

import org.jacobilang.array.ArrayValue;

/** What a program asks of the language around it while it runs. */
@FunctionalInterface
public interface HostCall {
    ArrayValue[] run(ArrayValue[] inputs);
}
