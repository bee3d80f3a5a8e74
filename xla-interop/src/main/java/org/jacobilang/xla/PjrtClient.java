package org.jacobilang.xla;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A connection to the devices of one platform. Closing it forbids new work; buffers and executables that are still open
 * keep it alive until they are closed. All methods may be called from any thread.
 */
public final class PjrtClient implements AutoCloseable {
    /** Host data up to this size goes through memory that each thread keeps. */
    private static final int STAGING = 1 << 16;
    private static final ThreadLocal<MemorySegment> STAGING_MEMORY =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(STAGING, 64));
    private static final ThreadLocal<MemorySegment> UPLOAD_ARGUMENTS = ThreadLocal.withInitial(PjrtClient::uploadArguments);
    private static final int MAX_CACHED_RANK = 16;

    /** {@code PJRT_HostBufferSemantics_kImmutableOnlyDuringCall}. */
    private static final long COPY_DURING_CALL = 0;

    private static final Struct UPLOAD = PjrtCall.CLIENT_BUFFER_FROM_HOST_BUFFER.arguments();
    private static final long UPLOAD_CLIENT = UPLOAD.offset("client");
    private static final long UPLOAD_DATA = UPLOAD.offset("data");
    private static final long UPLOAD_TYPE = UPLOAD.offset("type");
    private static final long UPLOAD_DIMS = UPLOAD.offset("dims");
    private static final long UPLOAD_RANK = UPLOAD.offset("num_dims");
    private static final long UPLOAD_DEVICE = UPLOAD.offset("device");
    private static final long UPLOAD_EVENT = UPLOAD.offset("done_with_host_buffer");
    private static final long UPLOAD_BUFFER = UPLOAD.offset("buffer");

    private final PjrtPlugin plugin;
    private final PjrtApi api;
    private final NativeHandle handle;
    private final String platformName;
    private final boolean cpu;
    private final List<PjrtDevice> devices;
    private final List<PjrtDevice> addressable;
    private final DeviceMemory memory = new DeviceMemory();

    PjrtClient(PjrtPlugin plugin, Map<String, Object> options) {
        this.plugin = plugin;
        this.api = plugin.api();
        long address;
        try (Arena arena = Arena.ofConfined()) {
            Struct.Instance a = api.arguments(PjrtCall.CLIENT_CREATE, arena)
                    .set("create_options", PjrtApi.namedValues(options, arena)).set("num_options", options.size());
            api.call(PjrtCall.CLIENT_CREATE, a);
            address = a.get("client");
        }
        this.handle = new NativeHandle(this, "client", address, api, PjrtCall.CLIENT_DESTROY, null, null);
        this.platformName = api.getString(PjrtCall.CLIENT_PLATFORM_NAME, address);
        this.cpu = platformName.equalsIgnoreCase("cpu") || platformName.equalsIgnoreCase("host");
        List<PjrtDevice> all = new ArrayList<>();
        for (long d : api.getLongs(PjrtCall.CLIENT_DEVICES, address)) {
            all.add(new PjrtDevice(this, d));
        }
        this.devices = List.copyOf(all);
        List<PjrtDevice> local = new ArrayList<>();
        for (long d : api.getLongs(PjrtCall.CLIENT_ADDRESSABLE_DEVICES, address)) {
            local.add(device(d));
        }
        this.addressable = List.copyOf(local);
    }

    PjrtApi api() {
        return api;
    }

    NativeHandle handle() {
        return handle;
    }

    DeviceMemory memory() {
        return memory;
    }

    /** Runs something while the client is open and stays so. */
    <T> T using(Supplier<T> body) {
        handle.take();
        try {
            return body.get();
        } finally {
            handle.release();
        }
    }

    PjrtDevice device(long address) {
        for (PjrtDevice d : devices) {
            if (d.address() == address) {
                return d;
            }
        }
        throw new XlaException(XlaException.Code.INTERNAL, "the plugin named a device that it does not list");
    }

    public PjrtPlugin plugin() {
        return plugin;
    }

    /** For example {@code cpu}, {@code cuda} or {@code tpu}. */
    public String platformName() {
        return platformName;
    }

    /** What the platform says of itself. */
    public String platformVersion() {
        long address = handle.take();
        try {
            return api.getString(PjrtCall.CLIENT_PLATFORM_VERSION, address);
        } finally {
            handle.release();
        }
    }

    /** True when device memory is this process's own memory. */
    boolean isCpu() {
        return cpu;
    }

    /** All devices, those of other processes included. */
    public List<PjrtDevice> devices() {
        return devices;
    }

    /** The devices that this process can use. */
    public List<PjrtDevice> addressableDevices() {
        return addressable;
    }

    /** Where buffers go unless a device is named. */
    public PjrtDevice defaultDevice() {
        if (addressable.isEmpty()) {
            throw new XlaException(XlaException.Code.NOT_FOUND, "the platform " + platformName + " has no device here");
        }
        return addressable.get(0);
    }

    /** Bytes of all open buffers of this client. */
    public long deviceBytes() {
        return memory.bytes();
    }

    /** The largest value that {@link #deviceBytes} had. */
    public long peakDeviceBytes() {
        return memory.peak();
    }

    /** Open buffers of this client. */
    public long openBuffers() {
        return memory.buffers();
    }

    // Compilation.

    /** Compiles a module of StableHLO text for one device. */
    public PjrtExecutable compile(String stableHlo) {
        return compile(stableHlo, CompileOptions.DEFAULT);
    }

    /** Compiles a module of StableHLO text; a message of XLA names the module's own source locations. */
    public PjrtExecutable compile(String stableHlo, CompileOptions options) {
        long client = handle.take();
        try (Arena arena = Arena.ofConfined()) {
            Struct.Instance program = Struct.PROGRAM.allocate(arena).text("code", "code_size", stableHlo, arena)
                    .text("format", "format_size", "mlir", arena);
            Struct.Instance a = api.arguments(PjrtCall.CLIENT_COMPILE, arena).set("client", client)
                    .set("program", program.address())
                    .bytes("compile_options", "compile_options_size", options.encode(), arena);
            api.call(PjrtCall.CLIENT_COMPILE, a);
            boolean donates = stableHlo.contains("tf.aliasing_output") || stableHlo.contains("jax.buffer_donor");
            return new PjrtExecutable(this, a.get("executable"), donates);
        } finally {
            handle.release();
        }
    }

    /** Loads what {@link PjrtExecutable#serialize} gave, on the same platform and plugin version. */
    public PjrtExecutable deserializeAndLoad(byte[] serialized) {
        long client = handle.take();
        try (Arena arena = Arena.ofConfined()) {
            Struct.Instance a = api.arguments(PjrtCall.EXECUTABLE_DESERIALIZE_AND_LOAD, arena).set("client", client)
                    .bytes("serialized_executable", "serialized_executable_size", serialized, arena);
            api.call(PjrtCall.EXECUTABLE_DESERIALIZE_AND_LOAD, a);
            return new PjrtExecutable(this, a.get("loaded_executable"), true);
        } finally {
            handle.release();
        }
    }

    // Buffers.

    /** A buffer on the default device; without dimensions it is a scalar when the array has one element. */
    public PjrtBuffer buffer(float[] data, long... dims) {
        return buffer(ElementType.F32, data, dims(data.length, dims), defaultDevice());
    }

    public PjrtBuffer buffer(double[] data, long... dims) {
        return buffer(ElementType.F64, data, dims(data.length, dims), defaultDevice());
    }

    public PjrtBuffer buffer(int[] data, long... dims) {
        return buffer(ElementType.S32, data, dims(data.length, dims), defaultDevice());
    }

    public PjrtBuffer buffer(long[] data, long... dims) {
        return buffer(ElementType.S64, data, dims(data.length, dims), defaultDevice());
    }

    private static long[] dims(int length, long[] dims) {
        return dims.length == 0 && length != 1 ? new long[]{length} : dims;
    }

    /**
     * A buffer from a Java array in row-major order: byte[] for PRED, S8 and U8, short[] for 16-bit types (F16 and BF16
     * as bits), int[], long[], float[], double[], complex numbers as (real, imaginary) pairs. The array may be changed
     * as soon as this returns.
     */
    public PjrtBuffer buffer(ElementType type, Object array, long[] dims, PjrtDevice device) {
        MemorySegment source = heap(array);
        long size = size(type, dims);
        if (source.byteSize() != size || java.lang.reflect.Array.getLength(array) != size / type.bytes() * type.parts()) {
            throw new IllegalArgumentException("an array of " + java.lang.reflect.Array.getLength(array) + " "
                    + array.getClass().getComponentType() + " for " + describe(type, dims));
        }
        if (size <= STAGING) {
            MemorySegment staging = STAGING_MEMORY.get();
            MemorySegment.copy(source, 0, staging, 0, size);
            return upload(type, staging.address(), size, dims, device);
        }
        if (cpu && api.has(PjrtCall.CLIENT_CREATE_UNINITIALIZED_BUFFER)) {
            PjrtBuffer buffer = uninitialized(type, dims, size, device);
            buffer.fill(source);
            return buffer;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment staging = arena.allocate(size, 64);
            MemorySegment.copy(source, 0, staging, 0, size);
            return upload(type, staging.address(), size, dims, device);
        }
    }

    /** A buffer from off-heap (or heap) memory in row-major order, which may be reused as soon as this returns. */
    public PjrtBuffer buffer(ElementType type, MemorySegment data, long[] dims, PjrtDevice device) {
        long size = size(type, dims);
        if (data.byteSize() != size) {
            throw new IllegalArgumentException(data.byteSize() + " bytes for " + describe(type, dims));
        }
        if (data.isNative()) {
            return upload(type, data.address(), size, dims, device);
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment staging = arena.allocate(Math.max(1, size), 64).copyFrom(data);
            return upload(type, staging.address(), size, dims, device);
        }
    }

    static String describe(ElementType type, long[] dims) {
        StringBuilder b = new StringBuilder(type.mlirName()).append('[');
        for (int i = 0; i < dims.length; i++) {
            b.append(i == 0 ? "" : ",").append(dims[i]);
        }
        return b.append(']').toString();
    }

    static long size(ElementType type, long[] dims) {
        long n = type.bytes();
        for (long d : dims) {
            if (d < 0) {
                throw new IllegalArgumentException("negative dimension " + d);
            }
            n = Math.multiplyExact(n, d);
        }
        return n;
    }

    static MemorySegment heap(Object array) {
        return switch (array) {
            case byte[] a -> MemorySegment.ofArray(a);
            case short[] a -> MemorySegment.ofArray(a);
            case int[] a -> MemorySegment.ofArray(a);
            case long[] a -> MemorySegment.ofArray(a);
            case float[] a -> MemorySegment.ofArray(a);
            case double[] a -> MemorySegment.ofArray(a);
            default -> throw new IllegalArgumentException("not an array of primitive numbers: " + array.getClass());
        };
    }

    private static MemorySegment uploadArguments() {
        MemorySegment a = Arena.ofAuto().allocate(UPLOAD.stride() + 8 * MAX_CACHED_RANK, 64);
        UPLOAD.at(a, 0).set("host_buffer_semantics", COPY_DURING_CALL).set("dims", a.address() + UPLOAD.stride());
        return a;
    }

    private PjrtBuffer upload(ElementType type, long data, long size, long[] dims, PjrtDevice device) {
        MemorySegment a = dims.length <= MAX_CACHED_RANK ? UPLOAD_ARGUMENTS.get() : longUploadArguments(dims.length);
        for (int i = 0; i < dims.length; i++) {
            a.set(ValueLayout.JAVA_LONG, UPLOAD.stride() + 8L * i, dims[i]);
        }
        a.set(ValueLayout.JAVA_LONG, UPLOAD_RANK, dims.length);
        a.set(ValueLayout.JAVA_LONG, UPLOAD_DATA, data);
        a.set(ValueLayout.JAVA_INT, UPLOAD_TYPE, type.value());
        a.set(ValueLayout.JAVA_LONG, UPLOAD_DEVICE, device.address());
        a.set(ValueLayout.JAVA_LONG, UPLOAD_CLIENT, handle.take());
        try {
            MemorySegment function = api.function(PjrtCall.CLIENT_BUFFER_FROM_HOST_BUFFER);
            allocating(() -> api.check(PjrtApi.invoke(function, a.address())));
            long event = a.get(ValueLayout.JAVA_LONG, UPLOAD_EVENT);
            PjrtBuffer buffer = new PjrtBuffer(this, a.get(ValueLayout.JAVA_LONG, UPLOAD_BUFFER), type, dims.clone(), size, device);
            if (cpu) {
                // The copy is done when the call returns.
                api.apply(PjrtCall.EVENT_DESTROY, event);
            } else {
                api.await(event);
            }
            return buffer;
        } finally {
            handle.release();
        }
    }

    private static MemorySegment longUploadArguments(int rank) {
        MemorySegment a = Arena.ofAuto().allocate(UPLOAD.stride() + 8L * rank, 64);
        UPLOAD.at(a, 0).set("host_buffer_semantics", COPY_DURING_CALL).set("dims", a.address() + UPLOAD.stride());
        return a;
    }

    /** A buffer whose contents the caller writes at once; on the CPU that spares a copy. */
    private PjrtBuffer uninitialized(ElementType type, long[] dims, long size, PjrtDevice device) {
        long client = handle.take();
        try (Arena arena = Arena.ofConfined()) {
            Struct.Instance a = api.arguments(PjrtCall.CLIENT_CREATE_UNINITIALIZED_BUFFER, arena).set("client", client)
                    .set("shape_dims", arena.allocateFrom(ValueLayout.JAVA_LONG, dims)).set("shape_num_dims", dims.length)
                    .set("shape_element_type", type.value()).set("device", device.address());
            allocating(() -> api.call(PjrtCall.CLIENT_CREATE_UNINITIALIZED_BUFFER, a));
            return new PjrtBuffer(this, a.get("buffer"), type, dims.clone(), size, device);
        } finally {
            handle.release();
        }
    }

    /** Tries once more after a collection when the device is full: garbage may own its memory. */
    private void allocating(Runnable call) {
        try {
            call.run();
        } catch (XlaException e) {
            if (e.code() != XlaException.Code.RESOURCE_EXHAUSTED) {
                throw e;
            }
            memory.collect();
            call.run();
        }
    }

    /** Forbids new work. Native memory goes when the last open buffer and executable have gone. */
    @Override
    public void close() {
        handle.close();
    }

    public boolean isClosed() {
        return handle.isClosed();
    }

    @Override
    public String toString() {
        return "PjrtClient[" + platformName + ", " + addressable.size() + " devices]";
    }
}
