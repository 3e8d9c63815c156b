package dev.rondo.training;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a candidate before it meets live traffic.
 *
 * @param validation on the part that stopped the training and chose the threshold, so a little too
 *     good
 * @param test on the part that nothing was chosen on: the figures to quote
 * @param incumbent null when there is none to compare with
 * @param warnings what a person should look at; they stop nothing
 */
public record EvaluationReport(
        ThresholdReport threshold,
        Evaluation validation,
        Evaluation test,
        @Nullable IncumbentComparison incumbent,
        List<FeatureImportance> importances,
        List<String> warnings) {
    public EvaluationReport {
        importances = List.copyOf(importances);
        warnings = List.copyOf(warnings);
    }
}
