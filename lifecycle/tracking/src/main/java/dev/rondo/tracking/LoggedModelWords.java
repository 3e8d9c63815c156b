package dev.rondo.tracking;

import static java.util.stream.Collectors.joining;

import dev.rondo.base.RondoException;
import dev.rondo.filters.Comparison;
import dev.rondo.filters.SqlCondition;
import dev.rondo.filters.ValueType;
import dev.rondo.filters.Vocabulary;
import dev.rondo.filters.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the filters and orders of logged models may say, and what they mean in SQL. */
final class LoggedModelWords {
    private static final String METRICS = "metrics.";

    static final Vocabulary FILTER =
            Vocabulary.worded(Wording.LOGGED_MODELS)
                    .attributes("attributes")
                    .attribute("name", ValueType.LISTED_TEXT)
                    .attribute("model_id", ValueType.LISTED_TEXT)
                    .attribute("model_type", ValueType.LISTED_TEXT)
                    .attribute("status", ValueType.LISTED_TEXT)
                    .attribute("source_run_id", ValueType.LISTED_TEXT)
                    .attribute("experiment_id", ValueType.LISTED_TEXT)
                    .attribute("artifact_location", ValueType.LISTED_TEXT)
                    .attribute("lifecycle_stage", ValueType.LISTED_TEXT)
                    .attribute(
                            "creation_timestamp",
                            ValueType.NUMBER,
                            "creation_time",
                            "creation_timestamp_ms")
                    .attribute(
                            "last_updated_timestamp", ValueType.NUMBER, "last_updated_timestamp_ms")
                    .keys("metrics", ValueType.NUMBER)
                    .keys("params", ValueType.LISTED_TEXT)
                    .keys("tags", ValueType.LISTED_TEXT)
                    .build();

    /** Attributes and what they are in {@code tracking_logged_models l}. */
    private static final Map<String, String> COLUMNS =
            Map.of(
                    "name", "l.name",
                    "model_id", "l.model_id",
                    "model_type", "l.model_type",
                    "status", "l.status",
                    "source_run_id", "l.source_run_id",
                    "experiment_id", "CAST(l.experiment_id AS TEXT)",
                    "artifact_location", "l.artifact_uri",
                    "lifecycle_stage", "lower(l.lifecycle_stage)",
                    "creation_timestamp", "l.creation_time",
                    "last_updated_timestamp", "l.last_update_time");

    private static final Map<String, String> ALIASES =
            Map.of(
                    "creation_time", "creation_timestamp",
                    "creation_timestamp_ms", "creation_timestamp",
                    "last_updated_timestamp_ms", "last_updated_timestamp");

    private LoggedModelWords() {}

    static SqlCondition condition(Comparison comparison, List<DatasetFilter> datasets) {
        return switch (comparison.entity()) {
            case "metrics" -> metric(comparison, datasets);
            case "params" ->
                    SearchConditions.keyed(
                            "tracking_logged_model_params", "model_id", "l", comparison);
            case "tags" ->
                    SearchConditions.keyed(
                            "tracking_logged_model_tags", "model_id", "l", comparison);
            default ->
                    SqlCondition.column(
                            COLUMNS.getOrDefault(comparison.key(), comparison.key()), comparison);
        };
    }

    private static SqlCondition metric(Comparison comparison, List<DatasetFilter> datasets) {
        var start =
                SqlCondition.of(
                        SearchConditions.there("tracking_logged_model_metrics", "model_id", "l"),
                        comparison.key());
        var all = start.and(SearchConditions.number("f.value", comparison));
        return closed(datasets.isEmpty() ? all : all.and(onOneOf(datasets)));
    }

    /** A model with some metric on one of the datasets. */
    static SqlCondition measuredOn(List<DatasetFilter> datasets) {
        return closed(
                SqlCondition.of(
                                "EXISTS (SELECT 1 FROM tracking_logged_model_metrics f WHERE f.model_id = l.model_id")
                        .and(onOneOf(datasets)));
    }

    private static SqlCondition closed(SqlCondition condition) {
        return new SqlCondition(condition.sql() + ")", condition.arguments());
    }

    private static SqlCondition onOneOf(List<DatasetFilter> datasets) {
        var each = datasets.stream().map(one -> on("f", one.name(), one.digest())).toList();
        return new SqlCondition(
                each.stream().map(SqlCondition::sql).collect(joining(" OR ", "(", ")")),
                each.stream().flatMap(one -> one.arguments().stream()).toList());
    }

    private static SqlCondition on(String alias, String name, @Nullable String digest) {
        var ofName = SqlCondition.of(alias + ".dataset_name = ?", name);
        return digest == null
                ? ofName
                : ofName.and(SqlCondition.of(alias + ".dataset_digest = ?", digest));
    }

    static boolean isMetric(LoggedModelOrder order) {
        return order.fieldName().startsWith(METRICS);
    }

    static boolean isAttribute(LoggedModelOrder order, String attribute) {
        return !isMetric(order) && attribute(order).equals(attribute);
    }

    /** What an order sorts by, in {@code tracking_logged_models l}. */
    static SqlCondition sorted(LoggedModelOrder order) {
        return isMetric(order)
                ? newest(order, order.fieldName().substring(METRICS.length()).replace("`", ""))
                : SqlCondition.of(COLUMNS.getOrDefault(attribute(order), ""));
    }

    /** Whether an order sorts by a text, not by a number. */
    static boolean isText(LoggedModelOrder order) {
        return !isMetric(order) && !attribute(order).endsWith("_timestamp");
    }

    private static String attribute(LoggedModelOrder order) {
        var given = order.fieldName().strip();
        var name =
                given.startsWith("attributes.") ? given.substring("attributes.".length()) : given;
        var attribute = ALIASES.getOrDefault(name, name);
        if (!COLUMNS.containsKey(attribute)) {
            throw RondoException.user(
                    "order.syntax",
                    "Invalid order by field name: "
                            + (given.length() > 300 ? given.substring(0, 300) + "…" : given)
                            + (given.contains(".") ? ". Only metrics are supported." : ""));
        }
        return attribute;
    }

    /** The newest value of a metric. */
    private static SqlCondition newest(LoggedModelOrder order, String key) {
        var where = SqlCondition.of("m.model_id = l.model_id AND m.key = ?", key);
        if (order.datasetName() != null) {
            where = where.and(on("m", order.datasetName(), order.datasetDigest()));
        }
        return new SqlCondition(
                """
                (SELECT m.value FROM tracking_logged_model_metrics m WHERE %s
                ORDER BY m.timestamp DESC, m.step DESC, m.run_id, m.dataset_hash, m.value DESC
                LIMIT 1)\
                """
                        .formatted(where.sql()),
                new ArrayList<>(where.arguments()));
    }
}
