package dev.rondo.wire.parquet;

import java.nio.ByteBuffer;

/**
 * What stands before a page.
 *
 * @param size when it is unpacked
 * @param values how many, those that are missing too
 * @param levels how many bytes of it say what is missing, in a page of the second kind
 * @param packed whether the rest is packed, in a page of the second kind
 */
record PageHeader(
        int type, int size, int packedSize, int values, int encoding, int levels, boolean packed) {
    static final int DATA = 0;
    static final int DICTIONARY = 2;
    static final int DATA_2 = 3;

    PageHeader {
        if (levels > Math.min(size, packedSize)) {
            throw ParquetErrors.broken("a page is smaller than a part of it");
        }
    }

    /** Reads the header at the buffer's position, behind which the page begins. */
    static PageHeader read(ByteBuffer file) {
        var reader = new Reader(new ThriftReader(file));
        reader.in.struct(reader::field);
        return new PageHeader(
                reader.type,
                reader.size,
                reader.packedSize,
                reader.values,
                reader.encoding,
                reader.levels,
                reader.packed);
    }

    private static final class Reader {
        private final ThriftReader in;
        private int type;
        private int size;
        private int packedSize;
        private int values;
        private int encoding;
        private int levels;
        private boolean packed = true;

        Reader(ThriftReader in) {
            this.in = in;
        }

        private void field(int id) {
            switch (id) {
                case 1 -> type = in.count();
                case 2 -> size = in.count();
                case 3 -> packedSize = in.count();
                case 5, 7 -> in.struct(this::first);
                case 8 -> in.struct(this::second);
                default -> in.skip();
            }
        }

        private void first(int id) {
            switch (id) {
                case 1 -> values = in.count();
                case 2 -> encoding = in.count();
                default -> in.skip();
            }
        }

        private void second(int id) {
            switch (id) {
                case 1 -> values = in.count();
                case 4 -> encoding = in.count();
                case 5, 6 -> levels = Math.addExact(levels, in.count());
                case 7 -> packed = in.flag();
                default -> in.skip();
            }
        }
    }
}
