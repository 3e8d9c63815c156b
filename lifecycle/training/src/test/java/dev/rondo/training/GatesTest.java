package dev.rondo.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.measures.CostMatrix;
import dev.rondo.measures.Estimate;
import dev.rondo.measures.Interval;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GatesTest {
    private static final CostMatrix GAINS = new CostMatrix(60, -40, -100, 0);
    private static final Evaluation GOOD = evaluation(1, 1);

    @Test
    @DisplayName("a model that tells, is calibrated and pays passes")
    void passes() {
        var report = Gates.check(GateSpec.DEFAULT, GOOD, null);

        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(report.checks())
                .extracting(GateCheck::name)
                .containsExactly("roc_auc", "calibration", "money_over_trivial");
    }

    @Test
    @DisplayName("a model that guesses is refused")
    void guesses() {
        assertThat(failed(Gates.check(GateSpec.DEFAULT, evaluation(0, 1), null)))
                .contains("roc_auc", "money_over_trivial");
    }

    @Test
    @DisplayName("a model whose scores are no probabilities is refused")
    void uncalibrated() {
        assertThat(failed(Gates.check(GateSpec.DEFAULT, evaluation(1, 4), null)))
                .contains("calibration");
    }

    @Test
    @DisplayName("rule 4.4: an undefined figure fails its check, with the reason")
    void undefined() {
        var oneClass =
                new Evaluator(1)
                        .evaluate("test", new double[] {0.1, 0.9}, new boolean[2], 0.5, GAINS);

        var check = Gates.check(GateSpec.DEFAULT, oneClass, null).checks().getFirst();

        assertThat(check.passed()).isFalse();
        assertThat(check.observed()).isNaN();
        assertThat(check.reason()).isEqualTo("the figure is not defined here");
    }

    @Test
    @DisplayName("rule 4.4: an incumbent that cannot be evaluated fails the gate, with the reason")
    void missingBaseline() {
        var comparison =
                new IncumbentComparison("churn/1", null, null, null, "there is no column tenure");

        var report = Gates.check(GateSpec.DEFAULT, GOOD, comparison);

        assertThat(failed(report)).containsExactly("money_against_incumbent");
        assertThat(report.checks().getLast().reason()).contains("there is no column tenure");
    }

    @Test
    @DisplayName("against an incumbent: refused when shown to be worse, or worse by the margin")
    void incumbent() {
        // The margin is 2 % of the range: 0.02 * (60 - -100) = 3.2
        assertThat(against(1, -2, 4)).isTrue();
        assertThat(against(-2, -6, 2)).isTrue();
        assertThat(against(-2, -3, -1)).as("shown to be worse").isFalse();
        assertThat(against(-4, -9, 1)).as("worse by more than the margin").isFalse();
        assertThat(against(Double.NaN, Double.NaN, Double.NaN)).isFalse();
    }

    private static boolean against(double difference, double low, double high) {
        var estimate = new Estimate(difference, new Interval(low, high, 0.95), 1000);
        var comparison = new IncumbentComparison("churn/1", GOOD, estimate, estimate, null);
        return Gates.check(GateSpec.DEFAULT, GOOD, comparison).passed();
    }

    private static List<String> failed(GateReport report) {
        assertThat(report.passed()).isFalse();
        return report.checks().stream().filter(c -> !c.passed()).map(GateCheck::name).toList();
    }

    /**
     * @param signal 1 for scores that are the true probabilities, 0 for scores without any relation
     * @param power what the scores are distorted by
     */
    private static Evaluation evaluation(double signal, double power) {
        var random = new Random(3);
        var scores = new double[1000];
        var positive = new boolean[scores.length];
        for (int row = 0; row < scores.length; row++) {
            double truth = random.nextDouble();
            positive[row] = random.nextDouble() < signal * truth + (1 - signal) * 0.2;
            scores[row] = Math.pow(truth, power);
        }
        return new Evaluator(1).evaluate("test", scores, positive, 0.2, GAINS);
    }
}
