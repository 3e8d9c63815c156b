package dev.rondo.monitoring;

import dev.rondo.base.Ids;
import dev.rondo.base.Micros;
import dev.rondo.base.RondoException;
import dev.rondo.journal.Journal;
import dev.rondo.monitoring.MonitorTable.Monitor;
import dev.rondo.monitoring.ProgressTable.Cursor;
import dev.rondo.store.Blobs;
import dev.rondo.store.Db;
import dev.rondo.store.Migrations;
import dev.rondo.store.Tx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Watches endpoints: folds the journal and the outcomes into windows, and judges those against the
 * reference of the version that answered. It looks at the live route only.
 *
 * <pre>{@code
 * var monitoring = new Monitoring(db, blobs, journal, InstantSource.system(), listener);
 * var reference = monitoring.store(Reference.build(inputs, heldOut, target, policy, "churn/1"));
 * db.execute(tx -> {
 *     monitoring.configure(tx, MonitorSpec.of("churn", 3_600_000_000L));
 *     monitoring.live(tx, "churn", "churn-model", 1, reference);
 * });
 * monitoring.start();
 * }</pre>
 */
public final class Monitoring implements AutoCloseable {
    private static final int BATCH = 1000;
    private static final int MAX_LISTED = 1000;

    private final Db db;
    private final Journal journal;
    private final InstantSource clock;
    private final References references;
    private final Tailer tailer;

    public Monitoring(
            Db db, Blobs blobs, Journal journal, InstantSource clock, AlertListener listener) {
        Migrations.apply(db, "monitoring", Monitoring.class);
        this.db = db;
        this.journal = journal;
        this.clock = clock;
        this.references = new References(blobs);
        this.tailer = new Tailer(new Folder(db, journal, references, clock, listener, BATCH));
    }

    /** Stores a reference; storing the same one again changes nothing. Returns its id. */
    public String store(Reference reference) {
        return references.store(reference);
    }

    /**
     * The stored reference.
     *
     * @throws RondoException NOT_FOUND if there is none of this id
     */
    public Reference reference(String referenceId) {
        return references.get(referenceId);
    }

    /** Sets or changes how an endpoint is watched. */
    public void configure(Tx tx, MonitorSpec spec) {
        MonitorTable.configure(tx, spec);
    }

    /**
     * Says what a version's predictions are measured against. Do it before the version answers,
     * such as when its release starts: predictions of a version without a reference are not
     * monitored.
     *
     * @throws RondoException NOT_FOUND for an endpoint without settings or an unknown reference,
     *     CONFLICT if the version has another reference
     */
    public void register(Tx tx, String endpoint, String model, int version, String referenceId) {
        references.get(referenceId);
        if (MonitorTable.find(tx, endpoint).isEmpty()) {
            throw unknown(endpoint);
        }
        MonitorTable.setReference(tx, endpoint, new VersionKey(model, version), referenceId);
        MonitorTable.touch(tx, endpoint);
    }

    /**
     * Says which version is live from now on, and what it is measured against. Open alerts of an
     * earlier live version are resolved and the incident is closed: they spoke of a model that is
     * gone.
     *
     * @throws RondoException as {@link #register} does
     */
    public void live(Tx tx, String endpoint, String model, int version, String referenceId) {
        register(tx, endpoint, model, version, referenceId);
        var monitor = MonitorTable.find(tx, endpoint).orElseThrow();
        var key = new VersionKey(model, version);
        MonitorTable.setLive(tx, endpoint, key);
        if (!key.equals(monitor.live())) {
            var alerts = AlertTable.open(tx, endpoint);
            var at = ProgressTable.latestEventTime(tx, endpoint);
            alerts.replaceModel(at == null ? Micros.of(clock.instant()) : at);
            AlertTable.store(tx, alerts);
            ProgressTable.forgetJudged(tx, endpoint);
        }
    }

    private static RondoException unknown(String endpoint) {
        return RondoException.notFound(
                        "monitor.unknown", "endpoint " + endpoint + " is not monitored")
                .next("configure its monitor first");
    }

    /** Starts folding in the background. */
    public void start() {
        tailer.start();
    }

    /** Says that there may be new records or outcomes. Cheap; call it after each. */
    public void wake() {
        tailer.wake();
    }

