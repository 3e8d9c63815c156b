package dev.rondo.serving;

import dev.rondo.inference.Route;
import java.util.List;

/**
 * Counts since the start of this process, in the order of their labels. Immutable.
 *
 * @param answers rows by what became of them
 * @param decisions answered rows by decision
 * @param durations requests by duration
 * @param endpoints what happened beside the answers
 */
public record MetricsSnapshot(
        List<Answers> answers,
        List<Decisions> decisions,
        List<Durations> durations,
        List<Incidents> endpoints) {
    /** Upper bounds of the duration buckets in seconds; one more bucket is open. */
    public static final List<Double> BUCKETS =
            List.of(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5);

    public MetricsSnapshot {
        answers = List.copyOf(answers);
        decisions = List.copyOf(decisions);
        durations = List.copyOf(durations);
        endpoints = List.copyOf(endpoints);
    }

    /**
     * Rows of one outcome.
     *
     * @param code {@code ok} or an error's code
     */
    public record Answers(
            String endpoint, String model, int version, Route route, String code, long rows) {}

    /** Answered rows of one decision. */
    public record Decisions(
            String endpoint, String model, int version, Route route, boolean acted, long rows) {}

    /**
     * The requests of one endpoint by duration.
     *
     * @param counts requests per bucket, not cumulative; one more than {@link #BUCKETS}
     */
    public record Durations(String endpoint, List<Long> counts, double sumSeconds) {
        public Durations {
            counts = List.copyOf(counts);
        }
    }

    /**
     * What one endpoint lost.
     *
     * @param shadowDropped rows that shadow had no room for
     * @param journalFailures rows that could not be recorded
     */
    public record Incidents(String endpoint, long shadowDropped, long journalFailures) {}
}
