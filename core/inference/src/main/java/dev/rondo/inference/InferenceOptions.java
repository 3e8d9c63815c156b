package dev.rondo.inference;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request says beside its tensors.
 *
 * @param margin asks for raw margins instead of what the framework's own {@code predict} gives,
 *     where there are such
 * @param timeoutNanos how long the caller waits, where an answer is not immediate; 0 for as long as
 *     the server allows
 * @param params of the model's own, values as parsed JSON; empty where it has none
 */
public record InferenceOptions(
        boolean margin, long timeoutNanos, Map<String, @Nullable Object> params) {
    public static final InferenceOptions DEFAULT = new InferenceOptions(false);

    public InferenceOptions {
        params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    }

    public InferenceOptions(boolean margin) {
        this(margin, 0, Map.of());
    }

    /** The same for a caller who waits so long at most. */
    public InferenceOptions within(long nanos) {
        return new InferenceOptions(margin, nanos, params);
    }

    /** The same with parameters of the model's own. */
    public InferenceOptions with(Map<String, @Nullable Object> values) {
        return new InferenceOptions(margin, timeoutNanos, values);
    }
}
