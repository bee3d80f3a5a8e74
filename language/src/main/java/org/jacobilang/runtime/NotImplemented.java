package org.jacobilang.runtime;

import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/** The guest constant {@code NotImplemented}. */
@ExportLibrary(InteropLibrary.class)
public final class NotImplemented implements TruffleObject {
    public static final NotImplemented NOT_IMPLEMENTED = new NotImplemented();

    private NotImplemented() {
    }

    @ExportMessage
    boolean isNull() {
        return false;
    }

    @ExportMessage
    Object toDisplayString(@SuppressWarnings("unused") boolean sideEffects) {
        return "NotImplemented";
    }

    @Override
    public String toString() {
        return "NotImplemented";
    }
}
