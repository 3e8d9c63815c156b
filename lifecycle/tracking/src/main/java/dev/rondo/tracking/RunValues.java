package dev.rondo.tracking;

import dev.rondo.base.RondoException;
import dev.rondo.store.Tx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the parameters and tags of runs; their metrics are {@link MetricTable}'s. */
final class RunValues {
    private RunValues() {}

    /** What was logged before with the same value stays; a batch with a change is refused whole. */
    static void addParams(Tx tx, String runId, long run, RunBatch batch) {
        var others = Texts.RUN_PARAMS.add(tx, run, batch.params());
        if (!others.isEmpty()) {
            throw RondoException.conflict(
                            "param.changed",
                            "Changing param values is not allowed. "
                                    + (batch.single()
                                            ? changed(runId, batch.params(), others)
                                            : allChanged(runId, batch.params(), others)))
                    .next("start another run, or log it under another key");
        }
    }

    private static String changed(
            String runId, Map<String, String> params, Map<String, String> others) {
        var other = others.entrySet().iterator().next();
        return "Param with key='%s' was already logged with value='%s' for run ID='%s'. Attempted logging new value '%s'."
                .formatted(other.getKey(), other.getValue(), runId, params.get(other.getKey()));
    }

    private static String allChanged(
            String runId, Map<String, String> params, Map<String, String> others) {
        List<String> shown = new ArrayList<>();
        others.forEach((key, value) ->
                shown.add(
                        "{'key': %s, 'old_value': %s, 'new_value': %s}"
                                .formatted(
                                        PythonText.repr(key),
                                        PythonText.repr(value),
                                        PythonText.repr(params.getOrDefault(key, "")))));
        return "Params were already logged='%s' for run ID='%s'."
                .formatted(shown.stream().collect(Collectors.joining(", ", "[", "]")), runId);
    }

    /** Replaces tags. The one with the run's name renames the run, unless it is empty. */
    static void setTags(Tx tx, long run, Map<String, String> tags) {
        var name = tags.get(RunNames.TAG);
        if (name == null) {
            Texts.RUN_TAGS.put(tx, run, tags);
        } else if (name.isEmpty()) {
            var others = new LinkedHashMap<>(tags);
            others.remove(RunNames.TAG);
            Texts.RUN_TAGS.put(tx, run, others);
        } else {
            Texts.RUN_TAGS.put(tx, run, tags);
            RunTable.rename(tx, run, name);
        }
    }
}
