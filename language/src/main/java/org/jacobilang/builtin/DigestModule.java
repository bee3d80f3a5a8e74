package org.jacobilang.builtin;

import com.oracle.truffle.api.strings.TruffleString;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jacobilang.runtime.BytesObject;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.ExceptionObject;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.PythonException;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;
import org.jacobilang.runtime.Types;

/** The module {@code _digest}: hashes, checksums and compression, from the JDK. */
final class DigestModule {
    private static final ClassObject ZLIB_ERROR = new ClassObject(Types.TYPE, "error", new ClassObject[] {Types.EXCEPTION},
            Map.of(org.jacobilang.runtime.Names.MODULE, Strings.of("zlib")));
    private static final Map<String, String> NAMES = Map.ofEntries(Map.entry("md5", "MD5"), Map.entry("sha1", "SHA-1"),
            Map.entry("sha224", "SHA-224"), Map.entry("sha256", "SHA-256"), Map.entry("sha384", "SHA-384"), Map.entry("sha512", "SHA-512"),
            Map.entry("sha3_224", "SHA3-224"), Map.entry("sha3_256", "SHA3-256"), Map.entry("sha3_384", "SHA3-384"),
            Map.entry("sha3_512", "SHA3-512"));

    private DigestModule() {
    }

    private static PythonException zlib(String message) {
        return new PythonException(new ExceptionObject(ZLIB_ERROR, message));
    }

    private static byte[] inflate(byte[] data, boolean raw, int[] used) {
        Inflater inflater = new Inflater(raw);
        inflater.setInput(data);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 16];
        try {
            while (!inflater.finished()) {
                int n = inflater.inflate(buffer);
                if (n == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    throw zlib("Error -5 while decompressing data: incomplete or truncated stream");
                }
                out.write(buffer, 0, n);
            }
            used[0] = (int) inflater.getBytesRead();
            return out.toByteArray();
        } catch (DataFormatException e) {
            throw zlib("Error -3 while decompressing data: " + (e.getMessage() == null ? "incorrect header check" : e.getMessage()));
        } finally {
            inflater.end();
        }
    }

    static ModuleObject make() {
        ModuleObject m = new ModuleObject("_digest");
        m.set("error", ZLIB_ERROR);
        m.function("digest(name, data, /)", "The hash of bytes.", a -> {
            String name = NAMES.get(Strings.java((TruffleString) a[0]));
            try {
                return new BytesObject(MessageDigest.getInstance(name == null ? "" : name).digest(Encodings.bytes(a[1])));
            } catch (NoSuchAlgorithmException e) {
                throw Errors.valueError("unsupported hash type %s", Strings.java((TruffleString) a[0]));
            }
        });
        m.function("pbkdf2(name, password, salt, iterations, length, /)", "A key from a password.", a -> {
            try {
                String name = "PBKDF2WithHmac" + NAMES.get(Strings.java((TruffleString) a[0])).replace("-", "");
                String password = new String(Encodings.bytes(a[1]), java.nio.charset.StandardCharsets.UTF_8);
                return new BytesObject(SecretKeyFactory.getInstance(name).generateSecret(new PBEKeySpec(password.toCharArray(),
                        Encodings.bytes(a[2]), (int) Operations.index(a[3]), (int) Operations.index(a[4]) * 8)).getEncoded());
            } catch (GeneralSecurityException e) {
                throw Errors.valueError("unsupported hash type");
            }
        });
        m.function("crc32(data, value=0, /)", "The checksum CRC-32.", a -> {
            byte[] data = Encodings.bytes(a[0]);
            long start = Operations.index(a[1]) & 0xFFFFFFFFL;
            if (start == 0) {
                CRC32 crc = new CRC32();
                crc.update(data);
                return crc.getValue();
            }
            int c = (int) ~start;
            for (byte b : data) {
                c ^= b & 0xFF;
                for (int k = 0; k < 8; k++) {
                    c = c >>> 1 ^ ((c & 1) == 0 ? 0 : 0xEDB88320);
                }
            }
            return ~c & 0xFFFFFFFFL;
        });
        m.function("adler32(data, value=1, /)", "The checksum Adler-32.", a -> {
            long start = Operations.index(a[1]) & 0xFFFFFFFFL;
            if (start == 1) {
                Adler32 sum = new Adler32();
                sum.update(Encodings.bytes(a[0]));
                return sum.getValue();
            }
            long low = start & 0xFFFF;
            long high = start >>> 16;
            for (byte b : Encodings.bytes(a[0])) {
                low = (low + (b & 0xFF)) % 65521;
                high = (high + low) % 65521;
            }
            return high << 16 | low;
        });
        m.function("deflate(data, level, raw, /)", "The bytes, compressed.", a -> {
            Deflater deflater = new Deflater((int) Operations.index(a[1]), Operations.truth(a[2]));
            deflater.setInput(Encodings.bytes(a[0]));
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[1 << 16];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            deflater.end();
            return new BytesObject(out.toByteArray());
        });
        m.function("inflate(data, raw, /)", "The bytes, decompressed, and how many of them were used.", a -> {
            int[] used = new int[1];
            byte[] data = inflate(Encodings.bytes(a[0]), Operations.truth(a[1]), used);
            return new TupleObject(new BytesObject(data), (long) used[0]);
        });
        m.function("base64(data, url, /)", "The bytes in Base64.", a -> {
            java.util.Base64.Encoder encoder = Operations.truth(a[1]) ? java.util.Base64.getUrlEncoder() : java.util.Base64.getEncoder();
            return new BytesObject(encoder.encode(Encodings.bytes(a[0])));
        });
        m.function("unbase64(data, /)", "The bytes of Base64; None when the padding is wrong.", a -> {
            try {
                return new BytesObject(java.util.Base64.getDecoder().decode(Encodings.bytes(a[0])));
            } catch (IllegalArgumentException e) {
                return None.NONE;
            }
        });
        return m;
    }
}
