package dev.rondo.data;

import dev.rondo.base.ColumnType;
import dev.rondo.base.RondoException;
import java.util.List;
import java.util.Map;

/** A table as read from a CSV file, with what there is to say of the file. */
final class CsvTable {
    private final Table table;
    private final int[] lines;
    private final Map<String, TypeFaults> faults;
    private final Map<String, List<String>> notes;

    /**
     * @param lines the line of the file in which each row starts
     * @param faults by column, values that are not of the type expected of it
     * @param notes by column, how it was read
     */
    CsvTable(
            Table table,
            int[] lines,
            Map<String, TypeFaults> faults,
            Map<String, List<String>> notes) {
        this.table = table;
        this.lines = lines;
        this.faults = faults;
        this.notes = notes;
    }

    Table table() {
        return table;
    }

    int line(int row) {
        return lines[row];
    }

    Map<String, TypeFaults> faults() {
        return faults;
    }

    Map<String, List<String>> notes() {
        return notes;
    }

    /**
     * Reads the file twice, first to find the types and the number of rows, then for the values.
     *
     * @param expected types of columns in the version before; a column whose values all fit keeps
     *     its type
     */
    static CsvTable read(CsvFile file, Map<String, ColumnType> expected) {
        var scan = new TableScan(file, expected);
        file.read(scan::begin);
        if (scan.rows() == 0) {
            throw CsvErrors.noRows(file.source());
        }
        var fill = new TableFill(file, scan);
        file.read(header -> fill::add);
        return fill.finish();
    }

    static void checkMemory(CsvFile file, long bytes) {
        long allowed = file.limits().memory();
        if (bytes > allowed) {
            throw RondoException.limit(
                            "dataset.too_large",
                            "the table would take more than %d MiB of memory"
                                    .formatted(allowed >> 20))
                    .at(file.source())
                    .because("a table may take half of the memory of this process")
                    .next("send fewer rows or columns, or start with more memory (-Xmx)");
        }
    }
}
