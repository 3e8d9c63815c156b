package dev.rondo.pipelines;

import dev.rondo.store.Db;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/** Claims due tasks and runs their steps. Any number of workers share one database. */
public final class Worker implements AutoCloseable {
    public Worker(
            Db db,
            Runs runs,
            StepCatalogue steps,
            WorkerOptions options,
            InstantSource clock,
            Path workRoot) {}

    public void start() {
        throw new UnsupportedOperationException();
    }

    /** Looks for tasks at once. */
    public void wake() {
        throw new UnsupportedOperationException();
    }

    /** Claims nothing more and waits for what runs. Returns false when the time is over first. */
    public boolean drain(Duration atMost) throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** Interrupts what runs and gives it back for others to claim. */
    @Override
    public void close() {}
}
