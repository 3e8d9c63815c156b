package dev.rondo.measures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much evidence a decision needs: the median over 100 seeded campaigns, at e = 20. */
class PowerTest {
    private static final int CAMPAIGNS = 100;
    private static final long LIMIT = 60_000;

    /** {@code atMost} is a tenth above what the median was when this was written. */
    @ParameterizedTest(name = "{0} of money lost per decision: at most {1} pairs")
    @CsvSource({"5, 9000", "10, 680", "16, 215", "20, 137", "30, 63"})
    @DisplayName("rule 7.3: a harmful canary is rolled back")
    void rollsBack(double harm, long atMost) {
        report("roll back at a harm of " + harm, harm, guard -> guard.harm().peak(), atMost);
    }

    @ParameterizedTest(name = "{0} of money gained per decision: at most {1} pairs")
    @CsvSource({"0, 2700", "5, 440", "10, 160", "20, 85"})
    @DisplayName("rule 7.3: a canary that is no worse is promoted")
    void promotes(double gain, long atMost) {
        report("promote at a gain of " + gain, -gain, guard -> guard.safe().peak(), atMost);
    }

    private static void report(
            String what, double harm, ToDoubleFunction<GuardState> evidence, long atMost) {
        var pairs = new long[CAMPAIGNS];
        for (int run = 0; run < CAMPAIGNS; run++) {
            pairs[run] = pairsNeeded(new SplittableRandom(7_919L * run), harm, evidence);
        }
        Arrays.sort(pairs);
        long median = pairs[CAMPAIGNS / 2];
        System.out.printf("to %s: median %d pairs%n", what, median);
        assertThat(median).isLessThanOrEqualTo(atMost);
    }

    private static long pairsNeeded(
            SplittableRandom random, double harm, ToDoubleFunction<GuardState> evidence) {
        var canary = new Campaign(harm);
        var guard = GuardState.start(Campaign.RULE);
        while (evidence.applyAsDouble(guard) < 20 && guard.pairs() < LIMIT) {
            guard = guard.update(Campaign.CONTROL.draw(random), canary.draw(random));
        }
        return guard.pairs();
    }
}
