package dev.rondo.inference;

/** The logistic function and its inverse, as XGBoost computes them in float32. */
final class Logistic {
    private static final float SMALLEST = 1e-6f;

    // logf of the C library that XGBoost runs on (glibc 2.27 to 2.40, musl: the table-driven method
    // of Arm's optimized routines, MIT licence; see docs/adr/0006). It is not correctly rounded:
    // about 1 in 200 results differs in the last bit from the nearest float, and each would shift
    // all margins of a model. These are its table of 1/c and log(c) for 16 intervals of [0.7, 1.4]
    // and its polynomial for log(1+r).
    private static final int OFFSET = 0x3f330000;
    private static final double[] RECIPROCAL = {
        0x1.661ec79f8f3bep+0, 0x1.571ed4aaf883dp+0, 0x1.49539f0f010b0p+0, 0x1.3c995b0b80385p+0,
        0x1.30d190c8864a5p+0, 0x1.25e227b0b8ea0p+0, 0x1.1bb4a4a1a343fp+0, 0x1.12358f08ae5bap+0,
        0x1.0953f419900a7p+0, 0x1.0000000000000p+0, 0x1.e608cfd9a47acp-1, 0x1.ca4b31f026aa0p-1,
        0x1.b2036576afce6p-1, 0x1.9c2d163a1aa2dp-1, 0x1.886e6037841edp-1, 0x1.767dcf5534862p-1,
    };
    private static final double[] LOGARITHM = {
        -0x1.57bf7808caadep-2, -0x1.2bef0a7c06ddbp-2, -0x1.01eae7f513a67p-2, -0x1.b31d8a68224e9p-3,
        -0x1.6574f0ac07758p-3, -0x1.1aa2bc79c8100p-3, -0x1.a4e76ce8c0e5ep-4, -0x1.1973c5a611cccp-4,
        -0x1.252f438e10c1ep-5, 0x0.0p+0, 0x1.aa5aa5df25984p-5, 0x1.c5e53aa362eb4p-4,
        0x1.526e57720db08p-3, 0x1.bc2860d224770p-3, 0x1.1058bc8a07ee1p-2, 0x1.4043057b6ee09p-2,
    };
    private static final double LN2 = 0x1.62e42fefa39efp-1;
    private static final double FOURTH = -0x1.00ea348b88334p-2;
    private static final double THIRD = 0x1.5575b0be00b6ap-2;
    private static final double SECOND = -0x1.ffffef20a4123p-2;

    private Logistic() {}

    /** The probability of a margin in log-odds, in XGBoost's own steps. */
    static float probability(float margin) {
        float exponential = Exponential.of(Math.min(-margin, 88.7f));
        return 1f / (exponential + 1f + 1e-16f);
    }

    /**
     * The margin of a base score, bit-equal to XGBoost's.
     *
     * @param probability in [0, 1], kept off both ends by 1e-6
     */
    static float margin(float probability) {
        float inside = Math.min(Math.max(probability, SMALLEST), 1f - SMALLEST);
        return -log(1f / inside - 1f);
    }

    /**
     * The natural logarithm of a positive float.
     *
     * <p>x = 2^k z with z near c, so log x = k log 2 + log c + log(1 + r) with r = z/c - 1.
     */
    static float log(float x) {
        if (x < Float.MIN_NORMAL) {
            return scaledLog(x);
        }
        return log(Float.floatToRawIntBits(x));
    }

    /** Of a number below the normal ones: its bits as if its exponent could be that small. */
    private static float scaledLog(float x) {
        return log(Float.floatToRawIntBits(x * 0x1p23f) - (23 << 23));
    }

    private static float log(int bits) {
        int shifted = bits - OFFSET;
        int interval = shifted >> 19 & 15;
        double z = Float.intBitsToFloat(bits - (shifted & 0xff80_0000));
        double r = Math.fma(z, RECIPROCAL[interval], -1);
        double high = Math.fma(shifted >> 23, LN2, LOGARITHM[interval]);
        double square = r * r;
        double tail = Math.fma(FOURTH, square, Math.fma(THIRD, r, SECOND));
        return (float) Math.fma(tail, square, high + r);
    }
}
