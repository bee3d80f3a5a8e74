package org.jacobilang.builtin;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import org.jacobilang.array.kernel.MersenneTwister;
import org.jacobilang.runtime.BuiltinFunction.Effect;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.InstanceObject;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Numbers;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.TupleObject;

/**
 * The module {@code _random}: the Mersenne Twister MT19937 of Matsumoto and Nishimura (ACM TOMACS 8, 1998), seeded as CPython
 * seeds it, so that a seed gives the same numbers.
 */
final class RandomModule {
    private static final ClassObject TWISTER = ClassObject.inModule("_random", "Twister");

    private RandomModule() {
    }

    /** The state of a generator. */
    private static final class Twister extends InstanceObject {
        final MersenneTwister core = new MersenneTwister();

        Twister() {
            super(TWISTER);
        }

        void seed(BigInteger seed) {
            BigInteger n = seed.abs();
            int words = Math.max(1, (n.bitLength() + 31) / 32);
            int[] key = new int[words];
            for (int i = 0; i < words; i++) {
                key[i] = n.shiftRight(32 * i).intValue();
            }
            core.start(key);
        }

        int next() {
            return core.next();
        }

        double real() {
            return core.real();
        }

        BigInteger big(long bits) {
            BigInteger out = BigInteger.ZERO;
            int shift = 0;
            for (long left = bits; left > 0; left -= 32) {
                long word = next() & 0xFFFFFFFFL;
                if (left < 32) {
                    word >>>= 32 - left;
                }
                out = out.or(BigInteger.valueOf(word).shiftLeft(shift));
                shift += 32;
            }
            return out;
        }

        Object bits(long count) {
            if (count < 0) {
                throw Errors.valueError("number of bits must be non-negative");
            }
            if (count <= 32) {
                return count == 0 ? 0L : (next() & 0xFFFFFFFFL) >>> 32 - count;
            }
            return Numbers.normal(big(count));
        }

        /** A number below {@code n}, by throwing away those that are too large. */
        Object below(Object n) {
            if (n instanceof Long m && m > 0 && m < 1L << 32) {
                int k = 64 - Long.numberOfLeadingZeros(m);
                long r;
                do {
                    r = (next() & 0xFFFFFFFFL) >>> 32 - k;
                } while (r >= m);
                return r;
            }
            BigInteger m = Numbers.big(n);
            if (m.signum() <= 0) {
                return 0L;
            }
            BigInteger r;
            do {
                r = big(m.bitLength());
            } while (r.compareTo(m) >= 0);
            return Numbers.normal(r);
        }
    }

    private static BigInteger digestSeed(byte[] data) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-512").digest(data);
            byte[] all = java.util.Arrays.copyOf(data, data.length + hash.length);
            System.arraycopy(hash, 0, all, data.length, hash.length);
            return new BigInteger(1, all);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void opaque(String declaration, String doc, org.jacobilang.runtime.BuiltinFunction.Body body) {
        TWISTER.method(declaration, doc, body, Effect.OPAQUE);
    }

    static {
        opaque("seed(self, value, /)", "Starts from a seed: None, a number, a text or bytes.", a -> {
            Twister t = (Twister) a[0];
            Object value = TypeTables.base(a[1]);
            switch (value) {
                case None n -> t.seed(new BigInteger(1, new SecureRandom().generateSeed(32)));
                case com.oracle.truffle.api.strings.TruffleString s ->
                    t.seed(digestSeed(org.jacobilang.runtime.Strings.java(s).getBytes(StandardCharsets.UTF_8)));
                case org.jacobilang.runtime.BytesObject b -> t.seed(digestSeed(b.data()));
                case Double d -> t.seed(BigInteger.valueOf(Operations.hash(d)));
                default -> {
                    if (!Numbers.isInt(value)) {
                        throw Errors.typeError("The only supported seed types are:\nNone, int, float, str, bytes, and bytearray.");
                    }
                    t.seed(Numbers.big(Operations.integer(value)));
                }
            }
            return None.NONE;
        });
        opaque("random(self, /)", "A float in [0, 1).", a -> ((Twister) a[0]).real());
        opaque("getrandbits(self, k, /)", "An int of k random bits.", a -> ((Twister) a[0]).bits(Operations.index(a[1])));
        opaque("below(self, n, /)", "An int in [0, n).", a -> ((Twister) a[0]).below(a[1]));
        opaque("getstate(self, /)", "The state: 624 numbers and the index.", a -> {
            Twister t = (Twister) a[0];
            Object[] out = new Object[MersenneTwister.N + 1];
            for (int i = 0; i < MersenneTwister.N; i++) {
                out[i] = t.core.state[i] & 0xFFFFFFFFL;
            }
            out[MersenneTwister.N] = (long) t.core.index;
            return new TupleObject(out);
        });
        opaque("setstate(self, state, /)", "Takes a state back.", a -> {
            Twister t = (Twister) a[0];
            if (!(a[1] instanceof TupleObject s)) {
                throw Errors.typeError("state vector must be a tuple");
            }
            if (s.size() != MersenneTwister.N + 1) {
                throw Errors.valueError("state vector is the wrong size");
            }
            for (int i = 0; i < MersenneTwister.N; i++) {
                t.core.state[i] = (int) Operations.index(s.items[i]);
            }
            t.core.index = (int) Operations.index(s.items[MersenneTwister.N]);
            return None.NONE;
        });
    }

    static ModuleObject make() {
        ModuleObject m = new ModuleObject("_random");
        m.function("twister()", "A new generator, not seeded yet.", a -> new Twister());
        m.function("urandom(n, /)", "So many bytes from the system's generator.", a -> {
            byte[] data = new byte[(int) Operations.index(a[0])];
            new SecureRandom().nextBytes(data);
            return new org.jacobilang.runtime.BytesObject(data);
        });
        ((org.jacobilang.runtime.BuiltinFunction) m.get(org.jacobilang.runtime.Strings.name("urandom"))).effect(Effect.OPAQUE);
        return m;
    }
}
