package dev.rondo.store;

/** Makes a value of one row of a result. The row is valid during the call only. */
@FunctionalInterface
public interface RowMapper<T> {
    T map(Row row);
}
