package org.jacobilang.runtime;

import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidArrayIndexException;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/** Bytes; the array must not change. */
@ExportLibrary(InteropLibrary.class)
public record BytesObject(byte[] data) implements TruffleObject {
    @ExportMessage
    boolean hasArrayElements() {
        return true;
    }

    @ExportMessage
    long getArraySize() {
        return data.length;
    }

    @ExportMessage
    boolean isArrayElementReadable(long i) {
        return i >= 0 && i < data.length;
    }

    @ExportMessage
    Object readArrayElement(long i) throws InvalidArrayIndexException {
        if (!isArrayElementReadable(i)) {
            throw InvalidArrayIndexException.create(i);
        }
        return data[(int) i] & 0xFF;
    }

    @ExportMessage
    Object toDisplayString(@SuppressWarnings("unused") boolean sideEffects) {
        return Strings.java(Operations.repr(this));
    }
}
