package dev.rondo.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.monitoring.Finding.ConceptDrift;
import dev.rondo.monitoring.Finding.CovariateShift;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The world changes: other people come, or people behave differently, or both. */
class ChangedWorldTest {
    private static final int RUNS = Integer.getInteger("monitoring.runs", 3);
    private static final double LOG_ODDS = -1;

    private final World world = new World(20, LOG_ODDS, 5);

    private Reference reference(int run) {
        return world.reference(2500, 1000, 10L * run);
    }

    private Rows pool(int run) {
        return world.people(1400, 10L * run + 5);
    }

    /** Weights that grow with a column's value. */
    private static double[] weights(Rows pool, String what) {
        var weights = new double[pool.size()];
        for (int row = 0; row < weights.length; row++) {
            double pull =
                    switch (what) {
                        case "c0" -> Math.log(pool.numbers(0)[row] + 0.01);
                        case "c1" -> (pool.numbers(1)[row] - 30) / 10;
                        case "c4" -> 2 * pool.numbers(4)[row];
                        default -> logit(pool.scores[row]);
                    };
            weights[row] = Math.exp(Math.min(3, 1.2 * pull));
        }
        return weights;
    }

    private static double logit(double score) {
        return Math.log(score / (1 - score));
    }

    /** Where c11 is high, those who seemed likely to buy no longer do, and the others do. */
    private static void reverse(Rows pool, double share, long seed) {
        var sorted = pool.numbers(11).clone();
        Arrays.sort(sorted);
        double cut = sorted[(int) ((1 - share) * sorted.length)];
        var random = new Random(seed);
        for (int row = 0; row < pool.size(); row++) {
            if (pool.numbers(11)[row] > cut) {
                double reversed = 2 * LOG_ODDS - logit(pool.scores[row]);
                pool.positive[row] = random.nextDouble() < 1 / (1 + Math.exp(-reversed));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"c0", "c1", "c4", "score"})
    @DisplayName("rule 9.3: other rows of the same population are a covariate shift, nothing else")
    void covariateShift(String what) {
        for (int run = 0; run < RUNS; run++) {
            var pool = pool(run);
            var weights = weights(pool, what);
            var watch = Watch.threeWindows(reference(run), pool, 1000, weights, run, same -> same);
            var result = watch.diagnose();
            assertThat(watch.columnsFired()).hasSizeGreaterThan(2);
            assertThat(result.blocksRetraining()).as(result.message()).isFalse();
            assertThat(result.findings())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            CovariateShift.class,
                            shift ->
                                    assertThat(shift.columns())
                                            .containsExactlyInAnyOrderElementsOf(
                                                    watch.columnsFired()));
        }
    }

    @Test
    @DisplayName("rule 9.3: outcomes that turn round in a segment are a concept drift")
    void conceptDrift() {
        for (int run = 0; run < RUNS; run++) {
            var pool = pool(run);
            reverse(pool, 0.4, run);
            var watch = Watch.threeWindows(reference(run), pool, 1000, null, run, same -> same);
            assertThat(watch.columnsFired()).isEmpty();
            assertThat(watch.conceptFired()).isTrue();
            assertThat(watch.diagnose().findings())
                    .singleElement()
                    .isInstanceOfSatisfying(ConceptDrift.class, ChangedWorldTest::explained);
        }
    }

    private static void explained(ConceptDrift drift) {
        var evidence = drift.evidence();
        assertThat(evidence.pValue()).isLessThan(1e-4);
        assertThat(evidence.moneyPerDecision()).isLessThan(evidence.expectedMoneyPerDecision());
        var top = evidence.bins().getLast();
        assertThat(top.rate()).isLessThan(top.expectedRate());
        assertThat(drift.message()).contains("bought", "instead of", "Retrain");
    }

    @Test
    @DisplayName("rule 9.3: both together are both named")
    void both() {
        for (int run = 0; run < RUNS; run++) {
            var pool = pool(run);
            reverse(pool, 0.5, run);
            var weights = weights(pool, "c1");
            var watch = Watch.threeWindows(reference(run), pool, 1000, weights, run, same -> same);
            assertThat(watch.diagnose().findings())
                    .hasExactlyElementsOfTypes(CovariateShift.class, ConceptDrift.class);
        }
    }
}
