package org.jacobilang.numpy;

import com.oracle.truffle.api.strings.TruffleString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jacobilang.array.ArrayFormat;
import org.jacobilang.array.ArrayLike;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Promotion;
import org.jacobilang.array.Shape;
import org.jacobilang.array.kernel.Elements;
import org.jacobilang.execute.ArrayCreation;
import org.jacobilang.execute.DTypeObject;
import org.jacobilang.runtime.BinaryOp;
import org.jacobilang.runtime.BuiltinFunction;
import org.jacobilang.runtime.BytesObject;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.CompareOp;
import org.jacobilang.runtime.DictObject;
import org.jacobilang.runtime.Ellipsis;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.IteratorObject;
import org.jacobilang.runtime.Iteration;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.Names;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Numbers;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.PropertyObject;
import org.jacobilang.runtime.StaticMethod;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;
import org.jacobilang.runtime.Types;
import org.jacobilang.runtime.UnaryOp;

/** The module {@code _numpy}: what the module {@code numpy}, written in the language, stands on. */
public final class NumpyModule {
    private static final TruffleString OUT = Strings.name("out");
    private static boolean filled;

    private NumpyModule() {
    }

    public static ModuleObject make() {
        fill();
        ModuleObject m = new ModuleObject("_numpy");
        m.set("ndarray", HostTypes.NDARRAY);
        m.set("dtype", DTypeObject.CLASS);
        HostTypes.ABSTRACT.forEach(m::set);
        for (DType d : DType.values()) {
            m.set(d == DType.BOOL ? "bool_" : d.jaxName(), HostTypes.scalar(d));
        }
        m.function("scalar_type(dtype, /)", "NumPy's class of the numbers of a dtype.", a -> HostTypes.scalar(((DTypeObject) a[0]).dtype));
        creation(m);
        views(m);
        m.function("call(function, args, kwargs, /)", "A function of jax.numpy under NumPy's rules of promotion.",
                a -> HostOperations.call(a[0], Operations.items(a[1]), (DictObject) a[2]));
        m.function("sum(a, axes, /)", "The sums of floating numbers over axes, added in NumPy's order.", a -> {
            HostArray h = (HostArray) a[0];
            boolean[] reduced = new boolean[h.rank()];
            for (int axis : HostOperations.ints(a[1])) {
                reduced[axis] = true;
            }
            int[] rest = java.util.stream.IntStream.range(0, h.rank()).filter(i -> !reduced[i]).map(i -> h.dims[i]).toArray();
            Object data = HostSums.sum(h, reduced);
            return rest.length == 0 ? HostScalar.of(h.dtype, data, 0) : HostArray.of(h.dtype, rest, data);
        });
        m.function("print_options(precision, threshold, edgeitems, linewidth, suppress, /)", "How arrays print; None keeps what holds.",
                a -> {
                    ArrayFormat.Options o = ArrayFormat.options();
                    ArrayFormat.options(new ArrayFormat.Options(orElse(a[0], o.precision()), orElse(a[1], o.threshold()),
                            orElse(a[2], o.edge()), orElse(a[3], o.line()), a[4] == None.NONE ? o.suppress() : Operations.truth(a[4])));
                    return new TupleObject((long) o.precision(), (long) o.threshold(), (long) o.edge(), (long) o.line(), o.suppress());
                });
        HostRandom.functions(m);
        return m;
    }

    private static int orElse(Object value, int otherwise) {
        return value == None.NONE ? otherwise : (int) Math.min(Integer.MAX_VALUE, Operations.index(value));
    }

