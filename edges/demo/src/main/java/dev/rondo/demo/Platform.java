package dev.rondo.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.client.RondoClient;
import java.util.ArrayList;
import java.util.List;

/** The calls that the story makes, by name. */
final class Platform {
    private static final String API = "/api/v1/";

    private final RondoClient client;
    private final String name;

    /**
     * @param name of the dataset, the model and the endpoint
     */
    Platform(RondoClient client, String name) {
        this.client = client;
        this.name = RondoClient.encode(name);
    }

    RondoClient client() {
        return client;
    }

    JsonNode dataset(String dataset, int version) {
        return client.get(API + "datasets/" + RondoClient.encode(dataset) + "/versions/" + version);
    }

    JsonNode train(ObjectNode request, Console console) {
        var id = client.post(API + "pipelines/train/runs", request).path("run_id").asText();
        while (true) {
            var run = client.get(API + "pipelines/runs/" + id + "?wait=1");
            if (run.path("ended_at").isTextual()) {
                return run;
            }
            console.progress("%s", underWay(run));
        }
    }

    /** The task at work and its last word. */
    private static String underWay(JsonNode run) {
        for (var task : run.path("tasks")) {
            if ("RUNNING".equals(task.path("status").asText())) {
                return task.path("name").asText() + " " + task.path("progress").asText("");
            }
        }
        return "waiting for a worker";
    }

    static JsonNode output(JsonNode run, String task) {
        return task(run, task).path("output");
    }

    static JsonNode task(JsonNode run, String name) {
        for (var task : run.path("tasks")) {
            if (name.equals(task.path("name").asText())) {
                return task;
            }
        }
        return RondoClient.JSON.missingNode();
    }

    JsonNode model(int version) {
        return client.get(API + "models/" + name + "/versions/" + version);
    }

    JsonNode endpoint() {
        return client.get(API + "endpoints/" + name);
    }

    JsonNode predict(ObjectNode body) {
        return client.post(API + "endpoints/" + name + "/predict", body);
    }

    JsonNode outcomes(ObjectNode body) {
        return client.post(API + "endpoints/" + name + "/outcomes", body);
    }

    /** Waits until everything sent so far is folded and acted on. */
    JsonNode settle() {
        return client.get(API + "endpoints/" + name + "/monitor?settle=300");
    }

    List<JsonNode> alerts(String state) {
        var found = new ArrayList<JsonNode>();
        for (var alert : client.get(API + "alerts?endpoint=" + name).path("items")) {
            if (state.equals(alert.path("state").asText())) {
                found.add(alert);
            }
        }
        return found;
    }

    JsonNode lastDiagnosis() {
        return client.get(API + "endpoints/" + name + "/diagnoses").path("items").path(0);
    }

    JsonNode lastWindow() {
        var windows = client.get(API + "endpoints/" + name + "/windows").path("items");
        return windows.path(windows.size() - 1);
    }

    JsonNode loop() {
        return client.get(API + "endpoints/" + name + "/loop");
    }

    /** The loop's latest run; missing before the first. */
    JsonNode lastLoopRun() {
        return loop().path("runs").path(0);
    }

    JsonNode release(String id) {
        return client.get(API + "releases/" + id);
    }

    JsonNode startRelease(ObjectNode body) {
        return client.post(API + "endpoints/" + name + "/releases", body);
    }

    JsonNode rollBack(String id, String why) {
        return client.post(
                API + "releases/" + id + "/rollback",
                RondoClient.object().put("approver", "the story's narrator").put("reason", why));
    }

    JsonNode replay() {
        return client.post(API + "endpoints/" + name + "/replay", RondoClient.object());
    }
}
