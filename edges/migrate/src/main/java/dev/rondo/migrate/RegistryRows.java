package dev.rondo.migrate;

import static dev.rondo.migrate.DatabaseCopy.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.client.RondoClient;
import dev.rondo.store.Row;
import java.util.function.Consumer;

/** Registered models and their versions in MLflow's tables. */
final class RegistryRows {
    private final DatabaseCopy db;

    RegistryRows(DatabaseCopy db) {
        this.db = db;
    }

    void models(Consumer<JsonNode> action) {
        db.query("SELECT * FROM registered_models ORDER BY name", RegistryRows::model)
                .forEach(model -> {
                    var name = model.path("name").asText();
                    var tags = "SELECT key, value FROM registered_model_tags WHERE name = ?";
                    model.set("tags", db.pairs(tags, name));
                    var aliases = model.putArray("aliases");
                    db.query(
                                    "SELECT * FROM registered_model_aliases WHERE name = ?",
                                    RegistryRows::alias,
                                    name)
                            .forEach(aliases::add);
                    action.accept(model);
                });
    }

    private static ObjectNode model(Row row) {
        return RondoClient.object()
                .put("name", row.text("name"))
                .put("description", text(row, "description"))
                .put("creation_timestamp", row.integerOrNull("creation_time"))
                .put("last_updated_timestamp", row.integerOrNull("last_updated_time"));
    }

    private static ObjectNode alias(Row row) {
        return RondoClient.object()
                .put("alias", row.text("alias"))
                .put("version", row.integer("version"));
    }

    /** A version that was deleted stays in the table, in a stage of its own. */
    void versions(String model, Consumer<JsonNode> action) {
        db.query(
                        "SELECT * FROM model_versions WHERE name = ? AND current_stage <> 'Deleted_Internal'",
                        RegistryRows::version,
                        model)
                .forEach(version -> action.accept(complete(model, version)));
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

    private ObjectNode complete(String model, ObjectNode version) {
        var tags =
                db.pairs(
                        "SELECT key, value FROM model_version_tags WHERE name = ? AND version = ?",
                        model,
                        version.path("version").asLong());
        version.set("tags", tags);
        tags.forEach(tag -> {
            if (tag.path("key").asText().equals("mlflow.model_id")) {
                version.put("model_id", tag.path("value").asText());
            }
        });
        return version;
    }
}
