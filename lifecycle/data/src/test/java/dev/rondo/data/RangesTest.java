package dev.rondo.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.base.Column;
import dev.rondo.base.ColumnType;
import dev.rondo.data.Expectation.Between;
import dev.rondo.data.Expectation.Whole;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is expected of a numeric column, by hand. */
final class RangesTest {
    /**
     * 100 to 599, each twice. Quantiles at 5, 25, 75 and 95 % are 124.95, 224.75, 474.25 and
     * 574.05; the margin is 49.9, a tenth of the range and twice the distance of 24.95 alike.
     */
    @Test
    void aColumnWithSharpEnds() {
        var suite = suite(1_000, i -> 100 + i * 7 % 500);
        between(suite, "possible range", 0, 599 + 499, 1);
        between(suite, "usual range", 100 - 49.9, 599 + 49.9, 0.99);
        between(suite, "bulk", 124.95, 574.05, 0.5);
        between(suite, "upper quarter", 474.25, 599 + 49.9, 0.1);
        between(suite, "lower quarter", 100 - 49.9, 224.75, 0.1);
        assertThat(suite.expectations()).contains(new Whole("x", new Mostly(0.99, 1e-4)));
    }

    /** 1 to 10, and 20 values of 1000: a ratio of 100 to the quantile, 10. */
    @Test
    void aColumnWithAHeavyTail() {
        var suite = suite(600, i -> i < 20 ? 1_000 : 1 + i % 10);
        between(suite, "possible range", 0, 1_000 * 1e6, 1);
        between(suite, "usual range", 0, 1_000 + 2 * 990, 1 - 10 / 600.0);
    }

    /** A tenth of the value stands for the range; all quantiles are the extremes. */
    @Test
    void aConstantColumn() {
        var suite = suite(1_000, i -> -50);
        between(suite, "usual range", -55, -45, 0.99);
        assertThat(suite.expectations())
                .filteredOn(Between.class::isInstance)
                .extracting(e -> ((Between) e).range())
                .containsExactly("possible range", "usual range");
    }

    /** Eight of ten values are zero, so the 95 % quantile stands for the upper quarter. */
    @Test
    void aColumnThatIsMostlyZero() {
        var suite = suite(1_000, i -> i % 5 == 0 ? 0.5 + i : 0);
        var upper = find(suite, "upper quarter");
        assertThat(upper.minimum()).isGreaterThan(700);
        assertThat(upper.mostly().share()).isCloseTo(0.02, within(1e-12));
        assertThat(suite.expectations()).noneMatch(Whole.class::isInstance);
    }

    @Test
    void fewValuesSayLittle() {
        assertThat(suite(20, i -> i % 3).expectations()).noneMatch(Between.class::isInstance);
        assertThat(suite(99, i -> i % 30).expectations())
                .filteredOn(Between.class::isInstance)
                .extracting(e -> ((Between) e).range())
                .containsExactly("usual range", "bulk");
    }

    private static void between(
            Suite suite, String range, double minimum, double maximum, double share) {
        var found = find(suite, range);
        assertThat(found.minimum()).as(range).isCloseTo(minimum, within(1e-9));
        assertThat(found.maximum()).as(range).isCloseTo(maximum, within(1e-5));
        assertThat(found.mostly().share()).as(range).isCloseTo(share, within(1e-12));
    }

    private static Between find(Suite suite, String range) {
        return suite.expectations().stream()
                .filter(Between.class::isInstance)
                .map(Between.class::cast)
                .filter(between -> between.range().equals(range))
                .findFirst()
                .orElseThrow();
    }

    private static Suite suite(int rows, IntToDoubleFunction value) {
        var table =
                Table.of(
                        List.of(new Column("x", ColumnType.NUMBER, true)),
                        IntStream.range(0, rows).mapToDouble(value).toArray());
        return Suites.infer(Profile.of(table), table);
    }
}
