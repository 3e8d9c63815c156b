package dev.rondo.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.client.RondoClient;
import java.util.function.Consumer;

/** The registered models in the folder {@code models} at the top of MLflow's directory. */
final class RegistryFolders {
    private final Folder models;

    RegistryFolders(Folder models) {
        this.models = models;
    }

    void models(Consumer<JsonNode> action) {
        for (var folder : models.folders()) {
            folder.meta().ifPresent(meta -> action.accept(model(folder, meta)));
        }
    }

    private static ObjectNode model(Folder folder, Meta meta) {
        var model =
                RondoClient.object()
                        .put("name", folder.name())
                        .put("description", meta.text("description"))
                        .put("creation_timestamp", meta.number("creation_timestamp"))
                        .put("last_updated_timestamp", meta.number("last_updated_timestamp"));
        model.set("tags", MlflowJson.pairs(folder.texts("tags")));
        var aliases = model.putArray("aliases");
        folder.texts("aliases")
                .forEach((alias, version) ->
                        aliases.addObject()
                                .put("alias", alias)
                                .put("version", Integer.parseInt(version.strip())));
        return model;
    }

    /** A version that was deleted keeps its folder, in a stage of its own. */
    void versions(String model, Consumer<JsonNode> action) {
        for (var folder : models.in(model).folders()) {
            if (folder.name().startsWith("version-")) {
                folder.meta()
                        .filter(meta -> !meta.text("current_stage").equals("Deleted_Internal"))
                        .ifPresent(meta -> action.accept(version(model, folder, meta)));
            }
        }
    }

    private static ObjectNode version(String model, Folder folder, Meta meta) {
        var version =
                RondoClient.object()
                        .put("name", model)
                        .put("version", meta.number("version"))
                        .put("creation_timestamp", meta.number("creation_timestamp"))
                        .put("last_updated_timestamp", meta.number("last_updated_timestamp"))
                        .put("user_id", meta.textOrNull("user_id"))
                        .put("current_stage", meta.text("current_stage"))
                        .put("description", meta.textOrNull("description"))
                        .put("source", meta.text("source"))
                        .put("run_id", meta.text("run_id"))
                        .put("run_link", meta.text("run_link"))
                        .put("model_id", meta.text("model_id"));
        version.set("tags", MlflowJson.pairs(folder.texts("tags")));
        return version;
    }
}
