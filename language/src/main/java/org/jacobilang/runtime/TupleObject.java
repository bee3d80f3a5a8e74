package org.jacobilang.runtime;

import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidArrayIndexException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/** A tuple; the array must not change. */
@ExportLibrary(InteropLibrary.class)
public final class TupleObject extends InstanceObject {
    public static final TupleObject EMPTY = new TupleObject();
    public final Object[] items;

    public TupleObject(Object... items) {
        this(Types.TUPLE, items);
    }

    public TupleObject(ClassObject type, Object[] items) {
        super(type);
        this.items = items;
    }

    public int size() {
        return items.length;
    }

    @ExportMessage
    boolean hasArrayElements() {
        return true;
    }

    @ExportMessage
    long getArraySize() {
        return items.length;
    }

    @ExportMessage
    boolean isArrayElementReadable(long i) {
        return i >= 0 && i < items.length;
    }

    @ExportMessage
    Object readArrayElement(long i) throws InvalidArrayIndexException {
        if (i < 0 || i >= items.length) {
            throw InvalidArrayIndexException.create(i);
        }
        return Interop.export(items[(int) i]);
    }
}
