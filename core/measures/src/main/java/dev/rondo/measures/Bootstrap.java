package dev.rondo.measures;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A stratified percentile bootstrap: rows are drawn with replacement within each class, so that
 * every resample has as many positives as the data. Source: Efron and Tibshirani, "An introduction
 * to the bootstrap", 1993, chapter 13. The seed belongs to the result (rule 4.2).
 *
 * @param resamples at least 2; 1,000 is usual
 */
public record Bootstrap(int resamples, long seed, double level) {
    public Bootstrap {
        if (resamples < 2 || !(level > 0 && level < 1)) {
            throw new IllegalArgumentException("at least 2 resamples and a level in (0, 1)");
        }
    }

    /**
     * The interval of a statistic.
     *
     * @param statistic of the rows drawn, given as row numbers in an array that lasts for the call
     *     only; the interval is NaN if it ever answers NaN
     */
    public Interval interval(boolean[] positive, ToDoubleFunction<int[]> statistic) {
        if (positive.length == 0) {
            return Interval.undefined(level);
        }
        var strata = new int[][] {rows(positive, true), rows(positive, false)};
        var random = new SplittableRandom(seed);
        var drawn = new int[positive.length];
        var values = new double[resamples];
        for (int i = 0; i < resamples; i++) {
            draw(random, strata, drawn);
            values[i] = statistic.applyAsDouble(drawn);
        }
        Arrays.sort(values); // NaN sorts last
        if (Double.isNaN(values[resamples - 1])) {
            return Interval.undefined(level);
        }
        return new Interval(
                quantile(values, (1 - level) / 2), quantile(values, (1 + level) / 2), level);
    }

    private static int[] rows(boolean[] positive, boolean wanted) {
        return IntStream.range(0, positive.length).filter(i -> positive[i] == wanted).toArray();
    }

    private static void draw(SplittableRandom random, int[][] strata, int[] drawn) {
        int next = 0;
        for (var stratum : strata) {
            for (int i = 0; i < stratum.length; i++) {
                drawn[next++] = stratum[random.nextInt(stratum.length)];
            }
        }
    }

    /** Linear between the order statistics (rule 3.3). */
    private static double quantile(double[] sorted, double p) {
        double position = p * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
