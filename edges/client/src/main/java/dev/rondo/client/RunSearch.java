package dev.rondo.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A question for runs; {@code docs/filters.md} has its language. Not thread-safe. */
public final class RunSearch {
    private final RondoClient client;
    private final StringBuilder query = new StringBuilder("/api/v1/runs?");

    RunSearch(RondoClient client, String... experiments) {
        this.client = client;
        for (var experiment : experiments) {
            add("experiment", experiment);
        }
    }

    /**
     * Only those for which this holds, such as {@code metrics.auc > 0.8 AND params.eta = '0.1'}.
     */
    public RunSearch where(String filter) {
        return add("where", filter);
    }

    /** Sorted by this, such as {@code metrics.auc DESC}; by another clause where it ties. */
    public RunSearch orderBy(String clause) {
        return add("order_by", clause);
    }

    private RunSearch add(String name, String value) {
        query.append(name).append('=').append(RondoClient.encode(value)).append('&');
        return this;
    }

    /** The first in the order, if there is one. */
    public Optional<RunRecord> first() {
        return list(1).stream().findFirst();
    }

    /** At most so many. */
    public List<RunRecord> list(int most) {
        var found = new ArrayList<RunRecord>();
        var token = "";
        do {
            int limit = Math.min(1000, most - found.size());
            var page = client.get(query + "limit=" + limit + token);
            page.path("items").forEach(run -> found.add(RunRecord.of(run)));
            token = next(page.path("next_page_token").asText(""));
        } while (!token.isEmpty() && found.size() < most);
        return found;
    }

    /** Every one of them, page by page, so that any number needs little memory. */
    public void forEach(Consumer<RunRecord> action) {
        var token = "";
        do {
            var page = client.get(query + "limit=1000" + token);
            page.path("items").forEach(run -> action.accept(RunRecord.of(run)));
            token = next(page.path("next_page_token").asText(""));
        } while (!token.isEmpty());
    }

    private static String next(String token) {
        return token.isEmpty() ? "" : "&page_token=" + RondoClient.encode(token);
    }
}
