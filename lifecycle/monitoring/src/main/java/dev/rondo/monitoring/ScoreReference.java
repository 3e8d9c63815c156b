package dev.rondo.monitoring;

import java.util.Arrays;

/**
 * How outcomes follow the score: fine score bins with the outcome counts of held-out rows.
 *
 * @param edges ascending; bin i holds the scores from edge i - 1, inclusive, to edge i, the outer
 *     bins are open
 * @param rates probability of a positive per fine bin: isotonic in the score, and never 0 or 1
 * @param groups first fine bin of each coarse bin, the first being 0. Each coarse bin holds about
 *     the same number of the rarer outcome.
 */
@SuppressWarnings("ArrayRecordComponent") // bins by index
record ScoreReference(
        double[] edges, long[] positives, long[] negatives, double[] rates, int[] groups) {
    private static final int FINE_BINS = 200;
    private static final int GROUPS = 5;

    static ScoreReference build(ScoredRows rows, double threshold) {
        var edges = edges(rows.scores(), threshold);
        var positives = new long[edges.length + 1];
        var negatives = new long[edges.length + 1];
        for (int i = 0; i < rows.scores().length; i++) {
            (rows.positive()[i] ? positives : negatives)[bin(edges, rows.scores()[i])]++;
        }
        return new ScoreReference(
                edges,
                positives,
                negatives,
                Isotonic.rates(positives, negatives),
                groups(positives, negatives));
    }

    int bins() {
        return rates.length;
    }

    int bin(double score) {
        return bin(edges, score);
    }

    long outcomes() {
        return Arrays.stream(positives).sum() + Arrays.stream(negatives).sum();
    }

    /** First fine bin after a coarse bin. */
    int end(int group) {
        return group + 1 < groups.length ? groups[group + 1] : bins();
    }

    private static int bin(double[] edges, double score) {
        int edge = Arrays.binarySearch(edges, score);
        return edge >= 0 ? edge + 1 : -edge - 1;
    }

    /** The decision's threshold is an edge too: no bin holds both decisions. */
    private static double[] edges(float[] scores, double threshold) {
        var sorted = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            sorted[i] = scores[i];
        }
        Arrays.sort(sorted);
        var edges = new double[FINE_BINS];
        for (int i = 1; i < FINE_BINS; i++) {
            edges[i - 1] = sorted[(int) ((long) i * sorted.length / FINE_BINS)];
        }
        edges[FINE_BINS - 1] = threshold;
        return Arrays.stream(edges).filter(edge -> edge > sorted[0]).sorted().distinct().toArray();
    }

    private static int[] groups(long[] positives, long[] negatives) {
        long all = Math.min(Arrays.stream(positives).sum(), Arrays.stream(negatives).sum());
        var rarer = Arrays.stream(positives).sum() == all ? positives : negatives;
        var groups = new int[GROUPS];
        int found = 1;
        long seen = 0;
        for (int bin = 0; bin + 1 < rarer.length && found < GROUPS; bin++) {
            seen += rarer[bin];
            if (seen * GROUPS >= all * found) {
                groups[found++] = bin + 1;
                while (found < GROUPS && seen * GROUPS >= all * found) {
                    found++;
                }
            }
        }
        return Arrays.stream(Arrays.copyOf(groups, found)).distinct().sorted().toArray();
    }
}
