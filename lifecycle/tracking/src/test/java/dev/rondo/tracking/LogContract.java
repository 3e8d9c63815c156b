package dev.rondo.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.base.ErrorKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What is logged to runs, on every database. */
abstract class LogContract extends TrackingSuite {
    private static final Comparator<Metric> LATEST =
            Comparator.comparingLong(Metric::step)
                    .thenComparingLong(Metric::timestampMillis)
                    .thenComparingDouble(Metric::value);

    @Test
    void everythingOfABatchComesBack() {
        var run = start("x");
        var metric = new Metric("val/auc 1:x", 0.75, 5, 1);

        tracking.log(
                run.id(),
                new RunBatch(List.of(metric), Map.of("depth", "6", "é", ""), Map.of("t", "v\n")));

        var details = tracking.run(run.id());
        assertThat(details.metrics()).isEqualTo(Map.of("val/auc 1:x", metric));
        assertThat(details.params()).isEqualTo(Map.of("depth", "6", "é", ""));
        assertThat(details.tags()).isEqualTo(Map.of("t", "v\n"));
    }

    @Test
    void theLatestMetricHasTheGreatestStepThenTimeThenValue() {
        var run = start("x");
        var random = new Random(11);
        var reference = new HashMap<String, List<Metric>>();
        for (int batch = 0; batch < 40; batch++) {
            var metrics = new ArrayList<Metric>();
            for (int i = 0; i < 15; i++) {
                var metric = randomMetric(random);
                metrics.add(metric);
                var all = reference.computeIfAbsent(metric.key(), _ -> new ArrayList<>());
                if (!all.contains(metric)) {
                    all.add(metric);
                }
            }
            tracking.log(run.id(), RunBatch.metrics(metrics));
        }

        var latest = tracking.run(run.id()).metrics();
        assertThat(latest.keySet()).isEqualTo(reference.keySet());
        reference.forEach((key, all) -> {
            assertThat(latest.get(key)).isEqualTo(all.stream().max(LATEST).orElseThrow());
            all.sort(
                    Comparator.comparingLong(Metric::timestampMillis)
                            .thenComparingLong(Metric::step)
                            .thenComparingDouble(Metric::value));
            assertThat(tracking.metricHistory(run.id(), key)).isEqualTo(all);
        });
    }

    private static Metric randomMetric(Random random) {
        var values =
                new double[] {
                    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1, 2.5, -7
                };
        return new Metric(
                "m" + random.nextInt(4),
                values[random.nextInt(values.length)],
                random.nextInt(200),
                random.nextInt(6) - 1);
    }

    @Test
    void everyKindOfDoubleIsKept() {
        var run = start("x");
        var values =
                List.of(Double.NaN, Double.NEGATIVE_INFINITY, -0.0, Double.MIN_VALUE, 0.1 + 0.2);
        for (int i = 0; i < values.size(); i++) {
            tracking.log(run.id(), RunBatch.metrics(List.of(new Metric("v", values.get(i), i, i))));
        }

        assertThat(tracking.metricHistory(run.id(), "v"))
                .extracting(Metric::value)
                .isEqualTo(values);
    }

    @Test
    void aParameterNeverChangesAndABatchIsAllOrNothing() {
        var run = start("x");
        tracking.log(run.id(), RunBatch.params(Map.of("depth", "6")));
        tracking.log(run.id(), RunBatch.params(Map.of("depth", "6", "eta", "0.1")));

        assertFails(
                () ->
                        tracking.log(
                                run.id(),
                                new RunBatch(
                                        List.of(new Metric("m", 1, 1, 1)),
                                        Map.of("depth", "7", "new", "1"),
                                        Map.of("t", "1"))),
                ErrorKind.CONFLICT,
                "param.changed");

        var details = tracking.run(run.id());
        assertThat(details.params()).isEqualTo(Map.of("depth", "6", "eta", "0.1"));
        assertThat(details.metrics()).isEmpty();
        assertThat(details.tags()).isEmpty();
        assertThat(tracking.metricHistory(run.id(), "m")).isEmpty();
    }

