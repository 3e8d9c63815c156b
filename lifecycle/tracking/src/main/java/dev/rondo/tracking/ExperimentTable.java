package dev.rondo.tracking;

import dev.rondo.base.RondoException;
import dev.rondo.store.Row;
import dev.rondo.store.Tx;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The SQL of experiments. */
final class ExperimentTable {
    static final String COLUMNS =
            "experiment_id, name, artifact_location, lifecycle_stage, creation_time, last_update_time";

    private static final String SELECT = "SELECT " + COLUMNS + " FROM tracking_experiments";
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

    private ExperimentTable() {}

    static Experiment create(Tx tx, NewExperiment wanted, long now) {
        tx.lock("tracking_experiments");
        refuseTaken(tx, wanted.name());
        long id =
                tx.query(
                                "SELECT max(experiment_id) + 1 AS id FROM tracking_experiments",
                                row -> row.integer("id"))
                        .getFirst();
        var experiment = insert(tx, id, wanted, now);
        Texts.EXPERIMENT_TAGS.put(tx, id, wanted.tags());
        return experiment;
    }

    static Experiment insert(Tx tx, long id, NewExperiment wanted, long now) {
        var location = wanted.artifactLocation();
        var experiment =
                new Experiment(
                        Long.toString(id),
                        wanted.name(),
                        location == null || location.isEmpty()
                                ? ArtifactUris.ROOT + id
                                : ArtifactUris.location(location),
                        LifecycleStage.ACTIVE,
                        now,
                        now,
                        wanted.tags());
        tx.update(
                """
                INSERT INTO tracking_experiments
                    (experiment_id, name, artifact_location, lifecycle_stage, creation_time,
                        last_update_time)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (experiment_id) DO NOTHING
                """,
                id,
                experiment.name(),
                experiment.artifactLocation(),
                experiment.lifecycleStage().name(),
                now,
                now);
        return experiment;
    }

    private static void refuseTaken(Tx tx, String name) {
        if (named(tx, name).isPresent()) {
            throw RondoException.conflict(
                            "experiment.exists", "Experiment(name=" + name + ") already exists.")
                    .next("choose another name, or use that experiment");
        }
    }

    /** Without its tags. */
    static Optional<Experiment> named(Tx tx, String name) {
        return tx.first(SELECT + " WHERE name = ?", ExperimentTable::map, name);
    }

    /** Without its tags. */
    static Optional<Experiment> find(Tx tx, long id) {
        return tx.first(SELECT + " WHERE experiment_id = ?", ExperimentTable::map, id);
    }

    /** Without their tags. */
    static List<Experiment> of(Tx tx, IdSet ids, Collection<String> experimentIds) {
        return tx.query(
                SELECT + " WHERE experiment_id" + ids.inNumbers(),
                ExperimentTable::map,
                IdSet.numbers(experimentIds));
    }

    /**
     * Without its tags.
     *
     * @param id "" for the default experiment
     * @throws RondoException of kind USER {@code experiment.id} when it is no whole number, of kind
     *     NOT_FOUND {@code experiment.not_found}
     */
    static Experiment require(Tx tx, String id) {
        var shown = id.isEmpty() ? Tracking.DEFAULT_EXPERIMENT : id;
        if (!NUMBER.matcher(shown).matches()) {
            throw RondoException.user(
                    "experiment.id",
                    "Invalid experiment ID '%s'. Experiment ID must be a valid integer."
                            .formatted(shown));
        }
        var found =
                ID.matcher(shown).matches()
                        ? find(tx, Long.parseLong(shown))
                        : Optional.<Experiment>empty();
        return found.orElseThrow(() -> notFound(shown));
    }

    /**
     * @throws RondoException as {@link #require}, and of kind CONFLICT {@code experiment.deleted}
     */
    static Experiment requireActive(Tx tx, String id) {
        var experiment = require(tx, id);
        if (experiment.lifecycleStage() != LifecycleStage.ACTIVE) {
            throw RondoException.conflict(
                            "experiment.deleted",
                            "The experiment %s must be in the 'active' state. Current state is deleted."
                                    .formatted(experiment.id()))
                    .next("restore it first");
        }
        return experiment;
    }

    static Experiment withTags(Tx tx, Experiment experiment) {
        return experiment.withTags(Texts.EXPERIMENT_TAGS.of(tx, number(experiment)));
    }

    static List<Experiment> withTags(Tx tx, IdSet ids, List<Experiment> experiments) {
        var tags = new HashMap<String, Map<String, String>>();
        tx.query(
                "SELECT experiment_id, key, value FROM tracking_experiment_tags WHERE experiment_id"
                        + ids.inNumbers()
                        + " ORDER BY experiment_id, key",
                row ->
                        tags.computeIfAbsent(
                                        Long.toString(row.integer("experiment_id")),
                                        _ -> new LinkedHashMap<>())
                                .put(row.text("key"), row.text("value")),
                IdSet.numbers(experiments.stream().map(Experiment::id).toList()));
        return experiments.stream()
                .map(each -> each.withTags(tags.getOrDefault(each.id(), Map.of())))
                .toList();
    }

    static void rename(Tx tx, Experiment experiment, String name, long now) {
        tx.lock("tracking_experiments");
        var holder = named(tx, name);
        if (holder.isPresent() && !holder.get().id().equals(experiment.id())) {
            refuseTaken(tx, name);
        }
        tx.update(
                "UPDATE tracking_experiments SET name = ?, last_update_time = ? WHERE experiment_id = ?",
                name,
                now,
                number(experiment));
    }

    /** Moves an experiment and all its runs from the one stage to the other. */
    static void move(Tx tx, String id, LifecycleStage from, LifecycleStage to, long now) {
        var experiment = require(tx, id);
        if (experiment.lifecycleStage() != from) {
            throw notFound(experiment.id());
        }
        tx.update(
                "UPDATE tracking_experiments SET lifecycle_stage = ?, last_update_time = ? WHERE experiment_id = ?",
                to.name(),
                now,
                number(experiment));
        tx.update(
                "UPDATE tracking_runs SET lifecycle_stage = ? WHERE experiment_id = ? AND lifecycle_stage = ?",
                to.name(),
                number(experiment),
                from.name());
    }

    static long number(Experiment experiment) {
        return Long.parseLong(experiment.id());
    }

    private static RondoException notFound(String id) {
        return RondoException.notFound(
                        "experiment.not_found", "No Experiment with id=" + id + " exists")
                .next("list the experiments to find its id");
    }

    static Experiment map(Row row) {
        return new Experiment(
                Long.toString(row.integer("experiment_id")),
                row.text("name"),
                row.text("artifact_location"),
                LifecycleStage.valueOf(row.text("lifecycle_stage")),
                row.integer("creation_time"),
                row.integer("last_update_time"),
                Map.of());
    }
}
