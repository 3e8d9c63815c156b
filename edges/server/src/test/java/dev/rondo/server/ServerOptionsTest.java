package dev.rondo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.RondoException;
import dev.rondo.journal.Durability;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerOptionsTest {
    @Test
    @DisplayName(
            "rule 11.3: beyond loopback the server starts only if something in front guards it")
    void refusesAnOpenDoor() {
        assertThatThrownBy(() -> options("0.0.0.0", false))
                .isInstanceOf(RondoException.class)
                .hasMessageContaining("--no-auth");
        assertThat(options("0.0.0.0", true).host()).isEqualTo("0.0.0.0");
        assertThat(options("127.0.0.1", false).host()).isEqualTo("127.0.0.1");
    }

    private static ServerOptions options(String host, boolean guarded) {
        return new ServerOptions(host, 0, Path.of("data"), null, Durability.PROCESS, guarded, null);
    }

    @Test
    void aSecondServerOnTheSameDirectoryIsRefused(@TempDir Path data) {
        try (var first = RondoServer.start(ServerOptions.local(data, 0))) {
            assertThat(first.port()).isPositive();
            assertThatThrownBy(() -> RondoServer.start(ServerOptions.local(data, 0)))
                    .isInstanceOf(RondoException.class)
                    .hasMessageContaining("another server")
                    .hasMessageContaining("--data");
        }
    }

    @Test
    void aTakenPortIsNamed(@TempDir Path one, @TempDir Path two) {
        try (var first = RondoServer.start(ServerOptions.local(one, 0))) {
            assertThatThrownBy(() -> RondoServer.start(ServerOptions.local(two, first.port())))
                    .isInstanceOf(RondoException.class)
                    .hasMessageContaining("--port");
        }
    }

    @Test
    void whatWasStoredIsThereAfterARestart(@TempDir Path data) {
        try (var first = RondoServer.start(ServerOptions.local(data, 0))) {
            var client =
                    new dev.rondo.client.RondoClient(
                            java.net.URI.create("http://127.0.0.1:" + first.port()));
            client.upload("/api/v1/datasets/loans/versions", "text/csv", Trained.csv(1));
        }
        try (var second = RondoServer.start(ServerOptions.local(data, 0))) {
            var client =
                    new dev.rondo.client.RondoClient(
                            java.net.URI.create("http://127.0.0.1:" + second.port()));
            assertThat(client.get("/api/v1/datasets/loans/versions/1").path("rows").asInt())
                    .isEqualTo(Trained.ROWS);
        }
    }
}
