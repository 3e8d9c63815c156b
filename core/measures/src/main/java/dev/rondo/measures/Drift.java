package dev.rondo.measures;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Effect sizes of a change between two samples (rule 5.2). Counts are given by bin, in the same
 * bins on both sides; with {@code p} and {@code q} the shares of the reference and the current
 * sample. NaN where a sample is empty.
 */
public final class Drift {
    private Drift() {}

    /**
     * Population stability index, {@code sum (p - q) ln(p / q)}. Bins empty on both sides are left
     * out; a bin empty on one side counts there as half an observation, so that the effect of a bin
     * that has just appeared grows with its evidence.
     */
    public static double psi(long[] reference, long[] current) {
        Checks.counts(reference, current);
        if (Sums.total(reference) == 0 || Sums.total(current) == 0) {
            return Double.NaN;
        }
        var p = shares(halfForNone(reference, current));
        var q = shares(halfForNone(current, reference));
        return sum(p, q, (a, b) -> a == b ? 0 : (a - b) * StrictMath.log(a / b));
    }

    /**
     * The value that PSI passes with this probability when nothing changed: {@code (1/n + 1/m)}
     * times the quantile of a chi-square with {@code bins - 1} degrees of freedom (rule 5.3). A
     * practical threshold below it means nothing on samples of these sizes.
     *
     * @param bins at least 2
     */
    public static double psiCritical(long n, long m, int bins, double alpha) {
        return (1.0 / n + 1.0 / m)
                * ChiSquaredDistribution.of(bins - 1.0).inverseSurvivalProbability(alpha);
    }

    /** Jensen-Shannon distance, the root of the divergence to base 2; in [0, 1]. */
    public static double jensenShannon(long[] reference, long[] current) {
        double divergence =
                compare(reference, current, (p, q) -> half(p, (p + q) / 2) + half(q, (p + q) / 2));
        return Math.sqrt(Math.max(0, divergence) / (2 * StrictMath.log(2)));
    }

    private static double half(double p, double mean) {
        return p == 0 ? 0 : p * StrictMath.log(p / mean);
    }

    /** {@code 1/2 sum |p - q|}, in [0, 1]. */
    public static double totalVariation(long[] reference, long[] current) {
        return compare(reference, current, (p, q) -> Math.abs(p - q)) / 2;
    }

    /** {@code max |p - q|}, in [0, 1]. */
    public static double lInfinity(long[] reference, long[] current) {
        Checks.counts(reference, current);
        var p = shares(toDoubles(reference));
        var q = shares(toDoubles(current));
        double greatest = 0;
        for (int i = 0; i < p.length; i++) {
            greatest = Math.max(greatest, Math.abs(p[i] - q[i]));
        }
        return greatest;
    }

    /** {@code sqrt(1/2 sum (sqrt p - sqrt q)^2)}, in [0, 1]. */
    public static double hellinger(long[] reference, long[] current) {
        double sum =
                compare(
                        reference,
                        current,
                        (p, q) -> {
                            double step = Math.sqrt(p) - Math.sqrt(q);
                            return step * step;
                        });
        return Math.sqrt(sum / 2);
    }

    /**
     * The first Wasserstein distance, the area between the distribution functions, in the values'
     * own unit. Values are finite.
     */
    public static double wasserstein(double[] a, double[] b) {
        Checks.finite(a);
        Checks.finite(b);
        if (a.length == 0 || b.length == 0) {
            return Double.NaN;
        }
        var steps = new Steps(a, b);
        var sum = new Sums();
        for (int k = 1; k < steps.count; k++) {
            double shareA = (double) steps.belowA[k] / a.length;
            double shareB = (double) steps.belowB[k] / b.length;
            sum.add((steps.values[k] - steps.values[k - 1]) * Math.abs(shareA - shareB));
        }
        return sum.value();
    }

    private static double compare(long[] reference, long[] current, DoubleBinaryOperator term) {
        Checks.counts(reference, current);
        return sum(shares(toDoubles(reference)), shares(toDoubles(current)), term);
    }

    private static double sum(double[] p, double[] q, DoubleBinaryOperator term) {
        var sum = new Sums();
        for (int i = 0; i < p.length; i++) {
            sum.add(term.applyAsDouble(p[i], q[i]));
        }
        return sum.value();
    }

    private static double[] halfForNone(long[] counts, long[] others) {
        var result = toDoubles(counts);
        for (int i = 0; i < result.length; i++) {
            if (counts[i] == 0 && others[i] > 0) {
                result[i] = 0.5;
            }
        }
        return result;
    }

    private static double[] toDoubles(long[] counts) {
        return Arrays.stream(counts).asDoubleStream().toArray();
    }

    private static double[] shares(double[] counts) {
        double total = Arrays.stream(counts).sum();
        return Arrays.stream(counts).map(count -> count / total).toArray();
    }
}
