package dev.rondo.wire.oip;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rondo.hosting.ControlMode;
import dev.rondo.hosting.ModelRepository;
import dev.rondo.hosting.ModelSource;
import dev.rondo.http.Http;
import dev.rondo.http.HttpOptions;
import dev.rondo.wire.shared.ErrorText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;

/** The protocol alone, over the network, with the models {@code sum} (two versions) and echo. */
final class OipServer implements AutoCloseable {
    static final int MAX_BODY = 1 << 20;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Http http = new Http(ErrorText::render, new HttpOptions(MAX_BODY, "a guide"));
    private final ModelRepository models;
    final int port;

    OipServer(Path root) throws IOException {
        for (var place : new String[] {"sum/1", "sum/2", "echo/1"}) {
            var folder = Files.createDirectories(root.resolve(place));
            Files.writeString(folder.resolve("model.json"), place);
        }
        models =
                new ModelRepository(
                        ModelSource.at(root, null),
                        file ->
                                file.toString().contains("sum")
                                        ? new TestModels.Sum()
                                        : new TestModels.Echo(),
                        ControlMode.POLL);
        models.start();
        new OipRoutes(models, "1.2.3").addTo(http);
        port = http.listen("127.0.0.1", 0);
    }

    HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> post(String path, byte[] body, String... headers)
            throws IOException, InterruptedException {
        var request = request(path).POST(BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> post(String path, String body) throws IOException, InterruptedException {
        return post(path, body.getBytes(UTF_8));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .version(HttpClient.Version.HTTP_1_1);
    }

    @Override
    public void close() {
        http.close();
        models.close();
        client.close();
    }
}
