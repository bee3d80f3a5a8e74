package org.jacobilang.execute;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayLike;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Shape;
import org.jacobilang.nodes.staging.Trace;
import org.jacobilang.program.GatherDimensions;
import org.jacobilang.program.IndexMode;
import org.jacobilang.program.Params;
import org.jacobilang.program.ScatterDimensions;
import org.jacobilang.program.Tracer;
import org.jacobilang.runtime.Ellipsis;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.SliceObject;
import org.jacobilang.runtime.TupleObject;

/** NumPy's indexing over the primitives, for reads and for {@code x.at[...]} updates. */
public final class Indexing {
    private Indexing() {
    }

    /** What one part of the key says about one axis; a new axis has no operand axis. */
    private sealed interface Part {
        record NewAxis() implements Part {
        }

        record Span(int axis, int start, int step, int count) implements Part {
        }

        record Point(int axis, int index) implements Part {
        }

        record Points(int axis, ArrayLike indices) implements Part {
        }
    }

    private static List<Part> parse(ArrayLike a, Object key) {
        List<Object> items = new ArrayList<>();
        for (Object given : key instanceof TupleObject t ? t.items : new Object[]{key}) {
            Object k = index(given);
            if (k instanceof ListObject) {
                throw Errors.typeError("Using a non-tuple sequence for multidimensional indexing is not allowed; use "
                        + "`arr[array(seq)]` instead of `arr[seq]`. See https://github.com/jax-ml/jax/issues/4564 for more information.");
            }
            if (k instanceof TracedNumber t && t.isInt()) {
                items.add(t.weak());
            } else if (k instanceof ArrayLike m && m.dtype() == DType.BOOL && m.shape().rank() > 0) {
                items.addAll(maskIndices(a, items, m));
            } else {
                items.add(k);
            }
        }
        int rank = a.shape().rank();
        int used = (int) items.stream().filter(k -> k != None.NONE && !(k instanceof Ellipsis)).count();
        if (used > rank) {
            throw Errors.indexError("Too many indices: array is %d-dimensional, but %d were indexed", rank, used);
        }
        long ellipses = items.stream().filter(k -> k instanceof Ellipsis).count();
        if (ellipses > 1) {
            throw Errors.indexError("an index can only have a single ellipsis ('...')");
        }
        if (ellipses == 0) {
            items.add(Ellipsis.ELLIPSIS);
        }
        List<Part> parts = new ArrayList<>();
        int axis = 0;
        for (Object k : items) {
            if (k instanceof Ellipsis) {
                for (int i = 0; i < rank - used; i++) {
                    parts.add(new Part.Span(axis, 0, 1, a.shape().dim(axis)));
                    axis++;
                }
            } else if (k == None.NONE) {
                parts.add(new Part.NewAxis());
            } else {
                parts.add(part(a, axis++, k, items.indexOf(k)));
            }
        }
        return parts;
    }

    /** A part of a key, with numbers and arrays of other kinds as what they stand for. */
    private static Object index(Object k) {
        return switch (k) {
            case Long n -> n;
            case TracedNumber t -> t;
            case ArrayLike a -> a;
            case SliceObject s -> s;
            case Ellipsis e -> e;
            case None n -> n;
            case ListObject l -> l;
            case com.oracle.truffle.api.strings.TruffleString s ->
                throw Errors.typeError("JAX does not support string indexing; got idx=%s", org.jacobilang.runtime.Strings.java(org.jacobilang.runtime.Operations.repr(s)));
            default -> {
                ArrayLike lifted = Bind.lift(k);
                if (lifted != null) {
                    yield lifted;
                }
                if (org.jacobilang.runtime.Operations.attributeOrNull(k, INDEX) != null) {
                    yield org.jacobilang.runtime.Operations.index(k);
                }
                throw Errors.indexError("only integers, slices (`:`), ellipsis (`...`), newaxis (`None`) and integer or boolean arrays are "
                        + "valid indices. Got %s", org.jacobilang.runtime.Strings.java(org.jacobilang.runtime.Operations.repr(k)));
            }
        };
    }

