package dev.rondo.measures;

import org.apache.commons.statistics.distribution.TDistribution;

/** Means with their uncertainty. */
public final class Means {
    private Means() {}

    /**
     * The mean with Student's interval; of differences, it is the paired comparison. The value is
     * NaN for no values, the interval for fewer than two.
     */
    public static Estimate estimate(double[] values, double level) {
        Checks.finite(values);
        double mean = Sums.mean(values);
        int n = values.length;
        if (n < 2) {
            return new Estimate(mean, Interval.undefined(level), n);
        }
        double t = TDistribution.of(n - 1).inverseSurvivalProbability((1 - level) / 2);
        double reach = t * Math.sqrt(Sums.variance(values) / n);
        return new Estimate(mean, new Interval(mean - reach, mean + reach, level), n);
    }
}
