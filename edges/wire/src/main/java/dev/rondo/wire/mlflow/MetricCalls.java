package dev.rondo.wire.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rondo.base.RondoException;
import dev.rondo.tracking.DatasetSummary;
import dev.rondo.tracking.Runs;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code metrics/…}, and what the pages ask of many runs at once. */
final class MetricCalls {
    private static final int MOST_RUNS = 100;
    private static final int MOST_POINTS = 25_000;
    private static final int MOST_SAMPLED = 2_500;
    private static final int MOST_EXPERIMENTS = 20;

    private final Runs runs;

    MetricCalls(Runs runs) {
        this.runs = runs;
    }

    void history(Fields in, JsonGenerator out) throws IOException {
        var page =
                runs.history(
                        in.runId(),
                        in.required("metric_key"),
                        in.has("max_results")
                                ? (Integer) in.count("max_results", 0, Integer.MAX_VALUE)
                                : null,
                        in.filled("page_token"));
        Answer.list(out, "metrics", page.items(), MetricJson::write);
        Answer.text(out, "next_page_token", page.nextToken());
    }

    void historyBulk(Fields in, JsonGenerator out) throws IOException {
        var ids = in.texts("run_id");
        if (ids.isEmpty()) {
            throw refused("GetMetricHistoryBulk request must specify at least one run_id.");
        }
        requireAtMost("GetMetricHistoryBulk", "cannot specify more than", "run_ids", MOST_RUNS, ids);
        var key = in.text("metric_key");
        if (key.isEmpty()) {
            throw refused("GetMetricHistoryBulk request must specify a metric_key.");
        }
        int most = Math.min(in.count("max_results", MOST_POINTS, Integer.MAX_VALUE), MOST_POINTS);
        out.writeArrayFieldStart("metrics");
        for (var measured : runs.historyBulk(ids, key, atLeastOne(most, "max_results"))) {
            MetricJson.writeWithRun(out, measured);
        }
        out.writeEndArray();
    }

    void historyBulkInterval(Fields in, JsonGenerator out) throws IOException {
        in.requireList("run_ids");
        var ids = in.texts("run_ids");
        requireAtMost(
                "GetMetricHistoryBulkInterval", "must specify at most", "run_ids", MOST_RUNS, ids);
        var key = in.required("metric_key");
        var start = in.integerOrNull("start_step");
        var end = in.integerOrNull("end_step");
        checkInterval(start, end);
        long most = in.integer("max_results", MOST_SAMPLED);
        if (most < 1 || most > MOST_SAMPLED) {
            throw refused(
                    "max_results must be between 1 and "
                            + MOST_SAMPLED
                            + "."
                            + Values.SEE_DOCUMENTATION);
        }
        Answer.list(
                out,
                "metrics",
                runs.historySampled(ids, key, start, end, (int) most),
                MetricJson::writeWithRun);
    }

    private static void checkInterval(@Nullable Long start, @Nullable Long end) {
        if ((start == null) != (end == null)) {
            throw refused("If either start step or end step are specified, both must be specified.");
        }
        if (start != null && end != null && start > end) {
            throw refused(
                    "end_step must be greater than start_step. Found start_step="
                            + start
                            + " and end_step="
                            + end
                            + ".");
        }
    }

    void searchDatasets(Fields in, JsonGenerator out) throws IOException {
        var ids = in.texts("experiment_ids");
        if (ids.isEmpty()) {
            throw refused("SearchDatasets request must specify at least one experiment_id.");
        }
        requireAtMost(
                "SearchDatasets",
                "cannot specify more than",
                "experiment_ids",
                MOST_EXPERIMENTS,
                ids);
        Answer.list(out, "dataset_summaries", runs.datasets(ids), MetricCalls::summary);
    }

    private static void summary(JsonGenerator out, DatasetSummary summary) throws IOException {
        out.writeStartObject();
        out.writeStringField("experiment_id", summary.experimentId());
        out.writeStringField("name", summary.name());
        out.writeStringField("digest", summary.digest());
        Answer.text(out, "context", summary.context());
        out.writeEndObject();
    }

    private static int atLeastOne(int count, String name) {
        if (count < 1) {
            throw refused(
                    "Invalid value "
                            + count
                            + " for parameter '"
                            + name
                            + "' supplied. It must be a positive integer.");
        }
        return count;
    }

    private static void requireAtMost(
            String request, String verb, String what, int most, List<String> given) {
        if (given.size() > most) {
            throw refused(
                    "%s request %s %d %s. Received %d %s."
                            .formatted(request, verb, most, what, given.size(), what));
        }
    }

    private static RondoException refused(String message) {
        return RondoException.user("mlflow.parameter", message);
    }
}
