package dev.rondo.monitoring;

import dev.rondo.base.Column;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Chooses the bins of a category's reference. */
final class CategoryReferences {
    private static final int MAX_LEVELS = 20;

    /** A rarer level shares the bin of the others. */
    private static final double LEAST_SHARE = 0.01;

    private CategoryReferences() {}

    static CategoryReference build(Column column, @Nullable String[] values, int[] sampleRows) {
        var counts = new TreeMap<String, Long>();
        for (var value : values) {
            if (value != null) {
                counts.merge(value, 1L, Long::sum);
            }
        }
        var levels = frequent(counts, values.length);
        var others = counts.keySet().stream().filter(level -> !levels.contains(level)).toList();
        long once = counts.values().stream().filter(count -> count == 1).count();
        var reference =
                new CategoryReference(
                        column,
                        levels,
                        others,
                        once,
                        new long[levels.size() + 2],
                        new byte[sampleRows.length]);
        for (var value : values) {
            reference.counts()[reference.bin(value)]++;
        }
        for (int i = 0; i < sampleRows.length; i++) {
            reference.sample()[i] = (byte) reference.bin(values[sampleRows[i]]);
        }
        return reference;
    }

    private static List<String> frequent(Map<String, Long> counts, int rows) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= LEAST_SHARE * rows)
                .sorted(
                        Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                .limit(MAX_LEVELS)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
