package dev.rondo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.client.RondoClient;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Waits for a pipeline run and tells what it does: a line for each task that ends or speaks. */
final class PipelineProgress {
    private final RondoClient client;
    private final PrintWriter out;
    private final Set<String> told = new HashSet<>();

    PipelineProgress(RondoClient client, PrintWriter out) {
        this.client = client;
        this.out = out;
    }

    /** Returns the run once it has ended. */
    JsonNode follow(JsonNode started) {
        var id = started.path("run_id").asText();
        tell("run " + id + " has started");
        while (true) {
            var run = client.get("/api/v1/pipelines/runs/" + id + "?wait=1");
            run.path("tasks").forEach(this::tell);
            if (run.path("ended_at").isTextual()) {
                return run;
            }
        }
    }

    private void tell(JsonNode task) {
        var name = task.path("name").asText();
        if (task.path("ended_at").isTextual()) {
            tell(name + ": " + task.path("status").asText().toLowerCase(Locale.ROOT));
        } else if (task.path("progress").isTextual()) {
            tell(name + ": " + task.path("progress").asText());
        }
    }

    private void tell(String line) {
        if (told.add(line)) {
            out.println(line);
            out.flush();
        }
    }
}
