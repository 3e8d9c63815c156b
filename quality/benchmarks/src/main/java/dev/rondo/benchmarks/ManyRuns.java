package dev.rondo.benchmarks;

import dev.rondo.store.Blobs;
import dev.rondo.store.Db;
import dev.rondo.store.Tx;
import dev.rondo.tracking.Metric;
import dev.rondo.tracking.NewExperiment;
import dev.rondo.tracking.NewRun;
import dev.rondo.tracking.RunBatch;
import dev.rondo.tracking.Tracking;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Searches among few and among very many runs, a thousand in each experiment: whether the time
 * depends on what lies in other experiments.
 */
final class ManyRuns {
    private static final int RUNS_OF_AN_EXPERIMENT = 1_000;
    private static final int SEARCHES = 300;
    private static final int WARM_UP = 300;

    private ManyRuns() {}

    /** Takes the numbers of experiments, 20 and 1,000 if nothing is said. */
    public static void main(String[] arguments) {
        System.out.println(Machine.describe());
        var counts = arguments.length == 0 ? new String[] {"20", "1000"} : arguments;
        for (var count : counts) {
            measure(Integer.parseInt(count));
        }
    }

    private static void measure(int experiments) {
        var folder = WorkFolder.make("many-runs");
        long began = System.nanoTime();
        var ids = fill(folder.resolve("data"), experiments);
        System.out.printf(
                "%,d runs in %,d experiments, filled in %d s%n",
                experiments * RUNS_OF_AN_EXPERIMENT,
                experiments,
                Duration.ofNanos(System.nanoTime() - began).toSeconds());
        var java = ServerProcess.java(System.getProperty("java.class.path"));
        try (var server = ServerProcess.start(java, folder)) {
            row(server, "100, by a metric", ids, 100, "\"order_by\":[\"metrics.auc DESC\"]");
            row(server, "100, above a bound", ids, 100, "\"filter\":\"metrics.auc > 0.9\"");
            row(server, "100, by a parameter", ids, 100, "\"filter\":\"params.p1 = '7'\"");
            row(server, "100, the latest", ids, 100, "\"filter\":\"\"");
            row(server, "1,000 with all values", ids, 1_000, "\"filter\":\"\"");
        }
    }

    private static List<String> fill(Path data, int experiments) {
        try (var db = Db.open("sqlite:" + data.resolve("rondo.db"))) {
            var blobs = Blobs.files(data.resolve("blobs"));
            var tracking = new Tracking(db, blobs, InstantSource.system());
            var random = new SplittableRandom(1);
            var ids = new ArrayList<String>();
            for (int i = 0; i < experiments; i++) {
                var made = tracking.experiments().create(NewExperiment.named("experiment " + i));
                ids.add(made.id());
                db.execute(tx -> {
                    for (int j = 0; j < RUNS_OF_AN_EXPERIMENT; j++) {
                        run(tracking, tx, made.id(), random);
                    }
                });
            }
            return ids;
        }
    }

    /** Five metrics, five parameters and four tags. */
    private static void run(Tracking tracking, Tx tx, String experiment, SplittableRandom random) {
        var run = tracking.runs().create(tx, NewRun.of(experiment, "run")).run().id();
        var metrics =
                List.of("auc", "loss", "f1", "precision", "recall").stream()
                        .map(key -> new Metric(key, random.nextDouble(), 1, 1))
                        .toList();
        var params =
                Map.of("p1", "" + random.nextInt(100), "p2", "x", "p3", "x", "p4", "x", "p5", "x");
        var tags = Map.of("t1", "" + random.nextInt(100), "t2", "x", "t3", "x", "t4", "x");
        tracking.runs().log(tx, run, new RunBatch(metrics, params, tags));
    }

    private static void row(
            ServerProcess server, String what, List<String> ids, int page, String more) {
        var random = new SplittableRandom(2);
        var requests =
                IntStream.range(0, SEARCHES)
                        .mapToObj(_ ->
                                TrackingRequests.post(
                                        "runs/search",
                                        "{\"experiment_ids\":[\"%s\"],\"max_results\":%d,%s}"
                                                .formatted(
                                                        ids.get(random.nextInt(ids.size())),
                                                        page,
                                                        more)))
                        .toList();
        var limit = Duration.ofMinutes(2);
        new Load(requests, 1, WARM_UP, limit).run(server.port());
        var result = new Load(requests, 1, SEARCHES, limit).run(server.port());
        System.out.printf(
                "  %-22s p50 %7.2f ms, p99 %7.2f ms%n",
                what, result.percentile(0.5), result.percentile(0.99));
    }
}
