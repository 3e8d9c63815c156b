package dev.rondo.tracking;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What experiments to find. {@code docs/filters.md} says what filters and orders mean.
 *
 * @param filter "" for all
 * @param maxResults the length of a page, 1 to {@link #MAX_RESULTS}
 * @param orderBy clauses such as {@code name DESC}
 * @param pageToken of the page before; null for the first
 */
public record ExperimentQuery(
        String filter,
        RunViewType view,
        int maxResults,
        List<String> orderBy,
        @Nullable String pageToken) {
    public static final int MAX_RESULTS = 50_000;

    public ExperimentQuery {
        orderBy = List.copyOf(orderBy);
        SearchChecks.maxResults(maxResults, MAX_RESULTS);
    }
}
