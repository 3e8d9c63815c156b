package dev.rondo.measures;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** The normal distribution's part in intervals and tests. */
final class Normal {
    private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

    private Normal() {}

    /** The z that a standard normal value stays within, to either side, with this probability. */
    static double quantile(double level) {
        return STANDARD.inverseSurvivalProbability((1 - level) / 2);
    }

    static double twoSided(double z) {
        return 2 * STANDARD.survivalProbability(Math.abs(z));
    }

    /** The value plus and minus its error, cut to [least, greatest]. */
    static Interval interval(
            double value, double error, double level, double least, double greatest) {
        double reach = quantile(level) * error;
        return new Interval(
                Math.max(least, value - reach), Math.min(greatest, value + reach), level);
    }
}
