package dev.rondo.tracking;

import static dev.rondo.tracking.SearchConditions.keyed;

import dev.rondo.filters.Comparison;
import dev.rondo.filters.SqlCondition;
import dev.rondo.filters.ValueType;
import dev.rondo.filters.Vocabulary;
import dev.rondo.filters.Wording;

/** What the filters and orders of runs may say, and the filters' conditions. */
final class RunWords {
    private static final String NAME_TAG = "mlflow.runName";
    private static final String CONTEXT_TAG = "mlflow.data.context";

    static final Vocabulary FILTER =
            Vocabulary.worded(Wording.RUNS)
                    .keys("metric", ValueType.NUMBER, "metrics")
                    .keys("parameter", ValueType.OPTIONAL_TEXT, "parameters", "param", "params")
                    .keys("tag", ValueType.OPTIONAL_TEXT, "tags")
                    .attributes("attribute", "attributes", "attr", "run")
                    .attribute("artifact_uri", ValueType.TEXT)
                    .attribute("end_time", ValueType.NUMBER)
                    .attribute("run_id", ValueType.LISTED_TEXT)
                    .attribute("run_name", ValueType.TEXT, "run name", "Run name", "Run Name")
                    .attribute("start_time", ValueType.NUMBER, "created", "Created")
                    .attribute("status", ValueType.TEXT)
                    .attribute("user_id", ValueType.TEXT)
                    .attributes("dataset", "datasets")
                    .attribute("name", ValueType.LISTED_TEXT)
                    .attribute("digest", ValueType.LISTED_TEXT)
                    .attribute("context", ValueType.LISTED_TEXT)
                    .build();

    static final Vocabulary ORDER =
            Vocabulary.worded(Wording.RUNS)
                    .keys("metric", ValueType.NUMBER, "metrics")
                    .keys("parameter", ValueType.TEXT, "parameters", "param", "params")
                    .keys("tag", ValueType.TEXT, "tags")
                    .attributes("attribute", "attributes", "attr", "run")
                    .attribute("artifact_uri", ValueType.TEXT)
                    .attribute("end_time", ValueType.NUMBER)
                    .attribute("run_id", ValueType.TEXT)
                    .attribute("run_name", ValueType.TEXT)
                    .attribute("start_time", ValueType.NUMBER, "created", "Created")
                    .attribute("status", ValueType.TEXT)
                    .attribute("user_id", ValueType.TEXT)
                    .refused("dataset", "datasets")
                    .build();

    private RunWords() {}

    /** The condition on {@code tracking_runs r}. */
    static SqlCondition condition(Comparison comparison) {
        return switch (comparison.entity()) {
            case "metric" -> metric(comparison);
            case "parameter" -> keyed("tracking_params", "run_number", "r", comparison);
            case "tag" -> keyed("tracking_tags", "run_number", "r", comparison);
            case "dataset" -> dataset(comparison);
            default ->
                    comparison.key().equals("run_name")
                            ? keyed("tracking_tags", "run_number", "r", ofKey(NAME_TAG, comparison))
                            : SqlCondition.column("r." + comparison.key(), comparison);
        };
    }

    private static SqlCondition metric(Comparison comparison) {
        var value = SearchConditions.number("f.value", comparison);
        return SqlCondition.of(
                        SearchConditions.there("tracking_latest_metrics", "run_number", "r"),
                        comparison.key())
                .and(new SqlCondition(value.sql() + ")", value.arguments()));
    }

    private static SqlCondition dataset(Comparison comparison) {
        if (comparison.key().equals("context")) {
            return keyed("tracking_input_tags", "run_id", "r", ofKey(CONTEXT_TAG, comparison));
        }
        var column = SqlCondition.column("d." + comparison.key(), comparison);
        return new SqlCondition(
                """
                EXISTS (SELECT 1 FROM tracking_inputs i
                JOIN tracking_datasets d ON d.dataset_id = i.dataset_id
                WHERE i.run_id = r.run_id AND %s)\
                """
                        .formatted(column.sql()),
                column.arguments());
    }

    private static Comparison ofKey(String key, Comparison comparison) {
        return new Comparison(
                comparison.entity(),
                key,
                comparison.operator(),
                comparison.literal(),
                comparison.position());
    }
}
