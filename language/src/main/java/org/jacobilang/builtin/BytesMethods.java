package org.jacobilang.builtin;

import com.oracle.truffle.api.strings.TruffleString;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
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

    static void fill(ClassObject t) {
        t.attribute("__new__", TypeTables.make("__new__(cls, source=, encoding=, errors=)", a -> make(a[1], a[2])));
        t.method("decode(self, encoding='utf-8', errors='strict')", "The bytes as a string.",
                a -> Encodings.decode(self(a), Strings.java((TruffleString) a[1]), Strings.java((TruffleString) a[2])));
        t.method("hex(self, sep='', /)", "Two hexadecimal digits for each byte.", a -> Strings.of(
                HexFormat.ofDelimiter(Strings.java((TruffleString) a[1])).formatHex(self(a))));
        t.attribute("fromhex", new ClassMethod(new BuiltinFunction("fromhex(cls, string, /)", "Bytes from hexadecimal digits.",
                a -> new BytesObject(HexFormat.of().parseHex(Strings.java((TruffleString) a[1]).replaceAll("\\s", ""))))));
        t.method("join(self, iterable, /)", "The bytes of the iterable with these between them.", a -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Object[] items = Operations.items(a[1]);
            for (int i = 0; i < items.length; i++) {
                if (i > 0) {
                    out.writeBytes(self(a));
                }
                out.writeBytes(((BytesObject) items[i]).data());
            }
            return new BytesObject(out.toByteArray());
        });
        t.method("split(self, sep=None, maxsplit=-1)", "The parts between separators.", a -> {
            Object parts = Operations.callMethod(Strings.of(latin(self(a))), "split",
                    a[1] == None.NONE ? a[1] : Strings.of(latin(((BytesObject) a[1]).data())), a[2]);
            return new ListObject(java.util.Arrays.stream(Operations.items(parts))
                    .map(p -> (Object) bytes(Strings.java((TruffleString) p))).toArray());
        });
        t.method("strip(self, chars=None, /)", "Without leading and trailing white space.",
                a -> bytes(latin(self(a)).strip()));
        t.method("startswith(self, prefix, /)", null, a -> latin(self(a)).startsWith(latin(((BytesObject) a[1]).data())));
        t.method("endswith(self, suffix, /)", null, a -> latin(self(a)).endsWith(latin(((BytesObject) a[1]).data())));
        t.method("find(self, sub, /)", null, a -> (long) latin(self(a)).indexOf(latin(((BytesObject) a[1]).data())));
        t.method("replace(self, old, new, /)", null, a -> bytes(latin(self(a)).replace(latin(((BytesObject) a[1]).data()),
                latin(((BytesObject) a[2]).data()))));
        t.method("lower(self, /)", null, a -> bytes(latin(self(a)).toLowerCase(java.util.Locale.ROOT)));
        t.method("upper(self, /)", null, a -> bytes(latin(self(a)).toUpperCase(java.util.Locale.ROOT)));
        t.method("__len__(self, /)", null, a -> (long) self(a).length);
        t.method("__getitem__(self, index, /)", null, a -> Operations.getItem(TypeTables.base(a[0]), a[1]));
        t.method("__iter__(self, /)", null, a -> Operations.iteratorObject(TypeTables.base(a[0])));
        t.method("__contains__(self, item, /)", null, a -> a[1] instanceof BytesObject b
                ? latin(self(a)).contains(latin(b.data())) : Operations.contains(TypeTables.base(a[0]), a[1]));
        TypeTables.operators(t, BinaryOp.ADD, BinaryOp.MUL);
        TypeTables.comparisons(t);
    }

    /** The bytes of anything that {@code bytes} takes but text and counts. */
    static byte[] like(Object value) {
        return ((BytesObject) make(value, null)).data();
    }

    private static Object make(Object source, Object encoding) {
        if (source == null) {
            return new BytesObject(new byte[0]);
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
        if (source instanceof Long n) {
            if (n < 0) {
                throw Errors.valueError("negative count");
            }
            return new BytesObject(new byte[(int) (long) n]);
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
