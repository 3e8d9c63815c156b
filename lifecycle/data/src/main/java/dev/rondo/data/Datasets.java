package dev.rondo.data;

import dev.rondo.base.ColumnType;
import dev.rondo.base.Ids;
import dev.rondo.base.Json;
import dev.rondo.base.Micros;
import dev.rondo.base.RondoException;
import dev.rondo.store.Blobs;
import dev.rondo.store.Db;
import dev.rondo.store.Migrations;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Datasets by name, each a row of immutable versions. A version appears whole: its content is
 * durable before one transaction makes it visible, and a write that fails on the way leaves the
 * version before as it was (rule 3.4).
 *
 * <pre>{@code
 * var options = new IngestOptions("churn.csv", "churn", true, Map.of());
 * var version = datasets.ingest("churn", upload, options);
 * var table = datasets.read("churn", version.version());
 * }</pre>
 */
public final class Datasets {
    private final Db db;
    private final TableStore tables;
    private final InstantSource clock;

    /** One upload at a time is held in memory; others wait on disk. */
    private final ReentrantLock processing = new ReentrantLock();

    public Datasets(Db db, Blobs blobs, InstantSource clock) {
        this.db = db;
        this.tables = new TableStore(blobs);
        this.clock = clock;
        Migrations.apply(db, "data", Datasets.class);
    }

    /**
     * Reads a CSV file (see {@link Csv}) into a new version. If the options say so and there is a
     * version before, columns keep its types where they can, and the file has to pass its suite. A
     * file with the latest version's content and target makes no new version: that one is returned.
     *
     * @throws RondoException of kind USER or LIMIT for a file that is refused, with line, column
     *     and reason; CONFLICT if another version appeared meanwhile that it was not checked
     *     against
     */
    public DatasetVersion ingest(String name, InputStream csv, IngestOptions options) {
        Ids.checkName("dataset", name);
        var limits = Limits.standard();
        try (var spool = Spool.of(csv, options.source(), limits)) {
            processing.lock();
            try {
                return ingest(name, new CsvFile(spool.file(), options.source(), limits), options);
            } finally {
                processing.unlock();
            }
        }
    }

    private DatasetVersion ingest(String name, CsvFile file, IngestOptions options) {
        var before = options.validate() ? latest(name) : Optional.<DatasetVersion>empty();
        var csv = CsvTable.read(file, before.map(this::knownTypes).orElse(Map.of()));
        checkTarget(csv.table(), options.target(), options.source());
        checkColumns(csv.table(), options.nullable(), options.source(), "declared nullable");
        before.ifPresent(version -> checkSuite(csv, version, options.source()));
        var profile = Profile.of(csv.table()).withNotes(csv.notes());
        var table = csv.table().nullable(options.nullable());
        var draft = new Draft(name, table, profile, options.target(), options.lineage());
        return store(
                draft,
                latest -> {
                    if (options.validate() && !latest.equals(before)) {
                        throw changed(name);
                    }
                });
    }

    /** A column without a value has told nothing of its type. */
    private Map<String, ColumnType> knownTypes(DatasetVersion version) {
        var types = new HashMap<String, ColumnType>();
        for (var column : profile(version.name(), version.version()).columns()) {
            if (column.count() > 0) {
                types.put(column.name(), column.type());
            }
        }
        return types;
    }

    private static void checkTarget(Table table, @Nullable String target, String source) {
        if (target != null) {
            checkColumns(table, Set.of(target), source, "named as the target");
        }
    }

    private static void checkColumns(Table table, Set<String> names, String source, String why) {
        try {
            names.forEach(table::column);
        } catch (RondoException e) {
            throw e.at(source).because("it is " + why);
        }
    }

    private void checkSuite(CsvTable csv, DatasetVersion version, String source) {
        var suite = suite(version.name(), version.version());
        var report = Suites.check(suite, csv.table(), csv.faults());
        if (!report.passed()) {
            throw Refusal.of(report, version, source, csv::line);
        }
    }

    private static RondoException changed(String name) {
        return RondoException.conflict(
                        "dataset.changed", "dataset \"" + name + "\" has a new version by now")
                .because("the file was checked against the version before that")
                .next("send the file again");
    }

    /**
     * Stores a table as a new version, unchecked; one with the latest version's content and target
     * makes none, and that version is returned.
     */
    public DatasetVersion write(
            String name, Table table, @Nullable String target, Map<String, String> lineage) {
        Ids.checkName("dataset", name);
        checkTarget(table, target, "table");
        return store(new Draft(name, table, Profile.of(table), target, lineage), latest -> {});
    }

    /** A version to be. */
    private record Draft(
            String name,
            Table table,
            Profile profile,
            @Nullable String target,
            Map<String, String> lineage) {}

    private DatasetVersion store(Draft draft, Consumer<Optional<DatasetVersion>> checkLatest) {
        if (draft.table.rows() == 0) {
            throw RondoException.user("dataset.no_rows", "the table has no rows")
                    .next("write at least one row");
        }
        var suite = Suites.infer(draft.profile, draft.table);
        var stored = tables.put(draft.name, draft.table);
        return db.write(tx -> {
            Versions.lock(tx, draft.name);
            var latest = Versions.latest(tx, draft.name);
            if (latest.isPresent() && same(latest.get(), draft, stored.digest())) {
                return latest.get();
            }
            checkLatest.accept(latest);
            int number = latest.map(DatasetVersion::version).orElse(0) + 1;
            var version = version(draft, number, stored);
            Versions.insert(tx, version, stored.key(), draft.profile, suite);
            return version;
        });
    }

    private static boolean same(DatasetVersion latest, Draft draft, String digest) {
        return latest.digest().equals(digest)
                && (draft.target == null || draft.target.equals(latest.target()));
    }

    private DatasetVersion version(Draft draft, int number, TableStore.Stored stored) {
        return new DatasetVersion(
                draft.name,
                number,
                stored.digest(),
                draft.table.schema(),
                draft.table.rows(),
                stored.bytes(),
                Micros.of(clock.instant()),
                draft.target,
                draft.lineage);
    }

    /** The version's rows, checked against its digest. */
    public Table read(String name, int version) {
        return tables.get(
                get(name, version), db.read(tx -> Versions.text(tx, "blob_key", name, version)));
    }

    /** The latest version of each dataset, by name. */
    public List<DatasetVersion> list() {
        return db.read(Versions::latestOfEach);
    }

    /**
     * All versions, the newest first.
     *
     * @throws RondoException of kind NOT_FOUND if there is none
     */
    public List<DatasetVersion> versions(String name) {
        var versions = db.read(tx -> Versions.all(tx, name));
        if (versions.isEmpty()) {
            throw RondoException.notFound(
                            "dataset.not_found", "there is no dataset \"" + name + "\"")
                    .next("list the datasets, or ingest a file under this name");
        }
        return versions;
    }

    /**
     * One version.
     *
     * @throws RondoException of kind NOT_FOUND if there is no such version
     */
    public DatasetVersion get(String name, int version) {
        return db.read(tx -> Versions.find(tx, name, version))
                .orElseThrow(() -> Versions.notFound(name, version));
    }

    public Optional<DatasetVersion> latest(String name) {
        return db.read(tx -> Versions.latest(tx, name));
    }

    public Profile profile(String name, int version) {
        return Json.read(
                db.read(tx -> Versions.text(tx, "profile_json", name, version)), Profile.class);
    }

    /** What was inferred from the version, and its successor has to satisfy. */
    public Suite suite(String name, int version) {
        return Json.read(
                db.read(tx -> Versions.text(tx, "suite_json", name, version)), Suite.class);
    }
}
