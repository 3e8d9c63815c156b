package dev.rondo.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run as the server has it.
 *
 * @param status RUNNING, SCHEDULED, FINISHED, FAILED or KILLED
 * @param end null until it has ended
 * @param metrics the latest value of each key
 */
public record RunRecord(
        String id,
        String experimentId,
        String name,
        String status,
        @Nullable Instant start,
        @Nullable Instant end,
        Map<String, Double> metrics,
        Map<String, String> params,
        Map<String, String> tags) {
    public RunRecord {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }

    static RunRecord of(JsonNode run) {
        return new RunRecord(
                run.path("run_id").asText(),
                run.path("experiment_id").asText(),
                run.path("name").asText(),
                run.path("status").asText(),
                Json.instant(run.path("start_time")),
                Json.instant(run.path("end_time")),
                Json.numbers(run.path("metrics")),
                Json.texts(run.path("params")),
                Json.texts(run.path("tags")));
    }

    static String path(String runId) {
        return "/api/v1/runs/" + RondoClient.encode(runId);
    }
}
