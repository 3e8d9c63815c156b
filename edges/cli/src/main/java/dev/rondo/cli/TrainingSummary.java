package dev.rondo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.PrintWriter;
import java.util.Locale;

/** What a reader wants to know of a training run at once; the other formats show all of it. */
record TrainingSummary(JsonNode run) {
    void print(PrintWriter out) {
        line(out, "pipeline run", run.path("run_id").asText());
        line(out, "status", run.path("status").asText());
        if (run.path("reason").isTextual()) {
            line(out, "reason", run.path("reason").asText());
        }
        trained(out, output("prepare"), output("train"));
        evaluated(out, output("evaluate"));
        for (var check : output("gate").path("checks")) {
            var verdict = check.path("passed").asBoolean() ? "passed: " : "refused: ";
            line(
                    out,
                    "gate " + check.path("name").asText(),
                    verdict + check.path("reason").asText());
        }
        var registered = output("register");
        if (registered.has("version")) {
            line(
                    out,
                    "model",
                    registered.path("model").asText() + "/" + registered.path("version").asText());
            line(out, "digest", registered.path("digest").asText());
        }
        out.flush();
    }

    private JsonNode output(String name) {
        for (var task : run.path("tasks")) {
            if (task.path("name").asText().equals(name)) {
                return task.path("output");
            }
        }
        return MissingNode.getInstance();
    }

    private static void trained(PrintWriter out, JsonNode prepared, JsonNode trained) {
        if (prepared.has("target")) {
            var target = prepared.path("target");
            line(
                    out,
                    "looks for",
                    String.format(
                            Locale.ROOT,
                            "%s = %s, %.1f %% of %,d rows",
                            target.path("column").asText(),
                            target.path("positive").asText(),
                            100 * prepared.path("positive_share").asDouble(),
                            prepared.path("rows").asLong()));
            line(out, "tracked run", prepared.path("run_id").asText());
        }
        if (trained.has("best_round")) {
            line(out, "rounds kept", trained.path("best_round").asText());
        }
    }

    private static void evaluated(PrintWriter out, JsonNode evaluated) {
        if (!evaluated.has("test")) {
            return;
        }
        var auc = evaluated.path("test").path("roc_auc");
        line(
                out,
                "ROC-AUC (test)",
                String.format(
                        Locale.ROOT,
                        "%.3f [%.3f, %.3f], n = %d",
                        auc.path("value").asDouble(),
                        auc.path("interval").path("low").asDouble(),
                        auc.path("interval").path("high").asDouble(),
                        auc.path("n").asLong()));
        var threshold = evaluated.path("threshold");
        line(
                out,
                "threshold",
                String.format(
                        Locale.ROOT,
                        "%.3f by the %s",
                        threshold.path("used").asDouble(),
                        threshold.path("rule").asText()));
        for (var warning : evaluated.path("warnings")) {
            line(out, "warning", warning.asText());
        }
    }

    private static void line(PrintWriter out, String name, String value) {
        out.printf("%-24s %s%n", name, value);
    }
}
