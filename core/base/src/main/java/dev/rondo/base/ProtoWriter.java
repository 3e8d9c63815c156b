package dev.rondo.base;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;

/**
 * Writes a message in the wire format of Protocol Buffers, without generated classes. Fields that
 * have their default value are left out, as version 3 of the language says.
 */
public final class ProtoWriter {
    private static final int VARINT = 0;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;
    private static final int LONGEST_VARINT = 10;

    private byte[] bytes = new byte[256];
    private int size;

    public ProtoWriter varint(int field, long value) {
        if (value != 0) {
            tag(field, VARINT);
            raw(value);
        }
        return this;
    }

    /** A number even where it has the default value, as one of several alternatives needs it. */
    public ProtoWriter present(int field, long value) {
        tag(field, VARINT);
        raw(value);
        return this;
    }

    public ProtoWriter flag(int field, boolean value) {
        return varint(field, value ? 1 : 0);
    }

    /** A {@code float}; the negative zero is not the default value, and is written. */
    public ProtoWriter single(int field, float value) {
        int bits = Float.floatToRawIntBits(value);
        if (bits != 0) {
            tag(field, FIXED32);
            room(Integer.BYTES);
            for (int i = 0; i < Integer.BYTES; i++) {
                bytes[size++] = (byte) (bits >>> (8 * i));
            }
        }
        return this;
    }

    public ProtoWriter text(int field, String text) {
        if (!text.isEmpty()) {
            bytes(field, text.getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    /** A repeated text, empty ones included. */
    public ProtoWriter texts(int field, Collection<String> texts) {
        texts.forEach(each -> bytes(field, each.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    /** Bytes, empty ones included: one element of a repeated field. */
    public ProtoWriter bytes(int field, byte[] value) {
        return bytes(field, value, value.length);
    }

    /** A message in a field, empty ones included. */
    public ProtoWriter message(int field, ProtoWriter message) {
        return bytes(field, message.bytes, message.size);
    }

    /** Numbers in one packed field. */
    public ProtoWriter packed(int field, long... values) {
        if (values.length > 0) {
            var list = new ProtoWriter();
            for (long value : values) {
                list.raw(value);
            }
            message(field, list);
        }
        return this;
    }

    private ProtoWriter bytes(int field, byte[] value, int length) {
        tag(field, LENGTH);
        raw(length);
        room(length);
        System.arraycopy(value, 0, bytes, size, length);
        size += length;
        return this;
    }

    private void tag(int field, int wireType) {
        raw(((long) field << 3) | wireType);
    }

    private void raw(long value) {
        room(LONGEST_VARINT);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) ((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes =
                    Arrays.copyOf(
                            bytes,
                            (int)
                                    Math.min(
                                            Integer.MAX_VALUE - 8L,
                                            Math.max(
                                                    Math.addExact(size, more), 2L * bytes.length)));
        }
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }
}
