package dev.rondo.wire.rows;

import dev.rondo.inference.DataType;
import dev.rondo.inference.Tensor;
import dev.rondo.inference.TensorSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some columns of a table as one tensor. Cells that nest are laid out one value after another. */
final class RowArray {
    /** In an order of columns: one that the table does not have. */
    static final int MISSING = -1;

    private final Table table;
    private final TensorSpec input;

    RowArray(Table table, TensorSpec input) {
        this.table = table;
        this.input = input;
    }

    Tensor tensor(int[] columns) {
        if (table.others() == null
                && (input.type() == DataType.FP32 || input.type() == DataType.FP64)) {
            return numbers(columns);
        }
        var cells = new Cells();
        int size = -1;
        for (int row = 0; row < table.rows(); row++) {
            for (int column : columns) {
                int before = cells.size();
                if (column == MISSING) {
                    cells.add(Double.NaN);
                } else {
                    add(table.other(row, column), table.value(row, column), cells);
                }
                int taken = nests(row, column) ? cells.size() - before : 0;
                if (size >= 0 && taken != size) {
                    throw Table.error("the rows are not of one shape").at(shown(input.name()));
                }
                size = taken;
            }
        }
        return Tensor.of(
                input.name(), input.type(), shape(cells.size()), CellArray.of(input, cells));
    }

    private boolean nests(int row, int column) {
        var other = column == MISSING ? null : table.other(row, column);
        return other instanceof double[] || other instanceof List;
    }

    private Tensor numbers(int[] columns) {
        var shape = shape(Math.multiplyExact(table.rows(), columns.length));
        var values = table.values();
        int at = 0;
        if (input.type() == DataType.FP64) {
            var data = new double[table.rows() * columns.length];
            for (int row = 0; row < table.rows(); row++) {
                for (int column : columns) {
                    data[at++] =
                            column == MISSING ? Double.NaN : values[row * table.width() + column];
                }
            }
            return Tensor.of(input.name(), input.type(), shape, data);
        }
        var data = new float[table.rows() * columns.length];
        for (int row = 0; row < table.rows(); row++) {
            for (int column : columns) {
                data[at++] =
                        column == MISSING
                                ? Float.NaN
                                : (float) values[row * table.width() + column];
            }
        }
        return Tensor.of(input.name(), input.type(), shape, data);
    }

    private void add(@Nullable Object other, double value, Cells cells) {
        switch (other) {
            case double[] numbers
                    when input.type() != DataType.BYTES || input.shape().size() > 1 -> {
                for (double number : numbers) {
                    cells.add(number);
                }
            }
            case List<?> list when input.type() != DataType.BYTES || input.shape().size() > 1 -> {
                for (var each : list) {
                    add(
                            each,
                            each instanceof Number number ? number.doubleValue() : Double.NaN,
                            cells);
                }
            }
            case Boolean flag -> cells.add(flag, flag ? 1 : 0);
            case Number number when !(number instanceof Long) -> cells.add(number.doubleValue());
            case null, default -> cells.add(Table.ABSENT.equals(other) ? null : other, value);
        }
    }

    /** As the model says it, with as many values as came. */
    private long[] shape(int values) {
        var sizes = input.shape();
        int rows = table.rows();
        var shape = new long[Math.max(1, sizes.size())];
        shape[0] = rows;
        long known = 1;
        int varying = -1;
        for (int i = 1; i < shape.length; i++) {
            shape[i] = sizes.get(i);
            if (shape[i] >= 0) {
                known *= shape[i];
            } else if (varying < 0) {
                varying = i;
            } else {
                throw wrongWidth(values);
            }
        }
        if (varying > 0 && known > 0) {
            shape[varying] = values / (rows * known);
            known *= shape[varying];
        }
        if (known * rows != values) {
            throw wrongWidth(values);
        }
        return shape;
    }

    private RuntimeException wrongWidth(int values) {
        return Table.error(
                        "a row has "
                                + values / table.rows()
                                + " values, and the model takes another number")
                .at(shown(input.name()))
                .next("send rows for the shape " + input.shape());
    }

    static String shown(String name) {
        return name.length() > 60 ? name.substring(0, 60) + "…" : name;
    }
}
