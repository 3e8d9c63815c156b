package dev.rondo.monitoring;

import dev.rondo.measures.Drift;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Looks for a known level that comes under a name never seen. */
final class RenameSearch {
    private RenameSearch() {}

    /** Whether giving the most frequent unseen level's rows to a known level helps. */
    static Repair.@Nullable Rename best(
            CategoryReference reference, @Nullable String[] values, long[] counts) {
        var unseen = unseen(reference, values);
        if (unseen == null) {
            return null;
        }
        double least = Drift.psi(reference.counts(), counts);
        int known = -1;
        for (int level = 0; level < reference.levels().size(); level++) {
            var renamed = counts.clone();
            renamed[reference.levels().size()] -= unseen.getValue();
            renamed[level] += unseen.getValue();
            double psi = Drift.psi(reference.counts(), renamed);
            if (psi < least) {
                least = psi;
                known = level;
            }
        }
        return known < 0
                ? null
                : new Repair.Rename(
                        reference.levels().get(known),
                        unseen.getKey(),
                        (double) unseen.getValue() / values.length,
                        0,
                        least);
    }

    private static Map.@Nullable Entry<String, Long> unseen(
            CategoryReference reference, @Nullable String[] values) {
        var unseen = new TreeMap<String, Long>();
        for (var value : values) {
            if (value != null && reference.unknown(value)) {
                unseen.merge(value, 1L, Long::sum);
            }
        }
        return unseen.entrySet().stream()
                .max(
                        Map.Entry.<String, Long>comparingByValue()
                                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .orElse(null);
    }
}
