package org.jacobilang.nodes.staging;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jacobilang.runtime.BoundMethod;
import org.jacobilang.runtime.CellObject;
import org.jacobilang.runtime.DictObject;
import org.jacobilang.runtime.FunctionObject;
import org.jacobilang.runtime.InstanceObject;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.TupleObject;

/**
 * The objects that a piece of a function could touch when it began: what its locals, arguments and known outside objects
 * lead to. Every other object that it wrote to was born in it, and needs neither merging nor taking back.
 */
final class Reach {
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> open = new ArrayDeque<>();

    void add(Object value) {
        if ((value instanceof InstanceObject || value instanceof CellObject) && seen.add(value)) {
            open.push(value);
        }
    }

    boolean contains(Object value) {
        while (!open.isEmpty()) {
            visit(open.pop());
        }
        return seen.contains(value);
    }

    private void visit(Object value) {
        switch (value) {
            case CellObject c -> add(c.value);
            case TupleObject t -> all(t.items);
            case ListObject l -> {
                if (l.store() instanceof Object[] items) {
                    all(items);
                }
            }
            case DictObject d -> {
                for (Object key : d.keyArray()) {
                    add(d.get(key));
                }
            }
            case FunctionObject f -> {
                if (f.closure != null) {
                    for (CellObject c : f.closure) {
                        add(c);
                    }
                }
                if (f.defaults() != null) {
                    all(f.defaults());
                }
            }
            // A module's globals that matter were read, and are known as outside objects by themselves.
            case ModuleObject m -> { }
            case InstanceObject o -> {
                for (var name : o.ownNames()) {
                    add(o.own(name));
                }
                if (o instanceof BoundMethod m) {
                    add(m.self);
                }
            }
            default -> { }
        }
    }

    private void all(Object[] items) {
        for (Object item : items) {
            add(item);
        }
    }
}
