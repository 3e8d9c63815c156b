package dev.rondo.data;

import dev.rondo.base.Column;
import dev.rondo.data.Expectation.Between;
import dev.rondo.data.Expectation.ColumnSet;
import dev.rondo.data.Expectation.HasType;
import dev.rondo.data.Expectation.InSet;
import dev.rondo.data.Expectation.NotNull;
import dev.rondo.data.Expectation.Whole;
import dev.rondo.measures.Wilson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Infers a suite from one table of m rows, so that a fresh sample of the same data passes. Each
 * share leaves room for what m rows cannot know, and a file of n rows fails a check only when
 * chance would bring that about once in 10,000 times ({@link Mostly}).
 *
 * <ul>
 *   <li>Missing values: one and a half times the upper Wilson bound (99.9 %) of their share, and 1
 *       % more.
 *   <li>Categories: no other level where there were several, each seen at least 20 times, in at
 *       least 2,000 values. Else the share of unseen levels may be what Good and Turing expect, the
 *       number of levels seen once over m, with three standard deviations, and at least 1 %. None
 *       for over 1,000 levels.
 *   <li>Numbers: {@link Ranges}, though none for a column that looks like an id, whose next values
 *       lie elsewhere; and whole numbers where all were, with the share of the usual range.
 *   <li>Dates: may reach a year, or as far again as they reached, beyond both ends, since new data
 *       is later data.
 * </ul>
 */
final class SuiteInference {
    private static final double CHANCE = 1e-4;
    private static final int MAX_LEVELS = 1_000;
    private static final int CLOSED_FROM = 2_000;
    private static final int CLOSED_RAREST = 20;
    private static final double YEAR = 366;

    private final Table table;
    private final List<Expectation> found = new ArrayList<>();

    private SuiteInference(Table table) {
        this.table = table;
    }

    static Suite infer(Profile profile, Table table) {
        var inference = new SuiteInference(table);
        inference.found.add(new ColumnSet(table.schema().stream().map(Column::name).toList()));
        profile.columns().forEach(inference::column);
        return new Suite(inference.found, false);
    }

    /** Of a column without a value nothing is known. */
    private void column(ColumnProfile column) {
        if (column.count() == 0) {
            return;
        }
        found.add(new HasType(column.name(), column.type()));
        missing(column);
        switch (column.type()) {
            case NUMBER -> numbers(column);
            case DATE -> dates(column);
            case CATEGORY -> levels(column);
            case BOOLEAN, TEXT -> {}
        }
    }

    private void missing(ColumnProfile column) {
        long rows = column.count() + column.missing();
        double upper = Wilson.interval(column.missing(), rows, 0.999).high();
        double allowed = 1.5 * upper + 0.01;
        if (allowed < 1) {
            found.add(new NotNull(column.name(), new Mostly(1 - allowed, CHANCE)));
        }
    }

    private void numbers(ColumnProfile column) {
        double unknown = Math.max(0.005, 10.0 / column.count());
        if (unknown >= 0.5) {
            return;
        }
        if (column.whole()) {
            found.add(new Whole(column.name(), new Mostly(1 - unknown, CHANCE)));
        }
        if (!column.keyLike()) {
            found.addAll(Ranges.of(column, 1 - unknown, CHANCE));
        }
    }

    private void dates(ColumnProfile column) {
        double reach = Math.max(YEAR, column.maximum() - column.minimum());
        found.add(
                new Between(
                        column.name(),
                        column.minimum() - reach,
                        column.maximum() + reach,
                        new Mostly(0.99, CHANCE),
                        "usual range"));
    }

    private void levels(ColumnProfile column) {
        double single = column.single();
        double unseen = (single + 3 * Math.sqrt(single + 1) + 3) / column.count();
        if (column.distinct() > MAX_LEVELS || unseen >= 0.5) {
            return;
        }
        var texts = table.texts(column.name());
        long rarest = Arrays.stream(texts.counts()).min().orElse(0);
        boolean closed =
                column.distinct() > 1 && column.count() >= CLOSED_FROM && rarest >= CLOSED_RAREST;
        var mostly = closed ? Mostly.ALL : new Mostly(1 - Math.max(0.01, unseen), CHANCE);
        found.add(new InSet(column.name(), texts.levels(), mostly));
    }
}
