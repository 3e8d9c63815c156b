package dev.rondo.cli;

import dev.rondo.client.RondoClient;
import dev.rondo.server.ModelServer;
import dev.rondo.server.RondoServer;
import dev.rondo.server.ServerOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Starts one of the servers on a temporary directory, asks it and stops: what its start-up cache is
 * made from.
 */
@Command(name = "rehearse", hidden = true)
final class RehearseCommand implements Callable<Integer> {
    private static final int ROUNDS = 200;
    private static final String ROW =
            "{\"inputs\":[{\"name\":\"input\",\"shape\":[1,3],\"datatype\":\"FP32\",\"data\":[1,2,3]}]}";

    private enum Server {
        SERVE,
        SERVER
    }

    @Parameters(paramLabel = "COMMAND", description = "serve or server")
    private Server server = Server.SERVE;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var data = Files.createTempDirectory("rondo-rehearsal");
        try {
            switch (server) {
                case SERVE -> models(data.resolve("rehearsal.json"));
                case SERVER -> platform(data.resolve("data"));
            }
        } finally {
            try (var files = Files.walk(data)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        return 0;
    }

    private static void platform(Path data) {
        var _ = Main.line("server").parseArgs("server");
        try (var server = RondoServer.start(ServerOptions.local(data, 0))) {
            var client = new RondoClient(URI.create("http://127.0.0.1:" + server.port()));
            client.get("/api/v1/models");
            client.get("/api/v1/openapi.json");
            client.get("/api/2.0/mlflow/experiments/search?max_results=1");
        }
    }

    private static void models(Path file) throws IOException, InterruptedException {
        try (var model = RehearseCommand.class.getResourceAsStream("rehearsal.json")) {
            if (model == null) {
                throw new IllegalStateException("rehearsal.json is not on the class path");
            }
            Files.copy(model, file);
        }
        var line = Main.line("serve").parseArgs("serve", file.toString(), "--port", "0");
        var serve = (ServeCommand) line.subcommand().commandSpec().userObject();
        var options = serve.options();
        try (var server = ModelServer.start(options);
                var client = HttpClient.newHttpClient()) {
            System.err.println(ServeCommand.greeting(options, server));
            var address = "http://127.0.0.1:" + server.port();
            var infer =
                    HttpRequest.newBuilder(URI.create(address + "/v2/models/rehearsal/infer"))
                            .POST(BodyPublishers.ofString(ROW));
            for (int i = 0; i < ROUNDS; i++) {
                // Both versions of HTTP, whose code is loaded when it is first spoken.
                var version = i % 2 == 0 ? HttpClient.Version.HTTP_1_1 : HttpClient.Version.HTTP_2;
                client.send(infer.version(version).build(), BodyHandlers.discarding());
            }
            var live =
                    HttpRequest.newBuilder(
                                    URI.create(
                                            address + "/inference.GRPCInferenceService/ServerLive"))
                            .header("Content-Type", "application/grpc")
                            .POST(BodyPublishers.ofByteArray(new byte[5]));
            client.send(live.build(), BodyHandlers.discarding());
        }
    }
}
