package dev.rondo.tracking;

import dev.rondo.base.RondoException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** A run's name, which is kept with the run and as a tag of it. */
final class RunNames {
    /** The tag that holds a run's name. */
    static final String TAG = "mlflow.runName";

    private RunNames() {}

    static String of(NewRun wanted, RandomGenerator random) {
        var given = wanted.name() == null ? "" : wanted.name();
        var tag = wanted.tags().getOrDefault(TAG, "");
        if (!given.isEmpty() && !tag.isEmpty() && !given.equals(tag)) {
            throw RondoException.user(
                    "run.name",
                    "Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values (run_name='%s', mlflow.runName='%s')."
                            .formatted(given, tag));
        }
        var name = given.isEmpty() ? tag : given;
        return name.isEmpty() ? RandomNames.make(random) : Lengths.cut(name, Limits.TAG_VALUE);
    }

    static Map<String, String> tagged(Map<String, String> tags, String name) {
        var all = new LinkedHashMap<>(tags);
        all.put(TAG, name);
        return all;
    }
}
