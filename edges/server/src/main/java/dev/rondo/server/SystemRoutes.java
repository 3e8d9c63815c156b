package dev.rondo.server;

import dev.rondo.http.Http;
import dev.rondo.http.Method;
import dev.rondo.http.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What is about the server itself. */
final class SystemRoutes {
    void mount(Http http) {
        http.route(Method.GET, "/health", request -> Reply.text("text/plain", "OK"));
        http.route(Method.GET, "/api/v1/openapi.json", request -> ApiJson.reply(openApi()));
        http.route(
                Method.GET,
                "/api/v1/info",
                request -> ApiJson.reply(Map.of("name", "rondo", "version", RondoServer.VERSION)));
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
