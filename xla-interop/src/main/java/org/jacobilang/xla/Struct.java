package org.jacobilang.xla;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The layout of a PJRT struct. All of them begin with {@code struct_size} and {@code extension_start}; the size that a
 * caller states ends with the last field, without padding, and tells the plugin how much the caller knows.
 */
final class Struct {
    static final Struct NAMED_VALUE = new Struct("PJRT_NamedValue", "*name name_size int:type value value_size");
    static final Struct PROGRAM = new Struct("PJRT_Program", "*code code_size *format format_size");
    static final Struct EXECUTE_OPTIONS = new Struct("PJRT_ExecuteOptions",
            "*send_callbacks *recv_callbacks num_send_ops num_recv_ops int:launch_id *non_donatable_input_indices "
            + "num_non_donatable_input_indices *context *call_location num_tasks *task_ids *incarnation_ids");
    /** The tiled form, whose union member is the longer one. */
    static final Struct MEMORY_LAYOUT = new Struct("PJRT_Buffer_MemoryLayout",
            "tiled_size *tiled_extension *minor_to_major minor_to_major_size *tile_dims *tile_dim_sizes num_tiles "
            + "int:type");

    private record Field(long offset, int width) { }

    private final String name;
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final long size;

    Struct(String name, String declaration) {
        this.name = name;
        long offset = 16;
        for (String word : declaration.isEmpty() ? new String[0] : declaration.split(" ")) {
            int width = 8;
            String field = word;
            if (word.startsWith("*")) {
                field = word.substring(1);
            } else if (word.startsWith("int:")) {
                width = 4;
                field = word.substring(4);
            } else if (word.startsWith("bool:")) {
                width = 1;
                field = word.substring(5);
            } else if (word.endsWith("]")) {
                int bracket = word.indexOf('[');
                width = Integer.parseInt(word.substring(bracket + 1, word.length() - 1));
                field = word.substring(0, bracket);
            }
            int alignment = Math.min(width, 8);
            offset = (offset + alignment - 1) / alignment * alignment;
            fields.put(field, new Field(offset, width));
            offset += width;
        }
        this.size = offset;
    }

    /** What C's {@code PJRT_STRUCT_SIZE} gives. */
    long size() {
        return size;
    }

    /** The distance of two structs in an array. */
    long stride() {
        return (size + 7) / 8 * 8;
    }

    long offset(String field) {
        return field(field).offset;
    }

    int width(String field) {
        return field(field).width;
    }

    private Field field(String field) {
        Field f = fields.get(field);
        if (f == null) {
            throw new IllegalArgumentException(name + " has no field " + field);
        }
        return f;
    }

    /** A zeroed struct with its size stated. */
    Instance allocate(Arena arena) {
        return at(arena.allocate(stride(), 8), 0);
    }

    /** A struct inside zeroed memory, with its size stated. */
    Instance at(MemorySegment memory, long offset) {
        memory.set(ValueLayout.JAVA_LONG, offset, size);
        return new Instance(memory.asSlice(offset, stride()));
    }

    /** One struct in memory, its fields by name. */
    final class Instance {
        private final MemorySegment memory;

        private Instance(MemorySegment memory) {
            this.memory = memory;
        }

        long address() {
            return memory.address();
        }

        Instance set(String field, long value) {
            Field f = field(field);
            switch (f.width) {
                case 1 -> memory.set(ValueLayout.JAVA_BYTE, f.offset, (byte) value);
                case 4 -> memory.set(ValueLayout.JAVA_INT, f.offset, (int) value);
                default -> memory.set(ValueLayout.JAVA_LONG, f.offset, value);
            }
            return this;
        }

        Instance set(String field, MemorySegment pointer) {
            return set(field, pointer.address());
        }

        /** Sets a pointer and a length to UTF-8 text. */
        Instance text(String field, String sizeField, String text, Arena arena) {
            return bytes(field, sizeField, text.getBytes(StandardCharsets.UTF_8), arena);
        }

        /** Sets a pointer and a length to a copy of the bytes. */
        Instance bytes(String field, String sizeField, byte[] bytes, Arena arena) {
            MemorySegment copy = arena.allocate(bytes.length + 1L);
            MemorySegment.copy(bytes, 0, copy, ValueLayout.JAVA_BYTE, 0, bytes.length);
            return set(field, copy).set(sizeField, bytes.length);
        }

        long get(String field) {
            Field f = field(field);
            return switch (f.width) {
                case 1 -> memory.get(ValueLayout.JAVA_BYTE, f.offset);
                case 4 -> memory.get(ValueLayout.JAVA_INT, f.offset);
                default -> memory.get(ValueLayout.JAVA_LONG, f.offset);
            };
        }
    }
}
