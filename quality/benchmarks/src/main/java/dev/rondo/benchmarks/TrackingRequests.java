package dev.rondo.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rondo.client.RondoClient;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import java.util.UUID;

/** What MLflow's clients send while they train, and while someone looks at the runs. */
final class TrackingRequests {
    private static final String API = "/api/2.0/mlflow/";
    private static final int METRICS_OF_A_BATCH = 20;

    private TrackingRequests() {}

    /** Their names are new each time, as the database may hold those of an earlier load. */
    static List<String> makeExperiments(RondoClient client, int count) {
        var ids = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            var body = RondoClient.object().put("name", "load " + UUID.randomUUID());
            var made = client.post(API + "experiments/create", body);
            ids.add(made.path("experiment_id").asText());
        }
        return ids;
    }

    static String makeRun(RondoClient client, String experiment) {
        var body = RondoClient.object().put("experiment_id", experiment).put("start_time", 1);
        return client.post(API + "runs/create", body).at("/run/info/run_id").asText();
    }

    static void makeRuns(ServerProcess server, List<String> experiments, int count) {
        var random = new SplittableRandom(1);
        var client = server.client();
        try (var connection = new Connection(server.port())) {
            for (int i = 0; i < count; i++) {
                var run = makeRun(client, experiments.get(i % experiments.size()));
                connection.send(batch(random, run, 0));
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Six of ten are single metrics, three a batch, the rest a parameter or a tag. */
    static byte[] write(SplittableRandom random, String run, int step) {
        return switch (random.nextInt(20)) {
            case 0 -> pair("runs/log-parameter", run, "p" + step);
            case 1, 2 -> pair("runs/set-tag", run, "t" + random.nextInt(5));
            case 3, 4, 5, 6, 7, 8 -> batch(random, run, step);
            default ->
                    post(
                            "runs/log-metric",
                            "{\"run_id\":\"%s\",%s}"
                                    .formatted(run, metric("loss", random.nextDouble(), step)));
        };
    }

    private static byte[] pair(String call, String run, String key) {
        return post(
                call,
                "{\"run_id\":\"%s\",\"key\":\"%s\",\"value\":\"some value\"}".formatted(run, key));
    }

    private static byte[] batch(SplittableRandom random, String run, int step) {
        var metrics = new StringJoiner("},{", "[{", "}]");
        for (int i = 0; i < METRICS_OF_A_BATCH; i++) {
            var key = i % 4 == 0 ? "auc" : "m" + i % 4;
            metrics.add(metric(key, random.nextDouble(), step + i));
        }
        return post("runs/log-batch", "{\"run_id\":\"%s\",\"metrics\":%s}".formatted(run, metrics));
    }

    private static String metric(String key, double value, long step) {
        return "\"key\":\"%s\",\"value\":%s,\"timestamp\":%d,\"step\":%d"
                .formatted(key, value, 1_700_000_000_000L + step, step);
    }

    /** The first page of a table: by a metric, above a bound, or the latest. */
    static byte[] search(SplittableRandom random, String experiment) {
        var more =
                switch (random.nextInt(3)) {
                    case 0 -> "\"order_by\":[\"metrics.auc DESC\"]";
                    case 1 ->
                            "\"filter\":\"metrics.auc > %s\",\"order_by\":[\"metrics.m1\"]"
                                    .formatted(random.nextDouble());
                    default -> "\"filter\":\"attributes.status = 'RUNNING'\"";
                };
        return post(
                "runs/search",
                "{\"experiment_ids\":[\"%s\"],\"max_results\":100,%s}".formatted(experiment, more));
    }

    static byte[] post(String call, String body) {
        return Connection.post(API + call, body.getBytes(UTF_8));
    }
}
