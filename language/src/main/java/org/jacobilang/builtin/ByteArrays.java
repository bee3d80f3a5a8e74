package org.jacobilang.builtin;

import java.util.Map;
import java.util.Set;
import org.jacobilang.runtime.BuiltinFunction;
import org.jacobilang.runtime.ByteArrayObject;
import org.jacobilang.runtime.BytesObject;
import org.jacobilang.runtime.ClassMethod;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.MemoryView;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.NotImplemented;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.SliceObject;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;
import org.jacobilang.runtime.Types;

/** The methods of bytearray and memoryview. What only reads is done by the methods of bytes. */
final class ByteArrays {
    private static final Set<String> OWN = Set.of("__new__", "__hash__", "__init__", "fromhex", "maketrans");

    private ByteArrays() {
    }

    private static ByteArrayObject self(Object[] a) {
        return (ByteArrayObject) a[0];
    }

    static void fill(ClassObject t) {
        for (Map.Entry<com.oracle.truffle.api.strings.TruffleString, Object> row : Types.BYTES.attributes().entrySet()) {
            if (row.getValue() instanceof BuiltinFunction f && !OWN.contains(f.name)) {
                t.method(f.declaration, f.documentation, a -> changeable(f.body.call(plain(a))));
            }
        }
        t.attribute("__new__", TypeTables.make("__new__(cls, source=, encoding=, errors=)",
                a -> new ByteArrayObject((ClassObject) a[0], bytes(Operations.call(Types.BYTES, given(a))).clone())));
        t.attribute("fromhex", new ClassMethod(new BuiltinFunction("fromhex(cls, string, /)", null,
                a -> changeable(Operations.callMethod(Types.BYTES, "fromhex", a[1])))));
        t.attribute("maketrans", new org.jacobilang.runtime.StaticMethod(new BuiltinFunction("maketrans(frm, to, /)", null,
                a -> Operations.callMethod(Types.BYTES, "maketrans", a[0], a[1]))));
        t.attribute("__hash__", None.NONE);
        t.method("__repr__(self, /)", "Return repr(self).",
                a -> Strings.of(self(a).type().name() + "(" + Strings.java(Operations.repr(self(a).toBytes())) + ")"));
        mutators(t);
    }

    private static Object[] given(Object[] a) {
        return a[1] == null ? new Object[0] : a[2] == null ? new Object[] {a[1]} : new Object[] {a[1], a[2]};
    }

    private static Object[] plain(Object[] a) {
        Object[] out = a.clone();
        for (int i = 0; i < out.length; i++) {
            out[i] = TypeTables.base(out[i]);
        }
        return out;
    }

    private static Object changeable(Object value) {
        return switch (value) {
            case BytesObject b -> new ByteArrayObject(b.data().clone());
            case ListObject list -> new ListObject(java.util.Arrays.stream(list.toArray()).map(ByteArrays::changeable).toArray());
            case TupleObject t -> new TupleObject(java.util.Arrays.stream(t.items).map(ByteArrays::changeable).toArray());
            default -> value;
        };
    }

    private static byte[] bytes(Object value) {
        return TypeTables.base(value) instanceof BytesObject b ? b.data() : BytesMethods.like(value);
    }

    private static byte oneByte(Object value) {
        long b = Operations.index(value);
        if (b < 0 || b > 255) {
            throw Errors.valueError("byte must be in range(0, 256)");
        }
        return (byte) b;
    }

    private static int position(Object key, int size, String message) {
        long i = Operations.index(key);
        i += i < 0 ? size : 0;
        if (i < 0 || i >= size) {
            throw Errors.indexError(message);
        }
        return (int) i;
    }

