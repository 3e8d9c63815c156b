package dev.rondo.tracking;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.base.Json;
import dev.rondo.base.RondoException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The list of models that old clients keep in a tag of their run. */
final class ModelHistory {
    static final String TAG = "mlflow.log-model.history";

    private static final List<String> FIELDS =
            List.of("artifact_path", "flavors", "run_id", "utc_time_created");

    private ModelHistory() {}

    static JsonNode check(String model) {
        var entry = parse(model);
        var missing = FIELDS.stream().filter(field -> !entry.has(field)).toList();
        if (!missing.isEmpty()) {
            throw RondoException.user(
                    "model.json",
                    "Model json is missing mandatory fields: "
                            + missing.stream()
                                    .map(PythonText::repr)
                                    .collect(joining(", ", "{", "}")));
        }
        return kept(entry);
    }

    /** What MLflow keeps of a model: the flavors without their configurations, and a few fields. */
    private static ObjectNode kept(JsonNode model) {
        var kept = Json.MAPPER.createObjectNode();
        for (var field : List.of("artifact_path", "run_id", "utc_time_created", "model_uuid")) {
            kept.set(field, model.get(field)); // null is written as such
        }
        var flavors = kept.putObject("flavors");
        model.get("flavors")
                .forEachEntry((flavor, config) ->
                        flavors.set(
                                flavor,
                                config instanceof ObjectNode fields
                                        ? fields.deepCopy().without("config")
                                        : config));
        return kept;
    }

    private static JsonNode parse(String model) {
        try {
            return Json.parse(model.getBytes(StandardCharsets.UTF_8), JsonNode.class);
        } catch (RondoException e) {
            throw RondoException.user(
                            "model.json",
                            "Malformed model info. \n " + model + " \n is not a valid JSON.")
                    .causedBy(e);
        }
    }

    /** A tag that somebody has set to something else begins anew. */
    static String append(@Nullable String history, JsonNode entry) {
        var list = history == null ? null : list(history);
        return Json.write((list == null ? Json.MAPPER.createArrayNode() : list).add(entry));
    }

    private static @Nullable ArrayNode list(String history) {
        try {
            var text = history.getBytes(StandardCharsets.UTF_8);
            return Json.parse(text, JsonNode.class) instanceof ArrayNode list ? list : null;
        } catch (RondoException e) {
            return null;
        }
    }
}
