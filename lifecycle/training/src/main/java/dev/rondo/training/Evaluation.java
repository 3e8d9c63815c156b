package dev.rondo.training;

import dev.rondo.measures.CalibrationBin;
import dev.rondo.measures.Confusion;
import dev.rondo.measures.CostMatrix;
import dev.rondo.measures.Estimate;
import java.util.List;

/**
 * How well scores and decisions did on one part of the data (rules 4.1, 4.2). What is not defined
 * on the data is NaN. Intervals have level 0.95.
 *
 * @param part such as {@code test}
 * @param rocAuc with DeLong's interval
 * @param averagePrecision with a stratified bootstrap's interval
 * @param logLoss mean, natural logarithm
 * @param threshold from which a score means to act
 * @param precision with Wilson's interval, as {@code recall}
 * @param decisionRate the share of rows acted on
 * @param calibrationError expected calibration error over {@code calibration}, ten equal bins
 * @param moneyPerDecision with Student's interval
 * @param alwaysActing money per decision of acting on every row
 * @param neverActing money per decision of acting on none
 * @param overTrivial money per decision above the better of those two, paired by row
 * @param bootstrap what made the bootstrap intervals
 */
public record Evaluation(
        String part,
        long rows,
        long positives,
        Estimate rocAuc,
        Estimate averagePrecision,
        double logLoss,
        double brier,
        double threshold,
        Confusion confusion,
        Estimate precision,
        Estimate recall,
        double f1,
        double matthews,
        double decisionRate,
        List<CalibrationBin> calibration,
        double calibrationError,
        CostMatrix gains,
        Estimate moneyPerDecision,
        double alwaysActing,
        double neverActing,
        Estimate overTrivial,
        Resampling bootstrap) {
    public Evaluation {
        calibration = List.copyOf(calibration);
    }

    /** How a bootstrap was drawn, so that it can be drawn again. */
    public record Resampling(int resamples, long seed) {}
}
