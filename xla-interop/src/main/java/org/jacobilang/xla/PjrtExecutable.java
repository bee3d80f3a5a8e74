package org.jacobilang.xla;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** A compiled program, loaded on its devices. It may be executed by many threads at once. */
public final class PjrtExecutable implements AutoCloseable {
    private static final Struct EXECUTE = PjrtCall.LOADED_EXECUTABLE_EXECUTE.arguments();
    private static final long NUM_ARGUMENTS = EXECUTE.offset("num_args");
    private static final long KEPT = Struct.EXECUTE_OPTIONS.offset("non_donatable_input_indices");
    private static final long KEPT_COUNT = Struct.EXECUTE_OPTIONS.offset("num_non_donatable_input_indices");

    private final PjrtClient client;
    private final PjrtApi api;
    private final NativeHandle handle;
    private final MemorySegment execute;
    private final boolean donates;
    private final List<PjrtDevice> devices;
    private final ElementType[] outputTypes;
    private final long[][] outputDims;
    private final long[] outputSizes;
    /** The argument structs of the last call, for the next one. */
    private final AtomicReference<Frame> spare = new AtomicReference<>();

    /** Takes ownership of a {@code PJRT_LoadedExecutable}; {@code donates} says whether it may consume arguments. */
    PjrtExecutable(PjrtClient client, long address, boolean donates) {
        this.client = client;
        this.donates = donates;
        this.api = client.api();
        this.handle = new NativeHandle(this, "executable", address, api, PjrtCall.LOADED_EXECUTABLE_DESTROY,
                client.handle(), null);
        this.execute = api.function(PjrtCall.LOADED_EXECUTABLE_EXECUTE);
        List<PjrtDevice> on = new ArrayList<>();
        for (long d : api.getLongs(PjrtCall.LOADED_EXECUTABLE_ADDRESSABLE_DEVICES, address)) {
            on.add(client.device(d));
        }
        this.devices = List.copyOf(on);
        long executable = api.get(PjrtCall.LOADED_EXECUTABLE_GET_EXECUTABLE, address);
        try {
            int n = Math.toIntExact(api.get(PjrtCall.EXECUTABLE_NUM_OUTPUTS, executable));
            this.outputTypes = new ElementType[n];
            this.outputDims = new long[n][];
            this.outputSizes = new long[n];
            describeOutputs(executable, n);
        } finally {
            api.apply(PjrtCall.EXECUTABLE_DESTROY, executable);
        }
    }

    private void describeOutputs(long executable, int n) {
        try (Arena arena = Arena.ofConfined()) {
            Struct.Instance t = api.arguments(PjrtCall.EXECUTABLE_OUTPUT_ELEMENT_TYPES, arena).set("executable", executable);
            api.call(PjrtCall.EXECUTABLE_OUTPUT_ELEMENT_TYPES, t);
            Struct.Instance d = api.arguments(PjrtCall.EXECUTABLE_OUTPUT_DIMENSIONS, arena).set("executable", executable);
            api.call(PjrtCall.EXECUTABLE_OUTPUT_DIMENSIONS, d);
            long[] ranks = PjrtApi.longs(d.get("dim_sizes"), n);
            long at = d.get("dims");
            for (int i = 0; i < n; i++) {
                outputTypes[i] = ElementType.of(PjrtApi.MEMORY.get(ValueLayout.JAVA_INT, t.get("output_types") + 4L * i));
                outputDims[i] = PjrtApi.longs(at, ranks[i]);
                outputSizes[i] = PjrtClient.size(outputTypes[i], outputDims[i]);
                at += 8 * ranks[i];
            }
        }
    }

    public PjrtClient client() {
        return client;
    }

    /** The devices that run the program, in the order of the argument lists. */
    public List<PjrtDevice> devices() {
        return devices;
    }

    public int outputs() {
        return outputTypes.length;
    }

    public ElementType outputType(int i) {
        return outputTypes[i];
    }

    public long[] outputDims(int i) {
        return outputDims[i].clone();
    }

    // Execution.

    /** Runs on one device; arguments that the program gives up (donation) are closed afterwards. */
    public PjrtBuffer[] execute(PjrtBuffer... arguments) {
        return execute(null, arguments);
    }

