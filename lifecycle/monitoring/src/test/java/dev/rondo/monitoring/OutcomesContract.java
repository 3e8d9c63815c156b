package dev.rondo.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.Micros;
import dev.rondo.base.RondoException;
import dev.rondo.inference.PredictionRecords;
import dev.rondo.inference.Route;
import dev.rondo.store.Db;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What recording outcomes promises, on any database. */
abstract class OutcomesContract {
    @TempDir Path folder;
    private final World world = new World(5, -1, 5);
    private final Rows rows = world.people(200, 1);
    private Bed bed;

    abstract Db open();

    @BeforeEach
    void start() {
        bed = new Bed(world, open(), folder);
    }

    @AfterEach
    void close() {
        bed.close();
    }

    private OutcomeReport record(OutcomeRequest... outcomes) {
        return bed.outcomes.record(Bed.SHOP, world.target, List.of(outcomes));
    }

    private OutcomeRequest outcome(long sequence, String value) {
        return new OutcomeRequest(bed.id(sequence), value, null);
    }

    private List<RecordedOutcome> all() {
        return bed.outcomes.between(
                Bed.SHOP, Long.MIN_VALUE, Long.MAX_VALUE, OutcomeCursor.START, 1000);
    }

    private void refused(ErrorKind kind, String code, @Nullable String place, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> {
                            assertThat(e.kind()).isEqualTo(kind);
                            assertThat(e.code()).isEqualTo(code);
                            assertThat(e.where()).isEqualTo(place);
                        });
    }

    @Test
    @DisplayName(
            "rule 6.1: an outcome is kept beside its prediction; the same again changes nothing")
    void recordedOnce() {
        bed.send(rows, 0);
        assertThat(record(outcome(3, "yes"), outcome(5, "no"))).isEqualTo(new OutcomeReport(2, 0));
        assertThat(record(outcome(5, "no"), outcome(6, "no"), outcome(6, "no")))
                .isEqualTo(new OutcomeReport(1, 2));
        assertThat(record()).isEqualTo(new OutcomeReport(0, 0));
        var first = all().getFirst();
        assertThat(first.predictionId()).isEqualTo(bed.id(3));
        assertThat(first.key()).isEqualTo("customer-3");
        assertThat(first.positive()).isTrue();
        assertThat(first.score()).isEqualTo(rows.scores[3]);
        assertThat(first.decision()).isEqualTo(world.policy.decide(rows.scores[3]));
        assertThat(first.route()).isEqualTo(Route.PRIMARY);
        assertThat(all()).hasSize(3);
    }

    @Test
    @DisplayName("rule 11.1: a call with one wrong outcome is refused whole and says which one")
    void refusedWhole() {
        bed.send(rows, 0);
        record(outcome(1, "yes"));
        refused(
                ErrorKind.CONFLICT,
                "outcome.conflict",
                "outcomes[1]",
                () -> record(outcome(2, "no"), outcome(1, "no")));
        refused(
                ErrorKind.CONFLICT,
                "outcome.conflict",
                "outcomes[1]",
                () -> record(outcome(2, "no"), outcome(2, "yes")));
        refused(
                ErrorKind.NOT_FOUND,
                "outcome.unknown_prediction",
                "outcomes[1].prediction_id",
                () -> record(outcome(2, "no"), outcome(200, "yes")));
        refused(
                ErrorKind.NOT_FOUND,
                "outcome.unknown_prediction",
                "outcomes[0].prediction_id",
                () -> record(new OutcomeRequest("r00000000-1", "yes", null)));
        refused(
                ErrorKind.NOT_FOUND,
                "prediction.unknown",
                "outcomes[0].prediction_id",
                () -> record(new OutcomeRequest("what?", "yes", null)));
        refused(
                ErrorKind.USER,
                "outcome.unknown_value",
                "outcomes[0].outcome",
                () -> record(outcome(2, "perhaps")));
        long now = Micros.of(bed.clock.instant());
        refused(
                ErrorKind.USER,
                "time.ahead",
                "outcomes[1].event_time",
                () ->
                        record(
                                new OutcomeRequest(bed.id(2), "no", now + 600_000_000),
                                new OutcomeRequest(bed.id(3), "no", now + 600_000_001)));
        refused(
                ErrorKind.NOT_FOUND,
                "outcome.unknown_prediction",
                "outcomes[0].prediction_id",
                () -> bed.outcomes.record("other", world.target, List.of(outcome(2, "no"))));
        refused(
                ErrorKind.LIMIT,
                "outcome.too_many",
                null,
                () ->
                        bed.outcomes.record(
                                Bed.SHOP,
                                world.target,
                                java.util.Collections.nCopies(
                                        Outcomes.MAX_OUTCOMES + 1, outcome(2, "no"))));
        assertThat(all()).extracting(RecordedOutcome::predictionId).containsExactly(bed.id(1));
    }

    @Test
    @DisplayName(
            "rule 6.3: outcomes come in one order, by event time and key, however they arrived")
    void fixedOrder() {
        var random = new Random(3);
        var payloads = new ArrayList<byte[]>();
        for (int row = 0; row < 200; row++) {
            var record = bed.record(rows, row, random.nextInt(20), Route.CANARY, 2);
            payloads.add(PredictionRecords.encode(record));
        }
        bed.journal.append(payloads);
        var order = new ArrayList<Integer>();
        for (int row = 0; row < 200; row++) {
            order.add(row);
        }
        java.util.Collections.shuffle(order, random);
        for (int row : order) {
            record(outcome(row, "no"));
        }
        var paged = new ArrayList<RecordedOutcome>();
        var cursor = OutcomeCursor.START;
        for (var page = bed.outcomes.after(Bed.SHOP, "release-1", cursor, 7);
                !page.isEmpty();
                page = bed.outcomes.after(Bed.SHOP, "release-1", cursor, 7)) {
            paged.addAll(page);
            cursor = page.getLast().cursor();
        }
        assertThat(paged)
                .hasSize(200)
                .isSortedAccordingTo(
                        Comparator.comparingLong(RecordedOutcome::eventTime)
                                .thenComparing(RecordedOutcome::key));
        assertThat(bed.outcomes.count(Bed.SHOP, "release-1")).isEqualTo(200);
        assertThat(bed.outcomes.after(Bed.SHOP, "release-2", OutcomeCursor.START, 7)).isEmpty();
        assertThat(bed.outcomes.between(Bed.SHOP, 5, 10, OutcomeCursor.START, 1000))
                .isNotEmpty()
                .allMatch(o -> o.eventTime() >= 5 && o.eventTime() < 10);
    }

    @Test
    @DisplayName("who reads outcomes up to a position never misses one before it")
    void positionsAppearInOrder() throws InterruptedException {
        bed.send(rows, 0);
        var threads = new ArrayList<Thread>();
        for (int thread = 0; thread < 4; thread++) {
            int first = thread * 50;
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int row = first; row < first + 50; row++) {
                                    record(outcome(row, "no"));
                                }
                            }));
        }
        var seen = new TreeSet<Long>();
        while (seen.size() < 200) {
            long from = seen.isEmpty() ? 0 : seen.getLast();
            bed.db
                    .read(tx -> OutcomeTable.arrived(tx, from, 1000))
                    .forEach(arrived -> seen.add(arrived.outcome().position()));
        }
        for (var thread : threads) {
            thread.join();
        }
        assertThat(bed.db.<Long>read(OutcomeTable::lastPosition)).isEqualTo(seen.getLast());
    }
}
