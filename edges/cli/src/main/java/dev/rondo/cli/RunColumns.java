package dev.rondo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The columns of a list; one of runs also shows the first of their metrics by name. */
final class RunColumns {
    private static final int MOST_METRICS = 3;

    private RunColumns() {}

    static List<String> of(Resource resource, List<JsonNode> rows) {
        if (resource != Resource.RUNS) {
            return resource.columns();
        }
        var metrics = new TreeSet<String>();
        rows.forEach(row -> row.path("metrics").fieldNames().forEachRemaining(metrics::add));
        var columns = new ArrayList<>(resource.columns());
        metrics.stream()
                .limit(MOST_METRICS)
                .map(name -> "metrics/" + name.replace("~", "~0").replace("/", "~1"))
                .forEach(columns::add);
        return columns;
    }
}
