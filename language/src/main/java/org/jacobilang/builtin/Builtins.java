package org.jacobilang.builtin;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.strings.TruffleString;
import java.io.PrintStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jacobilang.nodes.JacobiContext;
import org.jacobilang.runtime.BinaryOp;
import org.jacobilang.runtime.BuiltinFunction;
import org.jacobilang.runtime.BuiltinFunction.Effect;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.CompareOp;
import org.jacobilang.runtime.Ellipsis;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.Iteration;
import org.jacobilang.runtime.IteratorObject;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.NotImplemented;
import org.jacobilang.runtime.Numbers;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;
import org.jacobilang.runtime.Types;
import org.jacobilang.runtime.UnaryOp;

/** The names that need no import. */
public final class Builtins {
    private static final ModuleObject MODULE = make();

    private Builtins() {
    }

    /** The builtin of that name, or null. */
    @TruffleBoundary
    public static Object lookup(TruffleString name) {
        Object value = MODULE.get(name);
        return value != null ? value : ofJax(Strings.java(name));
    }

    /** The transformations and modules of arrays, which load with their first use; each context has its own. */
    private static Object ofJax(String name) {
        return switch (name) {
            case "jax" -> JacobiContext.get(null).modules().load("jax");
            case "jnp" -> Operations.getAttribute(JacobiContext.get(null).modules().load("jax"), "numpy");
            case "grad", "value_and_grad", "jit", "vmap", "jvp", "vjp", "jacfwd", "jacrev", "hessian" ->
                Operations.getAttribute(JacobiContext.get(null).modules().load("jax"), name);
            default -> null;
        };
    }

    public static Collection<TruffleString> names() {
        return MODULE.names();
    }

    /** The module {@code builtins}. */
    public static ModuleObject module() {
        return MODULE;
    }

    private static ModuleObject make() {
        ModuleObject m = new ModuleObject("builtins");
        for (ClassObject type : Types.named()) {
            m.set(type.name(), type);
        }
        m.set("EnvironmentError", Types.OS_ERROR).set("IOError", Types.OS_ERROR);
        m.set("None", None.NONE).set("True", true).set("False", false);
        m.set("Ellipsis", Ellipsis.ELLIPSIS).set("NotImplemented", NotImplemented.NOT_IMPLEMENTED).set("__debug__", true);
        numbers(m);
        iteration(m);
        objects(m);
        text(m);
        Iterators.types(m);
        Introspection.add(m);
        return m;
    }

    /** What a special method that the program gave the object's class answers, or null without an answer. */
    private static Object special(Object self, String name, Object other) {
        Object method = Operations.typeOf(self).isBuiltin() ? null : Operations.specialMethod(self, Strings.name(name));
        Object result = method == null ? null : Operations.call(method, other);
        return result == NotImplemented.NOT_IMPLEMENTED ? null : result;
    }