    private static void mutators(ClassObject t) {
        t.method("append(self, item, /)", "Append a single item to the end.", a -> {
            self(a).append(oneByte(a[1]));
            return None.NONE;
        });
        t.method("extend(self, iterable_of_ints, /)", "Append all the items from an iterable.", a -> {
            byte[] more = bytes(a[1]);
            self(a).splice(self(a).size(), self(a).size(), more);
            return None.NONE;
        });
        t.method("insert(self, index, item, /)", "Insert a single item before the index.", a -> {
            long i = Operations.index(a[1]);
            int n = self(a).size();
            int at = (int) Math.max(0, Math.min(n, i < 0 ? i + n : i));
            self(a).splice(at, at, new byte[] {oneByte(a[2])});
            return None.NONE;
        });
        t.method("pop(self, index=-1, /)", "Remove and return a single item.", a -> {
            if (self(a).size() == 0) {
                throw Errors.indexError("pop from empty bytearray");
            }
            int at = position(a[1], self(a).size(), "pop index out of range");
            long value = self(a).get(at);
            self(a).splice(at, at + 1, new byte[0]);
            return value;
        });
        t.method("remove(self, value, /)", "Remove the first occurrence of a value.", a -> {
            byte wanted = oneByte(a[1]);
            for (int i = 0; i < self(a).size(); i++) {
                if ((byte) self(a).get(i) == wanted) {
                    self(a).splice(i, i + 1, new byte[0]);
                    return None.NONE;
                }
            }
            throw Errors.valueError("value not found in bytearray");
        });
        t.method("clear(self, /)", "Remove all items.", a -> {
            self(a).replace(new byte[0]);
            return None.NONE;
        });
        t.method("reverse(self, /)", "Reverse the order of the values in place.", a -> {
            byte[] old = self(a).toArray();
            for (int i = 0; i < old.length; i++) {
                self(a).set(i, old[old.length - 1 - i]);
            }
            return None.NONE;
        });
        t.method("copy(self, /)", "A copy.", a -> new ByteArrayObject(self(a).toArray()));
        t.method("__getitem__(self, key, /)", "Return self[key].", a -> a[1] instanceof SliceObject
                ? changeable(Operations.getItem(self(a).toBytes(), a[1]))
                : (Object) (long) self(a).get(position(a[1], self(a).size(), "bytearray index out of range")));
        t.method("__setitem__(self, key, value, /)", "Set self[key] to value.", a -> {
            if (a[1] instanceof SliceObject s) {
                setSlice(self(a), s.indices(self(a).size()), bytes(a[2]));
            } else {
                int at = position(a[1], self(a).size(), "bytearray index out of range");
                self(a).set(at, oneByte(a[2]));
            }
            return None.NONE;
        });
        t.method("__delitem__(self, key, /)", "Delete self[key].", a -> {
            if (a[1] instanceof SliceObject s) {
                setSlice(self(a), s.indices(self(a).size()), new byte[0]);
            } else {
                int at = position(a[1], self(a).size(), "bytearray index out of range");
                self(a).splice(at, at + 1, new byte[0]);
            }
            return None.NONE;
        });
    }

    private static void setSlice(ByteArrayObject b, SliceObject.Indices i, byte[] value) {
        if (i.step() == 1) {
            b.splice(i.start(), Math.max(i.start(), i.stop()), value);
            return;
        }
        if (value.length == 0) {
            java.io.ByteArrayOutputStream left = new java.io.ByteArrayOutputStream();
            Set<Integer> gone = new java.util.HashSet<>();
            for (int k = 0; k < i.count(); k++) {
                gone.add(i.start() + k * i.step());
            }
            for (int k = 0; k < b.size(); k++) {
                if (!gone.contains(k)) {
                    left.write(b.get(k));
                }
            }
            b.replace(left.toByteArray());
            return;
        }
        if (value.length != i.count()) {
            throw Errors.valueError("attempt to assign bytes of size %d to extended slice of size %d", value.length, i.count());
        }
        for (int k = 0; k < value.length; k++) {
            b.set(i.start() + k * i.step(), value[k]);
        }
    }

    // ---------------------------------------------------------------- memoryview

    private static MemoryView view(Object[] a) {
        return (MemoryView) a[0];
    }

