package org.jacobilang.numpy;

import java.util.Arrays;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.DenseArray;
import org.jacobilang.array.Shape;
import org.jacobilang.array.kernel.Elements;
import org.jacobilang.nodes.staging.Trace;
import org.jacobilang.runtime.InstanceObject;
import org.jacobilang.runtime.Journal;

/**
 * {@code numpy.ndarray}: a strided view of a Java array, which other views may share. Strides and the offset count
 * elements; a complex element takes two Java numbers.
 */
public final class HostArray extends InstanceObject {
    final DType dtype;
    final Buffer buffer;
    final int offset;
    final int[] dims;
    final int[] strides;
    /** The array whose storage this one shows, or null when it owns it. */
    final HostArray base;
    boolean writeable = true;

    /** Storage, and how often it was written to: a traced function that read it asks whether that changed. */
    static final class Buffer {
        final Object data;
        long version;

        Buffer(Object data) {
            this.data = data;
        }
    }

    HostArray(DType dtype, Buffer buffer, int offset, int[] dims, int[] strides, HostArray base) {
        super(HostTypes.NDARRAY);
        this.dtype = dtype;
        this.buffer = buffer;
        this.offset = offset;
        this.dims = dims;
        this.strides = strides;
        this.base = base;
    }

    /** An array that owns these elements, in row-major order. */
    static HostArray of(DType dtype, int[] dims, Object data) {
        return new HostArray(dtype, new Buffer(data), 0, dims, Elements.strides(Shape.of(dims)), null);
    }

    static HostArray zeros(DType dtype, int... dims) {
        return of(dtype, dims, Elements.allocate(dtype, Shape.of(dims).length()));
    }

    /** Another view of the same storage. */
    HostArray view(int from, int[] newDims, int[] newStrides) {
        HostArray v = new HostArray(dtype, buffer, from, newDims, newStrides, base == null ? this : base);
        v.writeable = writeable;
        return v;
    }

    int rank() {
        return dims.length;
    }

    int size() {
        int n = 1;
        for (int d : dims) {
            n *= d;
        }
        return n;
    }

    Shape shape() {
        return Shape.of(dims);
    }

    public DType dtype() {
        return dtype;
    }

    boolean contiguous() {
        int step = 1;
        for (int i = dims.length - 1; i >= 0; i--) {
            if (dims[i] != 1 && strides[i] != step) {
                return size() == 0;
            }
            step *= dims[i];
        }
        return true;
    }

    /** Where the elements are, in row-major order. */
    int[] positions() {
        return Elements.walk(dims, strides, offset);
    }

    /** The elements in row-major order; the storage itself where it is in that order, so not to be written to. */
    Object read() {
        if (Journal.recording && Trace.current() != null) {
            Trace.current().readStorage(this);
        }
        int length = java.lang.reflect.Array.getLength(buffer.data) / Elements.width(dtype);
        if (offset == 0 && length == size() && contiguous()) {
            return buffer.data;
        }
        return copyOut();
    }

    private Object copyOut() {
        int n = size();
        if (contiguous()) {
            int w = Elements.width(dtype);
            Object out = Elements.allocate(dtype, n);
            System.arraycopy(buffer.data, offset * w, out, 0, n * w);
            return out;
        }
        return Elements.take(dtype, buffer.data, positions());
    }

    /** The elements as storage of their own. */
    Object copyData() {
        Object d = read();
        return d == buffer.data ? copyOut() : d;
    }

    HostArray copy() {
        return of(dtype, dims, copyData());
    }

    /** An immutable array with these elements; it shares the storage if {@code share}. */
    public ArrayValue value(boolean share) {
        AbstractValue aval = new AbstractValue(dtype, shape(), false);
        Object data = share ? read() : copyData();
        return dims.length == 0 ? ArrayValue.of(aval, data) : new DenseArray(aval, data);
    }

    /** Writes elements, given in row-major order and in this dtype. */
    void write(Object data) {
        write(positionsOrNull(), data);
    }

    private int[] positionsOrNull() {
        return contiguous() ? null : positions();
    }

    /** Writes elements at positions of the storage; null means all of this array, which is contiguous. */
    void write(int[] positions, Object data) {
        touch();
        int w = Elements.width(dtype);
        if (positions == null) {
            System.arraycopy(data, 0, buffer.data, offset * w, size() * w);
            return;
        }
        Object target = buffer.data;
        switch (target) {
            case double[] t when w == 1 -> {
                double[] s = (double[]) data;
                for (int i = 0; i < positions.length; i++) {
                    t[positions[i]] = s[i];
                }
            }
            case float[] t when w == 1 -> {
                float[] s = (float[]) data;
                for (int i = 0; i < positions.length; i++) {
                    t[positions[i]] = s[i];
                }
            }
            default -> {
                for (int i = 0; i < positions.length; i++) {
                    System.arraycopy(data, i * w, target, positions[i] * w, w);
                }
            }
        }
    }

    /** Before any write. */
    void touch() {
        if (!writeable) {
            throw org.jacobilang.runtime.Errors.valueError("assignment destination is read-only");
        }
        Journal.writes(this);
        buffer.version++;
    }

    /** How often the storage was written to. */
    public long version() {
        return buffer.version;
    }

    @Override
    public String toString() {
        return "ndarray" + Arrays.toString(dims);
    }
}
