package org.jacobilang.runtime;

import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.strings.TruffleString;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** {@code repr}, {@code str} and {@code format} of any value. */
final class Text {
    /** Containers whose repr is being made: a container within itself prints as dots. */
    private static final ThreadLocal<Set<Object>> OPEN =
            ThreadLocal.withInitial(() -> Collections.newSetFromMap(new IdentityHashMap<>()));
    /** Digits beyond which an int has no decimal text, as in CPython. */
    private static final int MAX_DIGITS = 4300;

    private Text() {
    }

    private static Object user(Object object, TruffleString name) {
        if (object instanceof InstanceObject i && !(i.type().isBuiltin() && !(object instanceof ClassObject))) {
            Object method = i.type().lookup(name);
            if (method != null && !BuiltinFunction.isBuiltinMethod(method)) {
                return Attributes.bind(method, i, i.type());
            }
        }
        return null;
    }

    private static TruffleString text(Object result, String name) {
        if (result instanceof ValueInstance v && v.value instanceof TruffleString s) {
            return s;
        }
        if (!(result instanceof TruffleString s)) {
            throw Errors.typeError("%s returned non-string (type %s)", name, Operations.typeOf(result).name());
        }
        return s;
    }

    static TruffleString str(Object value) {
        if (value instanceof TruffleString s) {
            return s;
        }
        Object method = user(value, Names.STR);
        if (method != null) {
            return text(Operations.call(method), "__str__");
        }
        if (value instanceof ExceptionObject e) {
            return message(e);
        }
        if (value instanceof MappingProxy p) {
            return str(p.mapping);
        }
        if (value instanceof ValueInstance v && v.value instanceof TruffleString s && user(value, Names.REPR) == null) {
            return s;
        }
        if (Operations.ownsArray(value)) {
            return Strings.of(Operations.arrays().str(value));
        }
        return repr(value);
    }

    private static TruffleString message(ExceptionObject e) {
        if (e.isA(Types.BASE_EXCEPTION_GROUP) || e.isA(Types.OS_ERROR) || e.isA(Types.UNICODE_ERROR)) {
            return text(Operations.call(e.type().lookup(Names.STR), e), "__str__");
        }
        if (e.isA(Types.SYNTAX_ERROR) && e.field("filename") instanceof TruffleString file) {
            String name = Strings.java(file);
            return Strings.of(java(e.field("msg"), false) + " (" + name.substring(name.lastIndexOf('/') + 1) + ", line "
                    + java(e.field("lineno"), false) + ")");
        }
        if (e.args.size() == 0) {
            return Strings.EMPTY;
        }
        if (e.args.size() == 1) {
            return e.isA(Types.KEY_ERROR) ? repr(e.args.items[0]) : str(e.args.items[0]);
        }
        return repr(e.args);
    }

    static TruffleString repr(Object value) {
        Object method = user(value, Names.REPR);
        return method != null ? text(Operations.call(method), "__repr__") : Strings.of(builtin(value));
    }

    static String decimal(BigInteger n) {
        if (n.bitLength() > MAX_DIGITS * 3.32 && n.toString().length() > MAX_DIGITS + (n.signum() < 0 ? 1 : 0)) {
            throw Errors.valueError("Exceeds the limit (%d digits) for integer string conversion; "
                    + "use sys.set_int_max_str_digits() to increase the limit", MAX_DIGITS);
        }
        return n.toString();
    }

