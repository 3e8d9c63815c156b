package dev.rondo.monitoring;

import java.util.List;
import java.util.Map;

/**
 * What a window's counts say.
 *
 * @param columnsJudged whether there were rows enough for the columns' verdicts
 * @param conceptJudged whether the outcomes are mature and enough for the concept's verdict
 * @param verdicts of the signals that were judged
 */
record Judgement(
        List<FeatureResult> features,
        QualityResult quality,
        boolean columnsJudged,
        boolean conceptJudged,
        Map<Subject, Verdict> verdicts) {
    Judgement {
        features = List.copyOf(features);
        verdicts = Map.copyOf(verdicts);
    }

    /** What a verdict is about. */
    record Subject(Signal signal, String feature) {}
}
