package dev.rondo.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.client.RondoClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A server with a model of 20 columns under load: what a prediction costs from the socket to the
 * journal and the monitor. The server is a process of its own; this one only sends.
 */
final class ServingLoad {
    private static final String NAME = "customers";
    private static final String PREDICT = "/api/v1/endpoints/" + NAME + "/predict";
    private static final int TRAINING_ROWS = 4000;
    private static final int CONNECTIONS = 8;
    private static final int ROWS_IN_A_BATCH = 500;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String LINE = "%-26s %9s %11s %11s %11s %8s %8s %8s %8s%n";

    private final ServerProcess server;
    private final RondoClient client;
    private final SampleTable rows = new SampleTable(5000, 8);

    private ServingLoad(ServerProcess server) {
        this.server = server;
        this.client = server.client();
    }

    public static void main(String[] arguments) {
        System.out.println(Machine.describe());
        try (var server = ServerProcess.start(ServerProcess.java(classPath()))) {
            new ServingLoad(server).run();
        }
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    private void run() {
        train();
        System.out.printf(
                LINE,
                "requests",
                "answered",
                "per second",
                "CPU/request",
                "CPU/row",
                "p50 ms",
                "p90 ms",
                "p99 ms",
                "p99.9 ms");
        measure("GET /health", 0, List.of(Connection.get("/health")), 20_000, 40_000);
        measure("predict, 1 row", 1, bodies(1, 5000), 30_000, 40_000);
        measure("predict, 500 rows", ROWS_IN_A_BATCH, bodies(ROWS_IN_A_BATCH, 20), 150, 400);
        System.out.printf("resident memory after the load: %d MiB%n", server.residentMebibytes());
    }

    /** Uploads a table, trains 100 rounds and puts the model behind an endpoint. */
    private void train() {
        client.upload(
                "/api/v1/datasets/" + NAME + "/versions?target=" + SampleTable.TARGET,
                "text/csv",
                new SampleTable(TRAINING_ROWS, 7).csv().getBytes(StandardCharsets.UTF_8));
        var request = RondoClient.object().put("dataset", NAME).put("model", NAME);
        request.put("target", SampleTable.TARGET).put("positive", "yes").put("rounds", 100);
        var run = client.post("/api/v1/pipelines/train/runs", request).path("run_id").asText();
        var ended = client.get("/api/v1/pipelines/runs/" + run + "?wait=60");
        if (!"SUCCEEDED".equals(ended.path("status").asText())) {
            throw new IllegalStateException("training: " + ended);
        }
        var endpoint = RondoClient.object().put("name", NAME).put("model", NAME);
        client.post("/api/v1/endpoints", endpoint.put("version", 1));
    }

    /** Requests of so many rows each, all with keys of their own. */
    private List<byte[]> bodies(int rowsEach, int count) {
        var bodies = new ArrayList<byte[]>();
        for (int i = 0; i < count; i++) {
            var body = RondoClient.object();
            var instances = body.putArray("instances");
            for (int j = 0; j < rowsEach; j++) {
                int number = i * rowsEach + j;
                instances
                        .addObject()
                        .put("key", "customer-" + number)
                        .set(
                                "features",
                                RondoClient.JSON.valueToTree(rows.row(number % rows.rows())));
            }
            bodies.add(Connection.post(PREDICT, bytes(body)));
        }
        return bodies;
    }

    private static byte[] bytes(ObjectNode json) {
        try {
            return RondoClient.JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private void measure(String name, int rowsEach, List<byte[]> requests, int warmUp, int count) {
        new Load(requests, CONNECTIONS, warmUp, LIMIT).run(server.port());
        settle();
        var before = server.cpu();
        var result = new Load(requests, CONNECTIONS, count, LIMIT).run(server.port());
        settle();
        double micros = server.cpu().minus(before).toNanos() / 1e3 / result.answered();
        System.out.printf(
                LINE,
                name,
                result.answered(),
                "%.0f".formatted(result.perSecond()),
                "%.1f us".formatted(micros),
                rowsEach == 0 ? "-" : "%.2f us".formatted(micros / rowsEach),
                millis(result, 0.5),
                millis(result, 0.9),
                millis(result, 0.99),
                millis(result, 0.999));
    }

    /** Waits until monitoring has read all records, so that its work is in the CPU time. */
    private void settle() {
        var path = "/api/v1/endpoints/" + NAME + "/monitor?settle=60";
        if (!client.get(path).path("settled").asBoolean()) {
            throw new IllegalStateException("monitoring does not catch up");
        }
    }

    private static String millis(Load.Result result, double share) {
        return "%.2f".formatted(result.percentile(share));
    }
}
