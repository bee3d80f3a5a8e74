package org.jacobilang.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import java.util.Arrays;

/**
 * A set or, by its type, a frozenset: a table with open addressing. Where an item lies follows CPython's rules (a short linear
 * search, then a jump that uses more bits of the hash; four times the room when three fifths are used), so that programs
 * print and iterate sets of numbers in the order that they expect.
 */
public final class SetObject extends InstanceObject {
    private static final int SMALLEST = 8;
    private static final int LINEAR = 9;
    private static final int SHIFT = 5;
    private static final int LARGE = 50_000;
    /** Where an item was removed: a search goes on behind it. */
    private static final Object GONE = new Object();

    private Object[] keys = new Object[SMALLEST];
    private long[] hashes = new long[SMALLEST];
    /** Places that hold an item or held one. */
    private int fill;
    private int used;
    /** Where {@link #pop} looks next. */
    private int finger;

    public SetObject() {
        this(Types.SET);
    }

    public SetObject(ClassObject type) {
        super(type);
    }

    /** The set of constants in a program's text, in the order in which CPython makes it. */
    public static SetObject ofConstants(Object[] items) {
        SetObject frozen = new SetObject(Types.FROZENSET);
        for (Object item : items) {
            frozen.add(item);
        }
        SetObject set = new SetObject();
        set.addAll(frozen);
        return set;
    }

    public int size() {
        return used;
    }

    private boolean isItem(int place) {
        return keys[place] != null && keys[place] != GONE;
    }

    @TruffleBoundary
    public void add(Object item) {
        add(item, Operations.hash(item));
    }

    private void add(Object item, long hash) {
        int mask = keys.length - 1;
        int i = (int) hash & mask;
        long perturb = hash;
        while (true) {
            int probes = i + LINEAR <= mask ? LINEAR : 0;
            for (int place = i; place <= i + probes; place++) {
                if (keys[place] == null) {
                    Journal.writes(this);
                    fill++;
                    used++;
                    keys[place] = item;
                    hashes[place] = hash;
                    if ((long) fill * 5 >= (long) mask * 3) {
                        resize(used > LARGE ? used * 2L : used * 4L);
                    }
                    return;
                }
                if (hashes[place] == hash && keys[place] != GONE && isSame(keys[place], item)) {
                    return;
                }
            }
            perturb >>>= SHIFT;
            i = (int) (i * 5L + 1 + perturb) & mask;
        }
    }

    private static boolean isSame(Object a, Object b) {
        return Operations.same(a, b) || Operations.equal(a, b);
    }

    private static void insertClean(Object[] keys, long[] hashes, Object item, long hash) {
        int mask = keys.length - 1;
        int i = (int) hash & mask;
        long perturb = hash;
        while (true) {
            int probes = i + LINEAR <= mask ? LINEAR : 0;
            for (int place = i; place <= i + probes; place++) {
                if (keys[place] == null) {
                    keys[place] = item;
                    hashes[place] = hash;
                    return;
                }
            }
            perturb >>>= SHIFT;
            i = (int) (i * 5L + 1 + perturb) & mask;
        }
    }

    private void resize(long wanted) {
        int size = SMALLEST;
        while (size <= wanted) {
            size <<= 1;
        }
        Object[] newKeys = new Object[size];
        long[] newHashes = new long[size];
        for (int i = 0; i < keys.length; i++) {
            if (isItem(i)) {
                insertClean(newKeys, newHashes, keys[i], hashes[i]);
            }
        }
        keys = newKeys;
        hashes = newHashes;
        fill = used;
    }

    private int find(Object item, long hash) {
        int mask = keys.length - 1;
        int i = (int) hash & mask;
        long perturb = hash;
        while (true) {
            int probes = i + LINEAR <= mask ? LINEAR : 0;
            for (int place = i; place <= i + probes; place++) {
                if (keys[place] == null) {
                    return -1;
                }
                if (hashes[place] == hash && keys[place] != GONE && isSame(keys[place], item)) {
                    return place;
                }
            }
            perturb >>>= SHIFT;
            i = (int) (i * 5L + 1 + perturb) & mask;
        }
    }

    @TruffleBoundary
    public boolean contains(Object item) {
        // An unhashable set is looked up as the frozenset that equals it.
        long hash = item instanceof SetObject s && !s.type().isSubclassOf(Types.FROZENSET) ? Arithmetic.hash(s.frozen())
                : Operations.hash(item);
        return used > 0 && find(item, hash) >= 0;
    }

    /** Whether the item was there. */
    @TruffleBoundary
    public boolean remove(Object item) {
        return remove(item, item instanceof SetObject s && !s.type().isSubclassOf(Types.FROZENSET) ? Arithmetic.hash(s.frozen())
                : Operations.hash(item));
    }

    private boolean remove(Object item, long hash) {
        int place = find(item, hash);
        if (place < 0) {
            return false;
        }
        Journal.writes(this);
        keys[place] = GONE;
        hashes[place] = -1;
        used--;
        return true;
    }

    /** Removes an item and answers it, or null when there is none. */
    @TruffleBoundary
    public Object pop() {
        if (used == 0) {
            return null;
        }
        Journal.writes(this);
        int place = finger & keys.length - 1;
        while (!isItem(place)) {
            place = place + 1 & keys.length - 1;
        }
        Object item = keys[place];
        keys[place] = GONE;
        hashes[place] = -1;
        used--;
        finger = place + 1;
        return item;
    }

    public void clear() {
        Journal.writes(this);
        keys = new Object[SMALLEST];
        hashes = new long[SMALLEST];
        fill = 0;
        used = 0;
        finger = 0;
    }

    /** Takes over what another set has become. */
    public void become(SetObject other) {
        Journal.writes(this);
        keys = other.keys.clone();
        hashes = other.hashes.clone();
        fill = other.fill;
        used = other.used;
        finger = 0;
    }