    /**
     * Runs on one device. Arguments at the positions {@code kept} stay the caller's although the program would overwrite
     * them. The results may still be under computation; reading them waits.
     */
    public PjrtBuffer[] execute(int[] kept, PjrtBuffer... arguments) {
        if (devices.size() != 1) {
            throw new IllegalArgumentException("the program runs on " + devices.size() + " devices: give each its arguments");
        }
        Frame frame = frame(1, arguments.length);
        int taken = 0;
        long address = handle.take();
        try {
            frame.begin(address, kept);
            for (; taken < arguments.length; taken++) {
                frame.argument(0, taken, arguments[taken].handle().take());
            }
            api.check(PjrtApi.invoke(execute, frame.address));
            PjrtBuffer[] results = results(frame, 0);
            closeDonated(arguments, kept);
            return results;
        } finally {
            for (int i = 0; i < taken; i++) {
                arguments[i].handle().release();
            }
            handle.release();
            spare.setRelease(frame);
        }
    }

    /** Runs on all devices of the program; one list of arguments and one of results per device. */
    public PjrtBuffer[][] execute(PjrtBuffer[][] arguments) {
        if (arguments.length != devices.size()) {
            throw new IllegalArgumentException(arguments.length + " argument lists for " + devices.size() + " devices");
        }
        int count = arguments[0].length;
        for (PjrtBuffer[] list : arguments) {
            if (list.length != count) {
                throw new IllegalArgumentException("argument lists of different lengths");
            }
        }
        Frame frame = frame(arguments.length, count);
        List<NativeHandle> taken = new ArrayList<>();
        long address = handle.take();
        try {
            frame.begin(address, null);
            for (int d = 0; d < arguments.length; d++) {
                for (int i = 0; i < count; i++) {
                    NativeHandle h = arguments[d][i].handle();
                    frame.argument(d, i, h.take());
                    taken.add(h);
                }
            }
            api.check(PjrtApi.invoke(execute, frame.address));
            PjrtBuffer[][] results = new PjrtBuffer[arguments.length][];
            for (int d = 0; d < results.length; d++) {
                results[d] = results(frame, d);
                closeDonated(arguments[d], null);
            }
            return results;
        } finally {
            taken.forEach(NativeHandle::release);
            handle.release();
            spare.setRelease(frame);
        }
    }

    private PjrtBuffer[] results(Frame frame, int device) {
        PjrtBuffer[] results = new PjrtBuffer[outputTypes.length];
        for (int i = 0; i < results.length; i++) {
            results[i] = new PjrtBuffer(client, frame.result(device, i), outputTypes[i], outputDims[i], outputSizes[i],
                    devices.get(device));
        }
        return results;
    }

    private void closeDonated(PjrtBuffer[] arguments, int[] kept) {
        if (!donates || kept != null && kept.length == arguments.length) {
            return;
        }
        for (PjrtBuffer b : arguments) {
            if (!b.isClosed() && deleted(b)) {
                b.handle().close("was donated to an execution");
            }
        }
    }

    private boolean deleted(PjrtBuffer buffer) {
        long address = buffer.handle().take();
        try {
            return api.getBoolean(PjrtCall.BUFFER_IS_DELETED, address);
        } finally {
            buffer.handle().release();
        }
    }

    private Frame frame(int lists, int count) {
        Frame f = spare.getAndSet(null);
        return f != null && f.lists == lists && f.arguments == count ? f : new Frame(lists, count, outputTypes.length);
    }

    /** The memory of one call: argument struct, options, and the lists of pointers. One call uses it at a time. */
    private static final class Frame {
        private final int lists;
        private final int arguments;
        private final int outputs;
        private final MemorySegment memory;
        private final long address;
        private final long options;
        private final long argumentsAt;
        private final long outputsAt;
        private final long keptAt;

