package dev.rondo.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.base.Column;
import dev.rondo.base.ColumnType;
import dev.rondo.data.Table;
import dev.rondo.inference.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LeakCheckTest {
    private static final Target TARGET = new Target("outcome", "yes", "no");

    @Test
    @DisplayName("honest inputs raise no warning")
    void honest() {
        assertThat(
                        new LeakCheck(Tables.of(800, 1), Tables.of(400, 2), TARGET)
                                .warnings(Tables.FEATURES))
                .isEmpty();
    }

    @Test
    @DisplayName(
            "an input that alone tells the outcomes apart is named: by value, level or absence")
    void leaks() {
        var leaks =
                List.of(
                        new Column("falls", ColumnType.NUMBER, true),
                        new Column("only when yes", ColumnType.DATE, true),
                        new Column("code", ColumnType.CATEGORY, true),
                        new Column("chance", ColumnType.CATEGORY, true));
        var check =
                new LeakCheck(
                        with(Tables.of(800, 1), leaks), with(Tables.of(400, 2), leaks), TARGET);

        assertThat(check.warnings(leaks))
                .hasSize(3)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("\"falls\" alone tells"),
                        second -> assertThat(second).startsWith("\"only when yes\" alone"),
                        third -> assertThat(third).startsWith("\"code\" alone"));
    }

    private static Table with(Table table, List<Column> leaks) {
        var positive = Targets.labels(table, TARGET);
        var random = new Random(9);
        var falls = new double[positive.length];
        var only = new double[positive.length];
        Arrays.setAll(falls, row -> (positive[row] ? -3 : 3) + random.nextGaussian() / 2);
        Arrays.setAll(only, row -> positive[row] ? 20_000 + random.nextInt(9) : Double.NaN);
        return table.with(leaks.get(0), falls)
                .with(leaks.get(1), only)
                .with(leaks.get(2), texts(positive, row -> positive[row] ? null : "c" + row % 7))
                .with(leaks.get(3), texts(positive, row -> "c" + row % 7));
    }

    private static @Nullable String[] texts(
            boolean[] positive, IntFunction<@Nullable String> text) {
        return IntStream.range(0, positive.length).mapToObj(text).toArray(String[]::new);
    }
}
