package dev.rondo.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import ml.dmlc.xgboost4j.java.Booster;

/**
 * What those who ask notice of a hundred swaps of the version that answers them, beside a window
 * without swaps. Any answer but 200 ends it.
 */
final class SwapLoad {
    private static final int SWAPS = 100;
    private static final int PAUSE_MILLIS = 100;
    private static final int CONNECTIONS = 8;
    private static final int CALM_SECONDS = 30;
    private static final int WARM_UP_SECONDS = 15;
    private static final int MOST = 200_000;
    private static final String LINE = "%-34s %9s %11s %9s %9s %9s %9s%n";

    private final ServerProcess server;
    private final Path repository;
    private final List<Booster> models;
    private final List<byte[]> requests = ServedModels.requests("model", 1, 5000, 5);
    private final AtomicInteger swapped = new AtomicInteger();

    private SwapLoad(ServerProcess server, Path repository, List<Booster> models) {
        this.server = server;
        this.repository = repository;
        this.models = models;
    }

    /** Takes the folder with the launcher. */
    public static void main(String[] arguments) throws Exception {
        System.out.println(Machine.describe());
        var folder = WorkFolder.make("swaps");
        var repository = folder.resolve("models");
        var models = List.of(ServedModels.train(100, 6, 3), ServedModels.train(100, 6, 4));
        ServedModels.save(models.getFirst(), repository, "model", 1);
        var rondo = List.of(Path.of(arguments[0], "rondo").toString());
        try (var server =
                ServerProcess.serve(rondo, folder, repository, "--model-control", "explicit")) {
            call(server, "/v2/repository/models/model/load");
            new SwapLoad(server, repository, models).run();
        }
    }

    private void run() throws InterruptedException {
        seconds(WARM_UP_SECONDS);
        System.out.printf(
                LINE,
                "V2 JSON, one row",
                "answered",
                "per second",
                "p50 ms",
                "p99 ms",
                "p99.9 ms",
                "most ms");
        print("calm, " + CALM_SECONDS + " s", seconds(CALM_SECONDS));
        var swaps = Thread.ofPlatform().start(this::swapAll);
        var all = LongStream.builder();
        var wall = Duration.ZERO;
        while (swaps.isAlive()) {
            var part = second();
            LongStream.of(part.nanos()).forEach(all::add);
            wall = wall.plus(part.wall());
        }
        swaps.join();
        if (swapped.get() != SWAPS) {
            throw new IllegalStateException(
                    "only " + swapped.get() + " swaps; see the lines above");
        }
        print(SWAPS + " swaps in " + wall.toSeconds() + " s", result(all, wall));
        System.out.printf("resident memory at the end: %d MiB%n", server.residentMebibytes());
    }

    private Load.Result second() {
        return new Load(requests, CONNECTIONS, MOST, Duration.ofSeconds(1)).run(server.port());
    }

    /** In windows of a second, as the swaps are measured, too. */
    private Load.Result seconds(int count) {
        var all = LongStream.builder();
        var wall = Duration.ZERO;
        for (int i = 0; i < count; i++) {
            var part = second();
            LongStream.of(part.nanos()).forEach(all::add);
            wall = wall.plus(part.wall());
        }
        return result(all, wall);
    }

    private static Load.Result result(LongStream.Builder nanos, Duration wall) {
        return new Load.Result(nanos.build().sorted().toArray(), wall);
    }

    private static void print(String name, Load.Result result) {
        System.out.printf(
                LINE,
                name,
                result.answered(),
                "%.0f".formatted(result.perSecond()),
                "%.2f".formatted(result.percentile(0.5)),
                "%.2f".formatted(result.percentile(0.99)),
                "%.2f".formatted(result.percentile(0.999)),
                "%.2f".formatted(result.percentile(1)));
    }

    private void swapAll() {
        try {
            for (int version = 2; version <= SWAPS + 1; version++) {
                ServedModels.save(models.get(version % 2), repository, "model", version);
                WorkFolder.delete(
                        repository.resolve("model").resolve(Integer.toString(version - 1)));
                call(server, "/v2/repository/models/model/load");
                check(version);
                swapped.incrementAndGet();
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void call(ServerProcess server, String path) throws IOException {
        try (var connection = new Connection(server.port())) {
            int status = connection.send(Connection.post(path, new byte[0]));
            if (status != 200) {
                throw new IOException(path + ": " + status + " " + connection.refusal());
            }
        }
    }

    /** Loading has to have replaced the version: the metadata names it, and no other. */
    private void check(int version) throws IOException {
        var metadata = URI.create("http://127.0.0.1:" + server.port() + "/v2/models/model");
        try (var in = metadata.toURL().openStream()) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            if (!text.contains("\"versions\":[\"" + version + "\"]")) {
                throw new IOException("version " + version + " is not served alone: " + text);
            }
        }
    }
}
