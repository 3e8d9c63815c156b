package dev.rondo.wire.parquet;

import dev.rondo.base.RondoException;
import dev.rondo.wire.rows.Table;
import java.nio.BufferOverflowException;
import java.nio.BufferUnderflowException;
import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A table in a file of Parquet that is in memory. Times and dates are texts of ISO 8601, as JSON
 * has them.
 */
public final class ParquetTable {
    /** How many cells a table may have. */
    static final int MAX_CELLS = 1 << 24;

    /** How many bytes a file's pages may have when they are unpacked. */
    static final int MAX_UNPACKED = 64 << 20;

    private static final int CELL = Double.BYTES + Integer.BYTES;

    private final byte[] file;
    private final IntConsumer memory;
    private final double[] values;
    private final int width;
    private @Nullable Object @Nullable [] others;
    private int unpacked;

    private ParquetTable(byte[] file, int rows, int width, IntConsumer memory) {
        this.file = file;
        this.memory = memory;
        this.width = width;
        values = new double[rows * width];
        Arrays.fill(values, Double.NaN);
    }

    /**
     * Reads a table.
     *
     * @param memory is told of every amount of bytes before it is taken; throws where there is no
     *     room for it
     * @throws RondoException of kind USER for what is no such table, of kind LIMIT for one that is
     *     too large
     */
    public static Table read(byte[] file, IntConsumer memory) {
        try {
            return read(file, ParquetFooter.read(file), memory);
        } catch (BufferUnderflowException
                | BufferOverflowException
                | IndexOutOfBoundsException
                | IllegalArgumentException
                | ArithmeticException e) {
            throw ParquetErrors.broken("a part of it is not where it should be").causedBy(e);
        }
    }

    private static Table read(byte[] file, ParquetFooter footer, IntConsumer memory) {
        var columns = footer.columns();
        var kept =
                IntStream.range(0, columns.size())
                        .filter(i -> !footer.indexes().contains(columns.get(i).name()))
                        .toArray();
        long rows = footer.groups().stream().mapToLong(ParquetFooter.RowGroup::rows).sum();
        if (rows * Math.max(1, kept.length) > MAX_CELLS) {
            throw tooLarge("more than " + MAX_CELLS + " cells");
        }
        memory.accept((int) rows * kept.length * CELL);
        var table = new ParquetTable(file, (int) rows, kept.length, memory);
        int from = 0;
        for (var group : footer.groups()) {
            for (int i = 0; i < kept.length; i++) {
                table.add(columns.get(kept[i]), group, group.chunks().get(kept[i]), from, i);
            }
            from += group.rows();
        }
        var names = Arrays.stream(kept).mapToObj(i -> columns.get(i).name()).toList();
        if (names.stream().distinct().count() < names.size()) {
            throw ParquetErrors.broken("two columns have one name");
        }
        return new Table(names, (int) rows, kept.length, table.values, table.others);
    }

    private void add(
            ParquetColumn column,
            ParquetFooter.RowGroup group,
            ParquetFooter.Chunk chunk,
            int from,
            int place) {
        var at = new int[] {from * width + place};
        new ChunkReader(column, file, chunk, this::unpack, memory)
                .read(
                        group.rows(),
                        (cells, places) -> {
                            for (int each : places) {
                                if (each >= 0) {
                                    set(at[0], cells.numbers()[each], cells.other(each));
                                }
                                at[0] += width;
                            }
                        });
    }

    private void unpack(int bytes) {
        unpacked = Math.addExact(unpacked, bytes);
        if (unpacked > MAX_UNPACKED) {
            throw tooLarge("more than " + MAX_UNPACKED + " bytes when it is unpacked");
        }
        memory.accept(bytes);
    }

    private void set(int at, double number, @Nullable Object other) {
        values[at] = number;
        if (other != null) {
            var known = others == null ? new @Nullable Object[values.length] : others;
            known[at] = other;
            others = known;
        }
    }

    private static RondoException tooLarge(String what) {
        return RondoException.limit("rows.too_large", "the table has " + what)
                .next("send it in parts");
    }
}
