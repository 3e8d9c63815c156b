package dev.rondo.wire.parquet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.base.Json;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The description at a file's end, as parquet.thrift of the format defines it.
 *
 * @param indexes the columns that hold pandas' index, which is no part of the table
 */
record ParquetFooter(List<ParquetColumn> columns, List<RowGroup> groups, Set<String> indexes) {
    /** Rows that lie together, one chunk for each column. */
    record RowGroup(int rows, List<Chunk> chunks) {}

    /** The values of one column in one group, from its first page on. */
    record Chunk(int codec, int start) {}

    private static final int MAGIC = 0x31524150;
    private static final int ENCRYPTED = 0x45524150;
    private static final int TAIL = 8;
    private static final int MAX_COLUMNS = 100_000;

    static ParquetFooter read(byte[] file) {
        var in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        if (file.length < TAIL + 4 || in.getInt(0) != MAGIC) {
            throw ParquetErrors.broken("it does not begin with PAR1");
        }
        int end = in.getInt(file.length - 4);
        int length = in.getInt(file.length - TAIL);
        if (end == ENCRYPTED) {
            throw ParquetErrors.unsupported("an encrypted description");
        }
        if (end != MAGIC || length < 0 || length > file.length - TAIL - 4) {
            throw ParquetErrors.broken("it does not end with its description and PAR1");
        }
        int from = file.length - TAIL - length;
        return new Reader(new ThriftReader(in.position(from).limit(from + length))).footer();
    }

    private static final class Reader {
        private final ThriftReader in;
        private final List<ParquetColumn.Element> schema = new ArrayList<>();
        private final List<RowGroup> groups = new ArrayList<>();
        private final Set<String> indexes = new HashSet<>();

        Reader(ThriftReader in) {
            this.in = in;
        }

        ParquetFooter footer() {
            in.struct(field -> {
                switch (field) {
                    case 2 -> in.list(this::element);
                    case 4 -> in.list(() -> groups.add(group()));
                    case 5 -> in.list(this::note);
                    default -> in.skip();
                }
            });
            if (schema.isEmpty()) {
                throw ParquetErrors.broken("it has no schema");
            }
            var columns =
                    schema.subList(1, schema.size()).stream()
                            .map(ParquetColumn.Element::column)
                            .toList();
            if (groups.stream().anyMatch(group -> group.chunks().size() != columns.size())) {
                throw ParquetErrors.broken("a group of rows has not every column");
            }
            return new ParquetFooter(columns, groups, indexes);
        }

        private void element() {
            schema.add(ParquetColumn.Element.read(in));
            if (schema.size() > MAX_COLUMNS) {
                throw ParquetErrors.broken("there are more than " + MAX_COLUMNS + " columns");
            }
        }

        private RowGroup group() {
            var chunks = new ArrayList<Chunk>();
            var rows = new int[1];
            in.struct(field -> {
                switch (field) {
                    case 1 -> in.list(() -> chunks.add(chunk()));
                    case 3 -> rows[0] = in.count();
                    default -> in.skip();
                }
            });
            return new RowGroup(rows[0], chunks);
        }

        private Chunk chunk() {
            var seen = new int[3];
            in.struct(outer -> {
                if (outer != 3) {
                    in.skip();
                    return;
                }
                in.struct(field -> {
                    switch (field) {
                        case 4 -> seen[0] = in.count();
                        case 9 -> seen[1] = in.count();
                        case 11 -> seen[2] = in.count();
                        default -> in.skip();
                    }
                });
            });
            boolean dictionaryFirst = seen[2] > 0 && seen[2] < seen[1];
            return new Chunk(seen[0], dictionaryFirst ? seen[2] : seen[1]);
        }

        /** Of the notes that writers leave, pandas' says which columns are its index. */
        private void note() {
            var pair = new String[] {"", ""};
            in.struct(field -> {
                if (field == 1 || field == 2) {
                    pair[field - 1] = in.text();
                } else {
                    in.skip();
                }
            });
            if (pair[0].equals("pandas")) {
                pandas(pair[1].getBytes(StandardCharsets.UTF_8));
            }
        }

        private void pandas(byte[] json) {
            try {
                JsonNode note = Json.MAPPER.readTree(json);
                for (var each : note.path("index_columns")) {
                    if (each.isTextual()) {
                        indexes.add(each.textValue());
                    }
                }
            } catch (JsonProcessingException e) {
                throw ParquetErrors.broken("pandas' note in it is not JSON");
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
