package dev.rondo.e2e;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes to a run one thing after the other until no answer comes. */
final class TrackedWriter implements Runnable {
    private final MlflowCalls calls;
    private final String run;
    private final String folder;
    private final long seed;
    private final int writer;
    private volatile int acknowledged;
    private volatile boolean cutOff;
    private volatile @Nullable Throwable failure;

    /**
     * Makes a writer.
     *
     * @param folder the path of the run's files
     * @param writer 0 or 1 among those of the run
     */
    TrackedWriter(MlflowCalls calls, String run, String folder, long seed, int writer) {
        this.calls = calls;
        this.run = run;
        this.folder = folder;
        this.seed = seed;
        this.writer = writer;
    }

    @Override
    public void run() {
        try {
            for (int i = 0; ; i++) {
                write(i).send(calls, run, folder);
                acknowledged = i + 1;
            }
        } catch (IOException e) {
            cutOff = true;
        } catch (Throwable e) {
            failure = e;
        }
    }

    /** Fails if a write was answered with an error. */
    void requireCutOff() {
        if (!cutOff) {
            throw new AssertionError("the writer ended before the server did", failure);
        }
    }

    int acknowledgedCount() {
        return acknowledged;
    }

    /** Whether it still waits for answers. */
    boolean writing() {
        return !cutOff && failure == null;
    }

    private TrackedWrite write(int number) {
        return TrackedWrite.of(seed, writer, number);
    }

    List<TrackedWrite> acknowledged() {
        return IntStream.range(0, acknowledged).mapToObj(this::write).toList();
    }

    /** What was sent without an answer: it may be there, whole, or not. */
    TrackedWrite inFlight() {
        return write(acknowledged);
    }
}
