package dev.rondo.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.base.ErrorKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The points of metrics in their order, whole, in pages and sampled, on every database. */
abstract class HistoryContract extends TrackingSuite {
    @Test
    void pagesGoThroughAllPointsWhateverIsLoggedMeanwhile() {
        var run = start("x").id();
        for (int i = 0; i < 7; i++) {
            log(run, new Metric("m", -i, 10, i % 2));
        }
        var all = history(run, "m");

        var seen = new ArrayList<Metric>();
        String token = null;
        do {
            var page = tracking.runs().history(run, "m", 3, token);
            seen.addAll(page.items());
            token = page.nextToken();
            log(run, new Metric("m", 1, 0, 0)); // sorts before all
        } while (token != null);

        assertThat(seen).isEqualTo(all).hasSize(7);
        assertThat(history(run, "other")).isEmpty();
    }

    /** Late points, points at one time, and points that are sent twice, against a sorted set. */
    @Test
    void manyPeriodsMakeOneHistory() {
        var random = new Random(5);
        var run = start("x").id();
        var expected = new TreeSet<>(IN_HISTORY);
        long time = 1_000;
        for (int batch = 0; batch < 24; batch++) {
            var points = new ArrayList<Metric>();
            boolean late = batch % 5 == 4;
            for (int i = 0; i < 1_000; i++) {
                time += random.nextInt(3);
                long at = late ? random.nextLong(time) : time;
                points.add(new Metric("m" + i % 3, random.nextInt(4), at, random.nextInt(9)));
            }
            points.stream().filter(each -> each.key().equals("m1")).forEach(expected::add);
            tracking.runs().log(run, RunBatch.metrics(points));
            log(run, points.get(1));
        }

        assertThat(history(run, "m1")).isEqualTo(List.copyOf(expected));
        assertThat(paged(run, "m1", 700)).isEqualTo(List.copyOf(expected));
        assertThat(tracking.runs().historyBulk(List.of(run), "m1", 25_000))
                .extracting(RunMetric::metric)
                .isEqualTo(List.copyOf(expected));
        assertThat(periods()).isGreaterThan(3);
    }

    private static final Comparator<Metric> IN_HISTORY =
            Comparator.comparingLong(Metric::timestampMillis)
                    .thenComparingLong(Metric::step)
                    .thenComparingDouble(Metric::value);

    private List<Metric> paged(String run, String key, int size) {
        var all = new ArrayList<Metric>();
        String token = null;
        do {
            var page = tracking.runs().history(run, key, size, token);
            all.addAll(page.items());
            token = page.nextToken();
        } while (token != null);
        return all;
    }

    private long periods() {
        return db.read(tx ->
                tx.query(
                                "SELECT count(*) AS n FROM tracking_metric_periods",
                                row -> row.integer("n"))
                        .getFirst());
    }

    @Test
    void theLastFullPageHasNoToken() {
        var run = start("x").id();
        log(run, new Metric("m", 1, 1, 1));
        log(run, new Metric("m", 2, 2, 2));

        var first = tracking.runs().history(run, "m", 1, null);
        assertThat(tracking.runs().history(run, "m", 1, first.nextToken()).nextToken()).isNull();
        assertThat(tracking.runs().history(run, "m", null, first.nextToken()).items()).hasSize(1);
    }

    @Test
    void whatNoPageGaveIsRefused() {
        for (var token : List.of("x", "!!!", "MTIz", "MTox", "YTpiOmM")) {
            assertFails(
                    () -> tracking.runs().history("r", "m", 1, token),
                    ErrorKind.USER,
                    "page.token",
                    "Invalid page token, could not base64-decode");
        }
        assertFails(
                () -> tracking.runs().history("r", "m", 0, null),
                ErrorKind.USER,
                "page.limit",
                "Invalid value 0 for parameter 'max_results' supplied. It must be a positive integer.");
        for (int max : List.of(0, 2_501)) {
            assertFails(
                    () -> tracking.runs().historySampled(List.of("r"), "m", null, null, max),
                    ErrorKind.USER,
                    "page.limit");
        }
    }

