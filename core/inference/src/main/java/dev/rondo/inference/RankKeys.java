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
    static final double LIGHTGBM_ZERO = 1e-35f;

    /** How far from zero a value may be to be zero. Where only zero is, categories are whole. */
    private final double zero;

    /** By slot: thresholds, followed by infinity up to one less than a power of two. */
    private final double[] padded;

    /** By slot: where its thresholds start. */
    private final int[] starts;

    /** By slot: the first step of a search, half that power. */
    private final int[] steps;

    private final int firstStep;

    RankKeys(Slots.Numbered slots, Map<Integer, DoubleList> thresholds, double zero) {
        super(slots, thresholds);
        this.zero = zero;
        var all = new DoubleList();
        starts = new int[feature.length];
        steps = new int[feature.length];
        int greatest = 0;
        for (int slot = 1; slot < feature.length; slot++) {
            starts[slot] = all.size();
            steps[slot] = Integer.highestOneBit(this.thresholds[slot].length);
            greatest = Math.max(greatest, steps[slot]);
            for (double threshold : this.thresholds[slot]) {
                all.add(threshold);
            }
            while (all.size() - starts[slot] < 2 * steps[slot] - 1) {
                all.add(Double.POSITIVE_INFINITY);
            }
        }
        firstStep = greatest;
        padded = all.toArray();
    }

    @Override
    int threshold(Split split) {
        return Arrays.binarySearch(thresholds[slot(split)], split.threshold());
    }

    @Override
    void encodeNumbers(float[] values, int offset, long[] keys) {
        var seen = new double[feature.length];
        for (int slot = 1; slot < seen.length; slot++) {
            seen[slot] = seen(slot, values[offset + feature[slot]]);
        }
        encode(seen, keys);
    }

    @Override
    void encodeNumbers(double[] values, int offset, long[] keys) {
        var seen = new double[feature.length];
        for (int slot = 1; slot < seen.length; slot++) {
            seen[slot] = seen(slot, values[offset + feature[slot]]);
        }
        encode(seen, keys);
    }

    /** All slots take each step of their searches together: so none waits for its own last step. */
    private void encode(double[] seen, long[] keys) {
        var ranks = new int[feature.length];
        for (int step = firstStep; step > 0; step /= 2) {
            for (int slot = 1; slot < ranks.length; slot++) {
                if (step <= steps[slot]) {
                    int rank = ranks[slot];
                    double threshold = padded[starts[slot] + rank + step - 1];
                    ranks[slot] = rank + (threshold < seen[slot] ? step : 0);
                }
            }
        }
        for (int slot = 1; slot < ranks.length; slot++) {
            keys[slot] = isMissing(slot, seen[slot]) ? missingKey[slot] : key(ranks[slot]);
        }
    }

    @Override
    void rank(double[] ascending, double[] values, int count, int[] ranks) {
        Arrays.fill(ranks, 0, count, 0);
        for (int left = ascending.length; left > 0; left /= 2) {
            int half = (left + 1) / 2;
            for (int i = 0; i < count; i++) {
                ranks[i] += ascending[ranks[i] + half - 1] < values[i] ? half : 0;
            }
        }
    }

    /** A value as LightGBM sees it; where none is missing, NaN is zero. */
    private double seen(int slot, double value) {
        return missing[slot] == Missing.NONE && Double.isNaN(value) ? 0 : seen(value);
    }

    private boolean isMissing(int slot, double value) {
        return switch (missing[slot]) {
            case NAN -> Double.isNaN(value);
            case ZERO -> Double.isNaN(value) || value == 0;
            case NONE -> false;
        };
    }

    @Override
    double seen(double value) {
        return Math.abs(value) <= zero ? 0 : value;
    }

    /** A category is cut to a whole number, if it may be; a negative one is none. */
    @Override
    int category(double value) {
        return zero == 0 && value != (int) value ? -1 : (int) value;
    }
}
