package org.jacobilang.execute.xla;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jacobilang.array.ArrayLike;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.execute.Engine;
import org.jacobilang.execute.Pytree;
import org.jacobilang.nodes.JacobiContext;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;
import org.jacobilang.xla.PjrtDevice;
import org.jacobilang.xla.PluginLocator;
import org.jacobilang.xla.XlaException;

/**
 * What {@code _jax} tells of devices. The CPU is known without asking XLA, so that a program that only looks around does
 * not start it.
 */
public final class DeviceFunctions {
    private DeviceFunctions() {
    }

    public static void define(ModuleObject m) {
        m.function("engine()", "The engine that jit uses for large programs: jvm or xla.", a -> Strings.of(engine()));
        m.function("devices()", "The devices, each as (id, platform, kind, process).", a -> devices());
        m.function("device_of(x, /)", "The number of the device that holds an array.",
                a -> a[0] instanceof DeviceArray d ? (long) d.device() : 0L);
        m.function("block_until_ready(x, /)", "x, when the elements of its arrays are there.", a -> {
            if (a[0] instanceof DeviceArray d) {
                d.await();
            } else if (!(a[0] instanceof ArrayLike)) {
                List<Object> leaves = new ArrayList<>();
                Pytree.flatten(a[0], leaves);
                for (Object leaf : leaves) {
                    if (leaf instanceof DeviceArray d) {
                        d.await();
                    }
                }
            }
            return a[0];
        });
        m.function("is_ready(x, /)", "Whether an array's elements are there.", a -> !(a[0] instanceof DeviceArray d) || d.isReady());
        m.function("is_deleted(x, /)", "Whether an array's memory has been given up.",
                a -> a[0] instanceof DeviceArray d && d.isDeleted());
        m.function("delete(x, /)", "Gives up the device memory of an array; one on the heap goes when nobody holds it.", a -> {
            if (a[0] instanceof DeviceArray d) {
                d.delete();
            }
            return None.NONE;
        });
        m.function("to_device(x, id, /)", "An array on a device.", a -> toDevice(a[0], Math.toIntExact((Long) a[1])));
        m.function("device_report()", "What there is to compute on, line by line.", a -> Strings.of(report()));
        m.set("JaxRuntimeError", Xla.ERROR);
    }

    private static String engine() {
        Engine.Setting setting = JacobiContext.get(null).engine();
        return setting != Engine.Setting.JVM && Engine.XLA.available(false) ? "xla" : "jvm";
    }

    /** Another platform's devices only its plugin can tell; the CPU's are as many as the user wants. */
    private static TupleObject devices() {
        Optional<Xla> xla = Xla.running();
        boolean foreign = Xla.plugin().filter(p -> p.origin().equals("environment") && !p.library().toString().contains("cpu")).isPresent();
        if (xla.isEmpty() && foreign && JacobiContext.get(null).engine() != Engine.Setting.JVM) {
            xla = Xla.start();
        }
        if (xla.isPresent()) {
            return new TupleObject(xla.get().client().devices().stream().map(d -> (Object) new TupleObject((long) d.id(),
                    Strings.of(platform(d)), Strings.of(d.kind()), (long) d.processIndex())).toArray());
        }
        Object[] all = new Object[Xla.cpuDevices()];
        for (int i = 0; i < all.length; i++) {
            all[i] = new TupleObject((long) i, Strings.of("cpu"), Strings.of("cpu"), 0L);
        }
        return new TupleObject(all);
    }

    /** JAX calls the platforms of GPUs by one name. */
    private static String platform(PjrtDevice d) {
        String name = d.client().platformName();
        return name.equals("cuda") || name.equals("rocm") ? "gpu" : name.equals("Host") ? "cpu" : name;
    }

    private static Object toDevice(Object value, int id) {
        if (!(value instanceof ArrayValue a) || id == 0 && !(value instanceof DeviceArray)) {
            return value;
        }
        Xla xla = Xla.start().orElseThrow(() -> Errors.runtimeError("there is no XLA plugin, and without one no device %d", id));
        for (PjrtDevice d : xla.client().addressableDevices()) {
            if (d.id() == id) {
                try {
                    return value instanceof DeviceArray there && there.device() == id ? there
                            : value instanceof DeviceArray other ? new DeviceArray(a.aval(), other.buffer().copyTo(d))
                            : new DeviceArray(a.aval(), xla.upload(a, d));
                } catch (XlaException e) {
                    throw Xla.failure(e);
                }
            }
        }
        throw Errors.valueError("there is no device %d", id);
    }

    /** The text of {@code jacobi devices}. */
    private static String report() {
        StringBuilder text = new StringBuilder();
        Engine.Setting setting = JacobiContext.get(null).engine();
        text.append("jvm   ").append(Runtime.getRuntime().availableProcessors()).append(" processors, JDK ")
                .append(Runtime.version()).append('\n');
        if (setting != Engine.Setting.JVM) {
            Optional<Xla> xla = Xla.start();
            if (Xla.whyNot() != null) {
                throw Xla.failure(Xla.whyNot());
            }
            xla.ifPresent(x -> describe(x, text));
        }
        String choice = switch (setting) {
            case JVM -> "the JVM executor (JACOBI_ENGINE=jvm)";
            case XLA -> engine().equals("xla") ? "XLA (JACOBI_ENGINE=xla)" : "the JVM executor, for there is no XLA plugin";
            case AUTO -> engine().equals("xla") ? "XLA for large programs, the JVM executor for small ones"
                    : "the JVM executor, for there is no XLA plugin";
        };
        return text.append("jit   ").append(choice).toString();
    }

    private static void describe(Xla xla, StringBuilder text) {
        var plugin = xla.client().plugin();
        text.append("xla   platform ").append(xla.client().platformName()).append(", PJRT API ").append(plugin.apiVersion());
        if (!plugin.stableHloVersion().isEmpty()) {
            text.append(", StableHLO ").append(plugin.stableHloVersion());
        }
        String origin = Xla.plugin().map(PluginLocator.Found::origin).orElse("fetched");
        text.append("\n      plugin ").append(plugin.path()).append(" (").append(origin).append(")\n");
        for (PjrtDevice d : xla.client().devices()) {
            text.append("      device ").append(d.id()).append(": ").append(d.kind());
            d.bytesInUse().ifPresent(b -> text.append(", ").append(b).append(" bytes in use"));
            text.append(d.isAddressable() ? "\n" : ", of another process\n");
        }
    }
}
