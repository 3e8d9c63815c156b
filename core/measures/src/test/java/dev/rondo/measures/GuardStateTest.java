package dev.rondo.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rondo.base.Json;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GuardStateTest {
    private static final GuardState START = GuardState.start(Campaign.RULE);

    @Test
    void startsWithoutEvidence() {
        assertThat(START.harm().e()).isEqualTo(1);
        assertThat(START.safe().e()).isEqualTo(1);
        assertThat(START.pairs()).isZero();
        assertThat(START.control().mean()).isNaN();
    }

    /** 20 a pair: payoffs of -(20 + 3.2) and 20 + 3.2 on a range of 160. */
    @Test
    void aPairBetsBothWays() {
        var guard = START.update(-40, -20);
        Golden.same("harm", guard.harm().e(), EProcess.start().update(-23.2, -163.2).e());
        Golden.same("safe", guard.safe().e(), EProcess.start().update(23.2, -156.8).e());
    }

    @Test
    @DisplayName("rule 7.3: outcomes of two arms are compared in concurrent blocks")
    void blocks() {
        var open = START.observe(Arm.CONTROL, 60).observe(Arm.CONTROL, 0);
        assertThat(open.pairs()).isZero();
        assertThat(open.control()).isEqualTo(new ArmTotal(2, 60));

        var ended = open.observe(Arm.CANARY, -40);
        var compared = START.update(30, -40);
        assertThat(ended.pairs()).isEqualTo(1);
        assertThat(ended.harm()).isEqualTo(compared.harm());
        assertThat(ended.safe()).isEqualTo(compared.safe());
        assertThat(ended.openControl()).isEqualTo(ArmTotal.NONE);

        var canaryFirst = ended.observe(Arm.CANARY, 60).observe(Arm.CONTROL, -100);
        assertThat(canaryFirst.harm()).isEqualTo(compared.update(-100, 60).harm());
        assertThat(canaryFirst.canary().mean()).isEqualTo(10);
    }

    @Test
    void aMeansRoundingPassesNoBound() {
        var guard = GuardState.start(TwoArm.means(0, 0.1, 0.01));
        for (int i = 0; i < 3; i++) {
            guard = guard.observe(Arm.CONTROL, 0.1); // their sum over 3 exceeds 0.1
        }
        assertThat(guard.observe(Arm.CANARY, 0.1).pairs()).isEqualTo(1);
    }

    @Test
    void goesOnFromJsonAsIfNothingHadHappened() {
        var random = new SplittableRandom(4);
        var guard = START;
        for (int i = 0; i < 500; i++) {
            var arm = random.nextDouble() < 0.3 ? Arm.CANARY : Arm.CONTROL;
            guard = guard.observe(arm, Campaign.CONTROL.draw(random));
        }
        var back = Json.read(Json.write(guard), GuardState.class);
        assertThat(back).isEqualTo(guard);
        assertThat(back.observe(Arm.CANARY, 60)).isEqualTo(guard.observe(Arm.CANARY, 60));
    }

    @Test
    @DisplayName("rule 7.3: rates are held against a share of the concurrent control's")
    void rates() {
        var rule = TwoArm.rates(0.05);
        Golden.same("both", rule.harmPayoff(1, 1), -0.05);
        Golden.same("control only", rule.harmPayoff(1, 0), 0.95);
        Golden.same("canary only", rule.harmPayoff(0, 1), -1);
        assertThat(rule.harmPayoff(0, 0)).isZero();
        assertThat(rule.leastHarmPayoff()).isEqualTo(-1);
        assertThat(rule.leastSafePayoff()).isEqualTo(-0.95);
        // pCanary = 0.95 pControl is the edge of both nulls, whatever the control's rate
        for (double p : new double[] {0.01, 0.3, 0.9}) {
            Golden.same("edge", mean(rule, p, 0.95 * p), 0);
        }
    }

    private static double mean(TwoArm rule, double control, double canary) {
        return control * canary * rule.harmPayoff(1, 1)
                + control * (1 - canary) * rule.harmPayoff(1, 0)
                + (1 - control) * canary * rule.harmPayoff(0, 1)
                + (1 - control) * (1 - canary) * rule.harmPayoff(0, 0);
    }

    @Test
    void rulesThatCannotHoldAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> TwoArm.means(0, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> TwoArm.means(0, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> TwoArm.means(1, 1, 0.1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TwoArm.means(0, Double.POSITIVE_INFINITY, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> TwoArm.rates(1));
        assertThatIllegalArgumentException().isThrownBy(() -> START.observe(Arm.CANARY, 61));
        assertThatIllegalArgumentException().isThrownBy(() -> START.update(0, Double.NaN));
    }
}
