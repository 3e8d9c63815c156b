package dev.rondo.registry;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A version to be made of files that are somewhere already.
 *
 * @param source where: {@code runs:/RUN/path}, {@code models:/m-…}, {@code models:/NAME/VERSION},
 *     {@code models:/NAME@ALIAS}, {@code mlflow-artifacts:/…} or another address
 * @param runId the run that made them; null where nothing is said, which takes over that of a
 *     referenced version
 * @param modelId the logged model that they belong to; null as for the run
 * @param runLink an address of the run elsewhere; empty for none
 * @param description empty for none
 */
public record NewVersion(
        String name,
        String source,
        @Nullable String runId,
        @Nullable String modelId,
        String runLink,
        String description,
        Map<String, String> tags,
        @Nullable String userId) {
    public NewVersion {
        tags = Map.copyOf(tags);
    }

    /** A version of which no more than its source is said. */
    public static NewVersion of(String name, String source) {
        return new NewVersion(name, source, null, null, "", "", Map.of(), null);
    }

    /** The same of a run. */
    public NewVersion ofRun(String id) {
        return new NewVersion(name, source, id, modelId, runLink, description, tags, userId);
    }
}