    private static void creation(ModuleObject m) {
        m.function("array(object, dtype, copy, /)", "An array of a number or of nested sequences; an array is copied on request.", a -> {
            DType d = numpyType(a[1]);
            HostArray h = HostOperations.host(a[0], d);
            boolean copy = Operations.truth(a[2]);
            if (h == a[0]) {
                return copy ? h.copy() : h;
            }
            if (a[0] instanceof ArrayLike l && l.dtype() == h.dtype) {
                if (copy) {
                    return h.copy();
                }
                h.writeable = false;
            }
            return h;
        });
        m.function("zeros(shape, dtype, /)", "An array of zeros.", a -> {
            int[] dims = HostOperations.ints(a[0]);
            for (int d : dims) {
                if (d < 0) {
                    throw Errors.valueError("negative dimensions are not allowed");
                }
            }
            return HostArray.zeros(a[1] == None.NONE ? DType.FLOAT64 : numpyType(a[1]), dims);
        });
        m.function("arange(start, stop, step, dtype, /)", "Evenly spaced values, computed as NumPy does.", a -> {
            DType d = numpyType(a[3]);
            boolean whole = Numbers.isInt(a[0]) && Numbers.isInt(a[1]) && Numbers.isInt(a[2]);
            if (whole && (d == null || d.isInteger())) {
                long start = Operations.index(a[0]);
                long stop = Operations.index(a[1]);
                long step = Operations.index(a[2]);
                if (step == 0) {
                    throw Errors.zeroDivision("division by zero");
                }
                long n = Math.max(0, Math.ceilDiv(stop - start, step));
                long[] data = new long[Math.toIntExact(n)];
                for (int i = 0; i < n; i++) {
                    data[i] = start + i * step;
                }
                HostArray h = HostArray.of(DType.INT64, new int[]{data.length}, data);
                return d == null ? h : HostOperations.converted(h, d);
            }
            double start = Operations.real(a[0]);
            double step = Operations.real(a[2]);
            int n = (int) Math.max(0, Math.ceil((Operations.real(a[1]) - start) / step));
            double[] data = new double[n];
            double delta = start + step - start;
            for (int i = 0; i < n; i++) {
                data[i] = i == 1 ? start + step : start + i * delta;
            }
            HostArray h = HostArray.of(DType.FLOAT64, new int[]{n}, data);
            return d == null ? h : HostOperations.converted(h, d);
        });
        m.function("dtype_of(value, /)", "The dtype that a value names, in full width.", a -> DTypeObject.of(numpyType(a[0])));
        m.function("result_type(*args)", "The dtype of an operation on these.", a -> Promotion.asNumpy(() -> DTypeObject.of(
                Promotion.promote(Arrays.stream(((TupleObject) a[0]).items).map(x -> {
                    Object v = HostOperations.argument(x);
                    ArrayLike l = org.jacobilang.execute.Bind.lift(v);
                    return l != null ? l.aval() : org.jacobilang.array.AbstractValue.scalar(DTypeObject.from(v));
                }).toArray(org.jacobilang.array.AbstractValue[]::new)).dtype())));
        m.function("astype(a, dtype, /)", "A copy of a in another dtype.", a -> {
            HostArray h = HostOperations.host(a[0]);
            DType d = numpyType(a[1]);
            HostArray out = HostOperations.converted(h, d);
            return a[0] instanceof HostScalar ? HostScalar.of(d, out.read(), 0) : out == h ? h.copy() : out;
        });
        m.function("searchsorted(a, v, right, /)", "Where real numbers belong in a sorted vector.", a -> {
            double[] sorted = (double[]) HostOperations.converted(a[0], DType.FLOAT64).read();
            HostArray v = HostOperations.converted(a[1], DType.FLOAT64);
            double[] wanted = (double[]) v.read();
            boolean right = Operations.truth(a[2]);
            long[] out = new long[v.size()];
            for (int i = 0; i < out.length; i++) {
                int low = 0;
                int high = sorted.length;
                while (low < high) {
                    int middle = (low + high) >>> 1;
                    int order = Double.compare(sorted[middle] + 0.0, wanted[i] + 0.0);
                    if (order < 0 || right && order == 0) {
                        low = middle + 1;
                    } else {
                        high = middle;
                    }
                }
                out[i] = low;
            }
            return HostArray.of(DType.INT64, v.dims, out);
        });
        m.function("bytes(a, /)", "The elements in row-major order as bytes, little-endian.", a -> new BytesObject(bytes(HostOperations.host(a[0]))));
        m.function("from_bytes(data, dtype, shape, /)", "An array of elements that are given as bytes, little-endian.",
                a -> fromBytes(((BytesObject) a[0]).data(), numpyType(a[1]), HostOperations.ints(a[2])));
    }

