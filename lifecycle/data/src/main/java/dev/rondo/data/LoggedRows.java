package dev.rondo.data;

/**
 * Served rows with their outcomes, read back as a table to learn from. A port: the journal and the
 * outcomes belong to other rooms.
 */
public interface LoggedRows {
    /**
     * Rows of an endpoint's primary and canary answers whose outcome is known: the model's inputs,
     * then the target's column, in the order of event time and then key.
     *
     * @param fromEventTime microseconds, inclusive
     * @param toEventTime microseconds, exclusive
     * @param limit where there are more, the latest ones
     */
    Table rows(String endpoint, long fromEventTime, long toEventTime, int limit);
}