    @Test
    void aTagIsReplaced() {
        var run = start("x");
        tracking.log(run.id(), RunBatch.tags(Map.of("a", "1", "b", "1")));
        tracking.log(run.id(), RunBatch.tags(Map.of("a", "2")));

        assertThat(tracking.run(run.id()).tags()).isEqualTo(Map.of("a", "2", "b", "1"));
    }

    @Test
    void writersOfOneRunAtOnceLoseNothing() throws Exception {
        var run = start("x");
        int writers = 6;
        var barrier = new CyclicBarrier(writers);
        var all = new ArrayList<Future<?>>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int w = 0; w < writers; w++) {
                int writer = w;
                all.add(
                        pool.submit(() -> {
                            barrier.await();
                            return logMany(run.id(), writer);
                        }));
            }
        }
        for (var each : all) {
            each.get();
        }

        for (int key = 0; key < 5; key++) {
            assertThat(tracking.metricHistory(run.id(), "k" + key)).hasSize(writers * 10);
            assertThat(tracking.run(run.id()).metrics().get("k" + key))
                    .isEqualTo(new Metric("k" + key, writers - 1, 0, 9));
        }
    }

    /** Each writer has its own order of keys, which would deadlock if rows were locked in it. */
    private String logMany(String runId, int writer) {
        for (int step = 0; step < 10; step++) {
            var metrics = new ArrayList<Metric>();
            for (int i = 0; i < 5; i++) {
                metrics.add(new Metric("k" + (i + writer) % 5, writer, 0, step));
            }
            tracking.log(runId, RunBatch.metrics(metrics));
        }
        return "";
    }

    @Test
    void inputsAreListedWithTheirContext() {
        var run = start("x");
        var train = DatasetInput.version("churn", 3, "sha256:abc", "train");
        var test = DatasetInput.version("churn", 3, "sha256:abc", "test");
        var bare = new DatasetInput("other", "1", "local", "/tmp/x", "[]", "{}", null);

        tracking.logInput(run.id(), train);
        tracking.logInput(run.id(), train);
        tracking.logInput(run.id(), test);
        tracking.logInput(run.id(), bare);

        assertThat(tracking.run(run.id()).inputs()).containsExactly(test, train, bare);
    }

    @Test
    void whatIsTooLongOrOddIsRefused() {
        var run = start("x").id();
        for (var key : List.of("", "/a", "a/", "a//b", "..", "a/../b", ".", "a\nb", "a\0", "a*")) {
            assertFails(
                    () -> tracking.log(run, RunBatch.params(Map.of(key, "1"))),
                    ErrorKind.USER,
                    "tracking.key");
            assertFails(
                    () -> tracking.log(run, RunBatch.metrics(List.of(new Metric(key, 1, 1, 1)))),
                    ErrorKind.USER,
                    "tracking.key");
        }
        var limit = ErrorKind.LIMIT;
        assertFails(
                () -> tracking.log(run, RunBatch.tags(Map.of("k".repeat(251), ""))),
                limit,
                "tracking.length");
        assertFails(
                () -> tracking.log(run, RunBatch.params(Map.of("k", "v".repeat(6_001)))),
                limit,
                "tracking.length");
        assertFails(
                () -> tracking.log(run, RunBatch.tags(Map.of("k", "v".repeat(8_001)))),
                limit,
                "tracking.length");
        assertFails(
                () -> tracking.createExperiment("e".repeat(501), Map.of()),
                limit,
                "tracking.length");
        assertFails(
                () -> tracking.createExperiment(" ", Map.of()), ErrorKind.USER, "tracking.name");
        assertFails(() -> start("a\nb"), ErrorKind.USER, "tracking.name");
        assertFails(
                () -> tracking.logInput(run, DatasetInput.version("", 1, "d", "c")),
                ErrorKind.USER,
                "tracking.name");
        var many = new HashMap<String, String>();
        for (int i = 0; i <= 1_000; i++) {
            many.put("k" + i, "v");
        }
        assertFails(() -> tracking.log(run, RunBatch.params(many)), limit, "tracking.batch");
        assertFails(
                () -> tracking.log(run, RunBatch.tags(Map.of("k", "\0"))),
                ErrorKind.USER,
                "store.text");
    }
}
