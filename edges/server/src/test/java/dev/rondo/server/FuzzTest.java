package dev.rondo.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.client.RondoClient;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Whatever is sent to whatever route, from several callers at once, the answer is an answer. The
 * whole count: {@code -Dfuzz.requests=200000}; another {@code -Dfuzz.seed=N} sends other things.
 */
class FuzzTest {
    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 10_000);
    private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());
    private static final int CALLERS = 4;
    private static final long MOST_GROWTH = 24L << 20;

    /** What has MLflow's shape of errors; the rest has ours. */
    private static final List<String> MLFLOW =
            List.of(
                    "/api/2.0/",
                    "/api/3.0/",
                    "/ajax-api/",
                    "/get-artifact",
                    "/model-versions/",
                    "/graphql",
                    "/invocations");

    /** Protocols of model servers, which say what they do not serve with a status of their own. */
    private static final List<String> MODELS =
            List.of("/v1", "/v2", "/predictions/", "/invocations");

    private static final int NOT_SERVED = 501;

    @Test
    @DisplayName("rule 11.2: no input crashes the server, exhausts its memory or stalls a request")
    void noRequestMakesTheServerFail() throws Exception {
        System.out.println("fuzz.requests=" + REQUESTS + " fuzz.seed=" + SEED);
        try (var server = Trained.empty()) {
            var ids = seeds(server);
            send(server, ids, 0, REQUESTS / 5);
            long warm = heap();
            send(server, ids, CALLERS, REQUESTS - REQUESTS / 5);
            long grown = heap() - warm;
            System.out.printf("heap %d KiB after warm-up, %+d KiB%n", warm >> 10, grown >> 10);
            assertThat(grown).as("growth of the heap, bytes").isLessThan(MOST_GROWTH);
            assertThat(server.client.get("/api/v1/info").path("name").asText()).isEqualTo("rondo");
        }
    }

    private static void send(Trained server, List<String> ids, int offset, int requests)
            throws Exception {
        try (var callers = Executors.newFixedThreadPool(CALLERS)) {
            var tasks =
                    IntStream.range(offset, offset + CALLERS)
                            .<Callable<Void>>mapToObj(caller ->
                                    () -> {
                                        call(server, ids, SEED + caller, requests / CALLERS);
                                        return null;
                                    })
                            .toList();
            for (var done : callers.invokeAll(tasks)) {
                done.get();
            }
        }
    }

    private static void call(Trained server, List<String> ids, long seed, int count) {
        var requests = new FuzzRequests(new Random(seed), server.server.routes(), ids);
        try (var http = new RawHttp(server.server.port())) {
            var last = "";
            for (int i = 0; i < count; i++) {
                var request = requests.next();
                var place = "seed " + seed + ", request " + i;
                try {
                    check(
                            request,
                            http.send(
                                    request.method(),
                                    request.target(),
                                    request.headers(),
                                    request.body()),
                            place);
                } catch (java.io.UncheckedIOException e) {
                    throw new AssertionError(shown(request, place) + ", after " + last, e);
                }
                last = shown(request, place);
            }
        }
    }

    private static void check(FuzzRequests.Fuzzed request, RawHttp.Answer answer, String place) {
        var shown = shown(request, place) + " -> " + answer.status() + " " + cut(answer.text());
        boolean models = MODELS.stream().anyMatch(request.target()::startsWith);
        if (!models || answer.status() != NOT_SERVED) {
            assertThat(answer.status()).as(shown).isBetween(200, 499);
        }
        if (answer.status() >= 400
                && answer.status() != 416
                && !RawHttp.TOO_LONG.contains(answer.status())
                && !request.method().equals("HEAD")) {
            assertThat(answer.headers().get("content-type"))
                    .as(shown)
                    .isEqualTo("application/json");
            assertThat(code(request.target(), json(answer, shown))).as(shown).isNotBlank();
        }
    }

    private static String code(String target, JsonNode error) {
        if (target.startsWith("/v1") || target.startsWith("/v2")) {
            return error.path("error").asText();
        }
        if (target.startsWith("/predictions/")) {
            return error.path("type").asText();
        }
        boolean mlflow = MLFLOW.stream().anyMatch(target::startsWith);
        return mlflow
                ? error.path("error_code").asText()
                : error.path("error").path("code").asText();
    }

    private static JsonNode json(RawHttp.Answer answer, String shown) {
        try {
            return RondoClient.JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError(shown, e);
        }
    }

    private static String shown(FuzzRequests.Fuzzed request, String place) {
        return "%s: %s %s %s %s"
                .formatted(
                        place,
                        request.method(),
                        request.target(),
                        request.headers(),
                        cut(new String(request.body(), UTF_8)));
    }

    private static String cut(String text) {
        return text.length() > 3_000 ? text.substring(0, 3_000) + "…" : text;
    }

    /** What is in use once everything that can go has gone. */
    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Ids of things that are there, so that some requests get past the look-up. */
    private static List<String> seeds(Trained server) {
        var mlflow = "/api/2.0/mlflow/";
        var client = server.client;
        var ids = new ArrayList<>(List.of("0", "1", "RM", "nope"));
        client.post(mlflow + "experiments/create", RondoClient.object().put("name", "fuzzed"));
        var inFirst = RondoClient.object().put("experiment_id", "1");
        var run = client.post(mlflow + "runs/create", inFirst).at("/run/info/run_id").asText();
        ids.add(run);
        ids.add(client.post(mlflow + "logged-models", inFirst).at("/model/info/model_id").asText());
        var model = RondoClient.object().put("name", "RM");
        client.post(mlflow + "registered-models/create", model);
        client.post(mlflow + "model-versions/create", model.put("source", "s3://b/x"));
        client.upload("/api/v1/datasets/k1/versions", "text/csv", "a,b\n1,2\n".getBytes(UTF_8));
        return List.copyOf(ids);
    }
}
