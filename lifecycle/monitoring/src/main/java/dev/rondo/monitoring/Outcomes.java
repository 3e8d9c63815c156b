package dev.rondo.monitoring;

import dev.rondo.base.Micros;
import dev.rondo.base.RondoException;
import dev.rondo.inference.PredictionId;
import dev.rondo.inference.PredictionRecord;
import dev.rondo.inference.Target;
import dev.rondo.journal.Journal;
import dev.rondo.store.Db;
import dev.rondo.store.Migrations;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The true outcomes of predictions (rule 6.1). */
public final class Outcomes {
    /** The most outcomes of one call. */
    public static final int MAX_OUTCOMES = 100_000;

    private final Db db;
    private final Journal journal;
    private final InstantSource clock;

    public Outcomes(Db db, Journal journal, InstantSource clock) {
        Migrations.apply(db, "monitoring", Outcomes.class);
        this.db = db;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Records outcomes, all of them or none. One that is known already with the same value changes
     * nothing.
     *
     * @throws RondoException NOT_FOUND {@code outcome.unknown_prediction} for a prediction that
     *     this endpoint never made, USER {@code outcome.unknown_value} for a value that the target
     *     does not have and {@code time.ahead} for one known only in the future, CONFLICT {@code
     *     outcome.conflict} for a prediction with another outcome; each names the index as {@code
     *     outcomes[3]}. LIMIT over {@link #MAX_OUTCOMES}.
     */
    public OutcomeReport record(String endpoint, Target target, List<OutcomeRequest> outcomes) {
        if (outcomes.size() > MAX_OUTCOMES) {
            throw RondoException.limit(
                            "outcome.too_many", outcomes.size() + " outcomes in one call")
                    .because("a call takes at most " + MAX_OUTCOMES)
                    .next("send them in several calls");
        }
        var read = read(endpoint, target, outcomes);
        if (read.isEmpty()) {
            return new OutcomeReport(0, 0);
        }
        int recorded = db.write(tx -> new OutcomeWriter(tx, journal).write(read.values()));
        return new OutcomeReport(recorded, outcomes.size() - recorded);
    }

    /** The outcomes by prediction, with the index of each one's first mention. */
    private Map<String, Indexed> read(
            String endpoint, Target target, List<OutcomeRequest> outcomes) {
        var ids = ids(outcomes);
        var sequences = new TreeSet<Long>();
        for (var id : ids) {
            if (id.replica().equals(journal.replica())) {
                sequences.add(id.sequence());
            }
        }
        var records = new RecordSweep(journal).read(sequences);
        var now = clock.instant();
        var read = new LinkedHashMap<String, Indexed>();
        for (int i = 0; i < outcomes.size(); i++) {
            var request = outcomes.get(i);
            boolean positive = positive(target, request.outcome(), i);
            var record = prediction(endpoint, ids.get(i), records, i);
            var earlier = read.get(record.id());
            if (earlier == null) {
                read.put(
                        record.id(),
                        new Indexed(i, outcome(record, positive, time(request, now, i))));
            } else if (earlier.outcome().positive() != positive) {
                throw conflict(record.id(), i);
            }
        }
        return read;
    }

    private static long time(OutcomeRequest request, Instant now, int index) {
        var time = request.eventTime();
        if (time == null) {
            return Micros.of(now);
        }
        try {
            Micros.checkHappened(time, now);
            return time;
        } catch (RondoException e) {
            throw e.at(place(index) + ".event_time");
        }
    }

    private static List<PredictionId> ids(List<OutcomeRequest> outcomes) {
        var ids = new ArrayList<PredictionId>(outcomes.size());
        for (int i = 0; i < outcomes.size(); i++) {
            try {
                ids.add(PredictionId.parse(outcomes.get(i).predictionId()));
            } catch (RondoException e) {
                throw e.at(place(i) + ".prediction_id");
            }
        }
        return ids;
    }

    record Indexed(int index, RecordedOutcome outcome) {}

    private static boolean positive(Target target, String value, int index) {
        if (value.equals(target.positive())) {
            return true;
        }
        if (value.equals(target.negative())) {
            return false;
        }
        throw RondoException.user(
                        "outcome.unknown_value",
                        "\"%s\" is no outcome of %s".formatted(value, target.column()))
                .at(place(index) + ".outcome")
                .next("send \"%s\" or \"%s\"".formatted(target.positive(), target.negative()));
    }

    private PredictionRecord prediction(
            String endpoint, PredictionId id, Map<Long, PredictionRecord> records, int index) {
        var record = records.get(id.sequence());
        if (record == null
                || !id.replica().equals(journal.replica())
                || !record.endpoint().equals(endpoint)
                || record.kind() != PredictionRecord.Kind.PREDICTION) {
            throw RondoException.notFound(
                            "outcome.unknown_prediction",
                            "endpoint %s made no prediction %s".formatted(endpoint, id))
                    .at(place(index) + ".prediction_id")
                    .next("send the prediction_id of an answer of this endpoint");
        }
        return record;
    }

    private static RecordedOutcome outcome(PredictionRecord record, boolean positive, long time) {
        return new RecordedOutcome(
                record.id(),
                0,
                record.endpoint(),
                record.releaseId(),
                record.route(),
                record.model(),
                record.version(),
                record.key(),
                record.decision(),
                record.score(),
                record.eventTime(),
                positive,
                time);
    }

    static RondoException conflict(String predictionId, int index) {
        return RondoException.conflict(
                        "outcome.conflict",
                        "prediction " + predictionId + " has the other outcome already")
                .at(place(index))
                .because("an outcome is recorded once and never edited")
                .next("leave it out, or find out which of the two is true");
    }

    private static String place(int index) {
        return "outcomes[" + index + "]";
    }

    /** A release's outcomes behind the cursor, in the fixed order of {@link OutcomeCursor}. */
    public List<RecordedOutcome> after(
            String endpoint, String releaseId, OutcomeCursor cursor, int limit) {
        return db.read(tx -> OutcomeTable.ofRelease(tx, endpoint, releaseId, cursor, limit));
    }

    /** How many outcomes of a release there are. */
    public long count(String endpoint, String releaseId) {
        return db.read(tx -> OutcomeTable.countOfRelease(tx, endpoint, releaseId));
    }

    /**
     * The endpoint's outcomes whose prediction's event time is in {@code [from, to)}, behind the
     * cursor and in its order.
     */
    public List<RecordedOutcome> between(
            String endpoint, long from, long to, OutcomeCursor cursor, int limit) {
        return db.read(tx -> OutcomeTable.between(tx, endpoint, from, to, cursor, limit));
    }
}
