package dev.rondo.serving;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import dev.rondo.inference.Prediction;
import dev.rondo.inference.PredictionRecord;
import dev.rondo.inference.PredictionRecords;
import dev.rondo.inference.Route;
import dev.rondo.journal.Journal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes what endpoints answered, and what they failed to answer, to the journal (rule 8.1). */
final class Recorder {
    private static final int MAX_FAILED_FIELDS = 1000;

    private final Journal journal;
    private final Meters meters;

    Recorder(Journal journal, Meters meters) {
        this.journal = journal;
        this.meters = meters;
    }

    /**
     * Records every row in one group, the candidate's failures behind the answers.
     *
     * @throws RondoException of kind UNAVAILABLE when the journal cannot write and the endpoint
     *     fails closed (rule 8.2)
     */
    Addresses answers(Call call, Scored scored) {
        long nanos = System.nanoTime() - call.startedNanos();
        int rows = call.instances().size();
        var records = new ArrayList<byte[]>(rows);
        for (int i = 0; i < rows; i++) {
            var by = scored.answeredBy()[i];
            var record = record(call, i, by, scored.predictions()[i], PredictionRecord.OK, nanos);
            records.add(PredictionRecords.encode(record));
        }
        addCandidateFailures(call, scored, nanos, records);
        return append(call, records);
    }

    private static void addCandidateFailures(
            Call call, Scored scored, long nanos, List<byte[]> records) {
        var challenger = call.routing().challenger();
        var failure = scored.failure();
        if (challenger == null || challenger.model() == null || failure == null) {
            return;
        }
        for (int row : call.assignment().rowsOf(Route.CANARY)) {
            var record = record(call, row, challenger.model(), null, failure.code(), nanos);
            records.add(PredictionRecords.encode(record));
        }
    }

    private Addresses append(Call call, List<byte[]> records) {
        try {
            return new Addresses(journal.replica(), journal.append(records));
        } catch (RondoException e) {
            if (e.kind() != ErrorKind.UNAVAILABLE) {
                throw e;
            }
            meters.journalFailed(call.endpoint(), call.instances().size());
            if (call.routing().endpoint().journalPolicy() == FailurePolicy.FAIL_CLOSED) {
                throw e;
            }
            return new Addresses(journal.replica(), -1);
        }
    }

    /** Records each row of a request that nothing could answer. Never throws for the journal. */
    void failure(Call call, String code) {
        long nanos = System.nanoTime() - call.startedNanos();
        var records = new ArrayList<byte[]>();
        for (int i = 0; i < call.instances().size(); i++) {
            var record = record(call, i, call.routing().live(), null, code, nanos);
            records.add(PredictionRecords.encode(record));
        }
        try {
            journal.append(records);
        } catch (RondoException e) {
            meters.journalFailed(call.endpoint(), records.size());
        }
    }

    private static PredictionRecord record(
            Call call,
            int row,
            WarmModel by,
            @Nullable Prediction prediction,
            String status,
            long nanos) {
        var instance = call.instances().get(row);
        return record(
                PredictionRecord.Kind.PREDICTION,
                call,
                row,
                call.assignment().route(row),
                by,
                prediction == null ? plain(instance.features()) : instance.features(),
                prediction,
                nanos,
                status,
                null);
    }

    /** Records shadow answers; a null prediction is a failure. */
    void shadow(
            Call call,
            Addresses live,
            WarmModel candidate,
            Prediction @Nullable [] predictions,
            String status,
            long nanosPerRow) {
        var records = new ArrayList<byte[]>();
        for (int i = 0; i < call.instances().size(); i++) {
            var record =
                    record(
                            PredictionRecord.Kind.SHADOW,
                            call,
                            i,
                            Route.SHADOW,
                            candidate,
                            call.instances().get(i).features(),
                            predictions == null ? null : predictions[i],
                            nanosPerRow,
                            status,
                            live.of(i));
            records.add(PredictionRecords.encode(record));
        }
        journal.append(records);
    }

    private static PredictionRecord record(
            PredictionRecord.Kind kind,
            Call call,
            int row,
            Route route,
            WarmModel by,
            Map<String, @Nullable Object> input,
            @Nullable Prediction prediction,
            long nanos,
            String status,
            @Nullable String shadowOf) {
        var policy = by.loaded().policy();
        return new PredictionRecord(
                kind,
                "",
                call.traceId(),
                call.principal(),
                call.eventTime(row),
                call.receivedAt(),
                call.endpoint(),
                call.routing().releaseId(),
                route,
                call.assignment().weight(),
                call.instances().get(row).key(),
                by.ref().name(),
                by.ref().version(),
                by.loaded().digest(),
                null,
                input,
                prediction == null ? Float.NaN : prediction.margin(),
                prediction == null ? Float.NaN : prediction.score(),
                policy.threshold(),
                policy.version(),
                prediction == null ? null : policy.decide(prediction.score()),
                List.of(),
                nanos,
                status,
                shadowOf);
    }

    /** What a failed row sent, cut to what a record has room for: a wrong row may hold anything. */
    private static Map<String, @Nullable Object> plain(Map<String, @Nullable Object> features) {
        var plain = new LinkedHashMap<String, @Nullable Object>();
        for (var field : features.entrySet()) {
            if (plain.size() == MAX_FAILED_FIELDS) {
                break;
            }
            plain.put(cut(field.getKey()), plain(field.getValue()));
        }
        return plain;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> cut(text);
            case Number number -> number;
            case Boolean flag -> flag;
            default -> "(" + value.getClass().getSimpleName() + ")";
        };
    }

    private static String cut(String text) {
        return text.length() <= Fields.MAX_TEXT ? text : text.substring(0, Fields.MAX_TEXT);
    }
}
