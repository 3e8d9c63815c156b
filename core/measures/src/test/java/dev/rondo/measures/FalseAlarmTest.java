package dev.rondo.measures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * How often guardrails are wrong where they are most easily wrong: at the edge of their null, read
 * after every one of 3,000 pairs, or of 5,000 outcomes of two arms. {@code -Dmeasures.nulls=10000}
 * for the whole count.
 */
class FalseAlarmTest {
    private static final int NULLS = Integer.getInteger("measures.nulls", 1_000);
    private static final int PAIRS = 3_000;
    private static final int OUTCOMES = 5_000;
    private static final double ALPHA = 0.05;

    /** Loses exactly the margin: neither harmful nor safe. */
    private static final Campaign EDGE = new Campaign(Campaign.MARGIN);

    @Test
    @DisplayName("rule 7.3: money: a canary at the margin is rolled back, or promoted, in alpha")
    void money() {
        judge("money, paired", random -> paired(random, EDGE));
    }

    @Test
    @DisplayName("rule 7.3: money: the same holds for two arms of 10 and 90 percent")
    void twoArms() {
        judge("money, 10% canary", random -> arms(random, 0.1, EDGE, 0));
    }

    @Test
    @DisplayName("rule 7.3: the control is concurrent: a world that gets worse is no harm")
    void changingWorld() {
        judge("money, the world loses 27 half-way", random -> arms(random, 0.1, EDGE, 27));
    }

    @Test
    @DisplayName("rule 7.3: rates: a canary at the relative margin is judged in alpha")
    void rates() {
        judge("rates", FalseAlarmTest::rates);
    }

    @Test
    @DisplayName("rule 7.2: a right sample ratio is doubted in at most alpha")
    void sampleRatio() {
        int alarms = 0;
        for (int run = 0; run < NULLS; run++) {
            alarms += ratio(random(run)).peak() >= 1 / ALPHA ? 1 : 0;
        }
        holds("doubts of the sample ratio", alarms);
    }

    private static void judge(String what, Function<SplittableRandom, GuardState> release) {
        int rollbacks = 0;
        int promotions = 0;
        for (int run = 0; run < NULLS; run++) {
            var guard = release.apply(random(run));
            rollbacks += guard.harm().peak() >= 1 / ALPHA ? 1 : 0;
            promotions += guard.safe().peak() >= 1 / ALPHA ? 1 : 0;
        }
        holds("rollbacks, " + what, rollbacks);
        holds("promotions, " + what, promotions);
    }

    private static SplittableRandom random(int run) {
        return new SplittableRandom(1_000_003L * run + 17);
    }

    private static GuardState paired(SplittableRandom random, Campaign canary) {
        var guard = GuardState.start(Campaign.RULE);
        for (int i = 0; i < PAIRS; i++) {
            guard = guard.update(Campaign.CONTROL.draw(random), canary.draw(random));
        }
        return guard;
    }

    /**
     * @param worse what both arms lose from the middle on
     */
    private static GuardState arms(
            SplittableRandom random, double weight, Campaign canary, double worse) {
        var guard = GuardState.start(Campaign.RULE);
        for (int i = 0; i < OUTCOMES; i++) {
            double lost = i < OUTCOMES / 2 ? 0 : worse;
            guard =
                    random.nextDouble() < weight
                            ? guard.observe(
                                    Arm.CANARY, new Campaign(canary.harm() + lost).draw(random))
                            : guard.observe(Arm.CONTROL, new Campaign(lost).draw(random));
        }
        return guard;
    }

    private static GuardState rates(SplittableRandom random) {
        var guard = GuardState.start(TwoArm.rates(0.05));
        for (int i = 0; i < PAIRS; i++) {
            double control = random.nextDouble() < 0.3 ? 1 : 0;
            guard = guard.update(control, random.nextDouble() < 0.95 * 0.3 ? 1 : 0);
        }
        return guard;
    }

    private static SampleRatio ratio(SplittableRandom random) {
        var ratio = SampleRatio.start();
        for (int i = 0; i < PAIRS; i++) {
            double weight = i < PAIRS / 2 ? 0.1 : 0.5;
            ratio = ratio.update(random.nextDouble() < weight, weight);
        }
        return ratio;
    }

    /** The rate stays within alpha and three standard errors of the simulation. */
    private static void holds(String what, int alarms) {
        double rate = (double) alarms / NULLS;
        System.out.printf("false %s: %d of %d (%.2f%%)%n", what, alarms, NULLS, 100 * rate);
        assertThat(rate)
                .as(what)
                .isLessThanOrEqualTo(ALPHA + 3 * Math.sqrt(ALPHA * (1 - ALPHA) / NULLS));
    }
}
