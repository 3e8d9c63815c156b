package dev.rondo.wire.mlflow;

import dev.rondo.http.Http;
import dev.rondo.registry.Registry;
import dev.rondo.registry.WebhookPolicy;
import dev.rondo.registry.WebhookSecrets;
import dev.rondo.store.Blobs;
import dev.rondo.store.Db;
import dev.rondo.tracking.Tracking;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/** MLflow's routes over real HTTP on a SQLite file of its own. */
final class WireServer implements AutoCloseable {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Db db;
    private final Http http;
    private final Tracking tracking;
    private final int port;

    WireServer(Path folder) {
        db = Db.open("sqlite:" + folder.resolve("rondo.db"));
        var blobs = Blobs.files(folder.resolve("blobs"));
        var clock = InstantSource.system();
        tracking = new Tracking(db, blobs, clock);
        var secrets = new WebhookSecrets(new byte[WebhookSecrets.KEY]);
        var registry = new Registry(db, blobs, tracking, WebhookPolicy.standard(), secrets, clock);
        http = new Http(MlflowErrors::render);
        new MlflowRoutes(tracking, registry).addTo(http);
        port = http.listen("127.0.0.1", 0);
    }

    Tracking tracking() {
        return tracking;
    }

    Db db() {
        return db;
    }

    /** Sends a request as it is; a header with an empty text is left out. */
    HttpResponse<byte[]> send(
            String method, String path, Map<String, String> headers, byte[] body) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .method(
                                method,
                                body.length == 0
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofByteArray(body));
        headers.forEach((name, value) -> {
            if (!value.isEmpty()) {
                request.header(name, value);
            }
        });
        try {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new AssertionError(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    HttpResponse<byte[]> post(String path, String body) {
        return send(
                "POST",
                "/api/2.0/mlflow/" + path,
                Map.of("Content-Type", "application/json"),
                body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    HttpResponse<byte[]> get(String path) {
        return send("GET", "/api/2.0/mlflow/" + path, Map.of(), new byte[0]);
    }

    @Override
    public void close() {
        client.close();
        http.close();
        db.close();
    }
}
