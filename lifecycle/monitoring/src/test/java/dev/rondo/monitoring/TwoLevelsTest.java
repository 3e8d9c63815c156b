package dev.rondo.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.monitoring.Finding.CovariateShift;
import dev.rondo.monitoring.Finding.DataFault;
import dev.rondo.monitoring.Finding.Fault;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A flag that was true in two of three rows is true in one of three: its feed turned it round, or
 * other rows come. Its shares are the same in both cases.
 */
class TwoLevelsTest {
    private static final int RUNS = Integer.getInteger("monitoring.runs", 3);
    private static final int FLAG = 4;
    private static final double TRUE_SHARE = 2.0 / 3;

    private final World world = new World(10, -1, 5);

    /** Rows whose flag goes with column c0, or with no column at all. */
    private Rows people(int n, long seed, boolean alone) {
        var rows = world.people(n, seed);
        var random = new Random(seed);
        if (alone) {
            return rows.numbers(FLAG, flag -> random.nextDouble() < TRUE_SHARE ? 1 : 0);
        }
        var other = rows.numbers(0);
        for (int row = 0; row < n; row++) {
            double share = other[row] > 1 ? 0.9 : 2 * TRUE_SHARE - 0.9;
            rows.numbers(FLAG)[row] = random.nextDouble() < share ? 1 : 0;
        }
        return rows;
    }

    private DiagnosisResult diagnose(
            int run, boolean alone, double[] weightOfFlag, UnaryOperator<Rows> change) {
        var reference = world.reference(people(2500, 10L * run, alone), 1000, 10L * run);
        var pool = people(1400, 10L * run + 5, alone);
        var weights = new double[pool.size()];
        for (int row = 0; row < weights.length; row++) {
            weights[row] = weightOfFlag[(int) pool.numbers(FLAG)[row]];
        }
        var watch = Watch.threeWindows(reference, pool, 1000, weights, run, change);
        assertThat(watch.columnsFired()).contains("c" + FLAG);
        return watch.diagnose();
    }

    private DiagnosisResult turned(int run, boolean alone) {
        return diagnose(run, alone, new double[] {1, 1}, rows -> rows.numbers(FLAG, f -> 1 - f));
    }

    private DiagnosisResult otherMix(int run, boolean alone) {
        return diagnose(run, alone, new double[] {4, 1}, same -> same);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("rule 9.3: another mix of a flag's two levels is no fault of the data")
    void anotherMix(boolean alone) {
        for (int run = 0; run < RUNS; run++) {
            var result = otherMix(run, alone);
            assertThat(result.blocksRetraining()).as(result.message()).isFalse();
            assertThat(result.findings()).hasExactlyElementsOfTypes(CovariateShift.class);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("rule 9.3: a flag turned round is a fault if other columns tell, else a hint")
    void turnedRound(boolean alone) {
        for (int run = 0; run < RUNS; run++) {
            var result = turned(run, alone);
            if (alone) {
                assertThat(result.blocksRetraining()).isFalse();
                assertThat(result.message()).contains("exchanged", "check its feed");
            } else {
                assertThat(result.findings())
                        .singleElement()
                        .isInstanceOfSatisfying(
                                DataFault.class,
                                found -> assertThat(found.fault()).isEqualTo(Fault.SWAPPED_LEVELS));
            }
        }
    }
}
