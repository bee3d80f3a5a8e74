package org.jacobilang.runtime;

import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/** The guest constant {@code Ellipsis}. */
@ExportLibrary(InteropLibrary.class)
public final class Ellipsis implements TruffleObject {
    public static final Ellipsis ELLIPSIS = new Ellipsis();

    private Ellipsis() {
    }

    @ExportMessage
    boolean isNull() {
        return false;
    }

    @ExportMessage
    Object toDisplayString(@SuppressWarnings("unused") boolean sideEffects) {
        return "Ellipsis";
    }

    @Override
    public String toString() {
        return "Ellipsis";
    }
}
