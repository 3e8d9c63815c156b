package dev.rondo.registry;

import dev.rondo.inference.Signature;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One version of a registered model.
 *
 * @param version 1, 2, 3, … within the model, never used twice
 * @param description null once it was cleared
 * @param source where its maker said that the files are
 * @param runLink empty if there is none
 * @param modelId the logged model whose files they are
 * @param aliases empty in searches and latest versions of a model
 * @param digest of the files, see {@link dev.rondo.inference.ModelDirectory#digest}; null until
 *     {@link Registry#described} has read them, unless Rondo stored them itself
 * @param signature null as the digest
 */
public record ModelVersion(
        String name,
        int version,
        long creationMillis,
        long lastUpdateMillis,
        @Nullable String userId,
        Stage stage,
        @Nullable String description,
        String source,
        String runLink,
        @Nullable String modelId,
        Lineage lineage,
        @Nullable String digest,
        @Nullable Signature signature,
        Map<String, String> tags,
        Set<String> aliases) {
    public ModelVersion {
        tags = Map.copyOf(tags);
        aliases = Set.copyOf(aliases);
    }

    /** {@code name/version}, which {@link Registry#resolve} reads. */
    public String reference() {
        return name + "/" + version;
    }

    /** The run that made it, empty if that is not known. */
    public String runId() {
        return lineage.runId() == null ? "" : lineage.runId();
    }

    ModelVersion withTags(Map<String, String> all) {
        return new ModelVersion(
                name,
                version,
                creationMillis,
                lastUpdateMillis,
                userId,
                stage,
                description,
                source,
                runLink,
                modelId,
                lineage,
                digest,
                signature,
                all,
                aliases);
    }

    ModelVersion withAliases(Set<String> all) {
        return new ModelVersion(
                name,
                version,
                creationMillis,
                lastUpdateMillis,
                userId,
                stage,
                description,
                source,
                runLink,
                modelId,
                lineage,
                digest,
                signature,
                tags,
                all);
    }
}
