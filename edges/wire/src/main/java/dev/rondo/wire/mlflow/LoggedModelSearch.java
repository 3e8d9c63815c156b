package dev.rondo.wire.mlflow;

import dev.rondo.tracking.DatasetFilter;
import dev.rondo.tracking.LoggedModelOrder;
import dev.rondo.tracking.LoggedModelQuery;
import java.util.List;

/** The body of {@code logged-models/search}, whose order and datasets are objects, not texts. */
final class LoggedModelSearch {
    private static final int PAGE = 100;

    private LoggedModelSearch() {}

    static LoggedModelQuery read(Fields in) {
        int size = in.count("max_results", 0, Integer.MAX_VALUE);
        return new LoggedModelQuery(
                in.texts("experiment_ids"),
                in.text("filter"),
                in.objects("order_by").stream().map(LoggedModelSearch::order).toList(),
                datasets(in),
                size == 0 ? PAGE : size,
                in.filled("page_token"));
    }

    private static LoggedModelOrder order(Fields in) {
        return new LoggedModelOrder(
                in.text("field_name"),
                in.flag("ascending", true),
                in.filled("dataset_name"),
                in.filled("dataset_digest"));
    }

    private static List<DatasetFilter> datasets(Fields in) {
        return in.objects("datasets").stream().map(LoggedModelSearch::dataset).toList();
    }

    private static DatasetFilter dataset(Fields in) {
        return new DatasetFilter(in.text("dataset_name"), in.filled("dataset_digest"));
    }
}
