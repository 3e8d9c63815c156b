package dev.rondo.benchmarks;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** A server of a model file under load: what one row costs from the socket to the answer. */
final class ModelLoad {
    private static final int TREES = 100;
    private static final int DEPTH = 6;
    private static final int CONNECTIONS = 8;
    private static final int REQUESTS = 5000;
    private static final int WARM_UP = 200_000;
    private static final int COUNT = 120_000;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String LINE = "%-26s %9s %11s %11s %8s %8s %8s%n";

    private final ServerProcess server;

    private ModelLoad(ServerProcess server) {
        this.server = server;
    }

    /** Takes the folder with the launcher. */
    public static void main(String[] arguments) throws XGBoostError {
        System.out.println(Machine.describe());
        var folder = WorkFolder.make("models");
        var model = folder.resolve("model.json");
        ServedModels.train(TREES, DEPTH, 3).saveModel(model.toString());
        var rondo = List.of(Path.of(arguments[0], "rondo").toString());
        try (var server = ServerProcess.serve(rondo, folder, model)) {
            new ModelLoad(server).run();
        }
        for (var durability : List.of("process", "disk")) {
            var again = WorkFolder.make("recorded");
            ServedModels.train(TREES, DEPTH, 3).saveModel(again.resolve("model.json").toString());
            var options = new String[] {"--data", again.toString(), "--durability", durability};
            try (var server =
                    ServerProcess.serve(rondo, again, again.resolve("model.json"), options)) {
                new ModelLoad(server).measure("recorded, " + durability, requests());
            }
        }
    }

    private void run() {
        System.out.printf("start to the first answer: %d ms%n", server.startTime().toMillis());
        System.out.printf("resident memory, idle: %d MiB%n", server.residentMebibytes());
        System.out.printf(
                LINE,
                "requests",
                "answered",
                "per second",
                "CPU/request",
                "p50 ms",
                "p99 ms",
                "p99.9 ms");
        measure("GET v2/health/live", List.of(Connection.get("/v2/health/live")));
        measure("V2 JSON, 1 row", requests());
        measure("V1 JSON, 1 row", v1());
        System.out.printf("resident memory after the load: %d MiB%n", server.residentMebibytes());
    }

    private static List<byte[]> requests() {
        return ServedModels.requests("model", 1, REQUESTS, 5);
    }

    private static List<byte[]> v1() {
        var random = new SplittableRandom(5);
        var bodies = new ArrayList<byte[]>();
        for (int i = 0; i < REQUESTS; i++) {
            var json = "{\"instances\":[[" + ServedModels.numbers(1, random) + "]]}";
            var body = json.getBytes(StandardCharsets.UTF_8);
            bodies.add(Connection.post("/v1/models/model:predict", body));
        }
        return bodies;
    }

    private void measure(String name, List<byte[]> requests) {
        new Load(requests, CONNECTIONS, WARM_UP, LIMIT).run(server.port());
        var before = server.cpu();
        var result = new Load(requests, CONNECTIONS, COUNT, LIMIT).run(server.port());
        double micros = server.cpu().minus(before).toNanos() / 1e3 / result.answered();
        System.out.printf(
                LINE,
                name,
                result.answered(),
                "%.0f".formatted(result.perSecond()),
                "%.1f us".formatted(micros),
                "%.2f".formatted(result.percentile(0.5)),
                "%.2f".formatted(result.percentile(0.99)),
                "%.2f".formatted(result.percentile(0.999)));
    }
}
