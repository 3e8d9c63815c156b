package dev.rondo.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the machine itself allows: one thread that writes as many bytes as the journal does for a
 * record, and forces them or not. As in the journal, every 64 MiB are forced in any case.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DiskBenchmark {
    private static final int FRAME_BYTES = 96;
    private static final long SEGMENT_BYTES = 64L << 20;

    private final ByteBuffer frame =
            ByteBuffer.allocateDirect(FRAME_BYTES + JournalBenchmark.RECORD_BYTES);

    @SuppressWarnings("NullAway.Init") // set up before each iteration
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set up before each iteration
    private FileChannel file;

    private long end;

    static byte[] bytes(int count) {
        var bytes = new byte[count];
        new Random(5).nextBytes(bytes);
        return bytes;
    }

    @Setup(Level.Iteration)
    public void open() throws IOException {
        frame.clear().put(bytes(frame.capacity())).flip();
        directory = WorkFolder.make("disk");
        file =
                FileChannel.open(
                        directory.resolve("file"),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE);
        end = 0;
    }

    @TearDown(Level.Iteration)
    public void close() throws IOException {
        file.close();
        WorkFolder.delete(directory);
    }

    @Benchmark
    public long write() throws IOException {
        if (end >= SEGMENT_BYTES) {
            file.force(false);
            file.truncate(0);
            end = 0;
        }
        frame.rewind();
        while (frame.hasRemaining()) {
            end += file.write(frame, end);
        }
        return end;
    }

    @Benchmark
    public long writeAndForce() throws IOException {
        long written = write();
        file.force(false);
        return written;
    }
}
