package org.jacobilang.xla;

import java.lang.foreign.Arena;
import java.util.Map;
import java.util.OptionalLong;

/** A device of a client; it lives as long as the client. */
public final class PjrtDevice {
    private final PjrtClient client;
    private final long address;
    private final long description;
    private final int id;

    PjrtDevice(PjrtClient client, long address) {
        PjrtApi api = client.api();
        this.client = client;
        this.address = address;
        this.description = api.get(PjrtCall.DEVICE_GET_DESCRIPTION, address);
        this.id = api.getInt(PjrtCall.DEVICE_DESCRIPTION_ID, description);
    }

    long address() {
        return address;
    }

    public PjrtClient client() {
        return client;
    }

    /** The number by which compile options and sharded programs name the device. */
    public int id() {
        return id;
    }

    /** The vendor's name of the device. */
    public String kind() {
        return client.using(() -> client.api().getString(PjrtCall.DEVICE_DESCRIPTION_KIND, description));
    }

    public int processIndex() {
        return client.using(() -> client.api().getInt(PjrtCall.DEVICE_DESCRIPTION_PROCESS_INDEX, description));
    }

    /** False for a device of another process. */
    public boolean isAddressable() {
        return client.using(() -> client.api().getBoolean(PjrtCall.DEVICE_IS_ADDRESSABLE, address));
    }

    /** What the plugin tells of the device: core counts, coordinates, and so on. */
    public Map<String, Object> attributes() {
        return client.using(() -> {
            try (Arena arena = Arena.ofConfined()) {
                Struct.Instance a = client.api().arguments(PjrtCall.DEVICE_DESCRIPTION_ATTRIBUTES, arena)
                        .set("device_description", description);
                client.api().call(PjrtCall.DEVICE_DESCRIPTION_ATTRIBUTES, a);
                return PjrtApi.namedValues(a.get("attributes"), a.get("num_attributes"));
            }
        });
    }

    /** Bytes in use by the allocator of the device, where the plugin counts them. */
    public OptionalLong bytesInUse() {
        return client.using(() -> {
            if (!client.api().has(PjrtCall.DEVICE_MEMORY_STATS)) {
                return OptionalLong.empty();
            }
            try (Arena arena = Arena.ofConfined()) {
                Struct.Instance a = client.api().arguments(PjrtCall.DEVICE_MEMORY_STATS, arena).set("device", address);
                client.api().call(PjrtCall.DEVICE_MEMORY_STATS, a);
                return OptionalLong.of(a.get("bytes_in_use"));
            } catch (XlaException e) {
                if (e.code() == XlaException.Code.UNIMPLEMENTED) {
                    return OptionalLong.empty();
                }
                throw e;
            }
        });
    }

    @Override
    public String toString() {
        return client.using(() -> client.api().getString(PjrtCall.DEVICE_DESCRIPTION_TO_STRING, description));
    }
}
