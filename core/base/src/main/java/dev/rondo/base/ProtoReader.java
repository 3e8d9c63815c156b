package dev.rondo.base;

import java.nio.charset.StandardCharsets;

/**
 * Reads a message in the wire format of Protocol Buffers, field after field, without generated
 * classes.
 *
 * <pre>{@code
 * while (in.next()) {
 *     switch (in.field()) {
 *         case 1 -> name = in.text();
 *         default -> in.skip();
 *     }
 * }
 * }</pre>
 *
 * <p>Every length is checked against what is there. A malformed message, or a field of another wire
 * type than is asked for, is a {@link RondoException} of kind USER.
 */
public final class ProtoReader {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;

    private final byte[] bytes;
    private final int end;
    private int at;
    private int field;
    private int wireType;

    public ProtoReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    /** Reads a part of the bytes, which has to lie within them. */
    public ProtoReader(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
    }

    /** Goes to the next field; false at the end of the message. */
    public boolean next() {
        if (at == end) {
            return false;
        }
        long tag = rawVarint();
        field = (int) (tag >>> 3);
        wireType = (int) (tag & 7);
        if (tag >>> 32 != 0 || field == 0) {
            throw malformed();
        }
        return true;
    }

    /** The number of the field. */
    public int field() {
        return field;
    }

    /** Whether a repeated number comes packed. */
    public boolean packed() {
        return wireType == LENGTH;
    }

    public long varint() {
        expect(VARINT);
        return rawVarint();
    }

    public boolean flag() {
        return varint() != 0;
    }

    public int fixed32() {
        expect(FIXED32);
        return rawFixed32();
    }

    public long fixed64() {
        expect(FIXED64);
        return rawFixed64();
    }

    /** A text; bytes that are not UTF-8 make the message malformed. */
    public String text() {
        int length = length();
        at += length;
        var text = new String(bytes, at - length, length, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0 && !saysSo(text, at - length)) {
            throw malformed();
        }
        return text;
    }

    /** Whether the text was replaced nowhere: its bytes are those that came. */
    private boolean saysSo(String text, int from) {
        var encoded = text.getBytes(StandardCharsets.UTF_8);
        return java.util.Arrays.equals(encoded, 0, encoded.length, bytes, from, at);
    }

    /** A copy of the field's bytes. */
    public byte[] bytes() {
        int length = length();
        at += length;
        return java.util.Arrays.copyOfRange(bytes, at - length, at);
    }

    /** The field as a message of its own, or as packed numbers, without a copy. */
    public ProtoReader part() {
        int length = length();
        at += length;
        return new ProtoReader(bytes, at - length, at);
    }

    /** How many bytes are left. */
    public int remaining() {
        return end - at;
    }

    /** Where the rest begins in the array that {@link #array} gives. */
    public int position() {
        return at;
    }

    /** The array that is read, of which this may be a part. */
    public byte[] array() {
        return bytes;
    }

    public void skip() {
        switch (wireType) {
            case VARINT -> rawVarint();
            case FIXED64 -> rawFixed64();
            case FIXED32 -> rawFixed32();
            case LENGTH -> {
                int length = length();
                at += length;
            }
            default -> throw malformed();
        }
    }

    /** A number of a packed list. */
    public long rawVarint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at == end) {
                throw malformed();
            }
            byte next = bytes[at++];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw malformed();
    }

    /** A number of a packed list. */
    public int rawFixed32() {
        need(Integer.BYTES);
        int value = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            value |= (bytes[at++] & 0xff) << (8 * i);
        }
        return value;
    }

    /** A number of a packed list. */
    public long rawFixed64() {
        need(Long.BYTES);
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value |= (long) (bytes[at++] & 0xff) << (8 * i);
        }
        return value;
    }

    private int length() {
        expect(LENGTH);
        long length = rawVarint();
        if (length < 0 || length > end - at) {
            throw malformed();
        }
        return (int) length;
    }

    private void need(int count) {
        if (end - at < count) {
            throw malformed();
        }
    }

    private void expect(int type) {
        if (wireType != type) {
            throw malformed();
        }
    }

    private static RondoException malformed() {
        return RondoException.user("protobuf.malformed", "the message is no valid protobuf")
                .next("encode it with the protocol's own definition");
    }
}
