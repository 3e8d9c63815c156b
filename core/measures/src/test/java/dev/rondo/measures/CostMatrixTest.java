package dev.rondo.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.Json;
import dev.rondo.base.RondoException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostMatrixTest {
    private static final CostMatrix CHURN = new CostMatrix(60, -40, -100, 0);

    @Test
    void gainOfEachDecision() {
        assertThat(CHURN.gain(true, true)).isEqualTo(60);
        assertThat(CHURN.gain(true, false)).isEqualTo(-40);
        assertThat(CHURN.gain(false, true)).isEqualTo(-100);
        assertThat(CHURN.gain(false, false)).isZero();
        assertThat(CHURN.min()).isEqualTo(-100);
        assertThat(CHURN.max()).isEqualTo(60);
        assertThat(CHURN.range()).isEqualTo(160);
    }

    /** Costs C = -gain: FP 1, FN 5 give 1/6; the churn gains give 40 / (40 + 160). */
    @Test
    @DisplayName("rule 4.3: (C_FP - C_TN) / ((C_FP - C_TN) + (C_FN - C_TP))")
    void optimalThreshold() {
        assertThat(new CostMatrix(0, -1, -5, 0).optimalThreshold()).isEqualTo(1.0 / 6);
        assertThat(CHURN.optimalThreshold()).isEqualTo(0.2);
    }

    @Test
    @DisplayName("rule 4.3: at the optimal threshold acting and not acting bring the same")
    void optimalThresholdIsTheBreakEven() {
        var gains = new CostMatrix(35, -7, -11, 3);
        double p = gains.optimalThreshold();
        Golden.same(
                "acting",
                p * gains.gain(true, true) + (1 - p) * gains.gain(true, false),
                p * gains.gain(false, true) + (1 - p) * gains.gain(false, false));
    }

    @Test
    void balancedGainsMakeBothTrivialPoliciesEqual() {
        var gains = CostMatrix.balanced(0.2);
        Golden.same("always", 0.8 * gains.falsePositive(), 0.2 * gains.falseNegative());
        Golden.same("threshold", gains.optimalThreshold(), 0.2);
    }

    @ParameterizedTest
    @CsvSource({"0,-1,0,0", "0,0,-1,0", "-5,-1,0,0", "Infinity,-1,0,0", "NaN,-1,-1,0"})
    void gainsThatLeaveNothingToDecideAreRefused(double tp, double fp, double fn, double tn) {
        var error =
                catchThrowableOfType(RondoException.class, () -> new CostMatrix(tp, fp, fn, tn));
        assertThat(error.kind()).isEqualTo(ErrorKind.USER);
        assertThat(error.code()).isEqualTo("gains.invalid");
    }

    @Test
    void travelsAsJson() {
        assertThat(Json.read(Json.write(CHURN), CostMatrix.class)).isEqualTo(CHURN);
    }
}