    private static final com.oracle.truffle.api.strings.TruffleString INDEX = org.jacobilang.runtime.Strings.name("__index__");

    /** Whether a part of a key is a bool of rank 0, which stands for an axis of its own of length 1 or 0. */
    private static boolean isFlag(Object k) {
        return k instanceof Boolean || k instanceof ArrayLike a && a.dtype() == DType.BOOL && a.shape().rank() == 0;
    }

    /** The key with bools of rank 0 as positions on new axes, and where those axes are in the array; null where there are none. */
    private record Flags(Object key, int[] axes) {
        static Flags of(ArrayLike a, Object key) {
            Object[] items = key instanceof TupleObject t ? t.items : new Object[] {key};
            if (Arrays.stream(items).noneMatch(Indexing::isFlag)) {
                return null;
            }
            int used = 0;
            for (Object k : items) {
                used += k == None.NONE || k instanceof Ellipsis || isFlag(k) ? 0 : k instanceof ArrayLike m && m.dtype() == DType.BOOL
                        ? m.shape().rank() : 1;
            }
            List<Object> out = new ArrayList<>();
            List<Integer> axes = new ArrayList<>();
            int axis = 0;
            for (Object k : items) {
                if (isFlag(k)) {
                    boolean on = k instanceof Boolean b ? b : ArrayCreation.whole(ArrayOperations.need(k, "an index that is a bool")) != 0;
                    out.add(ints(on ? new int[] {0} : new int[0]));
                    axes.add(axis++);
                } else {
                    out.add(k);
                    axis += k == None.NONE ? 0 : k instanceof Ellipsis ? a.shape().rank() - used
                            : k instanceof ArrayLike m && m.dtype() == DType.BOOL ? m.shape().rank() : 1;
                }
            }
            return new Flags(new TupleObject(out.toArray()), array(axes));
        }

        /** The array with the new axes. */
        ArrayLike expand(ArrayLike a) {
            List<Integer> dims = new ArrayList<>();
            for (int d : a.shape().dims()) {
                dims.add(d);
            }
            for (int axis : axes) {
                dims.add(axis, 1);
            }
            return Bind.reshape(a, array(dims));
        }
    }

    private static Part part(ArrayLike a, int axis, Object k, int position) {
        int n = a.shape().dim(axis);
        switch (k) {
            case Long i -> {
                if ((int) (long) i != i) {
                    throw Errors.overflow("Python int %d too large to convert to int32", i);
                }
                return new Part.Point(axis, (int) (i < 0 ? i + n : i));
            }
            case SliceObject s -> {
                SliceObject.Indices at = s.indices(n);
                return new Part.Span(axis, at.start(), at.step(), at.count());
            }
            case ArrayLike index -> {
                if (!index.dtype().isInteger()) {
                    throw Errors.typeError("Indexer must have integer or boolean type, got indexer with type %s at position %d",
                            index.dtype().jaxName(), position);
                }
                ArrayValue known = Ufuncs.concrete(index);
                if (known != null && index.shape().rank() == 0 && !(index instanceof Tracer)) {
                    long i = ArrayCreation.whole(known);
                    return new Part.Point(axis, (int) Math.clamp(i < 0 ? i + n : i, Integer.MIN_VALUE, Integer.MAX_VALUE));
                }
                return new Part.Points(axis, wrapped(index, n));
            }
            default -> throw Errors.typeError("Indexing mode not yet supported. Got unsupported indexer of type %s",
                    org.jacobilang.runtime.Operations.typeOf(k).name());
        }
    }

    /** The nearest position that is in bounds. */
    private static int clamp(int i, int n) {
        return Math.max(0, Math.min(n - 1, i));
    }

    /** Negative indices count from the end. */
    private static ArrayLike wrapped(ArrayLike index, int n) {
        if (index.dtype().isUnsigned()) {
            return Bind.convert(index, DType.INT32, false);
        }
        ArrayLike i = Bind.convert(index, index.dtype() == DType.INT64 ? DType.INT64 : DType.INT32, false);
        AbstractValue scalar = new AbstractValue(i.dtype(), Shape.SCALAR, false);
        ArrayLike negative = Bind.one("lt", Params.NONE, i, Bind.full(scalar, 0));
        return Bind.one("select_n", Params.NONE, negative, i,
                Bind.one("add", Params.NONE, i, Bind.full(scalar, n)));
    }

