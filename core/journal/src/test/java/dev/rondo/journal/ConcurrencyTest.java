package dev.rondo.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Readers during appends see a prefix: each record whole, in order, and at its own number. */
class ConcurrencyTest {
    private static final int WRITERS = 6;
    private static final int APPENDS = 1_500;

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readersSeeWholeRecordsWhileManyAppend(boolean virtual) throws Exception {
        var options = new JournalOptions(Durability.PROCESS, 100_000, FileLayer.real());
        var threads = virtual ? Thread.ofVirtual().factory() : Thread.ofPlatform().factory();
        try (var journal = Journal.open(directory, options);
                var pool = Executors.newThreadPerTaskExecutor(threads);
                var reading = Executors.newFixedThreadPool(2)) {
            var writing = new AtomicBoolean(true);
            var readers =
                    List.of(
                            reading.submit(tail(journal, writing)),
                            reading.submit(pick(journal, writing)));
            List<Future<long[]>> acknowledged;
            try {
                acknowledged = writeAll(journal, pool);
            } finally {
                writing.set(false);
            }
            for (var reader : readers) {
                reader.get();
            }
            assertThat(journal.size()).isEqualTo((long) WRITERS * APPENDS);
            for (int writer = 0; writer < WRITERS; writer++) {
                long[] sequences = acknowledged.get(writer).get();
                for (int i = 0; i < APPENDS; i += 37) {
                    assertThat(journal.read(sequences[i])).contains(payload(writer, i));
                }
            }
        }
    }

    private static List<Future<long[]>> writeAll(Journal journal, ExecutorService pool)
            throws Exception {
        var acknowledged = new ArrayList<Future<long[]>>();
        for (int writer = 0; writer < WRITERS; writer++) {
            int number = writer;
            acknowledged.add(
                    pool.submit(() -> {
                        var sequences = new long[APPENDS];
                        for (int i = 0; i < APPENDS; i++) {
                            sequences[i] = journal.append(payload(number, i));
                        }
                        return sequences;
                    }));
        }
        for (var writer : acknowledged) {
            writer.get();
        }
        return acknowledged;
    }

    /** Follows the end, and checks that each writer's records come in its own order. */
    private static Callable<Void> tail(Journal journal, AtomicBoolean writing) {
        return () -> {
            var next = new int[WRITERS];
            long from = 0;
            boolean more = true;
            while (more) {
                more = writing.get();
                long size = journal.size();
                long[] seen = {from};
                journal.scan(
                        from,
                        (sequence, payload) -> {
                            assertThat(sequence).isEqualTo(seen[0]++);
                            int writer = ByteBuffer.wrap(payload).getInt();
                            assertThat(payload).isEqualTo(payload(writer, next[writer]++));
                            return true;
                        });
                assertThat(seen[0]).isGreaterThanOrEqualTo(size);
                from = seen[0];
            }
            assertThat(next).containsOnly(APPENDS);
            return null;
        };
    }

    private static Callable<Void> pick(Journal journal, AtomicBoolean writing) {
        return () -> {
            for (long i = 0; writing.get(); i++) {
                long size = journal.size();
                if (size > 0) {
                    var payload = journal.read(i * 7919 % size).orElseThrow();
                    var buffer = ByteBuffer.wrap(payload);
                    assertThat(payload).isEqualTo(payload(buffer.getInt(), buffer.getInt()));
                }
            }
            return null;
        };
    }

    private static byte[] payload(int writer, int number) {
        var bytes = new byte[8 + (number * 31 + writer) % 300];
        ByteBuffer.wrap(bytes).putInt(writer).putInt(number);
        for (int i = 8; i < bytes.length; i++) {
            bytes[i] = (byte) (number + i);
        }
        return bytes;
    }
}
