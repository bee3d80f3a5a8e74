package org.jacobilang.nodes;

import com.oracle.truffle.api.source.Source;
import java.util.List;
import org.jacobilang.runtime.ModuleObject;

/** A root whose code is the program's: what {@code globals()}, {@code locals()} and tracebacks need to know about it. */
interface GuestRoot {
    Source source();

    Surroundings surroundings();

    /**
     * What a body's names refer to.
     *
     * @param module whose globals the body sees
     * @param free the names of the closure's cells, in order
     * @param namespace the slot of the namespace of a class body or of code with locals of its own, or -1
     */
    record Surroundings(ModuleObject module, List<String> free, int namespace) {
    }
}