    private static List<Object> maskIndices(ArrayLike a, List<Object> before, ArrayLike mask) {
        ArrayValue known = Ufuncs.concrete(mask);
        if (known == null) {
            throw Trace.current() != null ? Trace.refuse("the shape of an array indexed by a traced mask is not known; "
                    + "jnp.where(mask, x, y) has the same use and a known shape")
                    : Errors.indexError("Array boolean indices must be concrete; got %s", mask.aval());
        }
        int axis = (int) before.stream().filter(k -> k != None.NONE).count();
        byte[] bits = (byte[]) known.data();
        int[] dims = mask.shape().dims();
        for (int d = 0; d < dims.length; d++) {
            if (axis + d < a.shape().rank() && a.shape().dim(axis + d) != dims[d]) {
                throw Errors.indexError("boolean index did not match shape of indexed array in index %d: got %s, "
                        + "expected %s", axis, mask.shape(), a.shape());
            }
        }
        return new ArrayList<>(List.of(positions(bits, dims)));
    }

    /** The positions of the true elements of a mask that is known, one array per axis. */
    static ArrayValue[] positions(ArrayLike mask) {
        ArrayValue known = Ufuncs.concrete(mask);
        if (known == null) {
            throw Trace.current() != null ? Trace.refuse("how many elements of a traced array are true is not known; give a size")
                    : Errors.indexError("Array boolean indices must be concrete; got %s", mask.aval());
        }
        return positions((byte[]) known.data(), mask.shape().dims());
    }

    private static ArrayValue[] positions(byte[] bits, int[] dims) {
        int count = 0;
        for (byte b : bits) {
            count += b;
        }
        int[][] found = new int[dims.length][count];
        int k = 0;
        for (int flat = 0; flat < bits.length; flat++) {
            if (bits[flat] != 0) {
                int rest = flat;
                for (int d = dims.length - 1; d >= 0; d--) {
                    found[d][k] = rest % dims[d];
                    rest /= dims[d];
                }
                k++;
            }
        }
        return Arrays.stream(found).map(f -> integers(f)).toArray(ArrayValue[]::new);
    }

    /** Positions, in the dtype of a Python int. */
    private static ArrayValue integers(int[] values) {
        return !org.jacobilang.array.Promotion.x64() ? ints(values)
                : ArrayValue.of(new AbstractValue(DType.INT64, Shape.of(values.length), false), Arrays.stream(values).asLongStream().toArray());
    }

    private static ArrayValue ints(int... values) {
        return ArrayValue.of(new AbstractValue(DType.INT32, Shape.of(values.length), false), values);
    }

    /** {@code a[key]}. */
    public static ArrayLike get(ArrayLike a, Object key) {
        return get(a, key, IndexMode.PROMISE_IN_BOUNDS, null);
    }

    /** {@code a.at[key].get(mode, fill_value)}; a null fill value is NaN, or the extreme of an integer dtype. */
    static ArrayLike get(ArrayLike a, Object key, IndexMode mode, Double fill) {
        Flags flags = Flags.of(a, key);
        if (flags != null) {
            return get(flags.expand(a), flags.key, mode, fill);
        }
        List<Part> parts = parse(a, key);
        boolean points = parts.stream().anyMatch(p -> p instanceof Part.Points
                || mode == IndexMode.FILL_OR_DROP && p instanceof Part.Point x && (x.index() < 0 || x.index() >= a.shape().dim(x.axis())));
        return points ? gather(a, parts, mode, fill) : slice(a, parts);
    }

