package dev.rondo.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatesTest {
    @ParameterizedTest
    @CsvSource({
        "1970-01-01, 0",
        "1970-01-03, 2",
        "1969-12-31, -1",
        "2026-11-25, 20782",
        "1970-01-01 12:00, 0.5",
        "1970-01-01T18:00:00, 0.75",
        "1970-01-01T06:00:00Z, 0.25",
        "1970-01-01T06:00:00+06:00, 0",
        "1970-01-01 18:00:00-06:00, 1",
        "1970-01-01T00:00:43.2, 0.0005",
    })
    void readsDaysSince1970(String text, double days) {
        assertThat(Dates.parse(text)).isEqualTo(days);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026",
                "20261125",
                "2026-11-25x",
                "2026-02-30",
                "25-11-2026",
                "2026-11-25 25:00",
                "2026-11-25T",
                "2026-1-1",
                "1234567890",
                "2026-11-25T13:00:00Zx",
                "2026-11-25 1:00"
            })
    void otherTextsAreNoDates(String text) {
        assertThat(Dates.parse(text)).isNaN();
    }

    @Test
    @DisplayName("rule 1.6: a date with milliseconds comes back from its text unchanged")
    void formatsWhatItReads() {
        var random = new Random(1);
        long first = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
        long last = Instant.parse("9999-12-31T23:59:59Z").toEpochMilli();
        for (int i = 0; i < 20_000; i++) {
            double days =
                    Dates.parse(Instant.ofEpochMilli(random.nextLong(first, last)).toString());
            assertThat(Dates.parse(Dates.format(days))).isEqualTo(days);
        }
        assertThat(Dates.format(20782)).isEqualTo("2026-11-25");
        assertThat(Dates.format(0.5)).isEqualTo("1970-01-01T12:00");
    }
}
