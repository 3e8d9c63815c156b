package dev.rondo.e2e;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.client.RondoClient;
import java.io.IOException;
import java.util.SplittableRandom;

/**
 * One write to a run. The writer's seed and the write's number tell all of it, so that what a
 * writer has written is one number.
 */
sealed interface TrackedWrite {
    int WRITERS_OF_A_RUN = 2;

    /** A point of `loss`, which both writers of the run log; no two have the same step. */
    record Point(long step) implements TrackedWrite {}

    /** Points of `batch` from a step on, with a parameter and a tag. */
    record Batch(String name, long firstStep, int points) implements TrackedWrite {}

    record Param(String key, String value) implements TrackedWrite {}

    /** Replaces the writer's earlier value. */
    record Tag(String key, String value) implements TrackedWrite {}

    /** Replaces the writer's earlier file of the name. */
    record File(String name, long seed, int size) implements TrackedWrite {
        private static final int LARGEST = 400_000;

        byte[] content() {
            var content = new byte[size];
            new SplittableRandom(seed).nextBytes(content);
            return content;
        }
    }

    static TrackedWrite of(long seed, int writer, int number) {
        var random = new SplittableRandom(seed + number);
        var name = "w" + writer + "-" + number;
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> {
                int points = random.nextInt(1, 100);
                yield new Batch(name, ((long) number * WRITERS_OF_A_RUN + writer) * 100, points);
            }
            case 3 -> new Param(name, "value of " + name);
            case 4 -> new Tag("w" + writer, name);
            case 5 ->
                    new File(
                            "w" + writer + "-" + random.nextInt(2),
                            random.nextLong(),
                            random.nextInt(File.LARGEST));
            default -> new Point((long) number * WRITERS_OF_A_RUN + writer);
        };
    }

    /** The value at a step. */
    static double value(long step) {
        return step * 0.1;
    }

    default void send(MlflowCalls calls, String run, String folder) throws IOException {
        var body = RondoClient.object().put("run_id", run);
        switch (this) {
            case Point(var step) -> calls.post("runs/log-metric", point(body, "loss", step));
            case Batch(var name, var first, var points) -> {
                var metrics = body.putArray("metrics");
                for (int i = 0; i < points; i++) {
                    point(metrics.addObject(), "batch", first + i);
                }
                pair(body.putArray("params"), name);
                pair(body.putArray("tags"), name);
                calls.post("runs/log-batch", body);
            }
            case Param(var key, var value) ->
                    calls.post("runs/log-parameter", body.put("key", key).put("value", value));
            case Tag(var key, var value) ->
                    calls.post("runs/set-tag", body.put("key", key).put("value", value));
            case File file -> calls.put(folder + "/" + file.name(), file.content());
        }
    }

    private static void pair(ArrayNode to, String name) {
        to.addObject().put("key", name).put("value", name);
    }

    private static ObjectNode point(ObjectNode body, String key, long step) {
        return body.put("key", key)
                .put("value", value(step))
                .put("timestamp", step)
                .put("step", step);
    }
}
