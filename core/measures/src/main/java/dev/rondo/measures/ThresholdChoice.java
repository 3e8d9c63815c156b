package dev.rondo.measures;

/**
 * The threshold that brought most money on the data, beside its uncertainty (rule 4.3).
 *
 * @param moneyPerDecision at this threshold on the same data, so a little too good
 */
public record ThresholdChoice(
        double threshold, Interval thresholdInterval, Estimate moneyPerDecision) {}
