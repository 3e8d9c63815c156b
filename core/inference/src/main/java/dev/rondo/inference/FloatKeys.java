package dev.rondo.inference;

import java.util.Arrays;
import java.util.Map;

/**
 * Keys of values that are compared as float32, as XGBoost does: a value below the threshold goes
 * left. The number of a key is the float's bits, arranged so that they order as the floats do.
 */
final class FloatKeys extends Keys {
    /** Categories at or above this are never members of a split; floats are exact up to here. */
    static final int MAX_CATEGORY = 1 << 24;

    /** Whether a number with a fraction is no category. */
    private final boolean wholeOnly;

    FloatKeys(Slots.Numbered slots, Map<Integer, DoubleList> thresholds, boolean wholeOnly) {
        super(slots, thresholds);
        this.wholeOnly = wholeOnly;
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

    @Override
    void rank(double[] ascending, double[] values, int count, int[] ranks) {
        Arrays.fill(ranks, 0, count, 0);
        for (int left = ascending.length; left > 0; left /= 2) {
            int half = (left + 1) / 2;
            for (int i = 0; i < count; i++) {
                ranks[i] += ascending[ranks[i] + half - 1] <= values[i] ? half : 0;
            }
        }
    }

    @Override
    double seen(double value) {
        return (float) value;
    }

    /** A category is cut to a whole number, if it may be; what is negative or too large is none. */
    @Override
    int category(double value) {
        float rounded = (float) value;
        if (wholeOnly && rounded != (int) rounded) {
            return -1;
        }
        return rounded >= 0 && rounded < MAX_CATEGORY ? (int) rounded : -1;
    }
}