    @Test
    void severalRunsAreSortedByRunAndCut() {
        var runs = new TreeSet<String>();
        for (int i = 0; i < 3; i++) {
            var run = start("r" + i).id();
            runs.add(run);
            log(run, new Metric("m", 1, 2, 0));
            log(run, new Metric("m", 2, 1, 5));
            log(run, new Metric("other", 2, 1, 5));
        }
        var asked = new ArrayList<>(runs.descendingSet());
        asked.add("nope");
        asked.add("no\"pe\0");

        var found = tracking.runs().historyBulk(asked, "m", 100);
        assertThat(found)
                .extracting(RunMetric::runId)
                .containsExactlyElementsOf(
                        runs.stream().flatMap(run -> List.of(run, run).stream()).toList());
        assertThat(found.getFirst().metric()).isEqualTo(new Metric("m", 2, 1, 5));
        assertThat(tracking.runs().historyBulk(asked, "m", 4)).isEqualTo(found.subList(0, 4));
        assertThat(tracking.runs().historyBulk(List.of(), "m", 4)).isEmpty();
        assertThat(statements(() -> tracking.runs().historyBulk(asked, "m", 100))).isEqualTo(1);
    }

    @Test
    @DisplayName("23 points sampled to 7, 5 and 1 as MLflow's server does")
    void samplesAsRecorded() {
        var run = start("x").id();
        var metrics = new ArrayList<Metric>();
        for (int i = 0; i < 23; i++) {
            metrics.add(new Metric("s", i, 1_700_000_000_000L + i, i));
        }
        tracking.runs().log(run, RunBatch.metrics(metrics));

        assertThat(steps(run, 7, null, null)).containsExactly(0L, 4L, 8L, 11L, 14L, 17L, 22L);
        assertThat(steps(run, 1, null, null)).containsExactly(22L);
        assertThat(steps(run, 2, 5L, 8L)).containsExactly(5L, 8L);
        assertThat(steps(run, 50, null, null)).hasSize(23);
        assertThat(steps("nope", 50, null, null)).isEmpty();
        assertThat(tracking.runs().historySampled(List.of(run, "x", run), "s", null, null, 2))
                .extracting(each -> each.metric().step())
                .containsExactly(0L, 22L, 0L, 22L);
    }

    private List<Long> steps(String run, int max, @Nullable Long start, @Nullable Long end) {
        return tracking.runs().historySampled(List.of(run), "s", start, end, max).stream()
                .map(each -> each.metric().step())
                .toList();
    }

    @Test
    @DisplayName("samples are the first of NTILE's buckets, and the last point")
    void samplesAgainstAPlainModel() {
        var random = new Random(5);
        var run = start("x").id();
        var points = 60;
        for (int i = 0; i < points; i++) {
            tracking.runs().log(run, RunBatch.metric(new Metric("s", 0, 0, i)));
            int max = 1 + random.nextInt(i + 3);
            assertThat(steps(run, max, null, null))
                    .as(i + 1 + " to " + max)
                    .isEqualTo(plain(i + 1, max));
        }
        assertThat(statements(() -> steps(run, 7, null, null))).isEqualTo(1);
    }

    private static List<Long> plain(int points, int max) {
        var kept = new ArrayList<Long>();
        long first = 0;
        for (int bucket = 0; bucket < Math.min(points, max); bucket++) {
            kept.add(first);
            first += points / max + (bucket < points % max ? 1 : 0);
        }
        if (kept.getLast() != points - 1) {
            kept.set(kept.size() - 1, points - 1L);
        }
        return kept;
    }

    private void log(String run, Metric metric) {
        tracking.runs().log(run, RunBatch.metric(metric));
    }
}
