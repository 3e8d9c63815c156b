package dev.rondo.tracking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A run in plain maps, as the database's must be. */
final class PlainRun {
    /** {@link Double#compare} puts -0.0 before 0.0 and NaN last, as metrics are ordered. */
    private static final Comparator<Metric> LATER =
            Comparator.comparingLong(Metric::step)
                    .thenComparingLong(Metric::timestampMillis)
                    .thenComparingDouble(Metric::value);

    private static final Comparator<Metric> ORDER =
            Comparator.comparingLong(Metric::timestampMillis)
                    .thenComparingLong(Metric::step)
                    .thenComparingDouble(Metric::value);

    final Map<String, String> tags = new TreeMap<>();
    boolean deleted;
    private final Run started;
    private final Map<String, List<Metric>> points = new TreeMap<>();
    private final Map<String, String> params = new TreeMap<>();
    private String name;
    private RunStatus status = RunStatus.RUNNING;
    private @Nullable Long end;

    PlainRun(Run started) {
        this.started = started;
        name = started.name();
        tags.put("mlflow.runName", name);
    }

    void update(RunUpdate update) {
        status = update.status() == null ? status : update.status();
        end = update.endMillis() == null ? end : update.endMillis();
        if (update.name() != null) {
            tag("mlflow.runName", update.name());
        }
    }

    /** Whether the batch was taken. */
    boolean log(RunBatch batch) {
        boolean changes =
                batch.params().entrySet().stream()
                        .anyMatch(each ->
                                !params.getOrDefault(each.getKey(), each.getValue())
                                        .equals(each.getValue()));
        if (deleted || changes) {
            return false;
        }
        params.putAll(batch.params());
        batch.tags().forEach(this::tag);
        for (var metric : batch.metrics()) {
            var all = points.computeIfAbsent(metric.key(), _ -> new ArrayList<>());
            if (!all.contains(metric)) {
                all.add(metric);
                all.sort(ORDER);
            }
        }
        return true;
    }

    private void tag(String key, String value) {
        if (!key.equals("mlflow.runName")) {
            tags.put(key, value);
        } else if (!value.isEmpty()) {
            tags.put(key, value);
            name = value;
        }
    }

    List<Metric> history(String key) {
        return points.getOrDefault(key, List.of());
    }

    RunDetails details() {
        var run =
                new Run(
                        started.id(),
                        started.experimentId(),
                        name,
                        started.userId(),
                        status,
                        deleted ? LifecycleStage.DELETED : LifecycleStage.ACTIVE,
                        started.startMillis(),
                        end,
                        started.artifactUri());
        var latest =
                points.values().stream().map(all -> all.stream().max(LATER).orElseThrow()).toList();
        return new RunDetails(run, latest, params, tags, List.of(), List.of(), List.of());
    }
}
