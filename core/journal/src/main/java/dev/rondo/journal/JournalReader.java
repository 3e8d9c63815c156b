package dev.rondo.journal;

import dev.rondo.base.RondoException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

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
    private final FileLayer files;
    private final String replica;
    private final Records records;

    private JournalReader(Path directory, FileLayer files, String replica, Records records) {
        this.directory = directory;
        this.files = files;
        this.replica = replica;
        this.records = records;
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
                    .map(seen ->
                            new JournalReader(directory, files, seen.replica(), seen.records()))
                    .orElseThrow(() -> none(directory));
        } catch (NoSuchFileException e) {
            throw none(directory).causedBy(e);
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    /** See {@link Journal#replica}. */
    public String replica() {
        return replica;
    }

    /** Visits the records from the sequence on, in order. */
    public void scan(long fromSequence, Journal.Visitor visitor) {
        var careful = new Careful(visitor);
        try {
            records.visit(fromSequence, Long.MAX_VALUE, careful);
            var damage = careful.damage;
            if (damage != null) {
                open(directory, files).records.visit(damage.from(), records.size(), visitor);
            }
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    /**
     * Stops at damage, which a second look has to confirm: where a writer was at work during the
     * first, a segment may have grown, or another begun, between one read and the next.
     */
    private static final class Careful implements Journal.Visitor {
        private final Journal.Visitor visitor;
        private @Nullable Damage damage;

        Careful(Journal.Visitor visitor) {
            this.visitor = visitor;
        }

        @Override
        public boolean accept(long sequence, byte[] payload) {
            return damage == null && visitor.accept(sequence, payload);
        }

        @Override
        public void damaged(Damage met) {
            if (damage == null) {
                damage = met;
            }
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
