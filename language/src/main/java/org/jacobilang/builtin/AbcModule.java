package org.jacobilang.builtin;

import com.oracle.truffle.api.strings.TruffleString;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.None;

/** The module {@code _abc}: what abstract base classes ask about classes. */
final class AbcModule {
    private AbcModule() {
    }

    static ModuleObject make() {
        ModuleObject m = new ModuleObject("_abc");
        m.function("find(cls, name, /)", "What a class or a class above it holds under a name, unbound; None without such.", a -> {
            Object found = a[0] instanceof ClassObject c ? c.lookup((TruffleString) a[1]) : null;
            return found == null ? None.NONE : found;
        });
        return m;
    }
}
