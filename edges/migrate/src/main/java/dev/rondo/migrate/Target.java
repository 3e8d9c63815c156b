package dev.rondo.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.rondo.base.Digests;
import dev.rondo.client.RondoClient;
import dev.rondo.client.RondoClientException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The server into which things are brought: its import calls, and what it answers when asked. */
final class Target {
    private static final String API = "/api/v1/";
    private static final int BATCH = 10_000;

    private final RondoClient client;

    Target(RondoClient client) {
        this.client = client;
    }

    JsonNode put(String kind, JsonNode body) {
        return client.post(API + "import/" + kind, body);
    }

    /** In batches, each stored whole. */
    void measurements(String run, ArrayNode points) {
        for (int from = 0; from < points.size(); from += BATCH) {
            var body = RondoClient.object();
            var batch = body.putArray("metrics");
            for (int i = from; i < Math.min(points.size(), from + BATCH); i++) {
                batch.add(points.get(i));
            }
            client.post(API + "import/runs/" + code(run) + "/metrics", body);
        }
    }

    void alias(String model, String alias, int version) {
        client.put(
                API + "import/models/" + code(model) + "/aliases/" + code(alias),
                RondoClient.object().put("version", version));
    }

    void file(String address, Path file) {
        client.putFile(place(address), "application/octet-stream", file);
    }

    /** Empty if there is no such file. */
    Optional<InputStream> open(String address) {
        try {
            return Optional.of(client.stream(place(address)));
        } catch (RondoClientException e) {
            if (e.kind().equals("NOT_FOUND")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static String place(String address) {
        var path = address.substring(address.indexOf(":/") + 2);
        return API
                + "import/artifacts/"
                + Arrays.stream(path.split("/", -1))
                        .map(RondoClient::encode)
                        .collect(Collectors.joining("/"));
    }

    JsonNode experiment(String id) {
        return client.get(API + "experiments/" + code(id));
    }

    JsonNode run(String id) {
        return client.get(API + "runs/" + code(id));
    }

    JsonNode history(String run, String metric) {
        return client.get(API + "runs/" + code(run) + "/metrics/" + code(metric)).path("items");
    }

    JsonNode loggedModel(String id) {
        return client.get(API + "import/logged-models/" + code(id));
    }

    JsonNode model(String name) {
        return client.get(API + "models/" + code(name));
    }

    private static String code(String text) {
        return RondoClient.encode(text);
    }

    /** Of a stream that is read to its end and closed. */
    static String checksum(InputStream content) throws IOException {
        try (content) {
            var digest = Digests.sha256();
            var buffer = new byte[1 << 16];
            for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return Digests.text(digest);
        }
    }
}
