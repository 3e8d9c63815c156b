package dev.rondo.cli;

import dev.rondo.client.RondoClient;
import java.net.URI;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The option of every command that speaks to a server. */
final class ServerOption {
    @Option(
            names = "--server",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            defaultValue = "${RONDO_SERVER:-http://127.0.0.1:8080}",
            description = "The server (default: ${DEFAULT-VALUE}; or set RONDO_SERVER).")
    private URI server = URI.create("http://127.0.0.1:8080");

    RondoClient client() {
        return new RondoClient(server);
    }
}
