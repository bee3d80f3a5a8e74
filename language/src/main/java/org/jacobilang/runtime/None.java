package org.jacobilang.runtime;

import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/** The guest constant {@code None}. */
@ExportLibrary(InteropLibrary.class)
public final class None implements TruffleObject {
    public static final None NONE = new None();

    private None() {
    }

    @ExportMessage
    boolean isNull() {
        return true;
    }

    @ExportMessage
    Object toDisplayString(@SuppressWarnings("unused") boolean sideEffects) {
        return "None";
    }

    @Override
    public String toString() {
        return "None";
    }
}
