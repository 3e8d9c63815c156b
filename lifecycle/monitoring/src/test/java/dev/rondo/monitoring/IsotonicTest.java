package dev.rondo.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class IsotonicTest {
    /** By hand: 3/4 then 1/4 fall and become 4/8; 4/5 stays above; the empty bin joins its left. */
    @Test
    void violatorsArePooled() {
        var rates = Isotonic.rates(new long[] {3, 1, 4, 0}, new long[] {1, 3, 1, 0});
        assertThat(rates).containsExactly(4.5 / 9, 4.5 / 9, 4.5 / 6, 4.5 / 6);
    }

    /**
     * Isotonic regression is max over s of min over t of the mean of s..t (Barlow and others,
     * 1972).
     */
    @Test
    @DisplayName("agrees with the min-max formula")
    void minMax() {
        var random = new Random(1);
        for (int run = 0; run < 200; run++) {
            int bins = 1 + random.nextInt(12);
            var positives = new long[bins];
            var negatives = new long[bins];
            for (int i = 0; i < bins; i++) {
                positives[i] = 1000L * random.nextInt(5);
                negatives[i] = 1000L * (1 + random.nextInt(5));
            }
            var rates = Isotonic.rates(positives, negatives);
            for (int i = 0; i < bins; i++) {
                // Counts in thousands make the half an observation per pool small.
                assertThat(rates[i]).isCloseTo(minMax(positives, negatives, i), within(1e-3));
            }
            assertThat(rates).isSorted();
        }
    }

    private static double minMax(long[] positives, long[] negatives, int i) {
        double most = 0;
        for (int s = 0; s <= i; s++) {
            double least = 1;
            for (int t = i; t < positives.length; t++) {
                double hits = Arrays.stream(positives, s, t + 1).sum();
                double all = hits + Arrays.stream(negatives, s, t + 1).sum();
                least = Math.min(least, hits / all);
            }
            most = Math.max(most, least);
        }
        return most;
    }
}
