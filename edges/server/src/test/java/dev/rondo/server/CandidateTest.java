package dev.rondo.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.client.RondoClient;
import dev.rondo.store.Db;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A version that challenges the live one. */
class CandidateTest {
    @Test
    void monitoringKnowsItBeforeItsFirstAnswerCounts() {
        try (var trained = Trained.loans();
                var db = Db.open(trained.database())) {
            trained.train(2);
            assertThat(monitored(db)).containsExactly(1L);
            var body =
                    RondoClient.object()
                            .put("model", "loans")
                            .put("version", 2)
                            .put("approver", "anna");
            var release = trained.client.post("/api/v1/endpoints/loans/releases", body);
            assertThat(release.path("state").asText()).isEqualTo("SHADOW");
            assertThat(monitored(db)).containsExactly(1L, 2L);
        }
    }

    private static List<Long> monitored(Db db) {
        return db.read(tx ->
                tx.query(
                        "SELECT version FROM monitoring_versions ORDER BY version",
                        row -> row.integer("version")));
    }
}