    /** Adds all items of another set. */
    @TruffleBoundary
    public void addAll(SetObject other) {
        if (other == this || other.used == 0) {
            return;
        }
        Journal.writes(this);
        if ((long) (fill + other.used) * 5 >= (long) (keys.length - 1) * 3) {
            resize((used + other.used) * 2L);
        }
        if (fill == 0 && keys.length == other.keys.length && other.fill == other.used) {
            keys = other.keys.clone();
            hashes = other.hashes.clone();
            fill = other.fill;
            used = other.used;
            return;
        }
        boolean clean = fill == 0;
        for (int i = 0; i < other.keys.length; i++) {
            if (other.isItem(i)) {
                if (clean) {
                    insertClean(keys, hashes, other.keys[i], other.hashes[i]);
                } else {
                    add(other.keys[i], other.hashes[i]);
                }
            }
        }
        if (clean) {
            fill = other.used;
            used = other.used;
        }
    }

    /** Adds all items of any iterable. */
    @TruffleBoundary
    public void addAll(Object iterable) {
        switch (iterable) {
            case SetObject s when s.type().isBuiltin() -> addAll(s);
            case DictObject d when d.type().isBuiltin() -> {
                if ((long) (fill + d.size()) * 5 >= (long) (keys.length - 1) * 3) {
                    resize((used + d.size()) * 2L);
                }
                for (Object key : d.keyArray()) {
                    add(key);
                }
            }
            default -> {
                Iteration i = Operations.iterator(iterable);
                for (Object item = i.next(); item != Iteration.END; item = i.next()) {
                    add(item);
                }
            }
        }
    }

    /** The items, in order. */
    public Object[] toArray() {
        Object[] items = new Object[used];
        int n = 0;
        for (int i = 0; i < keys.length; i++) {
            if (isItem(i)) {
                items[n++] = keys[i];
            }
        }
        return items;
    }

    public Iteration iterate() {
        int expected = used;
        return new Iteration() {
            private int place;
            private int left = expected;

            @Override
            public Object next() {
                if (used != expected) {
                    throw Errors.runtimeError("Set changed size during iteration");
                }
                while (place < keys.length && !isItem(place)) {
                    place++;
                }
                if (place >= keys.length) {
                    return END;
                }
                left--;
                return keys[place++];
            }

            @Override
            public int remaining() {
                return left;
            }
        };
    }

    // ---------------------------------------------------------------- whole sets

    private SetObject empty() {
        return new SetObject(type().isSubclassOf(Types.FROZENSET) ? Types.FROZENSET : Types.SET);
    }

    private SetObject frozen() {
        SetObject copy = new SetObject(Types.FROZENSET);
        copy.addAll(this);
        return copy;
    }

    public SetObject copy() {
        SetObject copy = empty();
        copy.addAll(this);
        return copy;
    }

    @TruffleBoundary
    SetObject union(SetObject other) {
        SetObject result = copy();
        result.addAll(other);
        return result;
    }

    @TruffleBoundary
    SetObject intersection(SetObject other) {
        SetObject walked = other.used > used ? this : other;
        SetObject asked = walked == this ? other : this;
        SetObject result = empty();
        for (int i = 0; i < walked.keys.length; i++) {
            if (walked.isItem(i) && asked.find(walked.keys[i], walked.hashes[i]) >= 0) {
                result.add(walked.keys[i], walked.hashes[i]);
            }
        }
        return result;
    }

    @TruffleBoundary
    SetObject difference(SetObject other) {
        if (used >> 2 > other.used) {
            SetObject result = copy();
            result.removeAll(other);
            return result;
        }
        SetObject result = empty();
        for (int i = 0; i < keys.length; i++) {
            if (isItem(i) && other.find(keys[i], hashes[i]) < 0) {
                result.add(keys[i], hashes[i]);
            }
        }
        return result;
    }

    void removeAll(SetObject other) {
        if (other == this) {
            clear();
            return;
        }
        for (int i = 0; i < other.keys.length; i++) {
            if (other.isItem(i)) {
                remove(other.keys[i], other.hashes[i]);
            }
        }
        // As CPython: too many removed places are not worth keeping.
        if (fill - used > (keys.length - 1) / 5) {
            resize(used > LARGE ? used * 2L : used * 4L);
        }
    }

    @TruffleBoundary
    SetObject symmetricDifference(SetObject other) {
        SetObject result = empty();
        result.addAll(other);
        result.toggle(this);
        return result;
    }

    private void toggle(SetObject other) {
        for (int i = 0; i < other.keys.length; i++) {
            if (other.isItem(i) && !remove(other.keys[i], other.hashes[i])) {
                add(other.keys[i], other.hashes[i]);
            }
        }
    }

    /** {@code ^=}. */
    void toggleAll(SetObject other) {
        if (other == this) {
            clear();
        } else {
            toggle(other);
        }
    }

    boolean isSubset(SetObject other) {
        if (used > other.used) {
            return false;
        }
        for (int i = 0; i < keys.length; i++) {
            if (isItem(i) && other.find(keys[i], hashes[i]) < 0) {
                return false;
            }
        }
        return true;
    }

    long itemsHash() {
        long h = 0;
        for (int i = 0; i < keys.length; i++) {
            if (isItem(i)) {
                h ^= (hashes[i] ^ 89869747L ^ hashes[i] << 16) * 3644798167L;
            }
        }
        h ^= (used + 1) * 1927868237L;
        h ^= h >>> 11 ^ h >>> 25;
        h = h * 69069L + 907133923L;
        return h == -1 ? 590923713L : h;
    }

    @Override
    public String toString() {
        return Arrays.toString(toArray());
    }
}
