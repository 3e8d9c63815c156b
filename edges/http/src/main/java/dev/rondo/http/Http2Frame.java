package dev.rondo.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The head of a frame of HTTP/2 (RFC 9113, section 4.1), and where its payload lies.
 *
 * @param start of the head within the bytes that it was read from
 * @param length of the payload
 */
record Http2Frame(int start, int length, int type, int flags, int stream) {
    static final int HEAD = 9;

    /** What everyone may send who was not allowed more, and we allow nobody more. */
    static final int LARGEST = 16 << 10;

    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RESET = 3;
    static final int SETTINGS = 4;
    static final int WINDOW_UPDATE = 8;

    /** Of DATA and HEADERS. */
    static final int END_STREAM = 1;

    /** Of SETTINGS. */
    static final int ACK = 1;

    /** Of HEADERS. */
    static final int END_HEADERS = 4;

    /** Of HEADERS: five bytes about the weight of the stream come first, which mean nothing now. */
    private static final int PRIORITY = 0x20;

    private static final int PRIORITY_LENGTH = 5;

    /** Of DATA and HEADERS: the payload's first byte says how many at its end mean nothing. */
    private static final int PADDED = 8;

    /** HPACK's word for a table of no size (RFC 7541, section 6.3), and the bits that say it. */
    private static final int TABLE_UPDATE = 0x20;

    private static final int TABLE_UPDATE_BITS = 0xe0;

    /** Null where the head is not whole. */
    static @Nullable Http2Frame read(byte[] bytes, int at) {
        if (bytes.length - at < HEAD) {
            return null;
        }
        int length =
                ((bytes[at] & 0xff) << 16) | ((bytes[at + 1] & 0xff) << 8) | (bytes[at + 2] & 0xff);
        return new Http2Frame(
                at, length, bytes[at + 3], bytes[at + 4] & 0xff, number(bytes, at + 5));
    }

    /** Of 31 bits; the highest is reserved. */
    static int number(byte[] bytes, int at) {
        return ((bytes[at] & 0x7f) << 24)
                | ((bytes[at + 1] & 0xff) << 16)
                | ((bytes[at + 2] & 0xff) << 8)
                | (bytes[at + 3] & 0xff);
    }

    int payload() {
        return start + HEAD;
    }

    /** Whether these are all headers of a stream that goes on, without padding. */
    boolean isPlainHeaders() {
        return (flags & ~PRIORITY) == END_HEADERS && block() <= end();
    }

    /** Where the headers of a frame of them lie. */
    int block() {
        return (flags & PRIORITY) == 0 ? payload() : payload() + PRIORITY_LENGTH;
    }

    /**
     * The frame of headers, in which the client says that its table is empty. Clients that never
     * had a table may say nothing of it (nginx does), which Vert.x would not forgive.
     */
    byte[] withTableUpdate(byte[] bytes) {
        boolean told = block() < end() && (bytes[block()] & TABLE_UPDATE_BITS) == TABLE_UPDATE;
        if (told || (flags & PADDED) != 0 || length == LARGEST) {
            return Arrays.copyOfRange(bytes, start, end());
        }
        var frame = new byte[HEAD + length + 1];
        int before = block() - start;
        System.arraycopy(bytes, start, frame, 0, before);
        frame[before] = TABLE_UPDATE;
        System.arraycopy(bytes, block(), frame, before + 1, end() - block());
        frame[0] = (byte) ((length + 1) >>> 16);
        frame[1] = (byte) ((length + 1) >>> 8);
        frame[2] = (byte) (length + 1);
        return frame;
    }

    int end() {
        return start + HEAD + length;
    }

    boolean within(byte[] bytes) {
        return end() <= bytes.length;
    }

    boolean isDataOf(Http2Frame headers) {
        return type == DATA && stream == headers.stream;
    }

    /** The client may send so many more bytes on the connection. */
    static ByteBuf windowUpdate(ByteBufAllocator buffers, int bytes) {
        return buffers.directBuffer(HEAD + Integer.BYTES)
                .writeMedium(Integer.BYTES)
                .writeByte(WINDOW_UPDATE)
                .writeByte(0)
                .writeInt(0)
                .writeInt(bytes);
    }
}
