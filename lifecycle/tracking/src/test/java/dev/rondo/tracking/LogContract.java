package dev.rondo.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.base.ErrorKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is logged to runs, on every database. */
abstract class LogContract extends TrackingSuite {
    @Test
    void everythingOfABatchComesBackSorted() {
        var run = start("x").id();
        var metric = new Metric("val/auc 1:x", 0.75, 5, 1);
        var other = new Metric("a", 1, Long.MAX_VALUE, Long.MIN_VALUE);

        tracking.runs()
                .log(
                        run,
                        new RunBatch(
                                List.of(metric, other),
                                Map.of("depth", "6", "é", "", "b", "'"),
                                Map.of("t", "v\n", "mlflow.runName", "y")));

        var details = tracking.runs().get(run);
        assertThat(details.metrics()).containsExactly(other, metric);
        assertThat(details.params())
                .containsExactly(Map.entry("b", "'"), Map.entry("depth", "6"), Map.entry("é", ""));
        assertThat(details.tags()).isEqualTo(Map.of("t", "v\n", "mlflow.runName", "y"));
    }

    @Test
    void everyKindOfDoubleIsKept() {
        var run = start("x").id();
        var values =
                List.of(
                        Double.NaN,
                        Double.NEGATIVE_INFINITY,
                        Double.POSITIVE_INFINITY,
                        -0.0,
                        0.0,
                        Double.MIN_VALUE,
                        -Double.MAX_VALUE,
                        0.1 + 0.2);
        for (int i = 0; i < values.size(); i++) {
            tracking.runs().log(run, RunBatch.metric(new Metric("v", values.get(i), i, i)));
            tracking.runs().log(run, RunBatch.metric(new Metric("v" + i, values.get(i), 0, 0)));
        }

        assertThat(history(run, "v")).extracting(Metric::value).isEqualTo(values);
        assertThat(tracking.runs().get(run).metrics().subList(1, values.size() + 1))
                .extracting(Metric::value)
                .isEqualTo(values);
    }

    @Test
    @DisplayName("at one step and time the greatest value is the latest, NaN above all")
    void theLatestOfOnePoint() {
        var run = start("x").id();
        for (var value : List.of(1.0, -0.0, 0.0, Double.POSITIVE_INFINITY, Double.NaN, 5.0)) {
            tracking.runs().log(run, RunBatch.metric(new Metric("m", value, 3, 3)));
        }
        tracking.runs().log(run, RunBatch.metric(new Metric("zero", 0.0, 3, 3)));
        tracking.runs().log(run, RunBatch.metric(new Metric("zero", -0.0, 3, 3)));

        assertThat(tracking.runs().get(run).metrics())
                .containsExactly(new Metric("m", Double.NaN, 3, 3), new Metric("zero", 0.0, 3, 3));
        assertThat(history(run, "zero")).extracting(Metric::value).containsExactly(-0.0, 0.0);
    }

    @Test
    void theSamePointTwiceIsOne() {
        var run = start("x").id();
        var point = new Metric("m", Double.NaN, 1, 1);
        tracking.runs().log(run, RunBatch.metrics(List.of(point, point)));
        tracking.runs().log(run, RunBatch.metric(point));

        assertThat(history(run, "m")).containsExactly(point);
    }

    @Test
    void aParameterNeverChangesAndABatchIsAllOrNothing() {
        var run = start("x").id();
        tracking.runs().log(run, RunBatch.params(Map.of("depth", "3")));
        tracking.runs().log(run, RunBatch.params(Map.of("depth", "3", "eta", "0.1")));

        assertFails(
                () ->
                        tracking.runs()
                                .log(
                                        run,
                                        new RunBatch(
                                                List.of(new Metric("m", 1, 1, 1)),
                                                Map.of("depth", "4", "new", "1"),
                                                Map.of("t", "1"))),
                ErrorKind.CONFLICT,
                "param.changed",
                "Changing param values is not allowed. Params were already logged='[{'key': 'depth', 'old_value': '3', 'new_value': '4'}]' for run ID='%s'."
                        .formatted(run));
        assertFails(
                () -> tracking.runs().log(run, RunBatch.param("depth", "4")),
                ErrorKind.CONFLICT,
                "param.changed",
                "Changing param values is not allowed. Param with key='depth' was already logged with value='3' for run ID='%s'. Attempted logging new value '4'."
                        .formatted(run));

        var details = tracking.runs().get(run);
        assertThat(details.params()).isEqualTo(Map.of("depth", "3", "eta", "0.1"));
        assertThat(details.metrics()).isEmpty();
        assertThat(details.tags()).doesNotContainKey("t");
        assertThat(history(run, "m")).isEmpty();
    }

    @Test
    void valuesThatAreTooLongAreCut() {
        var run = start("x").id();
        var face = "😀"; // one character in two UTF-16 units
        tracking.runs().log(run, RunBatch.param("p", face.repeat(6_001)));
        tracking.runs().log(run, RunBatch.param("p", face.repeat(6_002)));
        tracking.runs().log(run, RunBatch.tag("t", face.repeat(8_001)));
        var long1 = NewRun.of("0", "n".repeat(9_000)).withTags(Map.of("t", "v".repeat(8_001)));
        var other = tracking.runs().create(long1);

        var details = tracking.runs().get(run);
        assertThat(details.params()).isEqualTo(Map.of("p", face.repeat(6_000)));
        assertThat(details.tags()).containsEntry("t", face.repeat(8_000));
        assertThat(other.tags())
                .isEqualTo(Map.of("t", "v".repeat(8_000), "mlflow.runName", "n".repeat(8_000)));
        assertThat(tracking.runs().get(other.run().id())).isEqualTo(other);
    }

