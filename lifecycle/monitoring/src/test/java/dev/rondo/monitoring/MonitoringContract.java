package dev.rondo.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import dev.rondo.inference.PredictionRecords;
import dev.rondo.inference.Route;
import dev.rondo.monitoring.Finding.ConceptDrift;
import dev.rondo.monitoring.Finding.CovariateShift;
import dev.rondo.monitoring.Finding.DataFault;
import dev.rondo.monitoring.Finding.Inconclusive;
import dev.rondo.store.Db;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole room at work, its thread included, on any database. */
abstract class MonitoringContract {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int ROWS = 400;

    @TempDir Path folder;
    private final World world = new World(10, -1, 5);
    private final Reference reference = world.reference(2000, 1000, 1);
    private final Rows pool = world.people(1400, 7);
    private final Random random = new Random(4);
    private Bed bed;
    private Monitoring monitoring;

    abstract Db open();

    @BeforeEach
    void start() {
        bed = new Bed(world, open(), folder);
        bed.watch(Bed.spec(), reference);
        monitoring = bed.monitoring();
        monitoring.start();
    }

    @AfterEach
    void close() {
        monitoring.close();
        bed.close();
    }

    private Rows usual() {
        return pool.draw(ROWS, null, random);
    }

    private void send(Rows rows, long window) {
        bed.send(rows, window);
        caughtUp();
    }

    private void caughtUp() {
        monitoring.wake();
        assertThat(monitoring.awaitCaughtUp(Bed.SHOP, LONG)).isTrue();
    }

    @Test
    @DisplayName(
            "rules 5.3, 9.3: a broken feed is one incident, blamed on the data, over when mended")
    void brokenFeed() {
        for (int window = 0; window < 5; window++) {
            send(window < 2 ? usual() : broken(window == 2 ? ROWS / 2 : 0), window);
        }
        var open = monitoring.openIncident(Bed.SHOP).orElseThrow();
        blamed(monitoring.diagnose(open.id()));
        for (int window = 5; window < 9; window++) {
            send(usual(), window);
        }
        assertThat(bed.incidents.stream().map(Incident::id).distinct()).hasSize(1);
        assertThat(bed.fired).extracting(Alert::feature).containsOnly("c1");
        assertThat(monitoring.alerts(Bed.SHOP))
                .isNotEmpty()
                .allMatch(alert -> alert.state() == AlertState.RESOLVED)
                .allMatch(alert -> alert.onset() == 2 * Bed.WINDOW);
        assertThat(monitoring.openIncident(Bed.SHOP)).isEmpty();
        var incident = monitoring.incidents(Bed.SHOP).getFirst();
        assertThat(incident.onset()).isEqualTo(2 * Bed.WINDOW);
        assertThat(incident.openedAt()).isEqualTo(4 * Bed.WINDOW);
        assertThat(incident.closedAt()).isEqualTo(7 * Bed.WINDOW);
        bed.clock.pass(Duration.ofMinutes(1));
        var afterwards = monitoring.diagnose(incident.id());
        blamed(afterwards);
        assertThat(monitoring.diagnoses(Bed.SHOP)).hasSize(2).startsWith(afterwards);
        for (int window = 9; window < 12; window++) {
            send(broken(0), window);
        }
        assertThat(monitoring.incidents(Bed.SHOP)).hasSize(2);
    }

    /** A window that is broken from a row on. */
    private Rows broken(int from) {
        var rows = usual();
        for (int row = from; row < ROWS; row++) {
            rows.numbers(1)[row] /= 100;
        }
        return rows;
    }

    private static void blamed(StoredDiagnosis diagnosis) {
        assertThat(diagnosis.result().blocksRetraining()).isTrue();
        assertThat(diagnosis.result().findings())
                .singleElement()
                .isInstanceOfSatisfying(
                        DataFault.class, fault -> assertThat(fault.factor()).isEqualTo(0.01));
    }

    @Test
    @DisplayName(
            "rules 6.1, 9.3: a diagnosis says that it waits for outcomes, and is made when they come")
    void lateOutcomes() {
        var weights = new double[pool.size()];
        for (int row = 0; row < weights.length; row++) {
            weights[row] = pool.numbers(1)[row] > 30 ? 1 : 0.1;
            // Those who come now do the opposite of what was to be expected of them.
            pool.positive[row] ^= weights[row] == 1;
        }
        var sent = new ArrayList<Rows>();
        var sequences = new ArrayList<List<Long>>();
        for (int window = 0; window < 4; window++) {
            var rows = pool.draw(ROWS, weights, random);
            sent.add(rows);
            sequences.add(bed.send(rows, window));
        }
        caughtUp();
        var incident = monitoring.openIncident(Bed.SHOP).orElseThrow();
        var early = monitoring.diagnose(incident.id()).result();
        assertThat(early.complete()).isFalse();
        assertThat(early.findings())
                .hasExactlyElementsOfTypes(CovariateShift.class, Inconclusive.class);
        for (int window = 0; window < 4; window++) {
            bed.tell(sent.get(window), sequences.get(window), 0, ROWS);
        }
        caughtUp();
        var late = monitoring.diagnose(incident.id()).result();
        assertThat(late.complete()).isTrue();
        assertThat(late.findings())
                .hasExactlyElementsOfTypes(CovariateShift.class, ConceptDrift.class);
        assertThat(late.blocksRetraining()).isFalse();
    }

