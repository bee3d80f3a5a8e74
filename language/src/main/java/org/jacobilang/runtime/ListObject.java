package org.jacobilang.runtime;

import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidArrayIndexException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.util.Arrays;

/** A list: {@code long[]} or {@code double[]} while all its items are of that kind, else {@code Object[]}. */
@ExportLibrary(InteropLibrary.class)
public final class ListObject extends InstanceObject {
    private Object store;
    private int size;

    public ListObject() {
        this(Types.LIST, new Object[0], 0);
    }

    /** The list owns the array from now on. */
    public ListObject(Object... items) {
        this(Types.LIST, items, items.length);
    }

    public ListObject(ClassObject type, Object store, int size) {
        super(type);
        this.store = store;
        this.size = size;
    }

    public static ListObject ofLongs(long[] items) {
        return new ListObject(Types.LIST, items, items.length);
    }

    public static ListObject ofDoubles(double[] items) {
        return new ListObject(Types.LIST, items, items.length);
    }

    public int size() {
        return size;
    }

    /** The backing array: {@code long[]}, {@code double[]} or {@code Object[]}, maybe longer than the list. */
    public Object store() {
        return store;
    }

    public Object get(int i) {
        return store instanceof long[] l ? (Object) l[i] : store instanceof double[] d ? (Object) d[i] : ((Object[]) store)[i];
    }

    public void set(int i, Object value) {
        Journal.writes(this);
        if (store instanceof long[] l && value instanceof Long n) {
            l[i] = n;
        } else if (store instanceof double[] d && value instanceof Double n) {
            d[i] = n;
        } else {
            objects()[i] = value;
        }
    }

    public void append(Object value) {
        Journal.writes(this);
        if (size == 0 && !(store instanceof Object[] o && o.length > 0)) {
            store = value instanceof Long ? new long[4] : value instanceof Double ? new double[4] : new Object[4];
        }
        if (store instanceof long[] l && value instanceof Long n) {
            if (size == l.length) {
                store = l = Arrays.copyOf(l, size + (size >> 1) + 4);
            }
            l[size++] = n;
        } else if (store instanceof double[] d && value instanceof Double n) {
            if (size == d.length) {
                store = d = Arrays.copyOf(d, size + (size >> 1) + 4);
            }
            d[size++] = n;
        } else {
            Object[] o = objects();
            if (size == o.length) {
                store = o = Arrays.copyOf(o, size + (size >> 1) + 4);
            }
            o[size++] = value;
        }
    }

    /** The backing array, made general if it was not. */
    private Object[] objects() {
        if (store instanceof Object[] o) {
            return o;
        }
        Object[] general = new Object[Math.max(4, java.lang.reflect.Array.getLength(store))];
        for (int i = 0; i < size; i++) {
            general[i] = get(i);
        }
        store = general;
        return general;
    }

    /** A copy of the items. */
    public Object[] toArray() {
        Object[] items = new Object[size];
        for (int i = 0; i < size; i++) {
            items[i] = get(i);
        }
        return items;
    }

    /** Replaces all the items; the list owns the array from now on. */
    public void replace(Object[] items) {
        Journal.writes(this);
        store = items;
        size = items.length;
    }

    /** Replaces the items {@code from <= i < to}. */
    public void splice(int from, int to, Object[] items) {
        Journal.writes(this);
        Object[] old = toArray();
        Object[] result = new Object[old.length - (to - from) + items.length];
        System.arraycopy(old, 0, result, 0, from);
        System.arraycopy(items, 0, result, from, items.length);
        System.arraycopy(old, to, result, from + items.length, old.length - to);
        replace(result);
    }

    public Object removeAt(int i) {
        Journal.writes(this);
        Object value = get(i);
        System.arraycopy(store, i + 1, store, i, --size - i);
        if (store instanceof Object[] o) {
            o[size] = null;
        }
        return value;
    }

    @ExportMessage
    boolean hasArrayElements() {
        return true;
    }

    @ExportMessage
    long getArraySize() {
        return size;
    }

    @ExportMessage
    boolean isArrayElementReadable(long i) {
        return i >= 0 && i < size;
    }

    @ExportMessage
    Object readArrayElement(long i) throws InvalidArrayIndexException {
        if (i < 0 || i >= size) {
            throw InvalidArrayIndexException.create(i);
        }
        return Interop.export(get((int) i));
    }
}
