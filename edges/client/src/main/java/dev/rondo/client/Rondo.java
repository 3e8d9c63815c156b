package dev.rondo.client;

import java.net.URI;

/**
 * Tracks what JVM programs train, and reads it back.
 *
 * <pre>{@code
 * var rondo = Rondo.at("http://127.0.0.1:8080");
 * try (var run = rondo.run("churn").param("eta", 0.1).start()) {
 *     for (int round = 0; round < 100; round++) {
 *         run.metric("loss", booster.update(), round);
 *     }
 *     run.finish();
 * }
 * var best = rondo.runs("churn").orderBy("metrics.loss ASC").first();
 * }</pre>
 *
 * Thread-safe. What blocks throws {@link RondoClientException} when the server answers with an
 * error or cannot be reached.
 */
public final class Rondo {
    private final RondoClient client;

    /** On top of a plain client. */
    public Rondo(RondoClient client) {
        this.client = client;
    }

    /** For the server at an address such as {@code http://127.0.0.1:8080}. */
    public static Rondo at(String server) {
        return new Rondo(new RondoClient(URI.create(server)));
    }

    /** Prepares a run of an experiment, which is made if there is none of the name. */
    public RunBuilder run(String experiment) {
        return new RunBuilder(client, experiment);
    }

    /** Asks for runs of these experiments; of all for none. */
    public RunSearch runs(String... experiments) {
        return new RunSearch(client, experiments);
    }

    /** A run with its latest metrics, parameters and tags. */
    public RunRecord get(String runId) {
        return RunRecord.of(client.get(RunRecord.path(runId)));
    }

    /** The files of a run. */
    public RunFiles files(String runId) {
        return new RunFiles(client, runId);
    }

    /** Registered models and their versions. */
    public Models models() {
        return new Models(client);
    }

    /** The plain HTTP client, for what has no method here. */
    public RondoClient http() {
        return client;
    }
}
