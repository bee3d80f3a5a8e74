package org.jacobilang.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.strings.TruffleString;

/**
 * Where objects announce that they are read or written while a function is traced. Nothing is announced otherwise: the test costs
 * one load.
 */
public abstract class Journal {
    /** A clock that advances where a trace or an attempt within one begins: what is younger than an attempt was made in it. */
    public static int epoch;
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

    /** After an attribute was read; the answer is its value for the trace. */
    protected abstract Object read(Object owner, TruffleString name, Object value);

    /** Before an object's own attribute changes. */
    protected abstract void write(Object owner, TruffleString name);

    /** Before something with an effect that no program can repeat. */
    protected abstract void opaque(String name);

    /** Before a builtin function is called: true if the call was recorded, and must not take place now. */
    protected abstract boolean calls(BuiltinFunction function, Object[] arguments, TruffleString[] names);

    /** Before something looks at the characters of a text, or at a number, which may be that of a traced value. */
    protected abstract void looks(Object value, String what);

    public static void writes(Object container) {
        if (recording) {
            announceWrite(container);
        }
    }

    static Object reads(Object owner, TruffleString name, Object value) {
        return recording ? announceRead(owner, name, value) : value;
    }

    static void writes(Object owner, TruffleString name) {
        if (recording) {
            announceWrite(owner, name);
        }
    }

    /** Before a change that no journal can hold. */
    static void refuses(String what) {
        if (recording) {
            announceOpaque(what);
        }
    }

    /** Before something needs to know what a text or number is. */
    public static void needs(Object value, String what) {
        if (recording) {
            announceLook(value, what);
        }
    }

    static boolean records(BuiltinFunction function, Object[] arguments, TruffleString[] names) {
        return recording && recorded(function, arguments, names);
    }

    @TruffleBoundary
    private static boolean recorded(BuiltinFunction function, Object[] arguments, TruffleString[] names) {
        return journal.calls(function, arguments, names);
    }

    // What keeps the journal is no part of compiled code.

    @TruffleBoundary
    private static void announceWrite(Object container) {
        journal.write(container);
    }

    @TruffleBoundary
    private static void announceWrite(Object owner, TruffleString name) {
        journal.write(owner, name);
    }

    @TruffleBoundary
    private static Object announceRead(Object owner, TruffleString name, Object value) {
        return journal.read(owner, name, value);
    }

    @TruffleBoundary
    private static void announceOpaque(String what) {
        journal.opaque(what);
    }

    @TruffleBoundary
    private static void announceLook(Object value, String what) {
        journal.looks(value, what);
    }
}
