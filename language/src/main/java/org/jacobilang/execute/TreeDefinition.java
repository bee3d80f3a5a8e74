package org.jacobilang.execute;

import com.oracle.truffle.api.strings.TruffleString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.InstanceObject;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;

/** The structure of a tree as a guest value, {@code PyTreeDef}, and the functions on trees that the library stands on. */
final class TreeDefinition extends InstanceObject {
    private static final ClassObject CLASS = makeClass();
    final Pytree.Definition definition;

    TreeDefinition(Pytree.Definition definition) {
        super(CLASS);
        this.definition = definition;
        own(Strings.name("num_leaves"), (long) definition.leaves());
        own(Strings.name("num_nodes"), nodes(definition));
    }

    private static long nodes(Pytree.Definition d) {
        long n = 1;
        if (d instanceof Pytree.Branch b) {
            for (Pytree.Definition child : b.children) {
                n += nodes(child);
            }
        }
        return n;
    }

    private static Pytree.Definition of(Object value) {
        if (!(value instanceof TreeDefinition t)) {
            throw Errors.typeError("expected a PyTreeDef, got %s", Operations.typeOf(value).name());
        }
        return t.definition;
    }

    private static ClassObject makeClass() {
        return ClassObject.inModule("jaxlib._jax.pytree", "PyTreeDef")
                .method("__repr__(self, /)", "", a -> Strings.of("PyTreeDef(" + Pytree.show(of(a[0])) + ")"))
                .method("__eq__(self, other, /)", "", a -> a[1] instanceof TreeDefinition t && Pytree.same(t.definition, of(a[0])))
                .method("__ne__(self, other, /)", "", a -> !(a[1] instanceof TreeDefinition t && Pytree.same(t.definition, of(a[0]))))
                .method("__hash__(self, /)", "", a -> (long) of(a[0]).hashCode())
                .method("children(self, /)", "The structures of the node's children.", a -> new ListObject(
                        of(a[0]) instanceof Pytree.Branch b ? b.children.stream().map(TreeDefinition::new).toArray() : new Object[0]))
                .method("node_data(self, /)", "The class of the node, and what it is built from besides its children.", a -> {
                    if (!(of(a[0]) instanceof Pytree.Branch b)) {
                        return None.NONE;
                    }
                    Object[] keys = Pytree.keys(b.auxiliary);
                    return new TupleObject(b.type, keys != null ? new ListObject(keys.clone()) : b.auxiliary == null ? None.NONE : b.auxiliary);
                })
                .method("unflatten(self, leaves, /)", "A tree of this structure.",
                a -> Pytree.unflatten(of(a[0]), Arrays.asList(Operations.items(a[1]))))
                .method("flatten_up_to(self, xs, /)", "The subtrees of xs where this structure has leaves.", a -> {
                    List<Object> found = Pytree.flattenUpTo(of(a[0]), a[1]);
                    if (found == null) {
                        throw Errors.valueError("Tree structure mismatch: expected a tree with the structure %s, got %s",
                                Strings.java(Operations.repr(a[0])), Strings.java(Operations.repr(a[1])));
                    }
                    return new ListObject(found.toArray());
                });
    }

    /** Adds the functions on trees to the module {@code _jax}. */
    static void functions(ModuleObject m) {
        m.function("tree_flatten(tree, is_leaf=None, /)", "The leaves and the structure of a tree.", a -> {
            List<Object> leaves = new ArrayList<>();
            Pytree.Definition d = Pytree.flatten(a[0], leaves, a[1] == None.NONE ? null : a[1]);
            return new TupleObject(new ListObject(leaves.toArray()), new TreeDefinition(d));
        });
        m.function("tree_unflatten(treedef, leaves, /)", "A tree of this structure.", a -> {
            if (!(a[0] instanceof TreeDefinition)) {
                throw Errors.attributeErrorText("'%s' object has no attribute 'unflatten'", Operations.typeOf(a[0]).name());
            }
            return Pytree.unflatten(of(a[0]), Arrays.asList(Operations.items(a[1])));
        });
        m.function("flatten_up_to(treedef, tree, /)", "The subtrees of a tree where the structure has leaves, or None for another tree.", a -> {
            List<Object> found = Pytree.flattenUpTo(of(a[0]), a[1]);
            return found == null ? None.NONE : new ListObject(found.toArray());
        });
        m.function("open_tree(tree, /)", "A container's class, metadata, names of its items and items; None for a leaf.", a -> {
            Pytree.Node n = a[0] == None.NONE ? null : Pytree.open(a[0], true);
            if (n == null) {
                return None.NONE;
            }
            Object[] keys = Pytree.keys(n.auxiliary());
            Object data = keys != null ? new TupleObject(keys) : n.auxiliary() == null ? None.NONE : n.auxiliary();
            return new TupleObject(n.type(), data, n.names() == null ? None.NONE : n.names(), new ListObject(n.items().clone()), n.registered());
        });
        m.function("treedef_of(children, /)", "The structure of a tuple of these structures.", a -> {
            List<Pytree.Definition> children = Arrays.stream(Operations.items(a[0])).map(TreeDefinition::of).toList();
            return new TreeDefinition(new Pytree.Branch(org.jacobilang.runtime.Types.TUPLE, null, children, false));
        });
        m.function("treedef_is_leaf(treedef, /)", "Whether it is the structure of a leaf.", a -> of(a[0]) instanceof Pytree.Leaf);
        m.function("broadcast_prefix(prefix, treedef, what, /)", "One value per leaf of the structure.", a -> new ListObject(
                Pytree.broadcastPrefix(a[0], of(a[1]), Strings.java((TruffleString) a[2])).toArray()));
        m.function("register_pytree_node(nodetype, flatten_func, unflatten_func, flatten_with_keys_func=None, /)", "Makes a class a container.",
                a -> {
                    if (!(a[0] instanceof ClassObject c) || !Operations.callable(a[1]) || !Operations.callable(a[2])) {
                        throw Errors.typeError("register_node(): incompatible function arguments: a class and two functions are expected");
                    }
                    Pytree.register(c, a[1], a[2], a[3] == None.NONE ? null : a[3]);
                    return None.NONE;
                });
    }
}
