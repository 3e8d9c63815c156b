package dev.rondo.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Speaks to a Rondo server.
 *
 * <pre>{@code
 * var rondo = new RondoClient(URI.create("http://127.0.0.1:8080"));
 * var answer = rondo.post("/api/v1/endpoints/churn/predict", body);
 * System.out.println(answer.at("/predictions/0/score"));
 * }</pre>
 *
 * Thread-safe. Every method blocks, and throws {@link RondoClientException} when the server answers
 * with an error or cannot be reached.
 */
public final class RondoClient {
    /** Builds and reads the bodies. */
    public static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofMinutes(15);

    private final URI server;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT)
                    .build();

    public RondoClient(URI server) {
        this.server = server;
    }

    public URI server() {
        return server;
    }

    public JsonNode get(String path) {
        return json(request(path).GET().build());
    }

    public JsonNode post(String path, JsonNode body) {
        return json(withBody("POST", path, body));
    }

    public JsonNode put(String path, JsonNode body) {
        return json(withBody("PUT", path, body));
    }

    public JsonNode patch(String path, JsonNode body) {
        return json(withBody("PATCH", path, body));
    }

    public JsonNode delete(String path) {
        return json(request(path).DELETE().build());
    }

    public JsonNode delete(String path, JsonNode body) {
        return json(withBody("DELETE", path, body));
    }

    /** Sends a file as the body of a POST, streamed. */
    public JsonNode upload(String path, String contentType, Path file) {
        return sendFile("POST", path, contentType, file);
    }

    /** Sends a file as the body of a PUT, streamed. */
    public JsonNode putFile(String path, String contentType, Path file) {
        return sendFile("PUT", path, contentType, file);
    }

    private JsonNode sendFile(String method, String path, String contentType, Path file) {
        try {
            return json(
                    request(path)
                            .header("Content-Type", contentType)
                            .method(method, BodyPublishers.ofFile(file))
                            .build());
        } catch (FileNotFoundException e) {
            throw new RondoClientException(
                    0, "USER", "file.missing", "there is no readable file " + file);
        }
    }

    /** Sends bytes as the body. */
    public JsonNode upload(String path, String contentType, byte[] content) {
        return json(
                request(path)
                        .header("Content-Type", contentType)
                        .POST(BodyPublishers.ofByteArray(content))
                        .build());
    }

    /** Opens a body as a stream, for downloads and line-wise lists; the caller closes it. */
    public InputStream stream(String path) {
        var response = send(request(path).GET().build(), BodyHandlers.ofInputStream());
        if (response.statusCode() / 100 == 2) {
            return response.body();
        }
        try (var body = response.body()) {
            throw error(response.statusCode(), body.readAllBytes());
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /** Percent-encodes one segment of a path or one value of a query. */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    public static ObjectNode object() {
        return JSON.createObjectNode();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path)).timeout(ANSWER);
    }

    private HttpRequest withBody(String method, String path, JsonNode body) {
        try {
            return request(path)
                    .header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private JsonNode json(HttpRequest request) {
        var response = send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() / 100 != 2) {
            throw error(response.statusCode(), response.body());
        }
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new RondoClientException(
                    response.statusCode(),
                    "INTERNAL",
                    "client.no_json",
                    "the server's answer is not JSON");
        }
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(e);
        }
    }

    private RondoClientException unreachable(Exception e) {
        var reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new RondoClientException(
                0,
                "UNAVAILABLE",
                "client.unreachable",
                "no answer from "
                        + server
                        + " ("
                        + reason
                        + "). Start one with `rondo server`, or name another with --server");
    }

    private static RondoClientException error(int status, byte[] body) {
        try {
            var error = JSON.readTree(body).path("error");
            return new RondoClientException(
                    status,
                    error.path("kind").asText("INTERNAL"),
                    error.path("code").asText("unknown"),
                    error.path("message").asText("HTTP status " + status));
        } catch (IOException e) {
            return new RondoClientException(status, "INTERNAL", "unknown", "HTTP status " + status);
        }
    }
}
