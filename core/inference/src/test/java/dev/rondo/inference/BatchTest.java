package dev.rondo.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rondo.base.Column;
import dev.rondo.base.ColumnType;
import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BatchTest {
    private static Map<String, @Nullable Object> row(@Nullable Object... namesAndValues) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("senior", true);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return row;
    }

    @Test
    void readsRowsIntoColumns() {
        var batch =
                Batch.of(
                        Samples.SIGNATURE,
                        List.of(
                                row("tenure", 7, "plan", "pro", "since", "1970-01-03T12:00:00Z"),
                                row("tenure", 2.5, "plan", null, "senior", 0, "other", "ignored"),
                                row("tenure", new BigDecimal("1e3"))));

        assertThat(batch.rows()).isEqualTo(3);
        assertThat(batch.numbers(0)).containsExactly(7, 2.5, 1000);
        assertThat(batch.texts(1)).containsExactly("pro", null, null);
        assertThat(batch.numbers(2)).containsExactly(1, 0, 1);
        assertThat(batch.numbers(3)).containsExactly(2.5, Double.NaN, Double.NaN);
    }

    static Stream<Arguments> wrongValues() {
        return Stream.of(
                arguments("tenure", "7", "predict.wrong_type"),
                arguments("tenure", true, "predict.wrong_type"),
                arguments("tenure", List.of(1), "predict.wrong_type"),
                arguments("tenure", Double.NaN, "predict.not_finite"),
                arguments("tenure", Double.POSITIVE_INFINITY, "predict.not_finite"),
                arguments("tenure", BigInteger.TEN.pow(400), "predict.not_finite"),
                arguments("plan", 1, "predict.wrong_type"),
                arguments("plan", Map.of(), "predict.wrong_type"),
                arguments("senior", 2, "predict.wrong_type"),
                arguments("senior", "true", "predict.wrong_type"),
                arguments("senior", null, "predict.missing_value"),
                arguments("since", "yesterday", "predict.wrong_type"),
                arguments("since", "2026-02-30", "predict.wrong_type"),
                arguments("since", 20000, "predict.wrong_type"));
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    @DisplayName("rule 11.1: a wrong value's error names row and column")
    void wrongValuesAreNamed(String column, @Nullable Object value, String code) {
        var rows = List.of(row(), row(column, value));
        assertThatThrownBy(() -> Batch.of(Samples.SIGNATURE, rows))
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> {
                            assertThat(e.kind()).isEqualTo(ErrorKind.USER);
                            assertThat(e.code()).isEqualTo(code);
                            assertThat(e.where()).isEqualTo("rows[1]." + column);
                            assertThat(e.nextStep()).isNotNull();
                        });
    }

    @Test
    void columnsAreTakenAsTheyAre() {
        var numbers = new double[] {1, Double.NaN};
        var columns =
                new Object[] {numbers, new String[] {"pro", null}, new double[2], new double[2]};
        var batch = Batch.ofColumns(Samples.SIGNATURE, columns);
        assertThat(batch.rows()).isEqualTo(2);
        assertThat(batch.numbers(0)).isSameAs(numbers);

        columns[3] = new double[3];
        assertThatThrownBy(() -> Batch.ofColumns(Samples.SIGNATURE, columns))
                .hasMessageContaining("differ in length");
        columns[3] = new String[2];
        assertThatThrownBy(() -> Batch.ofColumns(Samples.SIGNATURE, columns))
                .hasMessageContaining("since has values of a wrong class");
    }

    @Test
    void anEmptyBatchIsABatch() {
        assertThat(Batch.of(Samples.SIGNATURE, List.of()).rows()).isZero();
    }

    @Test
    void signaturesRefuseWhatNoModelReads() {
        var text = new Column("id", ColumnType.TEXT, true);
        var number = new Column("x", ColumnType.NUMBER, true);
        assertThatThrownBy(() -> new Signature(List.of(text))).hasMessageContaining("id: TEXT");
        assertThatThrownBy(() -> new Signature(List.of())).isInstanceOf(RondoException.class);
        assertThatThrownBy(() -> new Signature(List.of(number, number)))
                .hasMessageContaining("comes twice");
    }
}
