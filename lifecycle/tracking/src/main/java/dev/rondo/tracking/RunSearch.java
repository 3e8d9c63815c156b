package dev.rondo.tracking;

import dev.rondo.base.Page;
import dev.rondo.filters.Filter;
import dev.rondo.filters.OrderBy;
import dev.rondo.filters.SqlCondition;
import dev.rondo.store.Db;
import dev.rondo.store.Tx;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds runs. A page costs at most three statements, and those that read what its runs have. */
final class RunSearch {
    static final String COLUMNS = "r." + RunTable.COLUMNS.replace(", ", ", r.");

    private final Db db;
    private final IdSet ids;
    private final Details details;

    RunSearch(Db db) {
        this.db = db;
        ids = new IdSet(db);
        details = new Details(db);
    }

    private record Found(StoredRun run, int stage, List<Object> place) {}

    Page<RunDetails> find(RunQuery query) {
        SearchChecks.experimentIds(query.experimentIds());
        var conditions =
                Filter.parse(query.filter(), RunWords.FILTER).stream()
                        .map(RunWords::condition)
                        .toList();
        var scope = new ExperimentScope(ids, query.experimentIds());
        var stages = RunStages.of(db, scope, OrderBy.parse(query.orderBy(), RunWords.ORDER));
        var search =
                PageToken.search(
                        query.experimentIds(),
                        List.of(query.filter(), query.view()),
                        query.orderBy());
        var token = PageToken.read(query.pageToken(), search);
        if (query.experimentIds().isEmpty()) {
            return new Page<>(List.of(), null);
        }
        return db.read(tx -> {
            var found = runs(tx, query, stages, conditions, token);
            var page =
                    Page.cut(
                            found,
                            query.maxResults(),
                            last -> new PageToken(search, last.stage(), last.place()).text());
            var runs = page.items().stream().map(Found::run).toList();
            return new Page<>(details.of(tx, runs), page.nextToken());
        });
    }

    /** One more than a page has, if there are so many. */
    private static List<Found> runs(
            Tx tx,
            RunQuery query,
            List<RunStage> stages,
            List<SqlCondition> conditions,
            @Nullable PageToken token) {
        var found = new ArrayList<Found>();
        int wanted = query.maxResults() + 1;
        if (token != null && (token.stage() < 0 || token.stage() >= stages.size())) {
            throw PageToken.none(token.text());
        }
        int first = token == null ? 0 : token.stage();
        for (int stage = first; stage < stages.size() && found.size() < wanted; stage++) {
            var where = where(query, conditions);
            if (token != null && stage == first) {
                where = where.and(stages.get(stage).keys().after(token));
            }
            found.addAll(run(tx, stages.get(stage), stage, where, wanted - found.size()));
        }
        return found;
    }

    private static SqlCondition where(RunQuery query, List<SqlCondition> conditions) {
        var where = SqlCondition.of("1 = 1" + query.view().condition("r.lifecycle_stage"));
        for (var condition : conditions) {
            where = where.and(condition);
        }
        return where;
    }

    private static List<Found> run(
            Tx tx, RunStage stage, int number, SqlCondition where, int limit) {
        var arguments = new ArrayList<@Nullable Object>(stage.arguments(where));
        arguments.add(limit);
        return tx.query(
                stage.sql(COLUMNS, where),
                row -> new Found(RunTable.stored(row), number, stage.keys().placeOf(row)),
                arguments.toArray());
    }
}
