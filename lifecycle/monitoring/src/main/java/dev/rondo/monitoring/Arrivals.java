package dev.rondo.monitoring;

import dev.rondo.base.RondoException;
import dev.rondo.inference.PredictionId;
import dev.rondo.inference.PredictionRecord;
import dev.rondo.inference.PredictionRecords;
import dev.rondo.journal.Journal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The next records and outcomes to fold, in one order: an outcome comes after every record that was
 * in the journal when it arrived.
 *
 * @param next the cursor behind them
 */
record Arrivals(List<Arrival> items, ProgressTable.Cursor next) {
    sealed interface Arrival {
        String endpoint();

        long eventTime();
    }

    record Predicted(PredictionRecord record, long sequence) implements Arrival {
        @Override
        public String endpoint() {
            return record.endpoint();
        }

        @Override
        public long eventTime() {
            return record.eventTime();
        }
    }

    record Learned(RecordedOutcome outcome) implements Arrival {
        @Override
        public String endpoint() {
            return outcome.endpoint();
        }

        @Override
        public long eventTime() {
            return outcome.eventTime();
        }
    }

    /**
     * Joins records and outcomes.
     *
     * @param outcomes the next ones in their order; all there are, unless {@code more}
     * @param limit the most records to read
     */
    static Arrivals read(
            Journal journal,
            ProgressTable.Cursor from,
            List<OutcomeTable.Arrived> outcomes,
            boolean more,
            int limit) {
        long end = Math.min(journal.size(), from.sequence() + limit);
        if (more) {
            end = Math.min(end, Math.max(from.sequence(), outcomes.getLast().journalPosition()));
        }
        var items = new ArrayList<Arrival>();
        var records = records(journal, from.sequence(), end);
        int nextRecord = 0;
        long position = from.outcomePosition();
        for (var arrived : outcomes) {
            if (arrived.journalPosition() > end) {
                break;
            }
            while (nextRecord < records.size()
                    && records.get(nextRecord).sequence() < arrived.journalPosition()) {
                items.add(records.get(nextRecord++));
            }
            items.add(new Learned(arrived.outcome()));
            position = arrived.outcome().position();
        }
        items.addAll(records.subList(nextRecord, records.size()));
        return new Arrivals(items, new ProgressTable.Cursor(end, position));
    }

    /** The records from one sequence to another; what cannot be read is passed over. */
    private static List<Predicted> records(Journal journal, long from, long end) {
        var records = new ArrayList<Predicted>();
        if (from >= end) {
            return records;
        }
        PassOverDamage visitor =
                (sequence, payload) -> {
                    if (sequence < end) {
                        decode(journal, sequence, payload, records);
                    }
                    return sequence + 1 < end;
                };
        journal.scan(from, visitor);
        return records;
    }

    private static void decode(
            Journal journal, long sequence, byte[] payload, List<Predicted> records) {
        try {
            var id = new PredictionId(journal.replica(), sequence);
            records.add(new Predicted(PredictionRecords.decode(id, payload), sequence));
        } catch (RondoException e) {
            // A record of another kind or a later format is none that could be monitored.
        }
    }

    /** Event times by endpoint. */
    Map<String, Set<Long>> eventTimes() {
        var times = new HashMap<String, Set<Long>>();
        for (var item : items) {
            times.computeIfAbsent(item.endpoint(), _ -> new HashSet<>()).add(item.eventTime());
        }
        return times;
    }
}
