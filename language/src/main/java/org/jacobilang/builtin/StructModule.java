package org.jacobilang.builtin;

import com.oracle.truffle.api.strings.TruffleString;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jacobilang.runtime.BytesObject;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.ExceptionObject;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.Numbers;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.PythonException;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;
import org.jacobilang.runtime.Types;

/** The module {@code _struct}: values laid out as bytes by a format. */
final class StructModule {
    private static final ClassObject ERROR = new ClassObject(Types.TYPE, "error", new ClassObject[] {Types.EXCEPTION},
            Map.of(org.jacobilang.runtime.Names.MODULE, Strings.of("struct")));

    private StructModule() {
    }

    private static PythonException error(String format, Object... arguments) {
        return new PythonException(new ExceptionObject(ERROR, arguments.length == 0 ? format : String.format(format, arguments)));
    }

    /** One code of a format with its count, its size and its place. */
    private record Item(char code, int count, int size, int offset) {
    }

    private record Layout(List<Item> items, int size, ByteOrder order, boolean aligned) {
        int values() {
            return items.stream().mapToInt(i -> i.code == 'x' ? 0 : i.code == 's' || i.code == 'p' ? 1 : i.count).sum();
        }
    }

    private static int size(char code, boolean aligned) {
        return switch (code) {
            case 'x', 'c', 'b', 'B', '?', 's', 'p' -> 1;
            case 'h', 'H', 'e' -> 2;
            case 'i', 'I', 'f' -> 4;
            case 'l', 'L' -> aligned ? 8 : 4;
            case 'q', 'Q', 'd' -> 8;
            case 'n', 'N', 'P' -> aligned ? 8 : -1;
            default -> -1;
        };
    }

    private static Layout parse(Object formatObject) {
        String format = formatObject instanceof BytesObject b ? new String(b.data(), java.nio.charset.StandardCharsets.US_ASCII)
                : formatObject instanceof TruffleString s ? Strings.java(s) : null;
        if (format == null) {
            throw Errors.typeError("Struct() argument 1 must be a str or bytes object, not %s", Operations.typeOf(formatObject).name());
        }
        char first = format.isEmpty() ? '@' : format.charAt(0);
        boolean named = "@=<>!".indexOf(first) >= 0;
        boolean aligned = !named || first == '@';
        ByteOrder order = first == '>' || first == '!' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        List<Item> items = new ArrayList<>();
        int offset = 0;
        for (int i = named && !format.isEmpty() ? 1 : 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (Character.isWhitespace(c)) {
                continue;
            }
            int count = 1;
            if (Character.isDigit(c)) {
                count = 0;
                while (i < format.length() && Character.isDigit(format.charAt(i))) {
                    count = count * 10 + format.charAt(i++) - '0';
                }
                if (i >= format.length()) {
                    throw error("repeat count given without format specifier");
                }
                c = format.charAt(i);
            }
            int size = size(c, aligned);
            if (size < 0) {
                throw error("bad char in struct format");
            }
            if (aligned && size > 1) {
                offset = (offset + size - 1) / size * size;
            }
            items.add(new Item(c, count, size, offset));
            offset += size * count;
        }
        return new Layout(items, offset, order, aligned);
    }

    private static void integer(ByteBuffer out, int at, char code, int size, Object value, boolean aligned) {
        Object plain = TypeTables.base(value);
        if (!Numbers.isInt(plain) && Operations.specialMethod(value, org.jacobilang.runtime.Names.INDEX) == null) {
            throw error("required argument is not an integer");
        }
        BigInteger n = Numbers.big(Operations.integer(value));
        boolean signed = Character.isLowerCase(code);
        BigInteger low = signed ? BigInteger.ONE.shiftLeft(8 * size - 1).negate() : BigInteger.ZERO;
        BigInteger high = BigInteger.ONE.shiftLeft(signed ? 8 * size - 1 : 8 * size).subtract(BigInteger.ONE);
        if (n.compareTo(low) < 0 || n.compareTo(high) > 0) {
            if (size == 8) {
                throw error("int too large to convert");
            }
            throw error("'%c' format requires %s <= number <= %s", code, low, high);
        }
        switch (size) {
            case 1 -> out.put(at, n.byteValue());
            case 2 -> out.putShort(at, n.shortValue());
            case 4 -> out.putInt(at, n.intValue());
            default -> out.putLong(at, n.longValue());
        }
    }

    private static double real(Object value) {
        try {
            return Operations.real(value);
        } catch (PythonException e) {
            throw error("required argument is not a float");
        }
    }

