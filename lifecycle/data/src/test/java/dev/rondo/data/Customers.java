package dev.rondo.data;

import dev.rondo.base.Column;
import dev.rondo.base.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** A made-up table of customers whose columns have all the shapes that real ones have. */
final class Customers {
    private Customers() {}

    static Table draw(int rows, Random random) {
        var columns = new Columns(rows);
        columns.number("normal", i -> 3 + random.nextGaussian());
        columns.number("negative", i -> -500 + 20 * random.nextGaussian());
        columns.number("uniform", i -> 18 + 100 * random.nextDouble());
        columns.number("exponential", i -> 40 * exponential(random));
        columns.number("lognormal", i -> Math.exp(8 + 1.5 * random.nextGaussian()));
        columns.number("pareto", i -> Math.pow(1 - random.nextDouble(), -1 / 1.5));
        columns.number("age", i -> Math.rint(18 + 60 * random.nextDouble()));
        columns.number("months", i -> Math.rint(Math.min(72, 50 * exponential(random))));
        columns.number("flag", i -> random.nextInt(5) == 0 ? 1 : 0);
        columns.number("constant", i -> 7);
        columns.number("debt", i -> random.nextInt(10) < 6 ? 0 : 900.5 * exponential(random));
        columns.number(
                "income",
                i -> random.nextInt(12) == 0 ? Double.NaN : 100 + 9 * exponential(random));
        columns.number("nearly_empty", i -> random.nextInt(30) > 0 ? Double.NaN : 1);
        columns.number("id", i -> 1_000 + i);
        columns.dates("since", i -> 15_000 + 3_000 * random.nextDouble());
        columns.category("contract", i -> List.of("monthly", "yearly", "none").get(pick(random)));
        columns.category("zipf", i -> "town " + (int) Math.exp(6 * random.nextDouble()));
        columns.category("rare", i -> random.nextInt(400) == 0 ? "odd" : "usual");
        columns.category("gaps", i -> random.nextInt(4) == 0 ? null : "level " + random.nextInt(9));
        return columns.table();
    }

    private static double exponential(Random random) {
        return -Math.log(1 - random.nextDouble());
    }

    private static int pick(Random random) {
        return Math.min(2, (int) (4 * random.nextDouble() * random.nextDouble()));
    }

    private static final class Columns {
        private final int rows;
        private final List<Column> schema = new ArrayList<>();
        private final List<Object> values = new ArrayList<>();

        Columns(int rows) {
            this.rows = rows;
        }

        void number(String name, IntToDoubleFunction value) {
            numeric(name, ColumnType.NUMBER, value);
        }

        void dates(String name, IntToDoubleFunction value) {
            numeric(name, ColumnType.DATE, value);
        }

        private void numeric(String name, ColumnType type, IntToDoubleFunction value) {
            schema.add(new Column(name, type, true));
            var numbers = new double[rows];
            java.util.Arrays.setAll(numbers, value);
            values.add(numbers);
        }

        void category(String name, IntFunction<@Nullable String> value) {
            schema.add(new Column(name, ColumnType.CATEGORY, true));
            var texts = new @Nullable String[rows];
            java.util.Arrays.setAll(texts, value);
            values.add(texts);
        }

        Table table() {
            return Table.of(schema, values.toArray());
        }
    }
}
