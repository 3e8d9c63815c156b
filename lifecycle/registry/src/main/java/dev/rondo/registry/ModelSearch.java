package dev.rondo.registry;

import dev.rondo.base.Page;
import dev.rondo.base.RondoException;
import dev.rondo.filters.Comparison;
import dev.rondo.filters.Filter;
import dev.rondo.filters.OrderBy;
import dev.rondo.filters.Ordering;
import dev.rondo.filters.SqlCondition;
import dev.rondo.filters.ValueType;
import dev.rondo.filters.Vocabulary;
import dev.rondo.filters.Wording;
import dev.rondo.registry.KeySet.Column;
import dev.rondo.store.Db;
import java.util.List;

/** Finds registered models. */
final class ModelSearch {
    private static final Vocabulary FILTER =
            Vocabulary.worded(Wording.REGISTRY)
                    .attributes(Conditions.ATTRIBUTE)
                    .attribute("name", ValueType.LISTED_TEXT)
                    .keys(Conditions.TAG, ValueType.TEXT, "tags")
                    .build();
    private static final Vocabulary ORDER =
            Vocabulary.worded(Wording.REGISTRY)
                    .attributes(Conditions.ATTRIBUTE)
                    .attribute("name", ValueType.TEXT)
                    .attribute("timestamp", ValueType.INTEGER, "last_updated_timestamp")
                    .build();
    private static final Column<RegisteredModel> NAME =
            new Column<>("m.name", true, RegisteredModel::name);
    private static final Column<RegisteredModel> UPDATE =
            new Column<>("m.updated_at", true, RegisteredModel::lastUpdateMillis);
    private static final String TAGS = "registry_model_tags t WHERE t.name = m.name";

    private final Db db;
    private final ModelTable table;

    ModelSearch(Db db, ModelTable table) {
        this.db = db;
        this.table = table;
    }

    Page<RegisteredModel> search(RegistryQuery query) {
        Conditions.checkMaxResults(query.maxResults(), Limits.MODELS_PER_PAGE);
        var order =
                new KeySet<>(
                        orderings(query).stream().map(ModelSearch::column).toList(), List.of(NAME));
        var where = where(Filter.parse(query.filter(), FILTER)).and(order.after(query.pageToken()));
        var sql = "WHERE " + where.sql() + " ORDER BY " + order.orderBy() + " LIMIT ?";
        var arguments = Conditions.arguments(where, query.maxResults() + 1);
        return Page.cut(
                db.read(tx -> table.select(tx, sql, arguments)), query.maxResults(), order::token);
    }

    /** This one search has words of its own for a key that it does not know. */
    private static List<Ordering> orderings(RegistryQuery query) {
        try {
            return OrderBy.parse(query.orderBy(), ORDER);
        } catch (RondoException e) {
            if (!e.code().equals("filter.key")) {
                throw e;
            }
            var what = e.what().replaceFirst("^Invalid attribute key", "Invalid order by key");
            throw RondoException.user(e.code(), what).at(String.valueOf(e.where())).causedBy(e);
        }
    }

    private static Column<RegisteredModel> column(Ordering ordering) {
        var column = ordering.key().equals("name") ? NAME : UPDATE;
        return column.ordered(ordering.ascending());
    }

    private static SqlCondition where(List<Comparison> comparisons) {
        var noPrompts =
                SqlCondition.of(
                        "NOT EXISTS (SELECT 1 FROM "
                                + TAGS
                                + " AND t.key = ? AND t.value = 'true')",
                        Prompts.IS_PROMPT);
        return Conditions.all(comparisons, noPrompts, ModelSearch::condition);
    }

    private static SqlCondition condition(Comparison comparison) {
        return comparison.entity().equals(Conditions.TAG)
                ? Conditions.tag(TAGS, comparison)
                : SqlCondition.column("m.name", comparison);
    }
}
