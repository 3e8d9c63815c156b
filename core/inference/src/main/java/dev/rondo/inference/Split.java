package dev.rondo.inference;

import org.jspecify.annotations.Nullable;

/**
 * How a node of a tree chooses, whatever format it was read from. A split by number sends a value
 * to the left that is below its threshold (or equal to it, as the format has it), a split by
 * category sends its members to the right.
 *
 * @param threshold unused in a split by category
 * @param members the categories that go right, ascending; null in a split by number
 * @param missing which values are missing
 * @param missingRight where a missing value goes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Split(
        int feature,
        double threshold,
        int @Nullable [] members,
        Missing missing,
        boolean missingRight) {
    static Split number(int feature, double threshold, Missing missing, boolean missingRight) {
        return new Split(feature, threshold, null, missing, missingRight);
    }

    static Split category(int feature, int[] members, boolean missingRight) {
        return new Split(feature, 0, members, Missing.NAN, missingRight);
    }
}
