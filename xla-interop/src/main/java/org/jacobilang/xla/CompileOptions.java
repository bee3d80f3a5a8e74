package org.jacobilang.xla;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How to compile. Replicas run the same program on different data; partitions share one program that XLA splits by its
 * sharding annotations. {@code deviceIds} names a device for each replica and partition (partitions fastest), or is
 * empty for XLA's choice. Overrides are XLA's debug options by name, for example {@code xla_cpu_enable_fast_math}.
 */
public record CompileOptions(int replicas, int partitions, int[] deviceIds, Map<String, Object> overrides) {
    /** One replica, one partition, the default device. */
    public static final CompileOptions DEFAULT = new CompileOptions(1, 1, new int[0], Map.of());

    public CompileOptions {
        if (deviceIds.length != 0 && deviceIds.length != replicas * partitions) {
            throw new IllegalArgumentException(deviceIds.length + " devices for " + replicas + " replicas and "
                    + partitions + " partitions");
        }
        deviceIds = deviceIds.clone();
        overrides = Map.copyOf(overrides);
    }

    public CompileOptions withReplicas(int n) {
        return new CompileOptions(n, partitions, new int[0], overrides);
    }

    public CompileOptions withPartitions(int n) {
        return new CompileOptions(replicas, n, new int[0], overrides);
    }

    public CompileOptions onDevices(int... ids) {
        return new CompileOptions(replicas, partitions, ids, overrides);
    }

    public CompileOptions withOverride(String name, Object value) {
        Map<String, Object> m = new LinkedHashMap<>(overrides);
        m.put(name, value);
        return new CompileOptions(replicas, partitions, deviceIds, m);
    }

    /** A {@code CompileOptionsProto}; field numbers are those of {@code xla/pjrt/proto/compile_options.proto}. */
    byte[] encode() {
        Message build = new Message().integer(1, -1).integer(4, replicas).integer(5, partitions);
        if (partitions > 1) {
            build.integer(6, 1).integer(19, 1);
        }
        if (deviceIds.length > 0) {
            Message assignment = new Message().integer(1, replicas).integer(2, partitions);
            for (int p = 0; p < partitions; p++) {
                Message computation = new Message();
                for (int r = 0; r < replicas; r++) {
                    computation.integer(1, deviceIds[r * partitions + p]);
                }
                assignment.message(3, computation);
            }
            build.message(9, assignment);
        }
        Message options = new Message().message(3, build);
        new java.util.TreeMap<>(overrides).forEach((name, value) -> {
            Message override = switch (value) {
                case String s -> new Message().text(1, s);
                case Boolean b -> new Message().integer(2, b ? 1 : 0);
                case Double d -> new Message().real(4, d);
                case Number n -> new Message().integer(3, n.longValue());
                default -> throw new IllegalArgumentException("override " + name + ": " + value.getClass());
            };
            options.message(7, new Message().text(1, name).message(2, override));
        });
        return options.bytes();
    }

    /** Protocol buffer wire format, as much of it as the options need. */
    private static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        private Message varint(long v) {
            while ((v & ~0x7fL) != 0) {
                out.write((int) (v & 0x7f | 0x80));
                v >>>= 7;
            }
            out.write((int) v);
            return this;
        }

        Message integer(int field, long value) {
            return varint(field << 3).varint(value);
        }

        Message real(int field, double value) {
            varint(field << 3 | 1);
            long bits = Double.doubleToRawLongBits(value);
            for (int i = 0; i < 64; i += 8) {
                out.write((int) (bits >>> i));
            }
            return this;
        }

        Message text(int field, String s) {
            return bytes(field, s.getBytes(StandardCharsets.UTF_8));
        }

        Message message(int field, Message m) {
            return bytes(field, m.bytes());
        }

        private Message bytes(int field, byte[] b) {
            varint(field << 3 | 2).varint(b.length);
            out.writeBytes(b);
            return this;
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }
}
