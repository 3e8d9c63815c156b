package dev.rondo.training;

import dev.rondo.base.Column;
import dev.rondo.base.RondoException;
import dev.rondo.data.Table;
import dev.rondo.inference.Batch;
import dev.rondo.inference.Signature;
import java.util.stream.IntStream;

/** The rows of a table as batches of a model's signature, block by block to spare memory. */
final class Batches {
    private final Table table;
    private final Signature signature;

    /**
     * @throws RondoException of kind USER when the table lacks an input or holds it in another form
     */
    Batches(Table table, Signature signature) {
        this.table = table;
        this.signature = signature;
        signature.inputs().forEach(this::check);
    }

    private void check(Column input) {
        var held = table.column(input.name()).type();
        if (held.numeric() != input.type().numeric()) {
            throw RondoException.user(
                            "training.input_type",
                            "the data hold " + held + " where the model reads " + input.type())
                    .at(input.name())
                    .next("bring the column into the model's type");
        }
    }

    /** The rows in [from, to). */
    Batch rows(int from, int to) {
        var block = table.select(IntStream.range(from, to).toArray());
        return Batch.ofColumns(
                signature,
                signature.inputs().stream()
                        .map(input ->
                                input.type().numeric()
                                        ? block.numbers(input.name())
                                        : block.texts(input.name()).toArray())
                        .toArray());
    }
}
