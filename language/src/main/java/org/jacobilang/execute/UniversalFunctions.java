package org.jacobilang.execute;

import com.oracle.truffle.api.strings.TruffleString;
import java.util.Arrays;
import java.util.function.BinaryOperator;
import org.jacobilang.array.ArrayLike;
import org.jacobilang.array.DType;
import org.jacobilang.nodes.JacobiContext;
import org.jacobilang.runtime.BinaryOp;
import org.jacobilang.runtime.BuiltinFunction;
import org.jacobilang.runtime.CompareOp;
import org.jacobilang.runtime.DictObject;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;
import org.jacobilang.runtime.UnaryOp;

/** The binary functions of {@code jax.numpy} that programs use most, and the methods of those that are universal functions. */
final class UniversalFunctions {
    private UniversalFunctions() {
    }

    static void declare(ModuleObject m) {
        universal(m, "add", 0L, (x, y) -> Ufuncs.binary(BinaryOp.ADD, x, y));
        universal(m, "subtract", None.NONE, (x, y) -> Ufuncs.binary(BinaryOp.SUB, x, y));
        universal(m, "multiply", 1L, (x, y) -> Ufuncs.binary(BinaryOp.MUL, x, y));
        universal(m, "bitwise_and", -1L, (x, y) -> Ufuncs.binary(BinaryOp.AND, x, y));
        universal(m, "bitwise_or", 0L, (x, y) -> Ufuncs.binary(BinaryOp.OR, x, y));
        universal(m, "bitwise_xor", 0L, (x, y) -> Ufuncs.binary(BinaryOp.XOR, x, y));
        universal(m, "maximum", None.NONE, (x, y) -> Ufuncs.elementwise("max", x, y));
        universal(m, "minimum", None.NONE, (x, y) -> Ufuncs.elementwise("min", x, y));
        universal(m, "logical_and", true, (x, y) -> logical("and", x, y));
        universal(m, "logical_or", false, (x, y) -> logical("or", x, y));
        universal(m, "logical_xor", false, (x, y) -> logical("xor", x, y));
        binary(m, "divide", (x, y) -> Ufuncs.binary(BinaryOp.DIV, x, y));
        binary(m, "floor_divide", (x, y) -> Ufuncs.binary(BinaryOp.FLOORDIV, x, y));
        binary(m, "remainder", (x, y) -> Ufuncs.binary(BinaryOp.MOD, x, y));
        binary(m, "left_shift", (x, y) -> Ufuncs.binary(BinaryOp.LSHIFT, x, y));
        binary(m, "right_shift", (x, y) -> Ufuncs.binary(BinaryOp.RSHIFT, x, y));
        binary(m, "equal", (x, y) -> Ufuncs.compare(CompareOp.EQ, x, y));
        binary(m, "not_equal", (x, y) -> Ufuncs.compare(CompareOp.NE, x, y));
        binary(m, "less", (x, y) -> Ufuncs.compare(CompareOp.LT, x, y));
        binary(m, "less_equal", (x, y) -> Ufuncs.compare(CompareOp.LE, x, y));
        binary(m, "greater", (x, y) -> Ufuncs.compare(CompareOp.GT, x, y));
        binary(m, "greater_equal", (x, y) -> Ufuncs.compare(CompareOp.GE, x, y));
        binary(m, "arctan2", (x, y) -> inexact("atan2", x, y));
        m.set("ufunc_negative", methods(new BuiltinFunction("negative(x, /)", "-x.",
                a -> Ufuncs.unary(UnaryOp.NEG, operand("negative", a[0], 0))), 1, None.NONE));
        m.function("logical_not(x, /)", "Whether it is false.", a -> Ufuncs.unary(UnaryOp.INVERT, truth(operand("logical_not", a[0], 0L))));
        m.function("absolute(x, /)", "The absolute value.", a -> Ufuncs.unary(UnaryOp.ABS, operand("absolute", a[0], 0)));
        m.function("bitwise_invert(x, /)", "The bitwise complement, or logical not.",
                a -> Ufuncs.unary(UnaryOp.INVERT, operand("bitwise_not", a[0], 0)));
    }

    /** An operand of a function, or the error that names the function, the class and the position. */
    static ArrayLike operand(String function, Object value, Object position) {
        ArrayLike x = Bind.lift(value);
        if (x == null) {
            throw Errors.typeError("%s requires ndarray or scalar arguments, got %s at position %s.", function, "<class '"
                    + Operations.typeOf(value).fullName() + "'>", position);
        }
        return x;
    }

    private static ArrayLike truth(ArrayLike x) {
        return x.dtype() == DType.BOOL ? x : Ufuncs.compare(CompareOp.NE, x, Bind.lift(0L));
    }

    private static ArrayLike logical(String primitive, ArrayLike x, ArrayLike y) {
        return Ufuncs.elementwise(primitive, truth(x), truth(y));
    }

    private static ArrayLike inexact(String primitive, ArrayLike x, ArrayLike y) {
        ArrayLike[] p = Ufuncs.promoteAll(true, x, y);
        return Ufuncs.elementwise(primitive, p[0], p[1]);
    }

    private static BuiltinFunction function(String name, BinaryOperator<ArrayLike> f) {
        return new BuiltinFunction(name + "(x, y, /)", name + " of each pair of elements.",
                a -> f.apply(operand(name, a[0], 0L), operand(name, a[1], 1L)));
    }

    private static void binary(ModuleObject m, String name, BinaryOperator<ArrayLike> f) {
        m.set(name, function(name, f));
    }

    private static void universal(ModuleObject m, String name, Object identity, BinaryOperator<ArrayLike> f) {
        m.set("ufunc_" + name, methods(function(name, f), 2, identity));
    }

    /** Gives a function what a universal function has; the methods are written in {@code jax.numpy._ufuncs}. */
    private static BuiltinFunction methods(BuiltinFunction f, int nin, Object identity) {
        f.own(Strings.name("nin"), (long) nin);
        f.own(Strings.name("nout"), 1L);
        f.own(Strings.name("nargs"), (long) nin);
        f.own(Strings.name("identity"), identity);
        for (String method : new String[] {"reduce", "accumulate", "outer", "at", "reduceat"}) {
            f.own(Strings.name(method), new BuiltinFunction(method + "(*args, **kwargs)", "The method of a universal function.", a -> {
                Object[] given = ((TupleObject) a[0]).items;
                DictObject named = (DictObject) a[1];
                Object[] keys = named.keyArray();
                Object[] all = Arrays.copyOf(new Object[] {f}, 1 + given.length + keys.length);
                System.arraycopy(given, 0, all, 1, given.length);
                TruffleString[] names = new TruffleString[keys.length];
                for (int i = 0; i < keys.length; i++) {
                    names[i] = Strings.name((TruffleString) keys[i]);
                    all[1 + given.length + i] = named.get(keys[i]);
                }
                Object implementation = JacobiContext.get(null).modules().load("jax.numpy._ufuncs").get(Strings.name("_" + method));
                return Operations.call(implementation, all, names);
            }));
        }
        return f;
    }
}
