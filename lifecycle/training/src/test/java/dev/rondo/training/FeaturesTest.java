package dev.rondo.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.rondo.base.Column;
import dev.rondo.base.ColumnType;
import dev.rondo.base.RondoException;
import dev.rondo.data.Table;
import java.util.List;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FeaturesTest {
    private static final int ROWS = 50;
    private static final List<Column> SCHEMA =
            List.of(
                    new Column("row", ColumnType.NUMBER, true),
                    new Column("customer_id", ColumnType.NUMBER, true),
                    new Column("amount", ColumnType.NUMBER, true),
                    new Column("one", ColumnType.NUMBER, true),
                    new Column("nothing", ColumnType.NUMBER, true),
                    new Column("one or missing", ColumnType.NUMBER, true),
                    new Column("when", ColumnType.DATE, true),
                    new Column("note", ColumnType.TEXT, true),
                    new Column("same", ColumnType.CATEGORY, true),
                    new Column("plan", ColumnType.CATEGORY, true),
                    new Column("unwanted", ColumnType.NUMBER, true),
                    new Column("account", ColumnType.CATEGORY, true),
                    new Column("y", ColumnType.NUMBER, true));

    private final Table table =
            Table.of(
                    SCHEMA,
                    numbers(row -> 100 + (row * 7) % ROWS),
                    numbers(row -> row * row),
                    numbers(row -> row * row),
                    numbers(row -> 1),
                    numbers(row -> Double.NaN),
                    numbers(row -> row % 2 == 0 ? 1 : Double.NaN),
                    numbers(row -> 20_000 + row),
                    texts("note "),
                    IntStream.range(0, ROWS).mapToObj(row -> "a").toArray(String[]::new),
                    texts("plan "),
                    numbers(row -> row % 5),
                    texts("account "),
                    numbers(row -> row % 2));

    @Test
    @DisplayName("every column is an input, but those that cannot help, each with its reason")
    void choose() {
        var choice = Features.choose(table, "y", "account", Set.of("unwanted"));

        assertThat(choice.columns())
                .extracting(Column::name)
                .containsExactly("amount", "one or missing", "when", "plan");
        assertThat(
                        choice.excluded().stream()
                                .collect(
                                        Collectors.toMap(
                                                FeatureChoice.Excluded::column,
                                                FeatureChoice.Excluded::reason)))
                .containsOnly(
                        entry("row", "a running number or id"),
                        entry("customer_id", "a running number or id"),
                        entry("one", "always the same value"),
                        entry("nothing", "always missing"),
                        entry("note", "text with too many different values"),
                        entry("same", "always the same value"),
                        entry("unwanted", "excluded by the caller"),
                        entry("account", "the key"),
                        entry("y", "the target"));
    }

    @Test
    @DisplayName("a table without any input is refused")
    void none() {
        var bare = table.without("amount", "one or missing", "when", "plan", "unwanted", "account");

        assertThatThrownBy(() -> Features.choose(bare, "y", null, Set.of()))
                .isInstanceOf(RondoException.class)
                .hasMessageContaining("no column is left to learn from");
    }

    @Test
    @DisplayName("a column to leave out has to exist")
    void unknown() {
        assertThatThrownBy(() -> Features.choose(table, "y", null, Set.of("amuont")))
                .isInstanceOf(RondoException.class)
                .hasMessageContaining("amuont");
    }

    private static double[] numbers(IntToDoubleFunction value) {
        return IntStream.range(0, ROWS).mapToDouble(value).toArray();
    }

    private static @Nullable String[] texts(String prefix) {
        return IntStream.range(0, ROWS)
                .mapToObj(row -> row % 9 == 0 ? null : prefix + row % 4)
                .toArray(String[]::new);
    }
}
