package dev.rondo.wire.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Reads the pages of one column in one group of rows. */
final class ChunkReader {
    private static final int PLAIN = 0;
    private static final int OLD_DICTIONARY = 2;
    private static final int RUNS = 3;
    private static final int DICTIONARY = 8;

    /** Takes the cells of the next rows: of each row the place of its value, -1 for none. */
    interface Sink {
        void take(ColumnValues values, int[] places);
    }

    private final ParquetColumn column;
    private final ByteBuffer file;
    private final int codec;
    private final IntConsumer pages;
    private final IntConsumer memory;
    private @Nullable ColumnValues dictionary;

    /**
     * @param pages is told of the bytes of each page, before it is unpacked; may throw
     * @param memory is told of what values will take on the heap; may throw
     */
    ChunkReader(
            ParquetColumn column,
            byte[] file,
            ParquetFooter.Chunk chunk,
            IntConsumer pages,
            IntConsumer memory) {
        this.column = column;
        this.file = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).position(chunk.start());
        this.codec = chunk.codec();
        this.pages = pages;
        this.memory = memory;
    }

    /** Reads so many rows. */
    void read(int rows, Sink sink) {
        int left = rows;
        while (left > 0) {
            var page = PageHeader.read(file);
            var packed = file.slice(file.position(), page.packedSize());
            file.position(file.position() + page.packedSize());
            switch (page.type()) {
                case PageHeader.DATA, PageHeader.DATA_2 -> {
                    if (page.values() > left) {
                        throw ParquetErrors.broken("a page has more values than there are rows");
                    }
                    data(page, packed, sink);
                    left -= page.values();
                }
                case PageHeader.DICTIONARY -> dictionary(page, packed);
                default -> {}
            }
        }
    }

    private void dictionary(PageHeader page, ByteBuffer packed) {
        pages.accept(page.size());
        boolean known = page.encoding() == PLAIN || page.encoding() == OLD_DICTIONARY;
        if (!known || column.kind() == ColumnKind.TRUTH) {
            throw otherEncoding();
        }
        var in = Unpacking.unpack(codec, packed, page.size());
        dictionary = ColumnValues.plain(column, in, page.values(), memory);
    }

    private void data(PageHeader page, ByteBuffer packed, Sink sink) {
        pages.accept(page.size());
        var places = new int[page.values()];
        if (page.type() == PageHeader.DATA) {
            var in = Unpacking.unpack(codec, packed, page.size());
            int present = levels(places, column.optional() ? part(in, in.getInt()) : null);
            values(page, in, present, places, sink);
            return;
        }
        var levels = part(packed.order(ByteOrder.LITTLE_ENDIAN), page.levels());
        int present = levels(places, column.optional() ? levels : null);
        int size = page.size() - page.levels();
        var in = Unpacking.unpack(page.packed() ? codec : 0, packed, size);
        values(page, in, present, places, sink);
    }

    private static ByteBuffer part(ByteBuffer in, int length) {
        var part = in.slice(in.position(), length);
        in.position(in.position() + length);
        return part;
    }

    /** Numbers the values that are there, and counts them. */
    private static int levels(int[] places, @Nullable ByteBuffer levels) {
        var runs = levels == null ? null : new BitRuns(levels, 1);
        int present = 0;
        for (int i = 0; i < places.length; i++) {
            places[i] = runs == null || runs.next() == 1 ? present++ : -1;
        }
        return present;
    }

    private void values(PageHeader page, ByteBuffer in, int present, int[] places, Sink sink) {
        switch (page.encoding()) {
            case PLAIN -> sink.take(plain(in, present), places);
            case RUNS -> sink.take(runs(in, present), places);
            case DICTIONARY, OLD_DICTIONARY -> sink.take(indexed(in, present, places), places);
            default -> {
                var anew = Respelling.plain(column, page.encoding(), in, present, pages);
                sink.take(plain(anew, present), places);
            }
        }
    }

    private ColumnValues plain(ByteBuffer in, int count) {
        if (column.kind() != ColumnKind.TRUTH) {
            return ColumnValues.plain(column, in, count, memory);
        }
        var bits = new int[1];
        return ColumnValues.truths(
                () -> {
                    int at = bits[0]++;
                    return in.get(in.position() + at / 8) >> (at % 8) & 1;
                },
                count);
    }

    /** Truth values as runs, their length before them. */
    private ColumnValues runs(ByteBuffer in, int count) {
        if (column.kind() != ColumnKind.TRUTH) {
            throw otherEncoding();
        }
        return ColumnValues.truths(new BitRuns(part(in, in.getInt()), 1)::next, count);
    }

    /** The dictionary; the places become those in it. */
    private ColumnValues indexed(ByteBuffer in, int present, int[] places) {
        var known = dictionary;
        if (known == null) {
            throw ParquetErrors.broken("a page wants a dictionary, and there is none");
        }
        if (present > 0) {
            var runs = new BitRuns(in, in.get());
            for (int i = 0; i < places.length; i++) {
                places[i] = places[i] < 0 ? -1 : checked(runs.next(), known);
            }
        }
        return known;
    }

    private static int checked(int index, ColumnValues dictionary) {
        if (index < 0 || index >= dictionary.numbers().length) {
            throw ParquetErrors.broken("a value is not in the dictionary");
        }
        return index;
    }

    private static RuntimeException otherEncoding() {
        return ParquetErrors.unsupported("an encoding that its columns do not have");
    }
}
