package org.jacobilang.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.strings.TruffleString;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Subscripts, lengths, membership and iteration in general. */
final class Items {
    private Items() {
    }

    private static Object user(Object object, TruffleString name) {
        if (object instanceof InstanceObject i && !i.type().isBuiltin()) {
            Object method = i.type().lookup(name);
            if (method != null && method != None.NONE && !(method instanceof BuiltinFunction)) {
                return Attributes.bind(method, i, i.type());
            }
        }
        return null;
    }

    // ---------------------------------------------------------------- subscripts

    @TruffleBoundary
    static Object get(Object object, Object key) {
        Object method = user(object, Names.GETITEM);
        if (method != null) {
            return Operations.call(method, key);
        }
        Object value = Arithmetic.plain(object);
        switch (value) {
            case ListObject list -> {
                if (key instanceof SliceObject s) {
                    SliceObject.Indices i = s.indices(list.size());
                    return list.slice(i.start(), i.step(), i.count());
                }
                return list.get(position(key, list.size(), "list"));
            }
            case TupleObject tuple -> {
                if (key instanceof SliceObject s) {
                    SliceObject.Indices i = s.indices(tuple.items.length);
                    Object[] out = new Object[i.count()];
                    for (int k = 0; k < out.length; k++) {
                        out[k] = tuple.items[i.start() + k * i.step()];
                    }
                    return new TupleObject(out);
                }
                return tuple.items[position(key, tuple.items.length, "tuple")];
            }
            case DictObject dict -> {
                Object found = dict.get(key);
                if (found != null) {
                    return found;
                }
                Object missing = dict.type() == Types.DICT ? null : Operations.specialMethod(dict, Names.MISSING);
                if (missing != null) {
                    return Operations.call(missing, key);
                }
                throw Errors.keyError(key);
            }
            case TruffleString s -> {
                int n = Strings.length(s);
                if (key instanceof SliceObject slice) {
                    SliceObject.Indices i = slice.indices(n);
                    if (i.step() == 1) {
                        return s.substringUncached(i.start(), i.count(), Strings.ENCODING, false);
                    }
                    int[] out = new int[i.count()];
                    for (int k = 0; k < out.length; k++) {
                        out[k] = s.codePointAtIndexUncached(i.start() + k * i.step(), Strings.ENCODING);
                    }
                    return Strings.ofCodePoints(out);
                }
                return Strings.codePoint(s.codePointAtIndexUncached(position(key, n, "string"), Strings.ENCODING));
            }
            case BytesObject b -> {
                if (key instanceof SliceObject slice) {
                    SliceObject.Indices i = slice.indices(b.data().length);
                    byte[] out = new byte[i.count()];
                    for (int k = 0; k < out.length; k++) {
                        out[k] = b.data()[i.start() + k * i.step()];
                    }
                    return new BytesObject(out);
                }
                return (long) (b.data()[position(key, b.data().length, "index")] & 0xFF);
            }
            case RangeObject r -> {
                if (key instanceof SliceObject slice) {
                    SliceObject.Indices i = slice.indices((int) r.length);
                    long start = r.start + i.start() * r.step;
                    return new RangeObject(start, r.start + i.stop() * r.step, r.step * i.step());
                }
                return r.start + position(key, (int) r.length, "range object") * r.step;
            }
            case ClassObject c -> {
                Object hook = c.lookup(Names.CLASS_GETITEM);
                if (hook != null) {
                    return Operations.call(Attributes.bindInClass(hook, c), key);
                }
                Object meta = c.type().isBuiltin() ? null : c.type().lookup(Names.GETITEM);
                if (meta != null) {
                    return Operations.call(Attributes.bind(meta, c, c.type()), key);
                }
                if (GenericAlias.isGeneric(c)) {
                    return new GenericAlias(c, key);
                }
                throw Errors.typeError("type '%s' is not subscriptable", c.name());
            }
            default -> {
                if (Operations.ownsArray(value)) {
                    return Operations.arrays().getItem(value, key);
                }
                Object foreign = foreignGet(value, key);
                if (foreign != null) {
                    return foreign;
                }
                Object builtin = Operations.specialMethod(object, Names.GETITEM);
                if (builtin != null) {
                    return Operations.call(builtin, key);
                }
                throw Errors.typeError("'%s' object is not subscriptable", Operations.typeOf(object).name());
            }
        }
    }