    private static void numbers(ModuleObject m) {
        m.function("abs(x, /)", "Return the absolute value of the argument.", (BuiltinFunction.Compiled) a -> a[0] instanceof Double d
                ? (Object) Math.abs(d) : a[0] instanceof Long n && n != Long.MIN_VALUE ? (Object) Math.abs(n)
                        : Operations.unary(UnaryOp.ABS, a[0]));
        m.function("divmod(x, y, /)", "Return the tuple (x//y, x%y).", a -> {
            Object user = special(a[0], "__divmod__", a[1]);
            if (user == null) {
                user = special(a[1], "__rdivmod__", a[0]);
            }
            if (user != null) {
                return user;
            }
            boolean real = TypeTables.base(a[0]) instanceof Double || TypeTables.base(a[1]) instanceof Double;
            if (real && Numbers.isInt(TypeTables.base(a[1])) | TypeTables.base(a[1]) instanceof Double
                    && !Operations.truth(a[1])) {
                throw Errors.zeroDivision("float divmod()");
            }
            try {
                return new TupleObject(Operations.binary(BinaryOp.FLOORDIV, a[0], a[1]), Operations.binary(BinaryOp.MOD, a[0], a[1]));
            } catch (org.jacobilang.runtime.PythonException e) {
                if (e.isA(Types.TYPE_ERROR) && e.getMessage().contains("unsupported operand type(s) for //")) {
                    throw Errors.typeError("unsupported operand type(s) for divmod(): '%s' and '%s'",
                            Operations.typeOf(a[0]).name(), Operations.typeOf(a[1]).name());
                }
                throw e;
            }
        });
        m.function("pow(base, exp, mod=None)", "base**exp, or base**exp % mod with three arguments.", a -> {
            if (a[2] == None.NONE) {
                return Operations.binary(BinaryOp.POW, a[0], a[1]);
            }
            Object method = Operations.typeOf(a[0]).isBuiltin() ? null : Operations.specialMethod(a[0], BinaryOp.POW.method);
            if (method != null && !(method instanceof org.jacobilang.runtime.BoundMethod b
                    && b.function instanceof BuiltinFunction)) {
                return Operations.call(method, a[1], a[2]);
            }
            for (Object x : a) {
                if (!Numbers.isInt(TypeTables.base(x))) {
                    throw Errors.typeError(TypeTables.base(x) instanceof Double
                            ? "pow() 3rd argument not allowed unless all arguments are integers"
                            : "unsupported operand type(s) for ** or pow(): '%s', '%s', '%s'", Operations.typeOf(a[0]).name(),
                            Operations.typeOf(a[1]).name(), Operations.typeOf(a[2]).name());
                }
            }
            BigInteger n = Numbers.big(Operations.integer(a[2]));
            if (n.signum() == 0) {
                throw Errors.valueError("pow() 3rd argument cannot be 0");
            }
            try {
                BigInteger r = Numbers.big(Operations.integer(a[0])).modPow(Numbers.big(Operations.integer(a[1])), n.abs());
                return Numbers.normal(n.signum() < 0 && r.signum() != 0 ? r.add(n) : r);
            } catch (ArithmeticException e) {
                throw Errors.valueError("base is not invertible for the given modulus");
            }
        });
        m.function("round(number, ndigits=None)", "Round to a given precision in decimal digits, half to even.", a -> {
            Object plain = TypeTables.base(a[0]);
            if (Numbers.isInt(plain) || plain instanceof Double) {
                return NumberMethods.round(plain, a[1]);
            }
            Object method = Operations.specialMethod(a[0], Strings.name("__round__"));
            if (method == null) {
                Object attribute = Operations.ownsArray(a[0]) ? Operations.getAttribute(a[0], "round") : null;
                if (attribute == null) {
                    throw Errors.typeError("type %s doesn't define __round__ method", Operations.typeOf(a[0]).name());
                }
                return a[1] == None.NONE ? Operations.call(attribute) : Operations.call(attribute, a[1]);
            }
            return a[1] == None.NONE ? Operations.call(method) : Operations.call(method, a[1]);
        });
        m.function("sum(iterable, /, start=0)", "The sum of the start value and the items.", a -> {
            if (a[1] instanceof TruffleString) {
                throw Errors.typeError("sum() can't sum strings [use ''.join(seq) instead]");
            }
            if (a[1] instanceof org.jacobilang.runtime.BytesObject) {
                throw Errors.typeError("sum() can't sum bytes [use b''.join(seq) instead]");
            }
            return sum(Operations.iterator(a[0]), a[1]);
        });
        extreme(m, "min", CompareOp.LT);
        extreme(m, "max", CompareOp.GT);
        m.function("hash(obj, /)", "The hash value of an object.", a -> Operations.hash(a[0]));
        m.function("bin(number, /)", "The binary representation of an integer.", a -> radix(a[0], 2, "0b"));
        m.function("oct(number, /)", "The octal representation of an integer.", a -> radix(a[0], 8, "0o"));
        m.function("hex(number, /)", "The hexadecimal representation of an integer.", a -> radix(a[0], 16, "0x"));
    }

