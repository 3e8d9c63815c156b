package dev.rondo.data;

import dev.rondo.base.Column;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects rows into a {@link Table}. */
public final class TableBuilder {
    public TableBuilder(List<Column> schema) {}

    /**
     * Adds a row in the form that JSON carries: a Number for NUMBER, a Boolean for BOOLEAN, ISO text
     * for DATE, text for CATEGORY and TEXT; null or absent is missing. Other fields are left out.
     *
     * @throws dev.rondo.base.RondoException of kind USER for a value that its column cannot hold
     */
    public TableBuilder add(Map<String, ? extends @Nullable Object> row) {
        throw new UnsupportedOperationException();
    }

    public int rows() {
        throw new UnsupportedOperationException();
    }

    public Table build() {
        throw new UnsupportedOperationException();
    }
}
