package dev.rondo.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OutcomeTextTest {
    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "1,1",
                "1.0,1",
                "1.,1",
                "1e0,1",
                " 1 ,1",
                "-0.0,0",
                "-1,-1",
                "0.50,0.5",
                ".5,0.5",
                "True,true",
                "FALSE,false",
                " yes,yes",
                "Yes,Yes",
                "007,007",
                "+1,+1",
                "1 000,1 000",
                "9007199254740993,9007199254740993",
                "1e99,1.0E99",
                "-,-",
                ".,.",
                "e5,e5",
                "1.0.0,1.0.0",
                "NaN,NaN",
                "1d,1d",
                "0x1,0x1"
            })
    void oneTextForAllWays(String written, String text) {
        assertThat(OutcomeText.of(written)).isEqualTo(text);
        assertThat(OutcomeText.of(text)).as("of its own").isEqualTo(text);
    }

    @Test
    void numbers() {
        assertThat(OutcomeText.of(1.0)).isEqualTo("1");
        assertThat(OutcomeText.of(-0.0)).isEqualTo("0");
        assertThat(OutcomeText.of(0.1)).isEqualTo("0.1");
        assertThat(OutcomeText.of(1e15)).isEqualTo("1.0E15");
    }
}
