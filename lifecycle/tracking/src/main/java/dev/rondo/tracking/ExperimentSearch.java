package dev.rondo.tracking;

import dev.rondo.base.Page;
import dev.rondo.filters.Comparison;
import dev.rondo.filters.Filter;
import dev.rondo.filters.OrderBy;
import dev.rondo.filters.Ordering;
import dev.rondo.filters.SqlCondition;
import dev.rondo.filters.ValueType;
import dev.rondo.filters.Vocabulary;
import dev.rondo.filters.Wording;
import dev.rondo.store.Db;
import dev.rondo.store.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds experiments. A page costs two statements. */
final class ExperimentSearch {
    private static final Vocabulary FILTER =
            Vocabulary.worded(Wording.EXPERIMENTS)
                    .attributes("attribute")
                    .attribute("name", ValueType.TEXT)
                    .attribute("experiment_id", ValueType.IDENTIFIER)
                    .attribute("creation_time", ValueType.INTEGER)
                    .attribute("last_update_time", ValueType.INTEGER)
                    .keys("tag", ValueType.OPTIONAL_TEXT, "tags")
                    .build();

    private static final Vocabulary ORDER =
            Vocabulary.worded(Wording.EXPERIMENTS)
                    .attributes("attribute")
                    .attribute("name", ValueType.TEXT)
                    .attribute("experiment_id", ValueType.IDENTIFIER)
                    .attribute("creation_time", ValueType.INTEGER)
                    .attribute("last_update_time", ValueType.INTEGER)
                    .refused("tag", "tags")
                    .build();

    private final Db db;
    private final TextsByOwner tags;

    ExperimentSearch(Db db) {
        this.db = db;
        tags = new TextsByOwner(db);
    }

    private record Found(Experiment experiment, List<Object> place) {}

    Page<Experiment> find(ExperimentQuery query) {
        var keys = keys(OrderBy.parse(query.orderBy(), ORDER));
        var search = PageToken.search("", List.of(query.filter(), query.view()), query.orderBy());
        var token = PageToken.read(query.pageToken(), search);
        var where = SqlCondition.of("1 = 1" + query.view().condition("e.lifecycle_stage"));
        for (var comparison : Filter.parse(query.filter(), FILTER)) {
            where = where.and(condition(comparison));
        }
        if (token != null) {
            where = where.and(keys.after(token));
        }
        var condition = where;
        return db.read(tx -> page(tx, query, keys, search, condition));
    }

    private Page<Experiment> page(
            Tx tx,
            ExperimentQuery query,
            KeySet keys,
            List<String> search,
            SqlCondition condition) {
        var arguments = new ArrayList<@Nullable Object>(condition.arguments());
        arguments.add(query.maxResults() + 1);
        var found =
                tx.query(
                        "SELECT %s%s FROM tracking_experiments e WHERE %s%s LIMIT ?"
                                .formatted(
                                        ExperimentTable.COLUMNS,
                                        keys.columns(),
                                        condition.sql(),
                                        keys.orderBy()),
                        row -> new Found(ExperimentTable.map(row), keys.placeOf(row)),
                        arguments.toArray());
        var page =
                Page.cut(
                        found,
                        query.maxResults(),
                        last -> new PageToken(search, 0, last.place()).text());
        var experiments = page.items().stream().map(Found::experiment).toList();
        var all =
                tags.ofNumbered(
                        tx,
                        "tracking_experiment_tags",
                        "experiment_id",
                        experiments.stream().map(ExperimentTable::number).toList());
        return new Page<>(
                experiments.stream()
                        .map(each ->
                                each.withTags(
                                        all.getOrDefault(ExperimentTable.number(each), Map.of())))
                        .toList(),
                page.nextToken());
    }

    private static SqlCondition condition(Comparison comparison) {
        if (comparison.entity().equals("tag")) {
            return SearchConditions.keyed(
                    "tracking_experiment_tags", "experiment_id", "e", comparison);
        }
        return comparison.key().equals("experiment_id")
                ? SqlCondition.column("CAST(e.experiment_id AS TEXT)", comparison)
                : SqlCondition.column("e." + comparison.key(), comparison);
    }

    private KeySet keys(List<Ordering> orderings) {
        if (orderings.isEmpty()) {
            return new KeySet(
                    List.of(
                            SortTerm.integer("e.creation_time", false),
                            SortTerm.integer("e.experiment_id", true)));
        }
        var terms = new ArrayList<SortTerm>();
        for (var ordering : orderings) {
            var column = "e." + ordering.key();
            terms.add(
                    ordering.key().equals("name")
                            ? SortTerm.text(db, column, ordering.ascending())
                            : SortTerm.integer(column, ordering.ascending()));
        }
        if (orderings.stream().noneMatch(each -> each.key().equals("experiment_id"))) {
            terms.add(SortTerm.integer("e.experiment_id", false));
        }
        return new KeySet(terms);
    }
}