    private static String builtin(Object value) {
        return switch (value) {
            case Long n -> n.toString();
            case Double d -> Numbers.repr(d);
            case Boolean b -> b ? "True" : "False";
            case BigInteger n -> decimal(n);
            case TruffleString s -> quote(Strings.java(s), false);
            case None n -> "None";
            case Ellipsis e -> "Ellipsis";
            case NotImplemented n -> "NotImplemented";
            case ComplexValue c -> Numbers.repr(c);
            case BytesObject b -> bytes(b.data());
            case ValueInstance v -> v.value instanceof TruffleString || !v.type().isBuiltin() ? builtin(v.value) : builtin(v.value);
            case ListObject list -> enclosed(list, "[", "]", () -> join(list.toArray()), "[...]");
            case TupleObject tuple -> enclosed(tuple, "(", ")",
                    () -> join(tuple.items) + (tuple.items.length == 1 ? "," : ""), "(...)");
            case DictObject dict -> enclosed(dict, "{", "}", () -> entries(dict), "{...}");
            case SetObject set -> set(set);
            case RangeObject r -> "range(" + r.start + ", " + r.stop + (r.step == 1 ? ")" : ", " + r.step + ")");
            case SliceObject s -> "slice(" + java(s.start) + ", " + java(s.stop) + ", " + java(s.step) + ")";
            case ClassObject c -> "<class '" + c.fullName() + "'>";
            case FunctionObject f -> "<function " + Strings.java(f.qualifiedName()) + " at " + address(f) + ">";
            case BuiltinFunction f -> f.owner != null ? "<method '" + f.name + "' of '" + f.owner.name() + "' objects>"
                    : "<built-in function " + f.name + ">";
            case BoundMethod m -> m.function instanceof BuiltinFunction f ? "<built-in method " + f.name + " of "
                    + Operations.typeOf(m.self).name() + " object at " + address(m.self) + ">"
                    : "<bound method " + Strings.java(str(Operations.getAttribute(m.function, Names.QUALNAME))) + " of "
                            + java(m.self) + ">";
            case ModuleObject m -> module(m);
            case ExceptionObject e -> e.type().name() + (e.args.size() == 1 ? "(" + java(e.args.items[0]) + ")" : java(e.args));
            case UnionObject u -> String.join(" | ", u.members.stream().map(GenericAlias::shown).toList());
            case GenericAlias g -> g.text();
            case GeneratorObject g -> "<generator object " + Strings.java(g.name()) + " at " + address(g) + ">";
            case CellObject c -> "<cell at " + address(c) + ">";
            case InstanceObject i -> {
                Object method = i.type().lookup(Names.REPR);
                yield method != null && method instanceof BuiltinFunction f && f.owner != Types.OBJECT
                        ? Strings.java(text(Operations.call(f, i), "__repr__"))
                        : "<" + i.type().fullNameWithModule() + " object at " + address(i) + ">";
            }
            default -> Operations.ownsArray(value) ? Operations.arrays().repr(value) : foreign(value);
        };
    }

    private static String foreign(Object value) {
        InteropLibrary interop = InteropLibrary.getUncached();
        try {
            return interop.asString(interop.toDisplayString(value));
        } catch (UnsupportedMessageException e) {
            return "<foreign object>";
        }
    }

    private static String module(ModuleObject m) {
        Object file = m.get(Strings.name("__file__"));
        return "<module '" + m.name() + "'" + (file instanceof TruffleString f ? " from '" + Strings.java(f) + "'" : m.get(Strings.name("__loader__")) != null ? "" : " (built-in)")
                + ">";
    }

    static String address(Object o) {
        return String.format("0x%012x", 0x7f0000000000L + (System.identityHashCode(o) & 0xFFFFFFFFL) * 16);
    }

    private static String java(Object value, boolean quoted) {
        return Strings.java(quoted ? repr(value) : str(value));
    }

    static String java(Object value) {
        return Strings.java(repr(value));
    }

    private static String enclosed(Object container, String open, String close, java.util.function.Supplier<String> inside,
            String again) {
        Set<Object> opened = OPEN.get();
        if (!opened.add(container)) {
            return again;
        }
        try {
            return open + inside.get() + close;
        } finally {
            opened.remove(container);
        }
    }

    private static String join(Object[] items) {
        List<String> parts = new ArrayList<>();
        for (Object item : items) {
            parts.add(java(item));
        }
        return String.join(", ", parts);
    }

    private static String entries(DictObject dict) {
        List<String> parts = new ArrayList<>();
        for (Object key : dict.keyArray()) {
            parts.add(java(key) + ": " + java(dict.get(key)));
        }
        return String.join(", ", parts);
    }

    private static String set(SetObject set) {
        boolean frozen = set.type().isSubclassOf(Types.FROZENSET);
        String name = set.type().name();
        if (set.size() == 0) {
            return name + "()";
        }
        String inside = enclosed(set, "{", "}", () -> join(set.toArray()), "...");
        return frozen || !set.type().isBuiltin() ? name + "(" + inside + ")" : inside;
    }

