package dev.rondo.training;

import dev.rondo.base.Column;
import dev.rondo.base.RondoException;
import dev.rondo.data.CategoryColumn;
import dev.rondo.data.Table;
import dev.rondo.inference.Batch;
import dev.rondo.inference.Signature;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a table as batches of a model's signature. */
final class Batches {
    private final Signature signature;
    private final List<Object> columns;

    /**
     * @throws RondoException of kind USER when the table lacks an input or holds it in another form
     */
    Batches(Table table, Signature signature) {
        this.signature = signature;
        this.columns = signature.inputs().stream().map(input -> column(table, input)).toList();
    }

    private static Object column(Table table, Column input) {
        var held = table.column(input.name()).type();
        if (held.numeric() != input.type().numeric()) {
            throw RondoException.user(
                            "training.input_type",
                            "the data hold " + held + " where the model reads " + input.type())
                    .at(input.name())
                    .next("bring the column into the model's type");
        }
        return held.numeric() ? table.numbers(input.name()) : table.texts(input.name());
    }

    /** The rows in [from, to). */
    Batch rows(int from, int to) {
        return Batch.ofColumns(
                signature, columns.stream().map(column -> slice(column, from, to)).toArray());
    }

    private static Object slice(Object column, int from, int to) {
        if (column instanceof double[] numbers) {
            return Arrays.copyOfRange(numbers, from, to);
        }
        var texts = new @Nullable String[to - from];
        for (int row = from; row < to; row++) {
            texts[row - from] = ((CategoryColumn) column).get(row);
        }
        return texts;
    }
}
