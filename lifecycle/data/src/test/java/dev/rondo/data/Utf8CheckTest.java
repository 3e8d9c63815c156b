package dev.rondo.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.base.RondoException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class Utf8CheckTest {
    /** Bytes that lie at the borders of what UTF-8 allows. */
    private static final int[] BYTES = {
        'a', ',', '\n', 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0,
        0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5
    };

    @Test
    void agreesWithTheDecoderOfTheJdk() {
        var random = new Random(11);
        int valid = 0;
        for (int i = 0; i < 20_000; i++) {
            var bytes = new byte[1 + random.nextInt(5)];
            for (int k = 0; k < bytes.length; k++) {
                bytes[k] = (byte) BYTES[random.nextInt(BYTES.length)];
            }
            boolean decodes = decodes(bytes);
            assertThat(passes(bytes, random)).isEqualTo(decodes);
            valid += decodes ? 1 : 0;
        }
        assertThat(valid).isGreaterThan(500);
    }

    private static boolean decodes(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** In two buffers, as an upload may cut a character anywhere. */
    private static boolean passes(byte[] bytes, Random random) {
        int cut = random.nextInt(bytes.length + 1);
        var rest = Arrays.copyOfRange(bytes, cut, bytes.length);
        var check = new Utf8Check("data.csv");
        try {
            check.update(bytes, cut);
            check.update(rest, rest.length);
            check.end();
            return true;
        } catch (RondoException e) {
            return false;
        }
    }
}
