package dev.rondo.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
    @Test
    void randomIdsHaveTheFormOfARunId() {
        assertThat(Ids.random()).matches("[0-9a-f]{32}").isNotEqualTo(Ids.random());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "churn", "7-of_9.v2"})
    void names(String name) {
        assertThat(Ids.checkName("model", name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".hidden", "../up", "a b", "ä", "a/b", "a\n"})
    void whatCannotBeAName(String name) {
        var error = catchThrowableOfType(RondoException.class, () -> Ids.checkName("model", name));
        assertThat(error.code()).isEqualTo("name.invalid");
        assertThat(error).hasMessageContaining("cannot name a model");
    }

    @Test
    void aLongNameIsRefusedAndNotRepeatedWhole() {
        assertThat(Ids.checkName("model", "n".repeat(128))).hasSize(128);
        var error =
                catchThrowableOfType(
                        RondoException.class, () -> Ids.checkName("model", "n".repeat(5_000)));
        assertThat(error.getMessage()).hasSizeLessThan(300);
    }
}
