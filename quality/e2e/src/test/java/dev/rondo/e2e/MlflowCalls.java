package dev.rondo.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.client.RondoClient;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** MLflow's REST calls, each sent once: nothing is tried again. An IOException: no answer came. */
final class MlflowCalls implements AutoCloseable {
    private static final String API = "/api/2.0/mlflow/";
    private static final String FILES = "/api/2.0/mlflow-artifacts/artifacts/";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI server;

    MlflowCalls(URI server) {
        this.server = server;
    }

    JsonNode post(String call, ObjectNode body) throws IOException {
        return json(
                request(API + call)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(RondoClient.JSON.writeValueAsBytes(body)))
                        .build());
    }

    /** Names and values of the query in turn. */
    JsonNode get(String call, String... query) throws IOException {
        var path = new StringBuilder(API + call);
        for (int i = 0; i < query.length; i += 2) {
            path.append(i == 0 ? '?' : '&').append(query[i]).append('=');
            path.append(URLEncoder.encode(query[i + 1], StandardCharsets.UTF_8));
        }
        return json(request(path.toString()).build());
    }

    void put(String path, byte[] content) throws IOException {
        json(request(FILES + path).PUT(BodyPublishers.ofByteArray(content)).build());
    }

    Optional<byte[]> file(String path) throws IOException {
        var answer = send(request(FILES + path).build());
        return answer.statusCode() == 404
                ? Optional.empty()
                : Optional.of(requireSuccess(answer).body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path));
    }

    private JsonNode json(HttpRequest request) throws IOException {
        return RondoClient.JSON.readTree(requireSuccess(send(request)).body());
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<byte[]> requireSuccess(HttpResponse<byte[]> answer) {
        if (answer.statusCode() != 200) {
            throw new AssertionError(
                    "%s -> %d %s"
                            .formatted(
                                    answer.request(),
                                    answer.statusCode(),
                                    new String(answer.body(), StandardCharsets.UTF_8)));
        }
        return answer;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
