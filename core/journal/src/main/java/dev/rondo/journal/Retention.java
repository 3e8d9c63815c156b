package dev.rondo.journal;

import java.time.Duration;

/**
 * What of a journal is kept. Only whole segments can go, so a record may stay for as long as it
 * takes to fill the rest of its segment.
 *
 * @param age a segment of which nothing was written for longer than this goes
 * @param bytes when all segments together have more than this, the oldest go
 */
public record Retention(Duration age, long bytes) {
    /** A thousand years, and as much as there is. */
    public static final Retention ALL = new Retention(Duration.ofDays(365_000), Long.MAX_VALUE);

    public Retention {
        if (age.isNegative() || age.isZero() || bytes < 1) {
            throw new IllegalArgumentException("nothing would be kept");
        }
    }
}
