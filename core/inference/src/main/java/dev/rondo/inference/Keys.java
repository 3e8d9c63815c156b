package dev.rondo.inference;

import java.util.List;

/**
 * Turns a row's values into the keys that a {@link Forest} compares, one for each slot. What is
 * exact about a framework (its precision, its missing values, its categories) is settled here, so
 * that the walk itself is one subtraction and one shift.
 *
 * <p>A key is a number shifted by {@link #SHIFT}, plus a distance. A node holds its threshold, or a
 * set of categories as 32 bits, shifted alike. The difference of the two, shifted right by the key's
 * distance, has as its last bit whether the row goes right: the sign of threshold less value, with a
 * distance of 63; or the category's bit of the set, with a number of 0 and the bit's place as
 * distance.
 */
abstract sealed class Keys permits FloatKeys, RankKeys {
    static final int SHIFT = 31;

    /** What leaves read: the number 0. */
    private static final long CONSTANT = 63;

    /** By slot by number, from 1 on: the feature that it reads. */
    final int[] feature;

    final Missing[] missing;

    /** By slot by number: the key of a missing value. */
    final long[] missingKey;

    final CategorySlots[] categories;

    private final int slots;

    Keys(Slots.Numbered slots) {
        this.slots = slots.count();
        List<Slot> numbers = slots.numbers();
        feature = new int[numbers.size() + 1];
        missing = new Missing[feature.length];
        missingKey = new long[feature.length];
        for (int slot = 1; slot < feature.length; slot++) {
            var meant = numbers.get(slot - 1);
            feature[slot] = meant.feature();
            missing[slot] = meant.missing();
            missingKey[slot] = key(meant.missingRight() ? Integer.MAX_VALUE : Integer.MIN_VALUE);
        }
        categories = slots.categories().values().toArray(CategorySlots[]::new);
    }

    static long key(int number) {
        return ((long) number << SHIFT) + CONSTANT;
    }

    /** How many keys a row has. */
    final int slots() {
        return slots;
    }

    /** The largest number of a value's key that goes left at this split by number. */
    abstract int threshold(Split split);

    /**
     * Writes a row's keys.
     *
     * @param offset where the row starts
     * @param at where its first key goes
     * @param stride how far apart its keys lie
     */
    final void encode(float[] values, int offset, long[] keys, int at, int stride) {
        keys[at] = CONSTANT;
        encodeNumbers(values, offset, keys, at, stride);
        for (var group : categories) {
            encode(group, values[offset + group.feature()], keys, at, stride);
        }
    }

    /** See {@link #encode(float[], int, long[], int, int)}. */
    final void encode(double[] values, int offset, long[] keys, int at, int stride) {
        keys[at] = CONSTANT;
        encodeNumbers(values, offset, keys, at, stride);
        for (var group : categories) {
            encode(group, values[offset + group.feature()], keys, at, stride);
        }
    }

    private void encode(CategorySlots group, double value, long[] keys, int at, int stride) {
        if (Double.isNaN(value)) {
            group.encodeMissing(keys, at, stride);
        } else {
            group.encode(category(value), keys, at, stride);
        }
    }

    abstract void encodeNumbers(float[] values, int offset, long[] keys, int at, int stride);

    abstract void encodeNumbers(double[] values, int offset, long[] keys, int at, int stride);

    /** The category that a value stands for; negative for none. */
    abstract int category(double value);
}
