package dev.rondo.e2e;

import dev.rondo.client.RondoClient;
import dev.rondo.inference.InferenceRecord;
import dev.rondo.server.InferenceRecordQuery;
import dev.rondo.server.ServedPredictions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A caller of {@code rondo serve} with a model of three features, and what it recorded. */
final class ServedModel implements AutoCloseable {
    /** A path, a body with room for one number, and where the score is in the answer. */
    private record Protocol(String path, String body, String score) {}

    private static final List<Protocol> PROTOCOLS =
            List.of(
                    new Protocol(
                            "/v2/models/churn/infer",
                            "{\"inputs\":[{\"name\":\"input\",\"shape\":[1,3],\"datatype\":\"FP32\",\"data\":[%s,2,3]}]}",
                            "/outputs/0/data/0"),
                    new Protocol(
                            "/v1/models/churn:predict",
                            "{\"instances\":[[%s,2,3]]}",
                            "/predictions/0"),
                    new Protocol("/invocations", "{\"inputs\":[[%s,2,3]]}", "/predictions/0"));

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;

    ServedModel(URI address) {
        this.address = address;
    }

    static Path model() {
        return Repository.root().resolve("edges/server/src/test/resources/three-features.json");
    }

    HttpResponse<byte[]> post(String path, byte[] body, String requestId, String... headers)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(address.resolve(path))
                        .header("X-Request-Id", requestId)
                        .POST(BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    /** The score of a row through one of several protocols; throws unless it is answered. */
    float score(int protocol, float value, String requestId)
            throws IOException, InterruptedException {
        var spoken = PROTOCOLS.get(protocol % PROTOCOLS.size());
        var body = spoken.body().formatted(value).getBytes(StandardCharsets.UTF_8);
        var answer = post(spoken.path(), body, requestId, "Content-Type", "application/json");
        if (answer.statusCode() != 200) {
            throw new IOException("status " + answer.statusCode());
        }
        return RondoClient.JSON.readTree(answer.body()).at(spoken.score()).floatValue();
    }

    static List<InferenceRecord> recorded(Path data) {
        var records = new ArrayList<InferenceRecord>();
        ServedPredictions.in(data)
                .visit(new InferenceRecordQuery("churn", 0, Long.MAX_VALUE), records::add);
        return records;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
