package dev.rondo.monitoring;

import java.util.List;

/**
 * One published revision of one window. A published result is never edited: late records and
 * outcomes bring the next revision (rule 5.5).
 *
 * @param start micros, inclusive
 * @param end micros, exclusive
 * @param revision from 1
 * @param rows predictions of the live route that were answered
 * @param failures predictions of the live route that failed
 * @param judged whether there were rows enough to judge the columns
 */
public record WindowResult(
        String endpoint,
        String model,
        int version,
        long start,
        long end,
        int revision,
        long rows,
        long failures,
        boolean judged,
        List<FeatureResult> features,
        QualityResult quality) {
    public WindowResult {
        features = List.copyOf(features);
    }
}
