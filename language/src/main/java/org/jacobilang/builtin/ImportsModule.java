package org.jacobilang.builtin;

import com.oracle.truffle.api.strings.TruffleString;
import org.jacobilang.nodes.JacobiContext;
import org.jacobilang.nodes.Modules;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Strings;

/** The module {@code _imports}: what {@code importlib} is made of. */
final class ImportsModule {
    private ImportsModule() {
    }

    static ModuleObject make() {
        Modules modules = JacobiContext.get(null).modules();
        ModuleObject m = new ModuleObject("_imports");
        m.function("load(name, /)", "Imports a module by its full name and returns it.", a -> modules.load(Strings.java((TruffleString) a[0])));
        m.function("reload(module, /)", "Runs a module's code again.", a -> {
            if (!(a[0] instanceof ModuleObject module)) {
                throw Errors.typeError("reload() argument must be a module");
            }
            return modules.reload(module);
        });
        m.function("origin(name, /)", "The file of a module, 'built-in', or None when it can't be found.", a -> {
            String found = modules.origin(Strings.java((TruffleString) a[0]));
            return found == null ? None.NONE : Strings.of(found);
        });
        return m;
    }
}
