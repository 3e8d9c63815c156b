package dev.rondo.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The first 64 bytes of a segment, big-endian:
 *
 * <pre>
 *  0   8  "RONDOJNL"
 *  8   4  format version, 1
 * 12   4  CRC-32C of the other 60 bytes
 * 16   4  replica
 * 20   4  reserved, 0
 * 24   8  sequence of the segment's first record
 * 32  16  salt: random, part of every frame's mark and checksum in this segment
 * 48  16  reserved, 0
 * </pre>
 *
 * @param replica 8 hexadecimal digits
 * @param codec made of the salt
 */
record SegmentHeader(String replica, long firstSequence, FrameCodec codec) {
    static final int BYTES = 64;

    private static final byte[] MAGIC = "RONDOJNL".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int CHECKSUM_AT = 12;
    private static final int SALT_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    static SegmentHeader create(String replica, long firstSequence) {
        return new SegmentHeader(replica, firstSequence, new FrameCodec(random(SALT_BYTES)));
    }

    static String newReplica() {
        return HexFormat.of().formatHex(random(4));
    }

    byte[] encode() {
        var bytes = new byte[BYTES];
        ByteBuffer.wrap(bytes)
                .put(MAGIC)
                .putInt(VERSION)
                .putInt(0)
                .put(HexFormat.of().parseHex(replica))
                .putInt(0)
                .putLong(firstSequence)
                .put(codec.salt());
        ByteBuffer.wrap(bytes).putInt(CHECKSUM_AT, checksum(bytes));
        return bytes;
    }

    /** Empty when the file holds no intact header. */
    static Optional<SegmentHeader> read(OpenFile file) throws IOException {
        var bytes = new byte[BYTES];
        int got = 0;
        while (got < BYTES) {
            int count = file.read(got, bytes, got, BYTES - got);
            if (count < 0) {
                return Optional.empty();
            }
            got += count;
        }
        return decode(bytes);
    }

    private static Optional<SegmentHeader> decode(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        boolean intact =
                Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
                        && buffer.getInt(MAGIC.length) == VERSION
                        && buffer.getInt(CHECKSUM_AT) == checksum(bytes);
        if (!intact) {
            return Optional.empty();
        }
        return Optional.of(
                new SegmentHeader(
                        HexFormat.of().formatHex(bytes, 16, 20),
                        buffer.getLong(24),
                        new FrameCodec(Arrays.copyOfRange(bytes, 32, 32 + SALT_BYTES))));
    }

    private static int checksum(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes, 0, CHECKSUM_AT);
        crc.update(bytes, CHECKSUM_AT + 4, BYTES - CHECKSUM_AT - 4);
        return (int) crc.getValue();
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
