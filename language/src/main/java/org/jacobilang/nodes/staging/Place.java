package org.jacobilang.nodes.staging;

import com.oracle.truffle.api.frame.FrameSlotKind;
import com.oracle.truffle.api.frame.MaterializedFrame;
import com.oracle.truffle.api.strings.TruffleString;
import org.jacobilang.runtime.CellObject;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.DictObject;
import org.jacobilang.runtime.SetObject;
import org.jacobilang.runtime.InstanceObject;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.TupleObject;

/** Something that a program can write: a local, a cell, an attribute, a global, or the contents of a container. */
public sealed interface Place {
    /** The value, or null where there is none. For a container: a tuple of its contents. */
    Object get();

    void set(Object value);

    /** The place in a message. */
    default String describe() {
        return Staging.name(this);
    }

    /** A slot of a frame. */
    record Slot(MaterializedFrame frame, int slot) implements Place {
        @Override
        public Object get() {
            return frame.getTag(slot) == FrameSlotKind.Illegal.tag ? null : frame.getValue(slot);
        }

        @Override
        public void set(Object value) {
            frame.setObject(slot, value);
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof Slot s && s.frame == frame && s.slot == slot;
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(frame) + slot;
        }
    }

    /** A variable shared with closures. */
    record Cell(CellObject cell) implements Place {
        @Override
        public Object get() {
            return cell.value;
        }

        @Override
        public void set(Object value) {
            cell.value = value;
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof Cell c && c.cell == cell;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(cell);
        }
    }

    /** An object's own attribute, or a module's global. */
    record Attribute(InstanceObject owner, TruffleString name) implements Place {
        @Override
        public Object get() {
            return switch (owner) {
                case ModuleObject m -> m.get(name);
                case ClassObject c -> c.attributes().get(name);
                default -> owner.own(name);
            };
        }

        @Override
        public void set(Object value) {
            if (owner instanceof ClassObject c) {
                if (value == null) {
                    c.remove(name);
                } else {
                    c.set(name, value);
                }
            } else if (value == null) {
                owner.removeOwn(name);
            } else if (owner instanceof ModuleObject m) {
                m.set(name, value);
            } else {
                owner.own(name, value);
            }
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof Attribute a && a.owner == owner && a.name.equals(name);
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(owner) + name.hashCode();
        }
    }

    /** What a class has under a name, itself or from a base; only read. */
    record Inherited(ClassObject type, TruffleString name) implements Place {
        @Override
        public Object get() {
            return type.lookup(name);
        }

        @Override
        public void set(Object value) {
            throw new IllegalStateException("an attribute is written in the class that has it");
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof Inherited i && i.type == type && i.name.equals(name);
        }

        @Override
        public int hashCode() {
            return 37 * System.identityHashCode(type) + name.hashCode();
        }
    }

    /** All that a list or dict holds. */
    record Contents(InstanceObject container) implements Place {
        @Override
        public Object get() {
            return switch (container) {
                case ListObject l -> new TupleObject(l.toArray());
                case DictObject d -> {
                    Object[] keys = d.keyArray();
                    Object[] all = new Object[2 * keys.length];
                    for (int i = 0; i < keys.length; i++) {
                        all[2 * i] = new FixedKey(keys[i]);
                        all[2 * i + 1] = d.get(keys[i]);
                    }
                    yield new TupleObject(all);
                }
                case SetObject s -> new TupleObject(s.toArray());
                default -> throw new IllegalArgumentException("no contents: " + container.getClass());
            };
        }

        @Override
        public void set(Object value) {
            Object[] items = ((TupleObject) value).items;
            switch (container) {
                case ListObject l -> l.replace(items.clone());
                case DictObject d -> {
                    d.clear();
                    for (int i = 0; i < items.length; i += 2) {
                        d.put(((FixedKey) items[i]).key, items[i + 1]);
                    }
                }
                case SetObject s -> {
                    s.clear();
                    for (Object item : items) {
                        s.add(item);
                    }
                }
                default -> throw new IllegalArgumentException("no contents: " + container.getClass());
            }
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof Contents c && c.container == container;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(container) + 1;
        }
    }

    /** The elements of a NumPy array, which are read only: a traced function may not write them. */
    record Storage(org.jacobilang.numpy.HostArray array) implements Place {
        @Override
        public Object get() {
            return array.version();
        }

        @Override
        public void set(Object value) {
            throw new IllegalStateException("a NumPy array is not written while a function is traced");
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof Storage s && s.array == array;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(array) + 2;
        }
    }

    /** A dict's key among its contents: never a traced value, even where it is a number. */
    record FixedKey(Object key) {
    }
}
