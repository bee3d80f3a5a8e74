package org.jacobilang.execute.xla;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.ExceptionObject;
import org.jacobilang.runtime.Names;
import org.jacobilang.runtime.PythonException;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.Types;
import org.jacobilang.xla.PjrtBuffer;
import org.jacobilang.xla.PjrtClient;
import org.jacobilang.xla.PjrtDevice;
import org.jacobilang.xla.PjrtPlugin;
import org.jacobilang.xla.PluginLocator;
import org.jacobilang.xla.XlaException;

/** The one PJRT client of this process. It starts, and native code loads, when somebody first asks for it. */
public final class Xla {
    /** What XLA's failures are to a program. */
    public static final ClassObject ERROR = new ClassObject(Types.TYPE, "JaxRuntimeError",
            new ClassObject[] {Types.RUNTIME_ERROR}, Map.of(Names.MODULE, Strings.of("jax.errors")));

    private static final Pattern DEVICE_COUNT = Pattern.compile("--xla_force_host_platform_device_count=(\\d+)");

    private static boolean tried;
    private static Xla started;
    private static XlaException whyNot;

    private final PjrtClient client;
    private final PjrtDevice device;
    private final ExecutableCache cache;

    private Xla(PjrtClient client) {
        this.client = client;
        this.device = client.defaultDevice();
        this.cache = ExecutableCache.of(client);
    }

    /** Starts XLA if it has not been tried yet; empty where there is no plugin, of which the user has been told. */
    static synchronized Optional<Xla> start() {
        if (!tried) {
            tried = true;
            try {
                started = PjrtPlugin.find().map(plugin -> new Xla(plugin.createClient(options(plugin)))).orElse(null);
            } catch (XlaException e) {
                whyNot = e;
            }
        }
        return Optional.ofNullable(started);
    }

    /** What went wrong when XLA was to start, or null. */
    static synchronized XlaException whyNot() {
        return whyNot;
    }

    /** The client if XLA runs already; asking does not start it. */
    static synchronized Optional<Xla> running() {
        return Optional.ofNullable(started);
    }

    /** The CPU plugin shows as many devices as it is told to; a plugin for another platform knows its own. */
    private static Map<String, Object> options(PjrtPlugin plugin) {
        String file = plugin.path().getFileName().toString().toLowerCase(Locale.ROOT);
        return file.contains("cpu") ? Map.of("cpu_device_count", (long) cpuDevices()) : Map.of();
    }

    /** How many CPU devices the user asked for, with the flag that JAX obeys. */
    static int cpuDevices() {
        String flags = System.getenv().getOrDefault("XLA_FLAGS", "");
        Matcher m = DEVICE_COUNT.matcher(flags);
        return m.find() ? Math.clamp(Long.parseLong(m.group(1)), 1, 1024) : 1;
    }

    /** The plugin that would be used, without loading it. */
    static Optional<PluginLocator.Found> plugin() {
        return PluginLocator.fromEnvironment().available().stream().findFirst();
    }

    PjrtClient client() {
        return client;
    }

    PjrtDevice device() {
        return device;
    }

    ExecutableCache cache() {
        return cache;
    }

    /** A buffer with the elements of an array on the heap. */
    PjrtBuffer upload(ArrayValue value) {
        return upload(value, device);
    }

    PjrtBuffer upload(ArrayValue value, PjrtDevice target) {
        AbstractValue a = value.aval();
        int[] dims = a.shape().dims();
        long[] wide = new long[dims.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = dims[i];
        }
        return client.buffer(DeviceArray.elementType(a.dtype()), value.data(), wide, target);
    }

    /** The guest's exception for a failure of XLA; out of memory is a failure that programs know how to name. */
    static PythonException failure(XlaException e) {
        return new PythonException(new ExceptionObject(ERROR, e.code() + ": " + e.getMessage()));
    }
}