    /** Row i of the first axis, for an index that is in bounds. */
    public static ArrayLike row(ArrayLike a, ArrayLike i) {
        int rank = a.shape().rank();
        ArrayLike[] in = new ArrayLike[rank + 1];
        in[0] = a;
        in[1] = Bind.convert(i, DType.INT32, false);
        Arrays.fill(in, 2, rank + 1, Bind.full(AbstractValue.scalar(DType.INT32), 0));
        int[] sizes = a.shape().dims();
        sizes[0] = 1;
        ArrayLike one = Bind.one("dynamic_slice", Params.of("slice_sizes", Shape.of(sizes)), in);
        return Bind.one("squeeze", Params.of("dimensions", new int[]{0}), one);
    }

    private static ArrayLike slice(ArrayLike a, List<Part> parts) {
        int rank = a.shape().rank();
        int[] start = new int[rank];
        int[] limit = a.shape().dims();
        int[] stride = new int[rank];
        Arrays.fill(stride, 1);
        List<Integer> reversed = new ArrayList<>();
        List<Integer> squeezed = new ArrayList<>();
        List<Integer> kept = new ArrayList<>();
        int out = 0;
        for (Part p : parts) {
            switch (p) {
                case Part.NewAxis x -> out++;
                case Part.Point x -> {
                    if (a.shape().dim(x.axis()) == 0) {
                        throw Errors.indexError("index is out of bounds for axis %d with size 0", x.axis());
                    }
                    start[x.axis()] = clamp(x.index(), a.shape().dim(x.axis()));
                    limit[x.axis()] = start[x.axis()] + 1;
                    squeezed.add(x.axis());
                }
                case Part.Span x -> {
                    int last = x.start() + (x.count() - 1) * x.step();
                    start[x.axis()] = x.count() == 0 ? 0 : Math.min(x.start(), last);
                    limit[x.axis()] = x.count() == 0 ? 0 : Math.max(x.start(), last) + 1;
                    stride[x.axis()] = Math.abs(x.step());
                    if (x.step() < 0) {
                        reversed.add(x.axis());
                    }
                    kept.add(out++);
                }
                case Part.Points x -> throw new IllegalStateException();
            }
        }
        ArrayLike r = a;
        boolean unit = Arrays.stream(stride).allMatch(s -> s == 1);
        if (!unit || Arrays.stream(start).anyMatch(s -> s != 0) || !Arrays.equals(limit, a.shape().dims())) {
            if (unit && squeezed.size() == rank && rank > 0 && a instanceof ArrayValue v && !v.dtype().isComplex()) {
                return element(v, start);
            }
            r = Bind.one("slice", Params.of("limit_indices", limit, "start_indices", start, "strides",
                    unit ? null : stride), r);
        }
        if (!reversed.isEmpty()) {
            r = Bind.one("rev", Params.of("dimensions", array(reversed)), r);
        }
        if (!squeezed.isEmpty()) {
            r = Bind.one("squeeze", Params.of("dimensions", array(squeezed)), r);
        }
        if (out > kept.size()) {
            int[] dims = new int[out];
            Arrays.fill(dims, 1);
            for (int i = 0; i < kept.size(); i++) {
                dims[kept.get(i)] = r.shape().dim(i);
            }
            r = Bind.one("broadcast_in_dim", Params.of("broadcast_dimensions", array(kept), "shape", Shape.of(dims)), r);
        }
        return r;
    }

    /** One element of a concrete array, without the detour over slices. */
    private static ArrayLike element(ArrayValue v, int[] at) {
        int flat = 0;
        for (int i = 0; i < at.length; i++) {
            flat = flat * v.shape().dim(i) + at[i];
        }
        Object data = v.data();
        Object one = Array.newInstance(data.getClass().getComponentType(), 1);
        System.arraycopy(data, flat, one, 0, 1);
        return ArrayValue.of(v.aval().withShape(Shape.SCALAR), one);
    }

    static int[] array(List<Integer> l) {
        return l.stream().mapToInt(i -> i).toArray();
    }

    /** The plan that reads and writes by index arrays share. */
    private record Plan(ArrayLike indices, List<Integer> indexed, Shape batch, int position, int[] resultDims) {
    }

