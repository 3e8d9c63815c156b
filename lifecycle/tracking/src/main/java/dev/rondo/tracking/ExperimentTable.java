package dev.rondo.tracking;

import dev.rondo.base.Page;
import dev.rondo.base.RondoException;
import dev.rondo.store.Row;
import dev.rondo.store.Tx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The SQL of experiments. */
final class ExperimentTable {
    private static final String SELECT =
            """
            SELECT experiment_id, name, lifecycle_stage, creation_time, last_update_time
            FROM tracking_experiments
            """;

    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

    private ExperimentTable() {}

    static Experiment create(Tx tx, String name, Map<String, String> tags, long now) {
        tx.lock("tracking_experiments");
        if (named(tx, name).isPresent()) {
            throw RondoException.conflict(
                            "experiment.exists", "an experiment is named \"" + name + "\" already")
                    .next("choose another name, or use that experiment");
        }
        long id =
                tx.query(
                                "SELECT max(experiment_id) + 1 AS id FROM tracking_experiments",
                                row -> row.integer("id"))
                        .getFirst();
        insert(tx, id, name, now);
        var rows =
                tags.entrySet().stream()
                        .map(tag -> new @Nullable Object[] {id, tag.getKey(), tag.getValue()})
                        .toList();
        tx.batch(
                "INSERT INTO tracking_experiment_tags (experiment_id, key, value) VALUES (?, ?, ?)",
                rows);
        return new Experiment(Long.toString(id), name, LifecycleStage.ACTIVE, now, now, tags);
    }

    static void createDefault(Tx tx, long now) {
        insert(tx, Long.parseLong(Tracking.DEFAULT_EXPERIMENT), "Default", now);
    }

    private static void insert(Tx tx, long id, String name, long now) {
        tx.update(
                """
                INSERT INTO tracking_experiments
                    (experiment_id, name, lifecycle_stage, creation_time, last_update_time)
                VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (experiment_id) DO NOTHING
                """,
                id,
                name,
                LifecycleStage.ACTIVE.name(),
                now,
                now);
    }

    static Experiment namedOrNew(Tx tx, String name, long now) {
        tx.lock("tracking_experiments");
        return named(tx, name).orElseGet(() -> create(tx, name, Map.of(), now));
    }

    /** Ids are texts outside; one that is no number names nothing. */
    static Optional<Experiment> find(Tx tx, String id) {
        if (!ID.matcher(id).matches()) {
            return Optional.empty();
        }
        var found =
                tx.query(
                        SELECT + " WHERE experiment_id = ?",
                        ExperimentTable::map,
                        Long.parseLong(id));
        return withTags(tx, found).stream().findFirst();
    }

    static Experiment require(Tx tx, String id) {
        return find(tx, id)
                .orElseThrow(() ->
                        RondoException.notFound(
                                        "experiment.not_found",
                                        "there is no experiment with this id")
                                .next("list the experiments to find its id"));
    }

    /** A page token of experiments is the last one's id. */
    static long placeOf(@Nullable String token) {
        if (token == null) {
            return Long.MAX_VALUE;
        }
        if (!ID.matcher(token).matches()) {
            throw Page.invalidToken();
        }
        return Long.parseLong(token);
    }

    static Optional<Experiment> named(Tx tx, String name) {
        return withTags(tx, tx.query(SELECT + " WHERE name = ?", ExperimentTable::map, name))
                .stream()
                .findFirst();
    }

    /** The active ones with an id below the given, greatest first. */
    static List<Experiment> below(Tx tx, long id, int limit) {
        var found =
                tx.query(
                        SELECT
                                + " WHERE lifecycle_stage = ? AND experiment_id < ?"
                                + " ORDER BY experiment_id DESC LIMIT ?",
                        ExperimentTable::map,
                        LifecycleStage.ACTIVE.name(),
                        id,
                        limit);
        return withTags(tx, found);
    }

    private static Experiment map(Row row) {
        return new Experiment(
                Long.toString(row.integer("experiment_id")),
                row.text("name"),
                LifecycleStage.valueOf(row.text("lifecycle_stage")),
                row.integer("creation_time"),
                row.integer("last_update_time"),
                Map.of());
    }

    private static List<Experiment> withTags(Tx tx, List<Experiment> experiments) {
        var tags =
                ByOwner.query(
                        tx,
                        "SELECT experiment_id, key, value FROM tracking_experiment_tags WHERE experiment_id IN (%s)",
                        experiments.stream().map(each -> (Object) Long.valueOf(each.id())).toList(),
                        row -> Long.toString(row.integer("experiment_id")),
                        row -> Map.entry(row.text("key"), row.text("value")));
        return experiments.stream()
                .map(each -> each.withTags(ByOwner.map(tags, each.id())))
                .toList();
    }
}
