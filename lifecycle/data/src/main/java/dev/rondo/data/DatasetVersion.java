package dev.rondo.data;

import dev.rondo.base.Column;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One immutable version of a dataset.
 *
 * @param version 1, 2, 3, …
 * @param digest of the content (schema and values in their order), {@code sha256:…}; equal content
 *     has an equal digest whatever file it came from
 * @param bytes what it takes in storage
 * @param createdAt microseconds since 1970 in UTC
 */
public record DatasetVersion(
        String name,
        int version,
        String digest,
        List<Column> schema,
        long rows,
        long bytes,
        long createdAt,
        @Nullable String target,
        Map<String, String> lineage) {
    public DatasetVersion {
        schema = List.copyOf(schema);
        lineage = Map.copyOf(lineage);
    }
}
