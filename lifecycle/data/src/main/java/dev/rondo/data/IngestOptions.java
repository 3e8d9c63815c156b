package dev.rondo.data;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to take in a file.
 *
 * @param source the file's name, for errors
 * @param target the column that models of this dataset predict; it has to exist
 * @param validate whether the file has to pass the suite of the dataset's latest version
 * @param lineage where the data came from, as free pairs
 */
public record IngestOptions(
        String source, @Nullable String target, boolean validate, Map<String, String> lineage) {
    public IngestOptions {
        lineage = Map.copyOf(lineage);
    }
}
