package dev.rondo.store;

import org.jspecify.annotations.Nullable;

/** Makes a value of one row of a result. The row is valid during the call only. */
@FunctionalInterface
public interface RowMapper<T extends @Nullable Object> {
    T map(Row row);
}
