package dev.rondo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.client.RondoClient;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What narrows and sorts a list of runs, experiments, models or versions. */
final class SearchOptions {
    private static final int PAGE = 1000;

    @Option(
            names = "--where",
            paramLabel = "FILTER",
            description = "Only those for which this holds, such as \"metrics.auc > 0.8\".")
    private @Nullable String where;

    @Option(
            names = "--order-by",
            paramLabel = "CLAUSE",
            description = "Sorted by this, such as \"metrics.auc DESC\"; may be repeated.")
    private List<String> orderBy = new ArrayList<>();

    @Option(
            names = "--experiment",
            paramLabel = "NAME",
            description = "Only runs of this experiment, by name or id; may be repeated.")
    private List<String> experiments = new ArrayList<>();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit = 100;

    boolean narrow() {
        return where != null || !orderBy.isEmpty() || !experiments.isEmpty();
    }

    /** Follows the pages until there are enough. */
    List<JsonNode> find(RondoClient client, String path) {
        var rows = new ArrayList<JsonNode>();
        var query = query();
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

    private String query() {
        var query = new StringBuilder();
        if (where != null) {
            add(query, "where", where);
        }
        orderBy.forEach(clause -> add(query, "order_by", clause));
        experiments.forEach(name -> add(query, "experiment", name));
        return query.toString();
    }

    private static void add(StringBuilder query, String name, String value) {
        query.append(name).append('=').append(RondoClient.encode(value)).append('&');
    }
}
