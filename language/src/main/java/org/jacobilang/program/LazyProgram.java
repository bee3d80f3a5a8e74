package org.jacobilang.program;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A program that is traced when someone asks for it: the rule of a custom derivative, which may call the very function
 * that it belongs to.
 */
public final class LazyProgram {
    private final String name;
    private Supplier<Program> make;
    private Program made;

    public LazyProgram(String name, Supplier<Program> make) {
        this.name = name;
        this.make = make;
    }

    public synchronized Program get() {
        if (made == null) {
            made = make.get();
            make = null;
        }
        return made;
    }

    /** What a transformation makes of the program, as late. */
    public LazyProgram map(UnaryOperator<Program> transform) {
        return new LazyProgram(name, () -> transform.apply(get()));
    }

    @Override
    public String toString() {
        return name;
    }
}
