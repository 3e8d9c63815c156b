package dev.rondo.measures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RocAucTest {
    /** scipy.stats.norm.ppf(0.975). */
    private static final double Z = 1.959963984540054;

    static List<Golden> cases() throws IOException {
        return Golden.cases("classification.json");
    }

    @ParameterizedTest
    @MethodSource("cases")
    @DisplayName("rule 4.2: DeLong's interval follows from the variance over all pairs")
    void delong(Golden golden) {
        var estimate = RocAuc.delong(golden.numbers("scores"), golden.flags("positive"), 0.95);
        double reach = Z * Math.sqrt(golden.number("delongVariance"));
        double auc = golden.number("rocAuc");
        Golden.same("low", estimate.interval().low(), Math.max(0, auc - reach));
        Golden.same("high", estimate.interval().high(), Math.min(1, auc + reach));
        assertThat(estimate.n()).isEqualTo(golden.flags("positive").length);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void pairedDelong(Golden golden) {
        var comparison =
                RocAuc.paired(
                        golden.numbers("scores"),
                        golden.numbers("other"),
                        golden.flags("positive"),
                        0.95);
        double error = Math.sqrt(golden.number("differenceVariance"));
        golden.agrees("difference", comparison.difference().value());
        Golden.same("z", comparison.z(), golden.number("difference") / error);
    }

    @Test
    void aScoreComparedWithItselfDiffersInNothing() {
        var scores = new double[] {0.1, 0.7, 0.3, 0.9, 0.2};
        var positive = new boolean[] {false, true, true, true, false};
        var comparison = RocAuc.paired(scores, scores, positive, 0.95);
        assertThat(comparison.z()).isZero();
        assertThat(comparison.pValue()).isEqualTo(1);
    }

    /** The definition, over every pair, against ranks; ties are frequent. */
    @Test
    void agreesWithCountingPairs() {
        var random = new Random(7);
        for (int run = 0; run < 300; run++) {
            int n = 4 + random.nextInt(60);
            var scores = random.ints(n, -3, 1 + random.nextInt(30)).asDoubleStream().toArray();
            var positive = new boolean[n];
            for (int i = 0; i < n; i++) {
                positive[i] = i < 2 || (i > 3 && random.nextBoolean());
            }
            var naive = NaiveDelong.of(scores, positive);
            Golden.same("area", RocAuc.value(scores, positive), naive.area());
            var interval = RocAuc.delong(scores, positive, 0.95).interval();
            double reach = Z * Math.sqrt(naive.variance());
            Golden.same("low", interval.low(), Math.max(0, naive.area() - reach));
            Golden.same("high", interval.high(), Math.min(1, naive.area() + reach));
        }
    }

    @Test
    void negativeZeroIsZero() {
        assertThat(RocAuc.value(new double[] {0.0, -0.0}, new boolean[] {true, false}))
                .isEqualTo(0.5);
    }

    /**
     * DeLong's variance from the covariances of the pairs' kernel (Hoeffding's form with unbiased
     * means over pairs of pairs), not from structural components.
     */
    private record NaiveDelong(double area, double variance) {
        static NaiveDelong of(double[] scores, boolean[] positive) {
            var x = pick(scores, positive, true);
            var y = pick(scores, positive, false);
            double all = 0;
            double samePositive = 0;
            double sameNegative = 0;
            for (double a : x) {
                for (double b : y) {
                    all += kernel(a, b);
                    for (double c : y) {
                        samePositive += kernel(a, b) * kernel(a, c);
                    }
                    for (double c : x) {
                        sameNegative += kernel(a, b) * kernel(c, b);
                    }
                }
            }
            double m = x.length;
            double n = y.length;
            double area = all / (m * n);
            double ofPositives = (samePositive / (n * n) - m * area * area) / (m - 1);
            double ofNegatives = (sameNegative / (m * m) - n * area * area) / (n - 1);
            return new NaiveDelong(area, Math.max(0, ofPositives / m + ofNegatives / n));
        }

        private static double kernel(double x, double y) {
            return x > y ? 1 : x == y ? 0.5 : 0;
        }

        private static double[] pick(double[] scores, boolean[] positive, boolean wanted) {
            return java.util.stream.IntStream.range(0, scores.length)
                    .filter(i -> positive[i] == wanted)
                    .mapToDouble(i -> scores[i])
                    .toArray();
        }
    }
}
