package dev.rondo.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.base.ColumnType;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleTableTest {
    @Test
    void theSameSeedGivesTheSameTable() {
        assertThat(new SampleTable(50, 1).csv()).isEqualTo(new SampleTable(50, 1).csv());
        assertThat(new SampleTable(50, 1).csv()).isNotEqualTo(new SampleTable(50, 2).csv());
    }

    @Test
    void everyCsvLineHasTheColumnsAndTheOutcome() {
        var lines = new SampleTable(50, 1).csv().lines().toList();
        assertThat(lines).hasSize(51);
        assertThat(lines).allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(21));
    }

    @Test
    void rowsFitTheSignatureAndSomeValuesAreMissing() {
        var table = new SampleTable(200, 1);
        var values = SampleTable.encoder().encode(table.batch());
        assertThat(values).hasSize(200 * 20).contains(Float.NaN);
        assertThat(SampleTable.signature().inputs().stream().map(c -> c.type()))
                .contains(ColumnType.NUMBER, ColumnType.BOOLEAN, ColumnType.DATE)
                .filteredOn(type -> type == ColumnType.CATEGORY)
                .hasSize(4);
        var outcomes = table.outcomes();
        assertThat(IntStream.range(0, 200).filter(i -> outcomes[i] == 1).count())
                .isBetween(40L, 120L);
    }
}