    @Test
    void writersOfOneRunAtOnceLoseNothing() throws Exception {
        var run = start("x").id();
        int writers = 6;
        var barrier = new CyclicBarrier(writers);
        var all = new ArrayList<Future<?>>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int w = 0; w < writers; w++) {
                int writer = w;
                all.add(
                        pool.submit(() -> {
                            barrier.await();
                            return logMany(run, writer);
                        }));
            }
        }
        for (var each : all) {
            each.get();
        }

        for (int key = 0; key < 5; key++) {
            assertThat(history(run, "k" + key)).hasSize(writers * 10 + 10);
            assertThat(tracking.runs().get(run).metrics().get(key))
                    .isEqualTo(new Metric("k" + key, 99, 0, 9));
        }
    }

    /** Each writer has its own order of keys, which would deadlock if rows were locked in it. */
    private String logMany(String runId, int writer) {
        for (int step = 0; step < 10; step++) {
            var metrics = new ArrayList<Metric>();
            for (int i = 0; i < 5; i++) {
                metrics.add(new Metric("k" + (i + writer) % 5, writer, 0, step));
                metrics.add(new Metric("k" + (i + writer) % 5, 99, 0, step));
            }
            tracking.runs().log(runId, RunBatch.metrics(metrics));
        }
        return "";
    }

    @Test
    void whatCannotBeAKeyIsRefused() {
        var run = start("x").id();
        for (var key : List.of("", "/a", "a/", "a//b", "..", "a/../b", ".", "a\nb", "a\0", "a*")) {
            assertFails(
                    () -> tracking.runs().log(run, RunBatch.params(Map.of(key, "1"))),
                    ErrorKind.USER,
                    "tracking.key");
            assertFails(
                    () -> tracking.runs().log(run, RunBatch.metric(new Metric(key, 1, 1, 1))),
                    ErrorKind.USER,
                    "tracking.key");
        }
        var params = new LinkedHashMap<String, String>();
        params.put("good", "");
        params.put("a!", "");
        assertFails(
                () -> tracking.runs().log(run, RunBatch.params(params)),
                ErrorKind.USER,
                "tracking.key",
                "Invalid value \"a!\" for parameter 'params[1].key' supplied: Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/).");
        assertFails(
                () -> tracking.runs().log(run, RunBatch.metric(new Metric("tn", 1, -1, 1))),
                ErrorKind.USER,
                "metric.timestamp",
                "Invalid value -1 for parameter 'timestamp' supplied: metric 'tn' (value=1.0). Timestamp must be a nonnegative long (64-bit integer) ");
        assertFails(
                () -> tracking.runs().log(run, RunBatch.tag("k", "\0")),
                ErrorKind.USER,
                "store.text");
    }

    @Test
    void whatIsTooMuchIsRefused() {
        var run = start("x").id();
        var key = "k".repeat(251);
        assertTooLong(run, RunBatch.tag(key, ""), "key");
        assertTooLong(run, RunBatch.tags(Map.of(key, "")), "tags[0].key");
        assertTooLong(run, RunBatch.param(key, ""), "Param key");
        assertTooLong(run, RunBatch.metric(new Metric(key, 1, 1, 1)), "Metric name");
        assertTooMany(
                run, new RunBatch(points(1_001), Map.of(), Map.of()), 1_000, "metrics", 1_001);
        assertTooMany(run, RunBatch.params(texts(101)), 100, "params", 101);
        assertTooMany(run, RunBatch.tags(texts(101)), 100, "tags", 101);
        var all = new RunBatch(points(900), texts(100), texts(1));
        assertTooMany(run, all, 1_000, "metrics, params, and tags", 1_001);
    }

    private void assertTooLong(String run, RunBatch batch, String what) {
        assertFails(
                () -> tracking.runs().log(run, batch),
                ErrorKind.LIMIT,
                "tracking.length",
                "'%s' exceeds the maximum length of 250 characters".formatted(what));
    }

    private void assertTooMany(String run, RunBatch batch, int limit, String what, int count) {
        assertFails(
                () -> tracking.runs().log(run, batch),
                ErrorKind.LIMIT,
                "tracking.batch",
                "A batch logging request can contain at most %d %s. Got %d %s. Please split up %s across multiple requests and try again."
                        .formatted(limit, what, count, what, what));
    }

    private static List<Metric> points(int count) {
        var points = new ArrayList<Metric>();
        for (int i = 0; i < count; i++) {
            points.add(new Metric("m" + i % 50, i, i, i));
        }
        return points;
    }

    private static Map<String, String> texts(int count) {
        var texts = new HashMap<String, String>();
        for (int i = 0; i < count; i++) {
            texts.put("k" + i, "v");
        }
        return texts;
    }

    @Test
    @DisplayName("a metric needs three statements, and so do a thousand")
    void statementsAreFew() {
        var run = start("x").id();
        var one = RunBatch.metric(new Metric("m", 1, 1, 1));
        assertThat(statements(() -> tracking.runs().log(run, one))).isEqualTo(5);
        var many = RunBatch.metrics(points(1_000));
        assertThat(statements(() -> tracking.runs().log(run, many))).isEqualTo(4);
        var all = new RunBatch(points(800), texts(100), texts(100));
        assertThat(statements(() -> tracking.runs().log(run, all))).isEqualTo(7);
        assertThat(statements(() -> tracking.runs().log(run, RunBatch.param("q", "1"))))
                .isEqualTo(3);
        assertThat(statements(() -> tracking.runs().log(run, RunBatch.tag("q", "1")))).isEqualTo(2);
        assertThat(statements(() -> tracking.runs().get(run))).isEqualTo(8);
    }
}
