package dev.rondo.wire.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.GZIPInputStream;

/** The codecs of pages: none, Snappy, GZIP, LZ4 without frames. */
final class Unpacking {
    private Unpacking() {}

    /**
     * Unpacks what remains of a buffer.
     *
     * @param size how many bytes that must become, which the caller has room for
     */
    static ByteBuffer unpack(int codec, ByteBuffer packed, int size) {
        return switch (codec) {
            case 0 -> whole(packed.slice(), size);
            case 1 -> whole(snappy(packed, size), size);
            case 2 -> whole(gzip(packed, size), size);
            case 4, 6 -> throw ParquetErrors.unsupported("the compression Brotli or Zstandard");
            case 7 -> whole(Lz4.unpack(packed, size), size);
            default -> throw ParquetErrors.unsupported("the compression LZO or Hadoop's LZ4");
        };
    }

    private static ByteBuffer whole(ByteBuffer unpacked, int size) {
        if (unpacked.remaining() != size) {
            throw ParquetErrors.broken("a page has not the size that it says");
        }
        return unpacked.order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer gzip(ByteBuffer packed, int size) {
        var bytes = new byte[packed.remaining()];
        packed.get(bytes);
        try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            var unpacked = in.readNBytes(size);
            if (in.read() >= 0) {
                throw ParquetErrors.broken("a page is larger than it says");
            }
            return ByteBuffer.wrap(unpacked);
        } catch (IOException e) {
            throw ParquetErrors.broken("a page is not packed by GZIP");
        }
    }

    /** As format_description.txt of Snappy has it: literals, and copies of what came before. */
    private static ByteBuffer snappy(ByteBuffer in, int size) {
        if (ThriftReader.varint(in) != size) {
            throw ParquetErrors.broken("a page has not the size that it says");
        }
        var out = ByteBuffer.allocate(size);
        while (in.hasRemaining()) {
            int tag = in.get() & 0xff;
            int high = tag >> 2;
            switch (tag & 3) {
                case 0 -> literal(in, 1 + (high < 60 ? high : number(in, high - 59)), out);
                case 1 -> copy(out, 4 + (high & 7), (high >> 3) << 8 | (in.get() & 0xff));
                case 2 -> copy(out, 1 + high, number(in, 2));
                default -> copy(out, 1 + high, number(in, 4));
            }
        }
        return out.flip();
    }

    static void literal(ByteBuffer in, int length, ByteBuffer out) {
        if (length < 0) {
            throw ParquetErrors.broken("a page is not packed as it says");
        }
        out.put(out.position(), in, in.position(), length);
        in.position(in.position() + length);
        out.position(out.position() + length);
    }

    static int number(ByteBuffer in, int bytes) {
        int number = 0;
        for (int i = 0; i < bytes; i++) {
            number |= (in.get() & 0xff) << (8 * i);
        }
        return number;
    }

    /** A copy may reach into what it writes itself, and so repeat it. */
    static void copy(ByteBuffer out, int length, int distance) {
        int from = out.position() - distance;
        if (distance <= 0) {
            throw ParquetErrors.broken("a page is not packed as it says");
        }
        for (int i = 0; i < length; i++) {
            out.put(out.get(from + i));
        }
    }
}
