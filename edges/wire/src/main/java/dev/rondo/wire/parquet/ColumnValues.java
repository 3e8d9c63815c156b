package dev.rondo.wire.parquet;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Values of a column as cells of a table: numbers, and beside them what is no plain number.
 *
 * @param others null where all are plain numbers
 */
record ColumnValues(double[] numbers, @Nullable Object @Nullable [] others) {
    private static final long EXACT = 1L << 53;

    /** Bytes of a decimal. */
    private static final int LONGEST_DECIMAL = 32;

    /** What a text or a time takes on the heap beside its bytes, roughly. */
    private static final int OBJECT = 48;

    /**
     * Reads values in plain encoding.
     *
     * @param memory is told what they take on the heap
     */
    static ColumnValues plain(ParquetColumn column, ByteBuffer in, int count, IntConsumer memory) {
        if ((long) count * column.leastSize() > in.remaining()) {
            throw ParquetErrors.broken("a page has fewer values than it says");
        }
        boolean objects = column.kind().objects();
        memory.accept(Math.multiplyExact(count, objects ? OBJECT : Double.BYTES));
        if (objects) {
            return objects(column, in, count);
        }
        return column.kind() == ColumnKind.LONG ? longs(in, count) : numbers(column, in, count);
    }

    /** Truth values, each a 1 or a 0. */
    static ColumnValues truths(IntSupplier bits, int count) {
        var numbers = new double[count];
        var others = new @Nullable Object[count];
        for (int i = 0; i < count; i++) {
            int bit = bits.getAsInt();
            numbers[i] = bit;
            others[i] = bit == 1;
        }
        return new ColumnValues(numbers, others);
    }

    /** Whole numbers, beside their doubles where those are other numbers. */
    private static ColumnValues longs(ByteBuffer in, int count) {
        var numbers = new double[count];
        @Nullable Object[] others = null;
        for (int i = 0; i < count; i++) {
            long value = in.getLong();
            numbers[i] = value;
            if (value < -EXACT || value > EXACT) {
                others = others == null ? new @Nullable Object[count] : others;
                others[i] = value;
            }
        }
        return new ColumnValues(numbers, others);
    }

    private static ColumnValues numbers(ParquetColumn column, ByteBuffer in, int count) {
        var numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] =
                    switch (column.kind()) {
                        case INT -> in.getInt();
                        case UNSIGNED_INT -> in.getInt() & 0xffff_ffffL;
                        case UNSIGNED_LONG -> unsigned(in.getLong());
                        case FLOAT -> in.getFloat();
                        case HALF -> Float.float16ToFloat(in.getShort());
                        case DOUBLE -> in.getDouble();
                        case DECIMAL_INT -> decimal(column, BigInteger.valueOf(in.getInt()));
                        case DECIMAL_LONG -> decimal(column, BigInteger.valueOf(in.getLong()));
                        case DECIMAL_BYTES -> decimal(column, in, in.getInt());
                        case DECIMAL_FIXED -> decimal(column, in, column.length());
                        default -> throw new IllegalStateException(column.kind().name());
                    };
        }
        return new ColumnValues(numbers, null);
    }

    private static double decimal(ParquetColumn column, ByteBuffer in, int length) {
        if (length <= 0 || length > LONGEST_DECIMAL) {
            throw ParquetErrors.broken("a decimal has " + length + " bytes");
        }
        return decimal(column, new BigInteger(bytes(in, length)));
    }

    private static double decimal(ParquetColumn column, BigInteger digits) {
        return new BigDecimal(digits, column.scale()).doubleValue();
    }

    private static double unsigned(long bits) {
        return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
    }

    private static ColumnValues objects(ParquetColumn column, ByteBuffer in, int count) {
        var numbers = new double[count];
        Arrays.fill(numbers, Double.NaN);
        var others = new @Nullable Object[count];
        for (int i = 0; i < count; i++) {
            others[i] =
                    switch (column.kind()) {
                        case TEXT -> new String(bytes(in, in.getInt()), StandardCharsets.UTF_8);
                        case BYTES -> bytes(in, in.getInt());
                        case FIXED_BYTES -> bytes(in, column.length());
                        case DATE -> LocalDate.ofEpochDay(in.getInt()).toString();
                        case MILLIS -> time(column, in.getLong(), 1_000);
                        case MICROS -> time(column, in.getLong(), 1_000_000);
                        case NANOS -> time(column, in.getLong(), 1_000_000_000);
                        default -> throw new IllegalStateException(column.kind().name());
                    };
        }
        return new ColumnValues(numbers, others);
    }

    private static byte[] bytes(ByteBuffer in, int length) {
        if (length < 0 || length > in.remaining()) {
            throw ParquetErrors.broken("a value is longer than its page");
        }
        var bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    /** ISO 8601, as JSON would have it. */
    private static String time(ParquetColumn column, long value, long unit) {
        int nanos = (int) (Math.floorMod(value, unit) * (1_000_000_000 / unit));
        var time = LocalDateTime.ofEpochSecond(Math.floorDiv(value, unit), nanos, ZoneOffset.UTC);
        return column.zoned() ? time + "Z" : time.toString();
    }

    @Nullable Object other(int at) {
        return others == null ? null : others[at];
    }
}
