package dev.rondo.migrate;

import static dev.rondo.migrate.DatabaseCopy.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.client.RondoClient;
import dev.rondo.store.Row;
import java.util.function.Consumer;

/** Logged models in MLflow's tables. */
final class LoggedModelRows {
    private final DatabaseCopy db;

    LoggedModelRows(DatabaseCopy db) {
        this.db = db;
    }

    void loggedModels(String experiment, Consumer<JsonNode> action) {
        var sql =
                "SELECT * FROM logged_models WHERE experiment_id = ? AND lifecycle_stage = 'active'";
        db.query(sql, LoggedModelRows::info, Long.parseLong(experiment))
                .forEach(info -> action.accept(complete(info)));
    }

    private static ObjectNode info(Row row) {
        return RondoClient.object()
                .put("model_id", row.text("model_id"))
                .put("experiment_id", Long.toString(row.integer("experiment_id")))
                .put("name", row.text("name"))
                .put("artifact_uri", row.text("artifact_location"))
                .put("creation_timestamp_ms", row.integer("creation_timestamp_ms"))
                .put("last_updated_timestamp_ms", row.integer("last_updated_timestamp_ms"))
                .put("status", MlflowJson.statusOfModel(row.integer("status")))
                .put("model_type", text(row, "model_type"))
                .put("source_run_id", text(row, "source_run_id"))
                .put("status_message", text(row, "status_message"));
    }

    private ObjectNode complete(ObjectNode info) {
        var id = info.path("model_id").asText();
        info.set(
                "tags",
                db.pairs(
                        "SELECT tag_key AS key, tag_value AS value FROM logged_model_tags WHERE model_id = ?",
                        id));
        var model = RondoClient.object();
        model.set("info", info);
        var data = model.putObject("data");
        data.set(
                "params",
                db.pairs(
                        "SELECT param_key AS key, param_value AS value FROM logged_model_params WHERE model_id = ?",
                        id));
        var metrics = data.putArray("metrics");
        var sql = "SELECT * FROM logged_model_metrics WHERE model_id = ?";
        db.query(sql, LoggedModelRows::metric, id).forEach(metrics::add);
        return model;
    }

    private static ObjectNode metric(Row row) {
        var value = row.realOrNull("metric_value");
        return MlflowJson.measurement(
                        row.text("metric_name"),
                        value == null ? 0 : value,
                        row.integer("metric_timestamp_ms"),
                        row.integer("metric_step"))
                .put("run_id", row.text("run_id"))
                .put("dataset_name", row.textOrNull("dataset_name"))
                .put("dataset_digest", row.textOrNull("dataset_digest"));
    }
}
