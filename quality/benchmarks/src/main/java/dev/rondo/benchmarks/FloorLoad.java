package dev.rondo.benchmarks;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * What a request costs `rondo serve`, beside what HTTP itself costs on the same machine in the same
 * minutes: Java's sockets, Netty, Vert.x and Python's asyncio with an empty answer.
 */
final class FloorLoad {
    private static final int COLUMNS = 40;
    private static final int REQUESTS = 5000;
    private static final int CONNECTIONS = 8;
    private static final int WARM_UP = Integer.getInteger("floor.warmup", 250_000);
    private static final int WINDOW = Integer.getInteger("floor.window", 40_000);
    private static final int WINDOWS = 3;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String LINE = "%-32s %-10s %12s %12s %11s %9s %9s%n";

    private final Path home;
    private final SplittableRandom random = new SplittableRandom(5);

    private FloorLoad(Path home) {
        this.home = home;
    }

    /** Takes the folder with the launcher. */
    public static void main(String[] arguments) throws XGBoostError {
        System.out.println(Machine.describe());
        System.out.printf(
                LINE,
                "server",
                "sender",
                "CPU/request",
                "best window",
                "per second",
                "p50 ms",
                "p99 ms");
        new FloorLoad(Path.of(arguments[0])).run();
    }

    private void run() throws XGBoostError {
        var empty = List.of(Connection.get("/v2/health/live"));
        for (var kind : List.of("nio", "netty", "vertx")) {
            measure(kind + ", empty answer", java(kind), empty);
        }
        var echo = home.resolve("quality/benchmarks/floor/echo.py").toString();
        measure("Python asyncio, empty answer", List.of("python3", echo), empty);
        var rondo = List.of(home.resolve("rondo").toString());
        measure("rondo serve, live probe", rondo, empty);
        measure("rondo serve, V2 JSON, one row", rondo, rows("/v2/models/model/infer", V2));
        measure("rondo serve, V1 JSON, one row", rondo, rows("/v1/models/model:predict", V1));
    }

    private static final String V2 =
            "{\"inputs\":[{\"name\":\"input\",\"shape\":[1,40],\"datatype\":\"FP32\",\"data\":[%s]}]}";
    private static final String V1 = "{\"instances\":[[%s]]}";

    private static List<String> java(String kind) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                FloorServers.class.getName(),
                kind);
    }

    private List<byte[]> rows(String path, String form) {
        var bodies = new ArrayList<byte[]>();
        for (int i = 0; i < REQUESTS; i++) {
            var row = new StringBuilder();
            for (int j = 0; j < COLUMNS; j++) {
                row.append(j == 0 ? "" : ",").append(Math.round(random.nextGaussian() * 10) / 10.0);
            }
            bodies.add(Connection.post(path, form.formatted(row).getBytes(StandardCharsets.UTF_8)));
        }
        return bodies;
    }

    private static void measure(String name, List<String> command, List<byte[]> requests)
            throws XGBoostError {
        var folder = WorkFolder.make("floor");
        var model = folder.resolve("model.json");
        ServedModels.train(100, 6, 3).saveModel(model.toString());
        try (var server = ServerProcess.serve(command, folder, model)) {
            int port = server.port();
            OneThreadLoad.run(port, requests, CONNECTIONS, WARM_UP);
            print(
                    name,
                    "one thread",
                    server,
                    count -> OneThreadLoad.run(port, requests, CONNECTIONS, count));
            print(
                    name,
                    "8 threads",
                    server,
                    count -> new Load(requests, CONNECTIONS, count, LIMIT).run(port));
        }
    }

    private static void print(
            String name, String sender, ServerProcess server, IntFunction<Load.Result> load) {
        var micros = new double[WINDOWS];
        var last = load.apply(WINDOW);
        for (int i = 0; i < WINDOWS; i++) {
            var before = server.cpu();
            last = load.apply(WINDOW);
            micros[i] = server.cpu().minus(before).toNanos() / 1e3 / WINDOW;
        }
        Arrays.sort(micros);
        System.out.printf(
                LINE,
                name,
                sender,
                "%.1f us".formatted(micros[WINDOWS / 2]),
                "%.1f us".formatted(micros[0]),
                "%.0f".formatted(last.perSecond()),
                "%.2f".formatted(last.percentile(0.5)),
                "%.2f".formatted(last.percentile(0.99)));
    }
}
