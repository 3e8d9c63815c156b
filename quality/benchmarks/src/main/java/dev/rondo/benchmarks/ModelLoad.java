package dev.rondo.benchmarks;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** A server of a model file under load: what one row costs from the socket to the answer. */
final class ModelLoad {
    private static final int COLUMNS = 40;
    private static final int TRAINING_ROWS = 4000;
    private static final int TREES = 100;
    private static final int CONNECTIONS = 8;
    private static final int REQUESTS = 5000;
    private static final int WARM_UP = 60_000;
    private static final int COUNT = 120_000;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String LINE = "%-26s %9s %11s %11s %8s %8s %8s%n";

    private final ServerProcess server;
    private final SplittableRandom random = new SplittableRandom(5);

    private ModelLoad(ServerProcess server) {
        this.server = server;
    }

    /** Takes the folder with the launcher. */
    public static void main(String[] arguments) throws XGBoostError {
        System.out.println(Machine.describe());
        var folder = WorkFolder.make("models");
        var model = folder.resolve("model.json");
        train().saveModel(model.toString());
        var rondo = List.of(Path.of(arguments[0], "rondo").toString());
        try (var server = ServerProcess.serve(rondo, folder, model)) {
            new ModelLoad(server).run();
        }
    }

    private static Booster train() throws XGBoostError {
        var random = new SplittableRandom(3);
        var values = new float[TRAINING_ROWS * COLUMNS];
        var labels = new float[TRAINING_ROWS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        for (int i = 0; i < labels.length; i++) {
            float sum = values[i * COLUMNS] + values[i * COLUMNS + 1] * values[i * COLUMNS + 2];
            labels[i] = sum + random.nextGaussian() > 0 ? 1 : 0;
        }
        var matrix = new DMatrix(values, TRAINING_ROWS, COLUMNS, Float.NaN);
        matrix.setLabel(labels);
        Map<String, Object> parameters =
                Map.of("objective", "binary:logistic", "max_depth", 6, "nthread", 1);
        return XGBoost.train(matrix, parameters, TREES, Map.of(), null, null);
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
        measure("V2 JSON, 1 row", bodies("/v2/models/model/infer", ModelLoad::v2));
        measure("V1 JSON, 1 row", bodies("/v1/models/model:predict", ModelLoad::v1));
        System.out.printf("resident memory after the load: %d MiB%n", server.residentMebibytes());
    }

    private static String v2(String row) {
        return "{\"inputs\":[{\"name\":\"input\",\"shape\":[1,40],\"datatype\":\"FP32\",\"data\":["
                + row
                + "]}]}";
    }

    private static String v1(String row) {
        return "{\"instances\":[[" + row + "]]}";
    }

    private interface Body {
        String of(String row);
    }

    private List<byte[]> bodies(String path, Body body) {
        var bodies = new ArrayList<byte[]>();
        for (int i = 0; i < REQUESTS; i++) {
            var row = new StringBuilder();
            for (int j = 0; j < COLUMNS; j++) {
                row.append(j == 0 ? "" : ",").append(Math.round(random.nextGaussian() * 10) / 10.0);
            }
            var json = body.of(row.toString()).getBytes(StandardCharsets.UTF_8);
            bodies.add(Connection.post(path, json));
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
