package dev.rondo.wire.mlflow;

import dev.rondo.tracking.Metric;
import dev.rondo.tracking.RunBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of {@code runs/log-batch}, read as a stream. */
final class LogBatchBody {
    private @Nullable String runId;
    private @Nullable String runUuid;
    private final List<Metric> metrics = new ArrayList<>();
    private final Map<String, String> params = new LinkedHashMap<>();
    private final Map<String, String> tags = new LinkedHashMap<>();
    private final List<String> twice = new ArrayList<>();

    static LogBatchBody read(byte[] body) {
        var read = new LogBatchBody();
        BodyParser.read(body, read::field);
        return read;
    }

    private void field(BodyParser in, String name) throws IOException {
        switch (name) {
            case "run_id" -> runId = in.text(name);
            case "run_uuid" -> runUuid = in.text(name);
            case "metrics" -> {
                metrics.clear();
                in.objects(name, each -> metrics.add(LogMetricBody.item(each)));
            }
            case "params" -> {
                params.clear();
                twice.clear();
                in.objects(name, each -> param(Pair.read(each)));
            }
            case "tags" -> {
                tags.clear();
                in.objects(name, each -> tag(Pair.read(each)));
            }
            default -> in.skip();
        }
    }

    private void param(Pair pair) {
        if (params.put(pair.key, pair.value) != null) {
            twice.add(pair.key);
        }
    }

    private void tag(Pair pair) {
        tags.put(pair.key, pair.value);
    }

    String runId() {
        return Values.runId(runId, runUuid);
    }

    RunBatch batch() {
        if (!twice.isEmpty()) {
            throw Fields.duplicate(twice.getFirst());
        }
        return new RunBatch(metrics, params, tags);
    }

    /** A key with its value, "" when absent. */
    private static final class Pair {
        private String key = "";
        private String value = "";

        static Pair read(BodyParser in) throws IOException {
            var pair = new Pair();
            in.object(pair::field);
            if (pair.key.isEmpty()) {
                throw Values.missing(in.place("key"));
            }
            return pair;
        }

        private void field(BodyParser in, String name) throws IOException {
            switch (name) {
                case "key" -> key = orEmpty(in.text(name));
                case "value" -> value = orEmpty(in.text(name));
                default -> in.skip();
            }
        }

        private static String orEmpty(@Nullable String text) {
            return text == null ? "" : text;
        }
    }
}
