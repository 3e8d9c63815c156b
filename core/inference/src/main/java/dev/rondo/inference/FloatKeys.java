package dev.rondo.inference;

/**
 * Keys of values that are compared as float32, as XGBoost does: a value below the threshold goes
 * left. The number of a key is the float's bits, arranged so that they order as the floats do.
 */
final class FloatKeys extends Keys {
    /** Categories at or above this are never members of a split; floats are exact up to here. */
    static final int MAX_CATEGORY = 1 << 24;

    FloatKeys(Slots.Numbered slots) {
        super(slots);
    }

    /** Nothing is below NaN, so that only a missing value may go left. */
    @Override
    int threshold(Split split) {
        return Double.isNaN(split.threshold())
                ? Integer.MIN_VALUE
                : ordered((float) split.threshold()) - 1;
    }

    @Override
    void encodeNumbers(float[] values, int offset, long[] keys, int at, int stride) {
        for (int slot = 1; slot < feature.length; slot++) {
            float value = values[offset + feature[slot]];
            keys[at + slot * stride] = Float.isNaN(value) ? missingKey[slot] : key(ordered(value));
        }
    }

    @Override
    void encodeNumbers(double[] values, int offset, long[] keys, int at, int stride) {
        for (int slot = 1; slot < feature.length; slot++) {
            float value = (float) values[offset + feature[slot]];
            keys[at + slot * stride] = Float.isNaN(value) ? missingKey[slot] : key(ordered(value));
        }
    }

    /** A float's bits, which order as the floats do; both zeros are one. */
    private static int ordered(float value) {
        int bits = Float.floatToRawIntBits(value + 0f);
        return bits ^ bits >> 31 >>> 1;
    }

    /** A category is cut to a whole number; what is negative or too large is none. */
    @Override
    int category(double value) {
        float rounded = (float) value;
        return rounded >= 0 && rounded < MAX_CATEGORY ? (int) rounded : -1;
    }
}
