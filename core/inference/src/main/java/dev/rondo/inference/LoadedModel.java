package dev.rondo.inference;

import java.util.Map;

/**
 * A model read from its directory, ready to answer.
 *
 * @param digest of the directory's files, see {@link ModelDirectory#digest}
 */
public record LoadedModel(
        Signature signature,
        Model model,
        Encoder encoder,
        Target target,
        DecisionPolicy policy,
        String digest,
        Map<String, String> metadata) {
    public LoadedModel {
        metadata = Map.copyOf(metadata);
    }
}
