package dev.rondo.wire.tfserving;

import dev.rondo.wire.shared.BadRequest;
import org.jspecify.annotations.Nullable;

/** One feature of all examples, as many values for each. */
final class FeatureColumn {
    private final FeatureValues cells = new FeatureValues();
    private @Nullable FeatureValues context;
    private int width;
    private int rows;

    /** What an example has that says nothing else. */
    void always(FeatureValues values) {
        context = values.size() == 0 ? FeatureValues.missing() : values;
    }

    /** An example's values; the last ones count where they are given twice, as in any map. */
    void put(int row, FeatureValues given) {
        var values = given.size() == 0 ? FeatureValues.missing() : given;
        if (row == 0) {
            width = values.size();
        }
        if (values.size() != width) {
            throw BadRequest.of("the examples do not have as many values of a feature")
                    .at("examples[" + row + "]");
        }
        cells.shorten(row * width);
        cells.addAll(values);
        rows = row + 1;
    }

    /** Whether the example has a value; the context's stands in for one that is not there. */
    boolean complete(int row) {
        var usual = context;
        if (rows == row && usual != null) {
            put(row, usual);
        }
        return rows == row + 1;
    }

    int width() {
        return width;
    }

    double value(int row) {
        return cells.get(row);
    }

    double[] values() {
        return cells.toArray();
    }
}
