package org.jacobilang.xla;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A PJRT plugin: a shared library that exports {@code GetPjrtApi}. It is loaded once a process and stays loaded, for
 * XLA's libraries cannot be unloaded.
 */
public final class PjrtPlugin {
    private static final Map<Path, PjrtPlugin> LOADED = new LinkedHashMap<>();

    private final Path path;
    private final PjrtApi api;
    private final Map<String, Object> attributes;

    private PjrtPlugin(Path path) {
        this.path = path;
        this.api = new PjrtApi(SharedLibrary.call(path, "GetPjrtApi"), path.toString());
        try (Arena arena = Arena.ofConfined()) {
            if (api.has(PjrtCall.PLUGIN_INITIALIZE)) {
                api.call(PjrtCall.PLUGIN_INITIALIZE, api.arguments(PjrtCall.PLUGIN_INITIALIZE, arena));
            }
            Map<String, Object> found = Map.of();
            if (api.has(PjrtCall.PLUGIN_ATTRIBUTES)) {
                Struct.Instance a = api.arguments(PjrtCall.PLUGIN_ATTRIBUTES, arena);
                api.call(PjrtCall.PLUGIN_ATTRIBUTES, a);
                found = PjrtApi.namedValues(a.get("attributes"), a.get("num_attributes"));
            }
            this.attributes = java.util.Collections.unmodifiableMap(found);
        }
    }

    /** Loads a library, or returns the plugin if it is loaded; throws {@link XlaException} when it is not a plugin. */
    public static PjrtPlugin load(Path library) {
        Path path = library.toAbsolutePath().normalize();
        synchronized (LOADED) {
            PjrtPlugin plugin = LOADED.get(path);
            if (plugin == null) {
                plugin = new PjrtPlugin(path);
                LOADED.put(path, plugin);
            }
            return plugin;
        }
    }

    /**
     * Loads the plugin that {@link PluginLocator} finds, fetching the pinned CPU plugin if need be; empty, after one line
     * on standard error, when there is none to be had.
     */
    public static Optional<PjrtPlugin> find() {
        return PluginLocator.fromEnvironment().locate().map(found -> load(found.library()));
    }

    PjrtApi api() {
        return api;
    }

    public Path path() {
        return path;
    }

    /** The version of the PJRT C API that the plugin implements, for example {@code 0.115}. */
    public String apiVersion() {
        return api.version();
    }

    /** What the plugin tells of itself: {@code stablehlo_current_version}, {@code xla_version}, and so on. */
    public Map<String, Object> attributes() {
        return attributes;
    }

    /** The StableHLO version that the plugin was built with, or an empty text. */
    public String stableHloVersion() {
        if (!(attributes.get("stablehlo_current_version") instanceof long[] v)) {
            return "";
        }
        StringBuilder b = new StringBuilder();
        for (long part : v) {
            b.append(b.isEmpty() ? "" : ".").append(part);
        }
        return b.toString();
    }

    /** A client with the plugin's own defaults. */
    public PjrtClient createClient() {
        return createClient(Map.of());
    }

    /**
     * A client with options as the plugin defines them: String, Long, long[], Float or Boolean by name. The CPU plugin
     * knows {@code cpu_device_count} and {@code asynchronous}; plugins refuse what they don't know.
     */
    public PjrtClient createClient(Map<String, Object> options) {
        return new PjrtClient(this, options);
    }

    @Override
    public String toString() {
        return path.getFileName() + " (PJRT " + apiVersion() + ")";
    }
}
