package dev.rondo.monitoring;

import dev.rondo.inference.PredictionId;
import dev.rondo.inference.PredictionRecord;
import dev.rondo.inference.PredictionRecords;
import dev.rondo.journal.Journal;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Reads many records by their sequences. Outcomes mostly come for predictions that lie side by
 * side, and one scan over a stretch of the journal costs far less than a search for each record.
 */
final class RecordSweep {
    /** A longer stretch without a wanted record is leapt over. */
    private static final int GAP = 64;

    private final Journal journal;

    RecordSweep(Journal journal) {
        this.journal = journal;
    }

    /** The records of those sequences that exist. */
    Map<Long, PredictionRecord> read(NavigableSet<Long> sequences) {
        var records = new HashMap<Long, PredictionRecord>();
        var wanted = new TreeSet<>(sequences.headSet(journal.size(), false));
        while (!wanted.isEmpty()) {
            sweep(wanted, records);
        }
        return records;
    }

    /** Takes the first stretch's sequences out of those wanted. */
    private void sweep(NavigableSet<Long> wanted, Map<Long, PredictionRecord> records) {
        long from = wanted.first();
        PassOverDamage visitor =
                (sequence, payload) -> {
                    if (wanted.remove(sequence)) {
                        var id = new PredictionId(journal.replica(), sequence);
                        records.put(sequence, PredictionRecords.decode(id, payload));
                    }
                    return !wanted.isEmpty() && wanted.first() <= sequence + GAP;
                };
        journal.scan(from, visitor);
        wanted.remove(from);
    }
}
