package dev.rondo.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.rondo.base.Json;
import dev.rondo.store.Tx;
import dev.rondo.tracking.LoggedModels;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tag of a logged model that lists the versions made of it. */
final class LoggedVersions {
    private static final String TAG = "mlflow.modelVersions";

    /** As Python writes JSON, since clients compare the tag as text. */
    private static final ObjectWriter PYTHON =
            Json.MAPPER.writer(
                    new DefaultPrettyPrinter(
                                    new Separators(
                                            " ",
                                            ':',
                                            Spacing.AFTER,
                                            ',',
                                            Spacing.AFTER,
                                            "",
                                            ',',
                                            Spacing.AFTER,
                                            ""))
                            .withObjectIndenter(DefaultPrettyPrinter.NopIndenter.instance)
                            .withArrayIndenter(DefaultPrettyPrinter.NopIndenter.instance));

    private final LoggedModels models;

    LoggedVersions(LoggedModels models) {
        this.models = models;
    }

    void add(Tx tx, String modelId, ModelVersion version) {
        tx.lock("registry_logged_model/" + modelId);
        var versions = list(models.get(tx, modelId).tags().get(TAG));
        versions.addObject().put("name", version.name()).put("version", version.version());
        models.setTags(tx, modelId, Map.of(TAG, python(versions)));
    }

    /** A tag of which a client has made something else counts as empty. */
    private static ArrayNode list(@Nullable String tag) {
        try {
            if (tag != null && Json.MAPPER.readTree(tag) instanceof ArrayNode list) {
                return list;
            }
        } catch (JsonProcessingException _) {
            // as empty
        }
        return Json.MAPPER.createArrayNode();
    }

    private static String python(ArrayNode versions) {
        try {
            return PYTHON.writeValueAsString(versions);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
