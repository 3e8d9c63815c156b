package dev.rondo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.client.RondoClient;
import dev.rondo.store.TestDatabases;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose database is PostgreSQL: the same life as with SQLite. */
class PostgresServerTest {
    @Test
    @DisplayName("what was trained, served and told is there after a kill")
    void livesOnPostgres(@TempDir Path data) {
        var database = TestDatabases.postgresUrl();
        String prediction;
        try (var server = RondoProcess.server(data, "--db", database)) {
            Loans.serve(server.client());
            prediction = Loans.predict(server.client(), 30).path(0).path("prediction_id").asText();
            tellOutcome(server.client(), prediction);
            server.kill();
        }
        assertThat(data.resolve("rondo.db")).doesNotExist();
        try (var again = RondoProcess.server(data, "--db", database)) {
            var client = again.client();
            assertThat(client.get("/api/v1/models").path("items")).hasSize(1);
            assertThat(client.get("/api/v1/datasets").path("items")).hasSize(1);
            tellOutcome(client, prediction);
            var replay = client.post("/api/v1/endpoints/loans/replay", RondoClient.object());
            assertThat(replay.path("equal").asLong()).isEqualTo(30);
            assertThat(Loans.predict(client, 2)).hasSize(2);
        }
    }

    private static void tellOutcome(RondoClient client, String prediction) {
        var body = RondoClient.object();
        body.putArray("outcomes")
                .addObject()
                .put("prediction_id", prediction)
                .put("outcome", "yes");
        client.post("/api/v1/endpoints/loans/outcomes", body);
    }

    @Test
    @DisplayName("rule 11.3: a refused log-in names the database, never the password")
    void wrongPassword(@TempDir Path data) throws IOException, InterruptedException {
        var wrong = TestDatabases.postgresUrl().replace("postgres:postgres@", "nobody:topsecret@");
        var server =
                RondoProcess.command("server", "--port", "0", "--data", "" + data, "--db", wrong)
                        .redirectErrorStream(true)
                        .start();
        var told = new String(server.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(server.waitFor()).isEqualTo(6);
        assertThat(told).contains("user and password").doesNotContain("topsecret");
    }
}
