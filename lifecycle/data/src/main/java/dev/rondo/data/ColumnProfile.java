package dev.rondo.data;

import dev.rondo.base.ColumnType;
import java.util.List;

/**
 * What one column holds. Figures of a numeric type are NaN (and quantiles none) without a value,
 * and for texts; those of a DATE are days since 1970.
 *
 * @param count values that are there
 * @param missing values that are not
 * @param distinct different values
 * @param single values that occur only once
 * @param deviation sample standard deviation, over n - 1; NaN below two values
 * @param quantiles at {@link #PROBABILITIES}, interpolated linearly
 * @param top the most frequent values, at most {@link #TOP}, as text, the more frequent first
 * @param whole whether all values are whole numbers; false for texts and without a value
 * @param keyLike whether it looks like an identifier, every value being different: at least 50
 *     texts; or whole numbers, at least 50 that are nearly consecutive, or at least 10 that only
 *     rise or only fall down the table
 * @param notes what the reader should know, such as that one text kept a column from being numbers
 */
public record ColumnProfile(
        String name,
        ColumnType type,
        long count,
        long missing,
        long distinct,
        long single,
        double minimum,
        double maximum,
        double mean,
        double deviation,
        List<Quantile> quantiles,
        List<LevelCount> top,
        boolean whole,
        boolean keyLike,
        List<String> notes) {
    public static final List<Double> PROBABILITIES =
            List.of(0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99);
    public static final int TOP = 20;

    public ColumnProfile {
        quantiles = List.copyOf(quantiles);
        top = List.copyOf(top);
        notes = List.copyOf(notes);
    }

    public record Quantile(double probability, double value) {}

    public record LevelCount(String level, long count) {}

    /** One of {@link #PROBABILITIES}; NaN without values. */
    public double quantile(double probability) {
        int index = PROBABILITIES.indexOf(probability);
        if (index < 0) {
            throw new IllegalArgumentException("no quantile is kept at " + probability);
        }
        return quantiles.isEmpty() ? Double.NaN : quantiles.get(index).value();
    }

    ColumnProfile withNotes(List<String> more) {
        return new ColumnProfile(
                name, type, count, missing, distinct, single, minimum, maximum, mean, deviation,
                quantiles, top, whole, keyLike, more);
    }
}
