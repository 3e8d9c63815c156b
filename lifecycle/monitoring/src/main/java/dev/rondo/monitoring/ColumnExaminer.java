package dev.rondo.monitoring;

import dev.rondo.base.ColumnType;
import dev.rondo.inference.Batch;
import dev.rondo.measures.Drift;
import org.jspecify.annotations.Nullable;

/** Looks at the rows of bad windows for what is wrong with a column. */
final class ColumnExaminer {
    /** A repair need not fit better than this many rows can tell: traffic is no random sample. */
    private static final long FIT_ROWS = 1000;

    private final Reference reference;
    private final Batch rows;

    /**
     * @param rows of the reference's signature
     */
    ColumnExaminer(Reference reference, Batch rows) {
        this.reference = reference;
        this.rows = rows;
    }

    ColumnEvidence examine(int index) {
        var column = reference.columns().get(index);
        var counts = new long[column.counts().length];
        long unknown = 0;
        for (int row = 0; row < rows.rows(); row++) {
            counts[column.bin(rows, index, row)]++;
            unknown += column.unknown(rows, index, row) ? 1 : 0;
        }
        int bins = Bins.used(column.counts(), counts);
        double noise = Noise.psi(Math.min(FIT_ROWS, rows.rows()), reference.rows(), bins, 1);
        double n = rows.rows();
        return new ColumnEvidence(
                column.column().name(),
                column.column().type().numeric(),
                rows.rows(),
                Drift.psi(column.counts(), counts),
                presentPsi(column, counts),
                noise,
                counts[column.missingBin()] / n,
                (double) column.counts()[column.missingBin()] / reference.rows(),
                unknown / n,
                column.expectedUnknown(),
                repair(index, column, counts, noise));
    }

    private @Nullable Repair repair(
            int index, ColumnReference column, long[] counts, double noise) {
        return switch (column) {
            case NumberReference number when number.column().type() == ColumnType.BOOLEAN ->
                    new SwapSearch(reference, rows, index).best(counts);
            case NumberReference number ->
                    new UnitSearch(reference, rows, index, number).best(noise);
            case CategoryReference category -> {
                var rename = RenameSearch.best(category, rows.texts(index), counts);
                yield rename != null ? rename : new SwapSearch(reference, rows, index).best(counts);
            }
        };
    }

    /** PSI of the values that are not missing; NaN if there are none. */
    static double presentPsi(ColumnReference column, long[] counts) {
        var before = column.counts().clone();
        var now = counts.clone();
        before[column.missingBin()] = 0;
        now[column.missingBin()] = 0;
        return Drift.psi(before, now);
    }
}
