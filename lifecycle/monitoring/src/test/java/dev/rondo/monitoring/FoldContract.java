package dev.rondo.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.inference.PredictionRecords;
import dev.rondo.inference.Route;
import dev.rondo.store.Db;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What folding promises, on any database. */
abstract class FoldContract {
    @TempDir Path folder;
    private final World world = new World(10, -1, 5);
    private final Reference reference = world.reference(1000, 1000, 1);
    private final Rows pool = world.people(1400, 7);
    private Bed bed;

    abstract Db open();

    @BeforeEach
    void start() {
        bed = new Bed(world, open(), folder);
        bed.watch(Bed.spec(), reference);
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    @DisplayName("rule 6.3: how records and outcomes are cut into batches changes no figure")
    void batches() {
        var other = new Bed(world, open(), bed.journal, bed.blobs);
        other.watch(Bed.spec(), reference);
        var random = new Random(5);
        for (int window = 0; window < 6; window++) {
            var rows = pool.draw(300, null, random);
            if (window > 2) {
                rows.numbers(0, v -> v * 100);
            }
            var sequences = bed.send(rows, window);
            bed.fold(101);
            for (int from = 0; from < 300; from += 50) {
                bed.tell(rows, sequences, from, from + 50);
                other.tell(rows, sequences, from, from + 50);
                bed.fold(17);
            }
        }
        other.fold(1000);
        assertThat(other.everyRevision(6)).isEqualTo(bed.everyRevision(6)).isNotEmpty();
        assertThat(told(other)).isEqualTo(told(bed)).isNotEmpty();
        other.db.close();
    }

    /** Alerts as text, without the ids, which are random. */
    private static List<String> told(Bed bed) {
        return bed.db.read(tx -> AlertTable.list(tx, Bed.SHOP, 100)).stream()
                .map(a -> a.signal() + a.feature() + a.state() + a.firedAt() + a.windows())
                .toList();
    }

    @Test
    @DisplayName("rule 6.3: within the lateness, the order of records changes no figure")
    void order() {
        long lateness = Bed.WINDOW / 2;
        var spec = lateness(lateness);
        bed.watch(spec, reference);
        var other = new Bed(world, open(), folder.resolve("other"));
        other.watch(spec, reference);
        var random = new Random(6);
        var records = new ArrayList<byte[]>();
        var shuffled = new ArrayList<byte[]>();
        for (int window = 0; window < 5; window++) {
            var rows = pool.draw(200, null, random);
            var half = new ArrayList<byte[]>();
            for (int row = 0; row < 200; row++) {
                long time = window * Bed.WINDOW + row * (Bed.WINDOW / 200);
                half.add(PredictionRecords.encode(bed.record(rows, row, time, Route.PRIMARY, 1)));
                if (half.size() == 100) {
                    records.addAll(half);
                    Collections.shuffle(half, random);
                    shuffled.addAll(half);
                    half.clear();
                }
            }
        }
        bed.journal.append(records);
        other.journal.append(shuffled);
        bed.fold(100);
        other.fold(100);
        assertThat(other.everyRevision(5)).isEqualTo(bed.everyRevision(5)).hasSize(4);
        other.close();
    }

    private static MonitorSpec lateness(long micros) {
        var usual = Bed.spec();
        return new MonitorSpec(
                Bed.SHOP,
                Bed.WINDOW,
                micros,
                2,
                3,
                0.1,
                0.01,
                100,
                0.8,
                usual.maturityMicros(),
                Bed.WINDOW);
    }

    @Test
    @DisplayName("rule 5.5: late records bring the next revision; what was published stays")
    void lateRecords() {
        var random = new Random(8);
        bed.send(pool.draw(200, null, random), 0);
        bed.send(pool.draw(200, null, random), 1);
        bed.fold(1000);
        var published = bed.everyRevision(1);
        assertThat(published).hasSize(1);
        bed.send(pool.draw(30, null, random), 0);
        bed.send(pool.draw(200, null, random), 2);
        bed.fold(1000);
        var revisions = bed.everyRevision(1);
        assertThat(revisions).hasSize(2).startsWith(published.getFirst());
        assertThat(revisions.get(1).revision()).isEqualTo(2);
        assertThat(revisions.get(1).rows()).isEqualTo(230);
    }

    @Test
    @DisplayName("rule 6.1: quality comes in revisions that say their coverage, and matures")
    void coverage() {
        var random = new Random(9);
        var rows = pool.draw(200, null, random);
        var sequences = bed.send(rows, 0);
        bed.send(pool.draw(200, null, random), 1);
        bed.fold(1000);
        bed.tell(rows, sequences, 0, 200);
        bed.fold(1000);
        var quality = bed.everyRevision(1).stream().map(WindowResult::quality).toList();
        assertThat(quality)
                .extracting(QualityResult::coverage)
                .containsExactly(0.0, 0.25, 0.5, 0.75, 0.8, 1.0);
        assertThat(quality)
                .extracting(QualityResult::mature)
                .containsExactly(false, false, false, false, true, true);
        long positives = 0;
        double money = 0;
        for (int row = 0; row < 200; row++) {
            positives += rows.positive[row] ? 1 : 0;
            money +=
                    world.policy
                            .gains()
                            .gain(world.policy.decide(rows.scores[row]), rows.positive[row]);
        }
        assertThat(quality.getLast().positives()).isEqualTo(positives);
        assertThat(quality.getLast().moneyPerDecision())
                .isCloseTo(money / 200, org.assertj.core.data.Offset.offset(1e-9));
    }

    @Test
    @DisplayName("a failed fold leaves nothing behind and is made up for, once")
    void failedFold() {
        var random = new Random(10);
        for (int window = 0; window < 4; window++) {
            bed.send(pool.draw(300, null, random).numbers(1, v -> v * 100), window);
        }
        var works = bed.listener;
        bed.listener =
                (_, _, _) -> {
                    throw new IllegalStateException("the listener fails");
                };
        assertThatThrownBy(() -> bed.fold(1200)).hasMessage("the listener fails");
        assertThat(bed.everyRevision(4)).isEmpty();
        assertThat(bed.folder(1).cursor()).isEqualTo(ProgressTable.Cursor.START);
        bed.listener = works;
        bed.fold(1200);
        assertThat(bed.everyRevision(4)).hasSize(3);
        assertThat(bed.fired).extracting(Alert::feature).containsOnly("c1");
        assertThat(bed.incidents).extracting(Incident::id).hasSameSizeAs(bed.fired);
        assertThat(bed.incidents.stream().map(Incident::id).distinct()).hasSize(1);
    }

    @Test
    void silentEndpointIsClosedByTheClock() {
        var random = new Random(11);
        bed.send(pool.draw(200, null, random), 0);
        bed.fold(1000);
        var folder = bed.folder(1000);
        assertThat(folder.idle()).isFalse();
        assertThat(bed.everyRevision(1)).isEmpty();
        bed.clock.pass(Duration.ofMinutes(2));
        assertThat(folder.idle()).isTrue();
        assertThat(folder.idle()).isFalse();
        assertThat(bed.everyRevision(1)).hasSize(1);
        assertThat(bed.everyRevision(1).getFirst().rows()).isEqualTo(200);
    }

    @Test
    void onlyTheLiveRouteIsWatchedAndUnknownVersionsAreCounted() {
        var rows = pool.draw(100, null, new Random(12));
        var payloads = new ArrayList<byte[]>();
        for (int row = 0; row < 100; row++) {
            payloads.add(PredictionRecords.encode(bed.record(rows, row, row, Route.CANARY, 2)));
            payloads.add(PredictionRecords.encode(bed.record(rows, row, row, Route.PRIMARY, 3)));
            payloads.add(PredictionRecords.encode(bed.record(rows, row, row, Route.PRIMARY, 1)));
        }
        payloads.add("no record".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        bed.journal.append(payloads);
        bed.send(rows, 1);
        bed.fold(1000);
        assertThat(bed.everyRevision(1))
                .singleElement()
                .satisfies(window -> {
                    assertThat(window.version()).isEqualTo(1);
                    assertThat(window.rows()).isEqualTo(100);
                });
        assertThat(bed.db.<Long>read(tx -> ProgressTable.unmonitored(tx, Bed.SHOP))).isEqualTo(100);
    }

    @Test
    void onlyTheLiveVersionRaisesAlarms() {
        try (var monitoring = bed.monitoring()) {
            var id = monitoring.store(reference);
            bed.db.execute(tx -> monitoring.register(tx, Bed.SHOP, Bed.MODEL, 2, id));
        }
        var random = new Random(13);
        for (int window = 0; window < 4; window++) {
            var rows = pool.draw(200, null, random).numbers(1, v -> v * 100);
            for (int row = 0; row < 200; row++) {
                long time = window * Bed.WINDOW + row;
                bed.journal.append(
                        PredictionRecords.encode(bed.record(rows, row, time, Route.PRIMARY, 2)));
            }
        }
        bed.fold(1000);
        assertThat(bed.everyRevision(4)).hasSize(3).allMatch(window -> window.version() == 2);
        assertThat(bed.everyRevision(4).getFirst().features().get(1).psi()).isGreaterThan(1);
        assertThat(told(bed)).isEmpty();
    }

    @Test
    @DisplayName("a monitor that changes while a batch is folded makes the fold begin anew")
    void changedMeanwhile() {
        var random = new Random(14);
        bed.send(pool.draw(200, null, random), 0);
        bed.send(pool.draw(200, null, random), 1);
        var strict = MonitorSpec.of(Bed.SHOP, Bed.WINDOW / 2);
        var changes = new ArrayList<>(List.of(strict));
        InstantSource changing =
                () -> {
                    if (!changes.isEmpty()) {
                        bed.db.execute(tx -> MonitorTable.configure(tx, changes.removeFirst()));
                    }
                    return bed.clock.instant();
                };
        new Folder(bed.db, bed.journal, new References(bed.blobs), changing, bed.listener, 1000)
                .step();
        assertThat(bed.everyRevision(1))
                .singleElement()
                .satisfies(window -> assertThat(window.end()).isEqualTo(Bed.WINDOW / 2));
    }
}
