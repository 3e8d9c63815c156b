package dev.rondo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.base.RondoException;
import dev.rondo.client.Rondo;
import dev.rondo.client.RondoClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy of a running server, and what becomes of it. */
class BackupTest {
    private static void backup(RondoClient client, Path file) throws IOException {
        try (var in = client.stream("/api/v1/backup")) {
            Files.copy(in, file);
        }
    }

    @Test
    @DisplayName(
            "a quiet server: every row of every table, every file and every record is the same")
    void everythingIsTheSame(@TempDir Path folder) throws Exception {
        var zip = folder.resolve("b.zip");
        try (var trained = Trained.loans()) {
            trained.predict(Trained.features());
            var rondo = new Rondo(trained.client);
            var file = Files.writeString(folder.resolve("n.txt"), "note");
            try (var run = rondo.run("x").param("a", 1).start()) {
                run.metric("nan", Double.NaN);
                run.file("deep/er/n ü.txt", file);
                run.finish();
            }
            var path = "/api/v1/endpoints/loans/monitor?settle=30";
            assertThat(trained.client.get(path).path("settled").asBoolean()).isTrue();
            backup(trained.client, zip);
            var restored = folder.resolve("restored");
            int files = new BackupFile(zip).restore(restored);
            assertThat(files).isGreaterThan(5);
            assertThat(tables(restored.resolve("rondo.db")))
                    .isEqualTo(tables(Path.of(trained.database().substring("sqlite:".length()))));
            try (var second = RondoServer.start(ServerOptions.local(restored, 0))) {
                var client = new RondoClient(URI.create("http://127.0.0.1:" + second.port()));
                for (var list : List.of("runs", "experiments", "models", "endpoints", "datasets")) {
                    assertThat(client.get("/api/v1/" + list))
                            .isEqualTo(trained.client.get("/api/v1/" + list));
                }
                for (var stream : List.of("endpoints/loans/predictions")) {
                    assertThat(bytes(client, stream)).isEqualTo(bytes(trained.client, stream));
                }
                var run = new Rondo(client).runs("x").first().orElseThrow();
                try (var in = new Rondo(client).files(run.id()).open("deep/er/n ü.txt")) {
                    assertThat(in.readAllBytes()).asString().isEqualTo("note");
                }
                var replay = client.post("/api/v1/endpoints/loans/replay", RondoClient.object());
                assertThat(replay.path("different").asInt()).isZero();
                assertThat(replay.path("equal").asInt()).isPositive();
            }
        }
    }

    private static byte[] bytes(RondoClient client, String path) throws IOException {
        try (var in = client.stream("/api/v1/" + path)) {
            return in.readAllBytes();
        }
    }

    /** Every row as text, by table, sorted. */
    private static SortedMap<String, List<String>> tables(Path database) throws SQLException {
        var tables = new TreeMap<String, List<String>>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var names = connection.createStatement();
                var all =
                        names.executeQuery("SELECT name FROM sqlite_schema WHERE type = 'table'")) {
            while (all.next()) {
                var rows = new ArrayList<String>();
                try (var select = connection.createStatement();
                        var found = select.executeQuery("SELECT * FROM " + all.getString(1))) {
                    int columns = found.getMetaData().getColumnCount();
                    while (found.next()) {
                        var row = new StringBuilder();
                        for (int i = 1; i <= columns; i++) {
                            row.append(found.getString(i)).append('|');
                        }
                        rows.add(row.toString());
                    }
                }
                rows.sort(null);
                tables.put(all.getString(1), rows);
            }
        }
        return tables;
    }

    @Test
    @DisplayName(
            "a busy server: the copy is that of one instant, and misses nothing from before it")
    void aCopyOfOneInstant(@TempDir Path folder) throws Exception {
        try (var server = Trained.empty()) {
            var rondo = new Rondo(server.client);
            var run = rondo.run("busy").start();
            var path = "/api/v1/runs/" + run.id() + "/log";
            var stored = new AtomicLong();
            var stop = new AtomicBoolean();
            var writer =
                    Thread.ofVirtual()
                            .start(() -> {
                                for (long step = 0; !stop.get(); step++) {
                                    server.client.post(path, pair(step));
                                    stored.set(step + 1);
                                }
                            });
            while (stored.get() < 50) {
                Thread.onSpinWait();
            }
            long before = stored.get();
            backup(server.client, folder.resolve("b.zip"));
            stop.set(true);
            writer.join();
            new BackupFile(folder.resolve("b.zip")).restore(folder.resolve("restored"));
            var options = ServerOptions.local(folder.resolve("restored"), 0);
            try (var second = RondoServer.start(options)) {
                var client = new RondoClient(URI.create("http://127.0.0.1:" + second.port()));
                var history = "/api/v1/runs/" + run.id() + "/metrics/";
                int left = client.get(history + "left").path("items").size();
                int right = client.get(history + "right").path("items").size();
                assertThat(left).isEqualTo(right).isGreaterThanOrEqualTo((int) before);
            }
        }
    }

    /** Two metrics that are stored together. */
    private static ObjectNode pair(long step) {
        var body = RondoClient.object();
        var metrics = body.putArray("metrics");
        for (var key : List.of("left", "right")) {
            metrics.addObject()
                    .put("key", key)
                    .put("value", step)
                    .put("timestamp_millis", step)
                    .put("step", step);
        }
        return body;
    }

    @Test
    void aDamagedOrCutBackupIsRefusedAndLeavesNothing(@TempDir Path folder) throws Exception {
        var zip = folder.resolve("b.zip");
        try (var server = Trained.empty()) {
            backup(server.client, zip);
        }
        assertThat(new BackupFile(zip).verify()).isPositive();
        var bytes = Files.readAllBytes(zip);
        for (int cut : new int[] {0, 10, bytes.length / 2, bytes.length * 3 / 4}) {
            Files.write(zip, Arrays.copyOf(bytes, cut));
            assertThatThrownBy(() -> new BackupFile(zip).restore(folder.resolve("data")))
                    .isInstanceOf(RondoException.class)
                    .hasMessageContaining("no whole backup");
            assertThat(folder.resolve("data")).doesNotExist();
        }
        var full = Files.createDirectory(folder.resolve("full"));
        Files.writeString(full.resolve("x"), "mine");
        Files.write(zip, bytes);
        assertThatThrownBy(() -> new BackupFile(zip).restore(full))
                .hasMessageContaining("is not empty");
    }
}
