package dev.rondo.registry;

import dev.rondo.inference.Signature;
import java.util.Map;
import java.util.Set;

/**
 * One version of a registered model. Everything but tags and aliases is fixed.
 *
 * @param version 1, 2, 3, … within the model
 * @param digest of the model's files, see {@link dev.rondo.inference.ModelDirectory#digest}
 * @param createdAt microseconds since 1970
 */
public record ModelVersion(
        String name,
        int version,
        String digest,
        Lineage lineage,
        Signature signature,
        Map<String, String> tags,
        Set<String> aliases,
        long createdAt) {
    public ModelVersion {
        tags = Map.copyOf(tags);
        aliases = Set.copyOf(aliases);
    }

    /** {@code name/version}, which {@link Registry#resolve} reads. */
    public String reference() {
        return name + "/" + version;
    }

    ModelVersion with(Map<String, String> allTags, Set<String> allAliases) {
        return new ModelVersion(
                name, version, digest, lineage, signature, allTags, allAliases, createdAt);
    }
}
