package dev.rondo.inference;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an MLflow model says that it takes and gives: columns, or tensors, or neither, and
 * parameters.
 *
 * @param columns of the table that it takes; all have names, or none has
 * @param tensors that it takes instead; one without a name is alone
 * @param outputs the columns that it gives; empty when that is not said, or tensors are
 */
public record MlflowSignature(
        List<Column> columns,
        List<TensorSpec> tensors,
        List<Parameter> params,
        List<Column> outputs) {
    /**
     * One column.
     *
     * @param name empty for one that is known by its place
     * @param required whether a table without it is refused
     */
    public record Column(String name, MlflowType type, boolean required) {}

    /**
     * What a request may say beside its rows.
     *
     * @param value what holds when a request does not say it, as parsed JSON
     * @param list whether it is a list of such values
     */
    public record Parameter(String name, MlflowType type, boolean list, @Nullable Object value) {}

    public MlflowSignature {
        columns = List.copyOf(columns);
        tensors = List.copyOf(tensors);
        params = List.copyOf(params);
        outputs = List.copyOf(outputs);
    }

    /** Whether columns are known by their names. */
    public boolean named() {
        return !columns.isEmpty() && !columns.getFirst().name().isEmpty();
    }

    /** The column of this name; null when there is none. */
    public @Nullable Column column(String name) {
        for (var column : columns) {
            if (column.name().equals(name)) {
                return column;
            }
        }
        return null;
    }

    /**
     * Reads the three texts of an MLmodel's signature, each JSON or null.
     *
     * @throws dev.rondo.base.RondoException of kind USER or LIMIT when one of them is not what
     *     MLflow writes
     */
    public static MlflowSignature parse(
            @Nullable String inputs, @Nullable String outputs, @Nullable String params) {
        return MlflowSignatureReader.read(inputs, outputs, params);
    }
}
