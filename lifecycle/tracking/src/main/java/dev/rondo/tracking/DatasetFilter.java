package dev.rondo.tracking;

import dev.rondo.base.RondoException;
import org.jspecify.annotations.Nullable;

/**
 * A dataset on which metrics were measured.
 *
 * @param digest null for any
 */
public record DatasetFilter(String name, @Nullable String digest) {
    public DatasetFilter {
        if (name.isEmpty()) {
            throw RondoException.user(
                    "dataset.name", "`dataset_name` in the `datasets` clause must be specified.");
        }
    }
}
