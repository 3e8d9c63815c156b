package dev.rondo.training;

import dev.rondo.base.Json;
import dev.rondo.base.RondoException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs one child to its end: hands on its progress, keeps the last lines of its log, and kills it
 * when its time is over or this thread is interrupted.
 */
final class ChildRun {
    private static final int LOG_LINES = 60;
    private static final int LINE_LENGTH = 400;

    private final Process process;
    private final Consumer<BoostingRound> progress;
    private final ArrayDeque<String> log = new ArrayDeque<>();
    private @Nullable RuntimeException failure;

    private ChildRun(Process process, Consumer<BoostingRound> progress) {
        this.process = process;
        this.progress = progress;
    }

    /**
     * @param progress called on another thread than the caller's; where it throws, the child is
     *     killed and the exception thrown here
     */
    static ChildExit run(
            ProcessBuilder builder, Duration timeout, Consumer<BoostingRound> progress) {
        try {
            return new ChildRun(builder.start(), progress).await(timeout);
        } catch (IOException e) {
            throw RondoException.unavailable("training.no_child", "no child process could start")
                    .because(String.valueOf(e.getMessage()))
                    .next("check that memory and process limits leave room for one more process")
                    .causedBy(e);
        }
    }

    private ChildExit await(Duration timeout) {
        var reader = Thread.ofVirtual().name("trainer-output").start(this::read);
        try {
            boolean ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
            process.destroyForcibly();
            int code = process.waitFor();
            reader.join();
            if (failure != null) {
                throw failure;
            }
            return new ChildExit(code, !ended, List.copyOf(log));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RondoException.unavailable("training.interrupted", "the training was interrupted")
                    .next("run it again")
                    .causedBy(e);
        } finally {
            process.destroyForcibly();
        }
    }

    private void read() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                take(line);
            }
        } catch (IOException e) {
            // The child was killed while a line was read; its exit says the rest.
        } catch (RuntimeException e) {
            failure = e;
            process.destroyForcibly();
        }
    }

    private void take(String line) {
        if (line.startsWith(TrainerMain.ROUND)) {
            var round = line.substring(TrainerMain.ROUND.length());
            progress.accept(Json.read(round, BoostingRound.class));
            return;
        }
        if (log.size() == LOG_LINES) {
            log.removeFirst();
        }
        log.addLast(line.length() > LINE_LENGTH ? line.substring(0, LINE_LENGTH) + "…" : line);
    }
}
