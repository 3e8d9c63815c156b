package dev.rondo.monitoring;

import dev.rondo.base.Json;
import dev.rondo.store.Row;
import dev.rondo.store.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Windows' states and their published results. */
final class WindowTable {
    private static final String COLUMNS =
            "model, version, window_start, window_end, revision, closed, dirty, mature,"
                    + " coverage_step, counts";

    private WindowTable() {}

    static List<Window> unsettled(Tx tx, String endpoint) {
        return tx.query(
                "SELECT " + COLUMNS + " FROM monitoring_windows WHERE endpoint = ? AND settled = 0",
                WindowTable::window,
                endpoint);
    }

    /** The windows with these starts, of every version. */
    static List<Window> startingAt(Tx tx, String endpoint, Set<Long> starts) {
        var windows = new ArrayList<Window>();
        for (long start : starts) {
            windows.addAll(
                    tx.query(
                            "SELECT "
                                    + COLUMNS
                                    + " FROM monitoring_windows WHERE endpoint = ?"
                                    + " AND window_start = ?",
                            WindowTable::window,
                            endpoint,
                            start));
        }
        return windows;
    }

    /** A version's windows from a start on, oldest first. */
    static List<Window> from(Tx tx, String endpoint, VersionKey version, long start, int limit) {
        return tx.query(
                "SELECT "
                        + COLUMNS
                        + " FROM monitoring_windows WHERE endpoint = ? AND model = ?"
                        + " AND version = ? AND window_start >= ? ORDER BY window_start LIMIT ?",
                WindowTable::window,
                endpoint,
                version.model(),
                version.version(),
                start,
                limit);
    }

    private static Window window(Row row) {
        var version = new VersionKey(row.text("model"), (int) row.integer("version"));
        var window =
                Window.stored(
                        new WindowKey(row.integer("window_start"), version),
                        row.integer("window_end"),
                        row.text("counts"));
        window.revision = (int) row.integer("revision");
        window.closed = row.flag("closed");
        window.dirty = row.flag("dirty");
        window.mature = row.flag("mature");
        window.coverageStep = (int) row.integer("coverage_step");
        return window;
    }

    static void store(Tx tx, String endpoint, Iterable<Window> windows) {
        var rows = new ArrayList<@Nullable Object[]>();
        for (var window : windows) {
            rows.add(
                    new Object[] {
                        endpoint,
                        window.key.version().model(),
                        window.key.version().version(),
                        window.key.start(),
                        window.end,
                        window.revision,
                        window.closed,
                        window.dirty,
                        window.mature,
                        window.coverageStep,
                        window.countsJson(),
                        window.settled()
                    });
        }
        tx.batch(
                "INSERT INTO monitoring_windows (endpoint, "
                        + COLUMNS
                        + ", settled) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (endpoint, window_start, model, version) DO UPDATE SET"
                        + " revision = excluded.revision, closed = excluded.closed,"
                        + " dirty = excluded.dirty, mature = excluded.mature,"
                        + " coverage_step = excluded.coverage_step, counts = excluded.counts,"
                        + " settled = excluded.settled",
                rows);
    }

    static void publish(Tx tx, List<WindowResult> results) {
        var rows = new ArrayList<@Nullable Object[]>();
        for (var result : results) {
            rows.add(
                    new Object[] {
                        result.endpoint(),
                        result.start(),
                        result.model(),
                        result.version(),
                        result.revision(),
                        Json.write(result)
                    });
        }
        tx.batch(
                "INSERT INTO monitoring_results"
                        + " (endpoint, window_start, model, version, revision, result)"
                        + " VALUES (?, ?, ?, ?, ?, ?)",
                rows);
    }

    static List<WindowResult> latest(Tx tx, String endpoint, long from, int limit) {
        return tx.query(
                "SELECT r.result FROM monitoring_results r JOIN monitoring_windows w"
                        + " ON w.endpoint = r.endpoint AND w.window_start = r.window_start"
                        + " AND w.model = r.model AND w.version = r.version"
                        + " AND w.revision = r.revision"
                        + " WHERE r.endpoint = ? AND r.window_start >= ?"
                        + " ORDER BY r.window_start, r.model, r.version LIMIT ?",
                WindowTable::result,
                endpoint,
                from,
                limit);
    }

    static List<WindowResult> revisions(Tx tx, String endpoint, long start) {
        return tx.query(
                "SELECT result FROM monitoring_results WHERE endpoint = ? AND window_start = ?"
                        + " ORDER BY model, version, revision",
                WindowTable::result,
                endpoint,
                start);
    }

    private static WindowResult result(Row row) {
        return Json.read(row.text("result"), WindowResult.class);
    }

    static int openWindows(Tx tx, String endpoint) {
        return tx.first(
                        "SELECT count(*) AS n FROM monitoring_windows"
                                + " WHERE endpoint = ? AND settled = 0 AND closed = 0",
                        row -> (int) row.integer("n"),
                        endpoint)
                .orElse(0);
    }
}
