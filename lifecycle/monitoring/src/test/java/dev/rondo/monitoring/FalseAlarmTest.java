package dev.rondo.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Nothing changes, but traffic is drawn with replacement from a small pool, so that every window
 * shows the same chance differences from the reference. The whole count: {@code
 * -Dmonitoring.runs=200}.
 */
class FalseAlarmTest {
    private static final int RUNS = Integer.getInteger("monitoring.runs", 8);

    @ParameterizedTest(name = "{0} columns, {1} levels, log-odds {2}, {3} rows a window")
    @CsvSource({
        "20, 5, -4.2, 1000",
        "20, 5, -1, 500",
        "20, 20, -1, 1000",
        "20, 5, 0.4, 2000",
        "200, 20, -1, 500",
    })
    @DisplayName("rule 5.3: sampling alone fires no alarm")
    void nothingFires(int columns, int levels, double intercept, int rows) {
        var world = new World(columns, intercept, levels);
        int runs = columns > 100 ? Math.max(1, RUNS / 8) : RUNS;
        for (int run = 0; run < runs; run++) {
            var reference = world.reference(run % 2 == 0 ? 2500 : 4000, 1000, 10L * run);
            var pool = world.people(1400, 10L * run + 5);
            var watch = Watch.threeWindows(reference, pool, rows, null, run, same -> same);
            assertThat(watch.columnsFired()).as("columns of run %d", run).isEmpty();
            assertThat(watch.conceptFired()).as("concept of run %d", run).isFalse();
        }
    }
}
