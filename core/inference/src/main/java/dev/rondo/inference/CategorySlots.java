package dev.rondo.inference;

import java.util.Arrays;

/**
 * The slots of a feature that holds categories. The categories that any split names are numbered in
 * their order and lie in chunks of {@link #CHUNK}; each chunk has a slot, whose key is the place of
 * the row's category among the bits of a split's set.
 *
 * @param categories those that splits name, ascending
 * @param missingRight where these splits send a missing value
 * @param first the slot of the first chunk; the others follow
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CategorySlots(int feature, int[] categories, boolean missingRight, int first) {
    static final int CHUNK = 30;

    /** The bit that every set has, for a missing value that goes right. */
    static final int ALWAYS = 30;

    /** The bit that no set has, for a category that the chunk does not hold. */
    static final int NEVER = 31;

    int chunks() {
        return (categories.length + CHUNK - 1) / CHUNK;
    }

    int slot(int index) {
        return first + index / CHUNK;
    }

    int index(int category) {
        return Arrays.binarySearch(categories, category);
    }

    /** Writes the keys of a category; one that is negative is none. */
    void encode(int category, long[] keys) {
        encodeAll(NEVER, keys);
        int index = category < 0 ? -1 : index(category);
        if (index >= 0) {
            keys[slot(index)] = (long) Keys.SHIFT + index % CHUNK;
        }
    }

    void encodeMissing(long[] keys) {
        encodeAll(missingRight ? ALWAYS : NEVER, keys);
    }

    private void encodeAll(int bit, long[] keys) {
        for (int slot = first; slot < first + chunks(); slot++) {
            keys[slot] = (long) Keys.SHIFT + bit;
        }
    }
}
