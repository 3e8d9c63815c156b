package dev.rondo.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.base.RondoException;
import dev.rondo.client.RondoClient;
import dev.rondo.store.Db;
import dev.rondo.store.Row;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads MLflow's SQLite file, as a copy, so that the file itself is never touched. */
final class MlflowDatabase implements MlflowSource {
    private final Path copy;
    private final Db db;
    private final LocalFiles files;

    private MlflowDatabase(Path copy, LocalFiles files) {
        this.copy = copy;
        this.files = files;
        db = Db.open("sqlite:" + copy);
    }

    static MlflowDatabase open(Path file, Path artifacts) {
        if (!Files.isRegularFile(file)) {
            throw RondoException.user("import.file", "there is no file " + file)
                    .next("name the SQLite file of an MLflow server, such as mlflow.db");
        }
        try {
            var copy = Files.createTempDirectory("rondo-import-db").resolve("mlflow.db");
            Files.copy(file, copy);
            var log = file.resolveSibling(file.getFileName() + "-wal");
            if (Files.exists(log)) {
                Files.copy(
                        log,
                        copy.resolveSibling("mlflow.db-wal"),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            return new MlflowDatabase(copy, new LocalFiles(artifacts));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> List<T> query(String sql, Function<Row, T> map, @Nullable Object... arguments) {
        return db.read(tx -> tx.query(sql, map::apply, arguments));
    }

    /** Rows of key and value as MLflow's list of pairs. */
    private ArrayNode pairs(String sql, @Nullable Object... arguments) {
        var pairs = RondoClient.JSON.createArrayNode();
        query(
                        sql,
                        row ->
                                RondoClient.object()
                                        .put("key", row.text("key"))
                                        .put("value", text(row, "value")),
                        arguments)
                .forEach(pairs::add);
        return pairs;
    }

    private static String text(Row row, String column) {
        var text = row.textOrNull(column);
        return text == null ? "" : text;
    }

    @Override
    public void experiments(Consumer<JsonNode> action) {
        query(
                        "SELECT * FROM experiments ORDER BY experiment_id",
                        row -> {
                            var experiment =
                                    RondoClient.object()
                                            .put(
                                                    "experiment_id",
                                                    Long.toString(row.integer("experiment_id")))
                                            .put("name", row.text("name"))
                                            .put("lifecycle_stage", row.text("lifecycle_stage"))
                                            .put(
                                                    "creation_time",
                                                    row.integerOrNull("creation_time"));
                            return experiment.put(
                                    "last_update_time", row.integerOrNull("last_update_time"));
                        })
                .forEach(experiment -> {
                    var id = experiment.path("experiment_id").asLong();
                    experiment.set(
                            "tags",
                            pairs(
                                    "SELECT key, value FROM experiment_tags WHERE experiment_id = ?",
                                    id));
                    action.accept(experiment);
                });
    }

    @Override
    public void runs(String experiment, Consumer<JsonNode> action) {
        var sql = "SELECT * FROM runs WHERE experiment_id = ? ORDER BY start_time, run_uuid";
        query(sql, MlflowDatabase::runInfo, Long.parseLong(experiment))
                .forEach(info -> {
                    var id = info.path("run_id").asText();
                    var run = RondoClient.object();
                    run.set("info", info);
                    var data = run.putObject("data");
                    data.set(
                            "params",
                            pairs("SELECT key, value FROM params WHERE run_uuid = ?", id));
                    data.set("tags", pairs("SELECT key, value FROM tags WHERE run_uuid = ?", id));
                    data.set(
                            "metrics",
                            pairs(
                                    "SELECT key, '' AS value FROM latest_metrics WHERE run_uuid = ?",
                                    id));
                    inputs(id, run);
                    action.accept(run);
                });
    }

    private static ObjectNode runInfo(Row row) {
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

    private void inputs(String run, ObjectNode target) {
        var inputs = target.putObject("inputs");
        var datasets = inputs.putArray("dataset_inputs");
        query(
                        """
                        SELECT i.input_uuid, d.* FROM inputs i JOIN datasets d ON d.dataset_uuid = i.source_id
                        WHERE i.source_type = 'DATASET' AND i.destination_id = ?
                        """,
                        row -> {
                            var input = RondoClient.object().put("id", row.text("input_uuid"));
                            input.putObject("dataset")
                                    .put("name", row.text("name"))
                                    .put("digest", row.text("digest"))
                                    .put("source_type", row.text("dataset_source_type"))
                                    .put("source", row.text("dataset_source"))
                                    .put("schema", row.textOrNull("dataset_schema"))
                                    .put("profile", row.textOrNull("dataset_profile"));
                            return input;
                        },
                        run)
                .forEach(input -> {
                    input.set(
                            "tags",
                            pairs(
                                    "SELECT name AS key, value FROM input_tags WHERE input_uuid = ?",
                                    input.remove("id").asText()));
                    datasets.add(input);
                });
        links(inputs.putArray("model_inputs"), "destination_id", "source_type = 'RUN_INPUT'", run);
        links(
                target.putObject("outputs").putArray("model_outputs"),
                "destination_id",
                "source_type = 'RUN_OUTPUT'",
                run);
    }

    /** A run that reads or makes a model is the source of the link, the model its destination. */
    private void links(ArrayNode links, String model, String condition, String run) {
        query(
                        "SELECT %s AS model, step FROM inputs WHERE %s AND source_id = ?"
                                .formatted(model, condition),
                        row ->
                                RondoClient.object()
                                        .put("model_id", row.text("model"))
                                        .put("step", row.integer("step")),
                        run)
                .forEach(links::add);
    }

    @Override
    public JsonNode history(String run, String metric) {
        var points = RondoClient.JSON.createArrayNode();
        query(
                        "SELECT * FROM metrics WHERE run_uuid = ? AND key = ? ORDER BY timestamp, step, value",
                        row -> {
                            var point = RondoClient.object().put("key", row.text("key"));
                            if (row.flag("is_nan")) {
                                point.put("value", "NaN");
                            } else {
                                point.put("value", row.real("value"));
                            }
                            return point.put("timestamp", row.integer("timestamp"))
                                    .put("step", row.integer("step"));
                        },
                        run,
                        metric)
                .forEach(points::add);
        return points;
    }

    @Override
    public void loggedModels(String experiment, Consumer<JsonNode> action) {
        var sql =
                "SELECT * FROM logged_models WHERE experiment_id = ? AND lifecycle_stage = 'active'";
        query(sql, MlflowDatabase::modelInfo, Long.parseLong(experiment))
                .forEach(info -> {
                    var id = info.path("model_id").asText();
                    info.set(
                            "tags",
                            pairs(
                                    "SELECT tag_key AS key, tag_value AS value FROM logged_model_tags WHERE model_id = ?",
                                    id));
                    var model = RondoClient.object();
                    model.set("info", info);
                    var data = model.putObject("data");
                    data.set(
                            "params",
                            pairs(
                                    "SELECT param_key AS key, param_value AS value FROM logged_model_params WHERE model_id = ?",
                                    id));
                    var metrics = data.putArray("metrics");
                    query(
                                    "SELECT * FROM logged_model_metrics WHERE model_id = ?",
                                    MlflowDatabase::modelMetric,
                                    id)
                            .forEach(metrics::add);
                    action.accept(model);
                });
    }

    private static ObjectNode modelInfo(Row row) {
        return RondoClient.object()
                .put("model_id", row.text("model_id"))
                .put("experiment_id", Long.toString(row.integer("experiment_id")))
                .put("name", row.text("name"))
                .put("artifact_uri", row.text("artifact_location"))
                .put("creation_timestamp_ms", row.integer("creation_timestamp_ms"))
                .put("last_updated_timestamp_ms", row.integer("last_updated_timestamp_ms"))
                .put("status", status(row.integer("status")))
                .put("model_type", text(row, "model_type"))
                .put("source_run_id", text(row, "source_run_id"))
                .put("status_message", text(row, "status_message"));
    }

    /** The numbers are those of MLflow's protocol. */
    private static String status(long number) {
        return number == 2 ? "READY" : number == 3 ? "FAILED" : "PENDING";
    }

    private static ObjectNode modelMetric(Row row) {
        var metric = RondoClient.object().put("key", row.text("metric_name"));
        var value = row.realOrNull("metric_value");
        metric.put("value", value == null ? 0 : value);
        return metric.put("timestamp", row.integer("metric_timestamp_ms"))
                .put("step", row.integer("metric_step"))
                .put("run_id", row.text("run_id"))
                .put("dataset_name", row.textOrNull("dataset_name"))
                .put("dataset_digest", row.textOrNull("dataset_digest"));
    }

    @Override
    public void models(Consumer<JsonNode> action) {
        query(
                        "SELECT * FROM registered_models ORDER BY name",
                        row ->
                                RondoClient.object()
                                        .put("name", row.text("name"))
                                        .put("description", text(row, "description"))
                                        .put(
                                                "creation_timestamp",
                                                row.integerOrNull("creation_time"))
                                        .put(
                                                "last_updated_timestamp",
                                                row.integerOrNull("last_updated_time")))
                .forEach(model -> {
                    var name = model.path("name").asText();
                    model.set(
                            "tags",
                            pairs(
                                    "SELECT key, value FROM registered_model_tags WHERE name = ?",
                                    name));
                    var aliases = model.putArray("aliases");
                    query(
                                    "SELECT * FROM registered_model_aliases WHERE name = ?",
                                    row ->
                                            RondoClient.object()
                                                    .put("alias", row.text("alias"))
                                                    .put("version", row.integer("version")),
                                    name)
                            .forEach(aliases::add);
                    action.accept(model);
                });
    }

    /** A version that was deleted stays in the table, in a stage of its own. */
    @Override
    public void versions(String model, boolean prompt, Consumer<JsonNode> action) {
        query(
                        "SELECT * FROM model_versions WHERE name = ? AND current_stage <> 'Deleted_Internal'",
                        MlflowDatabase::version,
                        model)
                .forEach(version -> {
                    var tags =
                            pairs(
                                    "SELECT key, value FROM model_version_tags WHERE name = ? AND version = ?",
                                    model,
                                    version.path("version").asLong());
                    version.set("tags", tags);
                    tags.forEach(tag -> {
                        if (tag.path("key").asText().equals("mlflow.model_id")) {
                            version.put("model_id", tag.path("value").asText());
                        }
                    });
                    action.accept(version);
                });
    }

    private static ObjectNode version(Row row) {
        return RondoClient.object()
                .put("name", row.text("name"))
                .put("version", row.integer("version"))
                .put("creation_timestamp", row.integerOrNull("creation_time"))
                .put("last_updated_timestamp", row.integerOrNull("last_updated_time"))
                .put("user_id", row.textOrNull("user_id"))
                .put("current_stage", row.text("current_stage"))
                .put("description", row.textOrNull("description"))
                .put("source", text(row, "source"))
                .put("run_id", text(row, "run_id"))
                .put("run_link", text(row, "run_link"));
    }

    private String address(String sql, String id) {
        return query(sql, row -> text(row, "address"), id).getFirst();
    }

    private String ofRun(String run) {
        return address("SELECT artifact_uri AS address FROM runs WHERE run_uuid = ?", run);
    }

    private String ofModel(String model) {
        return address(
                "SELECT artifact_location AS address FROM logged_models WHERE model_id = ?", model);
    }

    @Override
    public List<JsonNode> filesOfRun(String run, String folder) {
        return files.list(ofRun(run), folder);
    }

    @Override
    public InputStream openOfRun(String run, String path) {
        return files.open(ofRun(run), path);
    }

    @Override
    public List<JsonNode> filesOfModel(String model, String folder) {
        return files.list(ofModel(model), folder);
    }

    @Override
    public InputStream openOfModel(String model, String path) {
        return files.open(ofModel(model), path);
    }

    @Override
    public void close() {
        db.close();
        try (var left = Files.list(copy.getParent())) {
            for (var file : left.toList()) {
                Files.delete(file);
            }
            Files.delete(copy.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