    private static Object foreignGet(Object object, Object key) {
        InteropLibrary interop = InteropLibrary.getUncached();
        if (!Interop.isForeign(object)) {
            return null;
        }
        try {
            if (interop.hasArrayElements(object) && Numbers.isInt(key)) {
                return Interop.adopt(interop.readArrayElement(object, position(key, (int) interop.getArraySize(object), "array")));
            }
            if (interop.hasHashEntries(object)) {
                return Interop.adopt(interop.readHashValue(object, Interop.export(key)));
            }
        } catch (InteropException e) {
            throw Errors.keyError(key);
        }
        return null;
    }

    /** The position that an index means in a sequence. */
    static int position(Object key, int size, String what) {
        if (!Numbers.isInt(key) && Operations.specialMethod(key, Names.INDEX) == null && !Operations.ownsArray(key)) {
            throw what.equals("index") ? Errors.typeError("byte indices must be integers or slices, not %s",
                    Operations.typeOf(key).name())
                    : what.equals("string") ? Errors.typeError("string indices must be integers, not '%s'",
                            Operations.typeOf(key).name())
                            : Errors.typeError("%s indices must be integers or slices, not %s", what,
                                    Operations.typeOf(key).name());
        }
        long i = Operations.index(key);
        if (i < 0) {
            i += size;
        }
        if (i < 0 || i >= size) {
            throw Errors.indexError(what.equals("index") ? "index out of range" : "%s index out of range", what);
        }
        return (int) i;
    }

    @TruffleBoundary
    static void set(Object object, Object key, Object value) {
        Object method = user(object, Names.SETITEM);
        if (method != null) {
            Operations.call(method, key, value);
            return;
        }
        switch (object) {
            case ListObject list when key instanceof SliceObject s -> setSlice(list, s, value);
            case ListObject list -> list.set(assignable(key, list.size()), value);
            case DictObject dict -> dict.put(key, value);
            default -> {
                if (Operations.ownsArray(object)) {
                    throw Errors.typeError("JAX arrays are immutable and do not support in-place item assignment. "
                            + "Instead of x[idx] = y, use x = x.at[idx].set(y) or another .at[] method: "
                            + "https://docs.jax.dev/en/latest/_autosummary/jax.numpy.ndarray.at.html");
                }
                if (foreignSet(object, key, value)) {
                    return;
                }
                Object builtin = Operations.specialMethod(object, Names.SETITEM);
                if (builtin == null) {
                    throw Errors.typeError("'%s' object does not support item assignment", Operations.typeOf(object).name());
                }
                Operations.call(builtin, key, value);
            }
        }
    }

    private static int assignable(Object key, int size) {
        try {
            return position(key, size, "list");
        } catch (PythonException e) {
            throw e.isA(Types.INDEX_ERROR) ? Errors.indexError("list assignment index out of range") : e;
        }
    }

    private static boolean foreignSet(Object object, Object key, Object value) {
        InteropLibrary interop = InteropLibrary.getUncached();
        if (!Interop.isForeign(object)) {
            return false;
        }
        try {
            if (interop.hasArrayElements(object) && Numbers.isInt(key)) {
                interop.writeArrayElement(object, position(key, (int) interop.getArraySize(object), "array"),
                        Interop.export(value));
                return true;
            }
            if (interop.hasHashEntries(object)) {
                interop.writeHashEntry(object, Interop.export(key), Interop.export(value));
                return true;
            }
        } catch (InteropException e) {
            throw Errors.typeError("cannot write to the foreign object: %s", e.getMessage());
        }
        return false;
    }

    private static void setSlice(ListObject list, SliceObject s, Object value) {
        if (!isIterable(value)) {
            throw Errors.typeError("must assign iterable to extended slice");
        }
        Object[] items = array(value);
        SliceObject.Indices i = s.indices(list.size());
        if (i.step() == 1) {
            list.splice(i.start(), Math.max(i.start(), i.stop()), items);
            return;
        }
        if (items.length != i.count()) {
            throw Errors.valueError("attempt to assign sequence of size %d to extended slice of size %d", items.length, i.count());
        }
        for (int k = 0; k < items.length; k++) {
            list.set(i.start() + k * i.step(), items[k]);
        }
    }

