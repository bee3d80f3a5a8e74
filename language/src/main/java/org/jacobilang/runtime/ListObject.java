package org.jacobilang.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
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
        this(Types.LIST, narrow(items), items.length);
    }

    /** The items in the array that suits their kind. */
    private static Object narrow(Object[] items) {
        if (items.length == 0) {
            return items;
        }
        if (items[0] instanceof Long) {
            long[] longs = new long[items.length];
            for (int i = 0; i < longs.length; i++) {
                if (!(items[i] instanceof Long n)) {
                    return items;
                }
                longs[i] = n;
            }
            return longs;
        }
        if (items[0] instanceof Double) {
            double[] doubles = new double[items.length];
            for (int i = 0; i < doubles.length; i++) {
                if (!(items[i] instanceof Double n)) {
                    return items;
                }
                doubles[i] = n;
            }
            return doubles;
        }
        return items;
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

    /** Whether the items lie in a {@code long[]}. */
    public boolean isLongs() {
        return store instanceof long[];
    }

    /** Whether the items lie in a {@code double[]}. */
    public boolean isDoubles() {
        return store instanceof double[];
    }

    /** Of a list whose items are longs. */
    public long getLong(int i) {
        return ((long[]) store)[i];
    }

    /** Of a list whose items are doubles. */
    public double getDouble(int i) {
        return ((double[]) store)[i];
    }

    /** In a list whose items are longs. */
    public void setLong(int i, long value) {
        Journal.writes(this);
        ((long[]) store)[i] = value;
    }

    /** In a list whose items are doubles. */
    public void setDouble(int i, double value) {
        Journal.writes(this);
        ((double[]) store)[i] = value;
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
        return generalize();
    }

    @TruffleBoundary
    private Object[] generalize() {
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
        store = narrow(items);
        size = items.length;
    }

    /** An array of the kind of the list's own. */
    private Object room(int n) {
        return store instanceof long[] ? new long[n] : store instanceof double[] ? new double[n] : new Object[n];
    }

    /** The items at {@code start}, {@code start + step} and so on as a new list. */
    public ListObject slice(int start, int step, int count) {
        Object out = room(count);
        if (step == 1) {
            System.arraycopy(store, start, out, 0, count);
        } else if (store instanceof long[] from) {
            long[] to = (long[]) out;
            for (int k = 0; k < count; k++) {
                to[k] = from[start + k * step];
            }
        } else if (store instanceof double[] from) {
            double[] to = (double[]) out;
            for (int k = 0; k < count; k++) {
                to[k] = from[start + k * step];
            }
        } else {
            Object[] from = (Object[]) store;
            Object[] to = (Object[]) out;
            for (int k = 0; k < count; k++) {
                to[k] = from[start + k * step];
            }
        }
        return new ListObject(Types.LIST, out, count);
    }

    /** This list's items {@code times} over, as a new list. */
    public ListObject repeat(int times) {
        Object out = room(Math.multiplyExact(size, times));
        for (int k = 0; k < times; k++) {
            System.arraycopy(store, 0, out, k * size, size);
        }
        return new ListObject(Types.LIST, out, size * times);
    }

    /** The items of this list and then of the other as a new list. */
    public ListObject concat(ListObject other) {
        ListObject all = slice(0, 1, size);
        all.extend(other);
        return all;
    }

    /** Adds the items of another list. */
    public void extend(ListObject other) {
        Journal.writes(this);
        int n = other.size;
        if (n > 0 && size > 0 && store.getClass() == other.store.getClass()) {
            Object from = other.store;
            if (size + n > java.lang.reflect.Array.getLength(store)) {
                Object larger = room(Math.addExact(size, n) + (size >> 1));
                System.arraycopy(store, 0, larger, 0, size);
                store = larger;
            }
            System.arraycopy(from, 0, store, size, n);
            size += n;
            return;
        }
        for (int i = 0; i < n; i++) {
            append(other.get(i));
        }
    }

    /** Replaces the items {@code from <= i < to}. */
    public void splice(int from, int to, Object[] items) {
        Journal.writes(this);
        Object middle = narrow(items);
        if (middle.getClass() != store.getClass() && items.length > 0) {
            middle = items;
            objects();
        }
        int length = Math.addExact(size - (to - from), items.length);
        Object result = store;
        if (length > java.lang.reflect.Array.getLength(store)) {
            result = room(length + (items.length == 1 ? length >> 1 : 0));
            System.arraycopy(store, 0, result, 0, from);
        }
        System.arraycopy(store, to, result, from + items.length, size - to);
        if (items.length > 0) {
            System.arraycopy(middle, 0, result, from, items.length);
        }
        if (result instanceof Object[] o && length < size) {
            Arrays.fill(o, length, size, null);
        }
        store = result;
        size = length;
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
    boolean isArrayElementModifiable(long i) {
        return i >= 0 && i < size;
    }

    @ExportMessage
    boolean isArrayElementInsertable(long i) {
        return i == size;
    }

    @ExportMessage
    @TruffleBoundary
    void writeArrayElement(long i, Object value) throws InvalidArrayIndexException {
        if (i < 0 || i > size) {
            throw InvalidArrayIndexException.create(i);
        }
        if (i == size) {
            append(Interop.adopt(value));
        } else {
            set((int) i, Interop.adopt(value));
        }
    }

    @ExportMessage
    boolean isArrayElementRemovable(long i) {
        return i >= 0 && i < size;
    }

    @ExportMessage
    @TruffleBoundary
    void removeArrayElement(long i) throws InvalidArrayIndexException {
        if (i < 0 || i >= size) {
            throw InvalidArrayIndexException.create(i);
        }
        removeAt((int) i);
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
