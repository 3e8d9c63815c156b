package dev.rondo.data;

import static dev.rondo.base.ColumnType.BOOLEAN;
import static dev.rondo.base.ColumnType.CATEGORY;
import static dev.rondo.base.ColumnType.DATE;
import static dev.rondo.base.ColumnType.NUMBER;
import static dev.rondo.base.ColumnType.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.Column;
import dev.rondo.base.RondoException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TableTest {
    private static final List<Column> SCHEMA =
            List.of(
                    new Column("n", NUMBER, true),
                    new Column("b", BOOLEAN, true),
                    new Column("d", DATE, true),
                    new Column("c", CATEGORY, true),
                    new Column("t", TEXT, false));

    private static final Table TABLE =
            Table.of(
                    SCHEMA,
                    new double[] {1.5, Double.NaN, -0.0},
                    new double[] {1, 0, Double.NaN},
                    new double[] {0.5, Double.NaN, 20_000},
                    new String[] {"x", null, "y"},
                    new String[] {"p", "q", "p"});

    @Test
    void valuesComeInTheFormOfJson() {
        assertThat(TABLE.row(0).toString())
                .isEqualTo("{n=1.5, b=true, d=1970-01-01T12:00, c=x, t=p}");
        assertThat(TABLE.row(1).toString()).isEqualTo("{n=null, b=false, d=null, c=null, t=q}");
        assertThat(TABLE.value(2, "d")).isEqualTo("2024-10-04");
        assertThat(TABLE.missing(1, "c")).isTrue();
        assertThat(TABLE.missing(1, "t")).isFalse();
    }

    @Test
    void arraysAreCopiedOnTheWayInAndOut() {
        var values = new double[] {1, 2};
        var table = Table.of(List.of(new Column("n", NUMBER, true)), values);
        values[0] = 7;
        table.numbers("n")[1] = 7;
        assertThat(table.numbers("n")).containsExactly(1, 2);
    }

    @Test
    void thereIsOneZeroAndOneNaN() {
        var odd = Double.longBitsToDouble(0x7ff8_0000_0000_00ffL);
        var schema = List.of(new Column("n", NUMBER, true));
        var table = Table.of(schema, new double[] {-0.0, odd});
        assertThat(table).isEqualTo(Table.of(schema, new double[] {0.0, Double.NaN}));
        assertThat(Double.doubleToRawLongBits(table.numbers("n")[0])).isZero();
    }

    @Test
    void selectKeepsTheOrderGivenAndTheFormOfEqualContent() {
        var selected = TABLE.select(new int[] {2, 0, 2});
        assertThat(selected.numbers("n")).containsExactly(0, 1.5, 0);
        assertThat(selected.texts("c").levels()).containsExactly("y", "x");
        assertThat(TABLE.select(new int[] {1}).texts("c").levels()).isEmpty();
        assertThat(TABLE.select(new int[] {0, 1, 2})).isEqualTo(TABLE);
        assertThat(TABLE.select(new int[0]).rows()).isZero();
    }

    @Test
    void columnsAreDroppedReplacedAndAdded() {
        assertThat(TABLE.without("n", "t").schema()).isEqualTo(SCHEMA.subList(1, 4));
        var leak = new Column("leak", NUMBER, true);
        var wider = TABLE.with(leak, new double[] {1, 2, 3});
        assertThat(wider.schema()).hasSize(6).last().isEqualTo(leak);
        var replaced = TABLE.with(new Column("b", NUMBER, false), new double[] {7, 8, 9});
        assertThat(replaced.schema()).hasSize(5);
        assertThat(replaced.numbers("b")).containsExactly(7, 8, 9);
        assertThat(replaced.schema().get(1).type()).isEqualTo(NUMBER);
        assertThatThrownBy(() -> TABLE.with(leak, new double[] {1}))
                .hasMessageContaining("1 values for 3 rows");
    }

    @Test
    void whatASchemaCannotHoldIsRefused() {
        refused("infinite", NUMBER, true, new double[] {Double.POSITIVE_INFINITY});
        refused("half", BOOLEAN, true, new double[] {0.5});
        refused("year 10000", DATE, true, new double[] {2_932_897});
        refused("missing", NUMBER, false, new double[] {Double.NaN});
        refused("missing", TEXT, false, new @Nullable String[] {null});
        refused("texts", NUMBER, true, new String[] {"1"});
        refused("numbers", TEXT, true, new double[] {1});
        refused("half a pair", TEXT, true, new String[] {"\ud83d"});
        assertThatThrownBy(() -> Table.of(SCHEMA.subList(0, 2), new double[1], new double[2]))
                .hasMessageContaining("unequal length");
        var twice = List.of(SCHEMA.get(0), SCHEMA.get(0));
        assertThatThrownBy(() -> Table.of(twice, new double[1], new double[1]))
                .hasMessageContaining("two columns are named n");
    }

    private static void refused(
            String what, dev.rondo.base.ColumnType type, boolean nullable, Object values) {
        assertThatThrownBy(() -> Table.of(List.of(new Column("x", type, nullable)), values))
                .as(what)
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anUnknownColumnIsAUsersError() {
        assertThatThrownBy(() -> TABLE.numbers("m"))
                .isInstanceOf(RondoException.class)
                .hasMessageContaining("Choose one of: n, b, d, c, t");
    }

    @Test
    void aRowsHashDependsOnItsContentAlone() {
        for (int seed : RandomTables.seeds(200)) {
            var tables = new RandomTables(new Random(seed));
            var table = tables.table();
            var order = tables.shuffled(table.rows());
            var reversed = reversedColumns(table).select(order);
            for (int row = 0; row < order.length; row++) {
                assertThat(reversed.rowHash(row, Set.of()))
                        .isEqualTo(table.rowHash(order[row], Set.of()));
            }
            for (int row = 1; row < table.rows(); row++) {
                assertThat(table.rowHash(row, Set.of()).equals(table.rowHash(0, Set.of())))
                        .isEqualTo(table.row(row).equals(table.row(0)));
            }
        }
    }

    private static Table reversedColumns(Table table) {
        var schema = table.schema().reversed();
        return Table.of(schema, schema.stream().map(c -> table.data(c.name())).toArray());
    }

    @Test
    void aRowsHashLeavesColumnsOutAndTellsMissingFromEmpty() {
        var other = TABLE.with(new Column("t", TEXT, false), new String[] {"1", "2", "3"});
        assertThat(other.rowHash(0, Set.of("t"))).isEqualTo(TABLE.rowHash(0, Set.of("t")));
        assertThat(other.rowHash(0, Set.of())).isNotEqualTo(TABLE.rowHash(0, Set.of()));
        var named = List.of(new Column("other", NUMBER, false));
        var renamed = List.of(new Column("name", NUMBER, false));
        assertThat(Table.of(named, new double[] {1}).rowHash(0, Set.of()))
                .isNotEqualTo(Table.of(renamed, new double[] {1}).rowHash(0, Set.of()));
        var text = List.of(new Column("x", TEXT, true));
        var both = Table.of(text, (Object) new @Nullable String[] {null, ""});
        assertThat(both.rowHash(0, Set.of())).isNotEqualTo(both.rowHash(1, Set.of()));
    }

    @Test
    void aBuilderTakesRowsInTheFormOfJson() {
        var builder = new TableBuilder(SCHEMA);
        for (int row = 0; row < TABLE.rows(); row++) {
            builder.add(TABLE.row(row));
        }
        assertThat(builder.rows()).isEqualTo(3);
        assertThat(builder.build()).isEqualTo(TABLE);
        var more = Map.of("n", 3, "t", "z", "unknown", "left out");
        assertThat(builder.add(more).build().numbers("n")).endsWith(3);
    }

    @Test
    void aBuilderRefusesWhatAColumnCannotHoldAndGoesOn() {
        var builder = new TableBuilder(SCHEMA);
        refused(builder, "column n", Map.of("n", "1", "t", "z"));
        refused(builder, "column n", Map.of("n", Double.NaN, "t", "z"));
        refused(builder, "column b", Map.of("b", 1, "t", "z"));
        refused(builder, "column d", Map.of("d", "yesterday", "t", "z"));
        refused(builder, "column c", Map.of("c", 5, "t", "z"));
        refused(builder, "column t", Map.of("t", "\ud83d"));
        refused(builder, "column t", Map.of("n", 5));
        assertThat(builder.add(Map.of("t", "z")).build().rows()).isEqualTo(1);
    }

    private static void refused(TableBuilder builder, String place, Map<String, Object> row) {
        assertThatThrownBy(() -> builder.add(row))
                .isInstanceOf(RondoException.class)
                .hasMessageContaining(place);
    }
}