    @TruffleBoundary
    static void delete(Object object, Object key) {
        Object method = user(object, Names.DELITEM);
        if (method != null) {
            Operations.call(method, key);
            return;
        }
        switch (object) {
            case ListObject list when key instanceof SliceObject s -> {
                SliceObject.Indices i = s.indices(list.size());
                List<Object> left = new ArrayList<>();
                java.util.Set<Integer> gone = new java.util.HashSet<>();
                for (int k = 0; k < i.count(); k++) {
                    gone.add(i.start() + k * i.step());
                }
                for (int k = 0; k < list.size(); k++) {
                    if (!gone.contains(k)) {
                        left.add(list.get(k));
                    }
                }
                list.replace(left.toArray());
            }
            case ListObject list -> list.removeAt(assignable(key, list.size()));
            case DictObject dict -> {
                if (dict.remove(key) == null) {
                    throw Errors.keyError(key);
                }
            }
            default -> {
                Object builtin = Operations.specialMethod(object, Names.DELITEM);
                if (builtin == null) {
                    throw Errors.typeError("'%s' object doesn't support item deletion", Operations.typeOf(object).name());
                }
                Operations.call(builtin, key);
            }
        }
    }

    // ---------------------------------------------------------------- length, membership

    /** The length, or -1 when the object has none. */
    @TruffleBoundary
    static long length(Object object) {
        Object method = user(object, Names.LEN);
        if (method != null) {
            long n = Operations.index(Operations.call(method));
            if (n < 0) {
                throw Errors.valueError("__len__() should return >= 0");
            }
            return n;
        }
        Object value = Arithmetic.plain(object);
        return switch (value) {
            case ListObject list -> list.size();
            case TupleObject tuple -> tuple.items.length;
            case DictObject dict -> dict.size();
            case SetObject set -> set.size();
            case DictView view -> view.dict.size();
            case TruffleString s -> Strings.length(s);
            case BytesObject b -> b.data().length;
            case RangeObject r -> r.length;
            default -> {
                if (Operations.ownsArray(value)) {
                    yield Operations.arrays().length(value);
                }
                InteropLibrary interop = InteropLibrary.getUncached();
                try {
                    if (Interop.isForeign(value) && interop.hasArrayElements(value)) {
                        yield interop.getArraySize(value);
                    }
                    if (Interop.isForeign(value) && interop.hasHashEntries(value)) {
                        yield interop.getHashSize(value);
                    }
                } catch (InteropException e) {
                    yield -1;
                }
                Object builtin = Operations.specialMethod(value, Names.LEN);
                yield builtin == null ? -1 : Operations.index(Operations.call(builtin));
            }
        };
    }

    @TruffleBoundary
    static boolean contains(Object container, Object item) {
        Object method = user(container, Names.CONTAINS);
        if (method != null) {
            return Operations.truth(Operations.call(method, item));
        }
        switch (Arithmetic.plain(container)) {
            case DictObject dict -> {
                return dict.get(item) != null;
            }
            case SetObject set -> {
                return set.contains(item);
            }
            case TruffleString s -> {
                if (!(Arithmetic.plain(item) instanceof TruffleString part)) {
                    throw Errors.typeError("'in <string>' requires string as left operand, not %s",
                            Operations.typeOf(item).name());
                }
                return Strings.java(s).contains(Strings.java(part));
            }
            case RangeObject r when item instanceof Long n -> {
                return r.length > 0 && (n - r.start) % r.step == 0 && (n - r.start) / r.step >= 0
                        && (n - r.start) / r.step < r.length;
            }
            case BytesObject b when item instanceof BytesObject part -> {
                java.nio.charset.Charset latin = java.nio.charset.StandardCharsets.ISO_8859_1;
                return new String(b.data(), latin).contains(new String(part.data(), latin));
            }
            case BytesObject b when item instanceof BytesObject part -> {
                return new String(b.data(), java.nio.charset.StandardCharsets.ISO_8859_1)
                        .contains(new String(part.data(), java.nio.charset.StandardCharsets.ISO_8859_1));
            }
            case BytesObject b when !Numbers.isInt(item) -> throw Errors.typeError("a bytes-like object is required, not '%s'",
                    Operations.typeOf(item).name());
            case BytesObject b -> {
                if (!(item instanceof Long n) || n < 0 || n > 255) {
                    throw Errors.valueError("byte must be in range(0, 256)");
                }
                for (byte x : b.data()) {
                    if ((x & 0xFF) == n) {
                        return true;
                    }
                }
                return false;
            }
            default -> {
            }
        }
        // The methods of lists and tuples ask here: they must not be asked back.
        boolean sequence = container instanceof ListObject || container instanceof TupleObject || container instanceof RangeObject
                || container instanceof BytesObject;
        Object builtin = sequence || user(container, Names.ITER) != null ? null
                : Operations.specialMethod(container, Names.CONTAINS);
        if (builtin != null) {
            return Operations.truth(Operations.call(builtin, item));
        }
        Iteration i;
        try {
            i = iterator(container);
        } catch (PythonException e) {
            if (e.isA(Types.TYPE_ERROR) && !isIterable(container)) {
                throw Errors.typeError("argument of type '%s' is not iterable", Operations.typeOf(container).name());
            }
            throw e;
        }
        for (Object x = i.next(); x != Iteration.END; x = i.next()) {
            if (Operations.same(x, item) || Operations.equal(x, item)) {
                return true;
            }
        }
        return false;
    }

