package dev.rondo.inference;

import java.util.Arrays;
import java.util.Map;

/**
 * Keys of values that are compared as float64, as LightGBM does: a value equal to the threshold or
 * below it goes left. The number of a key is how many of the feature's thresholds are below the
 * value.
 */
final class RankKeys extends Keys {
    /** LightGBM's {@code kZeroThreshold}: what is this near to zero is zero. */
    private static final double ZERO = 1e-35f;

    RankKeys(Slots.Numbered slots, Map<Integer, DoubleList> thresholds) {
        super(slots, thresholds);
    }

    @Override
    int threshold(Split split) {
        return Arrays.binarySearch(thresholds[slot(split)], split.threshold());
    }

    @Override
    void encodeNumbers(float[] values, int offset, long[] keys) {
        for (int slot = 1; slot < feature.length; slot++) {
            keys[slot] = key(rank(slot, seen(values[offset + feature[slot]])));
        }
    }

    @Override
    void encodeNumbers(double[] values, int offset, long[] keys) {
        for (int slot = 1; slot < feature.length; slot++) {
            keys[slot] = key(rank(slot, seen(values[offset + feature[slot]])));
        }
    }

    /** Nothing; the value has more bits than there is room for. */
    @Override
    int bits(double leaf) {
        return 0;
    }

    @Override
    int rank(double[] ascending, double value) {
        int rank = 0;
        for (int left = ascending.length; left > 0; ) {
            int half = (left + 1) >>> 1;
            rank += ascending[rank + half - 1] < value ? half : 0;
            left -= half;
        }
        return rank;
    }

    @Override
    double seen(double value) {
        return Math.abs(value) <= ZERO ? 0 : value;
    }

    /** A category is cut to a whole number; a negative one is none. */
    @Override
    int category(double value) {
        return (int) value;
    }
}
