package dev.rondo.data;

import dev.rondo.data.Expectation.Between;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The ranges expected of a numeric column, from its extremes and its 5 and 95 % quantiles. How far
 * other values may lie beyond an extreme is judged by the tail itself: the distance from quantile
 * to extreme is small in a column with a sharp end and large in one with a heavy tail.
 *
 * <ul>
 *   <li>Usual range, for all but a share of 10/m (at least 0.5 %): beyond the extreme by twice that
 *       distance, or by a tenth of the whole range if that is more; not below zero where no value
 *       was. It finds a column in another unit, or another column's values. From 21 values on.
 *   <li>Possible range, for every value: ten times that margin, or the extreme times the cube of
 *       its ratio to the quantile, whichever is further. It ends at zero if no value was below, and
 *       either the usual range stays above zero by itself, or values are dense at their low end, as
 *       amounts are. It finds a single absurd value. From 500 values on.
 *   <li>Bulk: at least half of the values lie between the quantiles, where 90 % did. Not where the
 *       quantiles are equal, or are the extremes.
 *   <li>Upper and lower quarter: at least 10 % of the values reach up to the third quartile, where
 *       25 % did, and 10 % down to the first one. With the bulk it finds a unit that makes values
 *       smaller, which then stay within the other ranges. Where the quartile is the other extreme,
 *       as in a column that is mostly zero, the 5 and 95 % quantiles serve, with 2 %. From 100
 *       values on.
 * </ul>
 */
final class Ranges {
    private static final int POSSIBLE_FROM = 500;
    private static final int QUARTERS_FROM = 100;
    private static final double DENSE = 0.05;

    private final ColumnProfile column;
    private final double low;
    private final double high;
    private final double minimum;
    private final double maximum;
    private final double range;

    private Ranges(ColumnProfile column) {
        this.column = column;
        low = column.quantile(0.05);
        high = column.quantile(0.95);
        minimum = column.minimum();
        maximum = column.maximum();
        range = maximum > minimum ? maximum - minimum : Math.abs(maximum);
    }

    /**
     * Those that a column's values allow.
     *
     * @param usual how many values have to be in the usual range
     * @param chance of {@link Mostly}
     */
    static List<Between> of(ColumnProfile column, double usual, double chance) {
        var ranges = new Ranges(column);
        var found = new ArrayList<Between>();
        if (column.count() >= POSSIBLE_FROM) {
            found.add(ranges.possible());
        }
        found.add(ranges.usual(new Mostly(usual, chance)));
        boolean narrower = ranges.low > ranges.minimum || ranges.high < ranges.maximum;
        if (ranges.low < ranges.high && narrower) {
            var half = new Mostly(0.5, chance);
            found.add(new Between(column.name(), ranges.low, ranges.high, half, "bulk"));
        }
        if (column.count() >= QUARTERS_FROM) {
            ranges.upper(chance).ifPresent(found::add);
            ranges.lower(chance).ifPresent(found::add);
        }
        return found;
    }

    private Optional<Between> upper(double chance) {
        double p = column.quantile(0.75) > minimum ? 0.75 : 0.95;
        double from = column.quantile(p);
        double to = maximum + margin(high, maximum);
        return from > minimum
                ? Optional.of(reached(from, to, 1 - p, chance, "upper quarter"))
                : Optional.empty();
    }

    private Optional<Between> lower(double chance) {
        double p = column.quantile(0.25) < maximum ? 0.25 : 0.05;
        double to = column.quantile(p);
        double from = minimum - margin(low, minimum);
        return to < maximum
                ? Optional.of(reached(from, to, p, chance, "lower quarter"))
                : Optional.empty();
    }

    private Between reached(double from, double to, double share, double chance, String range) {
        return new Between(column.name(), from, to, new Mostly(0.4 * share, chance), range);
    }

    private Between usual(Mostly mostly) {
        double bottom = minimum - margin(low, minimum);
        return new Between(
                column.name(),
                minimum >= 0 ? Math.max(0, bottom) : bottom,
                maximum + margin(high, maximum),
                mostly,
                "usual range");
    }

    private Between possible() {
        double bottom = -beyond(-low, -minimum);
        boolean positive = minimum - margin(low, minimum) >= 0 || low - minimum <= DENSE * range;
        return new Between(
                column.name(),
                minimum >= 0 && positive ? Math.max(0, bottom) : bottom,
                beyond(high, maximum),
                Mostly.ALL,
                "possible range");
    }

    private double margin(double quantile, double extreme) {
        return Math.max(0.1 * range, 2 * Math.abs(extreme - quantile));
    }

    /** The upper end of the possible range; the lower one is that of the negated values. */
    private double beyond(double quantile, double extreme) {
        double ratio = quantile > 0 ? extreme / quantile : 1;
        return Math.max(extreme + 10 * margin(quantile, extreme), extreme * ratio * ratio * ratio);
    }
}
