package dev.rondo.measures;

/**
 * Wilson's score interval of a share, without continuity correction. Source: Wilson, "Probable
 * inference, the law of succession, and statistical inference", JASA 1927.
 */
public final class Wilson {
    private Wilson() {}

    /** NaN where {@code n} is 0. */
    public static Interval interval(long successes, long n, double level) {
        if (successes < 0 || successes > n) {
            throw new IllegalArgumentException(successes + " successes of " + n);
        }
        double z = Normal.quantile(level);
        double share = (double) successes / n;
        double centre = share + z * z / (2.0 * n);
        double reach = z * Math.sqrt((share * (1 - share) + z * z / (4.0 * n)) / n);
        double scale = 1 + z * z / n;
        return new Interval(
                successes == 0 && n > 0 ? 0 : (centre - reach) / scale,
                successes == n && n > 0 ? 1 : (centre + reach) / scale,
                level);
    }

    /** The share with its interval. */
    public static Estimate estimate(long successes, long n, double level) {
        return new Estimate((double) successes / n, interval(successes, n, level), n);
    }
}
