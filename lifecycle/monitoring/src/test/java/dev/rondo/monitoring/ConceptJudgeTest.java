package dev.rondo.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * By hand, on two scores only: 0.2 and 0.8, in the reference with 100 outcomes each, 20 and 80 of
 * them positive. The rates are 20.5/101 and 80.5/101, with half an observation on each side.
 */
class ConceptJudgeTest {
    private static final double LOW = 20.5 / 101;
    private static final double HIGH = 80.5 / 101;

    private final World world = new World(1, 0, 5);
    private final Reference reference = reference();

    private Reference reference() {
        var scores = new float[200];
        var positive = new boolean[200];
        for (int i = 0; i < 200; i++) {
            scores[i] = i < 100 ? 0.2f : 0.8f;
            positive[i] = i < 20 || i >= 120;
        }
        return Reference.build(
                world.people(10, 1).batch(),
                new ScoredRows(scores, positive),
                world.target,
                world.policy,
                "two scores");
    }

    /** Outcomes now: so many positives of 50 at each score. */
    private ConceptEvidence evidence(int low, int high) {
        var counts = WindowCounts.empty(reference);
        for (int i = 0; i < 50; i++) {
            counts.addOutcome(reference, 0.2f, false, i < low);
            counts.addOutcome(reference, 0.8f, true, i < high);
        }
        return new ConceptJudge(reference, counts).evidence();
    }

    @Test
    void binsAndStatistic() {
        var evidence = evidence(20, 35);
        assertThat(evidence.bins())
                .extracting(ConceptEvidence.ScoreBin::rate)
                .containsExactly(0.4, 0.7);
        assertThat(evidence.bins())
                .extracting(ConceptEvidence.ScoreBin::expectedRate)
                .containsExactly(LOW, HIGH);
        double first = square(20 - 50 * LOW) / (50 * LOW * (1 - LOW) * (1 + 50 / 100.0));
        double second = square(35 - 50 * HIGH) / (50 * HIGH * (1 - HIGH) * (1 + 50 / 100.0));
        assertThat(evidence.statistic()).isCloseTo(first + second, within(1e-9));
        // With two scores, intercept and slope can fit both rates: the statistics are the same.
        assertThat(evidence.calibrationStatistic()).isCloseTo(first + second, within(1e-9));
        // A chi-square of two degrees of freedom survives x with probability exp(-x / 2).
        assertThat(evidence.pValue()).isCloseTo(2 * Math.exp(-(first + second) / 4), within(1e-12));
        assertThat(evidence.effect())
                .isCloseTo(
                        Math.sqrt((first + second - 2) * (1 / 100.0 + 1 / 200.0)), within(1e-12));
    }

    private static double square(double x) {
        return x * x;
    }

    @Test
    void whatWasExpectedIsNoDrift() {
        var evidence = evidence(10, 40);
        assertThat(evidence.effect()).isZero();
        assertThat(evidence.drifted()).isFalse();
        assertThat(evidence.moneyPerDecision())
                .isCloseTo(evidence.expectedMoneyPerDecision(), within(0.01));
    }

    @Test
    void aReversedRelationIsDriftAndCostsMoney() {
        var evidence = evidence(40, 10);
        assertThat(evidence.drifted()).isTrue();
        // Gains of 0, -1, -1, 0: every wrong decision costs one.
        assertThat(evidence.moneyPerDecision()).isEqualTo(-80 / 100.0);
        assertThat(evidence.expectedMoneyPerDecision())
                .isCloseTo(-(LOW + 1 - HIGH) / 2, within(1e-9));
    }

    @Test
    @DisplayName("rule 6.1: without outcomes, or with too few, nothing is said")
    void tooFew() {
        var counts = WindowCounts.empty(reference);
        var none = new ConceptJudge(reference, counts);
        assertThat(none.enough()).isFalse();
        assertThat(none.evidence().drifted()).isFalse();
        assertThat(none.evidence().moneyPerDecision()).isNaN();
        for (int i = 0; i < 99; i++) {
            counts.addOutcome(reference, 0.8f, true, i % 2 == 0);
        }
        assertThat(new ConceptJudge(reference, counts).enough()).isFalse();
        counts.addOutcome(reference, 0.8f, true, false);
        assertThat(new ConceptJudge(reference, counts).enough()).isTrue();
        assertThat(List.of(none.evidence().bins().size())).containsExactly(2);
    }
}
