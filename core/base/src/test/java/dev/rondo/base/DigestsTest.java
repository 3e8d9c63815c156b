package dev.rondo.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestsTest {
    /**
     * From Python 3.11: {@code int.from_bytes(hashlib.sha256(salt.encode() + b"\0" +
     * key.encode()).digest()[:8], "big") >> 11}, divided by {@code 2**53}.
     */
    @ParameterizedTest
    @CsvSource({
        "'', '', 0x1.b8d02e73fecdep-2",
        "split-2026, 7590-VHVEG, 0x1.cdab7ff6e4c02p-2",
        "salt, Grüße 🎈, 0x1.cec913c5e10a4p-3"
    })
    @DisplayName("rule 7.2: anyone can compute the assignment again")
    void unit(String salt, String key, double expected) {
        assertThat(Digests.unit(salt, key)).isEqualTo(expected);
    }

    @Test
    void saltAndKeyAreApart() {
        assertThat(Digests.unit("ab", "c")).isNotEqualTo(Digests.unit("a", "bc"));
    }

    /** The share of 10,000 keys under 0.1 has a standard deviation of 0.003. */
    @Test
    void unitIsEven() {
        int under = 0;
        for (int i = 0; i < 10_000; i++) {
            under += Digests.unit("s", "key-" + i) < 0.1 ? 1 : 0;
        }
        assertThat(under / 10_000.0).isCloseTo(0.1, within(0.012));
    }

    /**
     * The second from {@code hashlib.sha256("Grüße".encode()).hexdigest()}, the first FIPS 180's.
     */
    @Test
    void sha256AsText() {
        assertThat(Digests.of("abc"))
                .isEqualTo(
                        "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(Digests.of("Grüße"))
                .isEqualTo(
                        "sha256:f83e039796c6453a10f5519e39fd113901572316a1a8ea07cb525d2801dfd074");
    }
}
