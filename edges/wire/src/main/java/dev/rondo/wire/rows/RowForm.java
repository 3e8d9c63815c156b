package dev.rondo.wire.rows;

/** How strictly a table is held to a model's signature. */
public enum RowForm {
    /** As MLflow holds a data frame: where the signature has names, columns have them, too. */
    FRAME,
    /** As MLflow holds {@code instances}: the same, and each row has a value of each column. */
    INSTANCES,
    /** Rows without names go by position, as protocols without names of columns send them. */
    BY_POSITION
}
