package dev.rondo.monitoring;

import java.util.List;

/**
 * The outcome rates given the score, in the reference and now. With per score bin b the rates r_b
 * and c_b over m_b and n_b outcomes and the common rate p_b, the statistic is {@code X2 = sum (r_b
 * - c_b)^2 / (p_b (1 - p_b) (1/m_b + 1/n_b))}, a chi-square with as many degrees of freedom as bins
 * if nothing changed. The effect is {@code sqrt(max(0, X2 - bins) / (n m / (n + m)))}: the
 * standardised distance of the rates, free of what sampling alone would show.
 *
 * @param bins score bins, the lowest scores first, merged until each has enough expected positives
 * @param outcomes outcomes that it rests on
 * @param predictions predictions of the same windows
 * @param pValue at the statistic divided by the allowance for natural variation
 * @param moneyPerDecision realised
 * @param expectedMoneyPerDecision with the reference's rates for the same scores and decisions
 */
public record ConceptEvidence(
        List<ScoreBin> bins,
        long outcomes,
        long predictions,
        double statistic,
        double pValue,
        double effect,
        double threshold,
        double moneyPerDecision,
        double expectedMoneyPerDecision) {
    public ConceptEvidence {
        bins = List.copyOf(bins);
    }

    /** Whether the rates are further from the reference's than noise and the threshold explain. */
    public boolean drifted() {
        return effect >= threshold && pValue < ConceptJudge.ALPHA;
    }

    /**
     * One range of scores.
     *
     * @param low the lowest score, inclusive; minus infinity for the first bin
     * @param referenceRate share of positives in the reference
     * @param rate share of positives now
     */
    public record ScoreBin(
            double low, long referenceOutcomes, double referenceRate, long outcomes, double rate) {}
}
