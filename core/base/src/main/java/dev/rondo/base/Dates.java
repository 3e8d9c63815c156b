package dev.rondo.base;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * The values of a DATE column: days since 1970-01-01 in UTC as a double, the fraction being the
 * time of day. Datasets and predictions read them with this one code (rule 2.1). A text with
 * milliseconds or coarser comes back from {@link #format} as the same instant.
 */
public final class Dates {
    private static final double MILLIS_PER_DAY = 86_400_000;
    private static final int LONGEST = 40;

    private Dates() {}

    /**
     * Reads {@code 2026-11-25}, {@code 2026-11-25 13:00}, {@code 2026-11-25T13:00:00.5} or the same
     * with an offset such as {@code Z} or {@code +01:00}; without one the time is in UTC.
     *
     * @return days since 1970, or NaN when the text is no date
     */
    public static double parse(String text) {
        // The cheap test first: type inference asks this of every text in a table.
        if (text.length() < 10
                || text.length() > LONGEST
                || text.charAt(4) != '-'
                || text.charAt(7) != '-') {
            return Double.NaN;
        }
        try {
            if (text.length() == 10) {
                return LocalDate.parse(text).toEpochDay();
            }
            return days(instant(text.charAt(10) == ' ' ? text.replaceFirst(" ", "T") : text));
        } catch (DateTimeException e) {
            return Double.NaN;
        }
    }

    private static Instant instant(String text) {
        var last = text.charAt(text.length() - 1);
        var zoned = last == 'Z' || text.indexOf('+') > 0 || text.lastIndexOf('-') > 7;
        return zoned
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }

    private static double days(Instant instant) {
        return (instant.getEpochSecond() * 1e3 + instant.getNano() / 1e6) / MILLIS_PER_DAY;
    }

    /**
     * ISO text: a date alone at midnight, else date and time in UTC to the millisecond.
     *
     * @param days finite, from year 1 to 9999
     */
    public static String format(double days) {
        var millis = Math.round(days * MILLIS_PER_DAY);
        var time = LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
        return millis % (long) MILLIS_PER_DAY == 0
                ? time.toLocalDate().toString()
                : time.toString();
    }
}
