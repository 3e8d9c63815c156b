package dev.rondo.registry;

import dev.rondo.base.Page;
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

/** Finds versions of all models. */
final class VersionSearch {
    private static final Vocabulary FILTER =
            Vocabulary.worded(Wording.REGISTRY)
                    .attributes(Conditions.ATTRIBUTE)
                    .attribute("name", ValueType.LISTED_TEXT)
                    .attribute("run_id", ValueType.LISTED_TEXT)
                    .attribute("source_path", ValueType.TEXT)
                    .attribute("version_number", ValueType.QUOTABLE_INTEGER)
                    .keys(Conditions.TAG, ValueType.TEXT, "tags")
                    .build();
    private static final Vocabulary ORDER =
            Vocabulary.worded(Wording.REGISTRY)
                    .attributes(Conditions.ATTRIBUTE)
                    .attribute("name", ValueType.TEXT)
                    .attribute("version_number", ValueType.INTEGER)
                    .attribute("creation_timestamp", ValueType.INTEGER)
                    .attribute("last_updated_timestamp", ValueType.INTEGER)
                    .build();
    private static final Column<ModelVersion> NAME =
            new Column<>("v.name", true, ModelVersion::name);
    private static final Column<ModelVersion> VERSION =
            new Column<>("v.version", false, ModelVersion::version);
    private static final Column<ModelVersion> CREATION =
            new Column<>("v.created_at", true, ModelVersion::creationMillis);
    private static final Column<ModelVersion> UPDATE =
            new Column<>("v.updated_at", false, ModelVersion::lastUpdateMillis);
    private static final String TAGS =
            "registry_version_tags t WHERE t.name = v.name AND t.version = v.version";

    private final Db db;
    private final VersionReader reader;

    VersionSearch(Db db, VersionReader reader) {
        this.db = db;
        this.reader = reader;
    }

    Page<ModelVersion> search(RegistryQuery query) {
        Conditions.checkMaxResults(query.maxResults(), Limits.VERSIONS_PER_PAGE);
        var order = order(OrderBy.parse(query.orderBy(), ORDER));
        var where = where(Filter.parse(query.filter(), FILTER)).and(order.after(query.pageToken()));
        var sql = "WHERE " + where.sql() + " ORDER BY " + order.orderBy() + " LIMIT ?";
        var arguments = Conditions.arguments(where, query.maxResults() + 1);
        return Page.cut(
                db.read(tx -> reader.select(tx, sql, arguments)), query.maxResults(), order::token);
    }

    private static KeySet<ModelVersion> order(List<Ordering> orderings) {
        var asked = orderings.stream().map(VersionSearch::column).toList();
        return new KeySet<>(asked.isEmpty() ? List.of(UPDATE) : asked, List.of(NAME, VERSION));
    }

    private static Column<ModelVersion> column(Ordering ordering) {
        var column =
                switch (ordering.key()) {
                    case "name" -> NAME;
                    case "version_number" -> VERSION;
                    case "creation_timestamp" -> CREATION;
                    default -> UPDATE;
                };
        return column.ordered(ordering.ascending());
    }

    private static SqlCondition where(List<Comparison> comparisons) {
        var noPrompts =
                SqlCondition.of(
                        "v.name NOT IN (SELECT p.name FROM registry_version_tags p WHERE p.key = ? AND p.value = 'true')",
                        Prompts.IS_PROMPT);
        return Conditions.all(comparisons, noPrompts, VersionSearch::condition);
    }

    private static SqlCondition condition(Comparison comparison) {
        return switch (comparison.entity()) {
            case Conditions.TAG -> Conditions.tag(TAGS, comparison);
            default -> SqlCondition.column(sql(comparison.key()), comparison);
        };
    }

    private static String sql(String attribute) {
        return switch (attribute) {
            case "run_id" -> "v.run_id";
            case "source_path" -> "v.source";
            case "version_number" -> "v.version";
            default -> "v.name";
        };
    }
}
