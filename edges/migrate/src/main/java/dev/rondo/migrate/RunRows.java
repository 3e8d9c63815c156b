package dev.rondo.migrate;

import static dev.rondo.migrate.DatabaseCopy.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.client.RondoClient;
import dev.rondo.store.Row;
import java.util.function.Consumer;

/** Experiments and runs in MLflow's tables. */
final class RunRows {
    private final DatabaseCopy db;

    RunRows(DatabaseCopy db) {
        this.db = db;
    }

    void experiments(Consumer<JsonNode> action) {
        db.query("SELECT * FROM experiments ORDER BY experiment_id", RunRows::experiment)
                .forEach(experiment -> {
                    var sql = "SELECT key, value FROM experiment_tags WHERE experiment_id = ?";
                    var id = experiment.path("experiment_id").asLong();
                    experiment.set("tags", db.pairs(sql, id));
                    action.accept(experiment);
                });
    }

    private static ObjectNode experiment(Row row) {
        return RondoClient.object()
                .put("experiment_id", Long.toString(row.integer("experiment_id")))
                .put("name", row.text("name"))
                .put("lifecycle_stage", row.text("lifecycle_stage"))
                .put("creation_time", row.integerOrNull("creation_time"))
                .put("last_update_time", row.integerOrNull("last_update_time"));
    }

    void runs(String experiment, Consumer<JsonNode> action) {
        var sql = "SELECT * FROM runs WHERE experiment_id = ? ORDER BY start_time, run_uuid";
        db.query(sql, RunRows::info, Long.parseLong(experiment))
                .forEach(info -> action.accept(complete(MlflowJson.run(info))));
    }

    private static ObjectNode info(Row row) {
        return RondoClient.object()
                .put("run_id", row.text("run_uuid"))
                .put("experiment_id", Long.toString(row.integer("experiment_id")))
                .put("run_name", text(row, "name"))
                .put("user_id", text(row, "user_id"))
                .put("status", row.text("status"))
                .put("start_time", row.integerOrNull("start_time"))
                .put("end_time", row.integerOrNull("end_time"))
                .put("artifact_uri", text(row, "artifact_uri"))
                .put("lifecycle_stage", row.text("lifecycle_stage"));
    }

    private ObjectNode complete(ObjectNode run) {
        var id = run.at("/info/run_id").asText();
        var data = run.withObject("data");
        data.set("params", db.pairs("SELECT key, value FROM params WHERE run_uuid = ?", id));
        data.set("tags", db.pairs("SELECT key, value FROM tags WHERE run_uuid = ?", id));
        data.set(
                "metrics",
                db.pairs("SELECT key, '' AS value FROM latest_metrics WHERE run_uuid = ?", id));
        datasets(id, run.withArray("/inputs/dataset_inputs"));
        links(id, "RUN_INPUT", run.withArray("/inputs/model_inputs"));
        links(id, "RUN_OUTPUT", run.withArray("/outputs/model_outputs"));
        return run;
    }

    private void datasets(String run, ArrayNode datasets) {
        db.query(
                        """
                        SELECT i.input_uuid, d.* FROM inputs i JOIN datasets d ON d.dataset_uuid = i.source_id
                        WHERE i.source_type = 'DATASET' AND i.destination_id = ?
                        """,
                        RunRows::dataset,
                        run)
                .forEach(input -> {
                    var sql = "SELECT name AS key, value FROM input_tags WHERE input_uuid = ?";
                    input.set("tags", db.pairs(sql, input.remove("id").asText()));
                    datasets.add(input);
                });
    }

    private static ObjectNode dataset(Row row) {
        var input = RondoClient.object().put("id", row.text("input_uuid"));
        input.putObject("dataset")
                .put("name", row.text("name"))
                .put("digest", row.text("digest"))
                .put("source_type", row.text("dataset_source_type"))
                .put("source", row.text("dataset_source"))
                .put("schema", row.textOrNull("dataset_schema"))
                .put("profile", row.textOrNull("dataset_profile"));
        return input;
    }

    /** A run that reads or makes a model is the source of the link, the model its destination. */
    private void links(String run, String type, ArrayNode links) {
        db.query(
                        "SELECT destination_id, step FROM inputs WHERE source_type = ? AND source_id = ?",
                        row ->
                                RondoClient.object()
                                        .put("model_id", row.text("destination_id"))
                                        .put("step", row.integer("step")),
                        type,
                        run)
                .forEach(links::add);
    }

    JsonNode history(String run, String metric) {
        var points = RondoClient.JSON.createArrayNode();
        db.query(
                        "SELECT * FROM metrics WHERE run_uuid = ? AND key = ? ORDER BY timestamp, step, value",
                        RunRows::point,
                        run,
                        metric)
                .forEach(points::add);
        return points;
    }

    private static ObjectNode point(Row row) {
        return MlflowJson.measurement(
                row.text("key"),
                row.flag("is_nan") ? Double.NaN : row.real("value"),
                row.integer("timestamp"),
                row.integer("step"));
    }
}
