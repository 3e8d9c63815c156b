package dev.rondo.inference;

import dev.rondo.base.RondoException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.function.Consumer;

/**
 * Reads UBJSON (specification draft 12, as XGBoost writes it): a one-byte marker before each value,
 * big-endian numbers, arrays plain, counted ({@code #}) or typed and counted ({@code $ #}).
 */
final class UbjModelReader implements ModelReader {
    private final ByteBuffer bytes;
    private int depth;

    UbjModelReader(byte[] ubjson) {
        bytes = ByteBuffer.wrap(ubjson).order(ByteOrder.BIG_ENDIAN);
    }

    @Override
    public void object(Consumer<String> field) {
        expect('{', "an object");
        enter();
        var names = new HashSet<String>();
        while (peek() != '}') {
            var name = string();
            ModelReader.checkField(name, names, place());
            field.accept(name);
        }
        bytes.get();
        depth--;
    }

    @Override
    public void array(Runnable element) {
        expect('[', "an array");
        if (peek() == '$') {
            throw ModelErrors.invalid("an array of numbers stands where values should").at(place());
        }
        elements(element);
    }

    /** The elements of an array that has no type, its bracket being read. */
    private void elements(Runnable element) {
        enter();
        if (peek() == '#') {
            bytes.get();
            for (int left = length(); left > 0; left--) {
                element.run();
            }
        } else {
            while (peek() != ']') {
                element.run();
            }
            bytes.get();
        }
        depth--;
    }

    @Override
    public String text() {
        expect('S', "text");
        return string();
    }

    @Override
    public int[] integers() {
        expect('[', "an array");
        if (peek() != '$') {
            var values = new IntList();
            elements(() -> values.add(integer(marker())));
            return values.toArray();
        }
        var type = type();
        var values = new int[count(type)];
        for (int i = 0; i < values.length; i++) {
            values[i] = integer(type);
        }
        return values;
    }

    private int integer(char type) {
        return switch (type) {
            case 'T' -> 1;
            case 'F' -> 0;
            case 'i', 'U', 'I', 'l', 'L' -> small(whole(type));
            default -> throw expected("a whole number");
        };
    }

    private static int small(long value) {
        return value == (int) value ? (int) value : Integer.MIN_VALUE;
    }

    @Override
    public float[] numbers() {
        expect('[', "an array");
        if (peek() != '$') {
            var values = new FloatList();
            elements(() -> values.add(number(marker())));
            return values.toArray();
        }
        var type = type();
        var values = new float[count(type)];
        for (int i = 0; i < values.length; i++) {
            values[i] = number(type);
        }
        return values;
    }

    private float number(char type) {
        return switch (type) {
            case 'd' -> Float.intBitsToFloat((int) raw(4));
            case 'D' -> (float) Double.longBitsToDouble(raw(8));
            case 'i', 'U', 'I', 'l', 'L' -> whole(type);
            default -> throw expected("a number");
        };
    }

    @Override
    public void skip() {
        var type = marker();
        switch (type) {
            case '{' -> {
                bytes.position(bytes.position() - 1);
                object(_ -> skip());
            }
            case '[' -> skipArray();
            case 'S', 'H' -> advance(length());
            case 'Z', 'N', 'T', 'F' -> {}
            default -> advance(width(type));
        }
    }

    private void skipArray() {
        if (peek() != '$') {
            elements(this::skip);
            return;
        }
        var type = type();
        advance(count(type) * width(type));
    }

    @Override
    public void end() {
        if (bytes.hasRemaining()) {
            throw ModelErrors.invalid("something follows the model").at(place());
        }
    }

    /** The type of a typed array, whose {@code $} comes next. */
    private char type() {
        bytes.get();
        var type = marker();
        width(type);
        return type;
    }

    /** The count of a typed array, for which the file has to have the bytes. */
    private int count(char type) {
        expect('#', "a count");
        var count = whole(marker());
        if (count < 0 || count > bytes.remaining() / width(type)) {
            throw ModelErrors.invalid("an array claims " + count + " values").at(place());
        }
        return (int) count;
    }

    /** A length or count of values, each of which takes at least a byte. */
    private int length() {
        var length = whole(marker());
        if (length < 0 || length > bytes.remaining()) {
            throw ModelErrors.invalid("a value claims a length of " + length).at(place());
        }
        return (int) length;
    }

    private String string() {
        var text = new byte[length()];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private long whole(char type) {
        return switch (type) {
            case 'i' -> (byte) raw(1);
            case 'U' -> raw(1);
            case 'I' -> (short) raw(2);
            case 'l' -> (int) raw(4);
            case 'L' -> raw(8);
            default -> throw expected("a whole number");
        };
    }

    private int width(char type) {
        return switch (type) {
            case 'i', 'U', 'C' -> 1;
            case 'I' -> 2;
            case 'l', 'd' -> 4;
            case 'L', 'D' -> 8;
            default -> throw expected("a value");
        };
    }

    /** So many bytes as an unsigned number. */
    private long raw(int width) {
        need(width);
        return switch (width) {
            case 1 -> bytes.get() & 0xff;
            case 2 -> bytes.getShort() & 0xffff;
            case 4 -> bytes.getInt() & 0xffff_ffffL;
            default -> bytes.getLong();
        };
    }

    private void advance(int count) {
        need(count);
        bytes.position(bytes.position() + count);
    }

    private char peek() {
        need(1);
        return (char) (bytes.get(bytes.position()) & 0xff);
    }

    private char marker() {
        need(1);
        return (char) (bytes.get() & 0xff);
    }

    private void expect(char marker, String what) {
        if (marker() != marker) {
            throw expected(what);
        }
    }

    private void enter() {
        if (++depth > MAX_DEPTH) {
            throw RondoException.limit("model.too_deep", "values nest deeper than " + MAX_DEPTH)
                    .at(place());
        }
    }

    private void need(int count) {
        if (bytes.remaining() < count) {
            throw ModelErrors.invalid("the file ends in the middle of a value").at(place());
        }
    }

    private RondoException expected(String what) {
        return ModelErrors.invalid(what + " is missing").at(place());
    }

    private String place() {
        return "byte " + bytes.position();
    }
}
