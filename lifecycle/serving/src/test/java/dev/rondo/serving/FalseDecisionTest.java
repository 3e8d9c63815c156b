package dev.rondo.serving;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * How often whole releases end wrongly, where it is hardest to tell: a candidate that loses exactly
 * the margin is the worst harmless one and the best harmful one at once.
 *
 * <p>With 30% positives and the gains 60, -40, -100, 0, a version that decides rightly with
 * probability q brings 76 q - 58 per decision. The margin is 2% of 160, that is 3.2, so the
 * candidate's q lies 3.2 / 76 below the live version's.
 */
class FalseDecisionTest {
    private static final int RELEASES = Integer.getInteger("serving.nulls", 100);
    private static final Simulation.World EDGE = new Simulation.World(0.8, 0.8 - 3.2 / 76);
    private static final ReleasePlan PLAN =
            Examples.plan(200, 500, true, new CanaryStage(0.2, 50), new CanaryStage(0.5, 50));

    @Test
    @DisplayName(
            "rule 7.3: over a whole release, shadow and canary, false roll-backs and false promotions stay below alpha each")
    void falseDecisions() {
        int rolledBack = 0;
        int promoted = 0;
        for (int seed = 0; seed < RELEASES; seed++) {
            var last = new Simulation(EDGE, PLAN, seed).run(100, 100).last();
            rolledBack += last.startsWith("ROLLED_BACK") ? 1 : 0;
            promoted += last.startsWith("LIVE") ? 1 : 0;
        }
        System.out.printf(
                "serving: %d releases at the margin, %d rolled back, %d promoted%n",
                RELEASES, rolledBack, promoted);
        double alpha = PLAN.alpha();
        double limit = RELEASES * alpha + 3 * Math.sqrt(RELEASES * alpha * (1 - alpha));
        assertThat(rolledBack).isLessThanOrEqualTo((int) limit);
        assertThat(promoted).isLessThanOrEqualTo((int) limit);
    }
}
