package org.jacobilang.numpy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jacobilang.array.ArrayLike;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Shape;
import org.jacobilang.array.kernel.Elements;
import org.jacobilang.runtime.Ellipsis;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Numbers;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.RangeObject;
import org.jacobilang.runtime.SliceObject;
import org.jacobilang.runtime.TupleObject;

/** NumPy's indexing: views for numbers and slices, positions for index arrays and masks. */
final class HostIndexing {
    private HostIndexing() {
    }

    /** What a key selects: a view, or elements at positions of the storage. */
    private sealed interface Selection {
        record View(HostArray array, boolean element) implements Selection {
        }

        record Elements(int[] positions, int[] dims) implements Selection {
        }
    }

    /** Indices for one axis: their values, and their shape. */
    private record Points(int axis, int[] values, int[] dims) {
    }

    static Object get(HostArray a, Object key) {
        return switch (select(a, key)) {
            case Selection.View v -> v.element ? element(v.array) : v.array;
            case Selection.Elements e -> {
                a.read();
                Object data = Elements.take(a.dtype, a.buffer.data, e.positions);
                yield HostArray.of(a.dtype, e.dims, data);
            }
        };
    }

    /** The only element of an array of rank 0, as a scalar. */
    static HostScalar element(HostArray a) {
        Object data = a.buffer.data;
        int w = Elements.width(a.dtype);
        if (org.jacobilang.runtime.Journal.recording) {
            a.read();
        }
        if (w == 1) {
            return HostScalar.of(a.dtype, data, a.offset);
        }
        return HostScalar.of(a.dtype, Elements.take(a.dtype, data, new int[]{a.offset}), 0);
    }

    static void set(HostArray a, Object key, Object value) {
        switch (select(a, key)) {
            case Selection.View v -> HostOperations.assign(v.array, value);
            case Selection.Elements e -> {
                HostArray from = HostOperations.converted(value, a.dtype);
                int[] wide = from.dims;
                // A mask takes as many values as it selects.
                if (e.dims.length == 1 && wide.length == 1 && wide[0] != 1 && wide[0] != e.dims[0] && isMask(key)) {
                    throw Errors.valueError("NumPy boolean array indexing assignment cannot assign %d input values to the %d "
                            + "output values where the mask is true", wide[0], e.dims[0]);
                }
                HostArray fitted = HostOperations.broadcast(from, e.dims, "shape mismatch: value array of shape %s could not "
                        + "be broadcast to indexing result of shape %s");
                a.write(e.positions, fitted.read());
            }
        }
    }

    private static boolean isMask(Object key) {
        return key instanceof HostArray h && h.dtype == DType.BOOL || key instanceof ArrayLike l && l.dtype() == DType.BOOL;
    }

    private static Selection select(HostArray a, Object key) {
        if (key instanceof Long i && a.dims.length >= 1) {
            return point(a, i);
        }
        Object[] given = key instanceof TupleObject t ? t.items : new Object[]{key};
        List<Object> items = new ArrayList<>();
        boolean advanced = false;
        int used = 0;
        int ellipses = 0;
        for (Object k : given) {
            switch (k) {
                case None n -> items.add(k);
                case Ellipsis e -> {
                    items.add(k);
                    ellipses++;
                }
                case SliceObject s -> {
                    items.add(k);
                    used++;
                }
                default -> {
                    Object index = index(k);
                    if (index instanceof HostArray m && m.dtype == DType.BOOL) {
                        advanced = true;
                        for (Object part : mask(a, used + ellipsisSpan(a, given, ellipses), m)) {
                            items.add(part);
                            used++;
                        }
                    } else {
                        advanced |= index instanceof HostArray;
                        items.add(index);
                        used++;
                    }
                }
            }
        }
        if (ellipses > 1) {
            throw Errors.indexError("an index can only have a single ellipsis ('...')");
        }
        if (used > a.dims.length) {
            throw Errors.indexError("too many indices for array: array is %d-dimensional, but %d were indexed", a.dims.length, used);
        }
        if (ellipses == 0) {
            items.add(Ellipsis.ELLIPSIS);
        }
        return advanced ? advanced(a, items, used) : basic(a, items, used, ellipses > 0);
    }

    /** How many axes an ellipsis before a mask stands for. */
    private static int ellipsisSpan(HostArray a, Object[] given, int seen) {
        if (seen == 0) {
            return 0;
        }
        int used = 0;
        for (Object k : given) {
            if (k != None.NONE && !(k instanceof Ellipsis)) {
                Object index = k instanceof SliceObject ? k : index(k);
                used += index instanceof HostArray m && m.dtype == DType.BOOL ? m.rank() : 1;
            }
        }
        return a.dims.length - used;
    }

