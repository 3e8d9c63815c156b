package dev.rondo.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The layout of a frame: one record, or the mark that a journal was closed in good order.
 * Big-endian:
 *
 * <pre>
 *  0   4  mark: the first 4 bytes of the segment's salt
 *  4   4  length of the payload
 *  8   4  CRC-32C of the salt, then of the frame without these 4 bytes
 * 12   1  type: 1 record, 2 closed
 * 13   1  1 when the next record belongs to the same append, else 0
 * 14   2  reserved, 0
 * 16   8  sequence of the record; of a closed mark, of the record to come
 * 24   8  offset in the segment at which the write of this frame's group began
 * 32  16  reserved for the subject, 0
 * 48  16  reserved for the record's salt, 0
 * 64  32  reserved for the leaf hash, 0
 * 96      payload
 * </pre>
 *
 * <p>The mark and the checksum depend on a secret of the segment, so no payload can pass for a
 * frame when a damaged segment is searched for what is left. The group's offset says what was
 * already durable when the frame was written: a bad frame before it is damage, a bad frame behind
 * it may be a torn write.
 */
final class FrameCodec {
    static final int HEADER_BYTES = 96;
    static final byte RECORD = 1;
    static final byte CLOSED = 2;

    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int LENGTH_AT = 4;
    private static final int CHECKSUM_AT = 8;
    private static final int TYPE_AT = 12;
    private static final int CONTINUES_AT = 13;
    private static final int SEQUENCE_AT = 16;
    private static final int GROUP_AT = 24;

    private final byte[] salt;
    private final int mark;

    FrameCodec(byte[] salt) {
        this.salt = salt;
        this.mark = (int) INT.get(salt, 0);
    }

    byte[] salt() {
        return salt;
    }

    /** Writes a frame at the position; the bytes there need not be zero. */
    void encode(byte[] target, int at, FrameHeader header, byte[] payload) {
        Arrays.fill(target, at + TYPE_AT, at + HEADER_BYTES, (byte) 0);
        INT.set(target, at, mark);
        INT.set(target, at + LENGTH_AT, payload.length);
        target[at + TYPE_AT] = header.type();
        target[at + CONTINUES_AT] = (byte) (header.continues() ? 1 : 0);
        LONG.set(target, at + SEQUENCE_AT, header.sequence());
        LONG.set(target, at + GROUP_AT, header.groupOffset());
        System.arraycopy(payload, 0, target, at + HEADER_BYTES, payload.length);
        INT.set(target, at + CHECKSUM_AT, checksum(target, at, HEADER_BYTES + payload.length));
    }

    boolean marked(byte[] source, int at) {
        return (int) INT.get(source, at) == mark;
    }

    /** Length of the payload as the header states it, not yet to be trusted. */
    static int length(byte[] source, int at) {
        return (int) INT.get(source, at + LENGTH_AT);
    }

    boolean intact(byte[] source, int at, int frameBytes) {
        return (int) INT.get(source, at + CHECKSUM_AT) == checksum(source, at, frameBytes);
    }

    static byte type(byte[] source, int at) {
        return source[at + TYPE_AT];
    }

    static boolean continues(byte[] source, int at) {
        return source[at + CONTINUES_AT] != 0;
    }

    static long sequence(byte[] source, int at) {
        return (long) LONG.get(source, at + SEQUENCE_AT);
    }

    static long groupOffset(byte[] source, int at) {
        return (long) LONG.get(source, at + GROUP_AT);
    }

    private int checksum(byte[] source, int at, int frameBytes) {
        var crc = new CRC32C();
        crc.update(salt, 0, salt.length);
        crc.update(source, at, CHECKSUM_AT);
        crc.update(source, at + TYPE_AT, frameBytes - TYPE_AT);
        return (int) crc.getValue();
    }
}
