package dev.rondo.inference;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Turns a row's values into the keys that a {@link Forest} compares, one for each slot, and the
 * values of a block of rows into the conditions that {@link Blocks} reads. What is exact about a
 * framework (its precision, its missing values, its categories) is settled here.
 *
 * <p>A key is a number shifted by {@link #SHIFT}, plus a distance. A node holds its threshold, or a
 * set of categories as 32 bits, shifted alike. The difference of the two, shifted right by the
 * key's distance, has as its last bit whether the row goes right: the sign of threshold less value,
 * with a distance of 63; or the category's bit of the set, with a number of 0 and the bit's place
 * as distance.
 */
abstract sealed class Keys permits FloatKeys, RankKeys {
    static final int SHIFT = 31;

    /** The distance of a number's key. */
    private static final int SIGN = 63;

    /** What leaves read: a number below all bits that they hold. */
    private static final long LEAST = (-1L << SHIFT) + SIGN;

    /** By slot by number, from 1 on: the feature that it reads. */
    final int[] feature;

    final Missing[] missing;

    /** By slot by number: the key of a missing value. */
    final long[] missingKey;

    /** By slot by number: all thresholds of its feature, ascending. */
    final double[][] thresholds;

    /** By slot by number: the number of the condition of its first threshold. */
    private final int[] firstCondition;

    final CategorySlots[] categories;

    private final Slots.Numbered slots;

    Keys(Slots.Numbered slots, Map<Integer, DoubleList> seen) {
        this.slots = slots;
        List<Slot> numbers = slots.numbers();
        feature = new int[numbers.size() + 1];
        missing = new Missing[feature.length];
        missingKey = new long[feature.length];
        thresholds = new double[feature.length][];
        firstCondition = new int[feature.length + 1];
        for (int slot = 1; slot < feature.length; slot++) {
            var meant = numbers.get(slot - 1);
            feature[slot] = meant.feature();
            missing[slot] = meant.missing();
            missingKey[slot] = key(meant.missingRight() ? Integer.MAX_VALUE : Integer.MIN_VALUE);
            thresholds[slot] =
                    slot > 1 && feature[slot] == feature[slot - 1]
                            ? thresholds[slot - 1]
                            : ascending(seen.getOrDefault(feature[slot], new DoubleList()));
            firstCondition[slot + 1] = firstCondition[slot] + thresholds[slot].length;
        }
        categories = slots.categories().values().toArray(CategorySlots[]::new);
    }

    private static double[] ascending(DoubleList thresholds) {
        return Arrays.stream(thresholds.toArray()).sorted().distinct().toArray();
    }

    static long key(int number) {
        return ((long) number << SHIFT) + SIGN;
    }

    /** How many keys a row has. */
    final int slots() {
        return slots.count();
    }

    /** How many conditions splits by number have: one for each slot and threshold. */
    final int conditions() {
        return firstCondition[feature.length];
    }

    /** The number of a split's condition; not for a split by category. */
    final int condition(Split split) {
        int slot = slots.slot(Slot.of(split));
        return firstCondition[slot] + Arrays.binarySearch(thresholds[slot], split.threshold());
    }

    final int slot(Split split) {
        return slots.slot(Slot.of(split));
    }

    /** The largest number of a value's key that goes left at this split by number. */
    abstract int threshold(Split split);

    /**
     * Counts how many of the thresholds each value goes right of; NaN goes right of none. All
     * values take each step of the search together: so none waits for its own last step.
     */
    abstract void rank(double[] ascending, double[] values, int count, int[] ranks);

    /** A value as the framework sees it. */
    abstract double seen(double value);

    /** The category that a value stands for; negative for none. */
    abstract int category(double value);

    /** Writes a row's keys; the row starts at {@code offset}. */
    final void encode(float[] values, int offset, long[] keys) {
        keys[0] = LEAST;
        encodeNumbers(values, offset, keys);
        for (var group : categories) {
            encode(group, values[offset + group.feature()], keys);
        }
    }

    /** See {@link #encode(float[], int, long[])}. */
    final void encode(double[] values, int offset, long[] keys) {
        keys[0] = LEAST;
        encodeNumbers(values, offset, keys);
        for (var group : categories) {
            encode(group, values[offset + group.feature()], keys);
        }
    }

    private void encode(CategorySlots group, double value, long[] keys) {
        if (Double.isNaN(value)) {
            group.encodeMissing(keys);
        } else {
            group.encode(category(value), keys);
        }
    }

    abstract void encodeNumbers(float[] values, int offset, long[] keys);

    abstract void encodeNumbers(double[] values, int offset, long[] keys);

    /**
     * Fills in the conditions of a slot by number.
     *
     * @param column the values of its feature, row after row, as the framework sees them
     * @param ranks room for as many numbers
     * @param conditions by condition so many words: a bit for each row that goes right
     */
    final void fill(
            int slot, double[] column, int rows, int[] ranks, long[] conditions, int words) {
        int first = firstCondition[slot] * words;
        int end = firstCondition[slot + 1] * words;
        Arrays.fill(conditions, first, end, 0);
        rank(thresholds[slot], column, rows, ranks);
        int rankOfNan = rankOfNan(slot);
        boolean zeroIsMissing = missing[slot] == Missing.ZERO;
        for (int row = 0; row < rows; row++) {
            double value = column[row];
            boolean isNan = Double.isNaN(value) || (zeroIsMissing && value == 0);
            int rank = isNan ? rankOfNan : ranks[row];
            if (rank > 0) {
                conditions[first + (rank - 1) * words + row / Long.SIZE] |= 1L << row;
            }
        }
        // Who goes right of a threshold goes right of all smaller ones.
        for (int i = end - words - 1; i >= first; i--) {
            conditions[i] |= conditions[i + words];
        }
    }

    /** The rank of a missing value, or of one that is taken as zero. */
    private int rankOfNan(int slot) {
        var all = thresholds[slot];
        if (missing[slot] != Missing.NONE) {
            return missingKey[slot] > 0 ? all.length : 0;
        }
        var rank = new int[1];
        rank(all, new double[1], 1, rank);
        return rank[0];
    }
}
