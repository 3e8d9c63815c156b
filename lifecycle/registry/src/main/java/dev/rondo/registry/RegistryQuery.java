package dev.rondo.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A search of models or versions, see {@code docs/filters.md}.
 *
 * @param filter comparisons joined by AND; empty for all
 * @param orderBy such as {@code name DESC}; empty for the search's own order
 */
public record RegistryQuery(
        String filter, int maxResults, List<String> orderBy, @Nullable String pageToken) {
    public RegistryQuery {
        orderBy = List.copyOf(orderBy);
    }
}
