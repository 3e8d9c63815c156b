package dev.rondo.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MicrosTest {
    /** From {@code date -u -d 2026-11-25T13:00:00Z +%s}. */
    private static final long MOMENT = 1_795_611_600_000_000L;

    @Test
    @DisplayName("rule 1.6: instants are UTC microseconds")
    void microsecondsInUtc() {
        assertThat(Micros.parse("2026-11-25T13:00:00Z")).isEqualTo(MOMENT);
        assertThat(Micros.parse("2026-11-25T14:30:00.000001+01:30")).isEqualTo(MOMENT + 1);
        assertThat(Micros.format(MOMENT + 123_456)).isEqualTo("2026-11-25T13:00:00.123456Z");
        assertThat(Micros.of(Instant.parse("2026-11-25T13:00:00.000000999Z"))).isEqualTo(MOMENT);
    }

    @Test
    void comesBackBeforeAndAfter1970() {
        for (long micros : new long[] {0, -1, MOMENT, -62_135_596_800_000_000L}) {
            assertThat(Micros.parse(Micros.format(micros))).isEqualTo(micros);
            assertThat(Micros.of(Micros.instant(micros))).isEqualTo(micros);
        }
    }

    @Test
    void whatIsYetToComeHasNotHappened() {
        var now = Micros.instant(MOMENT);
        Micros.checkHappened(MOMENT + 600_000_000, now);
        Micros.checkHappened(Long.MIN_VALUE, now);
        for (long ahead : new long[] {MOMENT + 600_000_001, Long.MAX_VALUE}) {
            var error =
                    catchThrowableOfType(
                            RondoException.class, () -> Micros.checkHappened(ahead, now));
            assertThat(error.kind()).isEqualTo(ErrorKind.USER);
            assertThat(error.code()).isEqualTo("time.ahead");
            assertThat(error).hasMessageContaining("10 minutes").hasMessageContaining("13:00:00Z");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-25T13:00:00",
                "2026-11-25",
                "yesterday",
                "",
                "+999999999-01-01T00:00:00Z"
            })
    @DisplayName("rule 1.6: a time without a zone is an error, and so is what is no time")
    void noInstant(String text) {
        var error = catchThrowableOfType(RondoException.class, () -> Micros.parse(text));
        assertThat(error.kind()).isEqualTo(ErrorKind.USER);
        assertThat(error.code()).isEqualTo("time.invalid");
    }
}
