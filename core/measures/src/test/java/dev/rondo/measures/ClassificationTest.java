package dev.rondo.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClassificationTest {
    static List<Golden> cases() throws IOException {
        return Golden.cases("classification.json");
    }

    @ParameterizedTest
    @MethodSource("cases")
    @DisplayName("rule 4.1: scores are judged as scikit-learn judges them, to 1e-12")
    void scores(Golden golden) {
        var scores = golden.numbers("scores");
        var positive = golden.flags("positive");
        golden.agrees("rocAuc", RocAuc.value(scores, positive));
        golden.agrees("averagePrecision", Classification.averagePrecision(scores, positive));
        golden.agrees("logLoss", Classification.logLoss(scores, positive));
        golden.agrees("brier", Classification.brier(scores, positive));
    }

    @ParameterizedTest
    @MethodSource("cases")
    @DisplayName("rule 4.1: decisions are judged as scikit-learn judges them, to 1e-12")
    void decisions(Golden golden) {
        var confusion =
                Classification.confusion(golden.numbers("scores"), golden.flags("positive"), 0.5);
        assertThat(golden.counts("confusion"))
                .containsExactly(
                        confusion.truePositives(),
                        confusion.falsePositives(),
                        confusion.falseNegatives(),
                        confusion.trueNegatives());
        golden.agrees("accuracy", confusion.accuracy());
        golden.agrees("precision", confusion.precision());
        golden.agrees("recall", confusion.recall());
        golden.agrees("f1", confusion.f1());
        golden.agrees("mcc", confusion.mcc());
    }

    @ParameterizedTest
    @MethodSource("cases")
    @DisplayName("rule 4.1: calibration bins are scikit-learn's")
    void calibration(Golden golden) {
        var bins =
                Classification.calibration(golden.numbers("scores"), golden.flags("positive"), 10);
        var scores = golden.numbers("binScores");
        var shares = golden.numbers("binShares");
        assertThat(bins).hasSameSizeAs(scores);
        for (int i = 0; i < scores.length; i++) {
            Golden.same("mean score " + i, bins.get(i).meanScore(), scores[i]);
            Golden.same("share " + i, bins.get(i).positiveShare(), shares[i]);
        }
    }

    /** By hand: |0.1 - 0| on one row, |0.85 - 1/2| on two, over three rows. */
    @Test
    void calibrationErrorWeighsBinsByRows() {
        var bins =
                Classification.calibration(
                        new double[] {0.1, 0.8, 0.9}, new boolean[] {false, true, false}, 2);
        assertThat(bins).extracting(CalibrationBin::n).containsExactly(1L, 2L);
        Golden.same("error", Classification.expectedCalibrationError(bins), (0.1 + 2 * 0.35) / 3);
        double chance =
                (Math.sqrt(2 / Math.PI * 0.1 * 0.9) + 2 * Math.sqrt(2 / Math.PI * 0.85 * 0.15 / 2))
                        / 3;
        Golden.same("chance", Classification.chanceCalibrationError(bins), chance);
        assertThat(Classification.chanceCalibrationError(List.of())).isNaN();
    }

    @Test
    @DisplayName("the chance level is the mean error of scores that are right")
    void chanceLevelIsTheErrorOfRightScores() {
        var random = new java.util.SplittableRandom(5);
        double error = 0;
        double chance = 0;
        for (int run = 0; run < 300; run++) {
            var scores = random.doubles(400).toArray();
            var positive = new boolean[scores.length];
            for (int i = 0; i < scores.length; i++) {
                positive[i] = random.nextDouble() < scores[i];
            }
            var bins = Classification.calibration(scores, positive, 10);
            error += Classification.expectedCalibrationError(bins) / 300;
            chance += Classification.chanceCalibrationError(bins) / 300;
        }
        assertThat(chance).isCloseTo(error, org.assertj.core.api.Assertions.within(0.003));
    }

    @Test
    @DisplayName("rule 4.4: what the data do not define is NaN, not a number that passes a gate")
    void undefined() {
        var scores = new double[] {0.2, 0.4};
        var none = new boolean[2];
        assertThat(RocAuc.value(scores, none)).isNaN();
        assertThat(RocAuc.delong(scores, none, 0.95).interval().low()).isNaN();
        assertThat(Classification.averagePrecision(scores, none)).isNaN();
        var confusion = Classification.confusion(scores, none, 0.5);
        assertThat(confusion.precision()).isNaN();
        assertThat(confusion.recall()).isNaN();
        assertThat(confusion.mcc()).isNaN();
        assertThat(Classification.brier(new double[0], new boolean[0])).isNaN();
        assertThat(Classification.expectedCalibrationError(List.of())).isNaN();
    }

    @Test
    void wrongArgumentsAreRefused() {
        var one = new boolean[] {true};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RocAuc.value(new double[] {Double.NaN}, one));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Classification.logLoss(new double[] {1.5}, one));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Classification.brier(new double[] {0.5, 0.5}, one));
    }
}
