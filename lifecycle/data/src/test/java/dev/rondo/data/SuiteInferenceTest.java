package dev.rondo.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.base.Column;
import dev.rondo.base.ColumnType;
import dev.rondo.data.Expectation.Between;
import dev.rondo.data.Expectation.HasType;
import dev.rondo.data.Expectation.NotNull;
import dev.rondo.data.SuiteReport.Violation;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An inferred suite lets another sample of the same data through, and damaged data not. */
final class SuiteInferenceTest {
    private static final int[] KNOWN = {30, 100, 600, 3_000};
    private static final int[] FRESH = {1, 7, 60, 400, 3_000};

    /** Tables per size; {@code -Dsuites.samples=200} for a sharper figure. */
    private static final int SAMPLES = Integer.getInteger("suites.samples", 15);

    @Test
    void aFreshSampleOfTheSameDataIsRefusedInAtMostOneOfAHundredFiles() {
        var random = new Random(20261125);
        int files = 0;
        int refused = 0;
        var reasons = new TreeMap<String, Integer>();
        for (int known : KNOWN) {
            for (int sample = 0; sample < SAMPLES; sample++) {
                var suite = suite(Customers.draw(known, random));
                for (int fresh : FRESH) {
                    var report = Suites.check(suite, Customers.draw(fresh, random));
                    files++;
                    refused += report.passed() ? 0 : 1;
                    report.failures()
                            .forEach(r -> reasons.merge(known + " " + r.text(), 1, Integer::sum));
                }
            }
        }
        assertThat((double) refused / files)
                .as("%d of %d files refused: %s", refused, files, reasons)
                .isLessThanOrEqualTo(0.01);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "normal",
                "negative",
                "uniform",
                "exponential",
                "lognormal",
                "age",
                "months",
                "debt",
                "income",
                "flag",
                "constant"
            })
    void aColumnInAnotherUnitIsRefusedAndItsRowsAreNamed(String name) {
        var random = new Random(1);
        var suite = suite(Customers.draw(2_000, random));
        var fresh = Customers.draw(1_000, random);
        var damaged = fresh.numbers(name);
        Arrays.setAll(damaged, row -> damaged[row] * 100);
        assertThat(violations(suite, fresh.with(number(name), damaged)))
                .isNotEmpty()
                .allSatisfy(violation -> assertThat(violation.column()).isEqualTo(name))
                .anySatisfy(violation ->
                        assertThat(violation.value())
                                .isEqualTo(Texts.shown(damaged[violation.row()])));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "normal",
                "negative",
                "uniform",
                "exponential",
                "lognormal",
                "age",
                "months",
                "debt",
                "income"
            })
    void aUnitThatMakesValuesSmallerIsRefusedToo(String name) {
        var random = new Random(2);
        var suite = suite(Customers.draw(2_000, random));
        var fresh = Customers.draw(1_000, random);
        var damaged = fresh.numbers(name);
        Arrays.setAll(damaged, row -> damaged[row] / 100);
        assertThat(violations(suite, fresh.with(number(name), damaged))).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "normal, uniform",
        "age, months",
        "uniform, age",
        "exponential, lognormal",
        "months, flag",
        "contract, zipf",
        "contract, gaps",
        "contract, age"
    })
    void swappedColumnsAreRefused(String one, String other) {
        var random = new Random(3);
        var suite = suite(Customers.draw(2_000, random));
        var fresh = Customers.draw(1_000, random);
        var swapped =
                fresh.with(named(fresh, one, other), fresh.data(other))
                        .with(named(fresh, other, one), fresh.data(one));
        assertThat(Suites.check(suite, swapped).passed()).isFalse();
    }

    private static Column named(Table table, String name, String type) {
        return new Column(name, table.column(type).type(), true);
    }

    @ParameterizedTest
    @CsvSource({
        "uniform, 100000",
        "uniform, -1",
        "age, 999",
        "age, -1",
        "months, -1",
        "flag, 17",
        "income, -1"
    })
    void oneAbsurdValueIsRefused(String name, double absurd) {
        var random = new Random(4);
        var suite = suite(Customers.draw(3_000, random));
        var fresh = Customers.draw(1_000, random);
        var values = fresh.numbers(name);
        values[500] = absurd;
        assertThat(violations(suite, fresh.with(number(name), values)))
                .containsExactly(
                        new Violation(500, name, Texts.shown(absurd), reason(suite, name)));
    }

    private static String reason(Suite suite, String column) {
        return suite.expectations().stream()
                .filter(e -> e instanceof Between b && b.range().equals("possible range"))
                .map(e -> (Between) e)
                .filter(between -> between.column().equals(column))
                .map(b ->
                        "outside the possible range %s to %s"
                                .formatted(
                                        Texts.rounded(b.minimum(), 6),
                                        Texts.rounded(b.maximum(), 6)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anUnknownLevelAmongWellKnownOnesIsRefused() {
        var random = new Random(5);
        var suite = suite(Customers.draw(3_000, random));
        var fresh = Customers.draw(1_000, random);
        var values = fresh.texts("contract").toArray();
        values[7] = "weekly";
        var damaged = fresh.with(new Column("contract", ColumnType.CATEGORY, true), values);
        assertThat(violations(suite, damaged))
                .containsExactly(
                        new Violation(7, "contract", "\"weekly\"", "not among the 3 values known"));
    }

    @Test
    void aColumnThatComesEmptyIsRefused() {
        var random = new Random(6);
        var suite = suite(Customers.draw(1_000, random));
        var fresh = Customers.draw(500, random);
        var empty = new double[500];
        Arrays.fill(empty, Double.NaN);
        for (var name : List.of("age", "income", "debt")) {
            assertThat(violations(suite, fresh.with(number(name), empty))).isNotEmpty();
        }
    }

    @Test
    void laterDatesAndHigherIdsPass() {
        var random = new Random(7);
        var suite = suite(Customers.draw(1_000, random));
        var fresh = Customers.draw(500, random);
        var dates = fresh.numbers("since");
        Arrays.setAll(dates, row -> dates[row] + 365);
        var ids = fresh.numbers("id");
        Arrays.setAll(ids, row -> ids[row] + 1_000_000);
        var later =
                fresh.with(number("id"), ids)
                        .with(new Column("since", ColumnType.DATE, true), dates);
        assertThat(Suites.check(suite, later).passed()).isTrue();
    }

    @Test
    void nothingIsExpectedOfAColumnThatSaidNothing() {
        var table =
                Table.of(
                        List.of(number("known"), number("empty")),
                        new double[] {1, 2, 3},
                        new double[] {Double.NaN, Double.NaN, Double.NaN});
        assertThat(suite(table).expectations())
                .filteredOn(e -> !(e instanceof Expectation.ColumnSet))
                .allSatisfy(e ->
                        assertThat(e)
                                .isInstanceOfAny(HasType.class, NotNull.class)
                                .asString()
                                .contains("known"));
    }

    private static Suite suite(Table table) {
        return Suites.infer(Profile.of(table), table);
    }

    private static Column number(String name) {
        return new Column(name, ColumnType.NUMBER, true);
    }

    private static List<Violation> violations(Suite suite, Table table) {
        return Suites.check(suite, table).failures().stream()
                .flatMap(result -> result.violations().stream())
                .distinct()
                .toList();
    }
}
