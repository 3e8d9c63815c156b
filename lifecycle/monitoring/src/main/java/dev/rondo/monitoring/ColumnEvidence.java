package dev.rondo.monitoring;

import org.jspecify.annotations.Nullable;

/**
 * One column that moved, in its bad windows.
 *
 * @param n rows that it rests on
 * @param psi of all values
 * @param presentPsi of the values that are not missing
 * @param noise the PSI that sampling alone may show at this n
 * @param missing share of rows without a value
 * @param unknown share of rows with a value that the reference knows nothing of
 * @param expectedUnknown the same in an unchanged world
 * @param numeric whether its values are numbers
 * @param repair the change of the values that undoes the movement best; null if none helps
 */
public record ColumnEvidence(
        String column,
        boolean numeric,
        long n,
        double psi,
        double presentPsi,
        double noise,
        double missing,
        double referenceMissing,
        double unknown,
        double expectedUnknown,
        @Nullable Repair repair) {}
