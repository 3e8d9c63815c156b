package dev.rondo.wire.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is sent to whatever path, the answer is an answer: no status of 500 or more, no hanging,
 * and JSON where it is an error. The property {@code fuzz.requests} makes it longer.
 */
class FuzzTest {
    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 2_000);
    private static final List<String> METHODS =
            List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");

    @Test
    void noRequestMakesTheServerFail(@TempDir Path folder) {
        long seed = Long.getLong("fuzz.seed", System.nanoTime());
        System.out.println("fuzz.seed=" + seed);
        try (var server = new WireServer(folder)) {
            var requests = new FuzzRequests(new Random(seed), seeds(server));
            for (int i = 0; i < REQUESTS; i++) {
                var request = requests.next();
                var answer =
                        server.send(
                                request.method(),
                                request.path(),
                                request.headers(),
                                request.body());
                check(request, answer, "seed " + seed + ", request " + i);
            }
        }
    }

    private static void check(
            FuzzRequests.Fuzzed request, HttpResponse<byte[]> answer, String place) {
        var shown =
                "%s: %s %s %s -> %d %s"
                        .formatted(
                                place,
                                request.method(),
                                request.path(),
                                new String(request.body(), UTF_8),
                                answer.statusCode(),
                                new String(answer.body(), UTF_8));
        boolean refusedOnPurpose =
                answer.statusCode() == 501
                        && (request.path().contains("/mpu/")
                                || request.path().contains("/presigned/"));
        assertThat(answer.statusCode() < 500 || refusedOnPurpose).as(shown).isTrue();
        if (answer.statusCode() >= 400
                && answer.statusCode() != 416
                && !request.method().equals("HEAD")) {
            assertThat(RecordedCall.json(answer.body()).path("error_code").textValue())
                    .as(shown)
                    .isNotEmpty();
        }
    }

    /** Ids of things that are there, so that some requests get past the look-up. */
    private static List<String> seeds(WireServer server) {
        var ids = new ArrayList<>(List.of("0", "1", "RM", "nope"));
        server.post("experiments/create", "{\"name\":\"fuzzed\"}");
        var run = server.post("runs/create", "{\"experiment_id\":\"1\"}");
        ids.add(RecordedCall.json(run.body()).at("/run/info/run_id").asText());
        var model = server.post("logged-models", "{\"experiment_id\":\"1\"}");
        ids.add(RecordedCall.json(model.body()).at("/model/info/model_id").asText());
        server.post("registered-models/create", "{\"name\":\"RM\"}");
        server.post("model-versions/create", "{\"name\":\"RM\",\"source\":\"s3://b/x\"}");
        return List.copyOf(ids);
    }

    static List<String> methods() {
        return METHODS;
    }

    static Map<String, String> json() {
        return Map.of("Content-Type", "application/json");
    }
}
