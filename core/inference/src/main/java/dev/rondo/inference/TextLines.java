package dev.rondo.inference;

import java.nio.charset.StandardCharsets;

/** The lines of a text file that is held as bytes; each becomes text only when it is asked for. */
final class TextLines {
    private final byte[] bytes;
    private int start;
    private int end = -1;
    private int number;

    TextLines(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Goes to the next line; false when there is none. */
    boolean next() {
        if (end >= bytes.length) {
            return false;
        }
        start = end + 1;
        end = start;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        number++;
        return true;
    }

    boolean isBlank() {
        return end == start || (end == start + 1 && bytes[start] == '\r');
    }

    /** The text before the first {@code =}, or the whole line when there is none. */
    String key() {
        return text(start, keyEnd());
    }

    /** The text after the first {@code =}; empty when there is none. */
    String value() {
        return text(Math.min(keyEnd() + 1, end), end);
    }

    private int keyEnd() {
        int at = start;
        while (at < end && bytes[at] != '=') {
            at++;
        }
        return at;
    }

    private String text(int from, int to) {
        int last = to > from && bytes[to - 1] == '\r' ? to - 1 : to;
        return new String(bytes, from, last - from, StandardCharsets.UTF_8);
    }

    String place() {
        return "line " + number;
    }
}
