package dev.rondo.training;

/**
 * What a candidate has to reach on the test part.
 *
 * @param minimumRocAuc the lower end of ROC-AUC's interval has to lie above it; 0.5 is guessing
 * @param maximumCalibrationError what the expected calibration error may be beyond that which
 *     chance explains on as many rows; past it the threshold's formula is not trusted either
 * @param beatTrivial whether the decisions have to bring more money than always or never acting
 * @param incumbentMargin how much less money per decision than the incumbent's is let pass, as a
 *     share of the cost matrix's range; an interval wholly below zero never passes
 */
public record GateSpec(
        double minimumRocAuc,
        double maximumCalibrationError,
        boolean beatTrivial,
        double incumbentMargin) {
    public static final GateSpec DEFAULT = new GateSpec(0.5, 0.1, true, 0.02);
}
