package dev.rondo.monitoring;

import java.util.List;

/**
 * The outcomes given the score, in the reference and now. With {@code r} the reference's rate of
 * positives for a score, two statistics say how far the outcomes are from it; each is a chi-square
 * if nothing changed:
 *
 * <ul>
 *   <li>over coarse score bins, {@code sum (positives - sum r)^2 / (sum r (1 - r) (1 + n/m))}, with
 *       n outcomes now and m in the reference, one degree of freedom per bin;
 *   <li>the score test of Cox's calibration intercept and slope (1958): of {@code logit p = a + b
 *       logit r} against a = 0, b = 1, two degrees of freedom, its variance widened likewise, over
 *       the bins that share a rate. It sees a relation that grows weaker or turns round with far
 *       fewer positives.
 * </ul>
 *
 * <p>The effect is the larger one's {@code sqrt(max(0, statistic - degrees) (1/N + 1/M))}, N and M
 * being all outcomes: the standardised distance of the rates, free of what sampling alone would
 * show.
 *
 * @param bins score bins, the lowest scores first
 * @param outcomes outcomes that it rests on
 * @param predictions predictions of the same windows
 * @param statistic over the bins
 * @param calibrationStatistic of intercept and slope
 * @param pValue twice the smaller one's, each statistic divided by the allowance for natural
 *     variation
 * @param threshold the least effect that counts
 * @param moneyPerDecision realised
 * @param expectedMoneyPerDecision with the reference's rates for the same scores and decisions
 */
public record ConceptEvidence(
        List<ScoreBin> bins,
        long outcomes,
        long predictions,
        double statistic,
        double calibrationStatistic,
        double pValue,
        double effect,
        double threshold,
        double moneyPerDecision,
        double expectedMoneyPerDecision) {
    public ConceptEvidence {
        bins = List.copyOf(bins);
    }

    /**
     * Whether the outcomes are further from the reference's than noise and the threshold explain.
     */
    public boolean drifted() {
        return effect >= threshold && pValue < ConceptJudge.ALPHA;
    }

    /**
     * One range of scores.
     *
     * @param low the lowest score, inclusive; minus infinity for the first bin
     * @param referenceOutcomes of the reference in this range
     * @param expectedRate share of positives that the reference's rates foretell for these scores
     * @param rate share of positives now; NaN without outcomes
     */
    public record ScoreBin(
            double low, long referenceOutcomes, double expectedRate, long outcomes, double rate) {}
}
