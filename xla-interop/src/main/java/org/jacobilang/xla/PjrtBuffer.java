package org.jacobilang.xla;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * An array on a device. Its contents may still be under computation: reading waits, and throws what the computation threw.
 * A buffer that an execution consumed by donation is closed.
 */
public final class PjrtBuffer implements AutoCloseable {
    private static final long[] SCALAR = {};

    private final PjrtClient client;
    private final NativeHandle handle;
    private final ElementType type;
    private final long[] dims;
    private final long size;
    private final PjrtDevice device;
    /** The data of a buffer in this process's memory, once it is complete; 0 before. */
    private volatile long data;

    /** Takes ownership of the address and of the dims. */
    PjrtBuffer(PjrtClient client, long address, ElementType type, long[] dims, long size, PjrtDevice device) {
        this.client = client;
        this.type = type;
        this.dims = dims;
        this.size = size;
        this.device = device;
        DeviceMemory memory = client.memory();
        this.handle = new NativeHandle(this, "buffer", address, client.api(), PjrtCall.BUFFER_DESTROY, client.handle(),
                () -> memory.remove(size));
        memory.add(size);
    }

    NativeHandle handle() {
        return handle;
    }

    public PjrtClient client() {
        return client;
    }

    public PjrtDevice device() {
        return device;
    }

    public ElementType type() {
        return type;
    }

    /** The dimensions; empty for a scalar. */
    public long[] dims() {
        return dims.length == 0 ? SCALAR : dims.clone();
    }

    /** The number of elements. */
    public long elements() {
        return size / type.bytes();
    }

    /** Bytes of the elements. */
    public long byteSize() {
        return size;
    }

    /** True when reading would not wait. */
    public boolean isReady() {
        PjrtApi api = client.api();
        long address = handle.take();
        try {
            long event = api.get(PjrtCall.BUFFER_READY_EVENT, address);
            try {
                return api.getBoolean(PjrtCall.EVENT_IS_READY, event);
            } finally {
                api.apply(PjrtCall.EVENT_DESTROY, event);
            }
        } finally {
            handle.release();
        }
    }

    /** Waits until the contents are there; throws what their computation threw. */
    public PjrtBuffer await() {
        long address = handle.take();
        try {
            await(address);
        } finally {
            handle.release();
        }
        return this;
    }

    private void await(long address) {
        PjrtApi api = client.api();
        api.await(api.get(PjrtCall.BUFFER_READY_EVENT, address));
    }

    /** The elements in this process's memory, complete. */
    private long pointer(long address) {
        long p = data;
        if (p == 0) {
            await(address);
            PjrtApi api = client.api();
            p = api.get(api.has(PjrtCall.BUFFER_OPAQUE_DEVICE_MEMORY_DATA_POINTER)
                    ? PjrtCall.BUFFER_OPAQUE_DEVICE_MEMORY_DATA_POINTER : PjrtCall.BUFFER_UNSAFE_POINTER, address);
            data = p;
        }
        return p;
    }

    /** Writes a buffer that nobody else knows yet. */
    void fill(MemorySegment source) {
        long address = handle.take();
        try {
            MemorySegment.copy(source, 0, PjrtApi.MEMORY, pointer(address), size);
        } finally {
            handle.release();
        }
    }

    /**
     * The elements as a new Java array in row-major order: byte[] for PRED, S8 and U8, short[] for 16-bit types (F16 and
     * BF16 as bits), int[], long[], float[], double[], complex numbers as (real, imaginary) pairs.
     */
    public Object toArray() {
        Object array = type.newArray(Math.toIntExact(elements()));
        copyTo(PjrtClient.heap(array));
        return array;
    }

    /** The elements of an F32, F16 or BF16 buffer. */
    public float[] toFloats() {
        Object array = toArray();
        if (array instanceof float[] a && type == ElementType.F32) {
            return a;
        }
        if (type != ElementType.F16 && type != ElementType.BF16) {
            throw new IllegalStateException("a buffer of " + type + " has no floats");
        }
        short[] bits = (short[]) array;
        float[] floats = new float[bits.length];
        for (int i = 0; i < bits.length; i++) {
            floats[i] = type == ElementType.F16 ? Float.float16ToFloat(bits[i]) : Float.intBitsToFloat(bits[i] << 16);
        }
        return floats;
    }

    /** The elements of an F64 buffer. */
    public double[] toDoubles() {
        return (double[]) toArray();
    }

    /** The elements of an S32 or U32 buffer. */
    public int[] toInts() {
        return (int[]) toArray();
    }

    /** Copies the elements, in row-major order, to memory of exactly their size. */
    public void copyTo(MemorySegment target) {
        if (target.byteSize() != size) {
            throw new IllegalArgumentException(target.byteSize() + " bytes for " + this);
        }
        long address = handle.take();
        try {
            if (client.isCpu()) {
                if (size > 0) {
                    MemorySegment.copy(PjrtApi.MEMORY, pointer(address), target, 0, size);
                }
            } else {
                copyFromDevice(address, target);
            }
        } finally {
            handle.release();
        }
    }

    private void copyFromDevice(long address, MemorySegment target) {
        PjrtApi api = client.api();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment host = target.isNative() ? target : arena.allocate(Math.max(1, size), 64);
            MemorySegment minorToMajor = arena.allocate(Math.max(8, 8L * dims.length), 8);
            for (int i = 0; i < dims.length; i++) {
                minorToMajor.setAtIndex(ValueLayout.JAVA_LONG, i, dims.length - 1 - i);
            }
            // Said in full, for a device may keep the array in another order.
            Struct.Instance layout = Struct.MEMORY_LAYOUT.allocate(arena).set("tiled_size", 56)
                    .set("minor_to_major", minorToMajor).set("minor_to_major_size", dims.length).set("type", 0);
            Struct.Instance a = api.arguments(PjrtCall.BUFFER_TO_HOST_BUFFER, arena).set("src", address)
                    .set("host_layout", layout.address()).set("dst", host).set("dst_size", size);
            api.call(PjrtCall.BUFFER_TO_HOST_BUFFER, a);
            api.await(a.get("event"));
            if (host != target) {
                MemorySegment.copy(host, 0, target, 0, size);
            }
        }
    }

    /** A copy of the buffer on another device of the same client. */
    public PjrtBuffer copyTo(PjrtDevice target) {
        PjrtApi api = client.api();
        long address = handle.take();
        try (Arena arena = Arena.ofConfined()) {
            Struct.Instance a = api.arguments(PjrtCall.BUFFER_COPY_TO_DEVICE, arena).set("buffer", address)
                    .set("dst_device", target.address());
            api.call(PjrtCall.BUFFER_COPY_TO_DEVICE, a);
            return new PjrtBuffer(client, a.get("dst_buffer"), type, dims, size, target);
        } finally {
            handle.release();
        }
    }

    /** Frees the device memory when the last execution that reads it is done. */
    @Override
    public void close() {
        handle.close();
    }

    public boolean isClosed() {
        return handle.isClosed();
    }

    /** For example {@code f32[2,3]}. */
    @Override
    public String toString() {
        return PjrtClient.describe(type, dims);
    }
}
