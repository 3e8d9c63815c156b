package dev.rondo.demo;

import dev.rondo.base.Digests;
import java.util.ArrayList;
import java.util.List;

/**
 * The table cut in three by source row: the past, which is known from the start; what is served and
 * learned from later; and what proofs run on. Rows of equal content (or equal key) are never in two
 * of them, so no model is ever proven on a row that it was trained on.
 */
record Pools(List<String[]> past, List<String[]> learn, List<String[]> prove) {
    private static final double PAST = 0.55;
    private static final double LEARN = 0.775;

    static Pools cut(SourceRows source, long seed) {
        var pools = new Pools(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (var row : source.rows()) {
            double place = Digests.unit("pools-" + seed, identity(source, row));
            (place < PAST ? pools.past : place < LEARN ? pools.learn : pools.prove).add(row);
        }
        return pools;
    }

    /** What makes a row itself: its key where there is one, else all that a model may see of it. */
    private static String identity(SourceRows source, String[] row) {
        if (source.key() != SourceRows.NO_KEY) {
            return row[source.key()];
        }
        var text = new StringBuilder();
        for (int i = 0; i < row.length; i++) {
            if (i != source.target()) {
                text.append(row[i].length()).append(':').append(row[i]);
            }
        }
        return text.toString();
    }
}
