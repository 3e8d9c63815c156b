package dev.rondo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.RondoException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What goes in and comes out, on every database. */
abstract class ValueContract extends DbSuite {
    @Test
    void everyDoubleComesBackAsItWasSent() {
        var samples = new ArrayList<>(List.of(0.0, -0.0, 1.0, -3.0, 0.1, 1e300, Double.MIN_VALUE));
        samples.addAll(
                List.of(
                        Double.MAX_VALUE,
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY,
                        0x1.0p53 + 2));
        new Random(7).longs(500).mapToObj(Double::longBitsToDouble).forEach(samples::add);
        var rows = new ArrayList<@Nullable Object[]>();
        for (int i = 0; i < samples.size(); i++) {
            rows.add(new Object[] {i, samples.get(i)});
        }

        db.execute(tx -> tx.batch("INSERT INTO test_values (n, d) VALUES (?, ?)", rows));
        var stored = column("SELECT d FROM test_values ORDER BY n", row -> row.real("d"));

        assertThat(bits(stored)).isEqualTo(bits(samples));
    }

    @Test
    void notANumberIsNoNullEqualsItselfAndSortsLast() {
        var sent = new @Nullable Double[] {Double.NaN, 2.0, null, Double.POSITIVE_INFINITY, -1.0};
        db.execute(tx -> {
            for (int i = 0; i < sent.length; i++) {
                tx.update("INSERT INTO test_values (n, d) VALUES (?, ?)", i, sent[i]);
            }
        });

        assertThat(
                        column(
                                "SELECT d FROM test_values WHERE d IS NOT NULL ORDER BY d",
                                r -> r.real("d")))
                .containsExactly(-1.0, 2.0, Double.POSITIVE_INFINITY, Double.NaN);
        assertThat(column("SELECT n FROM test_values WHERE d = ?", r -> r.integer("n"), Double.NaN))
                .containsExactly(0L);
        assertThat(
                        column(
                                "SELECT d FROM test_values WHERE d IS NULL",
                                r -> r.realOrNull("d") == null))
                .hasSize(1);
    }

    @Test
    void everyTypeComesBackAndNullIsToldApart() {
        var bytes = new byte[] {0, -1, 7};
        db.execute(tx -> {
            tx.update(
                    "INSERT INTO test_values VALUES (?, ?, ?, ?)",
                    Long.MAX_VALUE,
                    1,
                    bytes,
                    "é😀'\n");
            tx.update("INSERT INTO test_values VALUES (?, ?, ?, ?)", true, null, null, null);
        });

        db.read(tx -> {
            var rows = tx.query("SELECT * FROM test_values ORDER BY n", this::describe);
            assertThat(rows)
                    .containsExactly(
                            "1 true null null null",
                            Long.MAX_VALUE + " true 1.0 [0, -1, 7] é😀'\n");
            return "";
        });
    }

    private String describe(Row row) {
        var bytes = row.bytesOrNull("b");
        return "%d %s %s %s %s"
                .formatted(
                        row.integer("n"),
                        row.flag("n"),
                        row.realOrNull("d"),
                        bytes == null ? null : java.util.Arrays.toString(bytes),
                        row.textOrNull("t"));
    }

    @Test
    void readingNullOrAnotherTypeNamesTheColumn() {
        db.write(tx -> tx.update("INSERT INTO test_values (n) VALUES (1)"));

        assertThatThrownBy(() -> column("SELECT t FROM test_values", row -> row.text("t")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("column t is NULL");
        assertThatThrownBy(() -> column("SELECT n FROM test_values", row -> row.text("n")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("column n holds a");
    }

    @Test
    void aTextThatADatabaseCannotHoldIsTheCallersError() {
        for (var text : List.of("a\0b", "\uD800", "x\uDC00")) {
            assertThatThrownBy(() -> db.write(tx -> put(tx, text, 1L)))
                    .isInstanceOfSatisfying(
                            RondoException.class,
                            e -> assertThat(e.code()).isEqualTo("store.text"));
        }
    }

    @Test
    void sumsCountsAndReturningWork() {
        db.execute(tx -> List.of("a", "b", "c").forEach(key -> put(tx, key, 5L)));

        assertThat(
                        column(
                                "SELECT sum(n) AS s, count(*) AS c FROM test_items",
                                row -> row.integer("s") * 10 + row.integer("c")))
                .containsExactly(153L);
        var raised =
                db.write(tx ->
                        tx.query(
                                "UPDATE test_items SET n = n + 1 WHERE k < ? RETURNING k, n",
                                row -> row.text("k") + row.integer("n"),
                                "c"));
        assertThat(raised).containsExactlyInAnyOrder("a6", "b6");
        Optional<String> none =
                db.write(tx ->
                        tx.first(
                                "DELETE FROM test_items WHERE k = 'z' RETURNING k",
                                row -> row.text("k")));
        assertThat(none).isEmpty();
    }

    @Test
    void aMapperMayRunTheSameStatementAgain() {
        db.execute(tx -> List.of("a", "b").forEach(key -> put(tx, key, 1L)));
        var sql = "SELECT k FROM test_items WHERE k >= ? ORDER BY k";

        var nested =
                db.read(tx ->
                        tx.query(
                                sql,
                                row -> row.text("k") + tx.query(sql, r -> r.text("k"), "b"),
                                "a"));

        assertThat(nested).containsExactly("a[b]", "b[b]");
    }

    private static List<Long> bits(List<Double> values) {
        return values.stream().map(Double::doubleToLongBits).toList();
    }
}