    static DType numpyType(Object value) {
        return Promotion.asNumpy(() -> DTypeObject.from(value));
    }

    private static byte[] bytes(HostArray h) {
        Object data = h.read();
        int n = java.lang.reflect.Array.getLength(data);
        ByteBuffer b = ByteBuffer.allocate(h.size() * h.dtype.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        switch (data) {
            case byte[] x -> b.put(x);
            case short[] x -> b.asShortBuffer().put(x, 0, n);
            case int[] x -> b.asIntBuffer().put(x, 0, n);
            case long[] x -> b.asLongBuffer().put(x, 0, n);
            case float[] x -> b.asFloatBuffer().put(x, 0, n);
            default -> b.asDoubleBuffer().put((double[]) data, 0, n);
        }
        return b.array();
    }

    private static HostArray fromBytes(byte[] bytes, DType d, int[] dims) {
        int n = Shape.of(dims).length();
        if (bytes.length < n * d.bytes()) {
            throw Errors.valueError("buffer is smaller than requested size");
        }
        Object data = Elements.allocate(d, n);
        ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        switch (data) {
            case byte[] x -> b.get(x);
            case short[] x -> b.asShortBuffer().get(x);
            case int[] x -> b.asIntBuffer().get(x);
            case long[] x -> b.asLongBuffer().get(x);
            case float[] x -> b.asFloatBuffer().get(x);
            default -> b.asDoubleBuffer().get((double[]) data);
        }
        return HostArray.of(d, dims, data);
    }

    private static void views(ModuleObject m) {
        m.function("reshape(a, shape, /)", "A view of another shape; a copy where strides can't say it.", a -> {
            HostArray h = (HostArray) a[0];
            int[] dims = HostOperations.ints(a[1]).clone();
            int unknown = -1;
            int rest = 1;
            for (int i = 0; i < dims.length; i++) {
                if (dims[i] == -1) {
                    if (unknown >= 0) {
                        throw Errors.valueError("can only specify one unknown dimension");
                    }
                    unknown = i;
                } else {
                    rest *= dims[i];
                }
            }
            if (unknown >= 0 && rest != 0 && h.size() % rest == 0) {
                dims[unknown] = h.size() / rest;
                rest *= dims[unknown];
            }
            if (rest != h.size() || unknown >= 0 && dims[unknown] < 0) {
                throw Errors.valueError("cannot reshape array of size %d into shape %s", h.size(), HostOperations.compact(Shape.of(
                        HostOperations.ints(a[1])).dims()));
            }
            HostArray source = h.contiguous() ? h : h.copy();
            return source.view(source.offset, dims, Elements.strides(Shape.of(dims)));
        });
        m.function("permute(a, axes, /)", "A view with the axes in another order.", a -> {
            HostArray h = (HostArray) a[0];
            int[] order = HostOperations.ints(a[1]);
            if (order.length != h.rank()) {
                throw Errors.valueError("axes don't match array");
            }
            int[] dims = new int[order.length];
            int[] strides = new int[order.length];
            for (int i = 0; i < order.length; i++) {
                int k = order[i] < 0 ? order[i] + h.rank() : order[i];
                dims[i] = h.dims[k];
                strides[i] = h.strides[k];
            }
            return h.view(h.offset, dims, strides);
        });
        m.function("broadcast_to(a, shape, /)", "A view that repeats the array, not to be written to.", a -> {
            HostArray v = HostOperations.broadcast((HostArray) a[0], HostOperations.ints(a[1]),
                    "operands could not be broadcast together with remapped shapes [original->remapped]: %s  and requested shape %s");
            v.writeable = false;
            return v;
        });
        m.function("diagonal(a, offset, axis1, axis2, /)", "A view of a diagonal, its axis the last one.", a -> {
            HostArray h = (HostArray) a[0];
            int k = Math.toIntExact(Operations.index(a[1]));
            int r = Math.floorMod((int) Operations.index(a[2]), h.rank());
            int c = Math.floorMod((int) Operations.index(a[3]), h.rank());
            int n = Math.max(0, Math.min(h.dims[r] + Math.min(k, 0), h.dims[c] - Math.max(k, 0)));
            int[] keep = java.util.stream.IntStream.range(0, h.rank()).filter(i -> i != r && i != c).toArray();
            int[] dims = new int[keep.length + 1];
            int[] strides = new int[keep.length + 1];
            for (int i = 0; i < keep.length; i++) {
                dims[i] = h.dims[keep[i]];
                strides[i] = h.strides[keep[i]];
            }
            dims[keep.length] = n;
            strides[keep.length] = h.strides[r] + h.strides[c];
            return h.view(h.offset + Math.max(-k, 0) * h.strides[r] + Math.max(k, 0) * h.strides[c], dims, strides);
        });
        m.function("freeze(a, writeable, /)", "Says whether an array may be written to.", a -> {
            ((HostArray) a[0]).writeable = Operations.truth(a[1]);
            return a[0];
        });
        m.function("assign(a, value, /)", "Writes a value into all of an array.", a -> {
            HostOperations.assign((HostArray) a[0], a[1]);
            return None.NONE;
        });
        m.function("text(a, repr, separator, prefix, suffix, /)", "An array as text.", a -> Strings.of(ArrayFormat.host(
                HostOperations.host(a[0]).value(true), Operations.truth(a[1]))));
    }

    // ---------------------------------------------------------------- the classes

    private static synchronized void fill() {
        if (filled) {
            return;
        }
        filled = true;
        ClassObject generic = HostTypes.ABSTRACT.get("generic");
        for (ClassObject c : new ClassObject[]{HostTypes.NDARRAY, generic}) {
            operators(c);
            properties(c);
            conversions(c);
        }
        scalars(generic);
        arrays(HostTypes.NDARRAY);
    }

    private static void operators(ClassObject c) {
        for (BinaryOp op : BinaryOp.values()) {
            c.method(op.method + "(self, other, /)", null, a -> HostOperations.binary(op, a[0], a[1]));
            c.method(op.reflected + "(self, other, /)", null, a -> HostOperations.binary(op, a[1], a[0]));
        }
        for (CompareOp op : CompareOp.values()) {
            c.method(op.method + "(self, other, /)", null, a -> HostOperations.compare(op, a[0], a[1]));
        }
        for (UnaryOp op : UnaryOp.values()) {
            c.method(op.method + "(self, /)", null, a -> HostOperations.unary(op, a[0]));
        }
        c.method("__divmod__(self, other, /)", null, a -> new TupleObject(HostOperations.binary(BinaryOp.FLOORDIV, a[0], a[1]),
                HostOperations.binary(BinaryOp.MOD, a[0], a[1])));
    }

    private static void property(ClassObject c, String name, BuiltinFunction.Body getter) {
        c.attribute(name, new PropertyObject(Types.PROPERTY, new BuiltinFunction(name + "(self, /)", null, getter), null, null, None.NONE));
    }

    private static void properties(ClassObject c) {
        property(c, "dtype", a -> DTypeObject.of(HostOperations.host(a[0]).dtype));
        property(c, "shape", a -> tuple(HostOperations.host(a[0]).dims, 1));
        property(c, "ndim", a -> (long) HostOperations.host(a[0]).rank());
        property(c, "size", a -> (long) HostOperations.host(a[0]).size());
        property(c, "itemsize", a -> (long) HostOperations.host(a[0]).dtype.bytes());
        property(c, "nbytes", a -> (long) HostOperations.host(a[0]).dtype.bytes() * HostOperations.host(a[0]).size());
        property(c, "strides", a -> tuple(HostOperations.host(a[0]).strides, HostOperations.host(a[0]).dtype.bytes()));
        property(c, "base", a -> a[0] instanceof HostArray h && h.base != null ? h.base : None.NONE);
        c.method("tolist(self, /)", "The elements as numbers of the language, in nested lists.",
                a -> a[0] instanceof HostScalar s ? s.value : list((HostArray) a[0]));
        c.method("item(self, *args)", "One element as a number of the language.", a -> {
            Object[] at = ((TupleObject) a[1]).items;
            if (a[0] instanceof HostScalar s) {
                return s.value;
            }
            HostArray h = (HostArray) a[0];
            if (at.length == 0) {
                if (h.size() != 1) {
                    throw Errors.valueError("can only convert an array of size 1 to a Python scalar");
                }
                return ArrayCreation.number(h.dtype, h.copyData(), 0);
            }
            Object key = at.length == 1 && at[0] instanceof Long i && h.rank() != 1 ? unravel(h, i) : at.length == 1 ? at[0] : new TupleObject(at);
            return ((HostScalar) HostIndexing.get(h, key)).value;
        });
    }

    private static TupleObject unravel(HostArray h, long flat) {
        Object[] at = new Object[h.rank()];
        for (int i = at.length - 1; i >= 0; i--) {
            at[i] = flat % h.dims[i];
            flat /= h.dims[i];
        }
        return new TupleObject(at);
    }

    private static Object list(HostArray h) {
        ArrayValue v = h.value(true);
        return ArrayCreation.list(v, 0, new int[1]);
    }

    private static TupleObject tuple(int[] values, int factor) {
        return new TupleObject(Arrays.stream(values).mapToObj(i -> (Object) ((long) i * factor)).toArray());
    }

    /** The only element as a number of the language. */
    private static Object number(Object value) {
        if (value instanceof HostScalar s) {
            return s.value;
        }
        HostArray h = (HostArray) value;
        if (h.size() != 1) {
            throw Errors.typeError("only length-1 arrays can be converted to Python scalars");
        }
        return ArrayCreation.number(h.dtype, h.copyData(), 0);
    }

    private static void conversions(ClassObject c) {
        c.method("__float__(self, /)", null, a -> Numbers.toDouble(number(a[0])));
        c.method("__int__(self, /)", null, a -> Operations.call(Types.INT, number(a[0])));
        c.method("__complex__(self, /)", null, a -> Operations.call(Types.COMPLEX, number(a[0])));
        c.method("__bool__(self, /)", null, a -> {
            if (a[0] instanceof HostArray h && h.size() != 1) {
                throw Errors.valueError(h.size() == 0 ? "The truth value of an empty array is ambiguous. Use `array.size > 0` to check "
                        + "that an array is not empty." : "The truth value of an array with more than one element is ambiguous. Use "
                        + "a.any() or a.all()");
            }
            return Operations.truth(number(a[0]));
        });
    }

    private static void scalars(ClassObject c) {
        c.attribute("__new__", new StaticMethod(new BuiltinFunction("__new__(cls, value=0, /)", null, a -> {
            DType d = HostTypes.dtype(a[0]);
            if (d == null) {
                for (ClassObject base : ((ClassObject) a[0]).order()) {
                    d = d == null ? HostTypes.dtype(base) : d;
                }
            }
            if (d == null) {
                throw Errors.typeError("cannot create '%s' instances", ((ClassObject) a[0]).fullName());
            }
            Object value = a[1] instanceof TruffleString s ? Operations.call(d.isInteger() ? Types.INT : d.isComplex() ? Types.COMPLEX : Types.FLOAT, s) : a[1];
            HostArray h = HostOperations.host(value, d);
            return h.rank() == 0 ? HostScalar.of(d, h.read(), 0) : h == value ? h.copy() : h;
        })));
        c.method("__hash__(self, /)", null, a -> Operations.hash(((HostScalar) a[0]).value));
        c.method("__str__(self, /)", null, a -> Strings.of(ArrayFormat.str(((HostScalar) a[0]).array())));
        c.method("__repr__(self, /)", null, a -> {
            HostScalar s = (HostScalar) a[0];
            String text = ArrayFormat.str(s.array());
            return Strings.of(s.dtype == DType.BOOL ? "np." + text + "_".substring(0, 1) : s.dtype == DType.BFLOAT16 ? text
                    : s.dtype.isComplex() && text.startsWith("(") ? "np." + s.dtype.jaxName() + text
                    : "np." + s.dtype.jaxName() + "(" + text + ")");
        });
        c.method("__format__(self, spec, /)", null, a -> {
            HostScalar s = (HostScalar) a[0];
            return ((TruffleString) a[1]).isEmpty() ? Operations.str(s) : Operations.format(s.value, (TruffleString) a[1]);
        });
        c.method("__round__(self, ndigits=None, /)", null, a -> {
            HostScalar s = (HostScalar) a[0];
            Object r = a[1] == None.NONE ? Operations.callMethod(s.value, "__round__") : Operations.callMethod(s.value, "__round__", a[1]);
            return a[1] == None.NONE || s.dtype == DType.BOOL ? r : HostScalar.of(s.dtype, HostOperations.host(r, s.dtype).read(), 0);
        });
        for (String kind : new String[]{"integer"}) {
            HostTypes.ABSTRACT.get(kind).method("__index__(self, /)", null, a -> ((HostScalar) a[0]).value);
        }
    }

    private static void arrays(ClassObject c) {
        for (BinaryOp op : BinaryOp.values()) {
            c.method(op.inPlace + "(self, other, /)", null, a -> HostOperations.inPlace(op, (HostArray) a[0], a[1]));
        }
        c.attribute("__hash__", None.NONE);
        c.method("__getitem__(self, key, /)", null, a -> HostIndexing.get((HostArray) a[0], a[1]));
        c.method("__setitem__(self, key, value, /)", null, a -> {
            HostIndexing.set((HostArray) a[0], a[1], a[2]);
            return None.NONE;
        });
        c.method("__len__(self, /)", null, a -> {
            HostArray h = (HostArray) a[0];
            if (h.rank() == 0) {
                throw Errors.typeError("len() of unsized object");
            }
            return (long) h.dims[0];
        });
        c.method("__iter__(self, /)", null, a -> {
            HostArray h = (HostArray) a[0];
            if (h.rank() == 0) {
                throw Errors.typeError("iteration over a 0-d array");
            }
            return new IteratorObject(Types.ITERATOR, new Iteration() {
                private long at;

                @Override
                public Object next() {
                    return at < h.dims[0] ? HostIndexing.get(h, at++) : END;
                }
            });
        });
        c.method("__index__(self, /)", null, a -> {
            HostArray h = (HostArray) a[0];
            if (h.rank() != 0 || !h.dtype.isInteger()) {
                throw Errors.typeError("only integer scalar arrays can be converted to a scalar index");
            }
            return Operations.integer(number(h));
        });
        c.method("__str__(self, /)", null, a -> Strings.of(ArrayFormat.str(((HostArray) a[0]).value(true))));
        c.method("__repr__(self, /)", null, a -> Strings.of(ArrayFormat.host(((HostArray) a[0]).value(true), true)));
        c.method("__format__(self, spec, /)", null, a -> {
            HostArray h = (HostArray) a[0];
            if (((TruffleString) a[1]).isEmpty()) {
                return Operations.str(h);
            }
            if (h.rank() > 0) {
                throw Errors.typeError("unsupported format string passed to numpy.ndarray.__format__");
            }
            return Operations.format(number(h), (TruffleString) a[1]);
        });
        c.method("copy(self, order='C')", "A copy with storage of its own.", a -> ((HostArray) a[0]).copy());
        c.method("__copy__(self, /)", null, a -> ((HostArray) a[0]).copy());
        c.method("__deepcopy__(self, memo, /)", null, a -> ((HostArray) a[0]).copy());
        c.method("fill(self, value, /)", "Writes one value into all elements.", a -> {
            HostOperations.assign((HostArray) a[0], a[1]);
            return None.NONE;
        });
        property(c, "T", a -> {
            HostArray h = (HostArray) a[0];
            int n = h.rank();
            int[] dims = new int[n];
            int[] strides = new int[n];
            for (int i = 0; i < n; i++) {
                dims[i] = h.dims[n - 1 - i];
                strides[i] = h.strides[n - 1 - i];
            }
            return h.view(h.offset, dims, strides);
        });
    }
}
