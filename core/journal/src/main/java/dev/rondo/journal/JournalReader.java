package dev.rondo.journal;

import dev.rondo.base.RondoException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads a journal without its lock and without a change to it, also while another process writes.
 * It sees what was whole when it was opened: nothing that comes later, and of a write that failed
 * at that very moment perhaps a record that nobody was told of.
 *
 * <pre>{@code
 * JournalReader.open(directory).scan(0, (number, record) -> handle(record));
 * }</pre>
 */
public final class JournalReader {
    private final Path directory;
    private final JournalOpening.Seen seen;

    private JournalReader(Path directory, JournalOpening.Seen seen) {
        this.directory = directory;
        this.seen = seen;
    }

    /**
     * Looks at the directory.
     *
     * @throws RondoException NOT_FOUND {@code journal.none} when there is no journal; UNAVAILABLE
     *     when it cannot be read; INTERNAL {@code journal.damaged} when its end cannot be found
     */
    public static JournalReader open(Path directory) {
        return open(directory, FileLayer.real());
    }

    static JournalReader open(Path directory, FileLayer files) {
        try {
            return new JournalOpening(directory, files)
                    .look()
                    .map(seen -> new JournalReader(directory, seen))
                    .orElseThrow(() -> none(directory));
        } catch (NoSuchFileException e) {
            throw none(directory).causedBy(e);
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    /** See {@link Journal#replica}. */
    public String replica() {
        return seen.replica();
    }

    /**
     * Visits the records from the sequence on, in order. What the writer deletes meanwhile, because
     * it is too old to be kept, is passed over.
     */
    public void scan(long fromSequence, Journal.Visitor visitor) {
        try {
            seen.records().visit(fromSequence, Long.MAX_VALUE, new BesideWriter(seen, visitor));
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    /**
     * Tells damage from what a writer took back: of a write that fails, whole records may be seen
     * before they are cut off. All of the last segment was read when the journal was opened, so
     * what was intact then and is not now was such a write. Nothing that anybody was told of lay
     * behind.
     */
    private static final class BesideWriter implements Journal.Visitor {
        private final JournalOpening.Seen seen;
        private final Journal.Visitor visitor;
        private boolean takenBack;

        BesideWriter(JournalOpening.Seen seen, Journal.Visitor visitor) {
            this.seen = seen;
            this.visitor = visitor;
        }

        @Override
        public boolean accept(long sequence, byte[] payload) {
            return !takenBack && visitor.accept(sequence, payload);
        }

        @Override
        public void damaged(Damage damage) {
            takenBack |= damage.segment().equals(seen.last()) && !known(damage);
            if (!takenBack) {
                visitor.damaged(damage);
            }
        }

        private boolean known(Damage damage) {
            return seen.damages().stream().anyMatch(each -> each.offset() == damage.offset());
        }
    }

    private static RondoException none(Path directory) {
        return RondoException.notFound("journal.none", "there is no journal here")
                .at(directory.toString())
                .next("name the directory that the server was started with");
    }

    private static RondoException unreadable(Path directory, IOException cause) {
        return RondoException.unavailable("journal.unavailable", "the journal cannot be read")
                .at(directory.toString())
                .because(String.valueOf(cause.getMessage()))
                .causedBy(cause);
    }
}
