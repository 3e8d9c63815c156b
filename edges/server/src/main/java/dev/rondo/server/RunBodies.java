package dev.rondo.server;

import dev.rondo.base.RondoException;
import dev.rondo.tracking.Metric;
import dev.rondo.tracking.RunBatch;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What requests about runs have as bodies. */
final class RunBodies {
    private RunBodies() {}

    /**
     * A run to start.
     *
     * @param experiment its name, made if there is none of it
     * @param experimentId instead of the name
     * @param startTime ISO 8601; now without it
     */
    record Create(
            @Nullable String experiment,
            @Nullable String experimentId,
            @Nullable String name,
            @Nullable String userId,
            @Nullable String startTime,
            @Nullable Map<String, String> params,
            @Nullable Map<String, String> tags) {}

    /** What is to change; what is not named stays. */
    record Change(@Nullable String status, @Nullable String endTime, @Nullable String name) {}

    /**
     * One measurement.
     *
     * @param timestampMillis milliseconds since 1970; now without it
     * @param step 0 without it
     */
    record Point(
            @Nullable String key,
            @Nullable Double value,
            @Nullable Long timestampMillis,
            @Nullable Long step) {
        Metric metric(InstantSource clock) {
            if (key == null || value == null) {
                throw RondoException.user("json.missing_field", "a metric has no key or no value")
                        .at("metrics")
                        .next("send {\"key\": \"loss\", \"value\": 0.25, \"step\": 3}");
            }
            return new Metric(
                    key,
                    value,
                    timestampMillis == null ? clock.millis() : timestampMillis,
                    step == null ? 0 : step);
        }
    }

    /** What is logged together or not at all. */
    record Log(
            @Nullable List<Point> metrics,
            @Nullable Map<String, String> params,
            @Nullable Map<String, String> tags) {
        RunBatch batch(InstantSource clock) {
            var points = metrics == null ? List.<Point>of() : metrics;
            return new RunBatch(
                    points.stream().map(point -> point.metric(clock)).toList(),
                    params == null ? Map.of() : params,
                    tags == null ? Map.of() : tags);
        }
    }
}
