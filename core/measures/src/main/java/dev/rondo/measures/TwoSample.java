package dev.rondo.measures;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/** Tests of whether two samples come from one distribution (rule 5.2). */
public final class TwoSample {
    private TwoSample() {}

    /**
     * Pearson's chi-square on the table of two samples by bins, without continuity correction. Bins
     * empty on both sides are left out; with one bin only, nothing can differ and p is 1.
     */
    public static TestResult chiSquare(long[] a, long[] b) {
        Checks.counts(a, b);
        double totalA = Sums.total(a);
        double totalB = Sums.total(b);
        if (totalA == 0 || totalB == 0) {
            return new TestResult(Double.NaN, Double.NaN, 0);
        }
        var sum = new Sums();
        int bins = 0;
        for (int i = 0; i < a.length; i++) {
            double both = a[i] + b[i];
            if (both > 0) {
                bins++;
                sum.add(term(a[i], both * totalA / (totalA + totalB)));
                sum.add(term(b[i], both * totalB / (totalA + totalB)));
            }
        }
        if (bins == 1) {
            return new TestResult(0, 1, 0);
        }
        double p = ChiSquaredDistribution.of(bins - 1.0).survivalProbability(sum.value());
        return new TestResult(sum.value(), p, bins - 1);
    }

    private static double term(long observed, double expected) {
        return (observed - expected) * (observed - expected) / expected;
    }

    /**
     * Kolmogorov and Smirnov's test, two-sided; the statistic is the greatest distance of the
     * distribution functions. Values are finite. Ties make it conservative. See {@link
     * KolmogorovSmirnov} for the p-value.
     */
    public static TestResult kolmogorovSmirnov(double[] a, double[] b) {
        Checks.finite(a);
        Checks.finite(b);
        if (a.length == 0 || b.length == 0) {
            return new TestResult(Double.NaN, Double.NaN, 0);
        }
        return KolmogorovSmirnov.test(a, b);
    }
}
