package dev.rondo.server;

import dev.rondo.hosting.ModelCatalogue;
import dev.rondo.hosting.ModelState;
import dev.rondo.hosting.ModelStatistics;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;

/** What hosted models have done, for Prometheus: under our names, and under KServe's. */
final class HostingMetrics implements MultiCollector {
    private static final double NANOS = 1e9;

    private final ModelCatalogue models;

    HostingMetrics(ModelCatalogue models) {
        this.models = models;
    }

    @Override
    public MetricSnapshots collect() {
        var requests =
                CounterSnapshot.builder()
                        .name("rondo_inference_requests")
                        .help("Requests, by what became of them");
        var durations =
                SummarySnapshot.builder()
                        .name("rondo_inference_duration_seconds")
                        .help("Time of answered requests from reading to writing tensors");
        var ofKserve =
                SummarySnapshot.builder()
                        .name("request_predict_seconds")
                        .help("Time of answered requests in the model");
        for (var model : models.statistics(null, null)) {
            requests.dataPoint(count(model, "ok", model.success().count()));
            requests.dataPoint(count(model, "error", model.fail().count()));
            durations.dataPoint(
                    new SummaryDataPointSnapshot(
                            model.success().count(),
                            model.success().nanos() / NANOS,
                            Quantiles.EMPTY,
                            labels(model),
                            Exemplars.EMPTY,
                            0));
            ofKserve.dataPoint(
                    new SummaryDataPointSnapshot(
                            model.computeInfer().count(),
                            model.computeInfer().nanos() / NANOS,
                            Quantiles.EMPTY,
                            Labels.of("model_name", model.name(), "model_version", model.version()),
                            Exemplars.EMPTY,
                            0));
        }
        return new MetricSnapshots(requests.build(), durations.build(), ofKserve.build(), states());
    }

    private GaugeSnapshot states() {
        var ready =
                GaugeSnapshot.builder()
                        .name("rondo_model_ready")
                        .help("1 for a version that answers, 0 for one that does not");
        for (var version : models.index()) {
            ready.dataPoint(
                    new GaugeDataPointSnapshot(
                            version.state() == ModelState.READY ? 1 : 0,
                            Labels.of("model", version.name(), "version", version.version()),
                            null));
        }
        return ready.build();
    }

    private static CounterDataPointSnapshot count(ModelStatistics model, String code, long count) {
        return new CounterDataPointSnapshot(
                count, labels(model).merge(Labels.of("code", code)), null, 0);
    }

    private static Labels labels(ModelStatistics model) {
        return Labels.of("model", model.name(), "version", model.version());
    }
}
