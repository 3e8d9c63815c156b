package dev.rondo.inference;

import dev.rondo.base.RondoException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tensors that a request for trees may bring, and the rows in them.
 *
 * @param matrix the name of the tensor that holds whole rows
 */
record TreeInputs(String matrix, int features, List<String> names, Map<String, Integer> columns) {
    /** So many names are listed in an error. */
    private static final int SHOWN = 20;

    TreeInputs(String matrix, int features, List<String> names) {
        this(matrix, features, names, new HashMap<>());
        for (int i = 0; i < names.size(); i++) {
            columns.put(names.get(i), i);
        }
    }

    /** Checks names and shapes. */
    int rows(List<Tensor> tensors) {
        if (tensors.size() == 1 && tensors.getFirst().name().equals(matrix)) {
            var shape = tensors.getFirst().shape();
            if (shape.length != 2 || shape[1] != features) {
                throw wrongShape(tensors.getFirst(), "[rows, " + features + "]");
            }
            return rows(shape[0]);
        }
        var seen = new boolean[features];
        for (var tensor : tensors) {
            int column = columns.getOrDefault(tensor.name(), -1);
            if (column < 0) {
                throw unknown(tensor.name());
            }
            if (seen[column]) {
                throw wrong("an input is given twice").at(shown(tensor.name()));
            }
            seen[column] = true;
            checkColumn(tensor, tensors.getFirst().shape());
        }
        if (tensors.size() < features) {
            throw missing(seen);
        }
        return rows(tensors.getFirst().shape()[0]);
    }

    private int rows(long rows) {
        if (rows * features > Integer.MAX_VALUE - 8) {
            throw RondoException.limit("inference.too_many_rows", "so many rows do not fit")
                    .next("send fewer rows at once");
        }
        return (int) rows;
    }

    private static void checkColumn(Tensor tensor, long[] first) {
        var shape = tensor.shape();
        if (shape.length != 1 && (shape.length != 2 || shape[1] != 1)) {
            throw wrongShape(tensor, "[rows] or [rows, 1]");
        }
        if (shape[0] != first[0]) {
            throw wrong("inputs have different numbers of rows").at(shown(tensor.name()));
        }
    }

    /**
     * The rows, in float32 where the model reads them so or where they come so: each value is
     * rounded once.
     */
    Rows read(List<Tensor> tensors, int rows, DataType type) {
        return type == DataType.FP32 || areFloats(tensors)
                ? Rows.of(floats(tensors, rows), features)
                : Rows.of(doubles(tensors, rows), features);
    }

    private static boolean areFloats(List<Tensor> tensors) {
        for (var tensor : tensors) {
            if (tensor.type() != DataType.FP32) {
                return false;
            }
        }
        return true;
    }

    private float[] floats(List<Tensor> tensors, int rows) {
        if (tensors.getFirst().name().equals(matrix) && tensors.size() == 1) {
            return TensorNumbers.floats(tensors.getFirst());
        }
        var values = new float[rows * features];
        for (var tensor : tensors) {
            var column = TensorNumbers.floats(tensor);
            int at = column(tensor);
            for (int row = 0; row < rows; row++) {
                values[row * features + at] = column[row];
            }
        }
        return values;
    }

    private double[] doubles(List<Tensor> tensors, int rows) {
        if (tensors.getFirst().name().equals(matrix) && tensors.size() == 1) {
            return TensorNumbers.doubles(tensors.getFirst());
        }
        var values = new double[rows * features];
        for (var tensor : tensors) {
            var column = TensorNumbers.doubles(tensor);
            int at = column(tensor);
            for (int row = 0; row < rows; row++) {
                values[row * features + at] = column[row];
            }
        }
        return values;
    }

    private int column(Tensor tensor) {
        return columns.getOrDefault(tensor.name(), 0);
    }

    private RondoException unknown(String name) {
        return wrong("there is no such input").at(shown(name)).next(takes());
    }

    private RondoException missing(boolean[] seen) {
        int first = 0;
        while (first < features && seen[first]) {
            first++;
        }
        var name = names.isEmpty() ? matrix : names.get(first);
        return wrong("an input is missing").at(shown(name)).next(takes());
    }

    private String takes() {
        var text = "send \"" + matrix + "\" of shape [rows, " + features + "]";
        if (names.isEmpty()) {
            return text;
        }
        var listed = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        return text
                + ", or an input for each feature: "
                + listed
                + (names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "");
    }

    private static RondoException wrongShape(Tensor tensor, String shape) {
        return wrong("an input has another shape than the model takes")
                .at(shown(tensor.name()))
                .next("give it the shape " + shape);
    }

    private static RondoException wrong(String what) {
        return RondoException.user("inference.bad_input", what);
    }

    private static String shown(String name) {
        return name.length() > 60 ? name.substring(0, 60) + "…" : name;
    }
}
