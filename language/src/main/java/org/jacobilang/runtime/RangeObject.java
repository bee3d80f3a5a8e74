package org.jacobilang.runtime;

import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidArrayIndexException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/** A range over machine integers. */
@ExportLibrary(InteropLibrary.class)
public final class RangeObject extends InstanceObject {
    public final long start;
    public final long stop;
    public final long step;
    public final long length;

    public RangeObject(long start, long stop, long step) {
        super(Types.RANGE);
        this.start = start;
        this.stop = stop;
        this.step = step;
        this.length = step > 0 ? start >= stop ? 0 : (stop - start - 1) / step + 1 : start <= stop ? 0 : (start - stop - 1) / -step + 1;
    }

    @ExportMessage
    boolean hasArrayElements() {
        return true;
    }

    @ExportMessage
    long getArraySize() {
        return length;
    }

    @ExportMessage
    boolean isArrayElementReadable(long i) {
        return i >= 0 && i < length;
    }

    @ExportMessage
    Object readArrayElement(long i) throws InvalidArrayIndexException {
        if (!isArrayElementReadable(i)) {
            throw InvalidArrayIndexException.create(i);
        }
        return Interop.export(start + i * step);
    }
}
