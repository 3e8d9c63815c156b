package dev.rondo.client;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run that is about to start. Not thread-safe. */
public final class RunBuilder {
    private final RondoClient client;
    private final String experiment;
    private final Map<String, String> params = new LinkedHashMap<>();
    private final Map<String, String> tags = new LinkedHashMap<>();
    private @Nullable String name;

    RunBuilder(RondoClient client, String experiment) {
        this.client = client;
        this.experiment = experiment;
    }

    /** Without a name the server makes one up. */
    public RunBuilder name(String text) {
        name = text;
        return this;
    }

    /** A parameter; its value is kept as text. */
    public RunBuilder param(String key, Object value) {
        params.put(key, value.toString());
        return this;
    }

    public RunBuilder tag(String key, String value) {
        tags.put(key, value);
        return this;
    }

    /** Makes this a part of another run, as a fold or a trial is. */
    public RunBuilder parent(String runId) {
        return tag("mlflow.parentRunId", runId);
    }

    /** Starts the run at the server. */
    public ActiveRun start() {
        var body =
                RondoClient.object()
                        .put("experiment", experiment)
                        .put("user_id", System.getProperty("user.name", ""));
        if (name != null) {
            body.put("name", name);
        }
        Json.put(body, "params", params);
        Json.put(body, "tags", tags);
        return new ActiveRun(client, RunRecord.of(client.post("/api/v1/runs", body)));
    }
}
