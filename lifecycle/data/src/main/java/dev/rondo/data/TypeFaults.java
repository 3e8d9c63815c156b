package dev.rondo.data;

import dev.rondo.base.ColumnType;
import java.util.List;

/**
 * Values of a column that are not of the type that it had before.
 *
 * @param count how many, of how many values
 * @param first the first ones
 */
record TypeFaults(
        ColumnType expected, long values, long count, List<SuiteReport.Violation> first) {}
