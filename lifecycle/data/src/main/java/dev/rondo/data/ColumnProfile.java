package dev.rondo.data;

import dev.rondo.base.ColumnType;
import java.util.List;

/**
 * What one column holds. Figures of a numeric type are NaN (and quantiles none) without a value;
 * those of a DATE are days since 1970.
 *
 * @param count values that are there
 * @param missing values that are not
 * @param distinct different values
 * @param deviation sample standard deviation (n - 1); NaN below two values
 * @param quantiles at {@link #PROBABILITIES}, interpolated linearly
 * @param top the most frequent values, at most 20, as text, the more frequent first
 * @param keyLike whether the column looks like an identifier: every value different, and text or
 *     whole numbers
 * @param notes what the reader should know, such as that one text kept a column from being numbers
 */
public record ColumnProfile(
        String name,
        ColumnType type,
        long count,
        long missing,
        long distinct,
        double minimum,
        double maximum,
        double mean,
        double deviation,
        List<Quantile> quantiles,
        List<LevelCount> top,
        boolean keyLike,
        List<String> notes) {
    public static final List<Double> PROBABILITIES =
            List.of(0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99);

    public ColumnProfile {
        quantiles = List.copyOf(quantiles);
        top = List.copyOf(top);
        notes = List.copyOf(notes);
    }

    public record Quantile(double probability, double value) {}

    public record LevelCount(String level, long count) {}
}
