package dev.rondo.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.Column;
import dev.rondo.base.ColumnType;
import dev.rondo.base.RondoException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EncoderTest {
    private static Batch batch() {
        return Batch.ofColumns(
                Samples.SIGNATURE,
                new Object[] {
                    new double[] {0.1, Double.NaN, -1e300},
                    new String[] {"pro", null, "never seen"},
                    new double[] {1, 0, Double.NaN},
                    new double[] {20782.5, Double.NaN, -0.0}
                });
    }

    @Test
    void encodesRowAfterRow() {
        assertThat(Samples.ENCODER.encode(batch()))
                .containsExactly(
                        0.1f,
                        2,
                        1,
                        20782.5f,
                        Float.NaN,
                        Float.NaN,
                        0,
                        Float.NaN,
                        -Float.MAX_VALUE,
                        Float.NaN,
                        Float.NaN,
                        -0.0f);
    }

    @Test
    void namesItsFeaturesForXgboost() {
        assertThat(Samples.ENCODER.featureNames())
                .containsExactly("tenure", "plan", "senior", "since");
        assertThat(Samples.ENCODER.featureTypes()).containsExactly("q", "c", "q", "q");
    }

    @Test
    void changesNamesThatXgboostCannotTake() {
        var names = List.of("age", "caf\u00e9", "a<b", "a_b_2", "a[b", "a_b_4_", "say \"x\"");
        var columns = names.stream().map(n -> new Column(n, ColumnType.NUMBER, true)).toList();
        assertThat(Encoder.fit(new Signature(columns), Map.of()).featureNames())
                .containsExactly(
                        "age", "caf__1", "a_b_2_", "a_b_2", "a_b_4", "a_b_4_", "say _x__6");
    }

    @Test
    @DisplayName("rule 2.1: training and serving share one encoding, through its stored form too")
    void comesBackFromJson() {
        var copy = Encoder.fromJson(Samples.ENCODER.toJson());
        assertThat(copy.signature()).isEqualTo(Samples.SIGNATURE);
        assertThat(copy.levels()).isEqualTo(Samples.ENCODER.levels());
        assertThat(copy.encode(batch())).containsExactly(Samples.ENCODER.encode(batch()));
    }

    @Test
    void refusesLevelsThatDoNotFit() {
        assertThatThrownBy(() -> Encoder.fit(Samples.SIGNATURE, Map.of()))
                .isInstanceOf(RondoException.class)
                .hasMessageContaining("plan: the category has no levels");
        var twice = Map.of("plan", List.of("a", "b", "a"));
        assertThatThrownBy(() -> Encoder.fit(Samples.SIGNATURE, twice))
                .hasMessageContaining("plan: a level comes twice");
    }
}
