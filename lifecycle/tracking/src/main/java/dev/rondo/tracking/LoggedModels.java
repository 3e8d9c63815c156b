package dev.rondo.tracking;

import dev.rondo.base.Ids;
import dev.rondo.base.Page;
import dev.rondo.base.RondoException;
import dev.rondo.store.Db;
import dev.rondo.store.Tx;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Models that were logged by themselves, with metrics, parameters and tags of their own. Their
 * metrics come with those of runs, see {@link Runs#log}. An id that names nothing is NOT_FOUND
 * {@code model.not_found}. A model in the bin may still be changed.
 */
public final class LoggedModels {
    private final Db db;
    private final InstantSource clock;
    private final LoggedModelSearch search;

    LoggedModels(Db db, InstantSource clock) {
        this.db = db;
        this.clock = clock;
        search = new LoggedModelSearch(db);
    }

    /** Makes a model whose files are yet to come. */
    public LoggedModel create(NewLoggedModel wanted) {
        return db.write(tx -> create(tx, wanted));
    }

    public LoggedModel create(Tx tx, NewLoggedModel wanted) {
        var given = wanted.name() == null ? "" : wanted.name();
        Checks.modelName(given);
        Checks.modelTexts(wanted.tags());
        Checks.modelTexts(wanted.params());
        var experiment = ExperimentTable.requireActive(tx, wanted.experimentId());
        var id = "m-" + Ids.random();
        long now = clock.millis();
        var model =
                new LoggedModel(
                        id,
                        experiment.id(),
                        given.isEmpty() ? RandomNames.make(ThreadLocalRandom.current()) : given,
                        ArtifactUris.append(
                                experiment.artifactLocation(), "models/" + id + "/artifacts"),
                        now,
                        now,
                        LoggedModelStatus.PENDING,
                        wanted.modelType(),
                        wanted.sourceRunId(),
                        "",
                        wanted.tags(),
                        wanted.params(),
                        List.of());
        LoggedModelTable.insert(tx, model);
        return model;
    }

    /** A model with all that it has, not from the bin. */
    public LoggedModel get(String id) {
        return db.read(tx -> LoggedModelTable.requireActive(tx, id));
    }

    /** As part of a transaction. */
    public LoggedModel get(Tx tx, String id) {
        return LoggedModelTable.requireActive(tx, id);
    }

    /** A model with all that it has, also from the bin. */
    public LoggedModel getEvenDeleted(String id) {
        return db.read(tx -> LoggedModelTable.require(tx, id));
    }

    /** Says how the upload of its files has ended. Any status may follow any other. */
    public LoggedModel finish(String id, LoggedModelStatus status) {
        return db.write(tx -> {
            LoggedModelTable.finish(tx, id, status, clock.millis());
            return LoggedModelTable.require(tx, id);
        });
    }

    /** Puts a model into the bin, where it may be already. */
    public void delete(String id) {
        db.execute(tx -> LoggedModelTable.delete(tx, id, clock.millis()));
    }

    /** Replaces tags. */
    public LoggedModel setTags(String id, Map<String, String> tags) {
        return db.write(tx -> setTags(tx, id, tags));
    }

    public LoggedModel setTags(Tx tx, String id, Map<String, String> tags) {
        Checks.modelTexts(tags);
        LoggedModelTable.requireThere(tx, id);
        Texts.MODEL_TAGS.put(tx, id, tags);
        return LoggedModelTable.require(tx, id);
    }

    /**
     * Removes a tag.
     *
     * @throws RondoException of kind NOT_FOUND {@code tag.not_found} when the model has no such tag
     */
    public void deleteTag(String id, String key) {
        db.execute(tx -> {
            LoggedModelTable.requireThere(tx, id);
            if (!Texts.MODEL_TAGS.remove(tx, id, key)) {
                throw RondoException.notFound(
                        "tag.not_found",
                        "No tag with key %s found for model with ID %s."
                                .formatted(PythonText.repr(key), PythonText.repr(id)));
            }
        });
    }

    /**
     * Adds parameters; one that is there with the same value stays.
     *
     * @throws RondoException of kind CONFLICT {@code param.changed} when one has another value
     *     already
     */
    public void logParams(String id, Map<String, String> params) {
        Checks.modelTexts(params);
        db.execute(tx -> {
            LoggedModelTable.requireThere(tx, id);
            var others = Texts.MODEL_PARAMS.add(tx, id, params);
            if (!others.isEmpty()) {
                var key = others.keySet().iterator().next();
                throw RondoException.conflict(
                        "param.changed",
                        "Changing param values is not allowed. Param with key='%s' was already logged with value='%s' for model ID='%s'. Attempted logging new value '%s'."
                                .formatted(key, others.get(key), id, params.get(key)));
            }
        });
    }

    /**
     * Finds models; pages are as those of {@link Runs#search}.
     *
     * @throws RondoException of kind USER for a filter, order or token that cannot be read
     */
    public Page<LoggedModel> search(LoggedModelQuery query) {
        return search.find(query);
    }
}
