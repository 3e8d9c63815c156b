package dev.rondo.data;

import dev.rondo.base.Column;
import dev.rondo.data.ColumnProfile.LevelCount;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Profiles a column of texts. */
final class TextProfile {
    /** Fewer values can all be different by chance. */
    static final int KEY_LIKE_FROM = 50;

    private TextProfile() {}

    static ColumnProfile of(Column column, CategoryColumn texts) {
        var counts = texts.counts();
        long count = Arrays.stream(counts).sum();
        long single = Arrays.stream(counts).filter(c -> c == 1).count();
        return new ColumnProfile(
                column.name(),
                column.type(),
                count,
                texts.size() - count,
                counts.length,
                single,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                List.of(),
                top(texts.levels(), counts),
                false,
                count >= KEY_LIKE_FROM && counts.length == count,
                List.of());
    }

    /** Ties keep the order in which the levels first occur. */
    private static List<LevelCount> top(List<String> levels, long[] counts) {
        return IntStream.range(0, counts.length)
                .boxed()
                .sorted(Comparator.comparingLong((Integer i) -> counts[i]).reversed())
                .limit(ColumnProfile.TOP)
                .map(i -> new LevelCount(Texts.cut(levels.get(i)), counts[i]))
                .toList();
    }
}