    /** Floats are added with the compensation of Neumaier, as CPython does since 3.12. */
    /** The sum of a start value and items: floats with the low parts that additions lose kept beside, as CPython has it. */
    public static Object sum(Iteration items, Object start) {
        Object total = start;
        Object item = items.next();
        while (item != Iteration.END) {
            if (total instanceof Long n && item instanceof Long m && ((n ^ n + m) & (m ^ n + m)) >= 0) {
                total = n + m;
                item = items.next();
                continue;
            }
            if (total instanceof Double first && item instanceof Double) {
                double sum = first;
                double correction = 0;
                while (item instanceof Double || item instanceof Long) {
                    double x = Numbers.toDouble(item);
                    double t = sum + x;
                    correction += Math.abs(sum) >= Math.abs(x) ? sum - t + x : x - t + sum;
                    sum = t;
                    item = items.next();
                }
                total = Double.isFinite(correction) ? sum + correction : sum;
                continue;
            }
            total = Operations.binary(BinaryOp.ADD, total, item);
            item = items.next();
        }
        return total;
    }

    private static void extreme(ModuleObject m, String name, CompareOp op) {
        m.function(name + "(*args, key=None, default=)", "The " + (op == CompareOp.LT ? "smallest" : "biggest")
                + " of the items of an iterable, or of the arguments.", a -> {
                    Object[] args = ((TupleObject) a[0]).items;
                    if (args.length == 0) {
                        throw Errors.typeError("%s expected at least 1 argument, got 0", name);
                    }
                    if (args.length > 1 && a[2] != null) {
                        throw Errors.typeError("Cannot specify a default for %s() with multiple positional arguments", name);
                    }
                    Iteration items = Operations.iterator(args.length == 1 ? args[0] : a[0]);
                    Object best = null;
                    Object bestKey = null;
                    for (Object item = items.next(); item != Iteration.END; item = items.next()) {
                        Object key = a[1] == None.NONE ? item : Operations.call(a[1], item);
                        Object better = best == null ? true : Operations.arrays().condition(Operations.compare(op, key, bestKey));
                        if (!(better instanceof Boolean known)) {
                            Object next = Operations.arrays().select(better, item, best);
                            bestKey = key == item && bestKey == best ? next : Operations.arrays().select(better, key, bestKey);
                            best = next;
                        } else if (known) {
                            best = item;
                            bestKey = key;
                        }
                    }
                    if (best != null) {
                        return best;
                    }
                    if (a[2] == null) {
                        throw Errors.valueError("%s() iterable argument is empty", name);
                    }
                    return a[2];
                });
    }

    private static TruffleString radix(Object value, int radix, String prefix) {
        BigInteger n = Numbers.big(Operations.integer(value));
        return Strings.of((n.signum() < 0 ? "-" : "") + prefix + n.abs().toString(radix));
    }

    private static void iteration(ModuleObject m) {
        m.function("len(obj, /)", "Return the number of items in a container.", (BuiltinFunction.Compiled) a ->
                a[0] instanceof ListObject list && list.type() == Types.LIST ? (long) list.size()
                        : a[0] instanceof TruffleString s ? (long) Strings.length(s) : length(a[0]));
        m.function("iter(object, sentinel=, /)", "An iterator over an object, or over calls until they give the sentinel.", a -> {
            if (a[1] == null) {
                return Operations.iteratorObject(a[0]);
            }
            return new IteratorObject(Types.iterator("callable_iterator"), new Iteration() {
                private boolean done;

                @Override
                public Object next() {
                    Object value = done ? END : Operations.call(a[0]);
                    done = done || Operations.equal(value, a[1]);
                    return done ? END : value;
                }
            });
        });
        m.function("next(iterator, default=, /)", "The next item, or the default when there is none.", a -> {
            Object value = Operations.next(a[0]);
            if (value != Iteration.END) {
                return value;
            }
            if (a[1] != null) {
                return a[1];
            }
            throw Errors.stopIteration(a[0] instanceof org.jacobilang.runtime.GeneratorObject g ? g.result() : null);
        });
        m.function("sorted(iterable, /, *, key=None, reverse=False)", "A new sorted list of the items.", a -> {
            List<Object> items = new ArrayList<>(Arrays.asList(Operations.items(a[0])));
            Operations.sort(items, a[1], Operations.truth(a[2]));
            return new ListObject(items.toArray());
        });
        m.function("any(iterable, /)", "Whether any item is true.", a -> {
            return anyOrAll(a[0], false);
        });
        m.function("all(iterable, /)", "Whether all items are true.", a -> {
            return anyOrAll(a[0], true);
        });
    }

