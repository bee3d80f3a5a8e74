package org.jacobilang.execute;

import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.InstanceObject;
import org.jacobilang.runtime.Strings;

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
        return ClassObject.inModule("jaxlib._jax.pytree", "PyTreeDef")
                .method("__repr__(self, /)", "",
                a -> Strings.of("PyTreeDef(" + Pytree.show(((TreeDefinition) a[0]).definition) + ")"))
                .method("__eq__(self, other, /)", "",
                a -> a[1] instanceof TreeDefinition t && Pytree.same(t.definition, ((TreeDefinition) a[0]).definition))
                .method("children(self, /)", "The structures of the node's children.", a -> new org.jacobilang.runtime.ListObject(
                        ((TreeDefinition) a[0]).definition instanceof Pytree.Branch b
                        ? b.children.stream().map(TreeDefinition::new).toArray() : new Object[0]))
                .method("__hash__(self, /)", "",
                a -> (long) ((TreeDefinition) a[0]).definition.hashCode());
    }
}
