package dev.rondo.tracking;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What runs to find. {@code docs/filters.md} says what filters and orders mean.
 *
 * @param experimentIds those whose runs are asked for; none of them, no runs
 * @param filter "" for all
 * @param maxResults the length of a page, 1 to {@link #MAX_RESULTS}
 * @param orderBy clauses such as {@code metrics.auc DESC}
 * @param pageToken of the page before; null for the first
 */
public record RunQuery(
        List<String> experimentIds,
        String filter,
        RunViewType view,
        int maxResults,
        List<String> orderBy,
        @Nullable String pageToken) {
    public static final int MAX_RESULTS = 50_000;

    public RunQuery {
        experimentIds = List.copyOf(experimentIds);
        orderBy = List.copyOf(orderBy);
        SearchChecks.maxResults(maxResults, MAX_RESULTS);
    }
}
