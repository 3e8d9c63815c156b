package dev.rondo.base;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/**
 * Instants as microseconds since 1970 in UTC, the one form in which Rondo stores time (rule 1.6).
 */
public final class Micros {
    private Micros() {}

    public static long of(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    public static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** ISO 8601 in UTC, such as {@code 2026-11-25T13:00:00.123456Z}. */
    public static String format(long micros) {
        return instant(micros).toString();
    }

    /**
     * Reads ISO 8601 with a zone or offset.
     *
     * @throws RondoException of kind USER when the text is no instant, or names no zone (rule 1.6)
     */
    public static long parse(String text) {
        try {
            return of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException | ArithmeticException e) {
            throw RondoException.user("time.invalid", "\"" + text + "\" is no instant")
                    .because("a time needs ISO 8601 with a zone, such as 2026-11-25T13:00:00Z")
                    .next("add the zone or offset")
                    .causedBy(e);
        }
    }
}
