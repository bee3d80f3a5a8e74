package org.jacobilang.runtime;

/**
 * Where objects announce that they are read or written while a function is traced. Nothing is announced otherwise: the test costs
 * one load.
 */
public abstract class Journal {
    /** Whether any function is being traced now. */
    public static boolean recording;

    private static Journal journal;

    /** Says whether a function is being traced from now on. */
    public static void record(boolean on) {
        recording = on && journal != null;
    }

    /** Says who keeps the journal. */
    public static void install(Journal keeper) {
        journal = keeper;
    }

    /** Before the contents of a list or dict change. */
    protected abstract void write(Object container);

    /** Before anybody looks at what a list or dict holds. */
    protected abstract void read(Object container);

    /** Before a function with an effect that no program can repeat is called. */
    protected abstract void opaque(String name);

    static void writes(Object container) {
        if (recording) {
            journal.write(container);
        }
    }

    static void reads(Object container) {
        if (recording) {
            journal.read(container);
        }
    }

    static void calls(BuiltinFunction function) {
        if (recording && function.effect != BuiltinFunction.Effect.PURE) {
            journal.opaque(function.name);
        }
    }
}
