package org.jacobilang.execute;

import com.oracle.truffle.api.strings.TruffleString;
import org.jacobilang.array.ArrayFormat;
import org.jacobilang.array.ArrayLike;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Shape;
import org.jacobilang.nodes.JacobiContext;
import org.jacobilang.nodes.staging.Staging;
import org.jacobilang.nodes.staging.Trace;
import org.jacobilang.nodes.staging.TracedRange;
import org.jacobilang.nodes.staging.TracedText;
import org.jacobilang.program.IndexMode;
import org.jacobilang.program.Params;
import org.jacobilang.program.Tracer;
import org.jacobilang.runtime.ArrayDispatch;
import org.jacobilang.runtime.BinaryOp;
import org.jacobilang.runtime.BoundMethod;
import org.jacobilang.runtime.BuiltinFunction;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.CompareOp;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.InstanceObject;
import org.jacobilang.runtime.Iteration;
import org.jacobilang.runtime.Journal;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.NotImplemented;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;
import org.jacobilang.runtime.Types;
import org.jacobilang.runtime.UnaryOp;

/** What the operations of the language mean for arrays and tracers. */
public final class ArrayOperations implements ArrayDispatch {
    /** Lets other languages see arrays. */
    public static void export() {
        org.jacobilang.array.ArrayValue.exports(ArrayInterop.class);
    }

    /** The class of all arrays, {@code jax.Array}. */
    public static final ClassObject ARRAY = ClassObject.inModule("jaxlib._jax", "ArrayImpl")
            .attribute("__message_name__", Strings.of("jaxlib._jax.ArrayImpl"));

    @Override
    public boolean owns(Object value) {
        return value instanceof ArrayLike || value instanceof TracedNumber;
    }

    @Override
    public Object binary(BinaryOp op, Object left, Object right) {
        // A small integer exponent is a power by multiplication, as in JAX.
        if (op == BinaryOp.POW && right instanceof Long n && left instanceof ArrayLike a) {
            return Ufuncs.integerPower(a, n);
        }
        if (left instanceof TracedNumber || right instanceof TracedNumber) {
            Object result = TracedNumber.binary(op, left, right);
            if (result != null) {
                return result;
            }
        }
        ArrayLike a = Bind.lift(left);
        ArrayLike b = Bind.lift(right);
        if (a == null || b == null) {
            if (op == BinaryOp.MUL && left instanceof TruffleString && b != null && b.dtype().isInteger() && b.shape().rank() == 0) {
                return Operations.binary(op, left, number(right));
            }
            rejectContainers(op.symbol, left, right);
            return NotImplemented.NOT_IMPLEMENTED;
        }
        return Ufuncs.binary(op, a, b);
    }

    /** Lists and their like take part in no operation with arrays, not even in the comparison of equality. */
    private static void rejectContainers(String symbol, Object left, Object right) {
        for (Object operand : new Object[] {left, right}) {
            if (operand instanceof ListObject || operand instanceof TupleObject || operand instanceof org.jacobilang.runtime.SetObject
                    || operand instanceof org.jacobilang.runtime.DictObject) {
                throw Errors.typeError("unsupported operand type(s) for %s: '%s' and '%s'", symbol, Operations.typeOf(left).name(),
                        Operations.typeOf(right).name());
            }
        }
    }

    @Override
    public Object compare(CompareOp op, Object left, Object right) {
        if (left instanceof TracedNumber || right instanceof TracedNumber) {
            Object result = TracedNumber.compare(op, left, right);
            if (result != null) {
                return result;
            }
        }
        ArrayLike a = Bind.lift(left);
        ArrayLike b = Bind.lift(right);
        if (a == null || b == null) {
            rejectContainers(op.symbol, left, right);
            return NotImplemented.NOT_IMPLEMENTED;
        }
        return Ufuncs.compare(op, a, b);
    }

    @Override
    public Object unary(UnaryOp op, Object value) {
        return value instanceof TracedNumber t ? t.unary(op) : Ufuncs.unary(op, (ArrayLike) value);
    }