    private static Object anyOrAll(Object iterable, boolean all) {
        Iteration i = Operations.iterator(iterable);
        Object so = all;
        for (Object x = i.next(); x != Iteration.END; x = i.next()) {
            Object flag = Operations.arrays().condition(x);
            if (flag instanceof Boolean known && known != all) {
                return known;
            }
            so = Operations.arrays().either(so, flag, all);
        }
        return so;
    }

    private static TruffleString name(Object value) {
        if (value instanceof TruffleString s) {
            return Strings.name(s);
        }
        throw Errors.typeError("attribute name must be string, not '%s'", Operations.typeOf(value).name());
    }

    private static void objects(ModuleObject m) {
        m.function("isinstance(obj, class_or_tuple, /)", "Whether an object is an instance of a class.",
                a -> Operations.isInstance(a[0], a[1]));
        m.function("issubclass(cls, class_or_tuple, /)", "Whether a class is derived from another.",
                a -> Operations.isSubclass(a[0], a[1]));
        m.function("getattr(object, name, default=, /)", "The attribute, or the default when there is none.", a -> {
            if (a[2] == null) {
                return Operations.getAttribute(a[0], name(a[1]));
            }
            Object value = Operations.attributeOrNull(a[0], name(a[1]));
            return value == null ? a[2] : value;
        });
        m.function("setattr(obj, name, value, /)", "Sets an attribute.", a -> {
            Operations.setAttribute(a[0], name(a[1]), a[2]);
            return None.NONE;
        });
        m.function("delattr(obj, name, /)", "Deletes an attribute.", a -> {
            Operations.delAttribute(a[0], name(a[1]));
            return None.NONE;
        });
        m.function("hasattr(obj, name, /)", "Whether the object has the attribute.",
                a -> Operations.attributeOrNull(a[0], name(a[1])) != null);
        m.function("callable(obj, /)", "Whether the object can be called.", a -> Operations.callable(a[0]));
        m.function("id(obj, /)", "The identity of an object.", a -> a[0] instanceof Long n ? n * 16 + 1
                : (long) System.identityHashCode(a[0]) * 16);
    }

    private static PrintStream out() {
        return JacobiContext.get(null).out();
    }

