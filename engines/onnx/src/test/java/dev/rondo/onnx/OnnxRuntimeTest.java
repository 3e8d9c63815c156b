package dev.rondo.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.ProtoWriter;
import dev.rondo.base.RondoException;
import dev.rondo.inference.DataType;
import dev.rondo.inference.InferenceOptions;
import dev.rondo.inference.Tensor;
import dev.rondo.inference.TensorModel;
import dev.rondo.inference.TensorModels;
import dev.rondo.inference.TensorSpec;
import dev.rondo.testkit.OnnxBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxRuntimeTest {
    @TempDir private Path folder;

    /** An operator that is not run without ONNX Runtime, in front of everything else. */
    private TensorModel load(OnnxBytes model) throws IOException {
        var file = folder.resolve("model.onnx");
        Files.write(file, model.file());
        return TensorModels.load(file);
    }

    private static Tensor only(TensorModel model, Tensor... inputs) {
        return model.infer(List.of(inputs), InferenceOptions.DEFAULT).getFirst();
    }

    private static OnnxBytes erf() {
        return new OnnxBytes()
                .input("x", OnnxBytes.FLOAT, -1, -1)
                .output("y", OnnxBytes.FLOAT, -1, -1)
                .node("Erf", "", List.of("x"), List.of("y"));
    }

    @Test
    @DisplayName("rule 11.2: a thread with a small stack may load a model, which needs a large one")
    void smallStacksDoNotMatter() throws Exception {
        var task = new FutureTask<>(() -> load(erf()));
        Thread.ofPlatform().stackSize(256 << 10).start(task);
        try (var model = task.get()) {
            assertThat(model.platform()).isEqualTo("onnxruntime_onnx");
        }
    }

    @Test
    void shapesMayVary() throws IOException {
        try (var model = load(erf())) {
            assertThat(model.platform()).isEqualTo("onnxruntime_onnx");
            assertThat(model.immediate()).isFalse();
            assertThat(model.inputs()).containsExactly(new TensorSpec("x", DataType.FP32, -1, -1));
            for (int rows = 0; rows < 4; rows++) {
                var shape = new long[] {rows, 3};
                var x = Tensor.of("x", DataType.FP32, shape, new float[3 * rows]);
                assertThat(only(model, x).shape()).isEqualTo(shape);
            }
            var x = Tensor.of("x", DataType.FP32, new long[] {1, 1}, new float[] {1});
            // erf(1) = 0.84270079
            assertThat(only(model, x).floats()[0]).isEqualTo(0.8427008f);
        }
    }

    @Test
    void textsComeAndGo() throws IOException {
        var model =
                new OnnxBytes()
                        .input("x", OnnxBytes.STRING, -1)
                        .output("y", OnnxBytes.STRING, -1)
                        .constant("order", new long[] {2}, 1L, 0L)
                        .node("Gather", "", List.of("x", "order"), List.of("y"));
        try (var loaded = load(model)) {
            byte[][] texts = {bytes("straße"), bytes("")};
            var answer = only(loaded, Tensor.of("x", DataType.BYTES, new long[] {2}, texts));
            assertThat((byte[][]) answer.data()).isDeepEqualTo(new byte[][] {{}, texts[0]});
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void severalInputsAndOutputsOfSeveralTypes() throws IOException {
        var model =
                new OnnxBytes()
                        .input("a", OnnxBytes.INT64, -1)
                        .input("b", OnnxBytes.INT64, -1)
                        .input("c", OnnxBytes.BOOL, -1)
                        .output("sum", OnnxBytes.INT64, -1)
                        .output("not", OnnxBytes.BOOL, -1)
                        .node("BitwiseXor", "", List.of("a", "b"), List.of("sum"))
                        .node("Not", "", List.of("c"), List.of("not"));
        try (var loaded = load(model)) {
            long[] shape = {2};
            var answers =
                    loaded.infer(
                            List.of(
                                    Tensor.of(
                                            "c", DataType.BOOL, shape, new boolean[] {true, false}),
                                    Tensor.of("b", DataType.INT64, shape, new long[] {1, 1L << 62}),
                                    Tensor.of("a", DataType.INT64, shape, new long[] {3, 0})),
                            InferenceOptions.DEFAULT);
            assertThat((long[]) answers.get(0).data()).containsExactly(2, 1L << 62);
            assertThat((boolean[]) answers.get(1).data()).containsExactly(false, true);
        }
    }

    @Test
    void halfFloatsAreTheirBits() throws IOException {
        var model =
                new OnnxBytes()
                        .input("x", OnnxBytes.FLOAT16, -1)
                        .output("y", OnnxBytes.FLOAT16, -1)
                        .output("z", OnnxBytes.BFLOAT16, -1)
                        .node("Abs", "", List.of("x"), List.of("y"))
                        .node(
                                "Cast",
                                "",
                                List.of("x"),
                                List.of("z"),
                                OnnxBytes.whole("to", OnnxBytes.BFLOAT16));
        try (var loaded = load(model)) {
            short[] halves = {Float.floatToFloat16(-1.5f), Float.floatToFloat16(2)};
            var answers =
                    loaded.infer(
                            List.of(Tensor.of("x", DataType.FP16, new long[] {2}, halves)),
                            InferenceOptions.DEFAULT);
            assertThat((short[]) answers.get(0).data())
                    .containsExactly(Float.floatToFloat16(1.5f), Float.floatToFloat16(2));
            // A bfloat16 is the upper half of a float's bits.
            assertThat((short[]) answers.get(1).data())
                    .containsExactly(
                            (short) (Float.floatToIntBits(-1.5f) >>> 16),
                            (short) (Float.floatToIntBits(2) >>> 16));
            assertThat(answers.get(1).type()).isEqualTo(DataType.BF16);
        }
    }

    @Test
    void mapsBecomeATableWithTheirKeysInOrder() throws IOException {
        var map = new ProtoWriter().varint(1, OnnxBytes.INT64);
        map.message(2, new ProtoWriter().message(1, new ProtoWriter().varint(1, OnnxBytes.FLOAT)));
        var element = new ProtoWriter().message(5, map);
        var sequence = new ProtoWriter().message(4, new ProtoWriter().message(1, element));
        var model =
                erf().output("maps", sequence)
                        .node(
                                "ZipMap",
                                OnnxBytes.ML,
                                List.of("y"),
                                List.of("maps"),
                                OnnxBytes.wholes("classlabels_int64s", 7, 5));
        try (var loaded = load(model)) {
            var x = Tensor.of("x", DataType.FP32, new long[] {2, 2}, new float[] {0, 9, 9, 0});
            var maps = loaded.infer(List.of(x), InferenceOptions.DEFAULT).get(1);
            assertThat(maps.shape()).containsExactly(2, 2);
            assertThat(maps.floats()).containsExactly(1, 0, 0, 1);
            assertThat(loaded.outputs().get(1))
                    .isEqualTo(new TensorSpec("maps", DataType.FP32, -1, -1));
        }
    }

    @Test
    void manyVirtualThreadsAreAnsweredEachWithItsOwn() throws Exception {
        try (var model = load(erf());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Callable<Boolean>>();
            IntStream.range(0, 200)
                    .forEach(i -> {
                        float[] values = {0, i};
                        var shape = new long[] {2, 1};
                        calls.add(() -> {
                            var x = Tensor.of("x", DataType.FP32, shape, values);
                            var y = only(model, x).floats();
                            return y[0] == 0 && (i == 0 || y[1] > 0.8);
                        });
                    });
            for (var answer : threads.invokeAll(calls)) {
                assertThat(answer.get()).isTrue();
            }
        }
    }

    @Test
    void saysWhatDoesNotFit() throws IOException {
        try (var model = load(erf())) {
            var wide = Tensor.of("x", DataType.FP64, new long[] {1, 1}, new double[1]);
            assertThatThrownBy(() -> only(model, wide)).hasMessageContaining("Send FP32, not FP64");
            var other = Tensor.of("z", DataType.FP32, new long[] {1, 1}, new float[1]);
            assertThatThrownBy(() -> only(model, other)).hasMessageContaining("x (FP32 [-1, -1])");
            var flat = Tensor.of("x", DataType.FP32, new long[] {1}, new float[1]);
            assertThatThrownBy(() -> only(model, flat)).hasMessageContaining("[-1, -1]");
        }
    }

    @Test
    void whatOnlyOnnxRuntimeKnowsIsAnErrorOfTheUsers() throws IOException {
        var model =
                new OnnxBytes()
                        .input("x", OnnxBytes.FLOAT, -1, -1)
                        .output("y", OnnxBytes.FLOAT, -1, -1)
                        .constant("w", new long[] {3, 1}, 1f, 2f, 3f)
                        .node("Erf", "", List.of("x"), List.of("e"))
                        .node("MatMul", "", List.of("e", "w"), List.of("y"));
        try (var loaded = load(model)) {
            var x = Tensor.of("x", DataType.FP32, new long[] {1, 2}, new float[2]);
            assertThatThrownBy(() -> only(loaded, x))
                    .isInstanceOfSatisfying(
                            RondoException.class,
                            e -> assertThat(e.kind()).isEqualTo(ErrorKind.USER))
                    .hasMessageContaining("MatMul");
        }
    }

    @Test
    void anUnknownOperatorIsOneClearError() {
        var model =
                new OnnxBytes()
                        .input("x", OnnxBytes.FLOAT, -1)
                        .output("y", OnnxBytes.FLOAT, -1)
                        .node("Mystery", "", List.of("x"), List.of("y"));
        assertThatThrownBy(() -> load(model))
                .isInstanceOfSatisfying(
                        RondoException.class, e -> assertThat(e.code()).isEqualTo("model.invalid"))
                .hasMessageContaining("Mystery");
    }
}