    /** The value; a tracer that has none yet ends the attempt to trace. */
    public static ArrayValue need(Object value, String what) {
        if (value instanceof TracedNumber) {
            throw Trace.refuse(what + " needs the value of a number that changes within a loop");
        }
        ArrayValue v = ArrayCreation.known((ArrayLike) value);
        if (v != null) {
            return v;
        }
        if (Trace.current() != null) {
            throw Trace.refuse(what + " needs the value of a traced array");
        }
        throw Errors.typeError("Abstract tracer value encountered where concrete value is expected: %s needs the value of a "
                + "traced array of type %s.", what, ((ArrayLike) value).aval());
    }

    @Override
    public boolean truth(Object value) {
        if (value instanceof TracedNumber) {
            need(value, "a condition");
        }
        Shape s = ((ArrayLike) value).shape();
        if (s.size() != 1) {
            throw Errors.valueError(s.size() == 0 ? "The truth value of an empty array is ambiguous. Use `array.size > 0` to "
                    + "check that an array is not empty." : "The truth value of an array with more than one element is "
                    + "ambiguous. Use a.any() or a.all()");
        }
        ArrayValue v = need(value, "a condition");
        return Operations.truth(ArrayCreation.number(v.dtype(), v.data(), 0));
    }

    @Override
    public Object getItem(Object value, Object key) {
        if (value instanceof TracedNumber) {
            need(value, "an index");
        }
        return Indexing.get((ArrayLike) value, key);
    }

    @Override
    public Object attribute(Object value, TruffleString name) {
        if (value instanceof TracedNumber) {
            need(value, "the attribute '" + Strings.java(name) + "'");
        }
        ArrayLike a = (ArrayLike) value;
        Shape s = a.shape();
        String text = Strings.java(name);
        switch (text) {
            case "shape" -> {
                Object[] dims = new Object[s.rank()];
                for (int i = 0; i < dims.length; i++) {
                    dims[i] = (long) s.dim(i);
                }
                return new TupleObject(dims);
            }
            case "dtype" -> {
                return DTypeObject.of(a.dtype());
            }
            case "ndim" -> {
                return (long) s.rank();
            }
            case "size" -> {
                return s.size();
            }
            case "itemsize" -> {
                return (long) a.dtype().bytes();
            }
            case "nbytes" -> {
                return s.size() * a.dtype().bytes();
            }
            case "weak_type" -> {
                return a.weak();
            }
            case "at" -> {
                return new IndexUpdates.At(a);
            }
            case "tolist" -> {
                return new BuiltinFunction("tolist()", "The elements in nested lists.",
                        x -> isTraced(value) && a.shape().rank() == 0 && !a.dtype().isComplex()
                                ? a.dtype() == DType.BOOL ? value : TracedNumber.converted((Tracer) Bind.one("stop_gradient", Params.NONE, a),
                                        a.dtype().isInteger())
                                : ArrayCreation.list(need(value, "tolist()"), 0, new int[1]));
            }
            default -> {
            }
        }
        ModuleObject methods = JacobiContext.get(null).modules().load("jax._methods");
        if (text.startsWith("__")) {
            Object special = methods.get(Strings.name("_special_" + text.substring(2)));
            return special == null ? null : new BoundMethod(special, value);
        }
        Object property = methods.get(Strings.name("_get_" + text));
        if (property != null) {
            return Operations.call(property, value);
        }
        Object method = text.startsWith("_") ? null : methods.get(Strings.name(text));
        return method != null && !(method instanceof ModuleObject) ? new BoundMethod(method, value) : null;
    }

    @Override
    public Iteration iterator(Object value) {
        if (value instanceof TracedNumber) {
            need(value, "an iteration");
        }
        ArrayLike a = (ArrayLike) value;
        if (a.shape().rank() == 0) {
            throw Errors.typeError("iteration over a 0-d array");
        }
        return new Iteration() {
            private long at;

            @Override
            public Object next() {
                return at < a.shape().dim(0) ? Indexing.get(a, at++) : END;
            }
        };
    }

    @Override
    public int length(Object value) {
        if (value instanceof TracedNumber) {
            need(value, "len()");
        }
        Shape s = ((ArrayLike) value).shape();
        if (s.rank() == 0) {
            throw Errors.typeError("len() of unsized object");
        }
        return s.dim(0);
    }

    @Override
    public Object number(Object value) {
        if (value instanceof TracedNumber) {
            need(value, "a conversion to a number");
        }
        if (((ArrayLike) value).shape().rank() != 0) {
            throw Errors.typeError("Only scalar arrays can be converted to Python scalars; got arr.ndim=%d",
                    ((ArrayLike) value).shape().rank());
        }
        ArrayValue v = need(value, "a conversion to a Python number");
        return ArrayCreation.number(v.dtype(), v.data(), 0);
    }