    // ---------------------------------------------------------------- iteration

    static boolean isIterable(Object value) {
        Object plain = Arithmetic.plain(value);
        return plain instanceof ListObject || plain instanceof TupleObject || plain instanceof DictObject
                || plain instanceof SetObject || plain instanceof TruffleString || plain instanceof RangeObject
                || plain instanceof BytesObject || plain instanceof IteratorObject || plain instanceof GeneratorObject
                || Operations.ownsArray(plain) || Operations.specialMethod(value, Names.ITER) != null
                || Operations.specialMethod(value, Names.GETITEM) != null && !(value instanceof ClassObject);
    }

    @TruffleBoundary
    static Iteration iterator(Object object) {
        Object method = user(object, Names.ITER);
        if (method != null) {
            return ofIterator(Operations.call(method));
        }
        Object value = Arithmetic.plain(object);
        switch (value) {
            case ListObject list -> {
                return new Iteration.OfList(list);
            }
            case TupleObject tuple -> {
                return ofArray(tuple.items);
            }
            case DictObject dict -> {
                return dict.iterate(0);
            }
            case SetObject set -> {
                return set.iterate();
            }
            case TruffleString s -> {
                int n = Strings.length(s);
                return new Iteration() {
                    private int i;

                    @Override
                    @TruffleBoundary
                    public Object next() {
                        return i < n ? Strings.codePoint(s.codePointAtIndexUncached(i++, Strings.ENCODING)) : END;
                    }
                };
            }
            case BytesObject b -> {
                return new Iteration() {
                    private int i;

                    @Override
                    public Object next() {
                        return i < b.data().length ? (Object) (long) (b.data()[i++] & 0xFF) : END;
                    }
                };
            }
            case RangeObject r -> {
                return new Iteration.OfRange(r);
            }
            case DictView view -> {
                return view.iterate();
            }
            case IteratorObject it -> {
                return ofIterator(it);
            }
            case GeneratorObject g -> {
                return ofIterator(g);
            }
            case ClassObject c when !c.type().isBuiltin() && c.type().lookup(Names.ITER) != null -> {
                return ofIterator(Operations.call(Attributes.bind(c.type().lookup(Names.ITER), c, c.type())));
            }
            default -> {
                if (Operations.ownsArray(value)) {
                    return Operations.arrays().iterator(value);
                }
                return others(object, value);
            }
        }
    }

    private static Iteration others(Object object, Object value) {
        Object builtin = Operations.specialMethod(object, Names.ITER);
        if (builtin != null) {
            return ofIterator(Operations.call(builtin));
        }
        Object getItem = object instanceof ClassObject ? null : Operations.specialMethod(object, Names.GETITEM);
        if (getItem != null) {
            return new Iteration() {
                private long i;

                @Override
                public Object next() {
                    try {
                        return Operations.call(getItem, i++);
                    } catch (PythonException e) {
                        if (e.isA(Types.INDEX_ERROR)) {
                            return END;
                        }
                        throw e;
                    }
                }
            };
        }
        InteropLibrary interop = InteropLibrary.getUncached();
        if (Interop.isForeign(value)) {
            try {
                if (interop.hasArrayElements(value)) {
                    long n = interop.getArraySize(value);
                    return new Iteration() {
                        private long i;

                        @Override
                        public Object next() {
                            try {
                                return i < n ? Interop.adopt(interop.readArrayElement(value, i++)) : END;
                            } catch (InteropException e) {
                                return END;
                            }
                        }
                    };
                }
                if (interop.hasIterator(value) || interop.isIterator(value)) {
                    Object it = interop.isIterator(value) ? value : interop.getIterator(value);
                    return new Iteration() {
                        @Override
                        public Object next() {
                            try {
                                return interop.hasIteratorNextElement(it) ? Interop.adopt(interop.getIteratorNextElement(it)) : END;
                            } catch (InteropException e) {
                                return END;
                            }
                        }
                    };
                }
            } catch (InteropException e) {
                throw Errors.typeError("cannot iterate over the foreign object: %s", e.getMessage());
            }
        }
        throw Errors.typeError("'%s' object is not iterable", Operations.typeOf(object).name());
    }