    private static ArrayLike gather(ArrayLike a, List<Part> parts, IndexMode mode, Double fill) {
        // Spans are sliced first; what remains are whole axes, points and index arrays.
        List<Part> rest = new ArrayList<>();
        List<Part> spans = new ArrayList<>();
        int rank = a.shape().rank();
        for (Part p : parts) {
            switch (p) {
                case Part.Span s -> {
                    spans.add(s);
                    rest.add(new Part.Span(s.axis(), 0, 1, s.count()));
                }
                case Part.Points x -> {
                    spans.add(new Part.Span(x.axis(), 0, 1, a.shape().dim(x.axis())));
                    rest.add(x);
                }
                case Part.Point x -> {
                    spans.add(new Part.Span(x.axis(), 0, 1, a.shape().dim(x.axis())));
                    rest.add(new Part.Points(x.axis(), Bind.full(AbstractValue.scalar(DType.INT32), x.index())));
                }
                case Part.NewAxis x -> rest.add(x);
            }
        }
        ArrayLike source = slice(a, spans);
        Plan plan = plan(rest);
        int[] sizes = source.shape().dims();
        for (int axis : plan.indexed) {
            sizes[axis] = 1;
        }
        int windows = rank - plan.indexed.size();
        // The result of the gather: the batch where numpy puts it, then new axes are added.
        int before = windowsBefore(rest, plan.position);
        int[] offset = IntStream.concat(IntStream.range(0, before), IntStream.range(before + plan.batch.rank(),
                windows + plan.batch.rank())).toArray();
        boolean scalar = plan.batch.rank() == 0 && allDynamicPoints(rest) && mode != IndexMode.FILL_OR_DROP;
        ArrayLike r;
        if (scalar) {
            ArrayLike[] in = new ArrayLike[rank + 1];
            in[0] = source;
            Arrays.fill(in, 1, rank + 1, Bind.full(AbstractValue.scalar(DType.INT32), 0));
            for (Part p : rest) {
                if (p instanceof Part.Points x) {
                    in[x.axis() + 1] = x.indices();
                }
            }
            r = Bind.one("squeeze", Params.of("dimensions", array(plan.indexed)),
                    Bind.one("dynamic_slice", Params.of("slice_sizes", Shape.of(sizes)), in));
        } else {
            r = Bind.one("gather", Params.of("dimension_numbers", GatherDimensions.of(offset, array(plan.indexed),
                    array(plan.indexed)), "fill_value", fill, "indices_are_sorted", false, "mode",
                    mode, "slice_sizes", Shape.of(sizes), "unique_indices", false), source,
                    plan.indices);
        }
        return newAxes(r, rest, plan);
    }

    private static boolean allDynamicPoints(List<Part> parts) {
        return parts.stream().allMatch(p -> !(p instanceof Part.Points x) || x.indices().shape().rank() == 0);
    }

    private static int windowsBefore(List<Part> parts, int position) {
        int n = 0;
        for (int i = 0; i < position; i++) {
            n += parts.get(i) instanceof Part.Span ? 1 : 0;
        }
        return n;
    }

