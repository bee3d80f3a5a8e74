package org.jacobilang.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.strings.TruffleString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;

/**
 * A module: its globals are its attributes. A module built in Java may hold entries that are made at their first
 * use ({@link #lazy}).
 */
public final class ModuleObject extends InstanceObject {
    private final String name;
    private final LinkedHashMap<TruffleString, Global> globals = new LinkedHashMap<>();
    private HashMap<TruffleString, Supplier<Object>> pending;

    public ModuleObject(String name) {
        super(Types.MODULE);
        this.name = name;
        own(Names.NAME, Strings.of(name));
        own(Names.DOC, None.NONE);
    }

    /** A module with nothing in it, over which code runs with globals of its own. */
    public static ModuleObject empty() {
        ModuleObject module = new ModuleObject("__main__");
        module.globals.clear();
        return module;
    }

    public String name() {
        return name;
    }

    /** The place of a name, which nodes keep; it may have no value (yet). */
    @TruffleBoundary
    public Global global(TruffleString key) {
        Global global = globals.computeIfAbsent(Strings.name(key), Global::new);
        if (global.get() == null && pending != null) {
            Supplier<Object> supplier = pending.remove(key);
            if (supplier != null) {
                boolean made = false;
                try {
                    global.set(supplier.get());
                    made = true;
                } finally {
                    if (!made) {
                        pending.put(key, supplier);
                    }
                }
            }
        }
        return global;
    }

    /** The global or null. */
    @TruffleBoundary
    public Object get(TruffleString key) {
        Global global = globals.get(key);
        if (global != null && global.get() != null) {
            return global.get();
        }
        return pending != null && pending.containsKey(key) ? global(key).get() : null;
    }

    @TruffleBoundary
    public void set(TruffleString key, Object value) {
        if (pending != null) {
            pending.remove(key);
        }
        globals.computeIfAbsent(Strings.name(key), Global::new).set(value);
    }

    public ModuleObject set(String key, Object value) {
        set(Strings.name(key), value);
        return this;
    }

    @Override
    @TruffleBoundary
    public Object own(TruffleString key) {
        return get(key);
    }

    @Override
    @TruffleBoundary
    public void own(TruffleString key, Object value) {
        set(key, value);
    }

    @Override
    @TruffleBoundary
    public boolean removeOwn(TruffleString key) {
        boolean there = get(key) != null;
        if (there) {
            globals.get(key).set(null);
        }
        return there;
    }

    @Override
    @TruffleBoundary
    public TruffleString[] ownNames() {
        return names().toArray(new TruffleString[0]);
    }

    /** Adds a builtin function by its declaration row. */
    public ModuleObject function(String declaration, String documentation, BuiltinFunction.Body body) {
        BuiltinFunction function = new BuiltinFunction(declaration, documentation, body);
        return set(function.name, function);
    }

    @TruffleBoundary
    public ModuleObject lazy(String key, Supplier<Object> supplier) {
        if (pending == null) {
            pending = new HashMap<>();
        }
        pending.put(Strings.name(key), supplier);
        return this;
    }

    /** All names, those not yet made included. */
    @TruffleBoundary
    public List<TruffleString> names() {
        List<TruffleString> result = new ArrayList<>();
        globals.forEach((key, global) -> {
            if (global.get() != null) {
                result.add(key);
            }
        });
        if (pending != null) {
            result.addAll(pending.keySet());
        }
        return result;
    }
}
