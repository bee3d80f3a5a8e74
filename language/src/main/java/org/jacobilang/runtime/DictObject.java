package org.jacobilang.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.strings.TruffleString;
import java.util.Arrays;

/** A dict in order of insertion: an index table with open addressing over dense arrays of hashes, keys and values. */
@ExportLibrary(InteropLibrary.class)
public final class DictObject extends InstanceObject {
    private static final int GONE = -1;
    private int[] index = new int[8];
    private long[] hashes = new long[5];
    private Object[] keys = new Object[5];
    private Object[] values = new Object[5];
    private int used;
    private int size;
    /** The object whose attributes these entries are, or null: each side sees what the other writes. */
    private InstanceObject owner;

    public DictObject() {
        this(Types.DICT);
    }

    public DictObject(ClassObject type) {
        super(type);
    }

    /** The attributes of an object as a dict that lives: {@code object.__dict__}. */
    static DictObject of(InstanceObject owner) {
        DictObject dict = new DictObject();
        dict.owner = owner;
        return dict;
    }

    /** Makes the entries with names as keys those that the object has as attributes, in both directions. */
    void attach(InstanceObject newOwner) {
        owner = newOwner;
    }

    /** The object whose attributes these entries are, or null. */
    public InstanceObject owner() {
        return owner;
    }

    /** Takes over what the owner's attributes have become. */
    @TruffleBoundary
    private void refresh() {
        InstanceObject from = owner;
        owner = null;
        try {
            int names = 0;
            for (TruffleString name : from.ownNames()) {
                Object value = from.own(name);
                if (value != null && !from.type().isSlot(name)) {
                    put(name, value);
                    names++;
                }
            }
            int texts = 0;
            for (int i = 0; i < used; i++) {
                texts += keys[i] instanceof TruffleString ? 1 : 0;
            }
            for (int i = 0; i < used && texts > names; i++) {
                if (keys[i] instanceof TruffleString name && from.own(Strings.name(name)) == null) {
                    remove(name);
                    texts--;
                }
            }
        } finally {
            owner = from;
        }
    }

    public int size() {
        if (owner != null) {
            refresh();
        }
        return size;
    }

    /** One more than the last entry's position; entries that were removed have a null key. */
    public int limit() {
        if (owner != null) {
            refresh();
        }
        return used;
    }

    public Object keyAt(int position) {
        return keys[position];
    }

    public Object valueAt(int position) {
        return values[position];
    }

    @TruffleBoundary
    private int find(Object key, long hash) {
        int mask = index.length - 1;
        for (int slot = mix(hash) & mask;; slot = slot + 1 & mask) {
            int entry = index[slot];
            if (entry == 0) {
                return -1;
            }
            if (entry != GONE && hashes[entry - 1] == hash) {
                Object known = keys[entry - 1];
                if (Operations.same(known, key) || Operations.equal(known, key)) {
                    return entry - 1;
                }
            }
        }
    }

    private static int mix(long hash) {
        long h = hash * 0x9E3779B97F4A7C15L;
        return (int) (h >>> 32);
    }

    /** The value or null. */
    @TruffleBoundary
    public Object get(Object key) {
        if (owner != null && key instanceof TruffleString name) {
            return owner.own(Strings.name(name));
        }
        int position = find(key, Operations.hash(key));
        return position < 0 ? null : values[position];
    }

    @TruffleBoundary
    public void put(Object key, Object value) {
        if (owner != null && key instanceof TruffleString name) {
            Journal.writes(owner, Strings.name(name));
            owner.own(name, value);
        } else {
            Journal.writes(this);
        }
        long hash = Operations.hash(key);
        int position = find(key, hash);
        if (position >= 0) {
            values[position] = value;
            return;
        }
        if (used == keys.length) {
            grow();
        }
        hashes[used] = hash;
        keys[used] = key;
        values[used] = value;
        used++;
        size++;
        link(hash, used);
    }

    private void link(long hash, int entry) {
        int mask = index.length - 1;
        int slot = mix(hash) & mask;
        while (index[slot] > 0) {
            slot = slot + 1 & mask;
        }
        index[slot] = entry;
    }

