package dev.rondo.wire.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntConsumer;

/** Values of the rarer encodings, written anew as plain ones, which then have one reader. */
final class Respelling {
    static final int DELTA_NUMBERS = 5;
    static final int DELTA_LENGTHS = 6;
    static final int DELTA_PREFIXES = 7;
    static final int SPLIT = 9;

    private static final int MOST = 1 << 30;

    private final ParquetColumn column;
    private final ByteBuffer in;
    private final int count;
    private final IntConsumer pages;

    private Respelling(ParquetColumn column, ByteBuffer in, int count, IntConsumer pages) {
        this.column = column;
        this.in = in;
        this.count = count;
        this.pages = pages;
    }

    /**
     * Writes values anew.
     *
     * @param pages is told of the bytes that come of them before they are taken; may throw
     */
    static ByteBuffer plain(
            ParquetColumn column, int encoding, ByteBuffer in, int count, IntConsumer pages) {
        var values = new Respelling(column, in, count, pages);
        return switch (encoding) {
            case DELTA_NUMBERS -> values.numbers();
            case DELTA_LENGTHS -> values.texts(false);
            case DELTA_PREFIXES -> values.texts(true);
            case SPLIT -> values.split();
            default -> throw ParquetErrors.unsupported("an unknown encoding");
        };
    }

    private ByteBuffer numbers() {
        boolean whole =
                switch (column.kind()) {
                    case INT, UNSIGNED_INT, DATE, DECIMAL_INT -> false;
                    case LONG, UNSIGNED_LONG, MILLIS, MICROS, NANOS, DECIMAL_LONG -> true;
                    default -> throw wrong();
                };
        var numbers = deltas();
        var out = room((long) count * (whole ? Long.BYTES : Integer.BYTES));
        for (long number : numbers) {
            if (whole) {
                out.putLong(number);
            } else {
                out.putInt((int) number);
            }
        }
        return out.flip();
    }

    private long[] deltas() {
        room(count, Long.BYTES);
        return DeltaNumbers.read(in, count);
    }

    /** What each shares with the one before, the lengths of what follows, and all that follows. */
    private ByteBuffer texts(boolean shared) {
        boolean fixed =
                switch (column.kind()) {
                    case TEXT, BYTES, DECIMAL_BYTES -> false;
                    case FIXED_BYTES, DECIMAL_FIXED, HALF -> true;
                    default -> throw wrong();
                };
        if (fixed && !shared) {
            throw wrong();
        }
        var prefixes = shared ? deltas() : new long[count];
        var lengths = deltas();
        int head = fixed ? 0 : Integer.BYTES;
        var out = room(total(prefixes, lengths, head));
        int before = 0;
        for (int i = 0; i < count; i++) {
            int prefix = (int) prefixes[i];
            int length = (int) lengths[i];
            if (head > 0) {
                out.putInt(prefix + length);
            } else if (prefix + length != column.leastSize()) {
                throw ParquetErrors.broken("a value has another length than its column says");
            }
            int at = out.position();
            out.put(at, out, before, prefix);
            out.put(at + prefix, in, in.position(), length);
            out.position(at + prefix + length);
            in.position(in.position() + length);
            before = at;
        }
        return out.flip();
    }

    private long total(long[] prefixes, long[] lengths, int head) {
        long total = 0;
        long before = 0;
        for (int i = 0; i < count; i++) {
            if (prefixes[i] < 0
                    || prefixes[i] > before
                    || lengths[i] < 0
                    || lengths[i] > in.remaining()) {
                throw ParquetErrors.broken("a value is longer than its page");
            }
            before = prefixes[i] + lengths[i];
            total += before + head;
        }
        return total;
    }

    /** First the first bytes of all values, then their second ones, and so on. */
    private ByteBuffer split() {
        int width = column.leastSize();
        switch (column.kind()) {
            case TRUTH, TEXT, BYTES, DECIMAL_BYTES -> throw wrong();
            default -> {}
        }
        if (in.remaining() != (long) count * width) {
            throw ParquetErrors.broken("a page has not as many values as it says");
        }
        var out = room(in.remaining());
        for (int value = 0; value < count; value++) {
            for (int part = 0; part < width; part++) {
                out.put(in.get(in.position() + part * count + value));
            }
        }
        return out.flip();
    }

    private void room(int values, int bytes) {
        pages.accept((int) Math.min((long) values * bytes, MOST));
    }

    private ByteBuffer room(long bytes) {
        pages.accept((int) Math.min(bytes, MOST));
        return ByteBuffer.allocate(Math.toIntExact(bytes)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static RuntimeException wrong() {
        return ParquetErrors.broken("an encoding is not one for values of its column");
    }
}
