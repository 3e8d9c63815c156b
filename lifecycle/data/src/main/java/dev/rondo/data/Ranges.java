package dev.rondo.data;

import dev.rondo.data.Expectation.Between;
import java.util.ArrayList;
import java.util.List;

/**
 * The ranges expected of a numeric column, from its extremes and its 5 and 95 % quantiles q. What
 * lies beyond an extreme is judged by the tail itself: the distance from quantile to extreme is
 * small in a column with a sharp end and large in one with a heavy tail.
 *
 * <ul>
 *   <li>Possible range, for every value: ten times the margin of the usual range beyond the
 *       extreme, or the extreme times its ratio to the quantile cubed, whichever is further. It
 *       finds a single absurd value. From 100 values on.
 *   <li>Usual range, for all but a share of 10/m (at least 0.5 %): beyond the extreme by twice that
 *       distance, or a tenth of the whole range, whichever is more. It finds a column in another
 *       unit, or another column's values. From 21 values on.
 *   <li>Bulk: at least half of the values lie between the quantiles, where 90 % did. It finds a
 *       unit that makes values smaller, which stay in the other ranges. Not where the quantiles are
 *       equal.
 * </ul>
 *
 * <p>A column without negative values that is dense at its low end, such as one of amounts, has no
 * margin below zero.
 */
final class Ranges {
    private static final int POSSIBLE_FROM = 100;
    private static final double DENSE = 0.05;

    private final ColumnProfile column;
    private final double chance;
    private final double low;
    private final double high;
    private final double range;

    private Ranges(ColumnProfile column, double chance) {
        this.column = column;
        this.chance = chance;
        low = column.quantile(0.05);
        high = column.quantile(0.95);
        double whole = column.maximum() - column.minimum();
        range = whole > 0 ? whole : Math.abs(column.maximum());
    }

    static List<Between> of(ColumnProfile column, double chance) {
        return column.keyLike() ? List.of() : new Ranges(column, chance).all();
    }

    private List<Between> all() {
        var ranges = new ArrayList<Between>();
        double allowed = Math.max(0.005, 10.0 / column.count());
        if (column.count() >= POSSIBLE_FROM) {
            ranges.add(between(true, Mostly.ALL, "possible range"));
        }
        if (allowed < 0.5) {
            ranges.add(between(false, new Mostly(1 - allowed, chance), "usual range"));
            if (low < high) {
                var half = new Mostly(0.5, chance);
                ranges.add(new Between(column.name(), low, high, half, "bulk"));
            }
        }
        return ranges;
    }

    private Between between(boolean possible, Mostly mostly, String name) {
        double bottom = -beyond(-low, -column.minimum(), possible);
        boolean dense = column.minimum() >= 0 && low - column.minimum() <= DENSE * range;
        double top = beyond(high, column.maximum(), possible);
        return new Between(column.name(), dense ? Math.max(0, bottom) : bottom, top, mostly, name);
    }

    /** The end of a range at the upper side; the lower side is the same of negated values. */
    private double beyond(double quantile, double extreme, boolean possible) {
        double margin = Math.max(0.1 * range, 2 * (extreme - quantile));
        if (!possible) {
            return extreme + margin;
        }
        double ratio = quantile > 0 ? extreme / quantile : 1;
        return Math.max(extreme + 10 * margin, extreme * ratio * ratio * ratio);
    }
}
