package dev.rondo.migrate;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes structures in Thrift's compact protocol, in which Parquet has its headers and its footer:
 * https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md. Fields of a
 * structure are written in the order of their numbers.
 */
final class ThriftCompact {
    private static final int TRUE = 1;
    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int STRUCT = 12;

    /** Lists of up to so many elements have their size in the first byte. */
    private static final int SHORT_LIST = 14;

    /** Writes a structure. */
    interface Fields {
        void write(ThriftCompact out);
    }

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int last;

    /** A whole structure that nothing is around. */
    static byte[] bytes(Fields fields) {
        var writer = new ThriftCompact();
        fields.write(writer);
        writer.out.write(0);
        return writer.out.toByteArray();
    }

    void i32(int field, int value) {
        head(field, I32);
        zigzag(value);
    }

    void i64(int field, long value) {
        head(field, I64);
        zigzag(value);
    }

    /** A field that says yes. */
    void yes(int field) {
        head(field, TRUE);
    }

    void text(int field, String value) {
        head(field, BINARY);
        text(value);
    }

    void struct(int field, Fields fields) {
        head(field, STRUCT);
        struct(fields);
    }

    void structs(int field, Iterable<? extends Fields> all, int size) {
        list(field, STRUCT, size);
        all.forEach(this::struct);
    }

    void texts(int field, String... all) {
        list(field, BINARY, all.length);
        for (var each : all) {
            text(each);
        }
    }

    void i32s(int field, int... all) {
        list(field, I32, all.length);
        for (int each : all) {
            zigzag(each);
        }
    }

    private void head(int field, int type) {
        out.write(((field - last) << 4) | type);
        last = field;
    }

    private void list(int field, int type, int size) {
        head(field, LIST);
        if (size <= SHORT_LIST) {
            out.write((size << 4) | type);
        } else {
            out.write(0xF0 | type);
            varint(out, size);
        }
    }

    private void struct(Fields fields) {
        int around = last;
        last = 0;
        fields.write(this);
        out.write(0);
        last = around;
    }

    private void text(String value) {
        var bytes = value.getBytes(StandardCharsets.UTF_8);
        varint(out, bytes.length);
        out.writeBytes(bytes);
    }

    private void zigzag(long value) {
        varint(out, (value << 1) ^ (value >> 63));
    }

    /** Seven bits a byte, the lowest first. */
    static void varint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
