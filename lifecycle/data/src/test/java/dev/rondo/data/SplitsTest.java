package dev.rondo.data;

import static dev.rondo.base.ColumnType.CATEGORY;
import static dev.rondo.base.ColumnType.NUMBER;
import static dev.rondo.base.ColumnType.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.Column;
import dev.rondo.base.RondoException;
import dev.rondo.data.SplitSpec.Part;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SplitsTest {
    private static final List<Part> PARTS =
            List.of(new Part("train", 0.6), new Part("validation", 0.25), new Part("test", 0.15));

    @Test
    void partsAreDisjointCompleteAndAboutAsLargeAsAsked() {
        var table = table(20_000);
        var parts = Splits.assign(table, content("salt"));
        assertThat(parts.keySet()).containsExactly("train", "validation", "test");
        assertThat(parts.values().stream().flatMapToInt(Arrays::stream).sorted().toArray())
                .isEqualTo(IntStream.range(0, 20_000).toArray());
        assertThat(parts.get("train")).isSorted().hasSizeBetween(11_700, 12_300);
        assertThat(parts.get("test")).hasSizeBetween(2_800, 3_200);
    }

    @Test
    void equalContentIsInOnePartWhereverItStands() {
        var table = table(3_000);
        var random = new Random(5);
        var drawn = random.ints(10_000, 0, 3_000).toArray();
        var first = partByRow(Splits.assign(table, content("salt")));
        var again = partByRow(Splits.assign(table.select(drawn), content("salt")));
        for (int i = 0; i < drawn.length; i++) {
            assertThat(again.get(i)).isEqualTo(first.get(drawn[i]));
        }
    }

    @Test
    void anotherSaltIsAnotherSplit() {
        var table = table(4_000);
        var one = partByRow(Splits.assign(table, content("one")));
        var two = partByRow(Splits.assign(table, content("two")));
        long same =
                one.keySet().stream().filter(r -> Objects.equals(one.get(r), two.get(r))).count();
        // Independent: 0.6^2 + 0.25^2 + 0.15^2 = 0.445
        assertThat(same / 4_000.0).isBetween(0.41, 0.48);
    }

    @Test
    void rowsOfOneKeyStayTogetherWhateverTheyHold() {
        var table = table(5_000);
        var spec = new SplitSpec(PARTS, "salt", "group", Set.of());
        var parts = partByRow(Splits.assign(table, spec));
        var partOfKey = new HashMap<String, String>();
        for (int row = 0; row < table.rows(); row++) {
            var key = String.valueOf(table.value(row, "group"));
            assertThat(parts.get(row))
                    .isEqualTo(partOfKey.computeIfAbsent(key, k -> parts.get(partRow(table, k))));
        }
        assertThat(Set.copyOf(partOfKey.values())).hasSize(3);
    }

    private static int partRow(Table table, String key) {
        return IntStream.range(0, table.rows())
                .filter(row -> key.equals(table.value(row, "group")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void excludedColumnsDoNotCount() {
        var table = table(500);
        var other = table.with(new Column("group", TEXT, false), texts(500, 400));
        var spec = new SplitSpec(PARTS, "salt", null, Set.of("group"));
        assertThat(partByRow(Splits.assign(other, spec)))
                .isEqualTo(partByRow(Splits.assign(table, spec)));
    }

    @Test
    void aMissingKeyAndAWrongSpecAreRefused() {
        var table =
                Table.of(
                        List.of(new Column("k", CATEGORY, true)),
                        (Object) new @Nullable String[] {"a", null});
        assertThatThrownBy(() -> Splits.assign(table, new SplitSpec(PARTS, "s", "k", Set.of())))
                .isInstanceOf(RondoException.class)
                .hasMessageContaining("row 2 has no key");
        assertThatThrownBy(() -> Splits.assign(table, new SplitSpec(PARTS, "s", "q", Set.of())))
                .isInstanceOf(RondoException.class);
        assertThatThrownBy(() -> new SplitSpec(PARTS.subList(0, 2), "s", null, Set.of()))
                .hasMessageContaining("sum to 0.85");
        assertThatThrownBy(() -> new Part("none", 0)).isInstanceOf(RuntimeException.class);
    }

    private static SplitSpec content(String salt) {
        return new SplitSpec(PARTS, salt, null, Set.of());
    }

    private static Table table(int rows) {
        var random = new Random(3);
        return Table.of(
                List.of(new Column("n", NUMBER, false), new Column("group", TEXT, false)),
                random.doubles(rows).toArray(),
                texts(rows, 300));
    }

    private static String[] texts(int rows, int distinct) {
        return IntStream.range(0, rows).mapToObj(i -> "g" + i % distinct).toArray(String[]::new);
    }

    private static Map<Integer, String> partByRow(Map<String, int[]> parts) {
        var byRow = new HashMap<Integer, String>();
        parts.forEach((name, rows) -> Arrays.stream(rows).forEach(row -> byRow.put(row, name)));
        return byRow;
    }
}
