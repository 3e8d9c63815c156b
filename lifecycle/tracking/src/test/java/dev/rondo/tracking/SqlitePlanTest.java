package dev.rondo.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.filters.Filter;
import dev.rondo.filters.OrderBy;
import dev.rondo.filters.SqlCondition;
import dev.rondo.store.Db;
import dev.rondo.store.TestDatabases;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How SQLite answers searches: in the order of an index, so that a page reads a page's rows. */
class SqlitePlanTest extends TrackingSuite {
    @Override
    Db openEmpty() {
        return TestDatabases.sqlite(folder);
    }

    private List<String> plans(String filter, String... orderBy) {
        var scope = new ExperimentScope(new IdSet(db), List.of("0"));
        var order = OrderBy.parse(List.of(orderBy), RunWords.ORDER);
        return RunStages.of(db, scope, order).stream().map(each -> plan(each, filter)).toList();
    }

    private String plan(RunStage stage, String filter) {
        var where = SqlCondition.of("r.lifecycle_stage = 'ACTIVE'");
        for (var comparison : Filter.parse(filter, RunWords.FILTER)) {
            where = where.and(RunWords.condition(comparison));
        }
        var arguments = new ArrayList<@Nullable Object>(stage.arguments(where));
        arguments.add(100);
        var sql = "EXPLAIN QUERY PLAN " + stage.sql(RunSearch.COLUMNS, where);
        return db.read(tx ->
                String.join("\n", tx.query(sql, row -> row.text("detail"), arguments.toArray())));
    }

    @Test
    void anOrderByAMetricReadsTheIndexOfItsValues() {
        var filter = "metrics.x > 0.8 AND params.y = 'z'";
        var plans = plans(filter, "metrics.m DESC");

        var parts = plans.getFirst().split("LEFT\n|RIGHT\n");
        assertThat(parts[0]).isEqualTo("MERGE (UNION ALL)\n");
        assertThat(parts[1])
                .startsWith("SEARCH k USING COVERING INDEX tracking_latest_metrics_by_value")
                .doesNotContain("TEMP B-TREE FOR ORDER BY", "SCAN");
        assertThat(parts[2])
                .startsWith("SEARCH r USING INDEX tracking_runs_unsorted")
                .doesNotContain("SCAN");
        assertThat(plans.get(2)).startsWith("SEARCH r USING INDEX tracking_runs_of_experiment");
        assertThat(plans.get(2)).doesNotContain("TEMP B-TREE", "SCAN");
    }

    @Test
    void aHistoryIsReadInTheOrderOfItsTable() {
        var plan =
                db.read(tx ->
                        tx.query(
                                "EXPLAIN QUERY PLAN " + History.AFTER,
                                row -> row.text("detail"),
                                "m",
                                "run",
                                0,
                                0,
                                0,
                                10));

        assertThat(plan)
                .hasSize(3)
                .allMatch(step -> step.startsWith("SEARCH "))
                .last()
                .asString()
                .contains(
                        "PRIMARY KEY (run_number=? AND period=? AND key=? AND (timestamp,step,value)>(?,?,?))");
    }

    @Test
    void theDefaultOrderIsThatOfAnIndex() {
        assertThat(plans("metrics.x > 0.8 AND tags.t IS NULL"))
                .singleElement()
                .satisfies(plan ->
                        assertThat(plan)
                                .startsWith("SEARCH r USING INDEX tracking_runs_of_experiment")
                                .doesNotContain("TEMP B-TREE", "SCAN"));
    }
}
