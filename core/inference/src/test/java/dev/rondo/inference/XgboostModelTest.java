package dev.rondo.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class XgboostModelTest {
    static List<Goldens.Golden> goldens() {
        return Goldens.all();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    @DisplayName("rule 8.5: margins and scores are bit-equal to XGBoost's")
    void agreesWithXgboost(Goldens.Golden golden) {
        var model = XgboostModel.load(golden.model());
        var margins = model.margins(golden.rows());

        assertThat(bits(margins)).isEqualTo(bits(golden.margins()));
        for (int i = 0; i < margins.length; i++) {
            assertThat(model.score(margins[i])).isEqualTo(golden.scores()[i]);
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void aRowAloneHasTheMarginThatItHasInABatch(Goldens.Golden golden) {
        var model = XgboostModel.load(golden.model());
        var rows = golden.rows();
        var alone = new float[rows.length / model.features()];
        for (int i = 0; i < alone.length; i++) {
            alone[i] =
                    model.margin(
                            Arrays.copyOfRange(
                                    rows, i * model.features(), (i + 1) * model.features()));
        }
        assertThat(bits(alone)).isEqualTo(bits(golden.margins()));
    }

    @Test
    void goldensCoverWhatTheyAreFor() {
        var models = goldens().stream().map(g -> XgboostModel.load(g.model())).toList();
        assertThat(models).hasSizeGreaterThan(70);
        assertThat(models).anyMatch(m -> !m.isBinary());
        assertThat(models).anyMatch(m -> m.featureTypes().contains("c"));
        assertThat(models).extracting(XgboostModel::version).contains("1.7.6", "2.1.4", "3.2.0");
        assertThat(goldens()).anyMatch(g -> g.model()[1] == '"').anyMatch(g -> g.model()[1] == 'L');
    }

    @Test
    @DisplayName("rule 8.5: a base score becomes the margin that XGBoost makes of it")
    void baseMarginsAgreeWithXgboost() {
        var files = Goldens.baseScores();
        var template = new String(Goldens.file(files, "model.json"), StandardCharsets.UTF_8);
        var pairs = Goldens.floats(Goldens.file(files, "pairs.bin"));
        for (int i = 0; i < pairs.length; i += 2) {
            // The model's one leaf is 0, and -0.0 + 0.0 is 0.0.
            assertThat(Float.floatToIntBits(Logistic.margin(pairs[i]) + 0f))
                    .as("base score %s", pairs[i])
                    .isEqualTo(Float.floatToIntBits(pairs[i + 1]));
        }
        for (var form : List.of("[5E-1]", "5E-1", "0.500000", " [0.5] ")) {
            var model = XgboostModel.load(withBaseScore(template, form));
            assertThat(model.margin(new float[1])).as(form).isZero();
        }
    }

    private static byte[] withBaseScore(String template, String form) {
        return template.replaceFirst(
                        "\"base_score\": \"[^\"]*\"", "\"base_score\": \"" + form + "\"")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static int[] bits(float[] values) {
        var bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToIntBits(values[i]);
        }
        return bits;
    }
}
