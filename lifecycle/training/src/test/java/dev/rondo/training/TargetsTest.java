package dev.rondo.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.Column;
import dev.rondo.base.ColumnType;
import dev.rondo.base.RondoException;
import dev.rondo.data.Table;
import dev.rondo.inference.Target;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TargetsTest {
    @Test
    @DisplayName("the rarer value is positive, unless the caller says otherwise")
    void rarer() {
        var table = texts(300, row -> row % 3 == 0 ? "bad" : "good");

        assertThat(Targets.resolve(table, "y", null)).isEqualTo(new Target("y", "bad", "good"));
        assertThat(Targets.resolve(table, "y", "good")).isEqualTo(new Target("y", "good", "bad"));
    }

    @Test
    @DisplayName("of two equally frequent values the later by name is positive")
    void equallyFrequent() {
        assertThat(Targets.resolve(texts(300, row -> row % 2 == 0 ? "Yes" : "No"), "y", null))
                .isEqualTo(new Target("y", "Yes", "No"));
    }

    @Test
    @DisplayName("numbers and booleans are outcomes too")
    void otherTypes() {
        assertThat(
                        Targets.resolve(
                                numbers(ColumnType.NUMBER, row -> row % 3 == 2 ? 1 : 0), "y", null))
                .isEqualTo(new Target("y", "1", "0"));
        assertThat(
                        Targets.resolve(
                                numbers(ColumnType.NUMBER, row -> row % 3 == 2 ? 0.5 : -0.5),
                                "y",
                                null))
                .isEqualTo(new Target("y", "0.5", "-0.5"));
        assertThat(
                        Targets.resolve(
                                numbers(ColumnType.BOOLEAN, row -> row % 3 == 2 ? 1 : 0),
                                "y",
                                null))
                .isEqualTo(new Target("y", "true", "false"));
    }

    @Test
    @DisplayName("however an outcome is written, it is one outcome")
    void written() {
        var table = texts(300, row -> row % 3 == 0 ? " yes" : row % 3 == 1 ? "no " : "no");
        var target = new Target("y", "yes", "no");

        assertThat(Targets.resolve(table, "y", "yes ")).isEqualTo(target);
        assertThat(Targets.labels(table, target)).startsWith(true, false, false, true);
        assertThat(
                        Targets.resolve(
                                numbers(ColumnType.NUMBER, row -> row % 3 == 2 ? 1 : 0),
                                "y",
                                "0.0"))
                .isEqualTo(new Target("y", "0", "1"));
        assertThat(
                        Targets.resolve(
                                numbers(ColumnType.BOOLEAN, row -> row % 3 == 2 ? 1 : 0),
                                "y",
                                "TRUE"))
                .isEqualTo(new Target("y", "true", "false"));
    }

    @Test
    @DisplayName("rows without an outcome are left out")
    void missing() {
        var table = texts(400, row -> row % 4 == 0 ? null : row % 4 == 1 ? "a" : "b");

        var known = Targets.known(table, "y");

        assertThat(known.rows()).isEqualTo(300);
        assertThat(Targets.labels(known, new Target("y", "a", "b"))).startsWith(true, false, false);
    }

    @Test
    @DisplayName("rule 11.1: a table that cannot work is refused with what to do")
    void refused() {
        refuse(texts(300, row -> "a"), "z").hasMessageContaining("Choose the target among: y");
        refuse(texts(300, row -> "a"), "y").hasMessageContaining("the target is always \"a\"");
        refuse(texts(300, row -> null), "y").hasMessageContaining("missing in every row");
        refuse(texts(300, row -> "v" + row % 3), "y")
                .hasMessageContaining("3 different values, such as v0, v1, v2")
                .hasMessageContaining("two values");
        refuse(texts(199, row -> "v" + row % 2), "y").hasMessageContaining("199 rows");
        refuse(texts(300, row -> row < 9 ? "rare" : "usual"), "y")
                .hasMessageContaining("\"rare\" comes only 9 times");
        assertThatThrownBy(() -> Targets.resolve(texts(300, row -> "v" + row % 2), "y", "maybe"))
                .isInstanceOf(RondoException.class)
                .hasMessageContaining("never has the value \"maybe\"")
                .hasMessageContaining("v1");
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refuse(
            Table table, String target) {
        return assertThatThrownBy(() -> Targets.resolve(table, target, null))
                .isInstanceOf(RondoException.class);
    }

    private static Table texts(int rows, IntFunction<@Nullable String> value) {
        return Table.of(
                List.of(new Column("y", ColumnType.CATEGORY, true)),
                (Object) IntStream.range(0, rows).mapToObj(value).toArray(String[]::new));
    }

    private static Table numbers(ColumnType type, IntToDoubleFunction value) {
        return Table.of(
                List.of(new Column("y", type, true)),
                IntStream.range(0, 300).mapToDouble(value).toArray());
    }
}
