package dev.rondo.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NumberTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                ".",
                "-.",
                "e5",
                "1e",
                "1e+",
                "1.5.2",
                "1-2",
                "--1",
                "01",
                "-00.5",
                "1 000",
                "1,5",
                "1_000",
                "\u0661",
                "1e5x",
                "NaN",
                "1f",
                "1e400",
                "9007199254740993"
            })
    void isNoNumber(String text) {
        assertThat(NumberText.parse(text)).isNaN();
    }

    @Test
    void aNumberOfMoreThanAHundredCharactersIsText() {
        assertThat(NumberText.parse("0." + "1".repeat(98))).isEqualTo(0.1111111111111111);
        assertThat(NumberText.parse("0." + "1".repeat(99))).isNaN();
    }

    @Test
    void everyNumberIsTheNearestDouble() {
        var random = new Random(20261125);
        for (int i = 0; i < 20_000; i++) {
            var text = randomNumber(random);
            assertThat(NumberText.parse(text)).as(text).isEqualTo(Double.valueOf(reference(text)));
        }
    }

    private static String randomNumber(Random random) {
        var text = new StringBuilder(random.nextBoolean() ? "-" : "");
        int whole = random.nextInt(20);
        text.append(1 + random.nextInt(9));
        digits(random, whole, text);
        if (random.nextBoolean()) {
            text.append('.');
            digits(random, random.nextInt(20), text);
        }
        if (random.nextInt(4) == 0) {
            text.append("e").append(random.nextInt(700) - 350);
        }
        return text.toString();
    }

    private static void digits(Random random, int count, StringBuilder text) {
        for (int i = 0; i < count; i++) {
            text.append(random.nextInt(10));
        }
    }

    /** The JDK's own reading, and the two exceptions by arithmetic. */
    private static double reference(String text) {
        double nearest = Double.parseDouble(text);
        boolean whole = text.indexOf('.') < 0 && text.indexOf('e') < 0;
        boolean inexact = whole && new BigDecimal(text).compareTo(new BigDecimal(nearest)) != 0;
        return Double.isInfinite(nearest) || inexact ? Double.NaN : nearest;
    }
}
