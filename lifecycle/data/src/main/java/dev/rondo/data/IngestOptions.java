package dev.rondo.data;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How to take in a file.
 *
 * @param source the file's name, for errors
 * @param target the column that models of this dataset predict; it has to exist
 * @param validate whether the file has to pass the suite of the dataset's latest version
 * @param lineage where the data came from, as free pairs
 * @param nullable columns that may be empty even if no row of this file is; those with an empty row
 *     are nullable anyway
 */
public record IngestOptions(
        String source,
        @Nullable String target,
        boolean validate,
        Map<String, String> lineage,
        Set<String> nullable) {
    public IngestOptions {
        lineage = Map.copyOf(lineage);
        nullable = Set.copyOf(nullable);
    }

    /** With nothing declared nullable. */
    public IngestOptions(
            String source, @Nullable String target, boolean validate, Map<String, String> lineage) {
        this(source, target, validate, lineage, Set.of());
    }
}
