package org.jacobilang.xla;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The function table of one loaded plugin. Every function takes the address of its argument struct and returns an error
 * or null, so one method handle calls all of them; addresses are longs, which spares a scope check per pointer.
 */
final class PjrtApi {
    /** The whole address space: what the plugin's own pointers are read through. */
    static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    /** The oldest minor version that has all that this package cannot do without. */
    private static final int OLDEST_MINOR = 40;

    private static final MethodHandle CALL = Linker.nativeLinker().downcallHandle(
            FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
    private static final MethodHandle CALL_VOID = Linker.nativeLinker().downcallHandle(
            FunctionDescriptor.ofVoid(ValueLayout.JAVA_LONG));
    private static final ThreadLocal<MemorySegment> SCRATCH =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(64, 64));

    private final String origin;
    private final int major;
    private final int minor;
    private final MemorySegment[] functions = new MemorySegment[PjrtCall.values().length];

    /** Reads the table that {@code GetPjrtApi} returned; {@code origin} names the plugin in messages. */
    PjrtApi(long table, String origin) {
        this.origin = origin;
        if (table == 0) {
            throw new XlaException(XlaException.Code.FAILED_PRECONDITION, origin + ": GetPjrtApi returned nothing");
        }
        long size = MEMORY.get(ValueLayout.JAVA_LONG, table);
        this.major = MEMORY.get(ValueLayout.JAVA_INT, table + 32);
        this.minor = MEMORY.get(ValueLayout.JAVA_INT, table + 36);
        if (major != 0 || minor < OLDEST_MINOR) {
            throw new XlaException(XlaException.Code.FAILED_PRECONDITION, origin + ": PJRT API " + version()
                    + " is not supported, 0." + OLDEST_MINOR + " or a later 0.x is needed");
        }
        for (PjrtCall call : PjrtCall.values()) {
            if (call.offset() + 8 <= size) {
                long pointer = MEMORY.get(ValueLayout.JAVA_LONG, table + call.offset());
                functions[call.ordinal()] = pointer == 0 ? null : MemorySegment.ofAddress(pointer);
            }
        }
    }

    String version() {
        return major + "." + minor;
    }

    /** False where the plugin is older than the function, or leaves it out. */
    boolean has(PjrtCall call) {
        return functions[call.ordinal()] != null;
    }

    /** The function's pointer. */
    MemorySegment function(PjrtCall call) {
        MemorySegment f = functions[call.ordinal()];
        if (f == null) {
            throw new XlaException(XlaException.Code.UNIMPLEMENTED,
                    origin + " (PJRT " + version() + ") lacks " + call.cName());
        }
        return f;
    }

    /** Calls a function with the address of its argument struct; the result is an error to {@link #check}. */
    static long invoke(MemorySegment function, long arguments) {
        try {
            return (long) CALL.invokeExact(function, arguments);
        } catch (Throwable t) {
            throw new AssertionError(t);
        }
    }

    /** Calls a function whose result is not an error: a deleter that a plugin handed out, for example. */
    static void invokeVoid(MemorySegment function, long argument) {
        try {
            CALL_VOID.invokeExact(function, argument);
        } catch (Throwable t) {
            throw new AssertionError(t);
        }
    }

    Struct.Instance arguments(PjrtCall call, Arena arena) {
        return call.arguments().allocate(arena);
    }

    void call(PjrtCall call, Struct.Instance arguments) {
        check(invoke(function(call), arguments.address()));
    }

    // The many functions that take one handle and give one thing: the handle is at 16, the thing at 24.

    private MemorySegment one(PjrtCall call, long handle) {
        MemorySegment s = SCRATCH.get();
        s.set(ValueLayout.JAVA_LONG, 0, call.arguments().size());
        s.set(ValueLayout.JAVA_LONG, 8, 0);
        s.set(ValueLayout.JAVA_LONG, 16, handle);
        s.set(ValueLayout.JAVA_LONG, 24, 0);
        s.set(ValueLayout.JAVA_LONG, 32, 0);
        check(invoke(function(call), s.address()));
        return s;
    }

    /** Calls a function for its effect on a handle. */
    void apply(PjrtCall call, long handle) {
        one(call, handle);
    }

    /** Calls a function that reports one pointer, number or truth value. */
    long get(PjrtCall call, long handle) {
        return one(call, handle).get(ValueLayout.JAVA_LONG, 24);
    }

    int getInt(PjrtCall call, long handle) {
        return one(call, handle).get(ValueLayout.JAVA_INT, 24);
    }

    boolean getBoolean(PjrtCall call, long handle) {
        return one(call, handle).get(ValueLayout.JAVA_BYTE, 24) != 0;
    }

    /** Calls a function that reports a text by pointer and length. */
    String getString(PjrtCall call, long handle) {
        MemorySegment s = one(call, handle);
        return string(s.get(ValueLayout.JAVA_LONG, 24), s.get(ValueLayout.JAVA_LONG, 32));
    }

