package dev.rondo.data;

import dev.rondo.base.ColumnType;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** CSV in tests. */
final class CsvFiles {
    static final Limits LIMITS = new Limits(1 << 20, 10, 1_000, 100_000);

    private CsvFiles() {}

    static CsvTable table(String csv, Map<String, ColumnType> expected) {
        return table(csv.getBytes(StandardCharsets.UTF_8), expected, Limits.standard());
    }

    static CsvTable table(byte[] csv, Map<String, ColumnType> expected, Limits limits) {
        try (var spool = Spool.of(new ByteArrayInputStream(csv), "data.csv", limits)) {
            return CsvTable.read(new CsvFile(spool.file(), "data.csv", limits), expected);
        }
    }
}
