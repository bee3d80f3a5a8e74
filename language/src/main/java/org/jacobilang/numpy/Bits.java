package org.jacobilang.numpy;

import java.math.BigInteger;
import org.jacobilang.array.kernel.MersenneTwister;

/** A stream of random bits, and the integers and fractions that NumPy makes of them. */
abstract class Bits {
    abstract int next32();

    abstract long next64();

    /** A number of [0, 1) with 53 random bits. */
    abstract double real();

    /** A number of 0 to {@code max}: masked bits until one is not too large, as RandomState does. */
    final long masked(long max) {
        if (max == 0) {
            return 0;
        }
        long mask = -1L >>> Long.numberOfLeadingZeros(max);
        long v;
        if (Long.compareUnsigned(max, 0xFFFFFFFFL) <= 0) {
            do {
                v = next32() & 0xFFFFFFFFL & mask;
            } while (v > max);
        } else {
            do {
                v = next64() & mask;
            } while (Long.compareUnsigned(v, max) > 0);
        }
        return v;
    }

    /** A number of 0 to {@code max} by Lemire's multiplication (ACM TOMACS 29, 2019), as Generator does. */
    final long bounded(long max) {
        if (max == 0) {
            return 0;
        }
        if (Long.compareUnsigned(max, 0xFFFFFFFFL) <= 0) {
            if (max == 0xFFFFFFFFL) {
                return next32() & 0xFFFFFFFFL;
            }
            long count = max + 1;
            long m = (next32() & 0xFFFFFFFFL) * count;
            long low = m & 0xFFFFFFFFL;
            if (low < count) {
                long threshold = (0xFFFFFFFFL - max) % count;
                while (low < threshold) {
                    m = (next32() & 0xFFFFFFFFL) * count;
                    low = m & 0xFFFFFFFFL;
                }
            }
            return m >>> 32;
        }
        if (max == -1L) {
            return next64();
        }
        long count = max + 1;
        long x = next64();
        long low = x * count;
        if (Long.compareUnsigned(low, count) < 0) {
            long threshold = Long.remainderUnsigned(-1L - max, count);
            while (Long.compareUnsigned(low, threshold) < 0) {
                x = next64();
                low = x * count;
            }
        }
        return Math.unsignedMultiplyHigh(x, count);
    }

    /** MT19937, the generator of RandomState. */
    static final class Twister extends Bits {
        final MersenneTwister core = new MersenneTwister();

        @Override
        int next32() {
            return core.next();
        }

        @Override
        long next64() {
            long high = core.next() & 0xFFFFFFFFL;
            return high << 32 | core.next() & 0xFFFFFFFFL;
        }

        @Override
        double real() {
            return core.real();
        }
    }

    /** PCG64 (O'Neill, 2014): a linear congruence of 128 bits, of which 64 are given out by xor and rotation. */
    static final class Pcg64 extends Bits {
        private static final long MULTIPLIER_HIGH = 0x2360ED051FC65DA4L;
        private static final long MULTIPLIER_LOW = 0x4385DF649FCCF645L;
        private long high;
        private long low;
        private final long addHigh;
        private final long addLow;
        private boolean half;
        private int kept;

        /** Starts from four words: the state, and the number of the stream. */
        Pcg64(long[] words) {
            addHigh = words[2] << 1 | words[3] >>> 63;
            addLow = words[3] << 1 | 1;
            step();
            long sum = low + words[1];
            high += words[0] + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
            low = sum;
            step();
        }

        private void step() {
            long productHigh = Math.unsignedMultiplyHigh(low, MULTIPLIER_LOW) + high * MULTIPLIER_LOW + low * MULTIPLIER_HIGH;
            long productLow = low * MULTIPLIER_LOW;
            low = productLow + addLow;
            high = productHigh + addHigh + (Long.compareUnsigned(low, productLow) < 0 ? 1 : 0);
        }

        @Override
        long next64() {
            step();
            return Long.rotateRight(high ^ low, (int) (high >>> 58));
        }

        @Override
        int next32() {
            if (half) {
                half = false;
                return kept;
            }
            long bits = next64();
            half = true;
            kept = (int) (bits >>> 32);
            return (int) bits;
        }

        @Override
        double real() {
            return (next64() >>> 11) * 0x1p-53;
        }
    }

    /** What NumPy's SeedSequence makes of a seed: well mixed words, {@code n} of 64 bits. */
    static long[] spread(BigInteger seed, int[] spawn, int n) {
        int words = Math.max(1, (seed.bitLength() + 31) / 32);
        int[] entropy = new int[(spawn.length > 0 ? Math.max(words, 4) : words) + spawn.length];
        for (int i = 0; i < words; i++) {
            entropy[i] = seed.shiftRight(32 * i).intValue();
        }
        System.arraycopy(spawn, 0, entropy, entropy.length - spawn.length, spawn.length);
        int[] pool = new int[4];
        int[] hash = {0x43b0d7e5};
        for (int i = 0; i < 4; i++) {
            pool[i] = hashed(i < entropy.length ? entropy[i] : 0, hash);
        }
        for (int from = 0; from < 4; from++) {
            for (int to = 0; to < 4; to++) {
                if (from != to) {
                    pool[to] = mixed(pool[to], hashed(pool[from], hash));
                }
            }
        }
        for (int from = 4; from < entropy.length; from++) {
            for (int to = 0; to < 4; to++) {
                pool[to] = mixed(pool[to], hashed(entropy[from], hash));
            }
        }
        int constant = 0x8b51f9dd;
        int[] out = new int[2 * n];
        for (int i = 0; i < out.length; i++) {
            int v = pool[i % 4] ^ constant;
            constant *= 0x58f38ded;
            v *= constant;
            out[i] = v ^ v >>> 16;
        }
        long[] result = new long[n];
        for (int i = 0; i < n; i++) {
            result[i] = out[2 * i] & 0xFFFFFFFFL | (long) out[2 * i + 1] << 32;
        }
        return result;
    }

    private static int hashed(int value, int[] constant) {
        int v = value ^ constant[0];
        constant[0] *= 0x931e8875;
        v *= constant[0];
        return v ^ v >>> 16;
    }

    private static int mixed(int x, int y) {
        int r = x * 0xca01f9dd - y * 0x4973f715;
        return r ^ r >>> 16;
    }
}
