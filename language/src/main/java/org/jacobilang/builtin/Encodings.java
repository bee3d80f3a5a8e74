package org.jacobilang.builtin;

import com.oracle.truffle.api.strings.TruffleString;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jacobilang.runtime.BytesObject;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.ExceptionObject;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.PythonException;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;
import org.jacobilang.runtime.Types;

/** Text to bytes and back, with Python's names of encodings, its error handlers and its errors. */
final class Encodings {
    private static final Map<String, String> NAMES = Map.ofEntries(Map.entry("utf8", "utf-8"), Map.entry("u8", "utf-8"),
            Map.entry("utf", "utf-8"), Map.entry("cp65001", "utf-8"), Map.entry("latin1", "latin-1"),
            Map.entry("iso-8859-1", "latin-1"), Map.entry("iso8859-1", "latin-1"), Map.entry("8859", "latin-1"),
            Map.entry("l1", "latin-1"), Map.entry("latin", "latin-1"), Map.entry("us-ascii", "ascii"), Map.entry("646", "ascii"),
            Map.entry("utf16", "utf-16"), Map.entry("utf-16le", "utf-16-le"), Map.entry("utf-16be", "utf-16-be"),
            Map.entry("utf32", "utf-32"), Map.entry("utf-32le", "utf-32-le"), Map.entry("utf-32be", "utf-32-be"),
            Map.entry("utf8-sig", "utf-8-sig"), Map.entry("cp1252", "windows-1252"), Map.entry("cp1251", "windows-1251"),
            Map.entry("cp1250", "windows-1250"), Map.entry("mac-roman", "x-MacRoman"));

    private Encodings() {
    }

    private static String normal(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
        return NAMES.getOrDefault(plain, plain);
    }

    private static PythonException cannotDecode(String codec, byte[] data, int from, int to, String reason) {
        return new PythonException(ErrorTables.fill(new ExceptionObject(Types.UNICODE_DECODE_ERROR, new TupleObject(Strings.of(codec),
                new BytesObject(data), (long) from, (long) to, Strings.of(reason)))));
    }

    private static PythonException cannotEncode(String codec, TruffleString text, int from, int to, String reason) {
        return new PythonException(ErrorTables.fill(new ExceptionObject(Types.UNICODE_ENCODE_ERROR,
                new TupleObject(Strings.of(codec), text, (long) from, (long) to, Strings.of(reason)))));
    }

    private static PythonException unknownHandler(String errors) {
        return Errors.lookupError("unknown error handler name '%s'", errors);
    }

    // ---------------------------------------------------------------- decoding

    /** Collects code points. */
    private static final class Points {
        private int[] items = new int[64];
        private int size;

        void add(int c) {
            if (size == items.length) {
                items = Arrays.copyOf(items, 2 * size);
            }
            items[size++] = c;
        }

        TruffleString text() {
            return Strings.ofCodePoints(Arrays.copyOf(items, size));
        }
    }

    /** Puts what the handler says in place of bytes that mean nothing. */
    private static void bad(String codec, byte[] data, int from, int to, String reason, String errors, Points out) {
        switch (errors) {
            case "strict" -> throw cannotDecode(codec, data, from, to, reason);
            case "ignore" -> {
            }
            case "replace" -> out.add(0xFFFD);
            case "backslashreplace" -> {
                for (int i = from; i < to; i++) {
                    String.format("\\x%02x", data[i] & 0xFF).chars().forEach(out::add);
                }
            }
            case "surrogateescape" -> {
                for (int i = from; i < to; i++) {
                    out.add(0xDC00 + (data[i] & 0xFF));
                }
            }
            default -> throw unknownHandler(errors);
        }
    }

    static TruffleString decode(byte[] data, String encoding, String errors) {
        String codec = normal(encoding);
        switch (codec) {
            case "utf-8":
                return utf8(data, 0, errors);
            case "utf-8-sig": {
                boolean mark = data.length >= 3 && data[0] == (byte) 0xEF && data[1] == (byte) 0xBB && data[2] == (byte) 0xBF;
                return utf8(data, mark ? 3 : 0, errors);
            }
            case "latin-1":
                return Strings.of(new String(data, java.nio.charset.StandardCharsets.ISO_8859_1));
            case "ascii": {
                Points out = new Points();
                for (int i = 0; i < data.length; i++) {
                    if (data[i] >= 0) {
                        out.add(data[i]);
                    } else {
                        bad(codec, data, i, i + 1, "ordinal not in range(128)", errors, out);
                    }
                }
                return out.text();
            }
            default:
                return other(data, codec, encoding, errors);
        }
    }

    private static TruffleString other(byte[] data, String codec, String encoding, String errors) {
        Charset charset = charset(codec, encoding);
        Points out = new Points();
        int from = 0;
        if (codec.equals("utf-16") || codec.equals("utf-32")) {
            int unit = codec.equals("utf-16") ? 2 : 4;
            boolean little = data.length >= unit && data[0] == (byte) 0xFF && data[1] == (byte) 0xFE;
            boolean big = data.length >= unit && data[unit - 2] == (byte) 0xFE && data[unit - 1] == (byte) 0xFF;
            charset = Charset.forName(codec + (big ? "BE" : "LE"));
            from = little || big ? unit : 0;
        }
        try {
            charset.newDecoder().decode(ByteBuffer.wrap(data, from, data.length - from)).toString().codePoints().forEach(out::add);
        } catch (CharacterCodingException e) {
            int wrong = e instanceof java.nio.charset.MalformedInputException m ? m.getInputLength() : 1;
            int end = Math.min(data.length, from + wrong);
            bad(codec, data, from, end, codec.startsWith("utf") ? "truncated data" : "character maps to <undefined>", errors, out);
        }
        return out.text();
    }

