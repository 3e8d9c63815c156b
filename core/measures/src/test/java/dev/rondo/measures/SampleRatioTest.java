package dev.rondo.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rondo.base.Digests;
import dev.rondo.base.Json;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SampleRatioTest {
    /**
     * By hand: at weight 0.25 a canary pays +0.75 of at least -0.25, or -0.75 of at least -0.75.
     */
    @Test
    void betsToBothSides() {
        var ratio = SampleRatio.start().update(true, 0.25);
        var above = EProcess.start().update(3, -1);
        var below = EProcess.start().update(-1, -1);
        Golden.same("e", ratio.e(), (above.e() + below.e()) / 2);
        assertThat(ratio.canaries()).isEqualTo(1);
        assertThat(ratio.expected()).isEqualTo(0.25);
        assertThat(ratio.assignments()).isEqualTo(1);
    }

    @Test
    @DisplayName("rule 7.2: the hash of salt and key keeps its ratio while the weight grows")
    void theHashKeepsItsRatio() {
        var ratio = SampleRatio.start();
        for (int i = 0; i < 20_000; i++) {
            double weight = i < 10_000 ? 0.1 : 0.5;
            ratio = ratio.update(Digests.unit("release-1", "customer-" + i) < weight, weight);
        }
        assertThat(ratio.peak()).isLessThan(20);
    }

    @Test
    @DisplayName("rule 7.2: a twentieth of the canary's records lost is found")
    void lostRecordsAreFound() {
        assertThat(assignmentsUntilAlarm(0.5, 0.05)).isLessThan(30_000);
        assertThat(assignmentsUntilAlarm(0.1, 0.5)).isLessThan(1_000);
        assertThat(assignmentsUntilAlarm(0.1, -0.5)).isLessThan(1_000);
    }

    /** A negative share lost loses the control's records instead. */
    private static long assignmentsUntilAlarm(double weight, double lostShare) {
        var random = new SplittableRandom(8);
        var ratio = SampleRatio.start();
        while (ratio.peak() < 20 && ratio.assignments() < 100_000) {
            boolean canary = random.nextDouble() < weight;
            boolean lost = canary == lostShare > 0 && random.nextDouble() < Math.abs(lostShare);
            ratio = lost ? ratio : ratio.update(canary, weight);
        }
        return ratio.assignments();
    }

    @Test
    void travelsAsJson() {
        var ratio = SampleRatio.start().update(true, 0.1).update(false, 0.3);
        assertThat(Json.read(Json.write(ratio), SampleRatio.class)).isEqualTo(ratio);
    }

    @Test
    void aRouteWithoutAChoiceIsRefused() {
        var start = SampleRatio.start();
        assertThatIllegalArgumentException().isThrownBy(() -> start.update(true, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> start.update(false, 0));
    }
}
