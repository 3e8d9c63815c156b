package dev.rondo.tracking;

import dev.rondo.base.RondoException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Refuses what does not fit, before anything is stored. */
final class Checks {
    private static final Pattern KEY =
            Pattern.compile("[/\\w.\\- :]+", Pattern.UNICODE_CHARACTER_CLASS);

    private Checks() {}

    static void batch(RunBatch batch) {
        count("metrics", batch.metrics().size(), Limits.BATCH_METRICS);
        count("params", batch.params().size(), Limits.BATCH_VALUES);
        count("tags", batch.tags().size(), Limits.BATCH_VALUES);
        for (int i = 0; i < batch.metrics().size(); i++) {
            key("metrics[" + i + "].key", batch.metrics().get(i).key());
        }
        values("params", batch.params(), Limits.PARAM_VALUE);
        values("tags", batch.tags(), Limits.TAG_VALUE);
    }

    static void values(String field, Map<String, String> values, int limit) {
        values.forEach((key, value) -> {
            key(field, key);
            length(field + "." + key, value, limit);
        });
    }

    /** MLflow's rule: a key may become a file's relative path. */
    private static void key(String field, String key) {
        length(field, key, Limits.KEY);
        boolean path =
                KEY.matcher(key).matches()
                        && List.of(key.split("/", -1)).stream().noneMatch(Checks::leavesPath);
        if (!path) {
            throw RondoException.user("tracking.key", "\"" + key + "\" cannot be a key")
                    .at(field)
                    .because(
                            "a key has letters, digits, spaces and _ - . : /, and is a plain relative path")
                    .next("choose another key");
        }
    }

    private static boolean leavesPath(String segment) {
        return segment.isEmpty() || segment.equals(".") || segment.equals("..");
    }

    static void name(String field, String name, int limit) {
        length(field, name, limit);
        if (name.isBlank() || name.chars().anyMatch(Character::isISOControl)) {
            throw RondoException.user(
                            "tracking.name", "the name is empty or has a control character")
                    .at(field)
                    .next("choose a name that can be printed");
        }
    }

    static void input(DatasetInput input) {
        name("dataset.name", input.name(), Limits.DATASET_NAME);
        name("dataset.digest", input.digest(), Limits.DATASET_DIGEST);
        name("dataset.source_type", input.sourceType(), Limits.KEY);
        length("dataset.source", input.source(), Limits.DATASET_SOURCE);
        length("dataset.schema", input.schema(), Limits.DATASET_SCHEMA);
        length("dataset.profile", input.profile(), Limits.DATASET_PROFILE);
        length("dataset.context", input.context(), Limits.TAG_VALUE);
    }

    private static void count(String field, int count, int limit) {
        if (count > limit) {
            throw RondoException.limit("tracking.batch", "the batch has " + count + " " + field)
                    .at(field)
                    .because("it may have " + limit)
                    .next("send several batches");
        }
    }

    private static void length(String field, @Nullable String text, int limit) {
        if (text != null && text.length() > limit) {
            throw RondoException.limit(
                            "tracking.length", "the text has " + text.length() + " characters")
                    .at(field.length() > 300 ? field.substring(0, 300) + "…" : field)
                    .because("it may have " + limit)
                    .next("send a shorter one, or store it as an artifact");
        }
    }
}
