package org.jacobilang.builtin;

import com.oracle.truffle.api.strings.TruffleString;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jacobilang.runtime.BinaryOp;
import org.jacobilang.runtime.BuiltinFunction;
import org.jacobilang.runtime.BytesObject;
import org.jacobilang.runtime.ClassMethod;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.Types;

/** The methods of bytes, and encodings. */
final class BytesMethods {
    private BytesMethods() {
    }

    private static byte[] self(Object[] a) {
        return ((BytesObject) TypeTables.base(a[0])).data();
    }

    /** Bytes as a string of as many characters, for what strings can do better. */
    private static String latin(byte[] data) {
        return new String(data, StandardCharsets.ISO_8859_1);
    }

    private static BytesObject bytes(String latin) {
        return new BytesObject(latin.getBytes(StandardCharsets.ISO_8859_1));
    }

    static BytesObject encode(String s, String encoding, String errors) {
        return Encodings.encode(Strings.of(s), encoding, errors);
    }

    static TruffleString decode(byte[] data, String encoding) {
        return Encodings.decode(data, encoding, "strict");
    }

    /** Digits in groups of some bytes, counted from the end, or from the start for a negative number. */
    private static String hex(byte[] data, String separator, int group) {
        StringBuilder out = new StringBuilder();
        int size = Math.abs(group);
        for (int i = 0; i < data.length; i++) {
            if (i > 0 && size > 0 && (group > 0 ? (data.length - i) % size : i % size) == 0) {
                out.append(separator);
            }
            out.append(Character.forDigit(data[i] >> 4 & 15, 16)).append(Character.forDigit(data[i] & 15, 16));
        }
        return out.toString();
    }

    private static BytesObject fromHex(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int i = 0;
        while (i < text.length()) {
            if (Character.isWhitespace(text.charAt(i))) {
                i++;
                continue;
            }
            for (int k = i; k < i + 2; k++) {
                if (k >= text.length() || Character.digit(text.charAt(k), 16) < 0) {
                    throw Errors.valueError("non-hexadecimal number found in fromhex() arg at position %d", k);
                }
            }
            out.write(Integer.parseInt(text.substring(i, i + 2), 16));
            i += 2;
        }
        return new BytesObject(out.toByteArray());
    }

