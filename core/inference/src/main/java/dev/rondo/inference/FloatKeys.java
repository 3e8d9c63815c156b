package dev.rondo.inference;

import java.util.Map;

/**
 * Keys of values that are compared as float32, as XGBoost does: a value below the threshold goes
 * left. The number of a key is the float's bits, arranged so that they order as the floats do.
 */
final class FloatKeys extends Keys {
    /** Categories at or above this are never members of a split; floats are exact up to here. */
    static final int MAX_CATEGORY = 1 << 24;

    FloatKeys(Slots.Numbered slots, Map<Integer, DoubleList> thresholds) {
        super(slots, thresholds);
    }

    @Override
    int threshold(Split split) {
        return ordered((float) split.threshold()) - 1;
    }

    @Override
    void encodeNumbers(float[] values, int offset, long[] keys) {
        for (int slot = 1; slot < feature.length; slot++) {
            float value = values[offset + feature[slot]];
            keys[slot] = Float.isNaN(value) ? missingKey[slot] : key(ordered(value));
        }
    }

    @Override
    void encodeNumbers(double[] values, int offset, long[] keys) {
        for (int slot = 1; slot < feature.length; slot++) {
            float value = (float) values[offset + feature[slot]];
            keys[slot] = Float.isNaN(value) ? missingKey[slot] : key(ordered(value));
        }
    }

    /** A float's bits, which order as the floats do; both zeros are one. */
    private static int ordered(float value) {
        int bits = Float.floatToRawIntBits(value + 0f);
        return bits ^ ((bits >> 31) >>> 1);
    }

    /** The value itself. */
    @Override
    int bits(double leaf) {
        return Float.floatToRawIntBits((float) leaf);
    }

    @Override
    int rank(double[] ascending, double value) {
        int rank = 0;
        for (int left = ascending.length; left > 0; ) {
            int half = (left + 1) >>> 1;
            rank += ascending[rank + half - 1] <= value ? half : 0;
            left -= half;
        }
        return rank;
    }

    @Override
    double seen(double value) {
        return (float) value;
    }

    /** A category is cut to a whole number; what is negative or too large is none. */
    @Override
    int category(double value) {
        float rounded = (float) value;
        return rounded >= 0 && rounded < MAX_CATEGORY ? (int) rounded : -1;
    }
}