    private static boolean isTraced(Object value) {
        return Trace.current() != null && Staging.traced(value);
    }

    @Override
    public String percent(Object value, String conversion) {
        return isTraced(value) ? TracedText.mark(value, TracedText.Form.PERCENT, conversion) : null;
    }

    @Override
    public String repr(Object value) {
        if (isTraced(value)) {
            return TracedText.mark(value, TracedText.Form.REPR, "");
        }
        return ArrayFormat.repr(need(value, "repr"));
    }

    @Override
    public String str(Object value) {
        if (isTraced(value)) {
            return TracedText.mark(value, TracedText.Form.STR, "");
        }
        return ArrayFormat.str(need(value, "str"));
    }

    @Override
    public ClassObject type(Object value) {
        return value instanceof TracedNumber t ? t.isInt() ? Types.INT : Types.FLOAT : ARRAY;
    }

    @Override
    public Object range(Object start, Object stop, Object step) {
        boolean traced = false;
        for (Object bound : new Object[]{start, stop, step}) {
            boolean unknown = bound instanceof TracedNumber t && t.isInt() || Staging.traced(bound) && bound instanceof ArrayLike a
                    && a.dtype().isInteger() && a.shape().size() == 1;
            if (!unknown && !(bound instanceof Long) && !(bound instanceof Boolean)) {
                return null;
            }
            traced |= unknown;
        }
        if (!traced || Trace.current() == null) {
            return null;
        }
        if (!(step instanceof Long n) || n == 0) {
            // The interpreter raises where the step is zero.
            Trace.current().exitIf(Staging.not(step));
        }
        return TracedRange.of(start, stop, step);
    }

    @Override
    public Object tracedNumber(Object value, ClassObject type) {
        if (Trace.current() == null || !Staging.traced(value)) {
            return null;
        }
        if (type == Types.BOOL) {
            return Staging.truth(value);
        }
        if (value instanceof Tracer t) {
            return t.shape().rank() != 0 || t.dtype().isComplex() ? null : TracedNumber.converted(t, type == Types.INT);
        }
        TracedNumber n = (TracedNumber) value;
        return type == Types.FLOAT ? n.toFloat() : n.isInt() ? n : TracedNumber.converted((Tracer) n.wide(), true);
    }

    @Override
    public Object tracedMath(String function, Object... arguments) {
        boolean traced = false;
        for (Object a : arguments) {
            traced |= isTraced(a);
        }
        return traced ? TracedNumber.math(function, arguments) : null;
    }

    @Override
    public Object condition(Object value) {
        return isTraced(value) ? Staging.truth(value) : (Object) Operations.truth(value);
    }

    @Override
    public Object select(Object condition, Object ifTrue, Object ifFalse) {
        return Staging.select((ArrayLike) condition, ifTrue, ifFalse);
    }

    @Override
    public Object either(Object a, Object b, boolean both) {
        return both ? Staging.not(Staging.eitherOf(Staging.not(a), Staging.not(b))) : Staging.eitherOf(a, b);
    }

    @Override
    public void needsHash(Object value) {
        if (value instanceof TracedNumber) {
            need(value, "a hash");
        }
    }

    @Override
    public String format(Object value, String spec) {
        if (isTraced(value)) {
            Journal.needs(Strings.of(spec), "format()");
            return TracedText.mark(value, TracedText.Form.FORMAT, spec);
        }
        if (((ArrayLike) value).shape().rank() > 0) {
            if (spec.isEmpty()) {
                return str(value);
            }
            throw Errors.typeError("unsupported format string passed to ArrayImpl.__format__");
        }
        return Strings.java(Operations.format(number(value), Strings.of(spec)));
    }

    @Override
    public Object array(ListObject rows) {
        int expected = -1;
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i) instanceof ListObject row) {
                if (expected >= 0 && row.size() != expected) {
                    throw Errors.valueError("the rows of an array literal must have one length: row 1 has %d elements, row %d has "
                            + "%d: %s", expected, i + 1, row.size(), Strings.java(Operations.repr(row)));
                }
                expected = row.size();
            }
        }
        return ArrayCreation.array(rows, null);
    }
}
