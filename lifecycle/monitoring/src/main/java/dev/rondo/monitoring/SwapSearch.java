package dev.rondo.monitoring;

import dev.rondo.inference.Batch;
import dev.rondo.measures.Drift;
import org.jspecify.annotations.Nullable;

/** Looks for two levels of a column that stand for each other. */
final class SwapSearch {
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

    private double support(int first, int second) {
        return new Association(reference, rows, index)
                .support(row -> {
                    int bin = column.bin(rows, index, row);
                    return bin == first ? second : bin == second ? first : bin;
                });
    }
}