    private static Selection point(HostArray a, long i) {
        int n = a.dims[0];
        long at = i < 0 ? i + n : i;
        if (at < 0 || at >= n) {
            throw Errors.indexError("index %d is out of bounds for axis 0 with size %d", i, n);
        }
        int[] dims = Arrays.copyOfRange(a.dims, 1, a.dims.length);
        int[] strides = Arrays.copyOfRange(a.strides, 1, a.strides.length);
        return new Selection.View(a.view(a.offset + (int) at * a.strides[0], dims, strides), dims.length == 0);
    }

    /** A number as Long, anything else as an array of integers or booleans. */
    private static Object index(Object k) {
        switch (k) {
            case Long n -> {
                return n;
            }
            case HostScalar s when s.dtype.isInteger() -> {
                return Operations.index(s.value);
            }
            case HostArray h when h.dtype == DType.BOOL || h.dtype.isInteger() -> {
                return h.rank() == 0 && h.dtype.isInteger() ? Operations.index(HostIndexing.element(h).value) : h;
            }
            case ArrayLike l when l.dtype() == DType.BOOL || l.dtype().isInteger() -> {
                HostArray h = HostOperations.host(l);
                return h.rank() == 0 && h.dtype.isInteger() ? Operations.index(HostIndexing.element(h).value) : h;
            }
            case Boolean b -> {
                return HostOperations.host(b);
            }
            case HostScalar s when s.dtype == DType.BOOL -> {
                return HostOperations.host(s.value);
            }
            case ListObject l -> {
                HostArray h = HostOperations.host(l);
                return indices(h.size() == 0 ? HostArray.zeros(DType.INT64, h.dims) : h);
            }
            case RangeObject r -> {
                return indices(HostOperations.host(r));
            }
            case TupleObject t -> {
                return indices(HostOperations.host(t));
            }
            default -> {
                if (Operations.specialMethod(k, org.jacobilang.runtime.Names.INDEX) != null && !(k instanceof HostArray)) {
                    return Operations.index(k);
                }
                throw bad();
            }
        }
    }

    private static HostArray indices(HostArray h) {
        if (h.dtype != DType.BOOL && !h.dtype.isInteger()) {
            throw bad();
        }
        return h;
    }

    private static RuntimeException bad() {
        return Errors.indexError("only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or "
                + "boolean arrays are valid indices");
    }

    /** A mask as one array of positions per axis. */
    private static List<HostArray> mask(HostArray a, int axis, HostArray m) {
        for (int d = 0; d < m.dims.length; d++) {
            if (axis + d < a.dims.length && a.dims[axis + d] != m.dims[d]) {
                throw Errors.indexError("boolean index did not match indexed array along axis %d; size of axis is %d but size of "
                        + "corresponding boolean axis is %d", axis + d, a.dims[axis + d], m.dims[d]);
            }
        }
        byte[] bits = (byte[]) m.read();
        int count = 0;
        for (byte b : bits) {
            count += b;
        }
        long[][] found = new long[m.dims.length][count];
        int k = 0;
        for (int flat = 0; flat < bits.length; flat++) {
            if (bits[flat] != 0) {
                int rest = flat;
                for (int d = m.dims.length - 1; d >= 0; d--) {
                    found[d][k] = rest % m.dims[d];
                    rest /= m.dims[d];
                }
                k++;
            }
        }
        List<HostArray> result = new ArrayList<>();
        for (long[] f : found) {
            result.add(HostArray.of(DType.INT64, new int[]{count}, f));
        }
        return result;
    }

    private static Selection basic(HostArray a, List<Object> items, int used, boolean ellipsis) {
        List<Integer> dims = new ArrayList<>();
        List<Integer> strides = new ArrayList<>();
        int offset = a.offset;
        int axis = 0;
        boolean all = !ellipsis;
        for (Object k : items) {
            switch (k) {
                case None n -> {
                    dims.add(1);
                    strides.add(0);
                }
                case Ellipsis e -> {
                    for (int i = 0; i < a.dims.length - used; i++, axis++) {
                        dims.add(a.dims[axis]);
                        strides.add(a.strides[axis]);
                    }
                }
                case SliceObject s -> {
                    SliceObject.Indices at = s.indices(a.dims[axis]);
                    dims.add(at.count());
                    strides.add(a.strides[axis] * at.step());
                    offset += at.count() == 0 ? 0 : at.start() * a.strides[axis];
                    axis++;
                }
                default -> {
                    long i = (Long) k;
                    int n = a.dims[axis];
                    long at = i < 0 ? i + n : i;
                    if (at < 0 || at >= n) {
                        throw Errors.indexError("index %d is out of bounds for axis %d with size %d", i, axis, n);
                    }
                    offset += (int) at * a.strides[axis];
                    axis++;
                }
            }
        }
        return new Selection.View(a.view(offset, ints(dims), ints(strides)), all && dims.isEmpty());
    }

    private static int[] ints(List<Integer> l) {
        return l.stream().mapToInt(i -> i).toArray();
    }

