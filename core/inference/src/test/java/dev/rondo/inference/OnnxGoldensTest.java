package dev.rondo.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxGoldensTest {
    static List<OnnxGoldens.Golden> goldens() {
        return OnnxGoldens.all();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    @DisplayName(
            "rule 8.5: answers are bit-equal to ONNX Runtime's, those of sums of products nearly")
    void agreesWithOnnxRuntime(OnnxGoldens.Golden golden) {
        var model = new OnnxTensorModel(OnnxReader.read(golden.model()));

        var answers = model.infer(golden.inputs(), InferenceOptions.DEFAULT);

        assertThat(answers).hasSameSizeAs(golden.outputs());
        for (int i = 0; i < answers.size(); i++) {
            check(
                    answers.get(i),
                    golden.outputs().get(i),
                    golden.name().contains("pipelines") ? 1e-5f : 0);
        }
    }

    /**
     * @param tolerance how far a float may be from the expected one, of its size or of 1
     */
    private static void check(Tensor answer, Tensor expected, float tolerance) {
        assertThat(answer.name()).isEqualTo(expected.name());
        assertThat(answer.type()).isEqualTo(expected.type());
        assertThat(answer.shape()).isEqualTo(expected.shape());
        if (tolerance == 0 || answer.type() != DataType.FP32) {
            assertThat(answer.data()).as(answer.name()).isEqualTo(expected.data());
            return;
        }
        for (int i = 0; i < answer.floats().length; i++) {
            float value = expected.floats()[i];
            assertThat(answer.floats()[i])
                    .isCloseTo(value, within(tolerance * Math.max(1, Math.abs(value))));
        }
    }
}
