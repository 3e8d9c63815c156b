package dev.rondo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CodingTest {
    private final Memory memory = new Memory(100 << 20);

    @ParameterizedTest
    @EnumSource
    void whatIsPackedUnpacks(Coding coding) {
        var random = new SplittableRandom(7);
        for (int size : new int[] {0, 1, 1_000, 100_000}) {
            var body = new byte[size];
            random.nextBytes(body);
            assertThat(coding.unpack(coding.pack(body), size, memory.share())).isEqualTo(body);
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

    private void assertKind(ErrorKind kind, Coding coding, byte[] packed) {
        assertThatThrownBy(() -> coding.unpack(packed, 1 << 20, memory.share()))
                .isInstanceOfSatisfying(
                        RondoException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    @Test
    @DisplayName("rule 11.2: all bodies together have a limit, and what is done is given back")
    void allTogether() {
        var small = new Memory(1_000);
        var packed = Coding.GZIP.pack(new byte[900]);
        var share = small.share();
        assertThat(Coding.GZIP.unpack(packed, 1 << 20, share)).hasSize(900);
        assertThatThrownBy(() -> Coding.GZIP.unpack(packed, 1 << 20, small.share()))
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE));
        assertThat(small.used()).isEqualTo(900);
        share.close();
        share.close();
        assertThat(small.used()).isZero();
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
