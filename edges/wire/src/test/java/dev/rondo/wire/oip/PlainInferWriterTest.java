package dev.rondo.wire.oip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.hosting.ModelInUse;
import dev.rondo.inference.DataType;
import dev.rondo.inference.InferenceOptions;
import dev.rondo.inference.Tensor;
import dev.rondo.inference.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The writer of plain answers beside the one of all: what it writes at all, it writes alike. */
class PlainInferWriterTest {
    private static final int ANSWERS = Integer.getInteger("fuzz.requests", 10_000);

    private final long seed = Long.getLong("fuzz.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);

    private record Named(String name, String version) implements ModelInUse {
        @Override
        public List<TensorSpec> inputs() {
            return List.of();
        }

        @Override
        public List<TensorSpec> outputs() {
            return List.of();
        }

        @Override
        public List<String> featureNames() {
            return List.of();
        }

        @Override
        public List<Tensor> infer(List<Tensor> inputs, InferenceOptions options) {
            return List.of();
        }

        @Override
        public void close() {}
    }

    private static InferRequest request(boolean binary) {
        return new InferRequest("an id", InferenceOptions.DEFAULT, List.of(), List.of(), binary);
    }

    private static Tensor tensor(String name, float... values) {
        return Tensor.of(name, DataType.FP32, new long[] {1, values.length}, values);
    }

    /** Whether the plain writer wrote it; fails where it writes something else than the other. */
    private boolean alike(ModelInUse model, Tensor... outputs) {
        var plain = PlainInferWriter.write(model, request(false), List.of(outputs));
        if (plain == null) {
            return false;
        }
        var general = InferReply.general(model, request(false), List.of(outputs));
        assertThat(new String(plain, UTF_8))
                .as("seed %d", seed)
                .isEqualTo(new String(general.body(), UTF_8));
        return true;
    }

    @Test
    void answers() {
        var model = new Named("churn", "7");
        for (int i = 0; i < ANSWERS; i++) {
            var outputs = new ArrayList<Tensor>();
            for (int j = random.nextInt(3); j >= 0; j--) {
                outputs.add(tensor("out " + j, values()));
            }
            assertThat(alike(model, outputs.toArray(Tensor[]::new))).isTrue();
        }
    }

    /** Any bits: tiny, huge, infinite and none at all, and such as probabilities are. */
    private float[] values() {
        var values = new float[random.nextInt(8)];
        for (int i = 0; i < values.length; i++) {
            values[i] =
                    random.nextBoolean()
                            ? Float.intBitsToFloat(random.nextInt())
                            : (float) random.nextDouble();
        }
        return values;
    }

    @Test
    void numbersOfNoUsualKind() {
        float[] odd = {Float.NaN, 1f / 0, -1f / 0, 0f, -0f, Float.MIN_VALUE, Float.MAX_VALUE};
        assertThat(alike(new Named("m", "1"), tensor("y", odd))).isTrue();
    }

    @Test
    void leavesNamesThatHaveToBeEscaped() {
        for (var name : List.of("a\"b", "a\\b", "a\nb", "größe", "\u007f")) {
            assertThat(alike(new Named(name, "1"), tensor("y", 1))).isFalse();
            assertThat(alike(new Named("m", "1"), tensor(name, 1))).isFalse();
        }
    }

    @Test
    void leavesOtherTypesManyValuesAndBytes() {
        var model = new Named("m", "1");
        var whole = Tensor.of("y", DataType.INT32, new long[] {1}, new int[] {1});
        assertThat(alike(model, whole)).isFalse();
        assertThat(alike(model, tensor("y", new float[65]))).isFalse();
        var plain = List.of(tensor("y", 1));
        assertThat(PlainInferWriter.write(model, request(true), plain)).isNull();
    }
}
