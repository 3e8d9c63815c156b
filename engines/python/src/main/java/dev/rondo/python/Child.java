package dev.rondo.python;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.base.RondoException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;

/** One process that has loaded a model. */
final class Child implements AutoCloseable {
    private static final String SCRIPT = "rondo_worker.py";
    private static final Duration LEAVE_WITHIN = Duration.ofSeconds(2);

    private final Process process;
    private final SocketChannel channel;
    private final JsonNode greeting;

    private Child(Process process, SocketChannel channel, JsonNode greeting) {
        this.process = process;
        this.channel = channel;
        this.greeting = greeting;
    }

    /**
     * Starts a process and waits until it has loaded the model.
     *
     * @throws RondoException of kind USER with the last lines that it wrote
     */
    static Child start(PythonOptions options, Path model) {
        var lines = new Lines("python of " + model.getFileName());
        try (var door = Door.open()) {
            var process = process(options, model, door);
            // Reading a pipe holds a thread, which must not be one that carries virtual ones.
            var follower =
                    Thread.ofPlatform()
                            .daemon()
                            .name("python-log")
                            .start(() -> lines.follow(process.getInputStream()));
            long begun = System.nanoTime();
            try {
                return greeted(options, door, process);
            } catch (IOException | RuntimeException e) {
                boolean late = System.nanoTime() - begun >= options.startWithin().toNanos();
                process.destroyForcibly();
                process.waitFor(1, TimeUnit.SECONDS);
                follower.join(LEAVE_WITHIN);
                throw notStarted(options, model, late, lines.last()).causedBy(e);
            }
        } catch (IOException e) {
            throw RondoException.user("python.command", "the interpreter cannot be started")
                    .at(options.command().getFirst())
                    .because(String.valueOf(e.getMessage()))
                    .next("name an interpreter that is there, such as --python python3")
                    .causedBy(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RondoException.unavailable("python.stopped", "the server is being stopped");
        }
    }

    private static Process process(PythonOptions options, Path model, Door door)
            throws IOException {
        var script = door.directory().resolve(SCRIPT);
        try (var in = Child.class.getResourceAsStream(SCRIPT)) {
            if (in == null) {
                throw new IllegalStateException(SCRIPT);
            }
            Files.copy(in, script);
        }
        var command = new ArrayList<>(options.command());
        command.add(script.toString());
        command.add(door.address());
        command.add(model.toString());
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("RONDO_WORKER_TOKEN", door.token());
        builder.environment().put("PYTHONUNBUFFERED", "1");
        return builder.start();
    }

    /** The door is closed when the process ends or the time is over, which ends the waiting. */
    private static Child greeted(PythonOptions options, Door door, Process process)
            throws IOException {
        var waiting =
                Thread.ofVirtual().start(() -> closeAfter(options.startWithin(), door, process));
        var channel = door.accept();
        try {
            return new Child(process, channel, Message.read(channel).header());
        } finally {
            waiting.interrupt();
        }
    }

    private static void closeAfter(Duration time, Door door, Process process) {
        try {
            if (!process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
            door.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static RondoException notStarted(
            PythonOptions options, Path model, boolean late, String lines) {
        var error =
                RondoException.user("python.start", "the model does not come up in Python")
                        .at(model.toString());
        var why = late ? "it took longer than " + options.startWithin().toSeconds() + " s. " : "";
        return error.because(why + (lines.isEmpty() ? "It wrote nothing" : "It wrote:\n" + lines))
                .next(
                        "check that "
                                + options.command().getFirst()
                                + " has mlflow and what the model's requirements.txt names");
    }

    /** What it said when it was ready. */
    JsonNode greeting() {
        return greeting;
    }

    SocketChannel channel() {
        return channel;
    }

    void kill() {
        process.destroyForcibly();
    }

    /** Calls back once when the process has ended, however. */
    void whenGone(Runnable then) {
        var _ = process.onExit().thenRun(then);
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        try {
            channel.close();
            process.getOutputStream().close();
            if (!process.waitFor(LEAVE_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
