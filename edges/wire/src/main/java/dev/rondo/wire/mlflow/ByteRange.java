package dev.rondo.wire.mlflow;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of a file that a request asks for (RFC 9110, section 14), counted in bytes from 0.
 *
 */
sealed interface ByteRange {
    /** All of it, also where the header is none we know, or names several parts. */
    record Whole(long length) implements ByteRange {}

    record Part(long first, long length) implements ByteRange {
        /** The header {@code Content-Range} for it. */
        String of(long size) {
            return "bytes " + first + "-" + (first + length - 1) + "/" + size;
        }
    }

    /** Beyond the end. */
    record None() implements ByteRange {}

    Pattern HEADER = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

    static ByteRange read(@Nullable String header, long size) {
        var matcher = HEADER.matcher(header == null ? "" : header.strip());
        if (!matcher.matches()) {
            return new Whole(size);
        }
        var from = matcher.group(1);
        var to = matcher.group(2);
        if (from.isEmpty()) {
            return to.isEmpty() ? new Whole(size) : last(Long.parseLong(to), size);
        }
        long first = Long.parseLong(from);
        long last = to.isEmpty() ? size - 1 : Math.min(Long.parseLong(to), size - 1);
        if (!to.isEmpty() && Long.parseLong(to) < first) {
            return new Whole(size);
        }
        return first >= size ? new None() : new Part(first, last - first + 1);
    }

    private static ByteRange last(long count, long size) {
        if (count == 0 || size == 0) {
            return new None();
        }
        return new Part(Math.max(0, size - count), Math.min(count, size));
    }
}