    // ---------------------------------------------------------------- quoting

    static String quote(String s, boolean asciiOnly) {
        char quote = s.indexOf('\'') >= 0 && s.indexOf('"') < 0 ? '"' : '\'';
        StringBuilder out = new StringBuilder().append(quote);
        s.codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c == quote) {
                        out.append('\\').append(quote);
                    } else if (c < ' ' || c == 127) {
                        out.append(String.format("\\x%02x", c));
                    } else if (c < 127 || !asciiOnly && isPrintable(c)) {
                        out.appendCodePoint(c);
                    } else {
                        out.append(c < 0x100 ? String.format("\\x%02x", c)
                                : c < 0x10000 ? String.format("\\u%04x", c) : String.format("\\U%08x", c));
                    }
                }
            }
        });
        return out.append(quote).toString();
    }

    static boolean isPrintable(int c) {
        return c == ' ' || switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SPACE_SEPARATOR -> false;
            default -> true;
        };
    }

    private static String bytes(byte[] data) {
        StringBuilder out = new StringBuilder();
        boolean single = false;
        boolean twice = false;
        for (byte b : data) {
            single |= b == '\'';
            twice |= b == '"';
        }
        char quote = single && !twice ? '"' : '\'';
        out.append('b').append(quote);
        for (byte b : data) {
            int c = b & 0xFF;
            switch (c) {
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c == quote) {
                        out.append('\\').append(quote);
                    } else if (c < ' ' || c > 126) {
                        out.append(String.format("\\x%02x", c));
                    } else {
                        out.append((char) c);
                    }
                }
            }
        }
        return out.append(quote).toString();
    }

    static TruffleString ascii(Object value) {
        String s = java(value);
        StringBuilder out = new StringBuilder();
        s.codePoints().forEach(c -> {
            if (c < 128) {
                out.append((char) c);
            } else {
                out.append(c < 0x100 ? String.format("\\x%02x", c)
                        : c < 0x10000 ? String.format("\\u%04x", c) : String.format("\\U%08x", c));
            }
        });
        return Strings.of(out.toString());
    }

    // ---------------------------------------------------------------- format

    static TruffleString format(Object value, TruffleString spec) {
        Object method = user(value, Names.FORMAT);
        if (method != null) {
            Object made = Operations.call(method, spec);
            if (!(Arithmetic.plain(made) instanceof TruffleString)) {
                throw Errors.typeError("__format__ must return a str, not %s", Operations.typeOf(made).name());
            }
            return text(made, "__format__");
        }
        String s = Strings.java(spec);
        if (s.isEmpty() && !Operations.ownsArray(value)) {
            return str(value);
        }
        Object plain = Arithmetic.plain(value);
        if (plain instanceof Boolean b) {
            plain = b ? 1L : 0L;
        }
        if (Numbers.isInt(plain)) {
            FormatSpec parsed = FormatSpec.parse(s, Operations.typeOf(value).name());
            return Strings.of("eEfFgG%".indexOf(parsed.type) >= 0 && parsed.type != 0
                    ? parsed.real(Numbers.toDouble(plain), "int") : parsed.integer(Numbers.big(plain), Operations.typeOf(value).name()));
        }
        if (plain instanceof Double d) {
            return Strings.of(FormatSpec.parse(s, "float").real(d, "float"));
        }
        if (plain instanceof TruffleString t) {
            Journal.needs(t, "format()");
            FormatSpec parsed = FormatSpec.parse(s, "str");
            if (parsed.type != 0 && parsed.type != 's') {
                throw Errors.valueError("Unknown format code '%s' for object of type 'str'", parsed.type);
            }
            return Strings.of(parsed.text(Strings.java(t)));
        }
        if (plain instanceof ComplexValue c) {
            return Strings.of(FormatSpec.parse(s, "complex").complex(c));
        }
        if (Operations.ownsArray(plain)) {
            return Strings.of(Operations.arrays().format(plain, s));
        }
        throw Errors.typeError("unsupported format string passed to %s.__format__", Operations.typeOf(value).name());
    }
}
