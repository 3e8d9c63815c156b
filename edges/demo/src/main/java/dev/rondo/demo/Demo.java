package dev.rondo.demo;

import dev.rondo.base.RondoException;
import dev.rondo.client.RondoClient;
import dev.rondo.server.RondoServer;
import dev.rondo.server.ServerOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Starts a server, tells the story, and keeps serving. */
public final class Demo {
    private final StoryOptions options;
    private final Console console;
    private Figures figures = new Figures();

    public Demo(StoryOptions options, PrintStream out) {
        this.options = options;
        this.console = Console.of(out);
    }

    /**
     * Tells the story; without {@code exit} it returns only when the process is told to stop.
     *
     * @return whether all came out as it should
     */
    public boolean run() {
        console.progress("reading %s", options.table());
        var source = SourceRows.read(options);
        var classes = Classes.of(source, options.positive());
        var data = directory();
        try (var server = start(data)) {
            var address = URI.create("http://127.0.0.1:" + server.port());
            console.heading(
                    "Rondo "
                            + RondoServer.VERSION
                            + ": the whole life of a model, in ten chapters");
            console.fact("server", "%s, data in %s, seed %d", address, data, options.seed());
            var session =
                    new Session(
                            options,
                            console,
                            new Platform(new RondoClient(address), options.name()),
                            source,
                            classes);
            figures = session.figures;
            boolean well = new Story(session).tell();
            ending(address, well);
            return well;
        } finally {
            if (options.data() == null) {
                Folders.delete(data);
            }
        }
    }

    /** The figures told so far. */
    public Figures figures() {
        return figures;
    }

    private RondoServer start(Path data) {
        try {
            return RondoServer.start(ServerOptions.local(data, options.port()));
        } catch (RondoException e) {
            if (!e.code().equals("server.port_taken") || options.port() == 0) {
                throw e;
            }
            console.say("port %d is in use; taking a free one", options.port());
            return RondoServer.start(ServerOptions.local(data, 0));
        }
    }

    private Path directory() {
        var chosen = options.data();
        try {
            if (chosen == null) {
                return Files.createTempDirectory("rondo-story");
            }
            if (Files.exists(chosen) && !Folders.empty(chosen)) {
                throw RondoException.user("demo.data_not_empty", chosen + " is not empty")
                        .next(
                                "name a new directory; `rondo server --data "
                                        + chosen
                                        + "` serves what is in it");
            }
            return Files.createDirectories(chosen);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ending(URI address, boolean well) {
        console.heading(
                "%s after %.1f seconds".formatted(well ? "Done" : "Not done", console.seconds()));
        if (options.exit()) {
            if (options.data() != null) {
                console.fact("look around again", "rondo server --data %s", options.data());
            }
            return;
        }
        var server = " --server " + address;
        console.say(
                "The server keeps running at %s until Ctrl-C. Look further, in another terminal:",
                address);
        console.line("rondo get releases" + server);
        console.line("rondo get alerts -o yaml" + server);
        console.line("rondo get predictions --endpoint " + options.name() + " -o jsonl" + server);
        console.line("rondo replay " + options.name() + server);
        console.line("curl " + address + "/api/v1/openapi.json");
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
