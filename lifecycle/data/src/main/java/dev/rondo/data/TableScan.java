package dev.rondo.data;

import dev.rondo.base.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The first reading of a CSV file: finds the columns' types and counts the rows. */
final class TableScan {
    private final CsvFile file;
    private final Map<String, ColumnType> expected;
    private final List<ColumnScan> columns = new ArrayList<>();
    private int rows;

    TableScan(CsvFile file, Map<String, ColumnType> expected) {
        this.file = file;
        this.expected = expected;
    }

    Consumer<CsvRow> begin(List<String> header) {
        header.forEach(name -> columns.add(new ColumnScan(name, expected.get(name))));
        return this::add;
    }

    private void add(CsvRow row) {
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).add(row.field(i), rows, row.line());
        }
        rows++;
        CsvTable.checkMemory(file, bytes());
    }

    int rows() {
        return rows;
    }

    List<ColumnScan> columns() {
        return columns;
    }

    /** What the rows take if every column is one of doubles, with the lines' numbers. */
    long bytes() {
        return (long) rows * (Double.BYTES * columns.size() + Integer.BYTES);
    }
}
