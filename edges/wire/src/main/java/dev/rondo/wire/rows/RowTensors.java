package dev.rondo.wire.rows;

import dev.rondo.hosting.ModelInUse;
import dev.rondo.inference.DataType;
import dev.rondo.inference.Tensor;
import dev.rondo.inference.TensorSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tables as the tensors that a model takes: all columns in its only one, or one of each column's
 * name.
 */
public final class RowTensors {
    private static final int SHOWN = 20;

    private final ModelInUse model;
    private final Table table;
    private final Map<String, Integer> places = new HashMap<>();

    private RowTensors(ModelInUse model, Table table) {
        this.model = model;
        this.table = table;
        for (int i = 0; i < table.columns().size(); i++) {
            places.put(table.columns().get(i), i);
        }
    }

    /**
     * Holds a table to the model's signature where it has one, and makes it the model's inputs.
     * Named columns are put in the model's order where it knows their names, and those that it does
     * not know are left out; else columns go by position.
     *
     * @throws dev.rondo.base.RondoException of kind USER when the table does not fit the model
     */
    public static List<Tensor> of(Table table, ModelInUse model, RowForm form) {
        if (table.rows() == 0) {
            throw Table.error("the request has no rows");
        }
        var signature = model.signature();
        var held = signature == null ? table : Enforcement.apply(signature, table, form);
        return new RowTensors(model, held).tensors();
    }

    private List<Tensor> tensors() {
        var inputs = model.inputs();
        if (inputs.isEmpty()) {
            return table.named() ? whateverComes() : List.of(matrix(unnamed()));
        }
        boolean byName = inputs.stream().anyMatch(input -> places.containsKey(input.name()));
        if (inputs.size() == 1 && !byName) {
            return List.of(matrix(inputs.getFirst()));
        }
        if (!table.named()) {
            return byPosition(inputs);
        }
        var tensors = new ArrayList<Tensor>();
        for (var input : inputs) {
            var place = places.get(input.name());
            if (place != null) {
                tensors.add(column(input, place));
            }
        }
        if (tensors.isEmpty()) {
            throw Table.error("the table has none of the model's columns").next(takes());
        }
        return tensors;
    }

    /** One tensor for each column, of the type that its values have. */
    private List<Tensor> whateverComes() {
        var tensors = new ArrayList<Tensor>();
        for (int i = 0; i < table.width(); i++) {
            tensors.add(column(new TensorSpec(table.columns().get(i), type(i), -1), i));
        }
        return tensors;
    }

    private DataType type(int column) {
        boolean text = false;
        for (int row = 0; row < table.rows() && !text; row++) {
            var other = table.other(row, column);
            text = other != null && !Table.ABSENT.equals(other) && !(other instanceof Boolean);
        }
        return text ? DataType.BYTES : DataType.FP64;
    }

    private TensorSpec unnamed() {
        return new TensorSpec("input", DataType.FP64, -1, -1);
    }

    private List<Tensor> byPosition(List<TensorSpec> inputs) {
        if (table.width() != inputs.size()) {
            throw Table.error("the model takes " + inputs.size() + " tensors").next(takes());
        }
        var tensors = new ArrayList<Tensor>();
        for (int i = 0; i < inputs.size(); i++) {
            tensors.add(column(inputs.get(i), i));
        }
        return tensors;
    }

    private Tensor column(TensorSpec input, int place) {
        boolean asNumbers = input.type() == DataType.BOOL && input.nullable() && someMissing(place);
        var spec =
                asNumbers
                        ? new TensorSpec(input.name(), DataType.FP64, input.shape(), true)
                        : input;
        return new RowArray(table, spec).tensor(new int[] {place});
    }

    private boolean someMissing(int column) {
        for (int row = 0; row < table.rows(); row++) {
            var other = table.other(row, column);
            boolean nothing = other == null || Table.ABSENT.equals(other);
            if (nothing && Double.isNaN(table.value(row, column))) {
                return true;
            }
        }
        return false;
    }

    private Tensor matrix(TensorSpec input) {
        return new RowArray(table, input).tensor(order());
    }

    private int[] order() {
        var wanted = model.featureNames();
        if (!table.named() || wanted.isEmpty()) {
            var order = new int[table.width()];
            for (int i = 0; i < order.length; i++) {
                order[i] = i;
            }
            return order;
        }
        // Rows of one column, named as the input is, may hold all features.
        if (table.width() == 1 && !places.containsKey(wanted.getFirst()) && nested()) {
            return new int[] {0};
        }
        var order = new int[wanted.size()];
        for (int i = 0; i < order.length; i++) {
            var place = places.get(wanted.get(i));
            if (place == null && !optional(wanted.get(i))) {
                throw Table.error("the column " + wanted.get(i) + " is missing").next(takes());
            }
            order[i] = place == null ? RowArray.MISSING : place;
        }
        return order;
    }

    private boolean nested() {
        var cell = table.other(0, 0);
        return cell instanceof double[] || cell instanceof List;
    }

    private boolean optional(String name) {
        var signature = model.signature();
        var column = signature == null ? null : signature.column(name);
        return column != null && !column.required();
    }

    private String takes() {
        var names = model.featureNames();
        if (names.isEmpty()) {
            names = model.inputs().stream().map(TensorSpec::name).toList();
        }
        return "send the columns "
                + String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
                + (names.size() > SHOWN ? ", …" : "");
    }
}
