package dev.rondo.inference;

import dev.rondo.base.ProtoReader;

/** Repeated numbers of a message of Protocol Buffers, packed or one by one. */
final class ProtoLists {
    /** So many values a field may have. */
    private static final int MAX_VALUES = 1 << 26;

    private ProtoLists() {}

    static void varints(ProtoReader message, LongList to) {
        if (!message.packed()) {
            check(to.size() + 1);
            to.add(message.varint());
            return;
        }
        var packed = message.part();
        while (packed.remaining() > 0) {
            check(to.size() + 1);
            to.add(packed.rawVarint());
        }
    }

    static void floats(ProtoReader message, FloatList to) {
        if (!message.packed()) {
            check(to.size() + 1);
            to.add(Float.intBitsToFloat(message.fixed32()));
            return;
        }
        var packed = message.part();
        check(to.size() + packed.remaining() / Float.BYTES);
        while (packed.remaining() > 0) {
            to.add(Float.intBitsToFloat(packed.rawFixed32()));
        }
    }

    static void doubles(ProtoReader message, DoubleList to) {
        if (!message.packed()) {
            check(to.size() + 1);
            to.add(Double.longBitsToDouble(message.fixed64()));
            return;
        }
        var packed = message.part();
        check(to.size() + packed.remaining() / Double.BYTES);
        while (packed.remaining() > 0) {
            to.add(Double.longBitsToDouble(packed.rawFixed64()));
        }
    }

    /** A whole number from 0 to the largest int. */
    static int small(ProtoReader message) {
        long value = message.varint();
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw ModelErrors.invalid("field " + message.field() + " is " + value);
        }
        return (int) value;
    }

    private static void check(int count) {
        if (count > MAX_VALUES) {
            throw ModelErrors.invalid("a list has more than " + MAX_VALUES + " values");
        }
    }
}
