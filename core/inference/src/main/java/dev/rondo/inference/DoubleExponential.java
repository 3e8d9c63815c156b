package dev.rondo.inference;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The exponential function in float64 as the C library computes it that LightGBM runs on (glibc
 * from 2.28 on, with fused multiplication and addition: the table-driven method of Arm's optimized
 * routines, MIT licence). See {@link Exponential}, which does so in float32.
 *
 * <p>e^x = 2^(k/128) e^r with a whole k and |r| up to ln 2 / 256, the second factor by a
 * polynomial.
 */
final class DoubleExponential {
    private static final int PARTS = 128;
    private static final double PARTS_PER_LN2 = 0x1.71547652b82fep0 * PARTS;
    private static final double LN2_PER_PART = 0x1.62e42fefa0000p-8;
    private static final double LN2_PER_PART_REST = 0x1.cf79abc9e3b39p-47;
    private static final double SECOND = 0x1.ffffffffffdbdp-2;
    private static final double THIRD = 0x1.555555555543cp-3;
    private static final double FOURTH = 0x1.55555cf172b91p-5;
    private static final double FIFTH = 0x1.1111167a4d017p-7;

    /** From here on scales overflow. */
    private static final double LARGE = 512;

    /** 2^(i/128), and by which part of it the exact number is greater. */
    private static final double[] POWERS = new double[PARTS];

    private static final double[] RESTS = new double[PARTS];

    static {
        var context = new MathContext(50);
        var step = BigDecimal.TWO;
        for (int i = 1; i < PARTS; i *= 2) {
            step = step.sqrt(context);
        }
        var exact = BigDecimal.ONE;
        for (int i = 0; i < PARTS; i++) {
            POWERS[i] = exact.doubleValue();
            var power = new BigDecimal(POWERS[i]);
            RESTS[i] = exact.subtract(power).divide(power, context).doubleValue();
            exact = exact.multiply(step, context);
        }
    }

    private DoubleExponential() {}

    static double of(double x) {
        if (!(Math.abs(x) < LARGE)) {
            return StrictMath.exp(x);
        }
        double whole = Math.rint(PARTS_PER_LN2 * x);
        double r = Math.fma(-whole, LN2_PER_PART_REST, Math.fma(-whole, LN2_PER_PART, x));
        int k = (int) whole;
        int part = k & (PARTS - 1);
        double square = r * r;
        double low = Math.fma(square, Math.fma(r, THIRD, SECOND), RESTS[part] + r);
        double less = Math.fma(square * square, Math.fma(r, FIFTH, FOURTH), low);
        double scale = POWERS[part] * Math.scalb(1.0, k >> 7);
        return Math.fma(scale, less, scale);
    }
}
