package dev.rondo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.client.RondoClient;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What narrows and sorts a list of runs, experiments, models or versions. */
final class SearchOptions {
    private static final int PAGE = 1000;

    @Mixin private FilterOptions filter = new FilterOptions();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit = 100;

    boolean narrow() {
        return filter.narrow();
    }

    /** Follows the pages until there are enough. */
    List<JsonNode> find(RondoClient client, String path) {
        var rows = new ArrayList<JsonNode>();
        var query = filter.query();
        var token = "";
        do {
            int count = Math.min(PAGE, limit - rows.size());
            var page = client.get(path + "?" + query + "limit=" + count + token);
            page.path("items").forEach(rows::add);
            var next = page.path("next_page_token").asText("");
            token = next.isEmpty() ? "" : "&page_token=" + RondoClient.encode(next);
        } while (!token.isEmpty() && rows.size() < limit);
        return rows;
    }
}