    static void views(ClassObject t) {
        t.attribute("__new__", TypeTables.make("__new__(cls, object, /)", a -> switch (a[1]) {
            case MemoryView v -> v;
            case ByteArrayObject b -> new MemoryView(b, 0, 1, b.size());
            case BytesObject b -> new MemoryView(b, 0, 1, b.data().length);
            default -> throw Errors.typeError("memoryview: a bytes-like object is required, not '%s'",
                    Operations.typeOf(a[1]).name());
        }));
        t.method("__len__(self, /)", "Return len(self).", a -> (long) view(a).length);
        t.method("__getitem__(self, key, /)", "Return self[key].", a -> a[1] instanceof SliceObject s
                ? view(a).slice(s.indices(view(a).length))
                : (Object) (long) view(a).get(position(a[1], view(a).length, "index out of bounds on dimension 1")));
        t.method("__setitem__(self, key, value, /)", "Set self[key] to value.", a -> {
            if (view(a).isReadOnly()) {
                throw Errors.typeError("cannot modify read-only memory");
            }
            if (a[1] instanceof SliceObject s) {
                MemoryView part = view(a).slice(s.indices(view(a).length));
                byte[] value = bytes(a[2]);
                if (value.length != part.length) {
                    throw Errors.valueError("memoryview assignment: lvalue and rvalue have different structures");
                }
                for (int i = 0; i < value.length; i++) {
                    part.set(i, value[i]);
                }
            } else {
                int at = position(a[1], view(a).length, "index out of bounds on dimension 1");
                long b = Operations.index(a[2]);
                if (b < 0 || b > 255) {
                    throw Errors.valueError("memoryview: invalid value for format 'B'");
                }
                view(a).set(at, (byte) b);
            }
            return None.NONE;
        });
        t.method("__iter__(self, /)", "Implement iter(self).",
                a -> Operations.iteratorObject(new BytesObject(view(a).toArray())));
        t.method("__contains__(self, item, /)", null, a -> Operations.contains(new BytesObject(view(a).toArray()), a[1]));
        t.method("__eq__(self, value, /)", "Return self==value.", a -> a[1] instanceof MemoryView || a[1] instanceof BytesObject
                || a[1] instanceof ByteArrayObject ? java.util.Arrays.equals(view(a).toArray(), bytes(a[1]))
                        : NotImplemented.NOT_IMPLEMENTED);
        t.method("__hash__(self, /)", "Return hash(self).", a -> {
            if (!view(a).isReadOnly()) {
                throw Errors.valueError("cannot hash writable memoryview object");
            }
            return Operations.hash(new BytesObject(view(a).toArray()));
        });
        t.method("__repr__(self, /)", null, a -> Strings.of("<memory at " + String.format("0x%x",
                0x7f0000000000L + System.identityHashCode(a[0])) + ">"));
        t.method("__enter__(self, /)", null, a -> a[0]);
        t.method("__exit__(self, *args)", null, a -> None.NONE);
        t.method("tobytes(self, order='C')", "The data as bytes.", a -> new BytesObject(view(a).toArray()));
        t.method("tolist(self, /)", "The data as a list of numbers.",
                a -> new ListObject(Operations.items(new BytesObject(view(a).toArray()))));
        t.method("hex(self, sep='', /)", "The data in hexadecimal.",
                a -> Operations.callMethod(new BytesObject(view(a).toArray()), "hex", a[1]));
        t.method("release(self, /)", "Nothing: memory here needs no release.", a -> None.NONE);
        t.attribute("nbytes", TypeTables.property(a -> (long) view(a).length));
        t.attribute("itemsize", TypeTables.property(a -> 1L));
        t.attribute("ndim", TypeTables.property(a -> 1L));
        t.attribute("shape", TypeTables.property(a -> new TupleObject((long) view(a).length)));
        t.attribute("format", TypeTables.property(a -> Strings.of("B")));
        t.attribute("readonly", TypeTables.property(a -> view(a).isReadOnly()));
        t.attribute("obj", TypeTables.property(a -> view(a).object));
    }
}
