package dev.rondo.serving;

import java.util.List;

/**
 * What replaying an endpoint's records gave (rule 8.5).
 *
 * @param replayed records of answers, shadow answers included, that were computed again
 * @param equal of them, those with the same margin and score, bit for bit, and the same decision
 * @param different the others; the first few stand in {@code firstDifferences}
 * @param failedRecords records of predictions that failed: there is nothing to compute again
 * @param models the versions that took part
 */
public record ReplayReport(
        long replayed,
        long equal,
        long different,
        long failedRecords,
        List<Difference> firstDifferences,
        List<ReplayedModel> models) {
    /** The number of differences that a report spells out. */
    public static final int MAX_DIFFERENCES = 20;

    public ReplayReport {
        firstDifferences = List.copyOf(firstDifferences);
        models = List.copyOf(models);
    }

    /** A record that did not come out as it was written. */
    public record Difference(String predictionId, String model, int version, String what) {}

    /** One version and how many records it was asked again. */
    public record ReplayedModel(String model, int version, String digest, long records) {}
}
