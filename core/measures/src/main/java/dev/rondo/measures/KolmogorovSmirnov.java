package dev.rondo.measures;

/**
 * The two-sample test's statistic and p-value: exact up to 10,000 values a sample, and Kolmogorov's
 * limit distribution at {@code sqrt(nm / (n + m)) D} above. Source of the exact form: Hodges, "The
 * significance probability of the Smirnov two-sample test", Arkiv för Matematik 1958.
 */
final class KolmogorovSmirnov {
    private static final int EXACT = 10_000;

    private KolmogorovSmirnov() {}

    static TestResult test(double[] a, double[] b) {
        var steps = new Steps(a, b);
        long greatest = 0; // of |i/n - j/m|, in units of 1 / nm, so exact
        for (int k = 0; k < steps.count; k++) {
            long distance = (long) steps.belowA[k] * b.length - (long) steps.belowB[k] * a.length;
            greatest = Math.max(greatest, Math.abs(distance));
        }
        double n = a.length;
        double m = b.length;
        double statistic = greatest / (n * m);
        double p =
                Math.max(n, m) <= EXACT
                        ? exact(a.length, b.length, greatest)
                        : limit(statistic * Math.sqrt(n * m / (n + m)));
        return new TestResult(statistic, p, 0);
    }

    /**
     * The share of the paths from (0, 0) to (n, m) that somewhere leave the diagonal by at least
     * the distance, all being equally likely when the distributions are the same. Among the paths
     * to (i, j) the last step came from (i - 1, j) with probability i / (i + j).
     */
    private static double exact(int n, int m, long distance) {
        var outside = new double[m + 1];
        for (int i = 0; i <= n; i++) {
            for (int j = 0; j <= m; j++) {
                if (Math.abs((long) i * m - (long) j * n) >= distance) {
                    outside[j] = 1;
                } else if (j == 0 || i == 0) {
                    outside[j] = 0;
                } else {
                    outside[j] = (i * outside[j] + j * outside[j - 1]) / (i + j);
                }
            }
        }
        return outside[m];
    }

    /** Kolmogorov's survival function, by whichever of its two series converges at once. */
    private static double limit(double x) {
        if (x <= 0) {
            return 1;
        }
        double sum = 0;
        if (x < 1) {
            for (int k = 1; k < 20; k += 2) {
                sum += StrictMath.exp(-k * k * Math.PI * Math.PI / (8 * x * x));
            }
            return 1 - Math.sqrt(2 * Math.PI) / x * sum;
        }
        for (int k = 1; k <= 10; k++) {
            sum += (k % 2 == 1 ? 2 : -2) * StrictMath.exp(-2 * k * k * x * x);
        }
        return sum;
    }
}
