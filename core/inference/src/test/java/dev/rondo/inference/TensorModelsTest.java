package dev.rondo.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorModelsTest {
    @TempDir Path folder;

    private TensorModel sample() throws IOException {
        return TensorModels.load(file(Samples.bytes(Samples.json())));
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("model.bin"), content);
    }

    /** Tenure 10 and plan basic: 0.5 - 0.125; tenure 20 and plan pro: -0.25 + 1. */
    private static final float[] ROWS = {10, 0, 0, 0, 20, 2, 0, 0};

    @Test
    void oneTensorHoldsWholeRows() throws IOException {
        try (var model = sample()) {
            var input = Tensor.of("input", DataType.FP32, new long[] {2, 4}, ROWS);
            var margins = model.infer(List.of(input), new InferenceOptions(true)).getFirst();
            assertThat(margins.name()).isEqualTo("predict");
            assertThat(margins.shape()).containsExactly(2);
            assertThat(margins.floats()).containsExactly(0.375f, 0.75f);

            var answers = model.infer(List.of(input), InferenceOptions.DEFAULT).getFirst();
            assertThat(answers.floats())
                    .containsExactly(Logistic.probability(0.375f), Logistic.probability(0.75f));
            assertThat(model.platform()).isEqualTo("xgboost");
            assertThat(model.immediate()).isTrue();
            assertThat(model.inputs())
                    .containsExactly(new TensorSpec("input", DataType.FP32, -1, 4));
            assertThat(model.outputs())
                    .containsExactly(new TensorSpec("predict", DataType.FP32, -1));
        }
    }

    @Test
    void aTensorForEachFeatureInAnyOrderAndType() throws IOException {
        var inputs =
                List.of(
                        Tensor.of("since", DataType.INT64, new long[] {2}, new long[] {0, 0}),
                        Tensor.of("plan", DataType.UINT8, new long[] {2, 1}, new byte[] {0, 2}),
                        Tensor.of("tenure", DataType.FP64, new long[] {2}, new double[] {10, 20}),
                        Tensor.of("senior", DataType.BOOL, new long[] {2}, new boolean[2]));
        var margins = sample().infer(inputs, new InferenceOptions(true)).getFirst();
        assertThat(margins.floats()).containsExactly(0.375f, 0.75f);
    }

    @Test
    void theNameOfWholeRowsIsAnOption() throws IOException {
        var model = TensorModels.load(file(Samples.bytes(Samples.json())), "x");
        var input = Tensor.of("x", DataType.FP32, new long[] {2, 4}, ROWS);
        assertThat(model.infer(List.of(input), new InferenceOptions(true)).getFirst().floats())
                .containsExactly(0.375f, 0.75f);
    }

    @Test
    void whatDoesNotFitIsSaid() throws IOException {
        var column = Tensor.of("tenure", DataType.FP32, new long[] {1}, new float[1]);
        refuses(
                "x: there is no such input. Send \"input\" of shape [rows, 4], or an input for each"
                        + " feature: tenure, plan, senior, since",
                Tensor.of("x", DataType.FP32, new long[] {1}, new float[1]));
        refuses("shape [rows, 4]", Tensor.of("input", DataType.FP32, new long[] {4}, new float[4]));
        refuses("plan: an input is missing", column);
        refuses("an input is given twice", column, column);
        refuses(
                "different numbers of rows",
                column,
                Tensor.of("plan", DataType.FP32, new long[] {2}, new float[2]));
        refuses(
                "the model takes numbers",
                Tensor.of("input", DataType.BYTES, new long[] {0, 4}, new byte[0][]));
        refuses("an input is missing");
    }

    private void refuses(String error, Tensor... tensors) throws IOException {
        var model = sample();
        assertThatThrownBy(() -> model.infer(List.of(tensors), InferenceOptions.DEFAULT))
                .isInstanceOf(RondoException.class)
                .hasMessageContaining(error);
    }

    @Test
    void noRowsAreNoAnswers() throws IOException {
        var input = Tensor.of("input", DataType.FP32, new long[] {0, 4}, new float[0]);
        var answers = sample().infer(List.of(input), InferenceOptions.DEFAULT).getFirst();
        assertThat(answers.shape()).containsExactly(0);
    }

    @Test
    void everyIntegerTypeIsItsNumber() {
        var tensors =
                List.of(
                        Tensor.of("", DataType.UINT8, new long[] {1}, new byte[] {-1}),
                        Tensor.of("", DataType.INT8, new long[] {1}, new byte[] {-1}),
                        Tensor.of("", DataType.UINT16, new long[] {1}, new short[] {-1}),
                        Tensor.of("", DataType.INT16, new long[] {1}, new short[] {-1}),
                        Tensor.of("", DataType.UINT32, new long[] {1}, new int[] {-1}),
                        Tensor.of("", DataType.INT32, new long[] {1}, new int[] {-1}),
                        Tensor.of("", DataType.UINT64, new long[] {1}, new long[] {-1}),
                        Tensor.of("", DataType.INT64, new long[] {1}, new long[] {-1}),
                        Tensor.of("", DataType.FP16, new long[] {1}, new short[] {0x3c00}),
                        Tensor.of("", DataType.BF16, new long[] {1}, new short[] {0x3f80}));
        assertThat(tensors.stream().mapToDouble(t -> TensorNumbers.doubles(t)[0]).toArray())
                .containsExactly(255, -1, 65535, -1, 4294967295.0, -1, 0x1p64, -1, 1, 1);
    }

    /** By way of float64, which cannot hold the last 1, they would become 2^60 and 2^63. */
    @Test
    void largeIntegersAreRoundedToFloat32Once() {
        var signed = new long[] {(1L << 60) + (1L << 36) + 1, -(1L << 60) - (1L << 36) - 1};
        var unsigned = new long[] {(1L << 63) + (1L << 39) + 1, -1};
        assertThat(TensorNumbers.floats(Tensor.of("", DataType.INT64, new long[] {2}, signed)))
                .containsExactly(0x1.000002p60f, -0x1.000002p60f);
        assertThat(TensorNumbers.floats(Tensor.of("", DataType.UINT64, new long[] {2}, unsigned)))
                .containsExactly(0x1.000002p63f, 0x1p64f);
    }

    @Test
    void lightgbmAnswersInFloat64() throws IOException {
        var model = TensorModels.load(file(Samples.bytes(HostileLightgbmTest.text())));
        var input = Tensor.of("input", DataType.FP32, new long[] {1, 2}, new float[] {0.5f, 33});
        assertThat(model.infer(List.of(input), new InferenceOptions(true)).getFirst().doubles())
                .containsExactly(1);
        assertThat(model.platform()).isEqualTo("lightgbm");
    }

    @ParameterizedTest
    @CsvSource({
        "8004, a pickle",
        "62696e66, Load it with XGBoost before 3.1",
        "504b0304, a zip archive",
        "1f8b, gzip",
        "43424d31, CatBoost",
        "00, no model of a known form",
    })
    void otherFilesAreRefusedWithAdvice(String start, String error) throws IOException {
        var content = Arrays.copyOf(java.util.HexFormat.of().parseHex(start), 100);
        var path = file(content);
        assertThatThrownBy(() -> TensorModels.load(path))
                .isInstanceOf(RondoException.class)
                .hasMessageContaining(error)
                .hasMessageContaining("save_model")
                .hasMessageContaining("model.bin");
    }

    @Test
    void aMissingFileIsNotFound() {
        assertThatThrownBy(() -> TensorModels.load(folder.resolve("none")))
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.NOT_FOUND));
    }
}
