package org.jacobilang.runtime;

/** A set or, by its type, a frozenset: the keys of a table. */
public final class SetObject extends InstanceObject {
    public final DictObject table = new DictObject();

    public SetObject() {
        this(Types.SET);
    }

    public SetObject(ClassObject type) {
        super(type);
    }

    public int size() {
        return table.size();
    }

    public void add(Object item) {
        table.put(item, true);
    }

    public boolean contains(Object item) {
        return table.get(item) != null;
    }
}
