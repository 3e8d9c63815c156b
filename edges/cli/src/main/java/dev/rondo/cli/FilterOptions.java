package dev.rondo.cli;

import dev.rondo.client.RondoClient;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a search for runs, experiments, models or versions is told, and in which order. */
final class FilterOptions {
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

    boolean narrow() {
        return where != null || !orderBy.isEmpty() || !experiments.isEmpty();
    }

    /** The parameters of the search, each with an ampersand after it. */
    String query() {
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
