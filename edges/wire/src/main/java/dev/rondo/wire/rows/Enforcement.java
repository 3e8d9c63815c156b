package dev.rondo.wire.rows;

import dev.rondo.base.RondoException;
import dev.rondo.inference.MlflowSignature;
import dev.rondo.inference.MlflowSignature.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds a table to a signature by MLflow's rules: columns in any order, those that it does not know
 * left out, optional ones may be missing, and each cell becomes a value of its column's type.
 */
final class Enforcement {
    private static final int SHOWN = 20;

    private final MlflowSignature signature;
    private final Table table;
    private final RowForm form;

    private Enforcement(MlflowSignature signature, Table table, RowForm form) {
        this.signature = signature;
        this.table = table;
        this.form = form;
    }

    /**
     * The table in the signature's order and types, without the optional columns that it lacks.
     *
     * @throws RondoException of kind USER that says what MLflow's own server says
     */
    static Table apply(MlflowSignature signature, Table table, RowForm form) {
        var enforcement = new Enforcement(signature, table, form);
        if (!signature.columns().isEmpty()) {
            return enforcement.columns();
        }
        if (signature.tensors().size() == 1) {
            enforcement.checkShape();
        }
        return table;
    }

    private Table columns() {
        var kept = new ArrayList<Column>();
        var places = signature.named() ? named(kept) : unnamed(kept);
        var cells = new Cells();
        for (int row = 0; row < table.rows(); row++) {
            for (int i = 0; i < places.length; i++) {
                CellRules.add(kept.get(i), table, row, places[i], cells);
            }
        }
        var names =
                signature.named() ? kept.stream().map(Column::name).toList() : List.<String>of();
        return Table.of(names, table.rows(), places.length, cells);
    }

    private int[] named(List<Column> kept) {
        var known = places();
        var places = new ArrayList<Integer>();
        var missing = new ArrayList<String>();
        for (var column : signature.columns()) {
            var place = known.get(column.name());
            if (place != null) {
                kept.add(column);
                places.add(place);
                checkPresent(column, place);
            } else if (column.required()) {
                missing.add(column.name());
            }
        }
        if (!missing.isEmpty()) {
            throw missing(missing, known.size() > places.size());
        }
        return places.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Where each name is in the table. */
    private Map<String, Integer> places() {
        var columns = signature.columns();
        var places = new HashMap<String, Integer>();
        boolean alone = columns.size() == 1 && table.width() == 1;
        if (!table.named() && (alone || form == RowForm.BY_POSITION)) {
            if (table.width() != columns.size()) {
                throw RondoException.user(
                                "signature.width",
                                "a row has "
                                        + table.width()
                                        + " values, and the model's signature "
                                        + columns.size())
                        .next("send the columns " + shown(names()));
            }
            for (int i = 0; i < columns.size(); i++) {
                places.put(columns.get(i).name(), i);
            }
            return places;
        }
        for (int i = 0; i < table.width(); i++) {
            places.put(table.named() ? table.columns().get(i) : "#" + i, i);
        }
        return places;
    }

    private List<String> names() {
        return signature.columns().stream().map(Column::name).toList();
    }

    private void checkPresent(Column column, int place) {
        if (form != RowForm.INSTANCES || !column.required()) {
            return;
        }
        for (int row = 0; row < table.rows(); row++) {
            if (Table.ABSENT.equals(table.other(row, place))) {
                throw Table.error(
                                "The length of values for each input/column name are not the same")
                        .at(column.name())
                        .next("send every column in each row, null where it is missing");
            }
        }
    }

    private RondoException missing(List<String> names, boolean extra) {
        return RondoException.user(
                        "signature.missing",
                        "Failed to enforce schema of the input. Error: Model is missing inputs "
                                + quoted(names)
                                + (extra ? ". Note that there were extra inputs provided" : ""))
                .next("send the columns " + shown(names()));
    }

    private int[] unnamed(List<Column> kept) {
        int count = signature.columns().size();
        if (table.width() < count) {
            throw RondoException.user(
                    "signature.missing",
                    "Model inference is missing inputs. The model signature declares "
                            + count
                            + " inputs  but the provided value only has "
                            + table.width()
                            + " inputs. Note: the inputs were not named in the signature so we can"
                            + " only verify their count");
        }
        kept.addAll(signature.columns());
        var places = new int[count];
        for (int i = 0; i < count; i++) {
            places[i] = i;
        }
        return places;
    }

    /** Of the only tensor of a signature; its values are checked when they become one. */
    private void checkShape() {
        var shape = signature.tensors().getFirst().shape();
        // A frame's only column may hold whole rows, laid out one value after another.
        boolean laidOut = table.named() && table.width() == 1 && table.others() != null;
        boolean fits =
                switch (shape.size()) {
                    case 0 -> false;
                    case 1 -> table.width() == 1;
                    case 2 ->
                            laidOut
                                    || (!nested()
                                            && (shape.get(1) < 0 || shape.get(1) == table.width()));
                    default -> laidOut || nested();
                };
        if (!fits || (shape.getFirst() >= 0 && shape.getFirst() != table.rows())) {
            throw RondoException.user(
                            "signature.shape",
                            "Shape of input ("
                                    + table.rows()
                                    + ", "
                                    + table.width()
                                    + ") does not match expected shape "
                                    + shape.toString().replace('[', '(').replace(']', ')'))
                    .next("send rows of that shape, where -1 is any number");
        }
    }

    private boolean nested() {
        return table.width() > 0
                && (table.other(0, 0) instanceof double[] || table.other(0, 0) instanceof List);
    }

    private static String quoted(List<String> names) {
        return names.stream().limit(SHOWN).map(name -> "'" + name + "'").toList().toString();
    }

    private static String shown(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
                + (names.size() > SHOWN ? ", …" : "");
    }
}
