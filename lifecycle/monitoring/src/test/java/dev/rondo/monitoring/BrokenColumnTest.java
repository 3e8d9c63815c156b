package dev.rondo.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.monitoring.Finding.DataFault;
import dev.rondo.monitoring.Finding.Fault;
import java.util.Locale;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One column of the feed breaks, in many ways. */
class BrokenColumnTest {
    private static final int RUNS = Integer.getInteger("monitoring.runs", 2);

    /** The column's index, what is done to it, and what should be found: fault and factor. */
    static Stream<Arguments> breaks() {
        return Stream.of(
                unit("times 100", 0, v -> v * 100, 100),
                unit("by 100", 0, v -> v / 100, 0.01),
                unit("by 100, whole numbers", 1, v -> v / 100, 0.01),
                unit("times 100, many zeros", 6, v -> v * 100, 100),
                unit("by 1000", 11, v -> v / 1000, 0.001),
                unit("in miles", 5, v -> v / 1.609344, 1 / 1.609344),
                unit("in Fahrenheit", 11, v -> v * 1.8 + 32, 1.8),
                unit("without its sign", 0, v -> -v, -1),
                unit("in an unknown currency", 11, v -> v * 5.5, 5.5),
                other("two levels exchanged", 2, Fault.SWAPPED_LEVELS, BrokenColumnTest::swapped),
                other("a flag turned round", 4, Fault.SWAPPED_LEVELS, BrokenColumnTest::turned),
                other("a level renamed", 2, Fault.RENAMED_LEVEL, BrokenColumnTest::renamed),
                other("another spelling", 7, Fault.UNSEEN_LEVELS, BrokenColumnTest::lowerCase),
                other("numbers missing", 0, Fault.MISSING, rows -> missing(rows, 0, 0.3)),
                other("all missing", 1, Fault.MISSING, rows -> missing(rows, 1, 1)),
                other("levels missing", 2, Fault.MISSING, rows -> missing(rows, 2, 0.08)),
                other("half of the feeds broken", 11, Fault.UNIT, BrokenColumnTest::half));
    }

    private static Arguments unit(
            String name, int column, DoubleUnaryOperator change, double factor) {
        UnaryOperator<Rows> all = rows -> rows.numbers(column, change);
        return Arguments.of(name, column, all, Fault.UNIT, factor);
    }

    private static Arguments other(
            String name, int column, Fault fault, UnaryOperator<Rows> change) {
        return Arguments.of(name, column, change, fault, fault == Fault.UNIT ? 100 : 1);
    }

    private static Rows swapped(Rows rows) {
        return rows.texts(
                2,
                level ->
                        switch (level) {
                            case "L0" -> "L2";
                            case "L2" -> "L0";
                            case null, default -> level;
                        });
    }

    private static Rows turned(Rows rows) {
        return rows.numbers(4, flag -> 1 - flag);
    }

    private static Rows renamed(Rows rows) {
        return rows.texts(2, level -> "L1".equals(level) ? "level one" : level);
    }

    private static Rows lowerCase(Rows rows) {
        return rows.texts(7, level -> level == null ? null : level.toLowerCase(Locale.ROOT));
    }

    private static Rows missing(Rows rows, int column, double share) {
        var random = new Random(rows.size());
        return column == 2
                ? rows.texts(column, v -> random.nextDouble() < share ? null : v)
                : rows.numbers(column, v -> random.nextDouble() < share ? Double.NaN : v);
    }

    private static Rows half(Rows rows) {
        var random = new Random(3);
        return rows.numbers(11, v -> random.nextBoolean() ? v * 100 : v);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breaks")
    @DisplayName("rules 5.3, 9.3: a broken column alarms, no other does, and the data is blamed")
    void blamed(String name, int column, UnaryOperator<Rows> change, Fault fault, double factor) {
        var world = new World(20, -1, 5);
        for (int run = 0; run < RUNS; run++) {
            var reference = world.reference(2500, 1000, 10L * run);
            var pool = world.people(1400, 10L * run + 5);
            int rows = 500 << run % 3;
            var watch = Watch.threeWindows(reference, pool, rows, null, run, change);
            assertThat(watch.columnsFired()).as(name).containsExactly("c" + column);
            var result = watch.diagnose();
            assertThat(result.blocksRetraining()).as(result.message()).isTrue();
            assertThat(result.findings())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            DataFault.class,
                            found -> {
                                assertThat(found.column()).isEqualTo("c" + column);
                                assertThat(found.fault()).as(found.message()).isEqualTo(fault);
                                assertThat(found.factor() / factor).isBetween(0.9, 1.1);
                                assertThat(found.message())
                                        .contains("\"c" + column + "\"", "Mend the feed");
                            });
        }
    }

    @Test
    @DisplayName("rule 5.3: when the feed is mended the alarm resolves")
    void mended() {
        var world = new World(10, -1, 5);
        var reference = world.reference(2500, 1000, 1);
        var pool = world.people(1400, 5);
        var random = new Random(2);
        var watch = new Watch(reference);
        for (int window = 0; window < 8; window++) {
            var rows = pool.draw(1000, null, random);
            if (window == 3 || window == 4) {
                rows.numbers(0, v -> v * 100);
            }
            watch.window(rows);
        }
        var book = watch.book();
        assertThat(book.fired()).isNotEmpty().allMatch(alert -> alert.onset() == 3);
        assertThat(book.incident()).isNull();
        assertThat(book.changed().values())
                .allMatch(alert -> alert == null || alert.state() == AlertState.RESOLVED);
    }
}
