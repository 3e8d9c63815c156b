package dev.rondo.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IntervalsTest {
    static List<Golden> shares() throws IOException {
        return Golden.cases("wilson.json");
    }

    static List<Golden> means() throws IOException {
        return Golden.cases("means.json");
    }

    @ParameterizedTest
    @MethodSource("shares")
    @DisplayName("rule 4.2: Wilson's interval is scipy's")
    void wilson(Golden golden) {
        var interval =
                Wilson.interval(
                        golden.whole("successes"), golden.whole("n"), golden.number("level"));
        golden.agrees("low", interval.low());
        golden.agrees("high", interval.high());
    }

    @ParameterizedTest
    @MethodSource("means")
    void student(Golden golden) {
        var estimate = Means.estimate(golden.numbers("values"), golden.number("level"));
        golden.agrees("mean", estimate.value());
        golden.agrees("low", estimate.interval().low());
        golden.agrees("high", estimate.interval().high());
    }

    @Test
    @DisplayName("rule 4.4: too few values give no interval")
    void tooFew() {
        assertThat(Wilson.estimate(0, 0, 0.95).value()).isNaN();
        assertThat(Wilson.interval(0, 0, 0.95).low()).isNaN();
        assertThat(Means.estimate(new double[] {3}, 0.95).value()).isEqualTo(3);
        assertThat(Means.estimate(new double[] {3}, 0.95).interval().high()).isNaN();
        assertThat(Means.estimate(new double[0], 0.95).value()).isNaN();
    }

    @Test
    void levelsAndEndsAreChecked() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Interval(0, 1, 95));
        assertThatIllegalArgumentException().isThrownBy(() -> new Interval(2, 1, 0.95));
        assertThatIllegalArgumentException().isThrownBy(() -> Wilson.interval(3, 2, 0.95));
    }

    /** The mean of 400 values of standard deviation 1 has the standard error 0.05. */
    @Test
    void bootstrapFindsTheErrorOfAMean() {
        var random = new Random(11);
        var values = new double[400];
        Arrays.setAll(values, i -> random.nextGaussian());
        double mean = Sums.mean(values);
        double error = Math.sqrt(Sums.variance(values) / values.length);
        var interval =
                new Bootstrap(4_000, 5, 0.95)
                        .interval(
                                new boolean[400],
                                rows ->
                                        Arrays.stream(rows).mapToDouble(i -> values[i]).sum()
                                                / 400);
        assertThat(interval.low()).isCloseTo(mean - 1.96 * error, within(0.006));
        assertThat(interval.high()).isCloseTo(mean + 1.96 * error, within(0.006));
    }

    @Test
    void bootstrapKeepsTheClassesAndTheSeedDecides() {
        var positive = new boolean[50];
        Arrays.fill(positive, 0, 9, true);
        var shares =
                new Bootstrap(50, 1, 0.9)
                        .interval(
                                positive,
                                rows -> Arrays.stream(rows).filter(i -> positive[i]).count());
        assertThat(shares).isEqualTo(new Interval(9, 9, 0.9));

        var first = new Bootstrap(50, 1, 0.9).interval(positive, rows -> rows[0] + rows[20]);
        assertThat(new Bootstrap(50, 1, 0.9).interval(positive, rows -> rows[0] + rows[20]))
                .isEqualTo(first);
        assertThat(new Bootstrap(50, 2, 0.9).interval(positive, rows -> rows[0] + rows[20]))
                .isNotEqualTo(first);
    }

    @Test
    void bootstrapOfAnUndefinedStatisticIsUndefined() {
        var interval =
                new Bootstrap(10, 1, 0.9)
                        .interval(new boolean[3], rows -> rows[0] == 1 ? Double.NaN : 1);
        assertThat(interval.low()).isNaN();
        assertThat(interval.high()).isNaN();
    }
}
