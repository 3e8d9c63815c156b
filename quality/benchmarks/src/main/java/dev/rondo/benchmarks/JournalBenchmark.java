package dev.rondo.benchmarks;

import dev.rondo.journal.Durability;
import dev.rondo.journal.Journal;
import dev.rondo.journal.JournalOptions;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Appends of one record of 600 bytes by all threads to one journal (rule 8.2). The threads are
 * virtual ones, as those of the server are.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Djmh.executor=VIRTUAL")
public class JournalBenchmark {
    static final int RECORD_BYTES = 600;

    @Param({"PROCESS", "DISK"})
    public Durability durability = Durability.PROCESS;

    private final byte[] record = DiskBenchmark.bytes(RECORD_BYTES);

    @SuppressWarnings("NullAway.Init") // set up before each iteration
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set up before each iteration
    private Journal journal;

    /** A new journal each time, so that the disk does not fill. */
    @Setup(Level.Iteration)
    public void open() {
        directory = WorkFolder.make("journal");
        journal = Journal.open(directory, JournalOptions.of(durability));
    }

    @TearDown(Level.Iteration)
    public void close() {
        journal.close();
        WorkFolder.delete(directory);
    }

    @Benchmark
    public long append() {
        return journal.append(record);
    }
}
