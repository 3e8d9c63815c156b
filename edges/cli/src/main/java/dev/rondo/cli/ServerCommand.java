package dev.rondo.cli;

import dev.rondo.server.RondoServer;
import dev.rondo.server.ServerOptions;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a server until it is told to stop. */
@Command(
        name = "server",
        mixinStandardHelpOptions = true,
        description = "Run a server.",
        footer = {
            "",
            "Examples:",
            "  rondo server                                  SQLite and files in ./rondo-data",
            "  rondo server --data /srv/rondo --port 9000",
            "  rondo server --db postgresql://rondo:secret@db.internal/rondo"
        })
final class ServerCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (default: ${DEFAULT-VALUE}).")
    private String host = "";

    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "Port; 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "rondo-data",
            description = "Data directory (default: ./${DEFAULT-VALUE}).")
    private Path data = Path.of("");

    @Option(
            names = "--db",
            paramLabel = "URL",
            description =
                    "PostgreSQL instead of SQLite: postgresql://USER:PASSWORD@HOST:PORT/DATABASE (or set RONDO_DB).",
            defaultValue = "${RONDO_DB}")
    private @Nullable String database;

    @Mixin private DurabilityMixin journal = new DurabilityMixin();

    @Option(
            names = "--no-auth",
            description =
                    "Something in front of this server guards it; needed to listen beyond loopback.")
    private boolean withoutAuthentication;

    @Option(
            names = "--mlflow-ui",
            paramLabel = "DIR",
            description =
                    "Serve MLflow's own pages from its installed package: .../mlflow/server/js/build.")
    private @Nullable Path mlflowPages;

    @Override
    public Integer call() throws InterruptedException {
        var server =
                RondoServer.start(
                        new ServerOptions(
                                host,
                                port,
                                data,
                                database,
                                journal.durability,
                                withoutAuthentication,
                                mlflowPages));
        spec.commandLine()
                .getErr()
                .println(
                        "rondo "
                                + RondoServer.VERSION
                                + " serves http://"
                                + host
                                + ":"
                                + server.port()
                                + " (data in "
                                + data
                                + "); Ctrl-C stops it");
        stopOnSignal(server);
        new CountDownLatch(1).await();
        return 0;
    }

    /** SIGTERM and Ctrl-C: requests at work are answered, then the stores close. */
    static void stopOnSignal(RondoServer server) {
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "shutdown"));
    }
}
