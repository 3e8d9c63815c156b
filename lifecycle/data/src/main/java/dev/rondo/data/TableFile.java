package dev.rondo.data;

import dev.rondo.base.Column;
import dev.rondo.base.Digests;
import dev.rondo.base.Json;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A table as bytes. After eight bytes {@code RONDOTB1} comes one zlib stream, and the table's
 * digest is the SHA-256 of what that stream holds, so it depends on the content alone and not on
 * how well it was packed:
 *
 * <pre>
 * int n, n bytes     the schema as JSON
 * int                rows
 * per column, in the order of the schema:
 *   numeric type     rows doubles (8 bytes, IEEE 754; NaN where missing)
 *   texts            int levels; per level int n, n bytes UTF-8; rows ints (-1 where missing)
 * </pre>
 *
 * Numbers are big-endian. Equal tables have equal bytes, since {@link Table} and {@link
 * CategoryColumn} have one form for equal content.
 */
final class TableFile {
    private static final byte[] MAGIC = "RONDOTB1".getBytes(StandardCharsets.US_ASCII);
    private static final int BUFFER = 1 << 16;
    private static final int MAX_SCHEMA = 1 << 26;

    private TableFile() {}

    /** Writes the table and returns its digest. */
    static String write(Table table, OutputStream file) throws IOException {
        var digest = Digests.sha256();
        var deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            file.write(MAGIC);
            var packed = new DeflaterOutputStream(file, deflater, BUFFER);
            var out =
                    new DataOutputStream(
                            new BufferedOutputStream(
                                    new DigestOutputStream(packed, digest), BUFFER));
            content(table, out);
            out.flush();
            packed.finish();
            return Digests.text(digest);
        } finally {
            deflater.end();
        }
    }

    private static void content(Table table, DataOutputStream out) throws IOException {
        bytes(Json.writeBytes(table.schema()), out);
        out.writeInt(table.rows());
        for (var column : table.schema()) {
            switch (table.data(column.name())) {
                case double[] numbers -> {
                    for (double number : numbers) {
                        out.writeDouble(number);
                    }
                }
                case CategoryColumn texts -> texts(texts, out);
                default -> throw new IllegalStateException(column.name());
            }
        }
    }

    private static void texts(CategoryColumn texts, DataOutputStream out) throws IOException {
        out.writeInt(texts.levels().size());
        for (var level : texts.levels()) {
            bytes(level.getBytes(StandardCharsets.UTF_8), out);
        }
        for (int row = 0; row < texts.size(); row++) {
            out.writeInt(texts.code(row));
        }
    }

    private static void bytes(byte[] bytes, DataOutputStream out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /**
     * Reads a table back.
     *
     * @throws IOException if the bytes are not those that the digest was made of
     */
    static Table read(InputStream file, String digest) throws IOException {
        if (!Arrays.equals(file.readNBytes(MAGIC.length), MAGIC)) {
            throw new IOException("it does not begin as a table does");
        }
        var sha = Digests.sha256();
        try (var content = new DigestInputStream(new InflaterInputStream(file), sha)) {
            var in = new DataInputStream(new BufferedInputStream(content, BUFFER));
            var table = content(in);
            if (in.read() >= 0 || !Digests.text(sha).equals(digest)) {
                throw new IOException("its content does not have the digest " + digest);
            }
            return table;
        }
    }

    private static Table content(DataInputStream in) throws IOException {
        var schema = List.of(Json.MAPPER.readValue(bytes(in, MAX_SCHEMA), Column[].class));
        int rows = in.readInt();
        var values = new ArrayList<Object>();
        for (var column : schema) {
            values.add(column.type().numeric() ? numbers(in, rows) : texts(in, rows));
        }
        return Table.own(schema, values.toArray());
    }

    private static double[] numbers(DataInputStream in, int rows) throws IOException {
        var numbers = new double[rows];
        for (int row = 0; row < rows; row++) {
            numbers[row] = in.readDouble();
        }
        return numbers;
    }

    private static CategoryColumn texts(DataInputStream in, int rows) throws IOException {
        int count = in.readInt();
        var levels = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            levels.add(new String(bytes(in, 4 * Limits.MAX_FIELD_CHARS), StandardCharsets.UTF_8));
        }
        var codes = new int[rows];
        for (int row = 0; row < rows; row++) {
            codes[row] = in.readInt();
        }
        return CategoryColumn.ofCodes(levels, codes);
    }

    private static byte[] bytes(DataInputStream in, int most) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > most) {
            throw new IOException("it holds a length of " + length);
        }
        var bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }
}
