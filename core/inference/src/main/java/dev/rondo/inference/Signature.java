package dev.rondo.inference;

import dev.rondo.base.Column;
import dev.rondo.base.ColumnType;
import dev.rondo.base.RondoException;
import java.util.HashSet;
import java.util.List;

/**
 * The columns that a model reads, in the order in which its encoder takes them.
 *
 * @param inputs at least one column, names all different, none of type TEXT
 */
public record Signature(List<Column> inputs) {
    public Signature {
        inputs = List.copyOf(inputs);
        if (inputs.isEmpty()) {
            throw RondoException.user("signature.empty", "a model needs at least one input")
                    .next("name the columns that it reads");
        }
        var names = new HashSet<String>();
        for (var column : inputs) {
            check(column, names);
        }
    }

    private static void check(Column column, HashSet<String> names) {
        if (column.type() == ColumnType.TEXT) {
            throw RondoException.user("signature.text_input", "TEXT cannot be a model's input")
                    .at(column.name())
                    .because("free text and ids have too many values to learn from")
                    .next("leave the column out, or make it a category");
        }
        if (!names.add(column.name())) {
            throw RondoException.user("signature.duplicate_input", "the input comes twice")
                    .at(column.name())
                    .next("give every input a name of its own");
        }
    }
}
