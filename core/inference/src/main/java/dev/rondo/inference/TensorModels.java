package dev.rondo.inference;

import dev.rondo.base.RondoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Loads model files of every format that is known. */
public final class TensorModels {
    private TensorModels() {}

    /** Reads a model of XGBoost. */
    public static TensorModel load(Path file) {
        try {
            return new Booster(XgboostModel.load(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw RondoException.unavailable("model.unreadable", "the file cannot be read")
                    .at(file.toString())
                    .causedBy(e);
        }
    }

    private record Booster(XgboostModel trees) implements TensorModel {
        @Override
        public String platform() {
            return "xgboost";
        }

        @Override
        public List<TensorSpec> inputs() {
            return List.of(new TensorSpec("input", DataType.FP32, -1, trees.features()));
        }

        @Override
        public List<TensorSpec> outputs() {
            return List.of(new TensorSpec("predict", DataType.FP32, -1));
        }

        @Override
        public List<String> featureNames() {
            return trees.featureNames();
        }

        @Override
        public boolean immediate() {
            return true;
        }

        @Override
        public List<Tensor> infer(List<Tensor> inputs, InferenceOptions options) {
            var input = inputs.isEmpty() ? null : inputs.getFirst();
            if (input == null
                    || inputs.size() != 1
                    || !input.name().equals("input")
                    || input.type() != DataType.FP32
                    || input.shape().length != 2
                    || input.shape()[1] != trees.features()) {
                throw RondoException.user("model.input", "the inputs do not fit the model")
                        .next("send \"input\" of FP32 [rows, " + trees.features() + "]");
            }
            var margins = trees.margins(input.floats());
            if (!options.margin()) {
                for (int i = 0; i < margins.length; i++) {
                    margins[i] = trees.score(margins[i]);
                }
            }
            var shape = new long[] {margins.length};
            return List.of(Tensor.of("predict", DataType.FP32, shape, margins));
        }
    }
}
