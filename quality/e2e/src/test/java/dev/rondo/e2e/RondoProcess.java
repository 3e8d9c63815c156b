package dev.rondo.e2e;

import dev.rondo.client.RondoClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The command line in a process of its own, on the class path of the tests. */
final class RondoProcess implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("(?:serves|at) (http://[^\\s,;]+)");

    private final Process process;
    private final RondoClient client;

    private final URI address;

    private RondoProcess(Process process, URI address) {
        this.process = process;
        this.address = address;
        client = new RondoClient(address);
    }

    static ProcessBuilder command(String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.rondo.cli.Main"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    /** Starts `rondo server` on a free port and waits until it says that it serves. */
    static RondoProcess server(Path data, String... more) {
        var arguments =
                new ArrayList<>(List.of("server", "--port", "0", "--data", data.toString()));
        arguments.addAll(List.of(more));
        return start(arguments);
    }

    /** Starts `rondo serve` on a free port and waits until it says that it serves. */
    static RondoProcess serve(Path models, String... more) {
        var arguments = new ArrayList<>(List.of("serve", models.toString(), "--port", "0"));
        arguments.addAll(List.of(more));
        return start(arguments);
    }

    private static RondoProcess start(List<String> arguments) {
        try {
            var process =
                    command(arguments.toArray(String[]::new))
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            var told = new StringBuilder();
            var lines =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getErrorStream(), StandardCharsets.UTF_8));
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                told.append(line).append('\n');
                var address = ADDRESS.matcher(line);
                if (address.find()) {
                    Thread.ofVirtual().start(() -> lines.lines().forEach(System.err::println));
                    return new RondoProcess(process, URI.create(address.group(1)));
                }
            }
            throw new IllegalStateException("the server did not start: " + told);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RondoClient client() {
        return client;
    }

    URI address() {
        return address;
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
        await();
    }

    /** SIGTERM; returns the exit status. */
    int terminate() {
        process.destroy();
        return await();
    }

    private int await() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the server did not stop within a minute");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }
}
