package dev.rondo.inference;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Keys of values that are compared as float64, as LightGBM does: a value equal to the threshold or
 * below it goes left. The number of a key is how many of the feature's thresholds are below the
 * value.
 */
final class RankKeys extends Keys {
    /** LightGBM's {@code kZeroThreshold}: what is this near to zero is zero. */
    private static final double ZERO = 1e-35f;

    /** By feature: its thresholds, ascending. */
    private final Map<Integer, double[]> thresholds = new HashMap<>();

    /** By slot: the thresholds of its feature. */
    private final double[][] ofSlot;

    /**
     * @param thresholds by feature, in any order
     */
    RankKeys(Slots.Numbered slots, Map<Integer, DoubleList> thresholds) {
        super(slots);
        thresholds.forEach((feature, list) ->
                this.thresholds.put(
                        feature, Arrays.stream(list.toArray()).sorted().distinct().toArray()));
        ofSlot = new double[feature.length][];
        for (int slot = 1; slot < ofSlot.length; slot++) {
            ofSlot[slot] = this.thresholds.getOrDefault(feature[slot], new double[0]);
        }
    }

    @Override
    int threshold(Split split) {
        return Arrays.binarySearch(
                thresholds.getOrDefault(split.feature(), new double[0]), split.threshold());
    }

    @Override
    void encodeNumbers(float[] values, int offset, long[] keys, int at, int stride) {
        for (int slot = 1; slot < feature.length; slot++) {
            keys[at + slot * stride] = key(slot, values[offset + feature[slot]]);
        }
    }

    @Override
    void encodeNumbers(double[] values, int offset, long[] keys, int at, int stride) {
        for (int slot = 1; slot < feature.length; slot++) {
            keys[at + slot * stride] = key(slot, values[offset + feature[slot]]);
        }
    }

    private long key(int slot, double given) {
        double value = Math.abs(given) <= ZERO ? 0 : given;
        boolean nan = Double.isNaN(given);
        return switch (missing[slot]) {
            case NAN -> nan ? missingKey[slot] : key(rank(ofSlot[slot], value));
            case NONE -> key(rank(ofSlot[slot], nan ? 0 : value));
            case ZERO -> nan || value == 0 ? missingKey[slot] : key(rank(ofSlot[slot], value));
        };
    }

    /** How many of the thresholds are below the value. */
    private static int rank(double[] ascending, double value) {
        int below = 0;
        for (int left = ascending.length; left > 0; ) {
            int half = left + 1 >>> 1;
            below += ascending[below + half - 1] < value ? half : 0;
            left -= half;
        }
        return below;
    }

    /** A category is cut to a whole number; a negative one is none. */
    @Override
    int category(double value) {
        return (int) value;
    }
}
