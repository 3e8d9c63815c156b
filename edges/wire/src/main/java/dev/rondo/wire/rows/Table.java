package dev.rondo.wire.rows;

import dev.rondo.base.RondoException;
import dev.rondo.hosting.ModelInUse;
import dev.rondo.inference.DataType;
import dev.rondo.inference.Tensor;
import dev.rondo.inference.TensorSpec;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows of numbers; NaN is missing.
 *
 * @param columns their names; empty where columns go by position
 * @param width how many columns there are
 * @param values row after row
 */
public record Table(List<String> columns, int rows, int width, double[] values) {
    public Table {
        columns = List.copyOf(columns);
    }

    /**
     * The table as the only input of a model. Named columns are put in the model's order where the
     * model knows its columns' names, and columns that it does not know are left out; else columns
     * go by position.
     *
     * @throws RondoException of kind USER when the table does not fit the model
     */
    public Tensor tensor(ModelInUse model) {
        if (model.inputs().size() != 1) {
            throw error("the model takes several tensors")
                    .next("ask it over the Open Inference Protocol");
        }
        var input = model.inputs().getFirst();
        boolean named = !columns.isEmpty() && !model.featureNames().isEmpty();
        var order = named ? order(model.featureNames()) : IntStream.range(0, width).toArray();
        check(input, order.length);
        var shape = input.shape().size() == 1 ? new long[] {rows} : new long[] {rows, order.length};
        return Tensor.of(input.name(), input.type(), shape, data(input.type(), order));
    }

    private int[] order(List<String> wanted) {
        var places = new HashMap<String, Integer>();
        for (int i = 0; i < columns.size(); i++) {
            places.put(columns.get(i), i);
        }
        var order = new int[wanted.size()];
        for (int i = 0; i < order.length; i++) {
            var place = places.get(wanted.get(i));
            if (place == null) {
                throw error("the column " + wanted.get(i) + " is missing")
                        .next("send the columns " + shortened(wanted));
            }
            order[i] = place;
        }
        return order;
    }

    private static String shortened(List<String> names) {
        return names.size() <= 20
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, 20)) + ", …";
    }

    private static void check(TensorSpec input, int columns) {
        var shape = input.shape();
        boolean fits =
                switch (shape.size()) {
                    case 1 -> columns == 1;
                    case 2 -> shape.get(1) < 0 || shape.get(1) == columns;
                    default -> false;
                };
        if (!fits) {
            throw error("a row has " + columns + " values, and the model takes another number")
                    .next("send rows for the shape " + shape);
        }
    }

    private Object data(DataType type, int[] order) {
        int count = Math.multiplyExact(rows, order.length);
        return switch (type) {
            case FP32 -> {
                var data = new float[count];
                each(order, (at, value) -> data[at] = (float) value);
                yield data;
            }
            case FP64 -> {
                var data = new double[count];
                each(order, (at, value) -> data[at] = value);
                yield data;
            }
            case INT64 -> {
                var data = new long[count];
                each(order, (at, value) -> data[at] = whole(value, Long.MIN_VALUE, 0x1p63));
                yield data;
            }
            case INT32 -> {
                var data = new int[count];
                each(
                        order,
                        (at, value) -> data[at] = (int) whole(value, Integer.MIN_VALUE, 0x1p31));
                yield data;
            }
            default ->
                    throw error("the model takes " + type + ", which rows of numbers are not")
                            .next("ask it over the Open Inference Protocol");
        };
    }

    private interface Cell {
        void take(int at, double value);
    }

    private void each(int[] order, Cell cell) {
        int at = 0;
        for (int row = 0; row < rows; row++) {
            for (int column : order) {
                cell.take(at++, values[row * width + column]);
            }
        }
    }

    private static long whole(double value, double least, double above) {
        if (value != Math.rint(value) || value < least || value >= above) {
            throw error("a value is no whole number in the range of the model's input");
        }
        return (long) value;
    }

    /** An error of kind USER in a request that should hold a table. */
    public static RondoException error(String what) {
        return RondoException.user("rows.request", what);
    }
}
