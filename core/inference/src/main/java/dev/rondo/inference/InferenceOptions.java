package dev.rondo.inference;

/**
 * What a request says beside its tensors.
 *
 * @param margin asks for raw margins instead of what the framework's own {@code predict} gives,
 *     where there are such
 */
public record InferenceOptions(boolean margin) {
    public static final InferenceOptions DEFAULT = new InferenceOptions(false);
}