    @Test
    void anotherLiveVersionEndsTheIncidentAndHasItsOwnReference() {
        for (int window = 0; window < 3; window++) {
            send(usual().numbers(1, v -> v + 10), window);
        }
        assertThat(monitoring.openIncident(Bed.SHOP)).isPresent();
        var shifted = world.people(2000, 3).numbers(1, v -> v + 10);
        var second =
                Reference.build(
                        shifted.batch(),
                        new ScoredRows(shifted.scores, shifted.positive),
                        world.target,
                        world.policy,
                        "recent rows");
        var id = monitoring.store(second);
        bed.db.execute(tx -> monitoring.register(tx, Bed.SHOP, Bed.MODEL, 2, id));
        bed.db.execute(tx -> monitoring.live(tx, Bed.SHOP, Bed.MODEL, 2, id));
        assertThat(monitoring.openIncident(Bed.SHOP)).isEmpty();
        assertThat(monitoring.alerts(null)).allMatch(a -> a.state() == AlertState.RESOLVED);
        for (int window = 3; window < 7; window++) {
            var rows = usual().numbers(1, v -> v + 10);
            for (int row = 0; row < ROWS; row++) {
                long time = window * Bed.WINDOW + row;
                bed.journal.append(
                        PredictionRecords.encode(bed.record(rows, row, time, Route.PRIMARY, 2)));
            }
        }
        caughtUp();
        assertThat(monitoring.windows(Bed.SHOP, 3 * Bed.WINDOW, 10))
                .hasSize(3)
                .allMatch(window -> window.version() == 2);
        assertThat(monitoring.openIncident(Bed.SHOP)).isEmpty();
        assertThat(monitoring.status(Bed.SHOP).orElseThrow().live())
                .isEqualTo(new LiveVersion(Bed.MODEL, 2, id));
    }

    @Test
    void goesOnWhereItStopped() {
        send(usual(), 0);
        monitoring.close();
        bed.send(usual(), 0);
        bed.send(usual(), 1);
        monitoring = bed.monitoring();
        assertThat(monitoring.status(Bed.SHOP).orElseThrow().journalLag()).isEqualTo(2 * ROWS);
        monitoring.start();
        caughtUp();
        var status = monitoring.status(Bed.SHOP).orElseThrow();
        assertThat(status.journalLag()).isZero();
        assertThat(status.watermark()).isEqualTo(2 * Bed.WINDOW - Bed.WINDOW / ROWS);
        assertThat(status.openWindows()).isEqualTo(1);
        assertThat(monitoring.windows(Bed.SHOP, 0, 10))
                .singleElement()
                .satisfies(window -> assertThat(window.rows()).isEqualTo(2 * ROWS));
    }

    @Test
    void failureIsReportedAndOvercome() {
        var works = bed.listener;
        bed.listener =
                (_, _, _) -> {
                    throw new IllegalStateException("the loop cannot start");
                };
        for (int window = 0; window < 4; window++) {
            bed.send(usual().numbers(1, v -> v * 100), window);
        }
        while (monitoring.status(Bed.SHOP).orElseThrow().failure() == null) {
            assertThat(monitoring.awaitCaughtUp(Bed.SHOP, Duration.ofMillis(20))).isFalse();
        }
        assertThat(monitoring.status(Bed.SHOP).orElseThrow().failure())
                .isEqualTo("the loop cannot start");
        bed.listener = works;
        caughtUp();
        assertThat(monitoring.status(Bed.SHOP).orElseThrow().failure()).isNull();
        assertThat(bed.fired).isNotEmpty();
    }

    @Test
    void wrongNamesAreRefused() {
        refused(
                ErrorKind.NOT_FOUND,
                "monitor.unknown",
                () -> live("nowhere", 1, monitoring.store(reference)));
        refused(
                ErrorKind.NOT_FOUND,
                "reference.not_found",
                () -> live(Bed.SHOP, 2, "sha256:" + "0".repeat(64)));
        var other = monitoring.store(world.reference(500, 500, 9));
        refused(ErrorKind.CONFLICT, "monitor.reference_set", () -> live(Bed.SHOP, 1, other));
        refused(ErrorKind.NOT_FOUND, "incident.not_found", () -> monitoring.diagnose("none"));
        assertThat(monitoring.status("nowhere")).isEmpty();
        assertThat(monitoring.awaitCaughtUp("nowhere", Duration.ZERO)).isTrue();
    }

    private void live(String endpoint, int version, String referenceId) {
        bed.db.execute(tx -> monitoring.live(tx, endpoint, Bed.MODEL, version, referenceId));
    }

    private static void refused(ErrorKind kind, String code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> {
                            assertThat(e.kind()).isEqualTo(kind);
                            assertThat(e.code()).isEqualTo(code);
                        });
    }
}
