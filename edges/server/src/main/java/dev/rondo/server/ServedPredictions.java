package dev.rondo.server;

import dev.rondo.base.RondoException;
import dev.rondo.inference.InferenceRecord;
import dev.rondo.inference.InferenceRecords;
import dev.rondo.inference.PredictionId;
import dev.rondo.journal.JournalReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * What a server of model files has recorded, read beside it or after it.
 *
 * <pre>{@code
 * ServedPredictions.in(Path.of("data")).print(query, System.out);
 * }</pre>
 */
public final class ServedPredictions {
    private final JournalReader journal;

    private ServedPredictions(JournalReader journal) {
        this.journal = journal;
    }

    /**
     * What has been recorded until now.
     *
     * @param data the server's data directory
     * @throws RondoException of kind NOT_FOUND when nothing was ever recorded there
     */
    public static ServedPredictions in(Path data) {
        return new ServedPredictions(JournalReader.open(DataDirectory.served(data)));
    }

    /** Visits the records that the query asks for, in their order. */
    public void visit(InferenceRecordQuery query, Consumer<InferenceRecord> visitor) {
        var left = new long[] {query.limit()};
        journal.scan(
                query.from(),
                (sequence, payload) -> {
                    var address = new PredictionId(journal.replica(), sequence);
                    var record = InferenceRecords.decode(address, payload);
                    if (query.asksFor(record)) {
                        visitor.accept(record);
                        left[0]--;
                    }
                    return left[0] > 0;
                });
    }

    /** Writes them as lines of JSON. */
    public void print(InferenceRecordQuery query, OutputStream out) {
        visit(
                query,
                record -> {
                    try {
                        InferenceRecordLine.write(out, record);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }
}
