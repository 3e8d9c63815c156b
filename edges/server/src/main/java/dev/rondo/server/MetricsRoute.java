package dev.rondo.server;

import dev.rondo.http.Http;
import dev.rondo.http.Method;
import dev.rondo.http.Reply;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server's own metrics and those of its JVM, in Prometheus' text format. */
final class MetricsRoute {
    private static final String FORMAT = "text/plain; version=0.0.4; charset=utf-8";

    private final List<MultiCollector> own;
    private @Nullable PrometheusRegistry registry;

    MetricsRoute(MultiCollector... own) {
        this.own = List.of(own);
    }

    void mount(Http http) {
        http.route(Method.GET, "/metrics", _ -> Reply.text(FORMAT, scrape()));
    }

    private String scrape() throws IOException {
        var out = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(out, registry().scrape());
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Made when first asked for: the JVM's management beans would be a tenth of a start. */
    private synchronized PrometheusRegistry registry() {
        var made = registry;
        if (made == null) {
            made = new PrometheusRegistry();
            JvmMetrics.builder().register(made);
            own.forEach(made::register);
            registry = made;
        }
        return made;
    }
}