    static void fill(ClassObject t) {
        t.attribute("__new__", TypeTables.make("__new__(cls, source=, encoding=, errors=)", a -> NumberMethods.of(a[0], Types.BYTES, make(a[1], a[2]))));
        t.method("decode(self, encoding='utf-8', errors='strict')", "The bytes as a string.",
                a -> Encodings.decode(self(a), Strings.java((TruffleString) a[1]), Strings.java((TruffleString) a[2])));
        t.method("hex(self, sep='', bytes_per_sep=1)", "Two hexadecimal digits for each byte.",
                a -> Strings.of(hex(self(a), Strings.java((TruffleString) a[1]), (int) Operations.index(a[2]))));
        t.attribute("fromhex", new ClassMethod(new BuiltinFunction("fromhex(cls, string, /)", "Bytes from hexadecimal digits.",
                a -> fromHex(Strings.java((TruffleString) a[1])))));
        t.method("join(self, iterable, /)", "The bytes of the iterable with these between them.", a -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Object[] items = Operations.items(a[1]);
            for (int i = 0; i < items.length; i++) {
                if (i > 0) {
                    out.writeBytes(self(a));
                }
                if (!(TypeTables.base(items[i]) instanceof BytesObject part)) {
                    throw Errors.typeError("sequence item %d: expected a bytes-like object, %s found", i,
                            Operations.typeOf(items[i]).name());
                }
                out.writeBytes(part.data());
            }
            return new BytesObject(out.toByteArray());
        });
        for (String declaration : AS_TEXT) {
            likeText(t, declaration);
        }
        t.method("splitlines(self, keepends=False)", "The lines.", a -> {
            // Only these end a line of bytes; text has more.
            String text = latin(self(a));
            ListObject lines = new ListObject();
            java.util.regex.Matcher m = java.util.regex.Pattern.compile("([^\\r\\n]*)(\r\n|\r|\n|\\z)").matcher(text);
            while (m.find() && m.start() < text.length()) {
                lines.append(bytes(Operations.truth(a[1]) ? m.group() : m.group(1)));
            }
            return lines;
        });
        t.method("translate(self, table, /, delete=)", "Each byte replaced by that of the table.", a -> {
            String gone = a[2] == null ? "" : latin(Encodings.bytes(a[2]));
            byte[] table = a[1] == None.NONE ? null : Encodings.bytes(a[1]);
            if (table != null && table.length != 256) {
                throw Errors.valueError("translation table must be 256 characters long");
            }
            StringBuilder out = new StringBuilder();
            for (char c : latin(self(a)).toCharArray()) {
                if (gone.indexOf(c) < 0) {
                    out.append(table == null ? c : (char) (table[c] & 0xFF));
                }
            }
            return bytes(out.toString());
        });
        t.attribute("maketrans", new org.jacobilang.runtime.StaticMethod(new BuiltinFunction("maketrans(frm, to, /)",
                "A table for translate.", a -> {
                    byte[] from = Encodings.bytes(a[0]);
                    byte[] to = Encodings.bytes(a[1]);
                    if (from.length != to.length) {
                        throw Errors.valueError("maketrans arguments must have same length");
                    }
                    byte[] table = new byte[256];
                    for (int i = 0; i < 256; i++) {
                        table[i] = (byte) i;
                    }
                    for (int i = 0; i < from.length; i++) {
                        table[from[i] & 0xFF] = to[i];
                    }
                    return new BytesObject(table);
                })));
        t.method("__len__(self, /)", null, a -> (long) self(a).length);
        t.method("__getitem__(self, index, /)", null, a -> Operations.getItem(TypeTables.base(a[0]), a[1]));
        t.method("__iter__(self, /)", null, a -> Operations.iteratorObject(TypeTables.base(a[0])));
        t.method("__contains__(self, item, /)", null, a -> Operations.contains(TypeTables.base(a[0]), TypeTables.base(a[1])));
        TypeTables.operators(t, BinaryOp.ADD, BinaryOp.MUL);
        TypeTables.comparisons(t);
    }

    /** The bytes of anything that {@code bytes} takes but text and counts. */
    static byte[] like(Object value) {
        return ((BytesObject) make(value, null)).data();
    }

    /** The methods that do to bytes what they do to a text of ASCII. */
    private static final String[] AS_TEXT = {"split(self, sep=None, maxsplit=-1)", "rsplit(self, sep=None, maxsplit=-1)",
        "strip(self, bytes=None, /)", "lstrip(self, bytes=None, /)", "rstrip(self, bytes=None, /)",
        "startswith(self, prefix, start=None, end=None, /)", "endswith(self, suffix, start=None, end=None, /)",
        "find(self, sub, start=None, end=None, /)", "rfind(self, sub, start=None, end=None, /)",
        "index(self, sub, start=None, end=None, /)", "rindex(self, sub, start=None, end=None, /)",
        "count(self, sub, start=None, end=None, /)", "replace(self, old, new, count=-1, /)", "partition(self, sep, /)",
        "rpartition(self, sep, /)", "lower(self, /)", "upper(self, /)", "swapcase(self, /)", "title(self, /)",
        "capitalize(self, /)", "isalpha(self, /)", "isdigit(self, /)", "isalnum(self, /)", "isspace(self, /)", "islower(self, /)",
        "isupper(self, /)", "istitle(self, /)", "isascii(self, /)", "center(self, width, fillchar=, /)",
        "ljust(self, width, fillchar=, /)", "rjust(self, width, fillchar=, /)", "zfill(self, width, /)",
        "expandtabs(self, tabsize=8)", "removeprefix(self, prefix, /)", "removesuffix(self, suffix, /)"};

    /**
     * Bytes as a text: those beyond ASCII stand in a private area of Unicode, where nothing is a letter, a digit or blank.
     */
    private static TruffleString veiled(byte[] data) {
        StringBuilder out = new StringBuilder(data.length);
        for (byte b : data) {
            out.append(b >= 0 ? (char) b : (char) (0xE000 + (b & 0xFF)));
        }
        return Strings.of(out.toString());
    }

    private static Object unveiled(Object value) {
        return switch (value) {
            case TruffleString s -> {
                String text = Strings.java(s);
                byte[] data = new byte[text.length()];
                for (int i = 0; i < data.length; i++) {
                    data[i] = (byte) text.charAt(i);
                }
                yield new BytesObject(data);
            }
            case ListObject l -> new ListObject(java.util.Arrays.stream(l.toArray()).map(BytesMethods::unveiled).toArray());
            case org.jacobilang.runtime.TupleObject t -> new org.jacobilang.runtime.TupleObject(
                    java.util.Arrays.stream(t.items).map(BytesMethods::unveiled).toArray());
            default -> value;
        };
    }

    private static void likeText(ClassObject t, String declaration) {
        String name = declaration.substring(0, declaration.indexOf('('));
        boolean searches = declaration.contains("sub, ");
        boolean blanks = name.endsWith("strip") || name.endsWith("split");
        t.method(declaration, null, a -> {
            int given = a.length;
            while (given > 1 && a[given - 1] == null) {
                given--;
            }
            Object[] arguments = new Object[given - 1];
            for (int i = 1; i < given; i++) {
                Object argument = a[i];
                boolean first = i == 1;
                if (argument == None.NONE && blanks && i == 1) {
                    // A text has more blanks than bytes have.
                    argument = name.endsWith("strip") ? new BytesObject(" \t\n\r\013\f".getBytes()) : argument;
                }
                arguments[i - 1] = switch (argument) {
                    case BytesObject b -> veiled(b.data());
                    case Long n when searches && first -> {
                        if (n < 0 || n > 255) {
                            throw Errors.valueError("byte must be in range(0, 256)");
                        }
                        yield veiled(new byte[] {(byte) (long) n});
                    }
                    case org.jacobilang.runtime.TupleObject all when name.endsWith("with") -> new org.jacobilang.runtime.TupleObject(
                            java.util.Arrays.stream(all.items).map(x -> (Object) veiled(Encodings.bytes(x))).toArray());
                    case TruffleString s -> throw searches
                            ? Errors.typeError("argument should be integer or bytes-like object, not 'str'")
                            : name.endsWith("with")
                                    ? Errors.typeError("%s first arg must be bytes or a tuple of bytes, not str", name)
                                    : Errors.typeError("a bytes-like object is required, not 'str'");
                    default -> argument;
                };
            }
            try {
                return unveiled(Operations.callMethod(veiled(self(a)), name, arguments));
            } catch (org.jacobilang.runtime.PythonException e) {
                if (e.isA(org.jacobilang.runtime.Types.VALUE_ERROR) && e.getMessage().endsWith("substring not found")) {
                    throw Errors.valueError("subsection not found");
                }
                throw e;
            }
        });
    }

    private static Object make(Object source, Object encoding) {
        if (source == null) {
            return new BytesObject(new byte[0]);
        }
        Object method = Operations.typeOf(source).isBuiltin() ? null
                : Operations.specialMethod(source, Strings.name("__bytes__"));
        if (method != null) {
            Object result = Operations.call(method);
            if (!(TypeTables.base(result) instanceof BytesObject)) {
                throw Errors.typeError("__bytes__ returned non-bytes (type %s)", Operations.typeOf(result).name());
            }
            return result;
        }
        if (source instanceof TruffleString s) {
            if (encoding == null) {
                throw Errors.typeError("string argument without an encoding");
            }
            return encode(Strings.java(s), Strings.java((TruffleString) encoding), "strict");
        }
        if (source instanceof BytesObject) {
            return source;
        }
        if (!Operations.typeOf(source).isBuiltin() && !Operations.isIterable(source)
                && Operations.specialMethod(source, Strings.name("__index__")) != null) {
            return make(Operations.integer(source), null);
        }
        if (source instanceof Long n) {
            if (n < 0) {
                throw Errors.valueError("negative count");
            }
            return new BytesObject(new byte[(int) (long) n]);
        }
        if (!Operations.isIterable(source)) {
            throw Errors.typeError("cannot convert '%s' object to bytes", Operations.typeOf(source).name());
        }
        Object[] items = Operations.items(source);
        byte[] data = new byte[items.length];
        for (int i = 0; i < data.length; i++) {
            long b = Operations.index(items[i]);
            if (b < 0 || b > 255) {
                throw Errors.valueError("bytes must be in range(0, 256)");
            }
            data[i] = (byte) b;
        }
        return new BytesObject(data);
    }
}
