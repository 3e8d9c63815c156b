package dev.rondo.monitoring;

import dev.rondo.inference.Batch;
import dev.rondo.measures.Drift;
import org.jspecify.annotations.Nullable;

/** Looks for two levels of a column that stand for each other. */
final class SwapSearch {
    /** Weight, in rows, of the overall distribution within a level's. */
    private static final double PRIOR_ROWS = 5;

    private final Reference reference;
    private final Batch rows;
    private final int index;
    private final ColumnReference column;

    SwapSearch(Reference reference, Batch rows, int index) {
        this.reference = reference;
        this.rows = rows;
        this.index = index;
        this.column = reference.columns().get(index);
    }

    /** The pair whose exchange fits best; null if no exchange helps. */
    Repair.@Nullable Swap best(long[] counts) {
        int levels = levels();
        double least = Drift.psi(column.counts(), counts);
        int first = -1;
        int second = -1;
        for (int a = 0; a < levels; a++) {
            for (int b = a + 1; b < levels; b++) {
                double psi = Drift.psi(column.counts(), swapped(counts, a, b));
                if (psi < least) {
                    least = psi;
                    first = a;
                    second = b;
                }
            }
        }
        if (first < 0) {
            return null;
        }
        double touched = (double) (counts[first] + counts[second]) / rows.rows();
        return new Repair.Swap(name(first), name(second), touched, support(first, second), least);
    }

    private int levels() {
        return switch (column) {
            case NumberReference number -> number.masses().length;
            case CategoryReference category -> category.levels().size();
        };
    }

    private String name(int level) {
        return switch (column) {
            case NumberReference number -> number.masses()[level] == 0 ? "false" : "true";
            case CategoryReference category -> category.levels().get(level);
        };
    }

    private static long[] swapped(long[] counts, int a, int b) {
        var swapped = counts.clone();
        swapped[a] = counts[b];
        swapped[b] = counts[a];
        return swapped;
    }

    /**
     * What the other columns say: rows of a level resemble the reference's rows of the other level
     * if the two were exchanged, and those of their own level if its share merely changed. The
     * columns' log-likelihood ratios are added up as if they were independent.
     */
    private double support(int first, int second) {
        double sum = 0;
        int touched = 0;
        for (int other = 0; other < reference.columns().size(); other++) {
            if (other != index) {
                sum += support(first, second, other);
            }
        }
        for (int row = 0; row < rows.rows(); row++) {
            int level = column.bin(rows, index, row);
            touched += level == first || level == second ? 1 : 0;
        }
        return touched == 0 ? 0 : sum / touched;
    }

    private double support(int first, int second, int otherIndex) {
        var other = reference.columns().get(otherIndex);
        var ofFirst = given(first, other);
        var ofSecond = given(second, other);
        double sum = 0;
        for (int row = 0; row < rows.rows(); row++) {
            int level = column.bin(rows, index, row);
            int bin = other.bin(rows, otherIndex, row);
            if (level == first) {
                sum += StrictMath.log(ofSecond[bin] / ofFirst[bin]);
            } else if (level == second) {
                sum += StrictMath.log(ofFirst[bin] / ofSecond[bin]);
            }
        }
        return sum;
    }

    /** The other column's distribution over the reference's rows of a level. */
    private double[] given(int level, ColumnReference other) {
        int bins = other.counts().length;
        var counts = new long[bins];
        long size = 0;
        for (int i = 0; i < column.sample().length; i++) {
            if (column.sample()[i] == level) {
                counts[other.sample()[i]]++;
                size++;
            }
        }
        var given = new double[bins];
        for (int bin = 0; bin < bins; bin++) {
            double overall = (other.counts()[bin] + 0.5) / (reference.rows() + 0.5 * bins);
            given[bin] = (counts[bin] + PRIOR_ROWS * overall) / (size + PRIOR_ROWS);
        }
        return given;
    }
}
