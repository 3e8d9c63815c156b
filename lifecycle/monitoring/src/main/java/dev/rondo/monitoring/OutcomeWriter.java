package dev.rondo.monitoring;

import dev.rondo.journal.Journal;
import dev.rondo.store.Tx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Writes one call's outcomes in a transaction. */
final class OutcomeWriter {
    private final Tx tx;
    private final Journal journal;

    OutcomeWriter(Tx tx, Journal journal) {
        this.tx = tx;
        this.journal = journal;
    }

    /**
     * Gives the outcomes their positions and inserts the new ones. The lock makes positions become
     * visible in their order: one who has read up to a position misses nothing before it.
     *
     * @return how many were new
     */
    int write(Collection<Outcomes.Indexed> outcomes) {
        tx.lock("monitoring.outcomes");
        long position = OutcomeTable.lastPosition(tx) + 1;
        var placed = new ArrayList<RecordedOutcome>(outcomes.size());
        for (var indexed : outcomes) {
            placed.add(indexed.outcome().at(position++));
        }
        int inserted = OutcomeTable.insert(tx, placed, journal.size());
        if (inserted < placed.size()) {
            checkRepeated(outcomes);
        }
        return inserted;
    }

    private void checkRepeated(Collection<Outcomes.Indexed> outcomes) {
        var ids = new ArrayList<String>();
        outcomes.forEach(indexed -> ids.add(indexed.outcome().predictionId()));
        var known = OutcomeTable.known(tx, List.copyOf(ids));
        for (var indexed : outcomes) {
            var id = indexed.outcome().predictionId();
            var positive = known.get(id);
            if (positive != null && positive != indexed.outcome().positive()) {
                throw Outcomes.conflict(id, indexed.index());
            }
        }
    }
}
