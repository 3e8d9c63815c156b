package dev.rondo.hosting;

import dev.rondo.base.ErrorKind;
import java.util.List;
import java.util.Map;

/**
 * What a version has done since it was loaded, as Triton counts it.
 *
 * @param lastInferenceMillis when the last request came, in milliseconds since 1970; 0 for never
 * @param success requests answered, and their time in the server
 * @param queue their time before work on them began
 * @param computeInput their time spent on reading tensors
 * @param computeInfer their time in the model
 * @param computeOutput their time spent on writing tensors
 * @param detail what is told to monitoring beside that
 */
public record ModelStatistics(
        String name,
        String version,
        long lastInferenceMillis,
        Total success,
        Total fail,
        Total queue,
        Total computeInput,
        Total computeInfer,
        Total computeOutput,
        Detail detail) {
    /** How often, and how long in all. */
    public record Total(long count, long nanos) {}

    /**
     * What Triton does not count.
     *
     * @param executions how often the model was asked: less often than there were requests where
     *     several were answered together
     * @param inFlight requests at work now
     * @param failures requests that were not answered, by what sort of trouble it was
     * @param durations how many answers took up to each of {@link #BOUNDS_NANOS}, and in the end
     *     how many took longer than the last; empty where nobody counted
     */
    public record Detail(
            long executions, long inFlight, Map<ErrorKind, Long> failures, List<Long> durations) {
        /** Ends of the classes of durations. */
        public static final List<Long> BOUNDS_NANOS =
                List.of(
                        10_000L,
                        25_000L,
                        50_000L,
                        100_000L,
                        250_000L,
                        500_000L,
                        1_000_000L,
                        2_500_000L,
                        5_000_000L,
                        10_000_000L,
                        25_000_000L,
                        50_000_000L,
                        100_000_000L,
                        250_000_000L,
                        500_000_000L,
                        1_000_000_000L,
                        2_500_000_000L,
                        5_000_000_000L,
                        10_000_000_000L);

        public Detail {
            failures = Map.copyOf(failures);
            durations = List.copyOf(durations);
        }
    }

    /** Without the detail: every request was asked apart. */
    public ModelStatistics(
            String name,
            String version,
            long lastInferenceMillis,
            Total success,
            Total fail,
            Total queue,
            Total computeInput,
            Total computeInfer,
            Total computeOutput) {
        this(
                name,
                version,
                lastInferenceMillis,
                success,
                fail,
                queue,
                computeInput,
                computeInfer,
                computeOutput,
                new Detail(success.count(), 0, Map.of(), List.of()));
    }
}
