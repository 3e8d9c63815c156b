package dev.rondo.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.client.RondoClient;
import java.util.Locale;

/** Turns MLflow's JSON into the bodies of {@code /api/v1/import}, ids of this server put in. */
final class Bodies {
    private Bodies() {}

    static ObjectNode experiment(JsonNode theirs) {
        var body =
                RondoClient.object()
                        .put("id", theirs.path("experiment_id").asText())
                        .put("name", theirs.path("name").asText())
                        .put("artifact_location", "")
                        .put("lifecycle_stage", upper(theirs.path("lifecycle_stage")))
                        .put("creation_millis", theirs.path("creation_time").asLong())
                        .put("last_update_millis", theirs.path("last_update_time").asLong());
        body.set("tags", pairs(theirs.path("tags")));
        return body;
    }

    static ObjectNode run(JsonNode theirs, Mapping mapping) {
        var info = theirs.path("info");
        var body = RondoClient.object();
        var run =
                body.putObject("run")
                        .put("id", info.path("run_id").asText())
                        .put(
                                "experiment_id",
                                mapping.experiment(info.path("experiment_id").asText()))
                        .put("name", info.path("run_name").asText())
                        .put("user_id", info.path("user_id").asText())
                        .put("status", info.path("status").asText("RUNNING"))
                        .put("lifecycle_stage", upper(info.path("lifecycle_stage")))
                        .put("start_millis", info.path("start_time").asLong())
                        .put("artifact_uri", "");
        run.set("end_millis", info.get("end_time"));
        body.putArray("metrics");
        body.set("params", pairs(theirs.at("/data/params")));
        body.set("tags", pairs(theirs.at("/data/tags")));
        var datasets = body.putArray("datasets");
        theirs.at("/inputs/dataset_inputs").forEach(input -> datasets.add(dataset(input)));
        var inputs = body.putArray("model_inputs");
        theirs.at("/inputs/model_inputs")
                .forEach(each -> inputs.addObject().put("model_id", mapping.loggedModel(id(each))));
        var outputs = body.putArray("model_outputs");
        theirs.at("/outputs/model_outputs")
                .forEach(each ->
                        outputs.addObject()
                                .put("model_id", mapping.loggedModel(id(each)))
                                .put("step", each.path("step").asLong()));
        return body;
    }

    private static String id(JsonNode model) {
        return model.path("model_id").asText();
    }

    private static ObjectNode dataset(JsonNode input) {
        var theirs = input.path("dataset");
        var body =
                RondoClient.object()
                        .put("name", theirs.path("name").asText())
                        .put("digest", theirs.path("digest").asText())
                        .put("source_type", theirs.path("source_type").asText())
                        .put("source", theirs.path("source").asText());
        body.set("schema", theirs.get("schema"));
        body.set("profile", theirs.get("profile"));
        body.set("tags", pairs(input.path("tags")));
        return body;
    }

    static ObjectNode measurement(JsonNode theirs) {
        var body = RondoClient.object().put("key", theirs.path("key").asText());
        body.set("value", theirs.path("value"));
        return body.put("timestamp_millis", theirs.path("timestamp").asLong())
                .put("step", theirs.path("step").asLong());
    }

    static ObjectNode loggedModel(JsonNode theirs, Mapping mapping) {
        var info = theirs.path("info");
        var source = info.path("source_run_id").asText();
        var body =
                RondoClient.object()
                        .put("id", id(info))
                        .put(
                                "experiment_id",
                                mapping.experiment(info.path("experiment_id").asText()))
                        .put("name", info.path("name").asText())
                        .put("artifact_uri", "")
                        .put("creation_millis", info.path("creation_timestamp_ms").asLong())
                        .put("last_update_millis", info.path("last_updated_timestamp_ms").asLong())
                        .put("status", status(info.path("status").asText()))
                        .put("model_type", info.path("model_type").asText())
                        .put("source_run_id", mapping.run(source))
                        .put("status_message", info.path("status_message").asText());
        body.set("tags", pairs(info.path("tags")));
        body.set("params", pairs(theirs.at("/data/params")));
        var metrics = body.putArray("metrics");
        theirs.at("/data/metrics").forEach(each -> metrics.add(ofRun(each, mapping)));
        return body;
    }

    private static ObjectNode ofRun(JsonNode theirs, Mapping mapping) {
        var metric = measurement(theirs);
        metric.set("dataset_name", theirs.get("dataset_name"));
        metric.set("dataset_digest", theirs.get("dataset_digest"));
        var body = RondoClient.object().put("run_id", mapping.run(theirs.path("run_id").asText()));
        body.set("metric", metric);
        return body;
    }

    private static String status(String theirs) {
        return theirs.endsWith("READY")
                ? "READY"
                : theirs.endsWith("FAILED") ? "UPLOAD_FAILED" : "PENDING";
    }

    static ObjectNode model(JsonNode theirs) {
        var body =
                RondoClient.object()
                        .put("name", theirs.path("name").asText())
                        .put("description", theirs.path("description").asText())
                        .put("last_version", 0)
                        .put("creation_millis", theirs.path("creation_timestamp").asLong())
                        .put("last_update_millis", theirs.path("last_updated_timestamp").asLong());
        body.set("tags", pairs(theirs.path("tags")));
        body.putObject("aliases");
        body.putArray("latest_versions");
        return body;
    }

    static ObjectNode version(JsonNode theirs, Mapping mapping) {
        var run = mapping.run(theirs.path("run_id").asText());
        var model = mapping.loggedModel(theirs.path("model_id").asText());
        var body =
                RondoClient.object()
                        .put("name", mapping.model(theirs.path("name").asText()))
                        .put("version", theirs.path("version").asInt())
                        .put("creation_millis", theirs.path("creation_timestamp").asLong())
                        .put("last_update_millis", theirs.path("last_updated_timestamp").asLong())
                        .put("user_id", theirs.path("user_id").asText(null))
                        .put(
                                "stage",
                                theirs.path("current_stage")
                                        .asText("None")
                                        .toUpperCase(Locale.ROOT))
                        .put("description", theirs.path("description").asText(null))
                        .put("source", mapping.address(theirs.path("source").asText()))
                        .put("run_link", theirs.path("run_link").asText())
                        .put("model_id", model.isEmpty() ? null : model);
        body.putObject("lineage").put("run_id", run.isEmpty() ? null : run);
        body.set("tags", pairs(theirs.path("tags")));
        body.putArray("aliases");
        return body;
    }

    private static String upper(JsonNode stage) {
        return stage.asText("active").toUpperCase(Locale.ROOT);
    }

    private static ObjectNode pairs(JsonNode list) {
        var pairs = RondoClient.object();
        list.forEach(each -> pairs.put(each.path("key").asText(), each.path("value").asText()));
        return pairs;
    }
}
