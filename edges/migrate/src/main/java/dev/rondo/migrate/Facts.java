package dev.rondo.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Locale;

/**
 * What is counted of each thing, the same for both sides: theirs as it was turned into a body for
 * us, ours as the REST shows it afterwards.
 */
final class Facts {
    private final Tallies tallies;

    Facts(Tallies tallies) {
        this.tallies = tallies;
    }

    void experiment(String id, JsonNode experiment, JsonNode keys) {
        tallies.add(Kind.EXPERIMENTS, id, experiment.path("name").asText());
        chosen(Kind.EXPERIMENT_TAGS, id, experiment.path("tags"), keys);
    }

    /** Of what there is only what the other side has too: here may be more. */
    private void chosen(Kind kind, String owner, JsonNode values, JsonNode keys) {
        values.properties().stream()
                .filter(each -> keys.has(each.getKey()))
                .forEach(each -> tallies.add(kind, owner, each.getKey(), each.getValue().asText()));
    }

    /**
     * @param run the fields of the run itself
     * @param rest the fields of its parameters, tags, datasets and models
     * @param datasets the name of the datasets' field
     */
    void run(String id, JsonNode run, JsonNode rest, String datasets) {
        tallies.add(
                Kind.RUNS,
                id,
                run.path("experiment_id").asText(),
                run.path("name").asText(),
                run.path("user_id").asText(),
                run.path("status").asText(),
                run.path("lifecycle_stage").asText(),
                millis(run, "start"),
                millis(run, "end"));
        chosen(Kind.PARAMS, id, rest.path("params"), rest.path("params"));
        chosen(Kind.TAGS, id, rest.path("tags"), rest.path("tags"));
        rest.path(datasets).forEach(input -> dataset(id, input));
        rest.path("model_inputs")
                .forEach(each ->
                        tallies.add(Kind.MODEL_LINKS, id, "in", each.path("model_id").asText()));
        rest.path("model_outputs")
                .forEach(each ->
                        tallies.add(
                                Kind.MODEL_LINKS,
                                id,
                                each.path("step").asText(),
                                each.path("model_id").asText()));
    }

    private void dataset(String run, JsonNode input) {
        tallies.add(
                Kind.DATASETS,
                run,
                input.path("name").asText(),
                input.path("digest").asText(),
                input.path("source_type").asText(),
                input.path("tags"));
    }

    /** Milliseconds, or ISO 8601 as the REST shows it; "" for none. */
    private static String millis(JsonNode run, String name) {
        var time = run.path(name + "_time");
        return time.isTextual()
                ? Long.toString(Instant.parse(time.asText()).toEpochMilli())
                : number(run.path(name + "_millis"));
    }

    private static String number(JsonNode value) {
        return value.isNumber() ? value.asText() : "";
    }

    void measurement(String run, JsonNode point) {
        tallies.add(
                Kind.MEASUREMENTS,
                run,
                point.path("key").asText(),
                point.path("timestamp_millis").asLong(),
                point.path("step").asLong(),
                bits(point.path("value")));
    }

    private static long bits(JsonNode value) {
        return Double.doubleToLongBits(
                value.isTextual() ? Double.parseDouble(value.asText()) : value.asDouble());
    }

    void loggedModel(String id, JsonNode model) {
        tallies.add(
                Kind.LOGGED_MODELS,
                id,
                model.path("experiment_id").asText(),
                model.path("name").asText(),
                model.path("status").asText(),
                model.path("model_type").asText(),
                model.path("source_run_id").asText(),
                model.path("creation_millis").asLong());
        chosen(Kind.LOGGED_MODEL_VALUES, id, model.path("tags"), model.path("tags"));
        chosen(Kind.LOGGED_MODEL_VALUES, id, model.path("params"), model.path("params"));
        for (var each : model.path("metrics")) {
            var point = each.path("metric");
            tallies.add(
                    Kind.LOGGED_MODEL_VALUES,
                    id,
                    each.path("run_id").asText(),
                    point.path("key").asText(),
                    point.path("timestamp_millis").asLong(),
                    point.path("step").asLong(),
                    point.path("dataset_name").asText(""),
                    bits(point.path("value")));
        }
    }

    void model(String name, JsonNode model) {
        tallies.add(Kind.MODELS, name, model.path("description").asText());
        chosen(Kind.MODEL_TAGS, name, model.path("tags"), model.path("tags"));
    }

    void version(String name, JsonNode version) {
        var owner = name + "/" + version.path("version").asInt();
        tallies.add(
                Kind.VERSIONS,
                owner,
                version.path("stage").asText().toUpperCase(Locale.ROOT),
                version.path("description").asText(),
                version.path("source").asText(),
                version.at("/lineage/run_id").asText(),
                version.path("model_id").asText());
        chosen(Kind.VERSION_TAGS, owner, version.path("tags"), version.path("tags"));
    }

    void alias(String name, String alias, int version) {
        tallies.add(Kind.ALIASES, name, alias, version);
    }
}
