package dev.rondo.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** A thousand small models in one server: its start, its memory, and how fast each answers. */
final class ManyModels {
    private static final int MODELS = 1000;
    private static final int TRAINED = 10;
    private static final int TREES = 10;
    private static final int DEPTH = 3;
    private static final int CONNECTIONS = 8;
    private static final int SECONDS = 20;
    private static final int IDLE_MILLIS = 3000;
    private static final int MOST = 3_000_000;

    private ManyModels() {}

    /** Takes the folder with the launcher. */
    public static void main(String[] arguments) throws XGBoostError, InterruptedException {
        System.out.println(Machine.describe());
        var folder = WorkFolder.make("many-models");
        var repository = folder.resolve("models");
        var requests = new ArrayList<byte[]>();
        var trained = new ArrayList<Booster>();
        for (int i = 0; i < TRAINED; i++) {
            trained.add(ServedModels.train(TREES, DEPTH, i));
        }
        for (int i = 0; i < MODELS; i++) {
            var name = "model-" + i;
            ServedModels.save(trained.get(i % TRAINED), repository, name, 1);
            requests.addAll(ServedModels.requests(name, 1, 5, i));
        }
        // In turn over all models, rather than the rows of one after another.
        requests.sort(java.util.Comparator.comparingInt(java.util.Arrays::hashCode));
        var rondo = List.of(Path.of(arguments[0], "rondo").toString());
        try (var server = ServerProcess.serve(rondo, folder, repository)) {
            Thread.sleep(IDLE_MILLIS);
            measure(server, requests);
        }
    }

    private static void measure(ServerProcess server, List<byte[]> requests) {
        System.out.printf("%d models of %d trees of depth %d%n", MODELS, TREES, DEPTH);
        System.out.printf("start until all are ready: %d ms%n", server.startTime().toMillis());
        System.out.printf("CPU of the start: %d ms%n", server.cpu().toMillis());
        System.out.printf("resident memory, idle: %d MiB%n", server.residentMebibytes());
        var load = new Load(requests, CONNECTIONS, MOST, Duration.ofSeconds(SECONDS));
        load.run(server.port());
        var before = server.cpu();
        var result = load.run(server.port());
        double micros = server.cpu().minus(before).toNanos() / 1e3 / result.answered();
        System.out.printf(
                "%d requests of one row to all in turn, %.0f per second, CPU %.1f us,"
                        + " p50 %.2f ms, p99 %.2f ms, p99.9 %.2f ms%n",
                result.answered(),
                result.perSecond(),
                micros,
                result.percentile(0.5),
                result.percentile(0.99),
                result.percentile(0.999));
        System.out.printf("resident memory after the load: %d MiB%n", server.residentMebibytes());
    }
}
