package dev.rondo.training;

import dev.rondo.base.Column;
import java.util.List;

/**
 * Which columns a model reads.
 *
 * @param columns the inputs, in the table's order
 * @param excluded the others, each with the reason
 */
public record FeatureChoice(List<Column> columns, List<Excluded> excluded) {
    public FeatureChoice {
        columns = List.copyOf(columns);
        excluded = List.copyOf(excluded);
    }

    /** A column that the model does not read, and why. */
    public record Excluded(String column, String reason) {}
}
