package dev.rondo.inference;

import dev.rondo.base.Column;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one signature, held by column.
 *
 * <pre>{@code
 * var batch = Batch.of(model.signature(), List.of(Map.of("tenure", 3, "plan", "basic")));
 * var predictions = model.predict(batch);
 * }</pre>
 */
public final class Batch {
    private final Signature signature;
    private final Object[] columns;
    private final int rows;

    private Batch(Signature signature, Object[] columns, int rows) {
        this.signature = signature;
        this.columns = columns;
        this.rows = rows;
    }

    /**
     * Reads rows of values as JSON gives them: a Number for NUMBER, a Boolean (or 0 or 1) for
     * BOOLEAN, a String for CATEGORY, an ISO date as String for DATE (see {@link
     * dev.rondo.base.Dates}); null or absent is missing. Fields that the signature does not name
     * are passed over.
     *
     * @throws dev.rondo.base.RondoException of kind USER that names row and column, such as {@code
     *     rows[3].tenure}
     */
    public static Batch of(
            Signature signature, List<? extends Map<String, ? extends @Nullable Object>> rows) {
        var inputs = signature.inputs();
        var columns = new Object[inputs.size()];
        for (int i = 0; i < columns.length; i++) {
            var column = inputs.get(i);
            columns[i] =
                    column.type().numeric()
                            ? RowValues.numbers(column, rows)
                            : RowValues.texts(column, rows);
        }
        return new Batch(signature, columns, rows.size());
    }

    /**
     * Takes columns as they are, without a copy; the caller leaves them alone from then on.
     *
     * @param columns per input a {@code double[]} (NaN is missing) or, for CATEGORY, a {@code
     *     String[]} (null is missing), all of one length
     */
    public static Batch ofColumns(Signature signature, Object[] columns) {
        var inputs = signature.inputs();
        if (columns.length != inputs.size()) {
            throw new IllegalArgumentException(
                    columns.length + " columns for " + inputs.size() + " inputs");
        }
        int rows = length(inputs.getFirst(), columns[0]);
        for (int i = 1; i < columns.length; i++) {
            if (length(inputs.get(i), columns[i]) != rows) {
                throw new IllegalArgumentException("the columns differ in length");
            }
        }
        return new Batch(signature, columns.clone(), rows);
    }

    private static int length(Column column, Object values) {
        if (column.type().numeric() && values instanceof double[] numbers) {
            return numbers.length;
        }
        if (!column.type().numeric() && values instanceof String[] texts) {
            return texts.length;
        }
        throw new IllegalArgumentException(column.name() + " has values of a wrong class");
    }

    public Signature signature() {
        return signature;
    }

    public int rows() {
        return rows;
    }

    /** The values of a NUMBER, BOOLEAN or DATE column; NaN is missing. Not to be changed. */
    public double[] numbers(int column) {
        return (double[]) columns[column];
    }

    /** The values of a CATEGORY column; null is missing. Not to be changed. */
    public @Nullable String[] texts(int column) {
        return (@Nullable String[]) columns[column];
    }
}
