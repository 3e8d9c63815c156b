package dev.rondo.cli;

import dev.rondo.client.RondoClient;
import dev.rondo.server.RondoServer;
import dev.rondo.server.ServerOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * Starts a server on a temporary directory, asks it once and stops: what the start-up cache is made
 * from.
 */
@Command(name = "rehearse", hidden = true)
final class RehearseCommand implements Callable<Integer> {
    @Override
    public Integer call() throws IOException {
        var data = Files.createTempDirectory("rondo-rehearsal");
        try (var server = RondoServer.start(ServerOptions.local(data, 0))) {
            var client = new RondoClient(URI.create("http://127.0.0.1:" + server.port()));
            client.get("/api/v1/models");
            client.get("/api/v1/openapi.json");
            client.get("/api/2.0/mlflow/experiments/search?max_results=1");
        } finally {
            try (var files = Files.walk(data)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        return 0;
    }
}
