package dev.rondo.tracking;

import dev.rondo.base.RondoException;
import dev.rondo.store.Row;
import dev.rondo.store.Tx;
import java.util.List;
import java.util.Map;

/** The SQL of logged models. */
final class LoggedModelTable {
    static final String COLUMNS =
            "model_id, experiment_id, name, artifact_uri, creation_time, last_update_time, status, lifecycle_stage, model_type, source_run_id, status_message";

    private LoggedModelTable() {}

    static void insert(Tx tx, LoggedModel model) {
        tx.update(
                "INSERT INTO tracking_logged_models (%s) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        .formatted(COLUMNS),
                model.id(),
                Long.parseLong(model.experimentId()),
                model.name(),
                model.artifactUri(),
                model.creationMillis(),
                model.lastUpdateMillis(),
                model.status().name(),
                LifecycleStage.ACTIVE.name(),
                model.modelType(),
                model.sourceRunId(),
                model.statusMessage());
        Texts.MODEL_TAGS.put(tx, model.id(), model.tags());
        Texts.MODEL_PARAMS.put(tx, model.id(), model.params());
    }

    /**
     * A model with all that it has, also when it is in the bin.
     *
     * @throws RondoException of kind NOT_FOUND {@code model.not_found}
     */
    static LoggedModel require(Tx tx, String id) {
        return whole(tx, id, "");
    }

    /** As {@link #require}, and not in the bin. */
    static LoggedModel requireActive(Tx tx, String id) {
        return whole(tx, id, " AND lifecycle_stage = 'ACTIVE'");
    }

    private static LoggedModel whole(Tx tx, String id, String condition) {
        var model =
                tx.first(
                        "SELECT %s FROM tracking_logged_models WHERE model_id = ?%s"
                                .formatted(COLUMNS, condition),
                        LoggedModelTable::map,
                        id);
        return with(
                model.orElseThrow(() -> notFound(id)),
                Texts.MODEL_TAGS.of(tx, id),
                Texts.MODEL_PARAMS.of(tx, id),
                LoggedModelMetrics.of(tx, id));
    }

    /** Throws as {@link #require}. */
    static void requireThere(Tx tx, String id) {
        var found =
                tx.first(
                        "SELECT model_id FROM tracking_logged_models WHERE model_id = ?",
                        row -> row.text("model_id"),
                        id);
        if (found.isEmpty()) {
            throw notFound(id);
        }
    }

    static void finish(Tx tx, String id, LoggedModelStatus status, long now) {
        refuseNone(
                id,
                tx.update(
                        "UPDATE tracking_logged_models SET status = ?, last_update_time = ? WHERE model_id = ?",
                        status.name(),
                        now,
                        id));
    }

    static void delete(Tx tx, String id, long now) {
        refuseNone(
                id,
                tx.update(
                        "UPDATE tracking_logged_models SET lifecycle_stage = ?, last_update_time = ? WHERE model_id = ?",
                        LifecycleStage.DELETED.name(),
                        now,
                        id));
    }

    private static void refuseNone(String id, int changed) {
        if (changed == 0) {
            throw notFound(id);
        }
    }

    static RondoException notFound(String id) {
        return RondoException.notFound(
                "model.not_found", "Logged model with ID '%s' not found.".formatted(id));
    }

    /** Without tags, parameters and metrics. */
    static LoggedModel map(Row row) {
        return new LoggedModel(
                row.text("model_id"),
                Long.toString(row.integer("experiment_id")),
                row.text("name"),
                row.text("artifact_uri"),
                row.integer("creation_time"),
                row.integer("last_update_time"),
                LoggedModelStatus.valueOf(row.text("status")),
                row.text("model_type"),
                row.text("source_run_id"),
                row.text("status_message"),
                Map.of(),
                Map.of(),
                List.of());
    }

    static LoggedModel with(
            LoggedModel model,
            Map<String, String> tags,
            Map<String, String> params,
            List<RunMetric> metrics) {
        return new LoggedModel(
                model.id(),
                model.experimentId(),
                model.name(),
                model.artifactUri(),
                model.creationMillis(),
                model.lastUpdateMillis(),
                model.status(),
                model.modelType(),
                model.sourceRunId(),
                model.statusMessage(),
                tags,
                params,
                metrics);
    }
}