    private static byte[] pack(Layout layout, Object[] values) {
        if (values.length != layout.values()) {
            throw error("pack expected %d items for packing (got %d)", layout.values(), values.length);
        }
        ByteBuffer out = ByteBuffer.allocate(layout.size).order(layout.order);
        int next = 0;
        for (Item item : layout.items) {
            if (item.code == 'x') {
                continue;
            }
            if (item.code == 's' || item.code == 'p') {
                if (!(TypeTables.base(values[next]) instanceof BytesObject b)) {
                    throw error("argument for '%c' must be a bytes object", item.code);
                }
                int skip = item.code == 'p' ? 1 : 0;
                int n = Math.max(0, Math.min(b.data().length, item.count - skip));
                if (skip == 1 && item.count > 0) {
                    out.put(item.offset, (byte) Math.min(n, 255));
                }
                out.put(item.offset + skip, b.data(), 0, n);
                next++;
                continue;
            }
            for (int i = 0; i < item.count; i++) {
                Object value = values[next++];
                int at = item.offset + i * item.size;
                switch (item.code) {
                    case 'c' -> {
                        if (!(TypeTables.base(value) instanceof BytesObject b) || b.data().length != 1) {
                            throw error("char format requires a bytes object of length 1");
                        }
                        out.put(at, b.data()[0]);
                    }
                    case '?' -> out.put(at, (byte) (Operations.truth(value) ? 1 : 0));
                    case 'd' -> out.putDouble(at, real(value));
                    case 'f' -> {
                        double d = real(value);
                        if (Float.isInfinite((float) d) && !Double.isInfinite(d)) {
                            throw Errors.overflow("float too large to pack with f format");
                        }
                        out.putFloat(at, (float) d);
                    }
                    case 'e' -> {
                        double d = real(value);
                        short half = Float.floatToFloat16((float) d);
                        if ((half & 0x7c00) == 0x7c00 && !Double.isInfinite(d) && !Double.isNaN(d)) {
                            throw Errors.overflow("float too large to pack with e format");
                        }
                        out.putShort(at, half);
                    }
                    default -> integer(out, at, item.code, item.size, value, layout.aligned);
                }
            }
        }
        return out.array();
    }

    private static Object unpackOne(ByteBuffer in, char code, int size, int at) {
        return switch (code) {
            case 'c' -> new BytesObject(new byte[] {in.get(at)});
            case '?' -> in.get(at) != 0;
            case 'd' -> in.getDouble(at);
            case 'f' -> (double) in.getFloat(at);
            case 'e' -> (double) Float.float16ToFloat(in.getShort(at));
            default -> {
                long n = switch (size) {
                    case 1 -> in.get(at);
                    case 2 -> in.getShort(at);
                    case 4 -> in.getInt(at);
                    default -> in.getLong(at);
                };
                if (Character.isUpperCase(code)) {
                    yield size == 8 ? n >= 0 ? (Object) n : new BigInteger(Long.toUnsignedString(n)) : (Object) (n & (1L << 8 * size) - 1);
                }
                yield n;
            }
        };
    }

    private static TupleObject unpack(Layout layout, byte[] data, int from) {
        ByteBuffer in = ByteBuffer.wrap(data).order(layout.order);
        List<Object> out = new ArrayList<>();
        for (Item item : layout.items) {
            int at = from + item.offset;
            switch (item.code) {
                case 'x' -> {
                }
                case 's' -> out.add(new BytesObject(java.util.Arrays.copyOfRange(data, at, at + item.count)));
                case 'p' -> {
                    int n = item.count == 0 ? 0 : Math.min(data[at] & 0xFF, item.count - 1);
                    out.add(new BytesObject(java.util.Arrays.copyOfRange(data, at + 1, at + 1 + n)));
                }
                default -> {
                    for (int i = 0; i < item.count; i++) {
                        out.add(unpackOne(in, item.code, item.size, at + i * item.size));
                    }
                }
            }
        }
        return new TupleObject(out.toArray());
    }

    static ModuleObject make() {
        ModuleObject m = new ModuleObject("_struct");
        m.set("error", ERROR);
        m.function("calcsize(format, /)", "The size of a format in bytes.", a -> (long) parse(a[0]).size);
        m.function("pack(format, /, *values)", "The values as bytes.",
                a -> new BytesObject(pack(parse(a[0]), ((TupleObject) a[1]).items)));
        m.function("unpack(format, buffer, /)", "The values in bytes.", a -> {
            Layout layout = parse(a[0]);
            byte[] data = Encodings.bytes(a[1]);
            if (data.length != layout.size) {
                throw error("unpack requires a buffer of %d bytes", layout.size);
            }
            return unpack(layout, data, 0);
        });
        m.function("unpack_from(format, /, buffer, offset=0)", "The values in bytes, from a position on.", a -> {
            Layout layout = parse(a[0]);
            byte[] data = Encodings.bytes(a[1]);
            long offset = Operations.index(a[2]);
            if (offset < 0) {
                if (offset + data.length < 0) {
                    throw error("offset %d out of range for %d-byte buffer", offset, data.length);
                }
                offset += data.length;
            }
            if (data.length - offset < layout.size) {
                throw error("unpack_from requires a buffer of at least %d bytes for unpacking %d bytes at offset %d "
                        + "(actual buffer size is %d)", layout.size + offset, layout.size, offset, data.length);
            }
            return unpack(layout, data, (int) offset);
        });
        return m;
    }
}
