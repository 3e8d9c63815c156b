package dev.rondo.monitoring;

import dev.rondo.inference.Batch;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one window: exact counts over the reference's bins. Adding commutes and sums are
 * of integers, so neither order nor batches nor replicas change the result (rule 5.4).
 *
 * @param totals see the constants
 * @param columns rows per column and bin
 * @param unknown rows per column with a value that the reference does not know
 * @param decisions answers per decision (0 not acted, 1 acted) and fine score bin
 * @param outcomes per decision and outcome (0 not acted and negative, 1 not acted and positive, 2
 *     acted and negative, 3 acted and positive) and fine score bin
 */
@SuppressWarnings("ArrayRecordComponent") // counts are added up in place
record WindowCounts(
        long[] totals, long[][] columns, long[] unknown, long[][] decisions, long[][] outcomes) {
    private static final int ROWS = 0;
    private static final int FAILURES = 1;
    private static final int FIRST_SEQUENCE = 2;
    private static final int LAST_SEQUENCE = 3;

    /** Sum of the log-losses in billionths of a nat: an integer, so that order does not matter. */
    private static final int LOG_LOSS = 4;

    private static final double LOG_LOSS_UNIT = 1e9;
    private static final double LEAST_PROBABILITY = 1e-15;

    static WindowCounts empty(Reference reference) {
        var columns = new long[reference.columns().size()][];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = new long[reference.columns().get(i).counts().length];
        }
        int bins = reference.scores().bins();
        return new WindowCounts(
                new long[] {0, 0, Long.MAX_VALUE, -1, 0},
                columns,
                new long[columns.length],
                new long[2][bins],
                new long[4][bins]);
    }

    void addFailure() {
        totals[FAILURES]++;
    }

    void add(
            Reference reference, Batch batch, int row, double score, boolean acted, long sequence) {
        totals[ROWS]++;
        totals[FIRST_SEQUENCE] = Math.min(totals[FIRST_SEQUENCE], sequence);
        totals[LAST_SEQUENCE] = Math.max(totals[LAST_SEQUENCE], sequence);
        for (int i = 0; i < columns.length; i++) {
            var column = reference.columns().get(i);
            columns[i][column.bin(batch, i, row)]++;
            if (column.unknown(batch, i, row)) {
                unknown[i]++;
            }
        }
        decisions[acted ? 1 : 0][reference.scores().bin(score)]++;
    }

    void addOutcome(Reference reference, double score, boolean acted, boolean positive) {
        outcomes[(acted ? 2 : 0) + (positive ? 1 : 0)][reference.scores().bin(score)]++;
        double likelihood = Math.max(LEAST_PROBABILITY, positive ? score : 1 - score);
        totals[LOG_LOSS] += Math.round(-StrictMath.log(likelihood) * LOG_LOSS_UNIT);
    }

    void merge(WindowCounts other) {
        totals[ROWS] += other.totals[ROWS];
        totals[FAILURES] += other.totals[FAILURES];
        totals[FIRST_SEQUENCE] = Math.min(totals[FIRST_SEQUENCE], other.totals[FIRST_SEQUENCE]);
        totals[LAST_SEQUENCE] = Math.max(totals[LAST_SEQUENCE], other.totals[LAST_SEQUENCE]);
        totals[LOG_LOSS] += other.totals[LOG_LOSS];
        add(columns, other.columns);
        add(new long[][] {unknown}, new long[][] {other.unknown});
        add(decisions, other.decisions);
        add(outcomes, other.outcomes);
    }

    private static void add(long[][] into, long[][] from) {
        for (int i = 0; i < into.length; i++) {
            for (int j = 0; j < into[i].length; j++) {
                into[i][j] += from[i][j];
            }
        }
    }

    long rows() {
        return totals[ROWS];
    }

    long failures() {
        return totals[FAILURES];
    }

    /** The journal's first record among the rows; null without rows. */
    @Nullable Long firstSequence() {
        return rows() == 0 ? null : totals[FIRST_SEQUENCE];
    }

    long lastSequence() {
        return totals[LAST_SEQUENCE];
    }

    double logLossSum() {
        return totals[LOG_LOSS] / LOG_LOSS_UNIT;
    }

    long outcomeCount() {
        long sum = 0;
        for (var kind : outcomes) {
            for (long count : kind) {
                sum += count;
            }
        }
        return sum;
    }

    /** Rows with an outcome per decision (0 not acted, 1 acted) and fine score bin. */
    long[][] outcomesByDecision() {
        var sums = new long[2][outcomes[0].length];
        for (int kind = 0; kind < outcomes.length; kind++) {
            add(new long[][] {sums[kind / 2]}, new long[][] {outcomes[kind]});
        }
        return sums;
    }

    long positives(int bin) {
        return outcomes[1][bin] + outcomes[3][bin];
    }

    long negatives(int bin) {
        return outcomes[0][bin] + outcomes[2][bin];
    }
}