        Frame(int lists, int arguments, int outputs) {
            this.lists = lists;
            this.arguments = arguments;
            this.outputs = outputs;
            options = EXECUTE.stride();
            long argumentLists = options + Struct.EXECUTE_OPTIONS.stride();
            long outputLists = argumentLists + 8L * lists;
            argumentsAt = outputLists + 8L * lists;
            outputsAt = argumentsAt + 8L * lists * arguments;
            keptAt = outputsAt + 8L * lists * outputs;
            memory = Arena.ofAuto().allocate(keptAt + 8L * Math.max(1, arguments), 64);
            address = memory.address();
            Struct.EXECUTE_OPTIONS.at(memory, options);
            EXECUTE.at(memory, 0).set("options", address + options).set("argument_lists", address + argumentLists)
                    .set("output_lists", address + outputLists).set("num_devices", lists);
            for (int d = 0; d < lists; d++) {
                memory.set(ValueLayout.JAVA_LONG, argumentLists + 8L * d, address + argumentsAt + 8L * d * arguments);
                memory.set(ValueLayout.JAVA_LONG, outputLists + 8L * d, address + outputsAt + 8L * d * outputs);
            }
            memory.set(ValueLayout.JAVA_LONG, NUM_ARGUMENTS, arguments);
        }

        void begin(long executable, int[] kept) {
            memory.set(ValueLayout.JAVA_LONG, 16, executable);
            int n = kept == null ? 0 : kept.length;
            for (int i = 0; i < n; i++) {
                memory.set(ValueLayout.JAVA_LONG, keptAt + 8L * i, kept[i]);
            }
            memory.set(ValueLayout.JAVA_LONG, options + KEPT, n == 0 ? 0 : address + keptAt);
            memory.set(ValueLayout.JAVA_LONG, options + KEPT_COUNT, n);
        }

        void argument(int list, int i, long buffer) {
            memory.set(ValueLayout.JAVA_LONG, argumentsAt + 8L * (list * arguments + i), buffer);
        }

        long result(int list, int i) {
            return memory.get(ValueLayout.JAVA_LONG, outputsAt + 8L * (list * outputs + i));
        }
    }

    // Serialization.

    /** The compiled program as bytes for {@link PjrtClient#deserializeAndLoad}, in another process too. */
    public byte[] serialize() {
        long loaded = handle.take();
        try (Arena arena = Arena.ofConfined()) {
            long executable = api.get(PjrtCall.LOADED_EXECUTABLE_GET_EXECUTABLE, loaded);
            try {
                Struct.Instance a = api.arguments(PjrtCall.EXECUTABLE_SERIALIZE, arena).set("executable", executable);
                api.call(PjrtCall.EXECUTABLE_SERIALIZE, a);
                byte[] bytes = PjrtApi.bytes(a.get("serialized_bytes"), a.get("serialized_bytes_size"));
                PjrtApi.invokeVoid(MemorySegment.ofAddress(a.get("serialized_executable_deleter")),
                        a.get("serialized_executable"));
                return bytes;
            } finally {
                api.apply(PjrtCall.EXECUTABLE_DESTROY, executable);
            }
        } finally {
            handle.release();
        }
    }

    /** What XLA made of the program: an {@code HloModuleProto} or whatever form the plugin has, as bytes. */
    public byte[] optimizedProgram() {
        long loaded = handle.take();
        try (Arena arena = Arena.ofConfined()) {
            long executable = api.get(PjrtCall.LOADED_EXECUTABLE_GET_EXECUTABLE, loaded);
            try {
                Struct.Instance program = Struct.PROGRAM.allocate(arena);
                Struct.Instance a = api.arguments(PjrtCall.EXECUTABLE_OPTIMIZED_PROGRAM, arena)
                        .set("executable", executable).set("program", program.address());
                // The first call tells the size, the second fills.
                api.call(PjrtCall.EXECUTABLE_OPTIMIZED_PROGRAM, a);
                MemorySegment code = arena.allocate(Math.max(1, program.get("code_size")));
                program.set("code", code);
                api.call(PjrtCall.EXECUTABLE_OPTIMIZED_PROGRAM, a);
                return PjrtApi.bytes(code.address(), program.get("code_size"));
            } finally {
                api.apply(PjrtCall.EXECUTABLE_DESTROY, executable);
            }
        } finally {
            handle.release();
        }
    }

    @Override
    public void close() {
        handle.close();
    }

    public boolean isClosed() {
        return handle.isClosed();
    }

    @Override
    public String toString() {
        StringBuilder b = new StringBuilder("PjrtExecutable[");
        for (int i = 0; i < outputTypes.length; i++) {
            b.append(i == 0 ? "" : ", ").append(PjrtClient.describe(outputTypes[i], outputDims[i]));
        }
        return b.append(" on ").append(Arrays.toString(devices.stream().mapToInt(PjrtDevice::id).toArray())).append(']').toString();
    }
}
