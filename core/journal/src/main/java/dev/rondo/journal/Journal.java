package dev.rondo.journal;

import dev.rondo.base.RondoException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An append-only, durable log of byte records, numbered from 0, in one directory. It knows nothing
 * of their content (rule 8.2).
 *
 * <pre>{@code
 * try (var journal = Journal.open(directory, JournalOptions.of(Durability.PROCESS))) {
 *     long sequence = journal.append(bytes);
 *     journal.scan(0, (number, record) -> handle(record));
 * }
 * }</pre>
 *
 * <p>Safe for many threads; concurrent appends share one write and, with {@link Durability#DISK},
 * one sync. Disk trouble is UNAVAILABLE {@code journal.unavailable}, and once it is over appends
 * work again. Damaged bytes are INTERNAL {@code journal.damaged} where they are read.
 */
public final class Journal implements AutoCloseable {
    /** The largest record. */
    public static final int MAX_PAYLOAD_BYTES = 16 << 20;

    /** The largest group, counting 96 bytes for each record's frame. */
    public static final int MAX_GROUP_BYTES = 256 << 20;

    private static final int PROCESS_SPINS = 200;

    /** Receives the records of a scan. */
    @FunctionalInterface
    public interface Visitor {
        /** Returns false to stop the scan. */
        boolean accept(long sequence, byte[] payload);

        /**
         * Called where records cannot be read. By default throws {@code journal.damaged}; when it
         * returns, the scan goes on behind the damage.
         */
        default void damaged(Damage damage) {
            throw damage.error();
        }
    }

    private final Path directory;
    private final Closeable lock;
    private final OpenedJournal opened;
    private final AppendQueue queue;

    private Journal(Path directory, JournalOptions options, Closeable lock, OpenedJournal opened) {
        this.directory = directory;
        this.lock = lock;
        this.opened = opened;
        boolean slow = options.durability() == Durability.DISK;
        this.queue =
                new AppendQueue(
                        new GroupWriter(directory, options, opened), slow ? 0 : PROCESS_SPINS);
    }

    /**
     * Opens a journal, making the directory if need be. A torn tail is cut off; {@link #recovery}
     * says what was found.
     *
     * @throws RondoException CONFLICT {@code journal.locked} when another process or object has the
     *     directory open
     */
    public static Journal open(Path directory, JournalOptions options) {
        var files = options.files();
        try {
            files.createDirectories(directory);
            var lock = files.lock(directory.resolve("lock")).orElseThrow(() -> locked(directory));
            try {
                var opened = new JournalOpening(directory, files).open();
                return new Journal(directory, options, lock, opened);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw unavailable(directory, "the journal cannot be opened", e);
        }
    }

    /** Appends one record and returns its sequence once it is durable. */
    public long append(byte[] payload) {
        return append(List.of(payload));
    }

    /**
     * Appends records that stand together, and returns the first one's sequence once all are
     * durable. When it fails none of them is in the journal, and a crash leaves all or none.
     */
    public long append(List<byte[]> payloads) {
        if (payloads.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to append");
        }
        var pending = new Pending(List.copyOf(payloads), checkedSize(payloads));
        queue.append(pending);
        var failure = pending.failure();
        if (failure != null) {
            throw explained(failure);
        }
        return pending.firstSequence();
    }

    /**
     * Whether a small append would now take microseconds, so that a thread may do it which must not
     * wait: with {@link Durability#PROCESS}, while the last write was fast and succeeded and no
     * segment is about to be begun. A guess that may be wrong once, when a disk becomes slow.
     */
    public boolean quick() {
        return queue.quick();
    }

    /**
     * Deletes the oldest segments that need not be kept, each as a whole and never the one that is
     * written to. Readers pass over what is gone; sequences stay what they are.
     *
     * @param now by the clock of the files
     * @return how many
     */
    public int drop(Retention retention, Instant now) {
        try {
            return opened.records().drop(retention, now);
        } catch (IOException e) {
            throw unavailable(directory, "an old segment cannot be deleted", e);
        }
    }

    private RuntimeException explained(Throwable failure) {
        return switch (failure) {
            case IOException e -> unavailable(directory, "the journal cannot write", e);
            case RondoException e -> e;
            default -> new IllegalStateException("an append failed", failure);
        };
    }

    private static int checkedSize(List<byte[]> payloads) {
        long total = 0;
        for (var payload : payloads) {
            if (payload.length > MAX_PAYLOAD_BYTES) {
                throw tooLarge("a record of " + payload.length, MAX_PAYLOAD_BYTES);
            }
            total += FrameCodec.HEADER_BYTES + payload.length;
        }
        if (total > MAX_GROUP_BYTES) {
            throw tooLarge("a group of " + total, MAX_GROUP_BYTES);
        }
        return (int) total;
    }

    /** The record with this sequence; empty if there is none yet. */
    public Optional<byte[]> read(long sequence) {
        var reading = new OneRecord(sequence);
        visit(sequence, sequence + 1, reading);
        return reading.found();
    }

    /** Visits the records from the sequence on that are durable now, in order. */
    public void scan(long fromSequence, Visitor visitor) {
        visit(fromSequence, Long.MAX_VALUE, visitor);
    }

    private void visit(long from, long to, Visitor visitor) {
        try {
            opened.records().visit(from, to, visitor);
        } catch (IOException e) {
            throw unavailable(directory, "the journal cannot be read", e);
        }
    }

    /** The sequence that the next record will get: the number of records, were none ever moved. */
    public long size() {
        return opened.records().size();
    }

    /** Names this journal among those of other processes: 8 hexadecimal digits, made once. */
    public String replica() {
        return opened.replica();
    }

    public Recovery recovery() {
        return opened.recovery();
    }

    /** Lets running appends end; later ones fail. */
    @Override
    public void close() {
        queue.close();
        try {
            lock.close();
        } catch (IOException e) {
            throw unavailable(directory, "the journal's lock cannot be given back", e);
        }
    }

    private static RondoException tooLarge(String what, int limit) {
        return RondoException.limit("journal.too_large", what + " bytes is too large")
                .because("the limit is " + limit + " bytes")
                .next("send less at once");
    }

    private static RondoException locked(Path directory) {
        return RondoException.conflict("journal.locked", "the journal is open already")
                .at(directory.toString())
                .because("only one process may write to it")
                .next("stop the other process, or choose another data directory");
    }

    private static RondoException unavailable(Path directory, String what, IOException cause) {
        return RondoException.unavailable("journal.unavailable", what)
                .at(directory.toString())
                .because(String.valueOf(cause.getMessage()))
                .next("make room on the disk and check that it can be written, then try again")
                .causedBy(cause);
    }
}
