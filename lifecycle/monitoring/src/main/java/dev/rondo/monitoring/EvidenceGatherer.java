package dev.rondo.monitoring;

import dev.rondo.base.RondoException;
import dev.rondo.inference.Batch;
import dev.rondo.inference.PredictionId;
import dev.rondo.inference.PredictionRecord;
import dev.rondo.inference.PredictionRecords;
import dev.rondo.inference.Route;
import dev.rondo.journal.Journal;
import dev.rondo.store.Db;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Collects what an incident's diagnosis rests on, from the tables and the journal. */
final class EvidenceGatherer {
    private static final int MAX_ROWS = 4000;
    private static final int MAX_WINDOWS = 1000;

    private final Db db;
    private final Journal journal;
    private final References references;

    EvidenceGatherer(Db db, Journal journal, References references) {
        this.db = db;
        this.journal = journal;
        this.references = references;
    }

    /**
     * What is known of the incident's windows.
     *
     * @param windows of the version, from the first one that counts
     */
    private record Facts(
            Reference reference, MonitorSpec spec, List<Alert> alerts, List<Window> windows) {}

    Evidence gather(Incident incident) {
        var version = new VersionKey(incident.model(), incident.version());
        var facts = facts(incident, version);
        var columns = new TreeSet<String>();
        facts.alerts().stream()
                .filter(alert -> alert.signal() != Signal.CONCEPT)
                .forEach(alert -> columns.add(alert.feature()));
        var mature = mature(facts);
        var concept = new ConceptJudge(facts.reference(), mature);
        return new Evidence(
                examine(facts, version, columns),
                mature.outcomeCount() == 0 ? null : concept.evidence(),
                concept.enough(),
                facts.reference().target().column());
    }

    private Facts facts(Incident incident, VersionKey version) {
        return db.read(tx -> {
            var monitor = MonitorTable.find(tx, incident.endpoint()).orElseThrow();
            var referenceId = MonitorTable.references(tx, incident.endpoint()).get(version);
            if (referenceId == null) {
                throw new IllegalStateException("a version with alerts has a reference");
            }
            var alerts =
                    incident.open()
                            ? AlertTable.openAlerts(tx, incident.endpoint())
                            : AlertTable.ofIncident(tx, incident.id());
            return new Facts(
                    references.get(referenceId),
                    monitor.spec(),
                    alerts,
                    WindowTable.from(
                            tx,
                            incident.endpoint(),
                            version,
                            firstPure(incident, alerts),
                            MAX_WINDOWS));
        });
    }

    /**
     * Start of the first window that surely lies behind the onset. The change came somewhere in the
     * first bad window, which therefore mixes two worlds; it is used only if there is no other.
     */
    private static long firstPure(Incident incident, List<Alert> alerts) {
        var bad = new TreeSet<Long>();
        for (var alert : alerts) {
            alert.windows().stream()
                    .filter(Verdict::bad)
                    .forEach(verdict -> bad.add(verdict.windowStart()));
        }
        var behind = bad.higher(incident.onset());
        return behind == null ? incident.onset() : behind;
    }

    /** The counts of the windows whose quality may be judged. */
    private static WindowCounts mature(Facts facts) {
        var sum = WindowCounts.empty(facts.reference());
        facts.windows().stream()
                .filter(window -> window.closed && window.mature)
                .forEach(window -> sum.merge(window.counts()));
        return sum;
    }

    private List<ColumnEvidence> examine(Facts facts, VersionKey version, Set<String> columns) {
        if (columns.isEmpty()) {
            return List.of();
        }
        var rows = rows(facts, version);
        if (rows == null) {
            return List.of();
        }
        var examiner = new ColumnExaminer(facts.reference(), rows);
        var evidence = new ArrayList<ColumnEvidence>();
        for (int i = 0; i < facts.reference().columns().size(); i++) {
            if (columns.contains(facts.reference().columns().get(i).column().name())) {
                evidence.add(examiner.examine(i));
            }
        }
        return evidence;
    }

    /** Rows of the latest bad windows as they were sent; null if there are none. */
    private @Nullable Batch rows(Facts facts, VersionKey version) {
        var bad = latestBad(facts);
        var first = bad.values().stream().map(w -> w.counts().firstSequence()).toList();
        long from = Long.MAX_VALUE;
        for (var sequence : first) {
            from = sequence == null ? from : Math.min(from, sequence);
        }
        var inputs = new ArrayList<Map<String, @Nullable Object>>();
        if (from < Long.MAX_VALUE) {
            PassOverDamage visitor =
                    (sequence, payload) -> {
                        var record = decode(sequence, payload);
                        if (record != null && belongs(record, facts, version, bad.keySet())) {
                            inputs.add(record.input());
                        }
                        return inputs.size() < MAX_ROWS && sequence < last(bad);
                    };
            journal.scan(from, visitor);
        }
        return inputs.isEmpty() ? null : Batch.of(facts.reference().signature(), inputs);
    }

    private static Map<Long, Window> latestBad(Facts facts) {
        var starts = new TreeSet<Long>();
        for (var alert : facts.alerts()) {
            alert.windows().stream()
                    .filter(Verdict::bad)
                    .forEach(verdict -> starts.add(verdict.windowStart()));
        }
        var bad = new HashMap<Long, Window>();
        for (var window : facts.windows()) {
            if (starts.contains(window.key.start())) {
                bad.put(window.key.start(), window);
            }
        }
        return bad;
    }

    private static long last(Map<Long, Window> windows) {
        return windows.values().stream()
                .mapToLong(window -> window.counts().lastSequence())
                .max()
                .orElse(-1);
    }

    private @Nullable PredictionRecord decode(long sequence, byte[] payload) {
        try {
            return PredictionRecords.decode(new PredictionId(journal.replica(), sequence), payload);
        } catch (RondoException e) {
            return null;
        }
    }

    private static boolean belongs(
            PredictionRecord record, Facts facts, VersionKey version, Set<Long> starts) {
        return record.kind() == PredictionRecord.Kind.PREDICTION
                && record.route() == Route.PRIMARY
                && record.ok()
                && record.endpoint().equals(facts.spec().endpoint())
                && record.model().equals(version.model())
                && record.version() == version.version()
                && starts.contains(Fold.startOf(record.eventTime(), facts.spec().windowMicros()));
    }
}
