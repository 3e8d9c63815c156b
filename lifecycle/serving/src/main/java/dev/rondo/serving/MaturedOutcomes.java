package dev.rondo.serving;

import java.util.List;

/**
 * The outcomes known so far, owned by whoever records them. Answers alike whenever it is asked,
 * until another outcome comes in.
 */
public interface MaturedOutcomes {
    /**
     * The outcomes of predictions that were made for a release, control and candidate alike, which
     * come after the cursor in the order of {@link OutcomeCursor}. Where outcomes come out of that
     * order, an implementation may hold the youngest back until the rest had time to come.
     */
    List<MaturedOutcome> after(String endpoint, String releaseId, OutcomeCursor cursor, int limit);

    /** How many outcomes of predictions made for a release there are. */
    long count(String endpoint, String releaseId);
}
