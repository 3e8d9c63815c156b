package dev.rondo.training;

import dev.rondo.measures.Estimate;
import dev.rondo.measures.Interval;

/**
 * How the threshold was found on the validation part (rule 4.3): the formula's optimum for
 * calibrated probabilities, and the threshold that brought most money there.
 *
 * @param used from which a score means to act
 * @param rule which of the two it is, {@code formula} or {@code empirical}
 * @param reason why
 * @param formulaMoney money per decision at the formula's threshold
 * @param empiricalInterval of the empirical threshold, by a seeded stratified bootstrap
 * @param empiricalMoney money per decision at the empirical one: a little too good, as it was
 *     chosen on the same rows
 */
public record ThresholdReport(
        double used,
        String rule,
        String reason,
        double formula,
        Estimate formulaMoney,
        double empirical,
        Interval empiricalInterval,
        Estimate empiricalMoney) {}
