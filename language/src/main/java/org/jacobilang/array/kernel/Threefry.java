package org.jacobilang.array.kernel;

/**
 * The Threefry-2x32 block cipher with 20 rounds, as Salmon, Moraes, Dror and Shaw describe it in "Parallel random numbers: as
 * easy as 1, 2, 3" (2011): the source of all random bits.
 */
public final class Threefry {
    private static final int PARITY = 0x1BD11BDA;

    private Threefry() {
    }

    /** Encrypts the counter (x0, x1) with a key; the result is x0 in the low and x1 in the high half. */
    public static long block(int k0, int k1, int x0, int x1) {
        int k2 = k0 ^ k1 ^ PARITY;
        int a = x0 + k0;
        int b = x1 + k1;
        // Written out: this runs once for every two random numbers.
        a += b; b = Integer.rotateLeft(b, 13) ^ a; a += b; b = Integer.rotateLeft(b, 15) ^ a;
        a += b; b = Integer.rotateLeft(b, 26) ^ a; a += b; b = Integer.rotateLeft(b, 6) ^ a;
        a += k1; b += k2 + 1;
        a += b; b = Integer.rotateLeft(b, 17) ^ a; a += b; b = Integer.rotateLeft(b, 29) ^ a;
        a += b; b = Integer.rotateLeft(b, 16) ^ a; a += b; b = Integer.rotateLeft(b, 24) ^ a;
        a += k2; b += k0 + 2;
        a += b; b = Integer.rotateLeft(b, 13) ^ a; a += b; b = Integer.rotateLeft(b, 15) ^ a;
        a += b; b = Integer.rotateLeft(b, 26) ^ a; a += b; b = Integer.rotateLeft(b, 6) ^ a;
        a += k0; b += k1 + 3;
        a += b; b = Integer.rotateLeft(b, 17) ^ a; a += b; b = Integer.rotateLeft(b, 29) ^ a;
        a += b; b = Integer.rotateLeft(b, 16) ^ a; a += b; b = Integer.rotateLeft(b, 24) ^ a;
        a += k1; b += k2 + 4;
        a += b; b = Integer.rotateLeft(b, 13) ^ a; a += b; b = Integer.rotateLeft(b, 15) ^ a;
        a += b; b = Integer.rotateLeft(b, 26) ^ a; a += b; b = Integer.rotateLeft(b, 6) ^ a;
        a += k2; b += k0 + 5;
        return a & 0xffffffffL | (long) b << 32;
    }
}
