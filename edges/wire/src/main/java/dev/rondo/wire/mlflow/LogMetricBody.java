package dev.rondo.wire.mlflow;

import dev.rondo.tracking.Metric;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code runs/log-metric}, and one item of the metrics of {@code runs/log-batch}, read
 * as a stream.
 */
final class LogMetricBody {
    private @Nullable String runId;
    private @Nullable String runUuid;
    private @Nullable String key;
    private @Nullable Double value;
    private @Nullable Long timestamp;
    private long step;
    private @Nullable String modelId;
    private @Nullable String datasetName;
    private @Nullable String datasetDigest;

    static LogMetricBody read(byte[] body) {
        var read = new LogMetricBody();
        BodyParser.read(body, read::field);
        return read;
    }

    /** Reads an item of a list; the parser is at its opening brace. */
    static Metric item(BodyParser in) throws IOException {
        var read = new LogMetricBody();
        in.object(read::field);
        return read.metric(in::place);
    }

    private void field(BodyParser in, String name) throws IOException {
        switch (name) {
            case "run_id" -> runId = in.text(name);
            case "run_uuid" -> runUuid = in.text(name);
            case "key" -> key = in.text(name);
            case "value" -> value = in.floating(name);
            case "timestamp" -> timestamp = in.integer(name);
            case "step" -> {
                var given = in.integer(name);
                step = given == null ? 0 : given;
            }
            case "model_id" -> modelId = in.text(name);
            case "dataset_name" -> datasetName = in.text(name);
            case "dataset_digest" -> datasetDigest = in.text(name);
            default -> in.skip();
        }
    }

    String runId() {
        return Values.runId(runId, runUuid);
    }

    Metric metric() {
        return metric(name -> name);
    }

    private Metric metric(UnaryOperator<String> place) {
        if (key == null || key.isEmpty()) {
            throw Values.missing(place.apply("key"));
        }
        if (value == null) {
            throw Values.missing(place.apply("value"));
        }
        if (timestamp == null) {
            throw Values.missing(place.apply("timestamp"));
        }
        return new Metric(
                key,
                value,
                timestamp,
                step,
                filled(modelId),
                filled(datasetName),
                filled(datasetDigest));
    }

    private static @Nullable String filled(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
