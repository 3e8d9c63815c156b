package dev.rondo.tracking;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What logged models to find; deleted ones never are. {@code docs/filters.md} says what filters and
 * orders mean.
 *
 * @param experimentIds those whose models are asked for; none of them, no models
 * @param filter "" for all
 * @param datasets if there are any, a metric has to be on one of them for a condition on metrics to
 *     hold; without such a condition a model needs some metric on one of them
 * @param maxResults the length of a page, 1 to {@link #MAX_RESULTS}
 * @param pageToken of the page before; null for the first
 */
public record LoggedModelQuery(
        List<String> experimentIds,
        String filter,
        List<LoggedModelOrder> orderBy,
        List<DatasetFilter> datasets,
        int maxResults,
        @Nullable String pageToken) {
    public static final int MAX_RESULTS = 50_000;

    public LoggedModelQuery {
        experimentIds = List.copyOf(experimentIds);
        orderBy = List.copyOf(orderBy);
        datasets = List.copyOf(datasets);
        SearchChecks.maxResults(maxResults, MAX_RESULTS);
        SearchChecks.count("order_by", orderBy.size());
        SearchChecks.count("datasets", datasets.size());
    }
}
