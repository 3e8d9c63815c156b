package dev.rondo.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Runs a command beside a PostgreSQL of its own, on a free port of loopback and with the settings
 * that PostgreSQL has by itself; the environment variable {@code RONDO_DB} names an empty database.
 */
final class WithPostgres {
    private WithPostgres() {}

    public static void main(String[] command)
            throws IOException, SQLException, InterruptedException {
        Logger.getLogger("").setLevel(Level.WARNING);
        int status;
        try (var server = EmbeddedPostgres.start()) {
            try (var connection = server.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE benchmark");
            }
            var process = new ProcessBuilder(command).inheritIO();
            process.environment()
                    .put(
                            "RONDO_DB",
                            "postgresql://postgres:postgres@127.0.0.1:%d/benchmark"
                                    .formatted(server.getPort()));
            status = process.start().waitFor();
        }
        System.exit(status);
    }
}
