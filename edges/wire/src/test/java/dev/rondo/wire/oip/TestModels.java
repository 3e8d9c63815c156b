package dev.rondo.wire.oip;

import dev.rondo.base.RondoException;
import dev.rondo.inference.DataType;
import dev.rondo.inference.InferenceOptions;
import dev.rondo.inference.Tensor;
import dev.rondo.inference.TensorModel;
import dev.rondo.inference.TensorSpec;
import dev.rondo.wire.shared.TensorBytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Models with plain answers. */
final class TestModels {
    private TestModels() {}

    /** {@code predict} is the sum of each row of {@code input}, plus 100 for a margin. */
    record Sum() implements TensorModel {
        @Override
        public String platform() {
            return "test";
        }

        @Override
        public List<TensorSpec> inputs() {
            return List.of(new TensorSpec("input", DataType.FP32, -1, 3));
        }

        @Override
        public List<TensorSpec> outputs() {
            return List.of(new TensorSpec("predict", DataType.FP32, -1));
        }

        @Override
        public boolean immediate() {
            return true;
        }

        @Override
        public List<Tensor> infer(List<Tensor> inputs, InferenceOptions options) {
            if (inputs.size() != 1 || !inputs.getFirst().name().equals("input")) {
                throw RondoException.user("model.input", "the model takes one input")
                        .next("send \"input\"");
            }
            var shape = inputs.getFirst().shape();
            if (inputs.getFirst().type() != DataType.FP32 || shape.length != 2 || shape[1] != 3) {
                throw RondoException.user("model.input", "input is FP32 of shape [rows, 3]");
            }
            var values = inputs.getFirst().floats();
            var sums = new float[(int) shape[0]];
            for (int i = 0; i < values.length; i++) {
                sums[i / 3] += values[i];
            }
            for (int i = 0; options.margin() && i < sums.length; i++) {
                sums[i] += 100;
            }
            return List.of(Tensor.of("predict", DataType.FP32, new long[] {shape[0]}, sums));
        }
    }

    /** Gives back one list of every type, as {@code y_TYPE} what came as {@code x_TYPE}. */
    record Echo() implements TensorModel {
        @Override
        public String platform() {
            return "test";
        }

        private static List<TensorSpec> specs(String prefix) {
            return Arrays.stream(DataType.values())
                    .map(type -> new TensorSpec(prefix + type, type, -1))
                    .toList();
        }

        @Override
        public List<TensorSpec> inputs() {
            return specs("x_");
        }

        @Override
        public List<TensorSpec> outputs() {
            return specs("y_");
        }

        @Override
        public boolean immediate() {
            return false;
        }

        @Override
        public List<Tensor> infer(List<Tensor> inputs, InferenceOptions options) {
            var outputs = new ArrayList<Tensor>();
            for (var type : DataType.values()) {
                outputs.add(
                        inputs.stream()
                                .filter(each -> each.name().equals("x_" + type))
                                .map(each ->
                                        Tensor.of("y_" + type, type, each.shape(), each.data()))
                                .findFirst()
                                .orElseGet(() -> nothing(type)));
            }
            return outputs;
        }

        private static Tensor nothing(DataType type) {
            return TensorBytes.read(0, "y_" + type, type, new long[] {0}, new byte[0], 0, 0);
        }
    }
}
