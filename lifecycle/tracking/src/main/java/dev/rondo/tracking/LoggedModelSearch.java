package dev.rondo.tracking;

import dev.rondo.base.Page;
import dev.rondo.filters.Filter;
import dev.rondo.filters.SqlCondition;
import dev.rondo.store.Db;
import dev.rondo.store.Tx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds logged models. A page costs four statements. */
final class LoggedModelSearch {
    private static final String COLUMNS = "l." + LoggedModelTable.COLUMNS.replace(", ", ", l.");

    private final Db db;
    private final IdSet ids;
    private final TextsByOwner texts;

    LoggedModelSearch(Db db) {
        this.db = db;
        ids = new IdSet(db);
        texts = new TextsByOwner(db);
    }

    private record Found(LoggedModel model, List<Object> place) {}

    Page<LoggedModel> find(LoggedModelQuery query) {
        SearchChecks.experimentIds(query.experimentIds());
        var where = where(query);
        var keys = keys(query.orderBy());
        var search =
                PageToken.search(
                        query.experimentIds(),
                        List.of(query.filter(), query.datasets()),
                        query.orderBy());
        var token = PageToken.read(query.pageToken(), search);
        if (query.experimentIds().isEmpty()) {
            return new Page<>(List.of(), null);
        }
        var after = token == null ? SqlCondition.of("1 = 1") : keys.after(token);
        return db.read(tx -> {
            var page =
                    Page.cut(
                            models(tx, query, where, keys, after),
                            query.maxResults(),
                            last -> new PageToken(search, 0, last.place()).text());
            return new Page<>(
                    whole(tx, page.items().stream().map(Found::model).toList()), page.nextToken());
        });
    }

    private SqlCondition where(LoggedModelQuery query) {
        var where =
                SqlCondition.of("l.lifecycle_stage = 'ACTIVE'")
                        .and(new ExperimentScope(ids, query.experimentIds()).on("l.experiment_id"));
        boolean onMetrics = false;
        for (var comparison : Filter.parse(query.filter(), LoggedModelWords.FILTER)) {
            where = where.and(LoggedModelWords.condition(comparison, query.datasets()));
            onMetrics |= comparison.entity().equals("metrics");
        }
        return query.datasets().isEmpty() || onMetrics
                ? where
                : where.and(LoggedModelWords.measuredOn(query.datasets()));
    }

    /** The order of {@code q}, in which the columns field0, field1, … hold what is sorted by. */
    private KeySet keys(List<LoggedModelOrder> orders) {
        var terms = new ArrayList<SortTerm>();
        for (int i = 0; i < orders.size(); i++) {
            var order = orders.get(i);
            var field = "q.field" + i;
            if (LoggedModelWords.isText(order)) {
                terms.add(SortTerm.missingLast(field));
                terms.add(SortTerm.text(db, "coalesce(" + field + ", '')", order.ascending()));
            } else {
                terms.add(
                        LoggedModelWords.isMetric(order)
                                ? SortTerm.numbersFirst(field)
                                : SortTerm.missingLast(field));
                terms.add(SortTerm.integer("coalesce(" + field + ", 0)", order.ascending()));
            }
        }
        if (orders.stream()
                .noneMatch(each -> LoggedModelWords.isAttribute(each, "creation_timestamp"))) {
            terms.add(SortTerm.integer("q.creation_time", false));
        }
        if (orders.stream().noneMatch(each -> LoggedModelWords.isAttribute(each, "model_id"))) {
            terms.add(SortTerm.id("q.model_id", true));
        }
        return new KeySet(terms);
    }

    private static List<Found> models(
            Tx tx, LoggedModelQuery query, SqlCondition where, KeySet keys, SqlCondition after) {
        var fields = new StringBuilder();
        var arguments = new ArrayList<@Nullable Object>();
        for (int i = 0; i < query.orderBy().size(); i++) {
            var sorted = LoggedModelWords.sorted(query.orderBy().get(i));
            fields.append(", ").append(sorted.sql()).append(" AS field").append(i);
            arguments.addAll(sorted.arguments());
        }
        arguments.addAll(where.arguments());
        arguments.addAll(after.arguments());
        arguments.add(query.maxResults() + 1);
        // Computed once a model, not once for each place where the order names it.
        boolean costly = query.orderBy().stream().anyMatch(LoggedModelWords::isMetric);
        return tx.query(
                "WITH q AS %s(SELECT %s%s FROM tracking_logged_models l WHERE %s) SELECT q.*%s FROM q WHERE %s%s LIMIT ?"
                        .formatted(
                                costly ? "MATERIALIZED " : "",
                                COLUMNS,
                                fields,
                                where.sql(),
                                keys.columns(),
                                after.sql(),
                                keys.orderBy()),
                row -> new Found(LoggedModelTable.map(row), keys.placeOf(row)),
                arguments.toArray());
    }

    private List<LoggedModel> whole(Tx tx, List<LoggedModel> models) {
        var set = models.stream().map(LoggedModel::id).toList();
        var tags = texts.of(tx, "tracking_logged_model_tags", "model_id", set);
        var params = texts.of(tx, "tracking_logged_model_params", "model_id", set);
        var metrics = new HashMap<String, List<RunMetric>>();
        tx.query(
                LoggedModelMetrics.SELECT + "model_id" + ids.inTexts() + LoggedModelMetrics.ORDER,
                row ->
                        metrics.computeIfAbsent(row.text("model_id"), _ -> new ArrayList<>())
                                .add(LoggedModelMetrics.map(row)),
                IdSet.texts(set));
        return models.stream()
                .map(model ->
                        LoggedModelTable.with(
                                model,
                                tags.getOrDefault(model.id(), Map.of()),
                                params.getOrDefault(model.id(), Map.of()),
                                metrics.getOrDefault(model.id(), List.of())))
                .toList();
    }
}
