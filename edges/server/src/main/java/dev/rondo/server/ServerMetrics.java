package dev.rondo.server;

import dev.rondo.inference.Route;
import dev.rondo.monitoring.AlertState;
import dev.rondo.monitoring.Monitoring;
import dev.rondo.monitoring.WindowResult;
import dev.rondo.serving.MetricsSnapshot;
import dev.rondo.serving.Serving;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Everything countable, for Prometheus; never a customer's or a prediction's id as a label. */
final class ServerMetrics implements MultiCollector {
    private final Serving serving;
    private final Monitoring monitoring;

    ServerMetrics(Serving serving, Monitoring monitoring) {
        this.serving = serving;
        this.monitoring = monitoring;
    }

    @Override
    public MetricSnapshots collect() {
        var snapshot = serving.metrics();
        return new MetricSnapshots(
                requests(snapshot),
                decisions(snapshot),
                durations(snapshot),
                dropped(snapshot),
                unrecorded(snapshot),
                firing(),
                drift());
    }

    private static CounterSnapshot requests(MetricsSnapshot snapshot) {
        return counter(
                "rondo_inference_requests",
                "Rows asked for, by what became of them",
                snapshot.answers(),
                row ->
                        point(
                                row.rows(),
                                labels(row.endpoint(), row.model(), row.version(), row.route())
                                        .add("code", row.code())));
    }

    private static CounterSnapshot decisions(MetricsSnapshot snapshot) {
        return counter(
                "rondo_decisions",
                "Answered rows, by decision",
                snapshot.decisions(),
                row ->
                        point(
                                row.rows(),
                                labels(row.endpoint(), row.model(), row.version(), row.route())
                                        .add("decision", row.acted() ? "act" : "pass")));
    }

    private static HistogramSnapshot durations(MetricsSnapshot snapshot) {
        var bounds = new ArrayList<Double>(MetricsSnapshot.BUCKETS);
        bounds.add(Double.POSITIVE_INFINITY);
        var metric =
                HistogramSnapshot.builder()
                        .name("rondo_inference_duration_seconds")
                        .help("Requests for predictions, by duration");
        snapshot.durations()
                .forEach(row ->
                        metric.dataPoint(
                                HistogramSnapshot.HistogramDataPointSnapshot.builder()
                                        .classicHistogramBuckets(
                                                ClassicHistogramBuckets.of(bounds, row.counts()))
                                        .sum(row.sumSeconds())
                                        .labels(Labels.of("endpoint", row.endpoint()))
                                        .build()));
        return metric.build();
    }

    private static CounterSnapshot dropped(MetricsSnapshot snapshot) {
        return counter(
                "rondo_shadow_dropped",
                "Rows that shadow had no room for",
                snapshot.endpoints(),
                row -> point(row.shadowDropped(), labels(row.endpoint())));
    }

    private static CounterSnapshot unrecorded(MetricsSnapshot snapshot) {
        return counter(
                "rondo_audit_failures",
                "Rows that could not be recorded",
                snapshot.endpoints(),
                row -> point(row.journalFailures(), labels(row.endpoint())));
    }

    private static <T> CounterSnapshot counter(
            String name, String help, List<T> rows, Function<T, CounterDataPointSnapshot> point) {
        var metric = CounterSnapshot.builder().name(name).help(help);
        rows.forEach(row -> metric.dataPoint(point.apply(row)));
        return metric.build();
    }

    private GaugeSnapshot firing() {
        var metric =
                GaugeSnapshot.builder().name("rondo_alerts_firing").help("Alerts that fire now");
        for (var endpoint : serving.endpoints().list()) {
            long count =
                    monitoring.alerts(endpoint.name()).stream()
                            .filter(alert -> alert.state() == AlertState.FIRING)
                            .count();
            metric.dataPoint(gauge((double) count, labels(endpoint.name())));
        }
        return metric.build();
    }

    /** The last closed window's effect by column. */
    private GaugeSnapshot drift() {
        var metric =
                GaugeSnapshot.builder()
                        .name("rondo_drift_effect")
                        .help("PSI of a column in the last closed window");
        for (var endpoint : serving.endpoints().list()) {
            lastWindow(endpoint.name())
                    .ifPresent(window ->
                            window.features()
                                    .forEach(feature ->
                                            metric.dataPoint(
                                                    gauge(
                                                            feature.psi(),
                                                            labels(endpoint.name())
                                                                    .add(
                                                                            "feature",
                                                                            feature.feature())
                                                                    .add("metric", "psi")))));
        }
        return metric.build();
    }

    private Optional<WindowResult> lastWindow(String endpoint) {
        var status = monitoring.status(endpoint).orElse(null);
        if (status == null || status.watermark() == null) {
            return Optional.empty();
        }
        long from = status.watermark() - 2 * status.spec().windowMicros();
        return monitoring.windows(endpoint, from, 10).reversed().stream().findFirst();
    }

    private static LabelList labels(String endpoint) {
        return new LabelList().add("endpoint", endpoint);
    }

    private static LabelList labels(String endpoint, String model, int version, Route route) {
        return labels(endpoint)
                .add("model", model)
                .add("version", Integer.toString(version))
                .add("route", route.name().toLowerCase(java.util.Locale.ROOT));
    }

    private static CounterDataPointSnapshot point(long value, LabelList labels) {
        return CounterDataPointSnapshot.builder()
                .value((double) value)
                .labels(labels.build())
                .build();
    }

    private static GaugeSnapshot.GaugeDataPointSnapshot gauge(double value, LabelList labels) {
        return GaugeSnapshot.GaugeDataPointSnapshot.builder()
                .value(value)
                .labels(labels.build())
                .build();
    }

    private static final class LabelList {
        private final List<String> names = new ArrayList<>();
        private final List<String> values = new ArrayList<>();

        LabelList add(String name, String value) {
            names.add(name);
            values.add(value);
            return this;
        }

        Labels build() {
            return Labels.of(names, values);
        }
    }
}
