package dev.rondo.monitoring;

import dev.rondo.inference.Batch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * What the other columns say about a column's values. In a broken feed, rows go with the values
 * that they should have had; in a changed world, with the values that they have.
 */
final class Association {
    /** Weight, in rows, of a column's overall distribution within one of its conditional ones. */
    private static final double PRIOR_ROWS = 10;

    /** Columns that are not surely associated would only add noise. */
    private static final double ALPHA = 1e-4;

    private final Reference reference;
    private final Batch rows;
    private final int index;
    private final ColumnReference column;
    private final List<Integer> partners = new ArrayList<>();
    private final Map<Integer, double[][]> given = new HashMap<>();

    Association(Reference reference, Batch rows, int index) {
        this.reference = reference;
        this.rows = rows;
        this.index = index;
        this.column = reference.columns().get(index);
        for (int other = 0; other < reference.columns().size(); other++) {
            if (other != index && associated(other)) {
                partners.add(other);
                given.put(other, conditional(other));
            }
        }
    }

    /**
     * How much better the other columns fit the repaired values than the values as they come: the
     * mean log-likelihood ratio in nats per row that the repair touches, the columns' ratios added
     * up as if they were independent. Negative if worse, 0 if they say nothing.
     *
     * @param repaired the bin of a row's repaired value
     */
    double support(IntUnaryOperator repaired) {
        double sum = 0;
        int touched = 0;
        for (int row = 0; row < rows.rows(); row++) {
            int from = column.bin(rows, index, row);
            int to = repaired.applyAsInt(row);
            if (from != to) {
                touched++;
                sum += ratio(row, from, to);
            }
        }
        return touched == 0 ? 0 : sum / touched;
    }

    private double ratio(int row, int from, int to) {
        double sum = 0;
        for (int other : partners) {
            int bin = reference.columns().get(other).bin(rows, other, row);
            var conditional = given.getOrDefault(other, new double[0][]);
            sum += StrictMath.log(conditional[to][bin] / conditional[from][bin]);
        }
        return sum;
    }

    /** The reference sample's rows by this column's bin and the other's. */
    private long[][] together(int otherIndex) {
        var other = reference.columns().get(otherIndex);
        var counts = new long[column.counts().length][other.counts().length];
        for (int row = 0; row < column.sample().length; row++) {
            counts[column.sample()[row]][other.sample()[row]]++;
        }
        return counts;
    }

    /** Pearson's test of independence. */
    private boolean associated(int other) {
        var counts = together(other);
        var ofThis = Arrays.stream(counts).mapToLong(row -> Arrays.stream(row).sum()).toArray();
        var ofOther = new long[reference.columns().get(other).counts().length];
        for (var row : counts) {
            for (int bin = 0; bin < row.length; bin++) {
                ofOther[bin] += row[bin];
            }
        }
        double n = column.sample().length;
        double statistic = 0;
        for (int i = 0; i < ofThis.length; i++) {
            for (int j = 0; j < ofOther.length; j++) {
                double expected = ofThis[i] * ofOther[j] / n;
                if (expected > 0) {
                    statistic += (counts[i][j] - expected) * (counts[i][j] - expected) / expected;
                }
            }
        }
        long freedom = (used(ofThis) - 1) * (used(ofOther) - 1);
        return freedom > 0
                && ChiSquaredDistribution.of((double) freedom).survivalProbability(statistic)
                        < ALPHA;
    }

    private static long used(long[] counts) {
        return Arrays.stream(counts).filter(count -> count > 0).count();
    }

    /** The other column's distribution for each bin of this one. */
    private double[][] conditional(int otherIndex) {
        var other = reference.columns().get(otherIndex);
        var counts = together(otherIndex);
        var given = new double[counts.length][other.counts().length];
        for (int bin = 0; bin < counts.length; bin++) {
            long size = Arrays.stream(counts[bin]).sum();
            for (int j = 0; j < other.counts().length; j++) {
                double overall =
                        (other.counts()[j] + 0.5)
                                / (reference.rows() + 0.5 * other.counts().length);
                given[bin][j] = (counts[bin][j] + PRIOR_ROWS * overall) / (size + PRIOR_ROWS);
            }
        }
        return given;
    }
}
