package dev.rondo.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ThresholdsTest {
    private static final CostMatrix CHURN = new CostMatrix(60, -40, -100, 0);
    private static final Bootstrap BOOTSTRAP = new Bootstrap(200, 3, 0.9);

    /** By hand: acting on the two highest brings 60 + 60 + 0 - 0, on the third -40 more. */
    @Test
    void actsWhereItPays() {
        var scores = new double[] {0.9, 0.8, 0.3, 0.1};
        var positive = new boolean[] {true, true, false, false};
        var choice = Thresholds.empirical(scores, positive, CHURN, BOOTSTRAP);
        assertThat(choice.threshold()).isEqualTo(0.8);
        assertThat(choice.moneyPerDecision().value()).isEqualTo(30);
    }

    @Test
    void neverActsWhereNothingIsPositive() {
        var choice =
                Thresholds.empirical(new double[] {0.4, 0.6}, new boolean[2], CHURN, BOOTSTRAP);
        assertThat(choice.threshold()).isEqualTo(Math.nextUp(0.6));
        assertThat(choice.moneyPerDecision().value()).isZero();
    }

    @Test
    void noOtherThresholdBringsMore() {
        var random = new Random(5);
        for (int run = 0; run < 200; run++) {
            int n = 1 + random.nextInt(40);
            var scores = random.ints(n, 0, 12).mapToDouble(i -> i / 12.0).toArray();
            var positive = new boolean[n];
            for (int i = 0; i < n; i++) {
                positive[i] = random.nextDouble() < scores[i];
            }
            var choice = Thresholds.empirical(scores, positive, CHURN, new Bootstrap(2, run, 0.9));
            double best =
                    Arrays.stream(scores)
                            .map(t -> Thresholds.money(scores, positive, t, CHURN, 0.9).value())
                            .max()
                            .getAsDouble();
            double never = Thresholds.money(scores, positive, 2, CHURN, 0.9).value();
            Golden.same("money", choice.moneyPerDecision().value(), Math.max(best, never));
        }
    }

    @Test
    @DisplayName("rule 4.3: calibrated scores' empirical optimum surrounds the formula's")
    void intervalHoldsTheFormula() {
        var random = new Random(9);
        var scores = random.doubles(4_000).toArray();
        var positive = new boolean[scores.length];
        for (int i = 0; i < scores.length; i++) {
            positive[i] = random.nextDouble() < scores[i];
        }
        var choice = Thresholds.empirical(scores, positive, CHURN, BOOTSTRAP);
        assertThat(choice.thresholdInterval().contains(CHURN.optimalThreshold())).isTrue();
        assertThat(choice.thresholdInterval().contains(choice.threshold())).isTrue();
        assertThat(choice.thresholdInterval().high() - choice.thresholdInterval().low())
                .isBetween(0.001, 0.2);
    }

    @Test
    void noRowsNoThreshold() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Thresholds.empirical(new double[0], new boolean[0], CHURN, BOOTSTRAP));
    }
}
