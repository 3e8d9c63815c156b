package dev.rondo.tracking;

import dev.rondo.store.Tx;
import java.util.List;
import java.util.TreeSet;
import java.util.function.LongUnaryOperator;

/**
 * Divides the points of a run by their times into periods, in each of which they are kept by key.
 * Sorted by key alone, a batch of a thousand metrics would change a thousand pages of the table;
 * within a period it changes a few dozen. The next period begins when the present one has {@link
 * #POINTS} and all new points are later than all others, so a point's time tells its period for
 * ever, and periods follow one another as a metric's history does.
 */
final class Periods {
    /** A metric among many is found in about a page per four batches of a thousand. */
    static final int POINTS = 4_096;

    /** Where the first period of each run begins; what is earlier belongs to it too. */
    private static final long FIRST = 0;

    private Periods() {}

    /** Counts new points, of which there is one at least, and gives the period of a time. */
    static LongUnaryOperator add(Tx tx, RunHead run, List<Metric> metrics) {
        long earliest = Long.MAX_VALUE;
        long latest = run.lastTime();
        for (var metric : metrics) {
            earliest = Math.min(earliest, metric.timestampMillis());
            latest = Math.max(latest, metric.timestampMillis());
        }
        long points = run.periodPoints();
        long period = run.period();
        if (points == 0) {
            begin(tx, run, FIRST);
        } else if (points >= POINTS && earliest > Math.max(period, run.lastTime())) {
            period = earliest;
            points = 0;
            begin(tx, run, period);
        }
        RunTable.logged(tx, run, period, points + metrics.size(), latest, !run.status().ended());
        long present = period;
        return earliest >= present ? _ -> present : among(tx, run);
    }

    private static void begin(Tx tx, RunHead run, long period) {
        tx.update(
                "INSERT INTO tracking_metric_periods (run_number, period) VALUES (?, ?)",
                run.number(),
                period);
    }

    private static LongUnaryOperator among(Tx tx, RunHead run) {
        var periods =
                new TreeSet<>(
                        tx.query(
                                "SELECT period FROM tracking_metric_periods WHERE run_number = ?",
                                row -> row.integer("period"),
                                run.number()));
        return time -> {
            var period = periods.floor(time);
            return period == null ? FIRST : period;
        };
    }
}
