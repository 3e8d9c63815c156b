package dev.rondo.migrate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a Parquet file of flat columns whose values may be null, in groups of rows: plain
 * encoding, one page for each column of a group, compressed with GZIP. Format:
 * https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift.
 */
final class ParquetWriter implements AutoCloseable {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    private static final int OPTIONAL = 1;
    private static final int PLAIN = 0;
    private static final int RUN_LENGTHS = 3;
    private static final int GZIP = 2;
    private static final int UTF8 = 0;
    private static final int TIMESTAMP_MILLIS = 9;

    /** Where a column of a group lies. */
    private record Chunk(
            String name, ParquetType type, int rows, long offset, long plain, long packed) {}

    private record Group(int rows, List<Chunk> chunks) {}

    private final OutputStream out;
    private final Map<String, ParquetType> columns;
    private final List<Group> groups = new ArrayList<>();
    private long written;

    /**
     * @param columns all that any group may have, in their order
     */
    ParquetWriter(OutputStream out, Map<String, ParquetType> columns) throws IOException {
        this.out = out;
        this.columns = new LinkedHashMap<>(columns);
        write(MAGIC);
    }

    private void write(byte[] bytes) throws IOException {
        out.write(bytes);
        written += bytes.length;
    }

    /** Writes a group of rows; a column that is not given has no value in any of them. */
    void group(int rows, Map<String, ParquetColumn> values) throws IOException {
        var chunks = new ArrayList<Chunk>();
        for (var column : columns.entrySet()) {
            var given = values.get(column.getKey());
            var page = (given == null ? new ParquetColumn() : given).page(rows);
            chunks.add(chunk(column.getKey(), column.getValue(), rows, page));
        }
        groups.add(new Group(rows, chunks));
    }

    private Chunk chunk(String name, ParquetType type, int rows, byte[] page) throws IOException {
        var packed = gzip(page);
        var header = ThriftCompact.bytes(fields -> pageHeader(fields, rows, page, packed));
        long offset = written;
        write(header);
        write(packed);
        long head = header.length;
        return new Chunk(name, type, rows, offset, head + page.length, head + packed.length);
    }

    private static byte[] gzip(byte[] page) throws IOException {
        var bytes = new ByteArrayOutputStream(page.length / 2 + 64);
        try (var gzip = new FastGzip(bytes)) {
            gzip.write(page);
        }
        return bytes.toByteArray();
    }

    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    private static void pageHeader(ThriftCompact out, int rows, byte[] page, byte[] packed) {
        out.i32(1, 0); // a data page
        out.i32(2, page.length);
        out.i32(3, packed.length);
        out.struct(
                5,
                data -> {
                    data.i32(1, rows);
                    data.i32(2, PLAIN);
                    data.i32(3, RUN_LENGTHS);
                    data.i32(4, RUN_LENGTHS);
                });
    }

    /** Writes the footer; the stream stays open. */
    @Override
    public void close() throws IOException {
        var footer = ThriftCompact.bytes(this::footer);
        write(footer);
        write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(footer.length).array());
        write(MAGIC);
    }

    private void footer(ThriftCompact out) {
        out.i32(1, 1); // the format's version
        var schema = new ArrayList<ThriftCompact.Fields>();
        schema.add(root -> {
            root.text(4, "runs");
            root.i32(5, columns.size());
        });
        columns.forEach((name, type) -> schema.add(element -> element(element, name, type)));
        out.structs(2, schema, schema.size());
        out.i64(3, groups.stream().mapToLong(Group::rows).sum());
        out.structs(
                4,
                groups.stream()
                        .map(each -> (ThriftCompact.Fields) fields -> group(fields, each))
                        .toList(),
                groups.size());
        out.text(6, "rondo version 0.1.0");
    }

    private static void element(ThriftCompact out, String name, ParquetType type) {
        out.i32(1, type.number());
        out.i32(3, OPTIONAL);
        out.text(4, name);
        switch (type) {
            case TEXT -> {
                out.i32(6, UTF8);
                out.struct(10, logical -> logical.struct(1, text -> {}));
            }
            case TIME -> {
                out.i32(6, TIMESTAMP_MILLIS);
                out.struct(10, logical -> logical.struct(8, ParquetWriter::utcMillis));
            }
            case DOUBLE -> {
                // the physical type says all
            }
        }
    }

    private static void utcMillis(ThriftCompact out) {
        out.yes(1);
        out.struct(2, unit -> unit.struct(1, millis -> {}));
    }

    private static void group(ThriftCompact out, Group group) {
        var chunks = group.chunks();
        out.structs(
                1,
                chunks.stream()
                        .map(each -> (ThriftCompact.Fields) fields -> chunk(fields, each))
                        .toList(),
                chunks.size());
        out.i64(2, chunks.stream().mapToLong(Chunk::plain).sum());
        out.i64(3, group.rows());
    }

    private static void chunk(ThriftCompact out, Chunk chunk) {
        out.i64(2, chunk.offset());
        out.struct(
                3,
                meta -> {
                    meta.i32(1, chunk.type().number());
                    meta.i32s(2, PLAIN, RUN_LENGTHS);
                    meta.texts(3, chunk.name());
                    meta.i32(4, GZIP);
                    meta.i64(5, chunk.rows());
                    meta.i64(6, chunk.plain());
                    meta.i64(7, chunk.packed());
                    meta.i64(9, chunk.offset());
                });
    }
}
