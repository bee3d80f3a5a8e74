package org.jacobilang.runtime;

/** A {@code collections.deque}: a ring of items, open at both ends. */
public final class DequeObject extends InstanceObject {
    private Object[] ring = new Object[16];
    private int head;
    private int size;
    /** The most items that it keeps, or -1. */
    public int limit = -1;
    /** Counts changes of the size, so that an iteration notices them. */
    private int changes;

    public DequeObject(ClassObject type) {
        super(type);
    }

    public int size() {
        return size;
    }

    private int place(int i) {
        return head + i & ring.length - 1;
    }

    public Object get(int i) {
        return ring[place(i)];
    }

    public void set(int i, Object value) {
        Journal.writes(this);
        ring[place(i)] = value;
    }

    private void grow() {
        Object[] all = new Object[ring.length * 2];
        for (int i = 0; i < size; i++) {
            all[i] = ring[place(i)];
        }
        ring = all;
        head = 0;
    }

    public void append(Object value) {
        Journal.writes(this);
        if (limit == 0) {
            return;
        }
        if (size == limit) {
            popLeft();
        }
        if (size == ring.length) {
            grow();
        }
        ring[place(size++)] = value;
        changes++;
    }

    public void appendLeft(Object value) {
        Journal.writes(this);
        if (limit == 0) {
            return;
        }
        if (size == limit) {
            pop();
        }
        if (size == ring.length) {
            grow();
        }
        head = head - 1 & ring.length - 1;
        ring[head] = value;
        size++;
        changes++;
    }

    /** The last item, which goes; null when there is none. */
    public Object pop() {
        if (size == 0) {
            return null;
        }
        Journal.writes(this);
        int at = place(--size);
        Object value = ring[at];
        ring[at] = null;
        changes++;
        return value;
    }

    /** The first item, which goes; null when there is none. */
    public Object popLeft() {
        if (size == 0) {
            return null;
        }
        Journal.writes(this);
        Object value = ring[head];
        ring[head] = null;
        head = head + 1 & ring.length - 1;
        size--;
        changes++;
        return value;
    }

    public void clear() {
        Journal.writes(this);
        ring = new Object[16];
        head = 0;
        size = 0;
        changes++;
    }

    /** Turns the ring {@code n} steps to the right. */
    public void rotate(long n) {
        if (size < 2) {
            return;
        }
        Journal.writes(this);
        int steps = (int) Math.floorMod(n, (long) size);
        for (int i = 0; i < steps; i++) {
            Object value = pop();
            appendLeft(value);
        }
    }

    public Object[] toArray() {
        Object[] all = new Object[size];
        for (int i = 0; i < size; i++) {
            all[i] = ring[place(i)];
        }
        return all;
    }

    public void replace(Object[] items) {
        clear();
        for (Object item : items) {
            append(item);
        }
    }

    public Iteration iterate(boolean backwards) {
        int expected = changes;
        return new Iteration() {
            private int i;

            @Override
            public Object next() {
                if (changes != expected) {
                    throw Errors.runtimeError("deque mutated during iteration");
                }
                if (i >= size) {
                    return END;
                }
                int at = i++;
                return get(backwards ? size - 1 - at : at);
            }

            @Override
            public int remaining() {
                return size - i;
            }
        };
    }
}