    private static TruffleString utf8(byte[] data, int start, String errors) {
        Points out = new Points();
        int i = start;
        int n = data.length;
        while (i < n) {
            int b = data[i] & 0xFF;
            if (b < 0x80) {
                out.add(b);
                i++;
                continue;
            }
            int need = b >= 0xC2 && b <= 0xDF ? 1 : b >= 0xE0 && b <= 0xEF ? 2 : b >= 0xF0 && b <= 0xF4 ? 3 : 0;
            if (need == 0) {
                bad("utf-8", data, i, i + 1, "invalid start byte", errors, out);
                i++;
                continue;
            }
            int point = b & 0x3F >> need;
            int j = 1;
            while (j <= need && i + j < n && follows(b, j, data[i + j] & 0xFF)) {
                point = point << 6 | data[i + j] & 0x3F;
                j++;
            }
            if (j <= need) {
                bad("utf-8", data, i, i + j, i + j >= n ? "unexpected end of data" : "invalid continuation byte", errors, out);
            } else {
                out.add(point);
            }
            i += j;
        }
        return out.text();
    }

    /** Whether a byte may stand at place {@code j} behind a first byte: no long forms, surrogates or too large numbers. */
    private static boolean follows(int first, int j, int b) {
        int low = j > 1 ? 0x80 : first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int high = j > 1 ? 0xBF : first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        return b >= low && b <= high;
    }

    private static Charset charset(String codec, String encoding) {
        try {
            return Charset.forName(codec.replace("-le", "LE").replace("-be", "BE"));
        } catch (IllegalArgumentException e) {
            throw Errors.lookupError("unknown encoding: %s", encoding);
        }
    }

    // ---------------------------------------------------------------- encoding

    static BytesObject encode(TruffleString text, String encoding, String errors) {
        String codec = normal(encoding);
        int[] points = Strings.codePoints(text);
        ByteArrayOutputStream out = new ByteArrayOutputStream(points.length + 16);
        switch (codec) {
            case "utf-8", "utf-8-sig" -> {
                if (codec.equals("utf-8-sig")) {
                    out.writeBytes(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
                }
                encode(text, points, "utf-8", errors, out, "surrogates not allowed",
                        c -> c >= 0xD800 && c <= 0xDFFF ? null : utf8(c));
            }
            case "ascii", "latin-1" -> {
                int limit = codec.equals("ascii") ? 128 : 256;
                encode(text, points, codec, errors, out, "ordinal not in range(" + limit + ")",
                        c -> c < limit ? new byte[] {(byte) c} : null);
            }
            default -> {
                Charset charset = charset(codec, encoding);
                if (codec.equals("utf-16")) {
                    out.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xFE});
                    charset = java.nio.charset.StandardCharsets.UTF_16LE;
                } else if (codec.equals("utf-32")) {
                    out.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 0});
                    charset = Charset.forName("UTF-32LE");
                }
                CharsetEncoder encoder = charset.newEncoder();
                encode(text, points, "charmap", errors, out, "character maps to <undefined>", c -> {
                    try {
                        ByteBuffer b = encoder.encode(CharBuffer.wrap(Character.toChars(c)));
                        byte[] bytes = new byte[b.remaining()];
                        b.get(bytes);
                        return bytes;
                    } catch (CharacterCodingException e) {
                        return null;
                    }
                });
            }
        }
        return new BytesObject(out.toByteArray());
    }

    private static byte[] utf8(int c) {
        return new String(new int[] {c}, 0, 1).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static void encode(TruffleString text, int[] points, String codec, String errors, ByteArrayOutputStream out, String reason,
            java.util.function.IntFunction<byte[]> one) {
        for (int i = 0; i < points.length; i++) {
            byte[] bytes = one.apply(points[i]);
            if (bytes != null) {
                out.writeBytes(bytes);
                continue;
            }
            int c = points[i];
            switch (errors) {
                case "strict" -> {
                    int to = i + 1;
                    while (to < points.length && one.apply(points[to]) == null) {
                        to++;
                    }
                    throw cannotEncode(codec, text, i, to, reason);
                }
                case "ignore" -> {
                }
                case "replace" -> out.write('?');
                case "xmlcharrefreplace" -> out.writeBytes(("&#" + c + ";").getBytes());
                case "backslashreplace" -> out.writeBytes(ErrorTables.escape(c).getBytes());
                case "namereplace" -> out.writeBytes(("\\N{" + Character.getName(c) + "}").getBytes());
                case "surrogateescape" -> {
                    if (c < 0xDC80 || c > 0xDCFF) {
                        throw cannotEncode(codec, text, i, i + 1, reason);
                    }
                    out.write(c - 0xDC00);
                }
                case "surrogatepass" -> out.writeBytes(new byte[] {(byte) (0xE0 | c >> 12), (byte) (0x80 | c >> 6 & 0x3F),
                    (byte) (0x80 | c & 0x3F)});
                default -> throw unknownHandler(errors);
            }
        }
    }

    /** {@code data} as bytes, or a TypeError. */
    static byte[] bytes(Object data) {
        if (TypeTables.base(data) instanceof BytesObject b) {
            return b.data();
        }
        throw Errors.typeError("a bytes-like object is required, not '%s'", Operations.typeOf(data).name());
    }
}
