package dev.rondo.inference;

/** Eight longs as 64 rows of bits, turned by 90 degrees (Warren, Hacker's Delight, 7-3). */
final class BitSquare {
    private BitSquare() {}

    /**
     * Puts together what belongs to the same place: bit {@code 8 i + j} of long {@code k} becomes
     * bit {@code 8 j + k} of long {@code i}.
     *
     * @param longs eight of them
     */
    static void transpose(long[] longs) {
        exchange(longs, 4, 0x0000_0000_ffff_ffffL);
        exchange(longs, 2, 0x0000_ffff_0000_ffffL);
        exchange(longs, 1, 0x00ff_00ff_00ff_00ffL);
        for (int i = 0; i < 8; i++) {
            longs[i] = transpose(longs[i]);
        }
    }

    /** Exchanges bytes between longs that are so far apart. */
    private static void exchange(long[] longs, int apart, long mask) {
        for (int i = 0; i < 8; i++) {
            if ((i & apart) == 0) {
                long low = longs[i];
                long high = longs[i + apart];
                long change = ((low >>> (8 * apart)) ^ high) & mask;
                longs[i] = low ^ (change << (8 * apart));
                longs[i + apart] = high ^ change;
            }
        }
    }

    /** Exchanges rows and columns of 8 by 8 bits. */
    private static long transpose(long square) {
        long x = square;
        long t = (x ^ (x >>> 7)) & 0x00aa_00aa_00aa_00aaL;
        x ^= t ^ (t << 7);
        t = (x ^ (x >>> 14)) & 0x0000_cccc_0000_ccccL;
        x ^= t ^ (t << 14);
        t = (x ^ (x >>> 28)) & 0x0000_0000_f0f0_f0f0L;
        return x ^ t ^ (t << 28);
    }
}
