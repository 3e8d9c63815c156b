package dev.rondo.training;

import dev.rondo.measures.Estimate;
import org.jspecify.annotations.Nullable;

/**
 * The candidate against the model that is in use, on the same rows; positive differences speak for
 * the candidate.
 *
 * @param incumbent such as {@code churn/3}
 * @param evaluation of the incumbent; null when it could not be evaluated
 * @param moneyDifference money per decision, candidate minus incumbent, paired by row
 * @param rocAucDifference candidate minus incumbent, with DeLong's interval
 * @param failure why the incumbent could not be evaluated
 */
public record IncumbentComparison(
        String incumbent,
        @Nullable Evaluation evaluation,
        @Nullable Estimate moneyDifference,
        @Nullable Estimate rocAucDifference,
        @Nullable String failure) {}