    /** Where the axes of index arrays go: to the first of them if they stand together, else to the front. */
    private static Plan plan(List<Part> parts) {
        List<ArrayLike> arrays = new ArrayList<>();
        List<Integer> indexed = new ArrayList<>();
        int first = -1;
        int last = -1;
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof Part.Points p) {
                arrays.add(p.indices());
                indexed.add(p.axis());
                first = first < 0 ? i : first;
                last = i;
            }
        }
        boolean together = true;
        for (int i = first; i <= last && first >= 0; i++) {
            together &= parts.get(i) instanceof Part.Points;
        }
        Shape batch = Ufuncs.broadcastShapes("", arrays.toArray(new ArrayLike[0]));
        int[] dims = Arrays.copyOf(batch.dims(), batch.rank() + 1);
        dims[batch.rank()] = 1;
        ArrayLike[] columns = new ArrayLike[arrays.size()];
        for (int i = 0; i < columns.length; i++) {
            ArrayLike x = arrays.get(i);
            int offset = batch.rank() - x.shape().rank();
            columns[i] = Bind.broadcast(x, Shape.of(dims), IntStream.range(offset, batch.rank()).toArray());
        }
        ArrayLike indices = columns.length == 1 ? columns[0]
                : columns.length == 0 ? ArrayValue.of(new AbstractValue(DType.INT32, Shape.of(0), false), new int[0])
                : Bind.one("concatenate", Params.of("dimension", batch.rank()), columns);
        return new Plan(indices, indexed, batch, together ? Math.max(first, 0) : 0, null);
    }

    private static int[] resultDims(List<Part> parts, Plan plan, List<Integer> real) {
        List<Integer> dims = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            if (i == plan.position) {
                for (int d : plan.batch.dims()) {
                    real.add(dims.size());
                    dims.add(d);
                }
            }
            switch (parts.get(i)) {
                case Part.NewAxis x -> dims.add(1);
                case Part.Span s -> {
                    real.add(dims.size());
                    dims.add(s.count());
                }
                default -> { }
            }
        }
        return array(dims);
    }

    private static ArrayLike newAxes(ArrayLike r, List<Part> parts, Plan plan) {
        List<Integer> real = new ArrayList<>();
        int[] dims = resultDims(parts, plan, real);
        return dims.length == r.shape().rank() ? r
                : Bind.one("broadcast_in_dim", Params.of("broadcast_dimensions", array(real), "shape", Shape.of(dims)), r);
    }

    /** The update of {@code a.at[key]} by one of JAX's scatter primitives. */
    public static ArrayLike update(ArrayLike a, Object key, ArrayLike value, String primitive, IndexMode mode) {
        Flags flags = Flags.of(a, key);
        if (flags != null) {
            return Bind.reshape(update(flags.expand(a), flags.key, value, primitive, mode), a.shape().dims());
        }
        List<Part> rest = new ArrayList<>();
        List<Part> parsed = parse(a, key);
        // A span that is not a whole axis becomes an index array of its own axis in the batch.
        int spans = (int) parsed.stream().filter(p -> p instanceof Part.Span s && partial(a, s)).count();
        boolean arrays = parsed.stream().anyMatch(p -> p instanceof Part.Points x && x.indices().shape().rank() > 0);
        if (arrays && spans > 0) {
            return mixedUpdate(a, parsed, value, primitive, mode);
        }
        int seen = 0;
        List<Integer> spanPositions = new ArrayList<>();
        for (Part p : parsed) {
            switch (p) {
                case Part.Point x -> rest.add(new Part.Points(x.axis(),
                        Bind.full(AbstractValue.scalar(DType.INT32), x.index())));
                case Part.Span s when partial(a, s) -> {
                    int[] dims = new int[spans];
                    Arrays.fill(dims, 1);
                    dims[seen++] = s.count();
                    ArrayValue i = ArrayValue.of(new AbstractValue(DType.INT32, Shape.of(dims), false),
                            IntStream.range(0, s.count()).map(n -> s.start() + n * s.step()).toArray());
                    rest.add(new Part.Points(s.axis(), i));
                    spanPositions.add(rest.size() - 1);
                }
                default -> rest.add(p);
            }
        }
        return scatter(a, parsed, rest, value, primitive, mode, spans > 0);
    }

    private static boolean partial(ArrayLike a, Part.Span s) {
        return s.start() != 0 || s.step() != 1 || s.count() != a.shape().dim(s.axis());
    }

    private static ArrayLike scatter(ArrayLike a, List<Part> parsed, List<Part> rest, ArrayLike value, String primitive,
                                     IndexMode mode, boolean spans) {
        Plan plan = plan(rest);
        // The updates as the program wrote them have numpy's shape of a[key].
        List<Integer> source = new ArrayList<>();
        List<Integer> shape = new ArrayList<>();
        List<Integer> batchAxes = new ArrayList<>();
        List<Integer> windowAxes = new ArrayList<>();
        for (int i = 0; i < rest.size(); i++) {
            if (!spans && i == plan.position) {
                for (int d : plan.batch.dims()) {
                    batchAxes.add(shape.size());
                    shape.add(d);
                }
            }
            switch (parsed.get(i)) {
                case Part.NewAxis x -> shape.add(1);
                case Part.Span s -> {
                    (rest.get(i) instanceof Part.Span ? windowAxes : batchAxes).add(shape.size());
                    shape.add(s.count());
                }
                default -> { }
            }
        }
        ArrayLike v = Bind.convert(value, a.dtype(), a.weak());
        Shape full = Shape.of(array(shape));
        v = fit(v, full);
        source.addAll(batchAxes);
        source.addAll(windowAxes);
        // Drop the new axes, then put the batch first.
        List<Integer> dropped = new ArrayList<>();
        for (int i = 0; i < full.rank(); i++) {
            if (!source.contains(i)) {
                dropped.add(i);
            }
        }
        if (!dropped.isEmpty()) {
            v = Bind.one("squeeze", Params.of("dimensions", array(dropped)), v);
            source.replaceAll(i -> i - (int) dropped.stream().filter(d -> d < i).count());
        }
        int[] order = array(source);
        if (!Arrays.equals(order, IntStream.range(0, order.length).toArray())) {
            v = Bind.one("transpose", Params.of("permutation", order), v);
        }
        int b = batchAxes.size();
        int[] window = IntStream.range(b, b + windowAxes.size()).toArray();
        boolean unique = plan.batch.size() <= 1;
        return Bind.one(primitive, Params.of("dimension_numbers", ScatterDimensions.of(window, array(plan.indexed),
                array(plan.indexed)), "indices_are_sorted", unique, "mode", mode, "unique_indices", unique), a,
                plan.indices, v);
    }

    /** Index arrays beside partial spans: the update goes into the sliced part, which is then put back. */
    private static ArrayLike mixedUpdate(ArrayLike a, List<Part> parsed, ArrayLike value, String primitive,
                                         IndexMode mode) {
        List<Part> outer = new ArrayList<>();
        List<Part> inner = new ArrayList<>();
        for (Part p : parsed) {
            switch (p) {
                case Part.Span s -> {
                    outer.add(s);
                    inner.add(new Part.Span(s.axis(), 0, 1, s.count()));
                }
                case Part.NewAxis x -> inner.add(x);
                case Part.Point x -> {
                    outer.add(new Part.Span(x.axis(), 0, 1, a.shape().dim(x.axis())));
                    inner.add(new Part.Points(x.axis(), Bind.full(AbstractValue.scalar(DType.INT32), x.index())));
                }
                case Part.Points x -> {
                    outer.add(new Part.Span(x.axis(), 0, 1, a.shape().dim(x.axis())));
                    inner.add(x);
                }
            }
        }
        ArrayLike sliced = slice(a, outer);
        ArrayLike updated = scatter(sliced, inner, inner, value, primitive, mode, false);
        int n = (int) outer.stream().filter(p -> partial(a, (Part.Span) p)).count();
        List<Part> target = new ArrayList<>();
        int seen = 0;
        for (Part p : outer) {
            Part.Span s = (Part.Span) p;
            if (!partial(a, s)) {
                target.add(s);
                continue;
            }
            int[] dims = new int[n];
            Arrays.fill(dims, 1);
            dims[seen++] = s.count();
            target.add(new Part.Points(s.axis(), ArrayValue.of(new AbstractValue(DType.INT32, Shape.of(dims), false),
                    IntStream.range(0, s.count()).map(i -> s.start() + i * s.step()).toArray())));
        }
        return scatter(a, outer, target, updated, "scatter", mode, true);
    }

    private static ArrayLike fit(ArrayLike v, Shape full) {
        ArrayLike x = v;
        if (v.shape().rank() > full.rank()) {
            throw Errors.valueError("Cannot broadcast to shape with fewer dimensions: arr_shape=%s shape=%s", v.shape(), full);
        }
        int offset = full.rank() - x.shape().rank();
        for (int i = 0; i < x.shape().rank(); i++) {
            if (x.shape().dim(i) != 1 && x.shape().dim(i) != full.dim(offset + i)) {
                throw Errors.valueError("Incompatible types for broadcasting: input type=%s and requested type=%s", v.aval(),
                        v.aval().withShape(full));
            }
        }
        return Bind.broadcast(x, full, IntStream.range(offset, full.rank()).toArray());
    }
}
