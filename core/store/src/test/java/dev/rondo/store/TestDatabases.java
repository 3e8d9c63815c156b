package dev.rondo.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Fresh, empty databases for the suites of every room. A room writes one abstract contract and one
 * subclass per database, each of one line.
 */
public final class TestDatabases {
    private static @Nullable EmbeddedPostgres server;

    private TestDatabases() {}

    public static Db sqlite(Path folder) {
        return Db.open("sqlite:" + folder.resolve(UUID.randomUUID() + ".db").toAbsolutePath());
    }

    /** A database of its own on the one embedded server of this JVM. */
    public static Db postgres() {
        return Db.open(postgresUrl());
    }

    /** Nothing here must outlive a power cut: what is killed is Rondo, never this server. */
    private static EmbeddedPostgres start() throws IOException {
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("synchronous_commit", "off")
                .setServerConfig("full_page_writes", "off")
                .setServerConfig("autovacuum", "off")
                .start();
    }

    /** The URL of a new, empty database, for what opens it several times. */
    public static synchronized String postgresUrl() {
        var name = "test_" + UUID.randomUUID().toString().replace("-", "");
        try {
            if (server == null) {
                server = start();
            }
            try (var connection = server.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + name);
            }
            return "postgresql://postgres:postgres@localhost:%d/%s"
                    .formatted(server.getPort(), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
