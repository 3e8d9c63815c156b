package dev.rondo.server;

import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file in a backup's list.
 *
 * @param digest {@code sha256:} and 64 hexadecimal digits
 * @param time of its last change, to the nanosecond: by it a digest that the database has of a file
 *     is known to be that of this version
 * @param name its path in the data directory, with slashes
 */
record BackupLine(String digest, FileTime time, String name) {
    private static final Pattern LINE =
            Pattern.compile("(sha256:[0-9a-f]{64}) ([0-9]{1,12})\\.([0-9]{9}) (.+)");

    /** Empty for what is no such line. */
    static Optional<BackupLine> parse(String line) {
        var parts = LINE.matcher(line);
        if (!parts.matches()) {
            return Optional.empty();
        }
        var time =
                Instant.ofEpochSecond(
                        Long.parseLong(parts.group(2)), Long.parseLong(parts.group(3)));
        return Optional.of(new BackupLine(parts.group(1), FileTime.from(time), parts.group(4)));
    }

    String text() {
        var instant = time.toInstant();
        return String.format(
                Locale.ROOT,
                "%s %d.%09d %s",
                digest,
                instant.getEpochSecond(),
                instant.getNano(),
                name);
    }
}
