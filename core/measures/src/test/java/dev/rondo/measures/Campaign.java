package dev.rondo.measures;

import java.util.SplittableRandom;

/**
 * A churn campaign's money per decision: 60 for a churner kept, -40 for a needless offer, -100 for
 * a churner missed, 0 for leaving a loyal customer alone.
 *
 * @param harm the money per decision that this arm brings less, because it misses churners
 */
record Campaign(double harm) {
    static final CostMatrix GAINS = new CostMatrix(60, -40, -100, 0);

    /** Rule 7.3's default, 2% of the range. */
    static final double MARGIN = 0.02 * GAINS.range();

    static final TwoArm RULE = TwoArm.money(GAINS, MARGIN);

    static final Campaign CONTROL = new Campaign(0);

    double draw(SplittableRandom random) {
        double missed = harm / (GAINS.truePositive() - GAINS.falseNegative());
        double u = random.nextDouble();
        if (u < 0.20 - missed) {
            return GAINS.truePositive();
        }
        if (u < 0.26) {
            return GAINS.falseNegative();
        }
        return u < 0.46 ? GAINS.falsePositive() : GAINS.trueNegative();
    }
}
