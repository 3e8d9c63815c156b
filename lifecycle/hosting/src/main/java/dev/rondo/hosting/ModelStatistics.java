package dev.rondo.hosting;

/**
 * What a version has done since it was loaded, as Triton counts it.
 *
 * @param lastInferenceMillis when the last request came, in milliseconds since 1970; 0 for never
 * @param success requests answered, and their time in the server
 * @param queue their time before work on them began
 * @param computeInput their time spent on reading tensors
 * @param computeInfer their time in the model
 * @param computeOutput their time spent on writing tensors
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
        Total computeOutput) {
    /** How often, and how long in all. */
    public record Total(long count, long nanos) {}
}
