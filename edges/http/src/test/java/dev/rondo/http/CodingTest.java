package dev.rondo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CodingTest {
    @ParameterizedTest
    @EnumSource
    void whatIsPackedUnpacks(Coding coding) {
        var random = new SplittableRandom(7);
        for (int size : new int[] {0, 1, 1_000, 100_000}) {
            var body = new byte[size];
            random.nextBytes(body);
            assertThat(coding.unpack(coding.pack(body), size)).isEqualTo(body);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("rule 11.2: a bomb is refused at the limit")
    void aBomb(Coding coding) {
        var packed = coding.pack(new byte[50 << 20]);
        assertThat(packed.length).isLessThan(1 << 20);
        assertKind(ErrorKind.LIMIT, coding, packed);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsTornOrOfAnotherCoding(Coding coding) {
        var packed = coding.pack(new byte[] {1, 2, 3});
        assertKind(ErrorKind.USER, coding, java.util.Arrays.copyOf(packed, packed.length / 2));
        assertKind(ErrorKind.USER, coding, new byte[] {9, 9, 9, 9});
        assertKind(ErrorKind.USER, coding, new byte[0]);
    }

    private static void assertKind(ErrorKind kind, Coding coding, byte[] packed) {
        assertThatThrownBy(() -> coding.unpack(packed, 1 << 20))
                .isInstanceOfSatisfying(
                        RondoException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip|GZIP",
                "GZIP, deflate|GZIP",
                "deflate|DEFLATE",
                "br;q=1, deflate;q=0.9, gzip;q=0.5|DEFLATE",
                "gzip;q=0|",
                "gzip;q=x|",
                "identity|",
                "br|",
                "|"
            })
    void whatIsAccepted(String header, String expected) {
        assertThat(Coding.accepted(header).map(Coding::name).orElse(null)).isEqualTo(expected);
    }
}
