package dev.rondo.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Read back by another implementation of the format; pyarrow reads it in quality/interop. */
class ParquetWriterTest {
    private static final Map<String, ParquetType> COLUMNS = new LinkedHashMap<>();

    static {
        COLUMNS.put("run_id", ParquetType.TEXT);
        COLUMNS.put("start_time", ParquetType.TIME);
        COLUMNS.put("metrics.auc", ParquetType.DOUBLE);
        COLUMNS.put("tags.a/b ü", ParquetType.TEXT);
        COLUMNS.put("metrics.never", ParquetType.DOUBLE);
    }

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private Path write(List<List<Map<String, Object>>> groups) throws IOException {
        var file = folder.resolve("t.parquet");
        try (var out = Files.newOutputStream(file);
                var writer = new ParquetWriter(out, COLUMNS)) {
            for (var group : groups) {
                var columns = new TreeMap<String, ParquetColumn>();
                for (int row = 0; row < group.size(); row++) {
                    add(columns, row, group.get(row));
                }
                writer.group(group.size(), columns);
            }
        }
        return file;
    }

    private static void add(
            Map<String, ParquetColumn> columns, int row, Map<String, Object> values) {
        values.forEach((name, value) -> {
            var column = columns.computeIfAbsent(name, _ -> new ParquetColumn());
            switch (value) {
                case String text -> column.add(row, text);
                case Double number -> column.add(row, number);
                case Instant time -> column.add(row, time.toEpochMilli());
                default -> throw new IllegalArgumentException(value.toString());
            }
        });
    }

    private static List<Map<String, Object>> read(Path file) throws IOException {
        var found = new ArrayList<Map<String, Object>>();
        var names = List.copyOf(COLUMNS.keySet());
        try (var reader = ParquetFileReader.open(InputFile.of(file));
                var rows = reader.rowReader()) {
            while (rows.hasNext()) {
                rows.next();
                var row = new TreeMap<String, Object>();
                for (int i = 0; i < names.size(); i++) {
                    if (!rows.isNull(i)) {
                        row.put(names.get(i), rows.getValue(i));
                    }
                }
                found.add(row);
            }
        }
        return found;
    }

    @Test
    void aFileWithoutRowsHasItsColumns() throws IOException {
        var file = write(List.of());
        assertThat(read(file)).isEmpty();
        try (var reader = ParquetFileReader.open(InputFile.of(file))) {
            assertThat(reader.getFileMetaData().schema()).hasSize(COLUMNS.size() + 1);
            assertThat(reader.getFileMetaData().numRows()).isZero();
        }
    }

    @Test
    void everyDoubleComesBackAsItWas() throws IOException {
        var rows = new ArrayList<Map<String, Object>>();
        for (double value :
                new double[] {
                    Double.NaN,
                    -0.0,
                    0.0,
                    Double.MIN_VALUE,
                    Double.MAX_VALUE,
                    Double.POSITIVE_INFINITY,
                    Double.NEGATIVE_INFINITY
                }) {
            rows.add(Map.of("metrics.auc", value));
        }
        assertThat(read(write(List.of(rows)))).isEqualTo(rows);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomRowsWithGapsComeBack(long seed) throws IOException {
        var random = new Random(seed);
        var groups = new ArrayList<List<Map<String, Object>>>();
        for (int group = random.nextInt(4) + 1; group > 0; group--) {
            var rows = new ArrayList<Map<String, Object>>();
            for (int row = random.nextInt(300) + 1; row > 0; row--) {
                rows.add(row(random));
            }
            groups.add(rows);
        }
        var all = groups.stream().flatMap(List::stream).toList();
        assertThat(read(write(groups))).isEqualTo(all);
    }

    /** Gaps of any length, as each run has keys of its own. */
    private static Map<String, Object> row(Random random) {
        var row = new TreeMap<String, Object>();
        if (random.nextInt(10) > 0) {
            row.put("run_id", "r" + random.nextLong());
        }
        if (random.nextInt(2) > 0) {
            row.put("start_time", Instant.ofEpochMilli(random.nextInt()));
        }
        if (random.nextInt(3) > 0) {
            row.put("metrics.auc", random.nextGaussian());
        }
        if (random.nextInt(40) == 0) {
            row.put("tags.a/b ü", "ü🚀\n".repeat(random.nextInt(2000)));
        }
        return row;
    }
}
