package org.jacobilang.execute;

import com.oracle.truffle.api.strings.TruffleString;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayLike;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Promotion;
import org.jacobilang.array.kernel.Elements;
import org.jacobilang.program.IndexMode;
import org.jacobilang.runtime.BinaryOp;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.CompareOp;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.InstanceObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.UnaryOp;

/** {@code x.at[key].set(values)} and its kin: new arrays with some elements changed, and reads that say what lies out of bounds. */
final class IndexUpdates {
    private static final String MODULE = "jax._src.numpy.array_methods";
    private static final String OPTIONS = "*, indices_are_sorted=False, unique_indices=False, mode=None, out_sharding=None, "
            + "wrap_negative_indices=True)";
    /** Where {@code mode} is among the arguments of a method that takes values. */
    private static final int MODE = 4;
    private static final ClassObject REFERENCE = reference();
    private static final ClassObject AT = ClassObject.inModule(MODULE, "_IndexUpdateHelper")
            .method("__getitem__(self, key, /)", "", a -> new Reference(((At) a[0]).array, a[1]))
            .method("__repr__(self, /)", "", a -> Strings.of("_IndexUpdateHelper(" + text(((At) a[0]).array) + ")"));

    private IndexUpdates() {
    }

    /** {@code x.at}. */
    static final class At extends InstanceObject {
        private final ArrayLike array;

        At(ArrayLike array) {
            super(AT);
            this.array = array;
        }
    }

    /** {@code x.at[key]}. */
    private static final class Reference extends InstanceObject {
        private final ArrayLike array;
        private final Object key;

        Reference(ArrayLike array, Object key) {
            super(REFERENCE);
            this.array = array;
            this.key = key;
        }
    }

    private static String text(Object value) {
        return Strings.java(Operations.repr(value));
    }

    private static ClassObject reference() {
        ClassObject c = ClassObject.inModule(MODULE, "_IndexUpdateRef");
        c.method("__repr__(self, /)", "", a -> Strings.of("_IndexUpdateRef(" + text(((Reference) a[0]).array) + ", "
                + text(((Reference) a[0]).key) + ")"));
        c.method("get(self, *, indices_are_sorted=False, unique_indices=False, mode=None, fill_value=None, out_sharding=None, "
                + "wrap_negative_indices=True)", "The elements.", a -> {
            Reference r = (Reference) a[0];
            return Indexing.get(r.array, r.key, mode(a[3], IndexMode.PROMISE_IN_BOUNDS), a[4] == None.NONE ? null : fill(a[4]));
        });
        update(c, "set", "scatter");
        update(c, "add", "scatter-add");
        update(c, "multiply", "scatter-mul");
        update(c, "mul", "scatter-mul");
        update(c, "min", "scatter-min");
        update(c, "max", "scatter-max");
        String doc = "The array with these elements changed.";
        c.method("subtract(self, values, " + OPTIONS, doc, a -> {
            Reference r = (Reference) a[0];
            ArrayLike v = values(a[1]);
            DType wide = Promotion.promote(r.array.aval(), v.aval()).dtype();
            return write(r, Ufuncs.unary(UnaryOp.NEG, Bind.convert(v, wide, v.weak())), "scatter-add", a[MODE]);
        });
        c.method("divide(self, values, " + OPTIONS, doc, a -> Ufuncs.binary(BinaryOp.DIV, ((Reference) a[0]).array, factors(a)));
        c.method("power(self, values, " + OPTIONS, doc, a -> Ufuncs.power(((Reference) a[0]).array, factors(a)));
        c.method("apply(self, func, " + OPTIONS, "The array with these elements replaced by what func gives for them.",
                a -> apply((Reference) a[0], a[1], a[MODE]));
        return c;
    }

    private static void update(ClassObject c, String name, String primitive) {
        c.method(name + "(self, values, " + OPTIONS, "The array with these elements changed.",
                a -> write((Reference) a[0], values(a[1]), primitive, a[MODE]));
    }

    private static ArrayLike values(Object value) {
        return ArrayCreation.array(value, null);
    }

    private static Double fill(Object value) {
        ArrayValue v = ArrayOperations.need(ArrayCreation.array(value, null), "a fill value");
        return Elements.real(v.dtype(), v.data(), 0);
    }

    private static IndexMode mode(Object given, IndexMode byDefault) {
        if (given == None.NONE || given == null) {
            return byDefault;
        }
        String text = given instanceof TruffleString s ? Strings.java(s) : text(given);
        return switch (text.substring(text.lastIndexOf('.') + 1).toLowerCase(java.util.Locale.ROOT)) {
            case "fill", "drop", "fill_or_drop" -> IndexMode.FILL_OR_DROP;
            case "clip" -> IndexMode.CLIP;
            case "promise_in_bounds" -> IndexMode.PROMISE_IN_BOUNDS;
            default -> throw Errors.valueError("Unknown gather mode \"%s\"", text);
        };
    }

    /** Scatters in the dtype that array and values have in common; the result has that of the array. */
    private static ArrayLike write(Reference r, ArrayLike values, String primitive, Object mode) {
        ArrayLike x = r.array;
        IndexMode m = mode(mode, IndexMode.FILL_OR_DROP);
        DType wide = primitive.equals("scatter") ? x.dtype() : Promotion.promote(x.aval(), values.aval()).dtype();
        ArrayLike out = Indexing.update(Bind.convert(x, wide, x.weak()), r.key, Bind.convert(values, wide, x.weak()), primitive, m);
        return Bind.convert(out, x.dtype(), x.weak());
    }

    /** Ones, multiplied by the values where the key says. */
    private static ArrayLike factors(Object[] a) {
        Reference r = (Reference) a[0];
        ArrayLike ones = Bind.broadcast(Bind.full(new AbstractValue(r.array.dtype(), org.jacobilang.array.Shape.SCALAR, r.array.weak()), 1),
                r.array.shape());
        return write(new Reference(ones, r.key), values(a[1]), "scatter-mul", a[MODE]);
    }

    /** A position that comes several times gets the function as often. */
    private static ArrayLike apply(Reference r, Object function, Object mode) {
        ArrayLike x = once(r, function, mode);
        ArrayLike zeros = Bind.broadcast(Bind.full(AbstractValue.scalar(DType.INT32), 0), r.array.shape());
        ArrayLike counts = write(new Reference(zeros, r.key), Bind.lift(1L), "scatter-add", mode);
        ArrayValue known = Ufuncs.concrete(counts);
        int most = 1;
        for (int i = 0; known != null && i < known.shape().length(); i++) {
            most = Math.max(most, (int) Elements.whole(known.dtype(), known.data(), i));
        }
        for (long k = 2; k <= most; k++) {
            ArrayLike next = once(new Reference(x, r.key), function, mode);
            x = Ufuncs.select(Ufuncs.compare(CompareOp.GE, counts, Bind.lift(k)), next, x);
        }
        return x;
    }

    private static ArrayLike once(Reference r, Object function, Object mode) {
        Object value = Operations.call(function, Indexing.get(r.array, r.key));
        return write(r, values(value), "scatter", mode);
    }
}
