package dev.rondo.benchmarks;

import dev.rondo.client.RondoClient;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server in a process of its own on a free port of loopback, with a data directory of its own.
 */
final class ServerProcess implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final int LONGEST_STOP_SECONDS = 60;
    private static final int LOOK_AGAIN_MILLIS = 2;

    private final Process process;
    private final int port;
    private final Path folder;
    private final String probe;
    private final Duration start;

    private ServerProcess(List<String> command, Path folder, String probe, List<String> arguments)
            throws IOException {
        this.folder = folder;
        this.probe = probe;
        this.port = freePort();
        var all = new ArrayList<>(command);
        all.addAll(arguments);
        all.addAll(List.of("--port", Integer.toString(port)));
        var log = folder.resolve("log").toFile();
        long began = System.nanoTime();
        process = new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(log).start();
        // Whatever ends this JVM ends the server, too.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        start = awaitHealth(began, log);
    }

    /** Runs the command's `server` and returns once /health has answered 200. */
    static ServerProcess start(List<String> command) {
        return start(command, WorkFolder.make("server"));
    }

    /** The same on what a folder holds under {@code data}; closing deletes the folder. */
    static ServerProcess start(List<String> command, Path folder) {
        try {
            var data = folder.resolve("data").toString();
            return new ServerProcess(command, folder, "/health", List.of("server", "--data", data));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs the command's `serve` on models in a folder, which is deleted at the end. */
    static ServerProcess serve(List<String> command, Path folder, Path models, String... options) {
        var arguments = new ArrayList<>(List.of("serve", models.toString()));
        arguments.addAll(List.of(options));
        try {
            return new ServerProcess(command, folder, "/v2/health/ready", arguments);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A plain JVM on a class path, with the launcher's flags but without its start-up cache. */
    static List<String> java(String classPath) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                "dev.rondo.cli.Main");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Duration awaitHealth(long began, File log) throws IOException {
        while (process.isAlive() && System.nanoTime() - began < LONGEST_START.toNanos()) {
            if (healthy()) {
                return Duration.ofNanos(System.nanoTime() - began);
            }
            pause();
        }
        process.destroyForcibly();
        throw new IllegalStateException("no server: " + Files.readString(log.toPath()));
    }

    private boolean healthy() {
        try (var connection = new Connection(port)) {
            return connection.send(Connection.get(probe)) == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN_MILLIS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    int port() {
        return port;
    }

    RondoClient client() {
        return new RondoClient(URI.create("http://127.0.0.1:" + port));
    }

    /** From the process's start to the first 200 from /health, or from the probe of readiness. */
    Duration startTime() {
        return start;
    }

    /** User and system time of the process so far, from /proc/PID/stat: steps of 10 ms. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** Resident memory in MiB, from /proc/PID/status. */
    long residentMebibytes() {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            var kibibytes =
                    lines.filter(line -> line.startsWith("VmRSS:"))
                            .map(line -> line.replaceAll("[^0-9]", ""))
                            .findFirst();
            return Long.parseLong(kibibytes.orElseThrow()) >> 10;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new IllegalStateException(e);
        }
        WorkFolder.delete(folder);
    }
}
