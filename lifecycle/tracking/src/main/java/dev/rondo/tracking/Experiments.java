package dev.rondo.tracking;

import dev.rondo.base.Page;
import dev.rondo.base.RondoException;
import dev.rondo.store.Db;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The named groups of runs. An id that is no whole number is a USER error {@code experiment.id},
 * one that names nothing NOT_FOUND {@code experiment.not_found}; what needs an active experiment
 * answers CONFLICT {@code experiment.deleted} for one in the bin.
 */
public final class Experiments {
    private final Db db;
    private final InstantSource clock;
    private final ExperimentSearch search;

    Experiments(Db db, InstantSource clock) {
        this.db = db;
        this.clock = clock;
        search = new ExperimentSearch(db);
    }

    /** Makes the experiment that is always there. */
    void makeDefault() {
        long id = Long.parseLong(Tracking.DEFAULT_EXPERIMENT);
        if (db.read(tx -> ExperimentTable.find(tx, id)).isEmpty()) {
            var wanted = NewExperiment.named("Default");
            db.execute(tx -> ExperimentTable.insert(tx, id, wanted, clock.millis()));
        }
    }

    /**
     * Makes an experiment. Names are unique over the bin too.
     *
     * @throws RondoException of kind CONFLICT {@code experiment.exists} when the name is taken, of
     *     kind USER when a name, tag or location cannot be
     */
    public Experiment create(NewExperiment wanted) {
        Checks.experimentName(wanted.name());
        wanted.tags().forEach(Checks::experimentTag);
        return db.write(tx -> ExperimentTable.create(tx, wanted, clock.millis()));
    }

    /** The experiment, also when it is in the bin. */
    public Experiment get(String id) {
        return db.read(tx -> ExperimentTable.withTags(tx, ExperimentTable.require(tx, id)));
    }

    /** Those of some experiments that are there, in the bin or not; in no particular order. */
    public List<Experiment> of(Collection<String> experimentIds) {
        var ids = new IdSet(db);
        return db.read(tx ->
                ExperimentTable.withTags(tx, ids, ExperimentTable.of(tx, ids, experimentIds)));
    }

    /** The experiment of this name, also when it is in the bin. */
    public Optional<Experiment> named(String name) {
        return db.read(tx ->
                ExperimentTable.named(tx, name).map(each -> ExperimentTable.withTags(tx, each)));
    }

    /** The experiment of this name, made if there is none. */
    public Experiment namedOrNew(String name) {
        Checks.experimentName(name);
        return named(name)
                .orElseGet(() ->
                        db.write(tx -> {
                            tx.lock("tracking_experiments");
                            return ExperimentTable.named(tx, name)
                                    .map(each -> ExperimentTable.withTags(tx, each))
                                    .orElseGet(() ->
                                            ExperimentTable.create(
                                                    tx, NewExperiment.named(name), clock.millis()));
                        }));
    }

    /**
     * Gives an active experiment another name.
     *
     * @throws RondoException of kind CONFLICT {@code experiment.exists} when the name is taken
     */
    public void rename(String id, String name) {
        Checks.experimentName(name);
        db.execute(tx -> {
            var experiment = ExperimentTable.require(tx, id);
            if (experiment.lifecycleStage() != LifecycleStage.ACTIVE) {
                throw RondoException.conflict(
                                "experiment.deleted", "Cannot rename a non-active experiment.")
                        .next("restore it first");
            }
            ExperimentTable.rename(tx, experiment, name, clock.millis());
        });
    }

    /** Puts an active experiment and all its runs into the bin. */
    public void delete(String id) {
        move(id, LifecycleStage.ACTIVE, LifecycleStage.DELETED);
    }

    /** Takes an experiment and all its runs out of the bin. */
    public void restore(String id) {
        move(id, LifecycleStage.DELETED, LifecycleStage.ACTIVE);
    }

    private void move(String id, LifecycleStage from, LifecycleStage to) {
        db.execute(tx -> ExperimentTable.move(tx, id, from, to, clock.millis()));
    }

    /** Sets a tag of an active experiment. */
    public void setTag(String id, String key, String value) {
        Checks.experimentTag(key, value);
        db.execute(tx -> {
            var experiment = ExperimentTable.requireActive(tx, id);
            Texts.EXPERIMENT_TAGS.put(tx, ExperimentTable.number(experiment), Map.of(key, value));
        });
    }

    /**
     * Removes a tag of an active experiment.
     *
     * @throws RondoException of kind NOT_FOUND {@code tag.not_found} when it has no such tag
     */
    public void deleteTag(String id, String key) {
        db.execute(tx -> {
            var experiment = ExperimentTable.requireActive(tx, id);
            if (!Texts.EXPERIMENT_TAGS.remove(tx, ExperimentTable.number(experiment), key)) {
                throw RondoException.notFound(
                        "tag.not_found",
                        "No tag with name: %s in experiment with id %s"
                                .formatted(key, experiment.id()));
            }
        });
    }

    /**
     * Finds experiments; pages are as those of {@link Runs#search}.
     *
     * @throws RondoException of kind USER for a filter, order or token that cannot be read
     */
    public Page<Experiment> search(ExperimentQuery query) {
        return search.find(query);
    }
}
