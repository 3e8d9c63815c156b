package dev.rondo.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rondo.base.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A real HTTP server that keeps what it is told and answers as the test says. */
final class Receiver implements AutoCloseable {
    /** One call. */
    record Call(
            String path,
            String deliveryId,
            String timestamp,
            @Nullable String signature,
            String contentType,
            String body) {
        JsonNode json() {
            return Json.tree(body);
        }

        String event() {
            return json().path("entity").asText() + "." + json().path("action").asText();
        }

        JsonNode data() {
            return json().path("data");
        }
    }

    /** What every call is answered with: a status, and headers as name and value. */
    record Answer(int status, String... headers) {}

    final List<Call> calls = new CopyOnWriteArrayList<>();
    volatile Function<Call, Answer> answers = call -> new Answer(200);
    private final HttpServer server;

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    String url(String path) {
        return "http://localhost:" + server.getAddress().getPort() + path;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            var call =
                    new Call(
                            exchange.getRequestURI().toString(),
                            headers.getFirst("X-MLflow-Delivery-Id"),
                            headers.getFirst("X-MLflow-Timestamp"),
                            headers.getFirst("X-MLflow-Signature"),
                            headers.getFirst("Content-Type"),
                            new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            var answer = answers.apply(call);
            calls.add(call);
            for (int i = 0; i < answer.headers().length; i += 2) {
                exchange.getResponseHeaders().add(answer.headers()[i], answer.headers()[i + 1]);
            }
            exchange.sendResponseHeaders(answer.status(), 0);
            exchange.getResponseBody().write("ok".getBytes(UTF_8));
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
