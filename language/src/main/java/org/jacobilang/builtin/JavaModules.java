package org.jacobilang.builtin;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jacobilang.runtime.ModuleObject;

/** The modules that are built in Java; each is made when it is first imported. */
public final class JavaModules {
    private static final Map<String, Supplier<ModuleObject>> MODULES = new ConcurrentHashMap<>(Map.of(
            "_jax", org.jacobilang.execute.JaxModule::make,
            "_numpy", org.jacobilang.numpy.NumpyModule::make,
            "math", MathModule::make,
            "_os", OsModule::make,
            "_re", RegexModule::make,
            "_json", JsonModule::make,
            "_random", RandomModule::make,
            "time", TimeModule::make,
            "_abc", AbcModule::make,
            "sys", SysModule::make));

    private JavaModules() {
    }

    /** Adds modules of another part of the language. */
    public static void register(String name, Supplier<ModuleObject> maker) {
        MODULES.put(name, maker);
    }

    public static boolean exists(String name) {
        return MODULES.containsKey(name);
    }

    /** A new module, or null when there is none of that name. */
    public static ModuleObject find(String name) {
        Supplier<ModuleObject> maker = MODULES.get(name);
        return maker == null ? null : maker.get();
    }
}
