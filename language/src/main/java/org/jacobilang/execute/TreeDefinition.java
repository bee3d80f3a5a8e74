package org.jacobilang.execute;

import com.oracle.truffle.api.strings.TruffleString;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jacobilang.runtime.BuiltinFunction;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.InstanceObject;
import org.jacobilang.runtime.Names;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.Types;

/** The structure of a tree as a guest value. */
final class TreeDefinition extends InstanceObject {
    private static final ClassObject CLASS = makeClass();
    final Pytree.Definition definition;

    TreeDefinition(Pytree.Definition definition) {
        super(CLASS);
        this.definition = definition;
        own(Strings.name("num_leaves"), (long) definition.leaves());
    }

    private static ClassObject makeClass() {
        Map<TruffleString, Object> m = new LinkedHashMap<>();
        m.put(Names.MODULE, Strings.of("jaxlib._jax.pytree"));
        m.put(Names.REPR, new BuiltinFunction("__repr__(self, /)", "",
                a -> Strings.of("PyTreeDef(" + Pytree.show(((TreeDefinition) a[0]).definition) + ")")));
        m.put(Strings.name("__eq__"), new BuiltinFunction("__eq__(self, other, /)", "",
                a -> a[1] instanceof TreeDefinition t && Pytree.same(t.definition, ((TreeDefinition) a[0]).definition)));
        m.put(Strings.name("__hash__"), new BuiltinFunction("__hash__(self, /)", "",
                a -> (long) ((TreeDefinition) a[0]).definition.hashCode()));
        return new ClassObject(Types.TYPE, "PyTreeDef", new ClassObject[]{Types.OBJECT}, m);
    }
}
