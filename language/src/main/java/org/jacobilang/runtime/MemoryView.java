package org.jacobilang.runtime;

/** A {@code memoryview} of single bytes: a window on bytes or on a bytearray, which shows and makes changes. */
public final class MemoryView extends InstanceObject {
    /** What is looked at: a BytesObject or a ByteArrayObject. */
    public final Object object;
    private final int start;
    private final int step;
    public final int length;

    public MemoryView(Object object, int start, int step, int length) {
        super(Types.MEMORYVIEW);
        this.object = object;
        this.start = start;
        this.step = step;
        this.length = length;
    }

    public boolean isReadOnly() {
        return object instanceof BytesObject;
    }

    public int get(int i) {
        int at = start + i * step;
        return object instanceof ByteArrayObject b ? b.get(at) : ((BytesObject) object).data()[at] & 0xFF;
    }

    public void set(int i, byte value) {
        ((ByteArrayObject) object).set(start + i * step, value);
    }

    public MemoryView slice(SliceObject.Indices i) {
        return new MemoryView(object, start + i.start() * step, step * i.step(), i.count());
    }

    public byte[] toArray() {
        byte[] out = new byte[length];
        for (int i = 0; i < length; i++) {
            out[i] = (byte) get(i);
        }
        return out;
    }
}
