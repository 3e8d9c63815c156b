package dev.rondo.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DriftTest {
    static List<Golden> counts() throws IOException {
        return Golden.cases("drift.json");
    }

    static List<Golden> samples() throws IOException {
        return Golden.cases("samples.json");
    }

    static List<Golden> critical() throws IOException {
        return Golden.cases("psi-critical.json");
    }

    @ParameterizedTest
    @MethodSource("counts")
    @DisplayName("rule 5.2: effect sizes agree with scipy and their formulas to 1e-12")
    void effects(Golden golden) {
        var p = golden.counts("reference");
        var q = golden.counts("current");
        golden.agrees("psi", Drift.psi(p, q));
        golden.agrees("jensenShannon", Drift.jensenShannon(p, q));
        golden.agrees("totalVariation", Drift.totalVariation(p, q));
        golden.agrees("lInfinity", Drift.lInfinity(p, q));
        golden.agrees("hellinger", Drift.hellinger(p, q));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void wasserstein(Golden golden) {
        golden.agrees("wasserstein", Drift.wasserstein(golden.numbers("a"), golden.numbers("b")));
    }

    @ParameterizedTest
    @MethodSource("critical")
    void psiCritical(Golden golden) {
        golden.agrees(
                "critical",
                Drift.psiCritical(
                        golden.whole("n"),
                        golden.whole("m"),
                        golden.whole("bins"),
                        golden.number("alpha")));
    }

    @Test
    @DisplayName("rule 5.3: under no change PSI passes its critical value about as often as alpha")
    void psiUnderNoChange() {
        var random = new Random(3);
        double critical = Drift.psiCritical(1_000, 500, 10, 0.05);
        int passed = 0;
        for (int run = 0; run < 2_000; run++) {
            if (Drift.psi(tenBins(random, 1_000), tenBins(random, 500)) > critical) {
                passed++;
            }
        }
        assertThat(passed / 2_000.0).isCloseTo(0.05, within(0.02));
    }

    private static long[] tenBins(Random random, int n) {
        var counts = new long[10];
        for (int i = 0; i < n; i++) {
            counts[random.nextInt(10)]++;
        }
        return counts;
    }

    @Test
    @DisplayName("rule 5.2: a bin that has just appeared is finite, and weighs with its evidence")
    void newBins() {
        var reference = new long[] {1_000, 0};
        double one = Drift.psi(reference, new long[] {99, 1});
        double many = Drift.psi(reference, new long[] {70, 30});
        assertThat(one).isBetween(0.0, 0.1);
        assertThat(many).isGreaterThan(1);
    }

    @Test
    @DisplayName("rule 4.4: an empty sample has no effect size")
    void emptySamples() {
        var some = new long[] {1, 2};
        var none = new long[2];
        assertThat(Drift.psi(some, none)).isNaN();
        assertThat(Drift.jensenShannon(none, some)).isNaN();
        assertThat(Drift.totalVariation(none, some)).isNaN();
        assertThat(Drift.lInfinity(none, some)).isNaN();
        assertThat(Drift.hellinger(none, some)).isNaN();
        assertThat(Drift.wasserstein(new double[0], new double[] {1})).isNaN();
    }

    @Test
    void wrongArgumentsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Drift.psi(new long[1], new long[2]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Drift.psi(new long[] {-1}, new long[] {1}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Drift.wasserstein(new double[] {Double.NaN}, new double[] {1}));
    }
}
