package org.jacobilang.runtime;

import java.util.Arrays;

/** A {@code bytearray}: bytes that can change. */
public final class ByteArrayObject extends InstanceObject {
    private byte[] data;
    private int size;

    public ByteArrayObject(ClassObject type, byte[] data) {
        super(type);
        this.data = data;
        this.size = data.length;
    }

    public ByteArrayObject(byte[] data) {
        this(Types.BYTEARRAY, data);
    }

    public int size() {
        return size;
    }

    public int get(int i) {
        return data[i] & 0xFF;
    }

    public void set(int i, byte b) {
        data[i] = b;
    }

    public void append(byte b) {
        if (size == data.length) {
            data = Arrays.copyOf(data, Math.max(8, size * 2));
        }
        data[size++] = b;
    }

    /** The bytes as they are now. */
    public byte[] toArray() {
        return Arrays.copyOf(data, size);
    }

    public BytesObject toBytes() {
        return new BytesObject(toArray());
    }

    public void replace(byte[] bytes) {
        data = bytes;
        size = bytes.length;
    }

    /** Puts other bytes in the place of those from {@code from} to {@code to}. */
    public void splice(int from, int to, byte[] bytes) {
        byte[] all = new byte[size - (to - from) + bytes.length];
        System.arraycopy(data, 0, all, 0, from);
        System.arraycopy(bytes, 0, all, from, bytes.length);
        System.arraycopy(data, to, all, from + bytes.length, size - to);
        replace(all);
    }
}
