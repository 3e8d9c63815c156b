package dev.rondo.server;

import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What is about the server itself. */
final class SystemRoutes {
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final ServerMetrics metrics;

    SystemRoutes(ServerMetrics metrics) {
        this.metrics = metrics;
    }

    void mount(Http http) {
        http.route(HttpMethod.GET, "/health", request -> Reply.text("text/plain", "OK"));
        http.route(HttpMethod.GET, "/metrics", request -> Reply.text(PROMETHEUS, metrics.scrape()));
        http.route(HttpMethod.GET, "/api/v1/openapi.json", request -> Reply.json(openApi()));
        http.route(
                HttpMethod.GET,
                "/api/v1/info",
                request -> Reply.json(Map.of("name", "rondo", "version", RondoServer.VERSION)));
    }

    /** The document is written in YAML for people; clients read JSON. */
    static Object openApi() {
        try (var yaml = SystemRoutes.class.getResourceAsStream("/openapi.yaml")) {
            if (yaml == null) {
                throw new IllegalStateException("openapi.yaml is not on the class path");
            }
            return new Load(LoadSettings.builder().build()).loadFromInputStream(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
