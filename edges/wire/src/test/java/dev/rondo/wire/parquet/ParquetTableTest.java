package dev.rondo.wire.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.base.ErrorKind;
import dev.rondo.base.Json;
import dev.rondo.base.RondoException;
import dev.rondo.wire.rows.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that pyarrow and pandas wrote; make_goldens.py beside them says how. */
class ParquetTableTest {
    static byte[] file(String name) throws IOException {
        try (var in = ParquetTableTest.class.getResourceAsStream("/parquet/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    private static Table read(String name) throws IOException {
        return ParquetTable.read(file(name + ".parquet"), _ -> {});
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "snappy",
                "gzip",
                "plain",
                "groups",
                "many",
                "empty",
                "pandas",
                "lz4",
                "delta",
                "lengths",
                "split",
                "decimals",
                "whole_decimals"
            })
    void asItsWriterSaysItIs(String name) throws IOException {
        var told = Json.parse(file(name + ".json"), JsonNode.class);
        var table = read(name);
        assertThat(table.rows()).isEqualTo(told.path("rows").size());
        assertThat(table.columns())
                .containsExactly(Json.MAPPER.convertValue(told.path("columns"), String[].class));
        for (int row = 0; row < table.rows(); row++) {
            for (int column = 0; column < table.width(); column++) {
                assertThat(cell(table, row * table.width() + column))
                        .as("row %d of %s", row, table.columns().get(column))
                        .isEqualTo(cell(told.path("rows").get(row).get(column)));
            }
        }
    }

    private static Object cell(Table table, int at) {
        var other = table.others() == null ? null : table.others()[at];
        if (other instanceof Boolean flag) {
            assertThat(table.values()[at]).isEqualTo(flag ? 1 : 0);
        }
        return switch (other) {
            case null -> table.values()[at];
            case byte[] bytes -> Base64.getEncoder().encodeToString(bytes);
            default -> other;
        };
    }

    /** Whole numbers beyond 2^53 are Longs; what is missing is NaN. */
    private static Object cell(@Nullable JsonNode told) {
        return switch (told) {
            case null -> throw new AssertionError("no cell");
            case JsonNode node when node.isNull() -> Double.NaN;
            case JsonNode node when node.isBoolean() -> node.booleanValue();
            case JsonNode node when node.isTextual() -> node.textValue();
            case JsonNode node when node.isObject() -> node.path("b64").textValue();
            case JsonNode node when node.isLong() && Math.abs(node.longValue()) > 1L << 53 ->
                    node.longValue();
            default -> told.doubleValue();
        };
    }

    @ParameterizedTest
    @DisplayName("rule 11.1: what is not read is told")
    @CsvSource({
        "zstd, Zstandard",
        "lists, lists or groups",
        "times, times of day",
    })
    void whatIsNotRead(String name, String why) {
        assertThatThrownBy(() -> read(name))
                .isInstanceOfSatisfying(
                        RondoException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USER))
                .hasMessageContaining(why)
                .hasMessageContaining("snappy, gzip, lz4 or none");
    }

    @ParameterizedTest
    @DisplayName("rule 11.2: a small file that becomes a large table is refused before it does")
    @CsvSource({
        "bytes_bomb, more than 67108864 bytes when it is unpacked",
        "cells_bomb, more than 16777216 cells",
        "prefix_bomb, more than 67108864 bytes when it is unpacked",
    })
    void bombs(String name, String why) throws IOException {
        assertThat(file(name + ".parquet")).hasSizeLessThan(1 << 17);
        assertThatThrownBy(() -> read(name))
                .isInstanceOfSatisfying(
                        RondoException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.LIMIT))
                .hasMessageContaining(why);
    }

    @Test
    @DisplayName("rule 11.2: there is room for it, or it is refused")
    void room() throws IOException {
        var file = file("many.parquet");
        var told = new long[1];
        var table = ParquetTable.read(file, bytes -> told[0] += bytes);
        assertThat(told[0]).isGreaterThan(12L * table.values().length);
        assertThatThrownBy(() ->
                        ParquetTable.read(
                                file,
                                _ -> {
                                    throw RondoException.unavailable("server.busy", "no room");
                                }))
                .hasMessageContaining("no room");
    }

    @Test
    void notParquet() {
        for (var text : new String[] {"", "PAR1", "PAR1PAR1", "PAR1____PAR1", "a,b\n1,2\n"}) {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> ParquetTable.read(bytes, _ -> {}))
                    .isInstanceOf(RondoException.class)
                    .hasMessageContaining("not valid Parquet");
        }
    }
}
