package dev.rondo.monitoring;

import dev.rondo.base.Ids;
import dev.rondo.base.RondoException;

/**
 * How an endpoint is watched.
 *
 * @param windowMicros length of a tumbling window of event time
 * @param latenessMicros how long after its end a window stays open for late records, on event time
 * @param badWindows M of rule 5.3: an alarm fires when so many of the last {@code ofWindows} judged
 *     windows are bad, and resolves when so many in a row are good
 * @param ofWindows N of rule 5.3
 * @param psiThreshold the practical threshold of a column's drift
 * @param alpha the level of the tests, after false-discovery-rate control over the window's columns
 * @param minimumRows windows with fewer rows are not judged
 * @param matureCoverage the share of a window's predictions whose outcome must be known before its
 *     quality is judged
 * @param maturityMicros after so much event time quality is judged whatever the coverage
 * @param idleMicros after so much clock time without a record of the endpoint the clock closes its
 *     windows
 */
public record MonitorSpec(
        String endpoint,
        long windowMicros,
        long latenessMicros,
        int badWindows,
        int ofWindows,
        double psiThreshold,
        double alpha,
        long minimumRows,
        double matureCoverage,
        long maturityMicros,
        long idleMicros) {
    public MonitorSpec {
        Ids.checkName("endpoint", endpoint);
        check(windowMicros > 0, "the window's length must be above 0");
        check(latenessMicros >= 0, "the lateness cannot be negative");
        check(
                badWindows >= 1 && badWindows <= ofWindows && ofWindows <= 100,
                "M of N needs 1 <= M <= N <= 100");
        check(psiThreshold > 0, "the PSI threshold must be above 0");
        check(alpha > 0 && alpha < 1, "alpha lies between 0 and 1");
        check(minimumRows >= 1, "the least number of rows is 1");
        check(
                matureCoverage > 0 && matureCoverage <= 1,
                "the coverage of a mature window lies above 0 and at most at 1");
        check(maturityMicros >= 0 && idleMicros > 0, "times cannot be negative");
    }

    /**
     * The usual settings for a window's length: no lateness, 2 of 3 windows, PSI 0.1, alpha 0.01,
     * at least 100 rows, 80 % coverage or ten windows for maturity, idle after one window's length.
     */
    public static MonitorSpec of(String endpoint, long windowMicros) {
        return new MonitorSpec(
                endpoint,
                windowMicros,
                0,
                2,
                3,
                0.1,
                0.01,
                100,
                0.8,
                10 * windowMicros,
                windowMicros);
    }

    private static void check(boolean holds, String reason) {
        if (!holds) {
            throw RondoException.user("monitor.invalid", "the monitor's settings make no sense")
                    .because(reason)
                    .next("correct the setting");
        }
    }
}
