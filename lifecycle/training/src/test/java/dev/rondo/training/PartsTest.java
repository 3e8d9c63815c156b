package dev.rondo.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.Column;
import dev.rondo.base.ColumnType;
import dev.rondo.base.RondoException;
import dev.rondo.data.Table;
import dev.rondo.inference.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PartsTest {
    private static final Target TARGET = new Target("outcome", "yes", "no");

    @Test
    @DisplayName(
            "a row lies in the same part whatever its outcome, key and place, and in that alone")
    void stable() {
        var table = Tables.of(1000, 1);
        var reversed =
                table.select(IntStream.range(0, 1000).map(row -> 999 - row).toArray())
                        .with(
                                new Column("key", ColumnType.TEXT, false),
                                IntStream.range(0, 1000)
                                        .mapToObj(row -> "key " + row)
                                        .toArray(String[]::new))
                        .with(
                                new Column("outcome", ColumnType.CATEGORY, false),
                                IntStream.range(0, 1000)
                                        .mapToObj(row -> row % 2 == 0 ? "yes" : "no")
                                        .toArray(String[]::new));

        var parts = partOf(Parts.of(table, TARGET, Tables.FEATURES, null));
        var again = partOf(Parts.of(reversed, TARGET, Tables.FEATURES, null));

        assertThat(again).isEqualTo(parts).hasSizeGreaterThan(950);
    }

    @Test
    @DisplayName("three fifths to learn from, one to choose on, one to report on")
    void sizes() {
        var parts = Parts.of(Tables.of(3000, 1), TARGET, Tables.FEATURES, null);

        assertThat(parts.keySet()).containsExactly("train", "validation", "test");
        assertThat(Parts.named(parts, "train").rows()).isBetween(1700, 1900);
        assertThat(Parts.named(parts, "validation").rows()).isBetween(500, 700);
        assertThat(Parts.named(parts, "test").rows()).isBetween(500, 700);
    }

    @Test
    @DisplayName("rows of one key stay together")
    void key() {
        var table =
                Tables.of(1000, 1)
                        .with(
                                new Column("key", ColumnType.TEXT, false),
                                IntStream.range(0, 1000)
                                        .mapToObj(row -> "key " + row / 10)
                                        .toArray(String[]::new));
        var part = new HashMap<String, String>();

        Parts.of(table, TARGET, Tables.FEATURES, "key")
                .forEach((name, rows) -> {
                    for (int row = 0; row < rows.rows(); row++) {
                        var key = String.valueOf(rows.texts("key").get(row));
                        assertThat(part.getOrDefault(key, name)).isEqualTo(name);
                        part.put(key, name);
                    }
                });

        assertThat(part).hasSize(100);
    }

    @Test
    @DisplayName("a part without enough of one outcome is refused with what to do")
    void tooSmall() {
        var table =
                Table.of(
                        List.of(
                                new Column("x", ColumnType.NUMBER, false),
                                new Column("outcome", ColumnType.CATEGORY, false)),
                        IntStream.range(0, 300).mapToDouble(row -> row % 2).toArray(),
                        IntStream.range(0, 300)
                                .mapToObj(row -> row % 2 == 0 ? "yes" : "no")
                                .toArray(String[]::new));

        assertThatThrownBy(() -> Parts.of(table, TARGET, List.of(table.column("x")), null))
                .isInstanceOf(RondoException.class)
                .hasMessageContaining("equal rows stay together");
    }

    private static Map<String, String> partOf(Map<String, Table> parts) {
        var result = new HashMap<String, String>();
        parts.forEach((name, table) -> {
            for (int row = 0; row < table.rows(); row++) {
                var inputs = table.row(row);
                inputs.keySet().removeAll(List.of("outcome", "key"));
                result.put(inputs.toString(), name);
            }
        });
        return result;
    }
}
