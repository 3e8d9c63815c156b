package dev.rondo.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.measures.Classification;
import dev.rondo.measures.CostMatrix;
import dev.rondo.measures.Estimate;
import dev.rondo.measures.RocAuc;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
    private static final CostMatrix GAINS = new CostMatrix(60, -40, -100, 0);
    private final Evaluator evaluator = new Evaluator(7);

    @Test
    @DisplayName("money is counted by decision and outcome, beside both trivial policies")
    void money() {
        // One row of each kind at 0.5: (60 - 40 - 100 + 0) / 4; acting on all brings
        // (2 * 60 - 2 * 40) / 4, on none 2 * -100 / 4.
        var evaluation =
                evaluator.evaluate(
                        "test",
                        new double[] {0.9, 0.8, 0.3, 0.2},
                        new boolean[] {true, false, true, false},
                        0.5,
                        GAINS);

        assertThat(evaluation.moneyPerDecision().value()).isEqualTo(-20);
        assertThat(evaluation.alwaysActing()).isEqualTo(10);
        assertThat(evaluation.neverActing()).isEqualTo(-50);
        assertThat(evaluation.overTrivial().value()).isEqualTo(-30);
        assertThat(evaluation.decisionRate()).isEqualTo(0.5);
        assertThat(evaluation.rows()).isEqualTo(4);
        assertThat(evaluation.positives()).isEqualTo(2);
    }

    @Test
    @DisplayName(
            "rule 4.2: headline figures carry interval and n, and the bootstrap's seed is kept")
    void intervals() {
        var sample = sample(1000, 1);

        var evaluation = evaluator.evaluate("test", sample.scores(), sample.positive(), 0.2, GAINS);

        assertThat(evaluation.rocAuc())
                .isEqualTo(RocAuc.delong(sample.scores(), sample.positive(), 0.95));
        assertThat(evaluation.averagePrecision().value())
                .isEqualTo(Classification.averagePrecision(sample.scores(), sample.positive()));
        for (var estimate :
                new Estimate[] {
                    evaluation.rocAuc(),
                    evaluation.averagePrecision(),
                    evaluation.precision(),
                    evaluation.recall(),
                    evaluation.moneyPerDecision()
                }) {
            assertThat(estimate.interval().low()).isLessThan(estimate.value());
            assertThat(estimate.interval().high()).isGreaterThan(estimate.value());
            assertThat(estimate.n()).isPositive();
        }
        assertThat(evaluation.bootstrap()).isEqualTo(new Evaluation.Resampling(1000, 7));
        assertThat(evaluation.calibrationError()).isLessThan(0.05);
        assertThat(evaluator.evaluate("test", sample.scores(), sample.positive(), 0.2, GAINS))
                .isEqualTo(evaluation);
    }

    @Test
    @DisplayName(
            "rule 4.3: calibrated scores take the formula's threshold, the empirical beside it")
    void formula() {
        var sample = sample(2000, 2);

        var report = evaluator.threshold(sample.scores(), sample.positive(), GAINS, 0.1);

        // (TN - FP) / ((TN - FP) + (TP - FN)) = 40 / (40 + 160)
        assertThat(report.used()).isEqualTo(0.2);
        assertThat(report.rule()).isEqualTo("formula");
        assertThat(report.empirical()).isCloseTo(0.2, within(0.1));
        assertThat(report.empiricalInterval().contains(report.empirical())).isTrue();
        assertThat(report.empiricalMoney().value())
                .isGreaterThanOrEqualTo(report.formulaMoney().value());
    }

    @Test
    @DisplayName("rule 4.3: scores that are not calibrated take the empirical threshold")
    void empirical() {
        var sample = sample(2000, 3);
        var distorted = new double[sample.scores().length];
        for (int row = 0; row < distorted.length; row++) {
            distorted[row] = Math.sqrt(Math.sqrt(sample.scores()[row]));
        }

        var report = evaluator.threshold(distorted, sample.positive(), GAINS, 0.1);

        assertThat(report.rule()).isEqualTo("empirical");
        assertThat(report.used()).isEqualTo(report.empirical()).isCloseTo(0.67, within(0.1));
        assertThat(report.empiricalMoney().value()).isGreaterThan(report.formulaMoney().value());
    }

    @Test
    @DisplayName("one class alone gives NaN, not an error")
    void oneClass() {
        var evaluation =
                evaluator.evaluate(
                        "test", new double[] {0.1, 0.2}, new boolean[] {false, false}, 0.5, GAINS);

        assertThat(evaluation.rocAuc().value()).isNaN();
        assertThat(evaluation.averagePrecision().value()).isNaN();
        assertThat(evaluation.recall().value()).isNaN();
        assertThat(
                        evaluator
                                .threshold(new double[] {0.1, 0.2}, new boolean[2], GAINS, 0.1)
                                .formula())
                .isEqualTo(0.2);
    }

    @Test
    @DisplayName("an evaluation comes back from JSON as it went, NaN included")
    void json() {
        var sample = sample(300, 4);
        for (var positive : new boolean[][] {sample.positive(), new boolean[300]}) {
            var evaluation = evaluator.evaluate("test", sample.scores(), positive, 0.2, GAINS);

            var tree = TrainingJson.tree(evaluation);

            assertThat(TrainingJson.read(tree, Evaluation.class)).isEqualTo(evaluation);
            assertThat(tree.at("/money_per_decision/interval/low").isNumber()).isTrue();
            assertThat(tree.at("/gains/true_positive").doubleValue()).isEqualTo(60);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Sample(double[] scores, boolean[] positive) {}

    /** Scores that are the true probabilities of their outcomes. */
    private static Sample sample(int rows, long seed) {
        var random = new Random(seed);
        var scores = new double[rows];
        var positive = new boolean[rows];
        for (int row = 0; row < rows; row++) {
            scores[row] = Math.pow(random.nextDouble(), 2);
            positive[row] = random.nextDouble() < scores[row];
        }
        return new Sample(scores, positive);
    }
}
