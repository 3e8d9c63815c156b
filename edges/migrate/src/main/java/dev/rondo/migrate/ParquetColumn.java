package dev.rondo.migrate;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The values of one column in one group of rows, encoded as Parquet's plain encoding has them; a
 * row without a value is null. A group costs what its values cost, however many columns are empty.
 */
final class ParquetColumn {
    private final ByteArrayOutputStream values = new ByteArrayOutputStream();
    private final ByteArrayOutputStream levels = new ByteArrayOutputStream();
    private int rows;
    private int run;
    private boolean present;

    /**
     * Adds the value of a row; rows since the last one have none.
     *
     * @param row counted from 0 within the group
     */
    void add(int row, String value) {
        var bytes = value.getBytes(StandardCharsets.UTF_8);
        values.writeBytes(little(4).putInt(bytes.length).array());
        values.writeBytes(bytes);
        place(row);
    }

    void add(int row, double value) {
        values.writeBytes(little(8).putDouble(value).array());
        place(row);
    }

    void add(int row, long value) {
        values.writeBytes(little(8).putLong(value).array());
        place(row);
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void place(int row) {
        level(row - rows, false);
        level(1, true);
    }

    /** Levels are kept as runs: a count, doubled, and whether there are values. */
    private void level(int count, boolean there) {
        if (count == 0) {
            return;
        }
        if (there != present) {
            endRun();
            present = there;
        }
        run += count;
        rows += count;
    }

    private void endRun() {
        if (run > 0) {
            ThriftCompact.varint(levels, (long) run << 1);
            levels.write(present ? 1 : 0);
            run = 0;
        }
    }

    /** The body of a page for a group of so many rows; after that nothing can be added. */
    byte[] page(int allRows) {
        level(allRows - rows, false);
        endRun();
        var page = new ByteArrayOutputStream(levels.size() + values.size() + 4);
        page.writeBytes(little(4).putInt(levels.size()).array());
        page.writeBytes(levels.toByteArray());
        page.writeBytes(values.toByteArray());
        return page.toByteArray();
    }
}
