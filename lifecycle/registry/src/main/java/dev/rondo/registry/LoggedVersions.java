package dev.rondo.registry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.rondo.base.Json;
import dev.rondo.store.Tx;
import dev.rondo.tracking.LoggedModels;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tag of a logged model that lists the versions made of it. */
final class LoggedVersions {
    private static final String TAG = "mlflow.modelVersions";

    private final LoggedModels models;

    LoggedVersions(LoggedModels models) {
        this.models = models;
    }

    void add(Tx tx, String modelId, ModelVersion version) {
        var versions = list(models.tags(tx, modelId).get(TAG));
        versions.addObject().put("name", version.name()).put("version", version.version());
        models.setTags(tx, modelId, Map.of(TAG, python(versions)));
    }

    /** A tag that a client has made something else of counts as empty. */
    private static ArrayNode list(@Nullable String tag) {
        try {
            if (tag != null && Json.tree(tag) instanceof ArrayNode list) {
                return list;
            }
        } catch (java.io.UncheckedIOException _) {
            // as empty
        }
        return Json.MAPPER.createArrayNode();
    }
}
