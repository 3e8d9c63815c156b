package dev.rondo.data;

import static dev.rondo.base.ColumnType.CATEGORY;
import static dev.rondo.base.ColumnType.DATE;
import static dev.rondo.base.ColumnType.NUMBER;
import static dev.rondo.base.ColumnType.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.base.Column;
import dev.rondo.base.ColumnType;
import dev.rondo.base.Json;
import dev.rondo.data.ColumnProfile.LevelCount;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ProfileTest {
    /**
     * By hand: mean 30/6 = 5, squared distances 64 + 9 + 9 + 1 + 16 + 9 = 108 over 5; the median
     * lies half-way between 2 and 4, the first quartile a quarter of the way between 2 and 2.
     */
    @Test
    @DisplayName("rule 3.3: the standard deviation is the sample's, quantiles interpolate linearly")
    void figuresOfNumbers() {
        var profile = numbers(NUMBER, 2, Double.NaN, 13, 1, 4, 2, 8);
        assertThat(profile.count()).isEqualTo(6);
        assertThat(profile.missing()).isEqualTo(1);
        assertThat(profile.distinct()).isEqualTo(5);
        assertThat(profile.single()).isEqualTo(4);
        assertThat(profile.minimum()).isEqualTo(1);
        assertThat(profile.maximum()).isEqualTo(13);
        assertThat(profile.mean()).isEqualTo(5);
        assertThat(profile.deviation()).isEqualTo(Math.sqrt(21.6));
        assertThat(profile.quantile(0.5)).isEqualTo(3);
        assertThat(profile.quantile(0.25)).isEqualTo(2);
        assertThat(profile.quantile(0.9)).isCloseTo(10.5, within(1e-12));
        assertThat(profile.top().getFirst()).isEqualTo(new LevelCount("2", 2));
        assertThat(profile.whole()).isTrue();
    }

    @Test
    void columnsWithLittleOrNothing() {
        var none = numbers(NUMBER, Double.NaN, Double.NaN);
        assertThat(none.count()).isZero();
        assertThat(none.mean()).isNaN();
        assertThat(none.minimum()).isNaN();
        assertThat(none.quantiles()).isEmpty();
        assertThat(none.quantile(0.5)).isNaN();
        assertThat(none.whole()).isFalse();
        var one = numbers(NUMBER, 7);
        assertThat(one.mean()).isEqualTo(7);
        assertThat(one.deviation()).isNaN();
        assertThat(one.quantile(0.99)).isEqualTo(7);
        var constant = numbers(NUMBER, 3, 3, 3);
        assertThat(constant.distinct()).isEqualTo(1);
        assertThat(constant.deviation()).isZero();
    }

    @Test
    void sumsLoseNothingToOrderOrSize() {
        var profile = numbers(NUMBER, 1e16, 1, -1e16, 1, 1e16, -1e16, 1);
        assertThat(profile.mean()).isEqualTo(3.0 / 7);
    }

    @Test
    void textsHaveTheirMostFrequentLevels() {
        var values = new String[] {"b", "a", null, "b", "c", "a", "b"};
        var profile = Profile.of(table(CATEGORY, values)).column("x");
        assertThat(profile.count()).isEqualTo(6);
        assertThat(profile.missing()).isEqualTo(1);
        assertThat(profile.distinct()).isEqualTo(3);
        assertThat(profile.single()).isEqualTo(1);
        assertThat(profile.top())
                .containsExactly(
                        new LevelCount("b", 3), new LevelCount("a", 2), new LevelCount("c", 1));
        assertThat(profile.mean()).isNaN();
    }

    @Test
    void datesShowAsDates() {
        assertThat(numbers(DATE, 0, 0, 1.5).top())
                .containsExactly(
                        new LevelCount("1970-01-01", 2), new LevelCount("1970-01-02T12:00", 1));
    }

    @Test
    void keysAreRecognized() {
        var rising = IntStream.range(0, 50).mapToDouble(i -> i * 1000.0 + i * i).toArray();
        assertThat(numbers(NUMBER, rising).keyLike()).isTrue();
        assertThat(numbers(NUMBER, Arrays.copyOf(rising, 9)).keyLike()).isFalse();
        var dense = IntStream.range(0, 50).mapToDouble(i -> i * 37 % 50).toArray();
        assertThat(numbers(NUMBER, dense).keyLike()).isTrue();
        var fractions = Arrays.stream(dense).map(v -> v + 0.5).toArray();
        assertThat(numbers(NUMBER, fractions).keyLike()).isFalse();
        var repeated = dense.clone();
        repeated[1] = repeated[0];
        assertThat(numbers(NUMBER, repeated).keyLike()).isFalse();
        var ids = IntStream.range(0, 60).mapToObj(i -> "C" + i).toArray(String[]::new);
        assertThat(Profile.of(table(TEXT, ids)).column("x").keyLike()).isTrue();
        ids[3] = "C4";
        assertThat(Profile.of(table(TEXT, ids)).column("x").keyLike()).isFalse();
    }

    @Test
    void agreesWithAPlainModelOnRandomNumbers() {
        var random = new Random(9);
        for (int i = 0; i < 200; i++) {
            var values = random.ints(1 + random.nextInt(80), 0, 30).asDoubleStream().toArray();
            var profile = numbers(NUMBER, values);
            var counts = new long[30];
            for (double value : values) {
                counts[(int) value]++;
            }
            var top =
                    IntStream.range(0, 30)
                            .filter(v -> counts[v] > 0)
                            .boxed()
                            .sorted((a, b) -> Long.compare(counts[b], counts[a]))
                            .limit(20)
                            .map(v -> new LevelCount(v.toString(), counts[v]))
                            .toList();
            assertThat(profile.top()).isEqualTo(top);
            assertThat(profile.distinct())
                    .isEqualTo(Arrays.stream(counts).filter(c -> c > 0).count());
            assertThat(profile.mean())
                    .isCloseTo(Arrays.stream(values).average().orElseThrow(), within(1e-12));
        }
    }

    @Test
    void comesBackFromJson() {
        for (int seed : RandomTables.seeds(50)) {
            var profile = Profile.of(new RandomTables(new Random(seed)).table());
            assertThat(Json.read(Json.write(profile), Profile.class)).isEqualTo(profile);
        }
    }

    private static ColumnProfile numbers(ColumnType type, double... values) {
        return Profile.of(table(type, values)).column("x");
    }

    private static Table table(ColumnType type, Object values) {
        return Table.of(List.of(new Column("x", type, true)), values);
    }
}
