package dev.rondo.server;

import dev.rondo.base.ProtoWriter;
import dev.rondo.hosting.ControlMode;
import dev.rondo.hosting.HostingOptions;
import dev.rondo.inference.InferenceRecord;
import dev.rondo.journal.Durability;
import dev.rondo.journal.Retention;
import dev.rondo.serving.FailurePolicy;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server of one model of three features that records, and its callers through every protocol. */
final class RecordedServer implements AutoCloseable {
    static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpClient http2 = HttpClient.newHttpClient();
    private final ModelServer server;
    private final Path data;

    RecordedServer(Path data, FailurePolicy policy, FullDisk disk) throws URISyntaxException {
        this.data = data;
        server =
                ModelServer.start(
                        new ModelServerOptions(
                                ModelPlace.at(model(), "churn", ControlMode.NONE),
                                ModelDoors.LOCAL,
                                HostingOptions.STANDARD,
                                null,
                                new RecordingOptions(
                                        data, Durability.PROCESS, policy, Retention.ALL)),
                        disk);
    }

    static Path model() throws URISyntaxException {
        var resource = RecordedServer.class.getResource("/three-features.json");
        if (resource == null) {
            throw new AssertionError("no model");
        }
        return Path.of(resource.toURI());
    }

    /** What becomes of a request with so many features in its row. */
    interface Caller {
        HttpResponse<byte[]> ask(int features, String requestId)
                throws IOException, InterruptedException;
    }

    /** 1, 2, 3, … in one row. */
    private static String row(int features) {
        var row = new StringBuilder("1");
        for (int i = 2; i <= features; i++) {
            row.append(',').append(i);
        }
        return row.toString();
    }

    HttpResponse<byte[]> v2(int features, String requestId)
            throws IOException, InterruptedException {
        var body =
                "{\"inputs\":[{\"name\":\"input\",\"shape\":[1,%d],\"datatype\":\"FP32\",\"data\":[%s]}]}"
                        .formatted(features, row(features));
        return post("/v2/models/churn/infer", utf8(body), requestId);
    }

    /** Nothing but the bytes of so many rows of zeros. */
    HttpResponse<byte[]> v2Zeros(int rows, String requestId)
            throws IOException, InterruptedException {
        return post(
                "/v2/models/churn/infer",
                new byte[rows * 12],
                requestId,
                "Inference-Header-Content-Length",
                "0");
    }

    HttpResponse<byte[]> v1(int features, String requestId)
            throws IOException, InterruptedException {
        var body = "{\"instances\":[[" + row(features) + "]]}";
        return post("/v1/models/churn:predict", utf8(body), requestId);
    }

    HttpResponse<byte[]> invocations(int features, String requestId)
            throws IOException, InterruptedException {
        var body = "{\"inputs\":[[" + row(features) + "]]}";
        return post("/invocations", utf8(body), requestId);
    }

    HttpResponse<byte[]> torchServe(int features, String requestId)
            throws IOException, InterruptedException {
        var body = "{\"inputs\":[[" + row(features) + "]]}";
        return post("/predictions/churn", utf8(body), requestId);
    }

    HttpResponse<byte[]> grpc(int features, String requestId)
            throws IOException, InterruptedException {
        speakHttp2();
        var values = ByteBuffer.allocate(4 * features).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 1; i <= features; i++) {
            values.putFloat(i);
        }
        var input = new ProtoWriter().text(1, "input").text(2, "FP32").packed(3, 1, features);
        var message =
                new ProtoWriter()
                        .text(1, "churn")
                        .message(5, input)
                        .bytes(7, values.array())
                        .toBytes();
        var frame = ByteBuffer.allocate(5 + message.length).put((byte) 0).putInt(message.length);
        var request =
                request("/inference.GRPCInferenceService/ModelInfer", requestId)
                        .header("Content-Type", "application/grpc")
                        .POST(BodyPublishers.ofByteArray(frame.put(message).array()));
        return http2.send(request.build(), BodyHandlers.ofByteArray());
    }

    /** The client's upgrade is the first request of a connection, and a GET. */
    private void speakHttp2() throws IOException, InterruptedException {
        var request = request("/v2/health/live", "h2");
        http2.send(request.build(), BodyHandlers.discarding());
    }

    HttpResponse<byte[]> post(String path, byte[] body, String requestId, String... headers)
            throws IOException, InterruptedException {
        var request = request(path, requestId).POST(BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        } else {
            request.header("Content-Type", "application/json");
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder request(String path, String requestId) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("X-Request-Id", requestId)
                .header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01");
    }

    String metrics() throws IOException, InterruptedException {
        var request = request("/metrics", "m");
        return client.send(request.build(), BodyHandlers.ofString()).body();
    }

    /** Read beside the server, as anybody may. */
    List<InferenceRecord> recorded() {
        var records = new ArrayList<InferenceRecord>();
        ServedPredictions.in(data)
                .visit(new InferenceRecordQuery(null, 0, Long.MAX_VALUE), records::add);
        return records;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.close();
        client.close();
        http2.close();
    }
}
