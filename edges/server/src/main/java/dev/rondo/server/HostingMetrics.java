package dev.rondo.server;

import dev.rondo.hosting.ModelCatalogue;
import dev.rondo.hosting.ModelState;
import dev.rondo.hosting.ModelStatistics;
import dev.rondo.hosting.ModelStatistics.Detail;
import dev.rondo.hosting.ModelStatistics.Total;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What hosted models have done, for Prometheus: under our names, and under KServe's. */
final class HostingMetrics implements MultiCollector {
    private static final double NANOS = 1e9;

    private final ModelCatalogue models;

    HostingMetrics(ModelCatalogue models) {
        this.models = models;
    }

    @Override
    public MetricSnapshots collect() {
        var all = models.statistics(null, null);
        var metrics = new ArrayList<MetricSnapshot>();
        metrics.add(requests(all));
        metrics.add(durations(all));
        metrics.add(
                seconds(
                        "rondo_inference_queue_seconds",
                        "Time of answered requests before work on them began",
                        all,
                        ModelStatistics::queue,
                        HostingMetrics::labels));
        metrics.add(batches(all));
        metrics.add(inFlight(all));
        metrics.add(states());
        metrics.addAll(loads());
        metrics.add(ofKserve("predict", "in the model", all, ModelStatistics::computeInfer));
        metrics.add(ofKserve("preprocess", "for reading them", all, ModelStatistics::computeInput));
        metrics.add(
                ofKserve(
                        "postprocess", "for writing answers", all, ModelStatistics::computeOutput));
        return new MetricSnapshots(metrics);
    }

    private static CounterSnapshot requests(List<ModelStatistics> all) {
        var requests =
                CounterSnapshot.builder()
                        .name("rondo_inference_requests")
                        .help("Requests, by what became of them");
        for (var model : all) {
            requests.dataPoint(count(model, "ok", model.success().count()));
            model.detail()
                    .failures()
                    .forEach((kind, count) ->
                            requests.dataPoint(
                                    count(model, kind.name().toLowerCase(Locale.ROOT), count)));
        }
        return requests.build();
    }

    private static CounterDataPointSnapshot count(ModelStatistics model, String code, long count) {
        return new CounterDataPointSnapshot(
                count, labels(model).merge(Labels.of("code", code)), null, 0);
    }

    private static HistogramSnapshot durations(List<ModelStatistics> all) {
        var durations =
                HistogramSnapshot.builder()
                        .name("rondo_inference_duration_seconds")
                        .help("Time of answered requests from reading to writing tensors");
        for (var model : all) {
            durations.dataPoint(
                    HistogramDataPointSnapshot.builder()
                            .classicHistogramBuckets(buckets(model.detail()))
                            .sum(model.success().nanos() / NANOS)
                            .labels(labels(model))
                            .build());
        }
        return durations.build();
    }

    private static ClassicHistogramBuckets buckets(Detail detail) {
        var bounds = new ArrayList<Double>();
        Detail.BOUNDS_NANOS.forEach(bound -> bounds.add(bound / NANOS));
        bounds.add(Double.POSITIVE_INFINITY);
        return ClassicHistogramBuckets.of(bounds, detail.durations());
    }

    private static SummarySnapshot seconds(
            String name,
            String help,
            List<ModelStatistics> all,
            Function<ModelStatistics, Total> part,
            Function<ModelStatistics, Labels> labels) {
        var summary = SummarySnapshot.builder().name(name).help(help);
        for (var model : all) {
            var total = part.apply(model);
            summary.dataPoint(summed(total.count(), total.nanos() / NANOS, labels.apply(model)));
        }
        return summary.build();
    }

    private static SummaryDataPointSnapshot summed(long count, double sum, Labels labels) {
        return new SummaryDataPointSnapshot(
                count, sum, Quantiles.EMPTY, labels, Exemplars.EMPTY, 0);
    }

    private static SummarySnapshot ofKserve(
            String what,
            String help,
            List<ModelStatistics> all,
            Function<ModelStatistics, Total> part) {
        return seconds(
                "request_" + what + "_seconds",
                "Time of answered requests " + help,
                all,
                part,
                model -> Labels.of("model_name", model.name(), "model_version", model.version()));
    }

    private static SummarySnapshot batches(List<ModelStatistics> all) {
        var sizes =
                SummarySnapshot.builder()
                        .name("rondo_inference_batch_size")
                        .help("Requests that were answered by asking the model once");
        for (var model : all) {
            sizes.dataPoint(
                    summed(
                            model.detail().executions(),
                            (double) model.success().count(),
                            labels(model)));
        }
        return sizes.build();
    }

    private static GaugeSnapshot inFlight(List<ModelStatistics> all) {
        var gauge =
                GaugeSnapshot.builder()
                        .name("rondo_inference_in_flight")
                        .help("Requests at work or waiting for it");
        for (var model : all) {
            gauge.dataPoint(
                    new GaugeDataPointSnapshot(model.detail().inFlight(), labels(model), null));
        }
        return gauge.build();
    }

    private GaugeSnapshot states() {
        var ready =
                GaugeSnapshot.builder()
                        .name("rondo_model_ready")
                        .help(
                                "1 for a version that is loaded and answers, 0 for one that does not");
        for (var version : models.index()) {
            ready.dataPoint(
                    new GaugeDataPointSnapshot(
                            version.state() == ModelState.READY ? 1 : 0,
                            Labels.of("model", version.name(), "version", version.version()),
                            null));
        }
        return ready.build();
    }

    private List<MetricSnapshot> loads() {
        var counts = models.loads();
        return List.of(
                CounterSnapshot.builder()
                        .name("rondo_model_loads")
                        .help("Versions that were loaded, by what became of it")
                        .dataPoint(point(counts.loaded(), Labels.of("code", "ok")))
                        .dataPoint(point(counts.failed(), Labels.of("code", "failed")))
                        .build(),
                counter(
                        "rondo_model_loads_on_demand",
                        "Loads that a request waited for",
                        counts.onDemand()),
                counter(
                        "rondo_model_unloads_for_room",
                        "Versions that were unloaded to make room for others",
                        counts.madeRoom()));
    }

    private static CounterSnapshot counter(String name, String help, long count) {
        return CounterSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(point(count, Labels.EMPTY))
                .build();
    }

    private static CounterDataPointSnapshot point(long count, Labels labels) {
        return new CounterDataPointSnapshot(count, labels, null, 0);
    }

    private static Labels labels(ModelStatistics model) {
        return Labels.of("model", model.name(), "version", model.version());
    }
}
