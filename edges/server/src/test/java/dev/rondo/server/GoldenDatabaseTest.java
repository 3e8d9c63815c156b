package dev.rondo.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.data.Datasets;
import dev.rondo.journal.Durability;
import dev.rondo.monitoring.Monitoring;
import dev.rondo.pipelines.Runs;
import dev.rondo.registry.Registry;
import dev.rondo.registry.RegistryQuery;
import dev.rondo.registry.WebhookPolicy;
import dev.rondo.registry.WebhookSecrets;
import dev.rondo.serving.Serving;
import dev.rondo.store.Blobs;
import dev.rondo.store.Db;
import dev.rondo.store.Migrations;
import dev.rondo.store.TestDatabases;
import dev.rondo.tracking.Metric;
import dev.rondo.tracking.NewRun;
import dev.rondo.tracking.RunBatch;
import dev.rondo.tracking.RunQuery;
import dev.rondo.tracking.RunViewType;
import dev.rondo.tracking.Tracking;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Databases as earlier versions have left them, with rows in every table, opened by the migrations
 * of now: nothing is lost. {@code CONTRIBUTING.md} says when another one is made.
 */
class GoldenDatabaseTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final String USER = "?user=postgres&password=postgres";

    @TempDir Path folder;

    /** A class of each room that keeps tables. */
    private static Map<String, Class<?>> rooms() {
        var rooms = new LinkedHashMap<String, Class<?>>();
        rooms.put("data", Datasets.class);
        rooms.put("tracking", Tracking.class);
        rooms.put("registry", Registry.class);
        rooms.put("pipelines", Runs.class);
        rooms.put("serving", Serving.class);
        rooms.put("monitoring", Monitoring.class);
        rooms.put("server", RondoServer.class);
        return rooms;
    }

    private static String jdbc(String url) {
        return "jdbc:" + (url.startsWith("sqlite") ? url : url.replaceFirst("//.*@", "//") + USER);
    }

    private static String gunzip(String name) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(GOLDEN.resolve(name)))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String sqlite(int number) throws IOException {
        var file = folder.resolve("rondo.db");
        try (var in =
                new GZIPInputStream(Files.newInputStream(GOLDEN.resolve(number + ".sqlite.gz")))) {
            Files.copy(in, file);
        }
        return "sqlite:" + file;
    }

    @ParameterizedTest
    @ValueSource(ints = 1)
    void aSqliteFileIsReadByTheVersionsAfterIt(int number) throws Exception {
        opensWhole(sqlite(number));
    }

    @ParameterizedTest
    @ValueSource(ints = 1)
    void aPostgresDatabaseIsReadByTheVersionsAfterIt(int number) throws Exception {
        var url = TestDatabases.postgresUrl();
        try (var connection = DriverManager.getConnection(jdbc(url))) {
            GoldenDump.read(connection, gunzip(number + ".postgres.sql.gz"));
        }
        opensWhole(url);
    }

    private void opensWhole(String url) throws Exception {
        try (var connection = DriverManager.getConnection(jdbc(url))) {
            var columns = GoldenTables.columns(connection);
            var before = GoldenTables.rows(connection, columns);
            assertThat(before).hasSizeGreaterThan(45);
            assertThat(before.entrySet()).noneMatch(table -> table.getValue().isEmpty());
            try (var db = Db.open(url)) {
                rooms().forEach((room, anchor) -> Migrations.apply(db, room, anchor));
                readByItsRooms(db);
            }
            var after = GoldenTables.rows(connection, columns);
            var known = before.getOrDefault("store_migrations", List.of());
            after.replace(
                    "store_migrations",
                    after.getOrDefault("store_migrations", List.of()).stream()
                            .filter(known::contains)
                            .toList());
            assertThat(after).isEqualTo(before);
            writesGoOn(url);
        }
    }

    private void writesGoOn(String url) {
        try (var db = Db.open(url)) {
            var blobs = Blobs.files(folder.resolve("blobs"));
            var tracking = new Tracking(db, blobs, InstantSource.system());
            var wanted = NewRun.of(Tracking.DEFAULT_EXPERIMENT, "new");
            var run = tracking.runs().create(wanted).run().id();
            tracking.runs().log(run, RunBatch.metric(new Metric("auc", 1, 1, 1)));
            assertThat(tracking.runs().get(run).metrics()).hasSize(1);
        }
    }

    /** What {@link GoldenFill} made. */
    private void readByItsRooms(Db db) {
        var blobs = Blobs.files(folder.resolve("blobs"));
        var tracking = new Tracking(db, blobs, InstantSource.system());
        var experiment = tracking.experiments().named("golden").orElseThrow();
        assertThat(experiment.tags()).containsEntry("team", "risk ü");
        var found =
                tracking.runs()
                        .search(
                                new RunQuery(
                                        List.of(experiment.id()),
                                        "params.depth = '6' AND metrics.auc <= 0",
                                        RunViewType.ACTIVE_ONLY,
                                        10,
                                        List.of("metrics.auc"),
                                        null))
                        .items();
        assertThat(found).hasSize(1);
        var run = found.getFirst();
        assertThat(run.tags()).containsEntry("note", "a;\nb");
        assertThat(run.datasets()).hasSize(1);
        assertThat(run.modelInputs()).hasSize(1);
        assertThat(run.modelOutputs()).hasSize(1);
        assertThat(run.metrics())
                .contains(
                        new Metric("auc", -0.0, 2, 2),
                        new Metric("odd", Double.NaN, 1, -1),
                        new Metric("inf", Double.NEGATIVE_INFINITY, 1, 0));
        assertThat(tracking.runs().history(run.run().id(), "auc", null, null).items())
                .containsExactly(new Metric("auc", 0.75, 1, 1), new Metric("auc", -0.0, 2, 2));
        var model = tracking.loggedModels().get(run.modelInputs().getFirst().modelId());
        assertThat(model.params()).containsEntry("p", "1");
        assertThat(model.metrics()).hasSize(1);

        var key = new WebhookSecrets(new byte[WebhookSecrets.KEY]);
        var policy = WebhookPolicy.standard();
        var registry = new Registry(db, blobs, tracking, policy, key, InstantSource.system());
        assertThat(registry.versions().byAlias("RM", "champion").tags()).containsEntry("k", "v");
        assertThat(registry.models().search(new RegistryQuery("", 10, List.of(), null)).items())
                .hasSize(2);
        var webhook = registry.webhooks().list(10, null).items().getFirst();
        assertThat(registry.webhooks().deadLetters(webhook.id(), 10, null).items()).hasSize(1);
    }

    /** {@code -Dgolden.make=N} writes the files of that number, of the version that runs. */
    @Test
    @EnabledIfSystemProperty(named = "golden.make", matches = "[0-9]+")
    void makeAnotherOne() throws Exception {
        var name = System.getProperty("golden.make");
        Files.createDirectories(GOLDEN);
        var copy = folder.resolve("copy.db");
        fill(
                null,
                "sqlite:" + folder.resolve("data/rondo.db"),
                (connection, statement) -> statement.execute("VACUUM INTO '" + copy + "'"));
        zip(name + ".sqlite.gz", Files.readAllBytes(copy));
        var postgres = TestDatabases.postgresUrl();
        fill(
                postgres,
                postgres,
                (connection, statement) ->
                        zip(
                                name + ".postgres.sql.gz",
                                GoldenDump.write(connection, rooms())
                                        .getBytes(StandardCharsets.UTF_8)));
    }

    /** What is done with a filled database. */
    private interface Action {
        void take(Connection connection, Statement statement) throws SQLException, IOException;
    }

    private void fill(@Nullable String database, String url, Action action) throws Exception {
        var data = folder.resolve(database == null ? "data" : "data of postgres");
        var options =
                new ServerOptions("127.0.0.1", 0, data, database, Durability.PROCESS, false, null);
        try (var loans = Trained.loans(options)) {
            new GoldenFill(loans).fill();
            try (var connection = DriverManager.getConnection(jdbc(url))) {
                addTheRest(connection);
                try (var statement = connection.createStatement()) {
                    action.take(connection, statement);
                }
            }
        }
    }

    private static void addTheRest(Connection connection) throws SQLException {
        for (var row : GoldenFill.REST) {
            try (var statement = connection.createStatement()) {
                statement.executeUpdate(row);
            }
        }
    }

    private static void zip(String name, byte[] content) throws IOException {
        try (var out = new GZIPOutputStream(Files.newOutputStream(GOLDEN.resolve(name)))) {
            out.write(content);
        }
    }
}
