package dev.rondo.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.Column;
import dev.rondo.base.ColumnType;
import dev.rondo.base.RondoException;
import dev.rondo.inference.Batch;
import dev.rondo.inference.Signature;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReferenceTest {
    private static final Column NUMBER = new Column("x", ColumnType.NUMBER, true);
    private static final Column LEVEL = new Column("l", ColumnType.CATEGORY, true);

    private static NumberReference numbers(double... values) {
        return NumberReferences.build(NUMBER, values, new int[] {0, values.length - 1});
    }

    @Test
    @DisplayName("rule 5.1: ten bins from the reference's own quantiles, the outer ones open")
    void quantiles() {
        var reference = numbers(IntStream.range(0, 1000).asDoubleStream().toArray());
        assertThat(reference.masses()).isEmpty();
        assertThat(reference.edges()).containsExactly(100, 200, 300, 400, 500, 600, 700, 800, 900);
        assertThat(reference.counts())
                .containsExactly(100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 0);
        assertThat(reference.bin(99.5)).isEqualTo(0);
        assertThat(reference.bin(100)).isEqualTo(1);
        assertThat(reference.bin(-1e300)).isEqualTo(0);
        assertThat(reference.bin(Double.POSITIVE_INFINITY)).isEqualTo(9);
        assertThat(reference.bin(Double.NaN)).isEqualTo(reference.missingBin()).isEqualTo(10);
        assertThat(reference.sample()).containsExactly(0, 9);
    }

    @Test
    @DisplayName("rule 5.1: mass points and missing values have bins of their own")
    void massPoints() {
        var values = new double[1000];
        for (int i = 0; i < 1000; i++) {
            values[i] = i < 600 ? 0 : i < 700 ? Double.NaN : i;
        }
        values[0] = -0.0;
        var reference = numbers(values);
        assertThat(reference.masses()).containsExactly(0);
        assertThat(reference.bin(-0.0)).isEqualTo(0);
        assertThat(reference.counts()[0]).isEqualTo(600);
        assertThat(reference.counts()[reference.missingBin()]).isEqualTo(100);
        assertThat(reference.edges()).hasSize(9);
        assertThat(Arrays.stream(reference.counts()).sum()).isEqualTo(1000);
    }

    @Test
    void fewDifferentValuesAllHaveBins() {
        var reference = numbers(1, 2, 2, 3, 3, 3, 4, 4, 4, 4);
        assertThat(reference.masses()).containsExactly(1, 2, 3, 4);
        assertThat(reference.counts()).containsExactly(1, 2, 3, 4, 0, 0);
    }

    @Test
    void valuesFarOutsideTheRangeAreUnknown() {
        var positive = numbers(IntStream.rangeClosed(10, 110).asDoubleStream().toArray());
        assertThat(positive.unknown(0)).isFalse();
        assertThat(positive.unknown(-1)).isTrue();
        assertThat(positive.unknown(160)).isFalse();
        assertThat(positive.unknown(161)).isTrue();
        assertThat(positive.unknown(Double.NaN)).isFalse();
        var both = numbers(IntStream.rangeClosed(-50, 50).asDoubleStream().toArray());
        assertThat(both.unknown(-100)).isFalse();
        assertThat(both.unknown(-101)).isTrue();
    }

    @Test
    void nothingButMissingValuesOrOneValueIsNoTrouble() {
        var missing = numbers(Double.NaN, Double.NaN);
        assertThat(missing.bin(7)).isEqualTo(0);
        assertThat(missing.unknown(7)).isFalse();
        var constant = numbers(5, 5, 5);
        assertThat(constant.bin(5)).isEqualTo(0);
        assertThat(constant.bin(6)).isEqualTo(1);
        assertThat(constant.unknown(6)).isTrue();
    }

    @Test
    @DisplayName("rule 5.1: rare levels share a bin, and levels seen once foretell unseen ones")
    void levels() {
        var values = new String[400];
        Arrays.fill(values, 0, 200, "b");
        Arrays.fill(values, 200, 390, "a");
        values[390] = null;
        for (int i = 391; i < 400; i++) {
            values[i] = "rare" + i;
        }
        var reference = CategoryReferences.build(LEVEL, values, new int[] {0});
        assertThat(reference.levels()).containsExactly("a", "b");
        assertThat(reference.counts()).containsExactly(190, 200, 9, 1);
        assertThat(reference.unknown("rare395")).isFalse();
        assertThat(reference.unknown("new")).isTrue();
        assertThat(reference.unknown(null)).isFalse();
        assertThat(reference.bin("new")).isEqualTo(2);
        assertThat(reference.expectedUnknown()).isEqualTo(9 / 400.0);
    }

    @Test
    void twentyLevelsAtMostHaveBins() {
        var values = IntStream.range(0, 3000).mapToObj(i -> "L" + i % 30).toArray(String[]::new);
        var reference = CategoryReferences.build(LEVEL, values, new int[0]);
        assertThat(reference.levels()).hasSize(20);
        assertThat(reference.others()).hasSize(10);
    }

    @Test
    void comesBackFromJsonWithTheSameId() {
        var reference = new World(12, -1, 5).reference(300, 300, 1);
        var read = Reference.fromJson(reference.toJson());
        assertThat(read.id()).isEqualTo(reference.id()).startsWith("sha256:");
        assertThat(read.toJson()).isEqualTo(reference.toJson());
        assertThat(Reference.of(read.content()).id()).isEqualTo(reference.id());
        assertThat(new World(12, -1, 5).reference(300, 300, 1).id()).isEqualTo(reference.id());
        assertThat(new World(12, -1, 5).reference(300, 300, 2).id()).isNotEqualTo(reference.id());
        assertThat(read.rows()).isEqualTo(300);
        assertThat(read.source()).isEqualTo("made up");
    }

    @Test
    void scoreBinsHoldOneDecisionEachAndRatesThatRise() {
        var reference = new World(12, -1, 5).reference(300, 2000, 1);
        var scores = reference.scores();
        double threshold = reference.policy().threshold();
        assertThat(scores.bin(Math.nextDown(threshold))).isLessThan(scores.bin(threshold));
        assertThat(scores.rates()).isSorted();
        assertThat(scores.rates()[0]).isPositive();
        assertThat(scores.rates()[scores.bins() - 1]).isLessThan(1);
        assertThat(scores.outcomes()).isEqualTo(2000);
        assertThat(scores.groups()).hasSize(5).startsWith(0).isSorted();
        long all = Arrays.stream(scores.positives()).sum();
        for (int group = 0; group < 5; group++) {
            long positives = 0;
            for (int bin = scores.groups()[group]; bin < scores.end(group); bin++) {
                positives += scores.positives()[bin];
            }
            assertThat((double) positives / all).isBetween(0.15, 0.25);
        }
    }

    @Test
    void needsRows() {
        var world = new World(1, -1, 5);
        var none = Batch.ofColumns(new Signature(List.of(NUMBER)), new Object[] {new double[0]});
        var heldOut = new ScoredRows(new float[] {0.5f}, new boolean[] {true});
        assertThatThrownBy(() -> Reference.build(none, heldOut, world.target, world.policy, "none"))
                .isInstanceOf(RondoException.class)
                .hasMessageContaining("needs rows");
        assertThatThrownBy(() -> new ScoredRows(new float[1], new boolean[2]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
