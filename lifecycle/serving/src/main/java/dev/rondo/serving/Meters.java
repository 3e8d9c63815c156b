package dev.rondo.serving;

import dev.rondo.inference.PredictionRecord;
import dev.rondo.inference.Route;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** The counters behind {@link MetricsSnapshot}. Thread-safe. */
final class Meters {
    private record AnswerKey(String endpoint, ModelRef model, Route route, String code) {}

    private record DecisionKey(String endpoint, ModelRef model, Route route, boolean acted) {}

    private record Duration(AtomicLongArray counts, LongAdder nanos) {}

    private final Map<AnswerKey, LongAdder> answers = new ConcurrentHashMap<>();
    private final Map<DecisionKey, LongAdder> decisions = new ConcurrentHashMap<>();
    private final Map<String, Duration> durations = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> shadowDropped = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> journalFailures = new ConcurrentHashMap<>();

    void answered(String endpoint, ModelRef model, Route route, long rows, long acted) {
        count(endpoint, model, route, PredictionRecord.OK, rows);
        decided(new DecisionKey(endpoint, model, route, true), acted);
        decided(new DecisionKey(endpoint, model, route, false), rows - acted);
    }

    private void decided(DecisionKey key, long rows) {
        if (rows > 0) {
            decisions.computeIfAbsent(key, _ -> new LongAdder()).add(rows);
        }
    }

    /** Rows came to an end with a code. */
    void count(String endpoint, ModelRef model, Route route, String code, long rows) {
        if (rows > 0) {
            answers.computeIfAbsent(
                            new AnswerKey(endpoint, model, route, code), _ -> new LongAdder())
                    .add(rows);
        }
    }

    /** A request took this long, whatever came of it. */
    void took(String endpoint, long nanos) {
        int bucket = 0;
        while (bucket < MetricsSnapshot.BUCKETS.size()
                && nanos / 1e9 > MetricsSnapshot.BUCKETS.get(bucket)) {
            bucket++;
        }
        var duration = durations.computeIfAbsent(endpoint, _ -> noDuration());
        duration.counts().incrementAndGet(bucket);
        duration.nanos().add(nanos);
    }

    private static Duration noDuration() {
        return new Duration(
                new AtomicLongArray(MetricsSnapshot.BUCKETS.size() + 1), new LongAdder());
    }

    void shadowDropped(String endpoint, long rows) {
        shadowDropped.computeIfAbsent(endpoint, _ -> new LongAdder()).add(rows);
    }

    void journalFailed(String endpoint, long rows) {
        journalFailures.computeIfAbsent(endpoint, _ -> new LongAdder()).add(rows);
    }

    /**
     * @param endpoints those that are there, so that a count of 0 shows as well
     */
    MetricsSnapshot snapshot(List<String> endpoints) {
        return new MetricsSnapshot(
                answers.entrySet().stream()
                        .map(e -> answers(e.getKey(), e.getValue().sum()))
                        .sorted(Comparator.comparing(MetricsSnapshot.Answers::toString))
                        .toList(),
                decisions.entrySet().stream()
                        .map(e -> decisions(e.getKey(), e.getValue().sum()))
                        .sorted(Comparator.comparing(MetricsSnapshot.Decisions::toString))
                        .toList(),
                durations.entrySet().stream()
                        .map(e -> durations(e.getKey(), e.getValue()))
                        .sorted(Comparator.comparing(MetricsSnapshot.Durations::endpoint))
                        .toList(),
                endpoints.stream().sorted().map(this::incidents).toList());
    }

    private static MetricsSnapshot.Answers answers(AnswerKey key, long rows) {
        return new MetricsSnapshot.Answers(
                key.endpoint(),
                key.model().name(),
                key.model().version(),
                key.route(),
                key.code(),
                rows);
    }

    private static MetricsSnapshot.Decisions decisions(DecisionKey key, long rows) {
        return new MetricsSnapshot.Decisions(
                key.endpoint(),
                key.model().name(),
                key.model().version(),
                key.route(),
                key.acted(),
                rows);
    }

    private static MetricsSnapshot.Durations durations(String endpoint, Duration duration) {
        var counts = new ArrayList<Long>();
        for (int i = 0; i < duration.counts().length(); i++) {
            counts.add(duration.counts().get(i));
        }
        return new MetricsSnapshot.Durations(endpoint, counts, duration.nanos().sum() / 1e9);
    }

    private MetricsSnapshot.Incidents incidents(String endpoint) {
        return new MetricsSnapshot.Incidents(
                endpoint, sum(shadowDropped, endpoint), sum(journalFailures, endpoint));
    }

    private static long sum(Map<String, LongAdder> counts, String endpoint) {
        var count = counts.get(endpoint);
        return count == null ? 0 : count.sum();
    }
}