    /**
     * Waits until every record and outcome that the endpoint has now is folded.
     *
     * @return false if the time ran out before that
     */
    public boolean awaitCaughtUp(String endpoint, Duration atMost) {
        boolean monitored = db.read(tx -> MonitorTable.find(tx, endpoint).isPresent());
        return !monitored || tailer.await(arrived(), atMost);
    }

    private Cursor arrived() {
        return new Cursor(journal.size(), db.read(OutcomeTable::lastPosition));
    }

    /** Empty if the endpoint is not monitored. */
    public Optional<MonitorStatus> status(String endpoint) {
        var arrived = arrived();
        return db.read(tx -> MonitorTable.find(tx, endpoint).map(m -> status(tx, m, arrived)));
    }

    private MonitorStatus status(Tx tx, Monitor monitor, Cursor arrived) {
        var endpoint = monitor.spec().endpoint();
        var cursor = ProgressTable.cursor(tx, journal.replica());
        var latest = ProgressTable.latestEventTime(tx, endpoint);
        return new MonitorStatus(
                monitor.spec(),
                live(monitor, MonitorTable.references(tx, endpoint)),
                latest == null ? null : latest - monitor.spec().latenessMicros(),
                Math.max(0, arrived.sequence() - cursor.sequence()),
                Math.max(0, arrived.outcomePosition() - cursor.outcomePosition()),
                WindowTable.openWindows(tx, endpoint),
                ProgressTable.unmonitored(tx, endpoint),
                tailer.failure());
    }

    private static @Nullable LiveVersion live(Monitor monitor, Map<VersionKey, String> references) {
        var live = monitor.live();
        var referenceId = live == null ? null : references.get(live);
        return live == null || referenceId == null
                ? null
                : new LiveVersion(live.model(), live.version(), referenceId);
    }

    /** The latest revision of each window that starts at or after {@code from}, oldest first. */
    public List<WindowResult> windows(String endpoint, long from, int limit) {
        return db.read(tx -> WindowTable.latest(tx, endpoint, from, limit));
    }

    /** Every revision of the windows with this start, of each version that answered in it. */
    public List<WindowResult> revisions(String endpoint, long windowStart) {
        return db.read(tx -> WindowTable.revisions(tx, endpoint, windowStart));
    }

    /** The newest 1,000 alerts, the newest onset first; of all endpoints when none is named. */
    public List<Alert> alerts(@Nullable String endpoint) {
        return db.read(tx -> AlertTable.list(tx, endpoint, MAX_LISTED));
    }

    public Optional<Incident> openIncident(String endpoint) {
        return db.read(tx -> AlertTable.openIncident(tx, endpoint));
    }

    public Optional<Incident> incident(String incidentId) {
        return db.read(tx -> AlertTable.incident(tx, incidentId));
    }

    /** An endpoint's incidents, the newest first. */
    public List<Incident> incidents(String endpoint) {
        return db.read(tx -> AlertTable.incidents(tx, endpoint));
    }

    /**
     * Gathers the evidence of an incident as it stands now, diagnoses it and keeps the result.
     *
     * @throws RondoException NOT_FOUND if there is no such incident
     */
    public StoredDiagnosis diagnose(String incidentId) {
        var incident =
                incident(incidentId)
                        .orElseThrow(() ->
                                RondoException.notFound(
                                        "incident.not_found",
                                        "there is no incident " + incidentId));
        var evidence = new EvidenceGatherer(db, journal, references).gather(incident);
        var diagnosis =
                new StoredDiagnosis(
                        Ids.random(),
                        incident.endpoint(),
                        incident.id(),
                        Micros.of(clock.instant()),
                        evidence,
                        Diagnosis.diagnose(evidence));
        db.execute(tx -> DiagnosisTable.store(tx, diagnosis));
        return diagnosis;
    }

    /** An endpoint's newest 1,000 diagnoses, the newest first. */
    public List<StoredDiagnosis> diagnoses(String endpoint) {
        return db.read(tx -> DiagnosisTable.list(tx, endpoint, MAX_LISTED));
    }

    /** Stops folding after the batch under way. */
    @Override
    public void close() {
        tailer.close();
    }
}
