package dev.rondo.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TwoSampleTest {
    static List<Golden> counts() throws IOException {
        return Golden.cases("drift.json");
    }

    static List<Golden> samples() throws IOException {
        return Golden.cases("samples.json");
    }

    static List<Golden> large() throws IOException {
        return Golden.cases("kolmogorov.json");
    }

    static List<Golden> discoveries() throws IOException {
        return Golden.cases("discoveries.json");
    }

    @ParameterizedTest
    @MethodSource("counts")
    @DisplayName("rule 5.2: the chi-square test is the two-sample one of scipy's chi2_contingency")
    void chiSquare(Golden golden) {
        var test = TwoSample.chiSquare(golden.counts("reference"), golden.counts("current"));
        golden.agrees("chiSquare", test.statistic());
        golden.agrees("pValue", test.pValue());
        assertThat(test.degreesOfFreedom()).isEqualTo(golden.whole("degreesOfFreedom"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    @DisplayName("rule 5.2: Kolmogorov-Smirnov is exact, as scipy's ks_2samp")
    void kolmogorovSmirnov(Golden golden) {
        var test = TwoSample.kolmogorovSmirnov(golden.numbers("a"), golden.numbers("b"));
        golden.agrees("statistic", test.statistic());
        golden.agrees("pValue", test.pValue());
        assertThat(test.pValue()).isCloseTo(golden.number("pValue"), withinPercentage(1e-7));
    }

    @ParameterizedTest
    @MethodSource("large")
    void largeSamplesTakeKolmogorovsLimit(Golden golden) {
        var a = IntStream.range(0, golden.whole("n")).asDoubleStream().toArray();
        int shift = golden.whole("shift");
        var b = IntStream.range(shift, shift + a.length).asDoubleStream().toArray();
        var test = TwoSample.kolmogorovSmirnov(a, b);
        Golden.same("statistic", test.statistic(), (double) shift / a.length);
        golden.agrees("pValue", test.pValue());
        assertThat(test.pValue()).isCloseTo(golden.number("pValue"), withinPercentage(1e-7));
    }

    @ParameterizedTest
    @MethodSource("discoveries")
    @DisplayName("rule 5.3: adjusted p-values are scipy's false_discovery_control")
    void benjaminiHochberg(Golden golden) {
        var adjusted = FalseDiscovery.benjaminiHochberg(golden.numbers("p"));
        var expected = golden.numbers("adjusted");
        for (int i = 0; i < expected.length; i++) {
            Golden.same("p-value " + i, adjusted[i], expected[i]);
        }
    }

    @Test
    void aTestThatCouldNotBeMadeIsNoTest() {
        assertThat(FalseDiscovery.benjaminiHochberg(new double[] {0.02, Double.NaN, 0.04}))
                .containsExactly(0.04, Double.NaN, 0.04);
        assertThat(FalseDiscovery.benjaminiHochberg(new double[0])).isEmpty();
    }

    @Test
    void nothingCanDifferInOneBin() {
        assertThat(TwoSample.chiSquare(new long[] {7, 0}, new long[] {3, 0}))
                .isEqualTo(new TestResult(0, 1, 0));
    }

    @Test
    void equalSamplesDoNotDiffer() {
        var same = new double[] {1, 1, 2};
        assertThat(TwoSample.kolmogorovSmirnov(same, same)).isEqualTo(new TestResult(0, 1, 0));
    }

    @Test
    @DisplayName("rule 4.4: a test without data has no p-value")
    void emptySamples() {
        assertThat(TwoSample.chiSquare(new long[2], new long[] {1, 2}).pValue()).isNaN();
        assertThat(TwoSample.kolmogorovSmirnov(new double[0], new double[] {1}).pValue()).isNaN();
    }

    @Test
    void wrongArgumentsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FalseDiscovery.benjaminiHochberg(new double[] {1.1}));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        TwoSample.kolmogorovSmirnov(
                                new double[] {Double.POSITIVE_INFINITY}, new double[] {1}));
    }
}