    private void grow() {
        int capacity = 8;
        while (capacity * 5 / 8 <= size + 1) {
            capacity *= 2;
        }
        int room = capacity * 5 / 8;
        long[] h = new long[room];
        Object[] k = new Object[room];
        Object[] v = new Object[room];
        int n = 0;
        for (int i = 0; i < used; i++) {
            if (keys[i] != null) {
                h[n] = hashes[i];
                k[n] = keys[i];
                v[n++] = values[i];
            }
        }
        hashes = h;
        keys = k;
        values = v;
        used = n;
        index = new int[capacity];
        for (int i = 0; i < n; i++) {
            link(h[i], i + 1);
        }
    }

    /** Removes a key and answers its value, or null if there was none. */
    @TruffleBoundary
    public Object remove(Object key) {
        if (owner != null) {
            refresh();
            if (key instanceof TruffleString name) {
                Journal.writes(owner, Strings.name(name));
                owner.removeOwn(Strings.name(name));
            }
        } else {
            Journal.writes(this);
        }
        int position = find(key, Operations.hash(key));
        if (position < 0) {
            return null;
        }
        int mask = index.length - 1;
        int slot = mix(hashes[position]) & mask;
        while (index[slot] != position + 1) {
            slot = slot + 1 & mask;
        }
        index[slot] = GONE;
        Object value = values[position];
        keys[position] = null;
        values[position] = null;
        size--;
        return value;
    }

    public void clear() {
        if (owner != null) {
            for (TruffleString name : owner.ownNames()) {
                Journal.writes(owner, name);
                owner.removeOwn(name);
            }
        } else {
            Journal.writes(this);
        }
        index = new int[8];
        hashes = new long[5];
        keys = new Object[5];
        values = new Object[5];
        used = 0;
        size = 0;
    }

    @TruffleBoundary
    public void putAll(DictObject other) {
        if (other.owner != null) {
            other.refresh();
        }
        for (int i = 0; i < other.used; i++) {
            if (other.keys[i] != null) {
                put(other.keys[i], other.values[i]);
            }
        }
    }

    /** The keys, in order. */
    public Object[] keyArray() {
        if (owner != null) {
            refresh();
        }
        Object[] result = new Object[size];
        int n = 0;
        for (int i = 0; i < used; i++) {
            if (keys[i] != null) {
                result[n++] = keys[i];
            }
        }
        return Arrays.copyOf(result, n);
    }

    /** Walks the keys (kind 0), the values (1) or the pairs (2); refuses to go on after a change of size. */
    public Iteration iterate(int kind) {
        if (owner != null) {
            refresh();
        }
        int expected = size;
        return new Iteration.Compiled() {
            private int position;

            @Override
            public Object next() {
                if (size != expected) {
                    throw Errors.runtimeError("dictionary changed size during iteration");
                }
                while (position < used && keys[position] == null) {
                    position++;
                }
                if (position >= used) {
                    return END;
                }
                int i = position++;
                return kind == 0 ? keys[i] : kind == 1 ? values[i] : new TupleObject(keys[i], values[i]);
            }
        };
    }

    @ExportMessage
    boolean hasHashEntries() {
        return true;
    }

    @ExportMessage
    long getHashSize() {
        return size;
    }

    @ExportMessage
    boolean isHashEntryModifiable(Object key) {
        return isHashEntryReadable(key);
    }

    @ExportMessage
    boolean isHashEntryInsertable(Object key) {
        return !isHashEntryReadable(key);
    }

    @ExportMessage
    @TruffleBoundary
    void writeHashEntry(Object key, Object value) {
        put(Interop.adopt(key), Interop.adopt(value));
    }

    @ExportMessage
    boolean isHashEntryRemovable(Object key) {
        return isHashEntryReadable(key);
    }

    @ExportMessage
    @TruffleBoundary
    void removeHashEntry(Object key) throws com.oracle.truffle.api.interop.UnknownKeyException {
        if (remove(Interop.adopt(key)) == null) {
            throw com.oracle.truffle.api.interop.UnknownKeyException.create(key);
        }
    }

    @ExportMessage
    boolean isHashEntryReadable(Object key) {
        return get(Interop.adopt(key)) != null;
    }

    @ExportMessage
    Object readHashValue(Object key) throws com.oracle.truffle.api.interop.UnknownKeyException {
        Object value = get(Interop.adopt(key));
        if (value == null) {
            throw com.oracle.truffle.api.interop.UnknownKeyException.create(key);
        }
        return Interop.export(value);
    }

    @ExportMessage
    Object getHashEntriesIterator() {
        return new IteratorObject(Types.ITERATOR, iterate(2));
    }
}
