package dev.rondo.inference;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.base.Column;
import dev.rondo.base.Json;
import dev.rondo.base.RondoException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The file {@code MLmodel}, MLflow's description of a model directory.
 *
 * @param data the file with the trees
 * @param xgboostVersion of the library that wrote the trees; empty if not known
 * @param metadata what MLflow keeps in {@code metadata}, and its fields {@code run_id} and {@code
 *     utc_time_created}
 */
record MlModel(
        String data,
        String encoder,
        String policy,
        String xgboostVersion,
        List<Input> inputs,
        Map<String, String> metadata) {
    private static final int FORMAT = 1;
    private static final int MAX_DEPTH = 50;
    private static final List<String> OWN_FIELDS = List.of("run_id", "utc_time_created");
    private static final String OUTPUTS =
            "[{\"type\": \"float\", \"name\": \"score\", \"required\": true}]";

    /** A column in MLflow's terms. */
    record Input(String type, String name, boolean required) {}

    static MlModel of(
            ModelPackage model, String data, String encoder, String policy, String version) {
        return new MlModel(
                data,
                encoder,
                policy,
                version,
                inputs(model.encoder().signature()),
                model.metadata());
    }

    static List<Input> inputs(Signature signature) {
        return signature.inputs().stream()
                .map(column -> new Input(type(column), column.name(), !column.nullable()))
                .toList();
    }

    private static String type(Column column) {
        return switch (column.type()) {
            case NUMBER -> "double";
            case BOOLEAN -> "boolean";
            case CATEGORY, TEXT -> "string";
            case DATE -> "datetime";
        };
    }

    /**
     * Every text is in double quotes, in the form that JSON and YAML share: MLflow's parser follows
     * YAML 1.1, which reads a bare {@code on} as true and {@code 2026-11-25} as a date.
     */
    String toYaml() {
        var yaml = new StringBuilder("flavors:\n  rondo:\n");
        line(yaml, 4, "encoder", encoder);
        yaml.append("    format: ").append(FORMAT).append('\n');
        line(yaml, 4, "policy", policy);
        yaml.append("  xgboost:\n");
        line(yaml, 4, "data", data);
        line(yaml, 4, "model_class", "xgboost.core.Booster");
        line(yaml, 4, "model_format", data.substring(data.lastIndexOf('.') + 1));
        line(yaml, 4, "xgb_version", xgboostVersion);
        metadataTo(yaml);
        yaml.append("signature:\n");
        line(yaml, 2, "inputs", Json.write(inputs));
        line(yaml, 2, "outputs", OUTPUTS);
        yaml.append("  params: null\n");
        return yaml.toString();
    }

    private void metadataTo(StringBuilder yaml) {
        var sorted = new TreeMap<>(metadata);
        for (var field : OWN_FIELDS) {
            var value = sorted.remove(field);
            if (value != null) {
                line(yaml, 0, field, value);
            }
        }
        yaml.append(sorted.isEmpty() ? "metadata: {}\n" : "metadata:\n");
        sorted.forEach((key, value) -> line(yaml, 2, Json.write(key), value));
    }

    private static void line(StringBuilder yaml, int indent, String key, String value) {
        yaml.repeat(' ', indent).append(key).append(": ").append(Json.write(value)).append('\n');
    }

    static MlModel parse(byte[] yaml) {
        var root = new Node("MLmodel", load(new String(yaml, StandardCharsets.UTF_8)));
        var flavors = root.map("flavors");
        if (!flavors.has("rondo")) {
            throw ModelErrors.unsupported("the model has no flavor \"rondo\"")
                    .because("the encoding of its inputs is not known without it")
                    .next("train the model with Rondo");
        }
        var rondo = flavors.map("rondo");
        if (!Integer.valueOf(FORMAT).equals(rondo.value("format"))) {
            throw ModelErrors.unsupported("the flavor \"rondo\" has another format")
                    .next("read it with the version of Rondo that wrote it, or a newer one");
        }
        return new MlModel(
                flavors.map("xgboost").text("data"),
                rondo.text("encoder"),
                rondo.text("policy"),
                "",
                parseInputs(root.map("signature").text("inputs")),
                parseMetadata(root));
    }

    private static @Nullable Object load(String yaml) {
        var settings =
                LoadSettings.builder().setLabel("MLmodel").setCodePointLimit(ModelFiles.SMALL);
        try {
            checkDepth(new Parse(settings.build()).parseString(yaml));
            return new Load(settings.build()).loadFromString(yaml);
        } catch (YamlEngineException e) {
            throw ModelErrors.invalid("the file is not valid YAML").causedBy(e);
        }
    }

    /** The library builds nested values by recursion, without a limit of its own. */
    private static void checkDepth(Iterable<Event> events) {
        int depth = 0;
        for (var event : events) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                default -> {}
            }
            if (depth > MAX_DEPTH) {
                throw RondoException.limit(
                        "model.too_deep", "values nest deeper than " + MAX_DEPTH);
            }
        }
    }

    private static List<Input> parseInputs(String json) {
        var inputs = new ArrayList<Input>();
        for (var input : Json.parse(json.getBytes(StandardCharsets.UTF_8), JsonNode.class)) {
            inputs.add(
                    new Input(
                            input.path("type").asText(),
                            input.path("name").asText(),
                            input.path("required").asBoolean(true)));
        }
        return inputs;
    }

    private static Map<String, String> parseMetadata(Node root) {
        var metadata = new TreeMap<String, String>();
        if (root.has("metadata")) {
            root.map("metadata")
                    .fields()
                    .forEach((key, value) -> metadata.put(String.valueOf(key), text(value)));
        }
        for (var field : OWN_FIELDS) {
            if (root.has(field)) {
                metadata.put(field, text(root.value(field)));
            }
        }
        return metadata;
    }

    /** A value of ours is text; one that someone added may be anything. */
    private static String text(@Nullable Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean
                ? String.valueOf(value)
                : "";
    }

    /** A mapping of the file and the path to it. */
    private record Node(String path, @Nullable Object content) {
        Map<?, ?> fields() {
            if (content instanceof Map<?, ?> fields) {
                return fields;
            }
            throw ModelErrors.invalid(path + " is no mapping");
        }

        boolean has(String field) {
            return fields().get(field) != null;
        }

        @Nullable Object value(String field) {
            return fields().get(field);
        }

        Node map(String field) {
            return new Node(path + "." + field, value(field));
        }

        String text(String field) {
            if (value(field) instanceof String text) {
                return text;
            }
            throw ModelErrors.invalid(path + "." + field + " is no text");
        }
    }
}
