package dev.rondo.monitoring;

/**
 * Quality in one window. The realised figures rest on the outcomes known so far and say for how
 * large a share of the predictions that is (rule 6.1); the estimated one needs none.
 *
 * @param outcomes predictions with a known outcome
 * @param coverage their share of the window's predictions
 * @param mature whether the quality is judged: the coverage is reached or the time has passed
 * @param positives positive outcomes
 * @param moneyPerDecision realised; NaN without outcomes
 * @param expectedMoneyPerDecision what the same decisions bring if outcomes follow the score as in
 *     the reference
 * @param estimatedMoneyPerDecision the expectation over all of the window's predictions (estimated)
 * @param logLoss realised, in nats
 * @param rocAuc realised, over the reference's score bins; NaN with one class only
 * @param decisionRate share of predictions that were acted on
 * @param conceptEffect how far the outcome rates given the score are from the reference's,
 *     standardised: see {@link ConceptEvidence}
 * @param conceptPValue of the test behind it
 */
public record QualityResult(
        long outcomes,
        double coverage,
        boolean mature,
        long positives,
        double moneyPerDecision,
        double expectedMoneyPerDecision,
        double estimatedMoneyPerDecision,
        double logLoss,
        double rocAuc,
        double decisionRate,
        double conceptEffect,
        double conceptPValue) {}
