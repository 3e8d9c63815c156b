package dev.rondo.monitoring;

/** Pool adjacent violators (Ayer and others, 1955): the rising rates that fit counts best. */
final class Isotonic {
    private Isotonic() {}

    /**
     * Rates per bin that never fall. Within a pool it is {@code (positives + 0.5) / (n + 1)}, so
     * that no outcome is impossible.
     */
    static double[] rates(long[] positives, long[] negatives) {
        int bins = positives.length;
        var start = new int[bins];
        var hits = new long[bins];
        var sizes = new long[bins];
        int pools = 0;
        for (int bin = 0; bin < bins; bin++) {
            start[pools] = bin;
            hits[pools] = positives[bin];
            sizes[pools] = positives[bin] + negatives[bin];
            pools++;
            while (pools > 1 && falls(hits, sizes, pools - 1)) {
                pools--;
                hits[pools - 1] += hits[pools];
                sizes[pools - 1] += sizes[pools];
            }
        }
        var rates = new double[bins];
        for (int pool = 0; pool < pools; pool++) {
            int end = pool + 1 < pools ? start[pool + 1] : bins;
            for (int bin = start[pool]; bin < end; bin++) {
                rates[bin] = (hits[pool] + 0.5) / (sizes[pool] + 1);
            }
        }
        return rates;
    }

    /** Whether the pool's rate is not above the one before it; an empty pool joins. */
    private static boolean falls(long[] hits, long[] sizes, int pool) {
        return hits[pool] * sizes[pool - 1] <= hits[pool - 1] * sizes[pool];
    }
}
