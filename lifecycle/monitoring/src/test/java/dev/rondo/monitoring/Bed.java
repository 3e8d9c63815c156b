package dev.rondo.monitoring;

import dev.rondo.base.ColumnType;
import dev.rondo.inference.PredictionId;
import dev.rondo.inference.PredictionRecord;
import dev.rondo.inference.PredictionRecords;
import dev.rondo.inference.Route;
import dev.rondo.journal.Durability;
import dev.rondo.journal.Journal;
import dev.rondo.journal.JournalOptions;
import dev.rondo.store.Blobs;
import dev.rondo.store.Db;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A journal, a database and monitoring on them, with rows of a {@link World} to send through. */
final class Bed implements AutoCloseable {
    static final String SHOP = "shop";
    static final String MODEL = "buyers";

    /** Micros. */
    static final long WINDOW = 60_000_000;

    final World world;
    final Db db;
    final Journal journal;
    final TestClock clock = new TestClock();
    final Blobs blobs;
    final List<Alert> fired = new ArrayList<>();
    final List<Incident> incidents = new ArrayList<>();
    final Outcomes outcomes;
    AlertListener listener =
            (_, alert, incident) -> {
                fired.add(alert);
                incidents.add(incident);
            };

    Bed(World world, Db db, Path folder) {
        this(
                world,
                db,
                Journal.open(folder.resolve("journal"), JournalOptions.of(Durability.PROCESS)),
                Blobs.files(folder.resolve("blobs")));
    }

    Bed(World world, Db db, Journal journal, Blobs blobs) {
        this.world = world;
        this.db = db;
        this.journal = journal;
        this.blobs = blobs;
        this.outcomes = new Outcomes(db, journal, clock);
    }

    Monitoring monitoring() {
        return new Monitoring(db, blobs, journal, clock, this::fired);
    }

    private void fired(dev.rondo.store.Tx tx, Alert alert, Incident incident) {
        listener.fired(tx, alert, incident);
    }

    Folder folder(int batch) {
        return new Folder(db, journal, new References(blobs), clock, this::fired, batch);
    }

    /** Folds whatever there is, in batches of this size. */
    void fold(int batch) {
        var folder = folder(batch);
        var before = folder.cursor();
        var after = folder.step();
        while (!after.equals(before)) {
            before = after;
            after = folder.step();
        }
    }

    static MonitorSpec spec() {
        return MonitorSpec.of(SHOP, WINDOW);
    }

    void watch(MonitorSpec spec, Reference reference) {
        try (var monitoring = monitoring()) {
            var id = monitoring.store(reference);
            db.execute(tx -> {
                monitoring.configure(tx, spec);
                monitoring.live(tx, SHOP, MODEL, 1, id);
            });
        }
    }

    /** Spreads the rows over a window's event times; returns their sequences. */
    List<Long> send(Rows rows, long window) {
        var sequences = new ArrayList<Long>();
        var payloads = new ArrayList<byte[]>();
        for (int row = 0; row < rows.size(); row++) {
            long time = window * WINDOW + row * (WINDOW / rows.size());
            payloads.add(PredictionRecords.encode(record(rows, row, time, Route.PRIMARY, 1)));
        }
        long first = journal.append(payloads);
        for (int row = 0; row < rows.size(); row++) {
            sequences.add(first + row);
        }
        return sequences;
    }

    PredictionRecord record(Rows rows, int row, long time, Route route, int version) {
        float score = rows.scores[row];
        return new PredictionRecord(
                PredictionRecord.Kind.PREDICTION,
                "",
                "trace",
                null,
                time,
                time,
                SHOP,
                route == Route.PRIMARY ? null : "release-1",
                route,
                0,
                "customer-" + row,
                MODEL,
                version,
                "sha256:0",
                null,
                input(rows, row),
                0,
                score,
                world.policy.threshold(),
                world.policy.version(),
                world.policy.decide(score),
                List.of(),
                1000,
                PredictionRecord.OK,
                null);
    }

    private Map<String, @Nullable Object> input(Rows rows, int row) {
        var input = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < world.signature.inputs().size(); i++) {
            var column = world.signature.inputs().get(i);
            if (column.type() == ColumnType.CATEGORY) {
                input.put(column.name(), rows.texts(i)[row]);
            } else {
                double value = rows.numbers(i)[row];
                Object sent = column.type() == ColumnType.BOOLEAN ? (Object) (value == 1) : value;
                input.put(column.name(), Double.isNaN(value) ? null : sent);
            }
        }
        return input;
    }

    /** Tells the outcomes of the first rows that were sent. */
    void tell(Rows rows, List<Long> sequences, int from, int to) {
        var requests = new ArrayList<OutcomeRequest>();
        for (int row = from; row < to; row++) {
            requests.add(
                    new OutcomeRequest(
                            id(sequences.get(row)), rows.positive[row] ? "yes" : "no", null));
        }
        outcomes.record(SHOP, world.target, requests);
    }

    String id(long sequence) {
        return new PredictionId(journal.replica(), sequence).toString();
    }

    List<WindowResult> everyRevision(int windows) {
        var all = new ArrayList<WindowResult>();
        db.read(tx -> {
            for (int window = 0; window < windows; window++) {
                all.addAll(WindowTable.revisions(tx, SHOP, window * WINDOW));
            }
            return all;
        });
        return all;
    }

    @Override
    public void close() {
        db.close();
        journal.close();
    }
}
