package dev.rondo.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.client.RondoClient;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SplittableRandom;

/** A small table about loans, and the calls that make a served model of it. */
final class Loans {
    private Loans() {}

    static byte[] csv(int rows, long seed) {
        var random = new SplittableRandom(seed);
        var text = new StringBuilder("amount,age,job,bad\n");
        for (int i = 0; i < rows; i++) {
            double amount = 100 + 9000 * random.nextDouble();
            var job = random.nextInt(3) == 0 ? "free" : "fixed";
            boolean bad =
                    random.nextDouble() < (job.equals("free") ? 0.15 : 0.05) + amount / 15_000;
            text.append(
                    "%.2f,%d,%s,%s%n"
                            .formatted(amount, 18 + random.nextInt(60), job, bad ? "yes" : "no"));
        }
        return text.toString().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    }

    static String train(RondoClient client) {
        client.upload("/api/v1/datasets/loans/versions?target=bad", "text/csv", csv(1500, 3));
        var request =
                RondoClient.object()
                        .put("dataset", "loans")
                        .put("model", "loans")
                        .put("target", "bad")
                        .put("positive", "yes")
                        .put("rounds", 30);
        return client.post("/api/v1/pipelines/train/runs", request).path("run_id").asText();
    }

    static JsonNode await(RondoClient client, String run) {
        for (int i = 0; i < 10; i++) {
            var view = client.get("/api/v1/pipelines/runs/" + run + "?wait=30");
            if (view.path("ended_at").isTextual()) {
                return view;
            }
        }
        throw new IllegalStateException("the run does not end");
    }

    static void serve(RondoClient client) {
        var run = await(client, train(client));
        if (!"SUCCEEDED".equals(run.path("status").asText())) {
            throw new IllegalStateException(run.toString());
        }
        client.post(
                "/api/v1/endpoints",
                RondoClient.object().put("name", "loans").put("model", "loans").put("version", 1));
    }

    static ObjectNode request(int rows) {
        var body = RondoClient.object();
        var instances = body.putArray("instances");
        for (int i = 0; i < rows; i++) {
            instances
                    .addObject()
                    .put("key", "k" + i)
                    .putObject("features")
                    .put("amount", 100 + i)
                    .put("age", 40)
                    .put("job", "fixed");
        }
        return body;
    }

    static JsonNode predict(RondoClient client, int rows) {
        return client.post("/api/v1/endpoints/loans/predict", request(rows)).path("predictions");
    }
}
