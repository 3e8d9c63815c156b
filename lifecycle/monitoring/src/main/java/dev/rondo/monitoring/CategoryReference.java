package dev.rondo.monitoring;

import dev.rondo.base.Column;
import dev.rondo.inference.Batch;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bins: one per frequent level, one for all others, one for missing.
 *
 * @param levels the levels that have a bin, sorted
 * @param others known levels that are too rare for a bin, sorted
 * @param once how many levels came only once. By Good and Turing their share of the rows is what
 *     never-seen levels take in an unchanged world.
 */
@SuppressWarnings("ArrayRecordComponent") // bins by index
record CategoryReference(
        Column column,
        List<String> levels,
        List<String> others,
        long once,
        long[] counts,
        byte[] sample)
        implements ColumnReference {
    CategoryReference {
        levels = List.copyOf(levels);
        others = List.copyOf(others);
    }

    int bin(@Nullable String level) {
        if (level == null) {
            return missingBin();
        }
        int index = Collections.binarySearch(levels, level);
        return index >= 0 ? index : levels.size();
    }

    boolean unknown(@Nullable String level) {
        return level != null
                && Collections.binarySearch(levels, level) < 0
                && Collections.binarySearch(others, level) < 0;
    }

    @Override
    public int bin(Batch batch, int index, int row) {
        return bin(batch.texts(index)[row]);
    }

    @Override
    public boolean unknown(Batch batch, int index, int row) {
        return unknown(batch.texts(index)[row]);
    }

    @Override
    public double expectedUnknown() {
        long rows = 0;
        for (long count : counts) {
            rows += count;
        }
        return rows == 0 ? 0 : (double) once / rows;
    }
}
