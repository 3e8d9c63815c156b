package dev.rondo.tracking;

import dev.rondo.base.RondoException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Refuses what does not fit, before anything is stored, and cuts what is too long. */
final class Checks {
    private static final Pattern RUN_ID = Pattern.compile("[a-zA-Z0-9][\\w\\-]{0,255}");

    private Checks() {}

    static void runId(String id) {
        if (!RUN_ID.matcher(id).matches()) {
            throw RondoException.user(
                    "run.id",
                    "Invalid value %s for parameter 'run_id' supplied."
                            .formatted(PythonText.json(id)));
        }
    }

    /** The batch with its long values cut. */
    static RunBatch batch(RunBatch batch) {
        int place = 0;
        for (var metric : batch.metrics()) {
            metric(batch.single() ? "" : "metrics[" + place++ + "].", metric);
        }
        place = 0;
        for (var key : batch.params().keySet()) {
            KeyRule.check((batch.single() ? "" : "params[" + place++ + "].") + "key", key);
            Lengths.check("Param key", key, Limits.KEY);
        }
        place = 0;
        for (var key : batch.tags().keySet()) {
            var field = (batch.single() ? "" : "tags[" + place++ + "].") + "key";
            KeyRule.check(field, key);
            Lengths.check(field, key, Limits.KEY);
        }
        counts(batch);
        return new RunBatch(
                batch.metrics(),
                cut(batch.params(), Limits.PARAM_VALUE),
                cut(batch.tags(), Limits.TAG_VALUE),
                batch.single());
    }

    private static void metric(String place, Metric metric) {
        KeyRule.check(place + "name", metric.key());
        if (metric.timestampMillis() < 0) {
            throw RondoException.user(
                    "metric.timestamp",
                    "Invalid value %d for parameter '%stimestamp' supplied: metric '%s' (value=%s). Timestamp must be a nonnegative long (64-bit integer) "
                            .formatted(
                                    metric.timestampMillis(),
                                    place,
                                    metric.key(),
                                    PythonText.repr(metric.value())));
        }
        Lengths.check("Metric name", metric.key(), Limits.KEY);
        if ((metric.datasetName() == null) != (metric.datasetDigest() == null)) {
            throw RondoException.user(
                    "metric.dataset",
                    "Both dataset_name and dataset_digest must be provided if one is provided");
        }
        Lengths.check("dataset_name", metric.datasetName(), Limits.DATASET_NAME);
        Lengths.check("dataset_digest", metric.datasetDigest(), Limits.DATASET_DIGEST);
    }

    private static void counts(RunBatch batch) {
        int metrics = batch.metrics().size();
        int params = batch.params().size();
        int tags = batch.tags().size();
        count("metrics", metrics, Limits.BATCH_METRICS);
        count("params", params, Limits.BATCH_VALUES);
        count("tags", tags, Limits.BATCH_VALUES);
        count("metrics, params, and tags", metrics + params + tags, Limits.BATCH_ALL);
    }

    private static void count(String what, int count, int limit) {
        if (count > limit) {
            throw RondoException.limit(
                    "tracking.batch",
                    "A batch logging request can contain at most %d %s. Got %d %s. Please split up %s across multiple requests and try again."
                            .formatted(limit, what, count, what, what));
        }
    }

    static void experimentName(String name) {
        if (name.isEmpty()) {
            throw RondoException.user("experiment.name", "Invalid experiment name: ''");
        }
        Lengths.check("name", name, Limits.EXPERIMENT_NAME);
    }

    static void experimentTag(String key, String value) {
        KeyRule.check("key", key);
        Lengths.check("key", key, Limits.KEY);
        Lengths.check("value", value, Limits.EXPERIMENT_TAG_VALUE);
    }

    /**
     * Tags that come with a new run, their long values cut. As in MLflow their keys may hold any
     * characters, only not too many of them.
     */
    static Map<String, String> tagsOfNewRun(Map<String, String> tags) {
        tags.keySet().forEach(key -> Lengths.check("key", key, Limits.KEY));
        return cut(tags, Limits.TAG_VALUE);
    }

    /** Tags or parameters of a logged model. As in MLflow their keys may hold any characters. */
    static void modelTexts(Map<String, String> values) {
        values.forEach((key, value) -> {
            Lengths.check("key", key, Limits.KEY);
            Lengths.check("value", value, Limits.MODEL_TEXT);
        });
    }

    private static Map<String, String> cut(Map<String, String> values, int limit) {
        var cut = new LinkedHashMap<String, String>();
        values.forEach((key, value) -> cut.put(key, Lengths.cut(value, limit)));
        return cut;
    }

    static void input(DatasetInput input) {
        Lengths.check("name", input.name(), Limits.DATASET_NAME);
        Lengths.check("digest", input.digest(), Limits.DATASET_DIGEST);
        Lengths.check("source", input.source(), Limits.DATASET_SOURCE);
        Lengths.check("schema", input.schema(), Limits.DATASET_SCHEMA);
        Lengths.check("profile", input.profile(), Limits.DATASET_PROFILE);
        input.tags()
                .forEach((key, value) -> {
                    Lengths.check("key", key, Limits.INPUT_TAG_KEY);
                    Lengths.check("value", value, Limits.INPUT_TAG_VALUE);
                });
    }

    static void modelName(String name) {
        if (name.chars().anyMatch(c -> "/:.%\"'".indexOf(c) >= 0)) {
            throw RondoException.user(
                    "model.name",
                    "Invalid model name (%s) provided. Model name must be a non-empty string and cannot contain the following characters: ('/', ':', '.', '%%', '\"', \"'\")"
                            .formatted(PythonText.repr(name)));
        }
        Lengths.check("name", name, Limits.LOGGED_MODEL_NAME);
    }
}
