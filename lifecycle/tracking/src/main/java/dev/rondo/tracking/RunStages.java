package dev.rondo.tracking;

import dev.rondo.filters.Ordering;
import dev.rondo.filters.SqlCondition;
import dev.rondo.store.Db;
import java.util.ArrayList;
import java.util.List;

/**
 * Divides a search for runs into the parts that an index can read in order. An order that begins
 * with a metric has three: runs with a number, which the index of latest values holds sorted, and
 * beside them those that it does not hold yet; those with NaN; those without the metric. Any other
 * order is one part.
 */
final class RunStages {
    private static final String RUNS = "tracking_runs r";
    private static final String SORTED = "tracking_latest_metrics k CROSS JOIN tracking_runs r";
    private static final String UNSORTED = "tracking_runs r CROSS JOIN tracking_latest_metrics k";

    private final Db db;
    private final ExperimentScope scope;
    private final StringBuilder joins = new StringBuilder();
    private final List<Object> arguments = new ArrayList<>();
    private final List<SortTerm> terms = new ArrayList<>();

    private RunStages(Db db, ExperimentScope scope) {
        this.db = db;
        this.scope = scope;
    }

    static List<RunStage> of(Db db, ExperimentScope scope, List<Ordering> orderings) {
        var stages = new RunStages(db, scope);
        boolean metricFirst =
                !orderings.isEmpty() && orderings.getFirst().entity().equals("metric");
        orderings.stream().skip(metricFirst ? 1 : 0).forEach(stages::add);
        stages.addTies(orderings);
        return metricFirst
                ? stages.byMetric(orderings.getFirst())
                : List.of(stages.stage(List.of(), stages.source(RUNS, stages.inScope())));
    }

    private void add(Ordering ordering) {
        switch (ordering.entity()) {
            case "metric" -> addMetric(ordering);
            case "parameter" -> addText("tracking_params", ordering);
            case "tag" -> addText("tracking_tags", ordering);
            default -> addAttribute(ordering);
        }
    }

    private void addMetric(Ordering ordering) {
        var column = join("tracking_latest_metrics", ordering.key());
        terms.add(SortTerm.numbersFirst(column));
        terms.add(SortTerm.integer("coalesce(" + column + ", 0)", ordering.ascending()));
    }

    private void addText(String table, Ordering ordering) {
        var column = join(table, ordering.key());
        terms.add(SortTerm.missingLast(column));
        terms.add(SortTerm.text(db, "coalesce(" + column + ", '')", ordering.ascending()));
    }

    private void addAttribute(Ordering ordering) {
        var column = "r." + ordering.key();
        switch (ordering.key()) {
            case "start_time" -> terms.add(SortTerm.integer(column, ordering.ascending()));
            case "run_id" -> terms.add(SortTerm.id(column, ordering.ascending()));
            case "end_time" -> {
                terms.add(SortTerm.missingLast(column));
                terms.add(SortTerm.integer("coalesce(" + column + ", 0)", ordering.ascending()));
            }
            case "run_name" -> terms.add(SortTerm.text(db, "r.name", ordering.ascending()));
            default -> terms.add(SortTerm.text(db, column, ordering.ascending()));
        }
    }

    /** Joins what a table holds for a key, and gives the column with its value. */
    private String join(String table, String key) {
        var alias = "k" + arguments.size();
        joins.append(
                " LEFT JOIN %1$s %2$s ON %2$s.run_number = r.run_number AND %2$s.key = ?"
                        .formatted(table, alias));
        arguments.add(key);
        return alias + ".value";
    }

    private void addTies(List<Ordering> orderings) {
        if (orderings.stream().noneMatch(each -> isAttribute(each, "start_time"))) {
            terms.add(SortTerm.integer("r.start_time", false));
        }
        if (orderings.stream().noneMatch(each -> isAttribute(each, "run_id"))) {
            terms.add(SortTerm.id("r.run_id", true));
        }
    }

    private static boolean isAttribute(Ordering ordering, String key) {
        return ordering.entity().equals("attribute") && ordering.key().equals(key);
    }

    private List<RunStage> byMetric(Ordering first) {
        var value = List.of(SortTerm.integer("k.value", first.ascending()));
        var missing =
                SqlCondition.of(
                        "NOT "
                                + SearchConditions.there(
                                        "tracking_latest_metrics", "run_number", "r")
                                + ")",
                        first.key());
        return List.of(
                withMetric(first.key(), "k.value < " + OrderedDouble.NAN, value),
                withMetric(first.key(), "k.value = " + OrderedDouble.NAN, List.of()),
                stage(List.of(), source(RUNS, inScope().and(missing))));
    }

    private RunStage withMetric(String key, String values, List<SortTerm> order) {
        var joined =
                SqlCondition.of("k.key = ? AND k.run_number = r.run_number AND " + values, key);
        return stage(
                order,
                source(
                        SORTED,
                        joined.and(scope.on("k.experiment_id"))
                                .and(SqlCondition.of("k.sorted = 1"))),
                source(
                        UNSORTED,
                        joined.and(inScope())
                                .and(SqlCondition.of("r.unsorted = 1 AND k.sorted = 0"))));
    }

    private SqlCondition inScope() {
        return scope.on("r.experiment_id");
    }

    private RunStage.Source source(String from, SqlCondition condition) {
        return new RunStage.Source(from + joins, arguments, condition);
    }

    private RunStage stage(List<SortTerm> first, RunStage.Source... sources) {
        var all = new ArrayList<>(first);
        all.addAll(terms);
        return new RunStage(List.of(sources), new KeySet(all));
    }
}
