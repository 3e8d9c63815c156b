package dev.rondo.wire.parquet;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads Thrift's compact protocol, in which Parquet describes itself: structs of numbered fields.
 * See thrift-compact-protocol.md in Apache Thrift's specifications.
 */
final class ThriftReader {
    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int BYTE = 3;
    private static final int I64 = 6;
    private static final int DOUBLE = 7;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int SET = 10;
    private static final int MAP = 11;
    private static final int STRUCT = 12;

    /** A boolean in a list, which has a byte, where one that is a field is its own header. */
    private static final int LISTED_FLAG = 13;

    private static final int MAX_DEPTH = 32;

    private final ByteBuffer in;
    private int type = STRUCT;
    private int depth;

    /** Reads a struct at the buffer's position; the position is behind it afterwards. */
    ThriftReader(ByteBuffer in) {
        this.in = in;
    }

    /** Takes the value of a field, or skips it. */
    interface Field {
        void take(int id);
    }

    void struct(Field fields) {
        expect(type == STRUCT);
        expect(++depth <= MAX_DEPTH);
        int id = 0;
        for (int head = in.get() & 0xff; head != 0; head = in.get() & 0xff) {
            id = head >> 4 == 0 ? (int) zigzag() : id + (head >> 4);
            type = head & 15;
            fields.take(id);
        }
        depth--;
    }

    /** Has each element of a list taken. */
    void list(Runnable each) {
        expect(type == LIST || type == SET);
        int head = in.get() & 0xff;
        long size = head >> 4 == 15 ? varint() : head >> 4;
        int element = listed(head & 15);
        expect(++depth <= MAX_DEPTH);
        for (long i = 0; i < size; i++) {
            type = element;
            each.run();
        }
        depth--;
    }

    private static int listed(int type) {
        return type == TRUE || type == FALSE ? LISTED_FLAG : type;
    }

    boolean flag() {
        expect(type == TRUE || type == FALSE);
        return type == TRUE;
    }

    long number() {
        expect(type >= BYTE && type <= I64);
        return type == BYTE ? in.get() : zigzag();
    }

    /** A number that counts something or is a place in the file. */
    int count() {
        long number = number();
        expect(number >= 0 && number <= Integer.MAX_VALUE);
        return (int) number;
    }

    String text() {
        expect(type == BINARY);
        long length = varint();
        expect(length >= 0 && length <= in.remaining());
        var bytes = new byte[(int) length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    void skip() {
        switch (type) {
            case TRUE, FALSE -> {}
            case BYTE, LISTED_FLAG -> in.get();
            case DOUBLE -> in.getDouble();
            case BINARY -> text();
            case LIST, SET -> list(this::skip);
            case STRUCT -> struct(_ -> skip());
            case MAP -> skipMap();
            default -> number();
        }
    }

    private void skipMap() {
        long size = varint();
        int types = size == 0 ? 0 : in.get() & 0xff;
        expect(++depth <= MAX_DEPTH);
        for (long i = 0; i < size; i++) {
            type = listed(types >> 4);
            skip();
            type = listed(types & 15);
            skip();
        }
        depth--;
    }

    private long zigzag() {
        return zigzag(in);
    }

    static long zigzag(ByteBuffer in) {
        long bits = varint(in);
        return (bits >>> 1) ^ -(bits & 1);
    }

    private long varint() {
        return varint(in);
    }

    static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw ParquetErrors.broken("a number has no end");
    }

    private static void expect(boolean right) {
        if (!right) {
            throw ParquetErrors.broken("its description cannot be read");
        }
    }
}
