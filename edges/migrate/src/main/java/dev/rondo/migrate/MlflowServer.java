package dev.rondo.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.base.RondoException;
import dev.rondo.client.RondoClient;
import dev.rondo.client.RondoClientException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads a running MLflow server through its REST. */
final class MlflowServer implements MlflowSource {
    private static final int PAGE = 1_000;
    private static final int PAGE_OF_MODELS = 100;
    private static final String API = "/api/2.0/mlflow/";

    private final URI address;
    private final RondoClient client;

    MlflowServer(URI address) {
        this.address = address;
        client = new RondoClient(address);
    }

    @Override
    public void experiments(Consumer<JsonNode> action) {
        post(
                "experiments/search",
                "experiments",
                PAGE,
                body -> body.put("view_type", "ALL"),
                action);
    }

    @Override
    public void runs(String experiment, Consumer<JsonNode> action) {
        post(
                "runs/search",
                "runs",
                PAGE,
                body -> {
                    body.put("run_view_type", "ALL").putArray("experiment_ids").add(experiment);
                    return body;
                },
                action);
    }

    @Override
    public void loggedModels(String experiment, Consumer<JsonNode> action) {
        post(
                "logged-models/search",
                "models",
                PAGE_OF_MODELS,
                body -> {
                    body.putArray("experiment_ids").add(experiment);
                    return body;
                },
                action);
    }

    @Override
    public JsonNode history(String run, String metric) {
        var path = "metrics/get-history?run_id=%s&metric_key=%s".formatted(code(run), code(metric));
        return get(API + path).path("metrics");
    }

    /** Models, then prompts, which MLflow lists only when it is asked for them. */
    @Override
    public void models(Consumer<JsonNode> action) {
        get("registered-models/search?", "registered_models", action);
        var prompts = code("tags.`mlflow.prompt.is_prompt` = 'true'");
        get("registered-models/search?filter=" + prompts + "&", "registered_models", action);
    }

    @Override
    public void versions(String model, boolean prompt, Consumer<JsonNode> action) {
        var quote = model.contains("'") ? "\"" : "'";
        var filter =
                "name = "
                        + quote
                        + model
                        + quote
                        + (prompt ? " AND tags.`mlflow.prompt.is_prompt` = 'true'" : "");
        get("model-versions/search?filter=" + code(filter) + "&", "model_versions", action);
    }

    @Override
    public List<JsonNode> filesOfRun(String run, String folder) {
        var path = "artifacts/list?run_id=%s&path=%s".formatted(code(run), code(folder));
        return items(get(API + path).path("files"));
    }

    @Override
    public InputStream openOfRun(String run, String path) {
        return stream("/get-artifact?run_uuid=%s&path=%s".formatted(code(run), code(path)));
    }

    @Override
    public List<JsonNode> filesOfModel(String model, String folder) {
        var path =
                "/ajax-api/2.0/mlflow/logged-models/%s/artifacts/directories?artifact_directory_path=%s"
                        .formatted(code(model), code(folder));
        return items(get(path).path("files"));
    }

    @Override
    public InputStream openOfModel(String model, String path) {
        return stream(
                "/ajax-api/2.0/mlflow/logged-models/%s/artifacts/files?artifact_file_path=%s"
                        .formatted(code(model), code(path)));
    }

    @Override
    public void close() {
        // there is nothing to close
    }

    private void post(
            String call,
            String field,
            int size,
            Function<ObjectNode, JsonNode> fill,
            Consumer<JsonNode> action) {
        var token = "";
        do {
            var body = RondoClient.object().put("max_results", size);
            if (!token.isEmpty()) {
                body.put("page_token", token);
            }
            var page = client(() -> client.post(API + call, fill.apply(body)));
            page.path(field).forEach(action);
            token = page.path("next_page_token").asText("");
        } while (!token.isEmpty());
    }

    private void get(String call, String field, Consumer<JsonNode> action) {
        var token = "";
        do {
            var page = get(API + call + "max_results=" + PAGE_OF_MODELS + token);
            page.path(field).forEach(action);
            var next = page.path("next_page_token").asText("");
            token = next.isEmpty() ? "" : "&page_token=" + code(next);
        } while (!token.isEmpty());
    }

    private JsonNode get(String path) {
        return client(() -> client.get(path));
    }

    private InputStream stream(String path) {
        return client(() -> client.stream(path));
    }

    private <T> T client(Supplier<T> call) {
        try {
            return call.get();
        } catch (RondoClientException e) {
            throw RondoException.unavailable(
                            "import.source", "the MLflow server at " + address + " does not answer")
                    .because(
                            e.status() == 0
                                    ? "it cannot be reached"
                                    : "it answered with status " + e.status())
                    .next("see that it runs, then start the import again: what is here stays")
                    .causedBy(e);
        }
    }

    private static List<JsonNode> items(JsonNode files) {
        var items = new ArrayList<JsonNode>();
        if (files instanceof ArrayNode array) {
            array.forEach(items::add);
        }
        return items;
    }

    private static String code(String text) {
        return RondoClient.encode(text);
    }
}
