package dev.rondo.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

class MetaTest {
    @Test
    @DisplayName("what PyYAML writes without quotes is a text, whatever YAML 1.2 makes of it")
    void plainTexts() {
        var meta = Meta.parse("a: 1e5\nb: 0o17\nc: 8e710000\nd: on\ne: 2026-11-25\nf: None\n");
        assertThat(meta.fields())
                .isEqualTo(
                        Map.of(
                                "a",
                                "1e5",
                                "b",
                                "0o17",
                                "c",
                                "8e710000",
                                "d",
                                "on",
                                "e",
                                "2026-11-25",
                                "f",
                                "None"));
    }

    @Test
    void nullIsToldApartFromItsText() {
        var meta = Meta.parse("a: null\nb: 'null'\nc: ''\nd:\n");
        assertThat(meta.textOrNull("a")).isNull();
        assertThat(meta.text("b")).isEqualTo("null");
        assertThat(meta.textOrNull("c")).isEmpty();
        assertThat(meta.textOrNull("d")).isNull();
        assertThat(meta.textOrNull("none")).isNull();
    }

    @Test
    void escapesAndBreaksAreUndone() {
        var meta = Meta.parse("a: \"line\\nbreak: ü \\U0001F680\"\nb: 'who pays\n\n  back'\n");
        assertThat(meta.text("a")).isEqualTo("line\nbreak: ü 🚀");
        assertThat(meta.text("b")).isEqualTo("who pays\nback");
    }

    @Test
    void numbersAndMaps() {
        var meta = Meta.parse("a: 1700000000000\nb: '7'\nc: x\ntags:\n  k: v\n  n: null\ne: {}\n");
        assertThat(meta.number("a")).isEqualTo(1_700_000_000_000L);
        assertThat(meta.number("b")).isEqualTo(7);
        assertThat(meta.number("c")).isNull();
        assertThat(meta.texts("tags")).isEqualTo(Map.of("k", "v", "n", ""));
        assertThat(meta.texts("e")).isEmpty();
    }

    @Test
    void whatIsNoMapHasNoFields() {
        assertThat(Meta.parse("").fields()).isEmpty();
        assertThat(Meta.parse("- a").fields()).isEmpty();
        assertThatThrownBy(() -> Meta.parse("a: [")).isInstanceOf(YamlEngineException.class);
    }
}