    /** Calls a function that reports an array of 8-byte items by pointer and length. */
    long[] getLongs(PjrtCall call, long handle) {
        MemorySegment s = one(call, handle);
        return longs(s.get(ValueLayout.JAVA_LONG, 24), s.get(ValueLayout.JAVA_LONG, 32));
    }

    static long[] longs(long pointer, long count) {
        long[] items = new long[Math.toIntExact(count)];
        MemorySegment.copy(MEMORY, ValueLayout.JAVA_LONG, pointer, items, 0, items.length);
        return items;
    }

    static byte[] bytes(long pointer, long size) {
        byte[] bytes = new byte[Math.toIntExact(size)];
        MemorySegment.copy(MEMORY, ValueLayout.JAVA_BYTE, pointer, bytes, 0, bytes.length);
        return bytes;
    }

    static String string(long pointer, long size) {
        return pointer == 0 ? "" : new String(bytes(pointer, size), StandardCharsets.UTF_8);
    }

    // Errors and events.

    /** Throws what the error says, if it is one, and frees it. */
    void check(long error) {
        if (error != 0) {
            throw failure(error);
        }
    }

    private XlaException failure(long error) {
        try (Arena arena = Arena.ofConfined()) {
            Struct.Instance text = arguments(PjrtCall.ERROR_MESSAGE, arena).set("error", error);
            invokeVoid(function(PjrtCall.ERROR_MESSAGE), text.address());
            String message = string(text.get("message"), text.get("message_size"));
            Struct.Instance code = arguments(PjrtCall.ERROR_GET_CODE, arena).set("error", error);
            invoke(function(PjrtCall.ERROR_GET_CODE), code.address());
            Struct.Instance destroy = arguments(PjrtCall.ERROR_DESTROY, arena).set("error", error);
            invokeVoid(function(PjrtCall.ERROR_DESTROY), destroy.address());
            return new XlaException(XlaException.Code.of(code.get("code")), withoutTrace(message));
        }
    }

    /** Some builds of XLA add where in their own source an error arose. */
    private static String withoutTrace(String message) {
        int at = message.indexOf("=== Source Location Trace");
        return at < 0 ? message : message.substring(0, at).strip();
    }

    /** Waits for an event, throws its error, and frees the event. */
    void await(long event) {
        try {
            apply(PjrtCall.EVENT_AWAIT, event);
        } finally {
            apply(PjrtCall.EVENT_DESTROY, event);
        }
    }

    // Named values.

    /** A list of named values as the plugin lays it out: String, Long, long[], Float or Boolean by name. */
    static Map<String, Object> namedValues(long pointer, long count) {
        Map<String, Object> map = new LinkedHashMap<>();
        Struct layout = Struct.NAMED_VALUE;
        for (long i = 0, at = pointer; i < count; i++, at += MEMORY.get(ValueLayout.JAVA_LONG, at)) {
            String name = string(word(at, "name"), word(at, "name_size"));
            long value = word(at, "value");
            long size = word(at, "value_size");
            map.put(name, switch (MEMORY.get(ValueLayout.JAVA_INT, at + layout.offset("type"))) {
                case 0 -> string(value, size);
                case 1 -> (Object) value;
                case 2 -> longs(value, size);
                case 3 -> Float.intBitsToFloat((int) value);
                default -> (value & 0xff) != 0;
            });
        }
        return map;
    }

    private static long word(long at, String field) {
        return MEMORY.get(ValueLayout.JAVA_LONG, at + Struct.NAMED_VALUE.offset(field));
    }

    /** Lays out named values for the plugin. */
    static MemorySegment namedValues(Map<String, Object> values, Arena arena) {
        Struct layout = Struct.NAMED_VALUE;
        MemorySegment all = arena.allocate(Math.max(8, layout.stride() * values.size()), 8);
        long at = 0;
        for (Map.Entry<String, Object> e : values.entrySet()) {
            Struct.Instance v = layout.at(all, at).text("name", "name_size", e.getKey(), arena);
            switch (e.getValue()) {
                case String s -> v.set("type", 0).text("value", "value_size", s, arena);
                case Float f -> v.set("type", 3).set("value", Float.floatToRawIntBits(f) & 0xffffffffL).set("value_size", 1);
                case Boolean b -> v.set("type", 4).set("value", b ? 1 : 0).set("value_size", 1);
                case long[] a -> v.set("type", 2).set("value", arena.allocateFrom(ValueLayout.JAVA_LONG, a))
                        .set("value_size", a.length);
                case Number n -> v.set("type", 1).set("value", n.longValue()).set("value_size", 1);
                default -> throw new IllegalArgumentException("option " + e.getKey() + ": " + e.getValue().getClass());
            }
            at += layout.stride();
        }
        return all;
    }
}