    private static void text(ModuleObject m) {
        m.set("print", new BuiltinFunction("print(*args, sep=None, end=None, file=None, flush=False)",
                "Prints the values, separated by sep and followed by end.", Builtins::print));
        m.set("input", new BuiltinFunction("input(prompt='', /)", "Reads a line from standard input.", a -> {
            ModuleObject sys = JacobiContext.get(null).modules().loaded("sys");
            Object in = sys == null ? null : sys.get(STDIN);
            if (in != null && !(in instanceof StandardStream)) {
                print(new Object[] {new TupleObject(a[0]), None.NONE, Strings.EMPTY, None.NONE, true});
                TruffleString line = (TruffleString) Operations.callMethod(in, "readline");
                if (Strings.length(line) == 0) {
                    throw Errors.of(Types.EOF_ERROR, "EOF when reading a line");
                }
                String text = Strings.java(line);
                return Strings.of(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
            }
            out().print(Strings.java(Operations.str(a[0])));
            out().flush();
            return Console.readLine();
        }).effect(Effect.OPAQUE));
        m.function("repr(obj, /)", "The canonical string representation of the object.", a -> Operations.repr(a[0]));
        m.function("ascii(obj, /)", "The ASCII-only representation of the object.", a -> Operations.ascii(a[0]));
        m.function("format(value, format_spec='', /)", "The value formatted by the specification.",
                a -> {
                    if (!(TypeTables.base(a[1]) instanceof TruffleString spec)) {
                        throw Errors.typeError("format() argument 2 must be str, not %s", Operations.typeOf(a[1]).name());
                    }
                    return Operations.format(a[0], spec);
                });
        m.function("chr(i, /)", "The character of a code point.", a -> {
            long c = Operations.index(a[0]);
            if (c < 0 || c > Character.MAX_CODE_POINT) {
                throw Errors.valueError("chr() arg not in range(0x110000)");
            }
            return Strings.codePoint((int) c);
        });
        m.function("ord(c, /)", "The code point of a character.", a -> {
            if (a[0] instanceof org.jacobilang.runtime.BytesObject b && b.data().length == 1) {
                return (long) (b.data()[0] & 0xFF);
            }
            if (!(TypeTables.base(a[0]) instanceof TruffleString s)) {
                throw Errors.typeError("ord() expected string of length 1, but %s found", Operations.typeOf(a[0]).name());
            }
            if (Strings.length(s) != 1) {
                throw Errors.typeError("ord() expected a character, but string of length %d found", Strings.length(s));
            }
            return (long) Strings.codePoints(s)[0];
        });
        m.set("open", new BuiltinFunction("open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None)",
                "Opens a file.", Files::open).effect(Effect.OPAQUE));
    }

    @TruffleBoundary
    private static long length(Object value) {
        return Operations.length(value);
    }

    private static String separator(Object value, String otherwise, String name) {
        if (value == None.NONE) {
            return otherwise;
        }
        if (value instanceof TruffleString s) {
            return Strings.java(s);
        }
        throw Errors.typeError("%s must be None or a string, not %s", name, Operations.typeOf(value).name());
    }

    /** Writes to standard output. */
    private static final BuiltinFunction PRINT = new BuiltinFunction("print(text, flush, /)", "", a -> {
        out().print(Strings.java((TruffleString) a[0]));
        if (Operations.truth(a[1])) {
            out().flush();
        }
        return None.NONE;
    }).effect(Effect.ORDERED);

    @TruffleBoundary
    private static Object print(Object[] a) {
        String sep = separator(a[1], " ", "sep");
        String end = separator(a[2], "\n", "end");
        Object[] values = ((TupleObject) a[0]).items;
        Object file = a[3] == None.NONE ? standardOut() : a[3];
        if (file == None.NONE) {
            return None.NONE;
        }
        if (file == null || file instanceof StandardStream s && s.out == out()) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < values.length; i++) {
                line.append(i > 0 ? sep : "").append(Strings.java(Operations.str(values[i])));
            }
            PRINT.call(new Object[] {Strings.of(line.append(end).toString()), a[4]}, org.jacobilang.runtime.Signature.NO_NAMES);
            return None.NONE;
        }
        Object write = Operations.getAttribute(file, "write");
        for (int i = 0; i < values.length; i++) {
            if (i > 0 && !sep.isEmpty()) {
                Operations.call(write, Strings.of(sep));
            }
            Operations.call(write, Operations.str(values[i]));
        }
        if (!end.isEmpty()) {
            Operations.call(write, Strings.of(end));
        }
        if (Operations.truth(a[4])) {
            Operations.callMethod(file, "flush");
        }
        return None.NONE;
    }

    private static final TruffleString STDIN = Strings.name("stdin");
    private static final TruffleString STDOUT = Strings.name("stdout");

    /** What {@code sys.stdout} is now; null while nobody asked for the module. */
    private static Object standardOut() {
        ModuleObject sys = JacobiContext.get(null).modules().loaded("sys");
        return sys == null ? null : sys.get(STDOUT);
    }
}