    static Iteration ofArray(Object[] items) {
        return new Iteration.OfArray(items);
    }

    /** Walks a guest iterator. */
    private static Iteration ofIterator(Object iterator) {
        if (iterator instanceof IteratorObject it) {
            return new Iteration.Compiled() {
                @Override
                public Object next() {
                    return it.next();
                }

                @Override
                public int remaining() {
                    return it.iteration.remaining();
                }
            };
        }
        if (iterator instanceof GeneratorObject g) {
            return new Iteration() {
                @Override
                public Object next() {
                    return g.next();
                }
            };
        }
        if (Operations.specialMethod(iterator, Names.NEXT) == null) {
            throw Errors.typeError("iter() returned non-iterator of type '%s'", Operations.typeOf(iterator).name());
        }
        return new Iteration() {
            @Override
            public Object next() {
                return Items.next(iterator);
            }
        };
    }

    /** The next item of a guest iterator, or {@link Iteration#END}. */
    static Object next(Object iterator) {
        if (iterator instanceof IteratorObject it) {
            return it.next();
        }
        if (iterator instanceof GeneratorObject g) {
            return g.next();
        }
        Object method = Operations.specialMethod(iterator, Names.NEXT);
        if (method == null) {
            throw Errors.typeError("'%s' object is not an iterator", Operations.typeOf(iterator).name());
        }
        try {
            return Operations.call(method);
        } catch (PythonException e) {
            if (e.isA(Types.STOP_ITERATION)) {
                return Iteration.END;
            }
            throw e;
        }
    }

    /** A guest iterator over anything iterable. */
    static Object iteratorObject(Object object) {
        if (object instanceof IteratorObject || object instanceof GeneratorObject) {
            return object;
        }
        Object method = user(object, Names.ITER);
        if (method != null) {
            Object iterator = Operations.call(method);
            ofIterator(iterator);
            return iterator;
        }
        return new IteratorObject(Types.iteratorOf(object), iterator(object));
    }

    static Object[] array(Object iterable) {
        return switch (iterable) {
            case ListObject list when list.type().isBuiltin() -> list.toArray();
            case TupleObject tuple when tuple.type().isBuiltin() -> tuple.items.clone();
            default -> {
                List<Object> all = new ArrayList<>();
                Iteration i = iterator(iterable);
                for (Object x = i.next(); x != Iteration.END; x = i.next()) {
                    all.add(x);
                }
                yield all.toArray();
            }
        };
    }

    static void extend(ListObject list, Object iterable) {
        if (iterable instanceof ListObject other && other.type().isBuiltin()) {
            list.extend(other == list ? other.slice(0, 1, other.size()) : other);
            return;
        }
        Iteration i = iterator(iterable);
        for (Object x = i.next(); x != Iteration.END; x = i.next()) {
            list.append(x);
        }
    }

    /** The entries of a mapping as a dict, or null when it is none. */
    static DictObject mapping(Object value) {
        if (value instanceof DictObject d) {
            return d;
        }
        Object keys = value instanceof InstanceObject || value instanceof TruffleObject ? Attributes.find(value, Names.KEYS) : null;
        if (keys == null) {
            return null;
        }
        DictObject dict = new DictObject();
        for (Object key : array(Operations.call(keys))) {
            dict.put(key, get(value, key));
        }
        return dict;
    }

    /** An integer that fits into a long, from anything that has {@code __index__}. */
    @TruffleBoundary
    static Object integer(Object value) {
        Object plain = Arithmetic.plain(value);
        if (plain instanceof Long || plain instanceof BigInteger) {
            return plain;
        }
        if (plain instanceof Boolean b) {
            return b ? 1L : 0L;
        }
        if (Operations.ownsArray(plain)) {
            Object number = Operations.arrays().number(plain);
            if (Numbers.isInt(number)) {
                return integer(number);
            }
            throw Errors.typeError("Only integer scalar arrays can be converted to a scalar index.");
        }
        Object method = Operations.specialMethod(value, Names.INDEX);
        if (method == null) {
            throw Errors.typeError("'%s' object cannot be interpreted as an integer", Operations.typeOf(value).name());
        }
        Object result = Operations.call(method);
        if (!Numbers.isInt(result)) {
            throw Errors.typeError("__index__ returned non-int (type %s)", Operations.typeOf(result).name());
        }
        return result;
    }
}