    private static Selection advanced(HostArray a, List<Object> items, int used) {
        // Slices and new axes make a view; index arrays and numbers select along axes of it.
        List<Object> plain = new ArrayList<>();
        List<Points> points = new ArrayList<>();
        int axis = 0;
        int source = 0;
        int first = -1;
        int last = -1;
        boolean apart = false;
        for (Object k : items) {
            switch (k) {
                case None n -> {
                    plain.add(k);
                    axis++;
                }
                case Ellipsis e -> {
                    for (int i = 0; i < a.dims.length - used; i++, axis++, source++) {
                        plain.add(all());
                    }
                }
                case SliceObject s -> {
                    plain.add(s);
                    axis++;
                    source++;
                }
                default -> {
                    plain.add(all());
                    HostArray h = k instanceof HostArray array ? array : HostOperations.host(k);
                    points.add(new Points(axis, wrapped(h, a.dims[source], source), h.dims));
                    apart |= last >= 0 && axis != last + 1;
                    first = first < 0 ? axis : first;
                    last = axis;
                    axis++;
                    source++;
                }
            }
        }
        HostArray view = ((Selection.View) basic(a, plain, (int) plain.stream().filter(k -> k != None.NONE).count(), true)).array;
        int[] batch = batch(points);
        int total = 1;
        for (int d : batch) {
            total *= d;
        }
        int[] base = new int[total];
        for (Points p : points) {
            int[] walk = Elements.walk(batch, aligned(p.dims, batch), 0);
            for (int i = 0; i < total; i++) {
                base[i] += p.values[walk[i]] * view.strides[p.axis];
            }
        }
        List<Integer> dims = new ArrayList<>();
        List<Integer> strides = new ArrayList<>();
        int before = 0;
        for (int i = 0; i < view.dims.length; i++) {
            int at = i;
            if (points.stream().noneMatch(p -> p.axis == at)) {
                before += i < first && !apart ? 1 : 0;
                dims.add(view.dims[i]);
                strides.add(view.strides[i]);
            }
        }
        // The indexed axes stand where they were if they stood together, else in front.
        int[] restDims = ints(dims);
        int[] restStrides = ints(strides);
        int[] out = new int[batch.length + restDims.length];
        System.arraycopy(restDims, 0, out, 0, before);
        System.arraycopy(batch, 0, out, before, batch.length);
        System.arraycopy(restDims, before, out, before + batch.length, restDims.length - before);
        int[] outer = Elements.walk(Arrays.copyOf(restDims, before), Arrays.copyOf(restStrides, before), view.offset);
        int[] inner = Elements.walk(Arrays.copyOfRange(restDims, before, restDims.length),
                Arrays.copyOfRange(restStrides, before, restStrides.length), 0);
        int[] positions = new int[outer.length * total * inner.length];
        int k = 0;
        for (int o : outer) {
            for (int b : base) {
                for (int i : inner) {
                    positions[k++] = o + b + i;
                }
            }
        }
        return new Selection.Elements(positions, out);
    }

    private static SliceObject all() {
        return new SliceObject(None.NONE, None.NONE, None.NONE);
    }

    private static int[] wrapped(HostArray h, int n, int axis) {
        Object data = h.read();
        int[] out = new int[h.size()];
        for (int i = 0; i < out.length; i++) {
            long v = Elements.whole(h.dtype, data, i);
            long at = v < 0 ? v + n : v;
            if (at < 0 || at >= n) {
                throw Errors.indexError("index %d is out of bounds for axis %d with size %d", v, axis, n);
            }
            out[i] = (int) at;
        }
        return out;
    }

    private static int[] batch(List<Points> points) {
        int rank = 0;
        for (Points p : points) {
            rank = Math.max(rank, p.dims.length);
        }
        int[] batch = new int[rank];
        Arrays.fill(batch, 1);
        for (Points p : points) {
            int off = rank - p.dims.length;
            for (int i = 0; i < p.dims.length; i++) {
                int d = p.dims[i];
                if (d != 1 && batch[off + i] != 1 && batch[off + i] != d) {
                    List<String> shapes = new ArrayList<>();
                    points.forEach(q -> shapes.add(Shape.of(q.dims).toString()));
                    throw Errors.indexError("shape mismatch: indexing arrays could not be broadcast together with shapes %s",
                            String.join(" ", shapes).replace(", ", ",") + " ");
                }
                batch[off + i] = d != 1 ? d : batch[off + i];
            }
        }
        return batch;
    }

    /** Strides that repeat an array of these dimensions over wider ones. */
    static int[] aligned(int[] dims, int[] wide) {
        int[] own = Elements.strides(Shape.of(dims));
        int[] strides = new int[wide.length];
        int off = wide.length - dims.length;
        for (int i = 0; i < dims.length; i++) {
            strides[off + i] = dims[i] == 1 ? 0 : own[i];
        }
        return strides;
    }
}
