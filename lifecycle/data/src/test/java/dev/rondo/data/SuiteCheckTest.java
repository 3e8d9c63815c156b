package dev.rondo.data;

import static dev.rondo.base.ColumnType.CATEGORY;
import static dev.rondo.base.ColumnType.DATE;
import static dev.rondo.base.ColumnType.NUMBER;
import static dev.rondo.base.ColumnType.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.base.Column;
import dev.rondo.base.Json;
import dev.rondo.data.Expectation.Between;
import dev.rondo.data.Expectation.ColumnSet;
import dev.rondo.data.Expectation.HasType;
import dev.rondo.data.Expectation.InSet;
import dev.rondo.data.Expectation.NotNull;
import dev.rondo.data.Expectation.Whole;
import dev.rondo.data.SuiteReport.Result;
import dev.rondo.data.SuiteReport.Status;
import dev.rondo.data.SuiteReport.Violation;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class SuiteCheckTest {
    private static final Mostly THREE_QUARTERS = new Mostly(0.75, 1);

    private static final Table TABLE =
            Table.of(
                    List.of(
                            new Column("n", NUMBER, true),
                            new Column("c", CATEGORY, true),
                            new Column("none", NUMBER, true),
                            new Column("d", DATE, false)),
                    new double[] {1, 2.5, Double.NaN, 3, 40},
                    new @Nullable String[] {"a", "b", "a", null, "z"},
                    new double[] {Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN},
                    new double[] {0, 1, 2, 3, 4});

    @Test
    @DisplayName("rule 3.1: missing values are left out, and the ratio is compared with mostly")
    void ratioOfNonNullValues() {
        var between = new Between("n", 1, 3, THREE_QUARTERS, "range");
        var result = check(between);
        assertThat(result.count()).isEqualTo(4);
        assertThat(result.unexpected()).isEqualTo(1);
        assertThat(result.ratio()).isEqualTo(0.75);
        assertThat(result.status()).isEqualTo(Status.SUCCESS);
        assertThat(result.violations())
                .containsExactly(new Violation(4, "n", "40", "outside the range 1 to 3"));
        var stricter = new Between("n", 1, 3, new Mostly(0.76, 1), "range");
        assertThat(check(stricter).status()).isEqualTo(Status.FAILURE);
    }

    @Test
    @DisplayName("rule 3.2: a check that met no value answers no_data, and the suite decides")
    void noData() {
        var between = new Between("none", 1, 3, Mostly.ALL, "range");
        var result = check(between);
        assertThat(result.status()).isEqualTo(Status.NO_DATA);
        assertThat(result.ratio()).isNaN();
        assertThat(Suites.check(new Suite(List.of(between), false), TABLE).passed()).isTrue();
        assertThat(Suites.check(new Suite(List.of(between), true), TABLE).passed()).isFalse();
    }

    @Test
    void notNullCountsEveryRow() {
        var result = check(new NotNull("c", new Mostly(0.9, 1)));
        assertThat(result.count()).isEqualTo(5);
        assertThat(result.ratio()).isEqualTo(0.8);
        assertThat(result.status()).isEqualTo(Status.FAILURE);
        assertThat(result.violations()).containsExactly(new Violation(3, "c", "", "missing"));
        assertThat(check(new NotNull("none", Mostly.ALL)).status()).isEqualTo(Status.FAILURE);
    }

    @Test
    void textsAreAmongALevelsSet() {
        var result = check(new InSet("c", List.of("a", "b"), Mostly.ALL));
        assertThat(result.count()).isEqualTo(4);
        assertThat(result.violations())
                .containsExactly(new Violation(4, "c", "\"z\"", "not among the 2 values known"));
        assertThat(check(new InSet("c", List.of("z", "b", "a"), Mostly.ALL)).status())
                .isEqualTo(Status.SUCCESS);
    }

    @Test
    void numbersAreWhole() {
        assertThat(check(new Whole("n", Mostly.ALL)).unexpected()).isEqualTo(1);
        assertThat(check(new Whole("n", THREE_QUARTERS)).status()).isEqualTo(Status.SUCCESS);
        assertThat(check(new Whole("none", Mostly.ALL)).status()).isEqualTo(Status.NO_DATA);
    }

    @Test
    void datesShowAsDates() {
        var result = check(new Between("d", 0, 2, Mostly.ALL, "range"));
        assertThat(result.violations().getFirst())
                .isEqualTo(
                        new Violation(
                                3,
                                "d",
                                "\"1970-01-04\"",
                                "outside the range 1970-01-01 to 1970-01-03"));
    }

    @Test
    void columnsAndTypes() {
        assertThat(check(new ColumnSet(List.of("d", "none", "c", "n"))).status())
                .isEqualTo(Status.SUCCESS);
        var set = check(new ColumnSet(List.of("n", "c", "none", "e")));
        assertThat(set.status()).isEqualTo(Status.FAILURE);
        assertThat(set.text()).isEqualTo("columns are missing: e; columns are new: d");
        assertThat(check(new HasType("n", NUMBER)).status()).isEqualTo(Status.SUCCESS);
        assertThat(check(new HasType("n", DATE)).status()).isEqualTo(Status.FAILURE);
        assertThat(check(new HasType("c", TEXT)).status()).isEqualTo(Status.SUCCESS);
        assertThat(check(new HasType("c", NUMBER)).status()).isEqualTo(Status.FAILURE);
    }

    @Test
    void whatCannotBeJudgedIsNoData() {
        for (var absent :
                List.of(
                        new HasType("q", NUMBER),
                        new NotNull("q", Mostly.ALL),
                        new Between("q", 0, 1, Mostly.ALL, "range"),
                        new Between("c", 0, 1, Mostly.ALL, "range"),
                        new Whole("q", Mostly.ALL),
                        new Whole("c", Mostly.ALL),
                        new InSet("q", List.of(), Mostly.ALL),
                        new InSet("n", List.of(), Mostly.ALL))) {
            assertThat(check(absent).status()).as(absent.toString()).isEqualTo(Status.NO_DATA);
        }
    }

    /**
     * Of 100 values, each unexpected with 5 %, 13 or more are so with probability 1.5e-3 (R:
     * pbinom(12, 100, 0.05, lower.tail = FALSE) is 0.001489), 17 or more with 1.0e-5.
     */
    @Test
    void aShareIsMissedOnlyBeyondChance() {
        assertThat(new Mostly(0.95, 1).met(100, 5)).isTrue();
        assertThat(new Mostly(0.95, 1).met(100, 6)).isFalse();
        assertThat(new Mostly(0.95, 1e-3).met(100, 13)).isTrue();
        assertThat(new Mostly(0.95, 2e-3).met(100, 13)).isFalse();
        assertThat(new Mostly(0.95, 1e-4).met(100, 17)).isFalse();
        assertThat(new Mostly(1, 1e-4).met(100, 1)).isFalse();
        assertThat(Mostly.ALL.met(1_000_000, 1)).isFalse();
        assertThat(Mostly.ALL.met(1_000_000, 0)).isTrue();
    }

    @Test
    void onlyTheFirstViolationsAreKept() {
        var numbers = new double[100];
        var table = Table.of(List.of(new Column("n", NUMBER, true)), numbers);
        var suite = new Suite(List.of(new Between("n", 1, 2, Mostly.ALL, "range")), false);
        var result = Suites.check(suite, table).results().getFirst();
        assertThat(result.unexpected()).isEqualTo(100);
        assertThat(result.violations()).hasSize(20).first().extracting(Violation::row).isEqualTo(0);
    }

    @Test
    void suitesComeBackFromJson() {
        for (int seed : RandomTables.seeds(50)) {
            var table = new RandomTables(new Random(seed)).table();
            var suite = Suites.infer(Profile.of(table), table);
            assertThat(Json.read(Json.write(suite), Suite.class)).isEqualTo(suite);
            assertThat(Suites.check(suite, table).passed()).isTrue();
        }
        assertThat(Json.write(new NotNull("c", Mostly.ALL)))
                .isEqualTo(
                        "{\"expect\":\"not_null\",\"column\":\"c\",\"mostly\":{\"share\":1.0,\"chance\":1.0}}");
    }

    private static Result check(Expectation expectation) {
        return Suites.check(new Suite(List.of(expectation), false), TABLE).results().getFirst();
    }
}
