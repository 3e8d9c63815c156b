package dev.rondo.migrate;

import com.fasterxml.jackson.databind.JsonNode;
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
    private static final String MODELS = "/ajax-api/2.0/mlflow/logged-models/";
    private static final String PROMPT = "mlflow.prompt.is_prompt";
    private static final String PROMPTS = "tags.`" + PROMPT + "` = 'true'";

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
                run -> action.accept(whole(run)));
    }

    /** A search leaves out which models a run has read. */
    private JsonNode whole(JsonNode run) {
        return get(API + "runs/get?run_id=" + id(run, "run_id")).path("run");
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
    public JsonNode history(JsonNode run, String metric) {
        var path =
                "metrics/get-history?run_id=%s&metric_key=%s"
                        .formatted(id(run, "run_id"), code(metric));
        return get(API + path).path("metrics");
    }

    /** Models, then prompts, which MLflow lists only when it is asked for them. */
    @Override
    public void models(Consumer<JsonNode> action) {
        get("registered-models/search?", "registered_models", action);
        get("registered-models/search?filter=" + code(PROMPTS) + "&", "registered_models", action);
    }

    @Override
    public void versions(JsonNode model, Consumer<JsonNode> action) {
        var name = model.path("name").asText();
        var quote = name.contains("'") ? "\"" : "'";
        var prompt = isPrompt(model) ? " AND " + PROMPTS : "";
        var filter = "name = " + quote + name + quote + prompt;
        get("model-versions/search?filter=" + code(filter) + "&", "model_versions", action);
    }

    private static boolean isPrompt(JsonNode model) {
        for (var tag : model.path("tags")) {
            if (tag.path("key").asText().equals(PROMPT)) {
                return tag.path("value").asText().equals("true");
            }
        }
        return false;
    }

    @Override
    public SourceFiles filesOfRun(JsonNode run) {
        var id = id(run, "run_id");
        return new Remote(
                API + "artifacts/list?run_id=" + id + "&path=",
                "/get-artifact?run_uuid=" + id + "&path=");
    }

    @Override
    public SourceFiles filesOfModel(JsonNode loggedModel) {
        var path = MODELS + id(loggedModel, "model_id") + "/artifacts/";
        return new Remote(
                path + "directories?artifact_directory_path=", path + "files?artifact_file_path=");
    }

    private static String id(JsonNode thing, String field) {
        return code(thing.path("info").path(field).asText());
    }

    /** Files by the calls that list and bring them, to which a path is added. */
    private final class Remote implements SourceFiles {
        private final String listing;
        private final String content;

        Remote(String listing, String content) {
            this.listing = listing;
            this.content = content;
        }

        @Override
        public List<Entry> list(String folder) {
            var entries = new ArrayList<Entry>();
            get(listing + code(folder))
                    .path("files")
                    .forEach(file ->
                            entries.add(
                                    new Entry(
                                            file.path("path").asText(),
                                            file.path("is_dir").asBoolean())));
            return entries;
        }

        @Override
        public InputStream open(String path) {
            return client(() -> client.stream(content + code(path)));
        }
    }

    @Override
    public List<String> unread() {
        return List.of();
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

    private static String code(String text) {
        return RondoClient.encode(text);
    }
}
