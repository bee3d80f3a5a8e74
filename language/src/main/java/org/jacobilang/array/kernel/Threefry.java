package org.jacobilang.array.kernel;

/**
 * The Threefry-2x32 block cipher with 20 rounds, as Salmon, Moraes, Dror and Shaw describe it in "Parallel random numbers: as
 * easy as 1, 2, 3" (2011): the source of all random bits.
 */
public final class Threefry {
    private static final int[][] ROTATIONS = {{13, 15, 26, 6}, {17, 29, 16, 24}};
    private static final int PARITY = 0x1BD11BDA;

    private Threefry() {
    }

    /** Encrypts the counter (x0, x1) with a key; the result is x0 in the low and x1 in the high half. */
    public static long block(int k0, int k1, int x0, int x1) {
        int k2 = k0 ^ k1 ^ PARITY;
        int[] keys = {k0, k1, k2};
        int a = x0 + k0;
        int b = x1 + k1;
        for (int round = 0; round < 5; round++) {
            for (int r : ROTATIONS[round & 1]) {
                a += b;
                b = Integer.rotateLeft(b, r) ^ a;
            }
            a += keys[(round + 1) % 3];
            b += keys[(round + 2) % 3] + round + 1;
        }
        return a & 0xffffffffL | (long) b << 32;
    }
}
