package dev.rondo.data;

import dev.rondo.base.Digests;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Digests of rows by their content: SHA-256 over each column's name and value, columns in the order
 * of their names. Rows with equal values have equal digests in any table, whatever the order of its
 * columns and rows.
 */
public final class RowHasher {
    private final List<Part> parts;
    private final MessageDigest digest = Digests.sha256();

    private static final class Part {
        private final byte[] name;
        private final Object values;

        Part(String name, Object values) {
            this.name = utf8(name);
            this.values = values;
        }
    }

    /**
     * For the rows of one table.
     *
     * @param exclude columns to leave out, such as an id
     */
    public RowHasher(Table table, Set<String> exclude) {
        exclude.forEach(table::column);
        parts =
                table.schema().stream()
                        .filter(column -> !exclude.contains(column.name()))
                        .sorted(Comparator.comparing(column -> column.name()))
                        .map(column -> new Part(column.name(), table.data(column.name())))
                        .toList();
    }

    /** 64 hexadecimal digits. */
    public String hash(int row) {
        for (var part : parts) {
            bytes(part.name);
            if (part.values instanceof double[] numbers) {
                digest.update((byte) (Double.isNaN(numbers[row]) ? '-' : 'n'));
                number(Double.doubleToLongBits(numbers[row]));
                continue;
            }
            var text = ((CategoryColumn) part.values).get(row);
            digest.update((byte) (text == null ? '-' : 't'));
            bytes(text == null ? new byte[0] : utf8(text));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private void bytes(byte[] bytes) {
        number(bytes.length);
        digest.update(bytes);
    }

    private void number(long bits) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            digest.update((byte) (bits >>> shift));
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
