package dev.rondo.data;

import dev.rondo.base.Column;
import dev.rondo.base.ColumnType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;

/** The second reading of a CSV file: takes the values into columns. */
final class TableFill {
    private final CsvFile file;
    private final TableScan scan;
    private final List<ColumnFill> columns;
    private final int[] lines;
    private long bytes;
    private int row;

    TableFill(CsvFile file, TableScan scan) {
        this.file = file;
        this.scan = scan;
        lines = new int[scan.rows()];
        bytes = scan.bytes();
        columns = scan.columns().stream().map(c -> ColumnFill.of(c, scan.rows())).toList();
    }

    void add(CsvRow fields) {
        lines[row] = (int) fields.line();
        for (int i = 0; i < columns.size(); i++) {
            bytes += columns.get(i).set(row, fields.field(i));
        }
        CsvTable.checkMemory(file, bytes);
        row++;
    }

    CsvTable finish() {
        var schema = new ArrayList<Column>();
        var values = new Object[columns.size()];
        var faults = new HashMap<String, TypeFaults>();
        var notes = new HashMap<String, List<String>>();
        for (int i = 0; i < values.length; i++) {
            var found = scan.columns().get(i);
            values[i] = columns.get(i).values();
            schema.add(new Column(found.name(), type(found, values[i]), found.hasMissing()));
            notes.put(found.name(), found.notes());
            found.faults().ifPresent(wrong -> faults.put(found.name(), wrong));
        }
        return new CsvTable(Table.own(schema, values), lines, faults, notes);
    }

    private static ColumnType type(ColumnScan found, Object values) {
        if (found.keepsType() || !(values instanceof CategoryColumn texts)) {
            return found.type();
        }
        return Texts.type(texts.levels().size(), Arrays.stream(texts.counts()).sum());
    }
}
