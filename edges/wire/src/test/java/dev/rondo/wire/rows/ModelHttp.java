package dev.rondo.wire.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rondo.hosting.ControlMode;
import dev.rondo.hosting.ModelCatalogue;
import dev.rondo.hosting.ModelRepository;
import dev.rondo.hosting.ModelSource;
import dev.rondo.http.Http;
import dev.rondo.http.Reply;
import dev.rondo.inference.TensorModel;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** A protocol over the network with some of the models that {@code load} knows. */
public final class ModelHttp implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Http http = new Http(_ -> Reply.text("text/plain", "not told"));
    private final ModelRepository models;
    private final int port;

    public ModelHttp(Path root, BiConsumer<ModelCatalogue, Http> protocol, String... names)
            throws IOException {
        for (var name : names) {
            var folder = Files.createDirectories(root.resolve(name).resolve("1"));
            Files.writeString(folder.resolve("model.json"), name);
        }
        var source = ModelSource.at(root, null);
        models = new ModelRepository(source, ModelHttp::load, ControlMode.POLL);
        models.start();
        protocol.accept(models, http);
        port = http.listen("127.0.0.1", 0);
    }

    private static TensorModel load(Path file) throws IOException {
        return switch (Files.readString(file)) {
            case "named" -> new SumModel(List.of("a", "b", "c"), 0);
            case "mixed" -> EchoModel.MIXED;
            case "texts" -> EchoModel.TEXTS;
            case "truth" -> new MissingTruthTest.Told();
            case "signed" -> SignedModel.EVERY_TYPE;
            case "classes" -> new SumModel(List.of(), 2);
            default -> new SumModel(List.of(), 0);
        };
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    public HttpResponse<String> post(String path, String type, String body)
            throws IOException, InterruptedException {
        return post(path, type, body.getBytes(UTF_8));
    }

    public HttpResponse<String> post(String path, String type, byte[] body)
            throws IOException, InterruptedException {
        return post(path, type, body, Map.of());
    }

    public HttpResponse<String> post(
            String path, String type, String body, Map<String, String> headers)
            throws IOException, InterruptedException {
        return post(path, type, body.getBytes(UTF_8), headers);
    }

    private HttpResponse<String> post(
            String path, String type, byte[] body, Map<String, String> headers)
            throws IOException, InterruptedException {
        var request = request(path).POST(BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return client.send(request.header("Content-Type", type).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .version(HttpClient.Version.HTTP_1_1);
    }

    public int port() {
        return port;
    }

    public ModelCatalogue models() {
        return models;
    }

    @Override
    public void close() {
        http.close();
        models.close();
        client.close();
    }
}
