package dev.rondo.base;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/**
 * Instants as microseconds since 1970 in UTC, the one form in which Rondo stores time (rule 1.6).
 */
public final class Micros {
    /** How far an event may lie ahead of a server's clock: clocks differ a little. */
    public static final Duration MOST_AHEAD = Duration.ofMinutes(10);

    private Micros() {}

    public static long of(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    public static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /**
     * Checks that an event has happened. Windows and guardrails move on with event time and never
     * back, so one wrong year would have everything behind it come too late, for good.
     *
     * @throws RondoException of kind USER when the time lies more than {@link #MOST_AHEAD} ahead
     */
    public static void checkHappened(long micros, Instant now) {
        if (micros > of(now.plus(MOST_AHEAD))) {
            throw RondoException.user("time.ahead", format(micros) + " has not come yet")
                    .because(
                            "an event lies at most %d minutes ahead of the server's clock, which shows %s"
                                    .formatted(MOST_AHEAD.toMinutes(), now))
                    .next("send the time at which it happened, with its zone");
        }
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
