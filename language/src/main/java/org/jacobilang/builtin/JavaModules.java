package org.jacobilang.builtin;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jacobilang.runtime.ModuleObject;

/** The modules that are built in Java; each is made when it is first imported. */
public final class JavaModules {
    private static final Map<String, Supplier<ModuleObject>> MODULES = new ConcurrentHashMap<>(Map.ofEntries(
            Map.entry("_jax", org.jacobilang.execute.JaxModule::make),
            Map.entry("_numpy", org.jacobilang.numpy.NumpyModule::make),
            Map.entry("math", MathModule::make),
            Map.entry("_os", OsModule::make),
            Map.entry("_re", RegexModule::make),
            Map.entry("_struct", StructModule::make),
            Map.entry("_zone", ZoneModule::make),
            Map.entry("unicodedata", UnicodeModule::make),
            Map.entry("_thread", ThreadModule::make),
            Map.entry("_weakref", WeakrefModule::make),
            Map.entry("_digest", DigestModule::make),
            Map.entry("_json", JsonModule::make),
            Map.entry("_random", RandomModule::make),
            Map.entry("time", TimeModule::make),
            Map.entry("_collections", CollectionsModule::make),
            Map.entry("itertools", ItertoolsModule::make),
            Map.entry("_imports", ImportsModule::make),
            Map.entry("_abc", AbcModule::make),
            Map.entry("_traceback", TracebackModule::make),
            Map.entry("_types", TypesModule::make),
            Map.entry("sys", SysModule::make),
            Map.entry("builtins", Builtins::module)));

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
