package dev.rondo.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.client.RondoClient;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.SplittableRandom;

/** A running server with a small trained model behind the endpoint {@code loans}. */
final class Trained implements AutoCloseable {
    static final int ROWS = 1500;

    final RondoServer server;
    final RondoClient client;
    private final Path data;

    private Trained(ServerOptions options) {
        server = RondoServer.start(options);
        data = options.data();
        client = new RondoClient(URI.create("http://127.0.0.1:" + server.port()));
    }

    static Trained empty() {
        try {
            var data = Files.createTempDirectory("rondo-server-test");
            return new Trained(ServerOptions.local(data, 0));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static Trained loans() {
        return serve(empty());
    }

    /** The same on a server of one's own. */
    static Trained loans(ServerOptions options) {
        return serve(new Trained(options));
    }

    private static Trained serve(Trained trained) {
        trained.client.upload("/api/v1/datasets/loans/versions?target=bad", "text/csv", csv(7));
        trained.train(1);
        trained.client.post(
                "/api/v1/endpoints",
                RondoClient.object().put("name", "loans").put("model", "loans").put("version", 1));
        return trained;
    }

    /** Makes the next version of the model. */
    void train(int seed) {
        var request =
                RondoClient.object()
                        .put("dataset", "loans")
                        .put("model", "loans")
                        .put("target", "bad")
                        .put("positive", "yes")
                        .put("rounds", 30)
                        .put("seed", seed);
        var run = client.post("/api/v1/pipelines/train/runs", request);
        var ended =
                client.get("/api/v1/pipelines/runs/" + run.path("run_id").asText() + "?wait=60");
        if (!"SUCCEEDED".equals(ended.path("status").asText())) {
            throw new IllegalStateException("training: " + ended);
        }
    }

    /** Where the server keeps its tables. */
    String database() {
        return "sqlite:" + data.resolve("rondo.db");
    }

    /** Amount and job decide mostly who turns bad; note is empty now and then. */
    static byte[] csv(long seed) {
        var random = new SplittableRandom(seed);
        var text = new StringBuilder("amount,age,job,married,since,note,bad\n");
        for (int i = 0; i < ROWS; i++) {
            double amount = 100 + Math.rint(random.nextDouble() * 9000);
            var job = random.nextInt(3) == 0 ? "free" : "fixed";
            boolean bad =
                    random.nextDouble() < (job.equals("free") ? 0.15 : 0.05) + amount / 15_000;
            text.append(amount)
                    .append(',')
                    .append(18 + random.nextInt(60))
                    .append(',')
                    .append(job)
                    .append(',')
                    .append(random.nextBoolean())
                    .append(",20")
                    .append(10 + random.nextInt(15))
                    .append("-03-01,")
                    .append(random.nextInt(5) == 0 ? "" : random.nextBoolean() ? "a" : "b")
                    .append(',')
                    .append(bad ? "yes" : "no")
                    .append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** One row that the model takes. */
    static com.fasterxml.jackson.databind.node.ObjectNode features() {
        return RondoClient.object()
                .put("amount", 1200)
                .put("age", 40)
                .put("job", "fixed")
                .put("married", true)
                .put("since", "2015-03-01")
                .putNull("note");
    }

    JsonNode predict(com.fasterxml.jackson.databind.node.ObjectNode features) {
        var body = RondoClient.object();
        body.putArray("instances").addObject().put("key", "k").set("features", features);
        return client.post("/api/v1/endpoints/loans/predict", body).path("predictions").path(0);
    }

    @Override
    public void close() {
        server.close();
        try (var files = Files.walk(data)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
