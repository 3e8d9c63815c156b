package dev.rondo.inference;

/**
 * The exponential function in float32 as the C library computes it that ONNX Runtime runs on (glibc
 * from 2.27 on: the table-driven method of Arm's optimized routines, MIT licence). Like {@link
 * Logistic#log} it is not correctly rounded, and 1 less a probability shows its last bit.
 *
 * <p>e^x = 2^(k/32) 2^(r/32) with a whole k and |r| up to a half, the second factor by a
 * polynomial.
 */
final class Exponential {
    private static final int PARTS = 32;
    private static final double PARTS_PER_LN2 = 0x1.71547652b82fep+0 * PARTS;
    private static final double THIRD = 0x1.c6af84b912394p-5 / PARTS / PARTS / PARTS;
    private static final double SECOND = 0x1.ebfce50fac4f3p-3 / PARTS / PARTS;
    private static final double FIRST = 0x1.62e42ff0c52d6p-1 / PARTS;

    /** Above this the result is infinite, and below that it is zero. */
    private static final float GREATEST = 0x1.62e42ep6f;

    private static final float LEAST = -0x1.9fe368p6f;

    /** 2^(i/32). */
    private static final double[] POWERS = new double[PARTS];

    static {
        for (int i = 0; i < PARTS; i++) {
            POWERS[i] = StrictMath.pow(2, i / (double) PARTS);
        }
    }

    private Exponential() {}

    static float of(float x) {
        if (Float.isNaN(x) || x > GREATEST) {
            return x + Float.POSITIVE_INFINITY;
        }
        if (x < LEAST) {
            return 0;
        }
        double scaled = PARTS_PER_LN2 * x;
        double whole = Math.rint(scaled);
        double rest = scaled - whole;
        int k = (int) whole;
        double high = THIRD * rest + SECOND;
        double low = FIRST * rest + 1;
        double factor = POWERS[k & (PARTS - 1)] * Math.scalb(1.0, k >> 5);
        return (float) ((high * (rest * rest) + low) * factor);
    }
}
